package index

import (
	"cmp"
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A unit is one word of a phrase as some language cuts it: it stands at pos and covers so many positions.
// Words of unspaced text cover several.
type unit struct{ pos, length int }

// nearest finds where units stand close enough together, in any order: one of each list, no two of them on
// the same position, and at most slop positions between the first and the last that none of them covers. The
// lists must be sorted by position. It calls found with each closest combination, from left to right, until
// found returns false. The slice is reused.
func nearest(lists [][]unit, slop int, found func([]unit) bool) {
	heads := make([]int, len(lists))
	chosen := make([]unit, len(lists))
	for _, l := range lists {
		if len(l) == 0 {
			return
		}
	}
	for {
		first, covered, end := 0, 0, 0
		clash := -1
		for i, l := range lists {
			chosen[i] = l[heads[i]]
			covered += chosen[i].length
			end = max(end, chosen[i].pos+chosen[i].length)
			if chosen[i].pos < chosen[first].pos {
				first = i
			}
			for j := range i {
				if overlap(chosen[i], chosen[j]) {
					clash = i
				}
			}
		}
		advance := first
		switch {
		case clash >= 0:
			advance = clash // another place for one of two words that claim the same one
		case end-chosen[first].pos-covered <= slop:
			if !found(chosen) {
				return
			}
		}
		heads[advance]++
		if heads[advance] == len(lists[advance]) {
			return
		}
	}
}

func overlap(a, b unit) bool { return a.pos < b.pos+b.length && b.pos < a.pos+a.length }

// sequences finds the places at which all slots of a sequence stand at their offsets from it. places holds the
// sorted places of each slot.
func sequences(word []slotPostings, places [][]place, found func(place) bool) {
	for _, p := range places[0] {
		start := p - place(word[0].offset)
		all := true
		for i := 1; i < len(places) && all; i++ {
			_, all = slices.BinarySearch(places[i], start+place(word[i].offset))
		}
		if all && !found(start) {
			return
		}
	}
}

// termPostings are the articles of a term.
type termPostings struct {
	list     segment.PostingsList
	articles *roaring.Bitmap
}

// slotPostings are the terms of a part that fill a slot, and where it stands in its word.
type slotPostings struct {
	terms         []termPostings
	articles      *roaring.Bitmap // that have any of the terms; nil for none
	offset, width int
}

// slotsOf are the articles of each slot.
func slotsOf(words [][]slotPostings) []*roaring.Bitmap {
	var all []*roaring.Bitmap
	for _, word := range words {
		for _, slot := range word {
			all = append(all, slot.articles)
		}
	}
	return all
}

// A nearFilter looks at the places of words and keeps the articles in which they stand as they should.
type nearFilter struct {
	words [][]slotPostings
	slop  int
	zone  *int // the zone in which they have to stand; nil for any

	readers [][]slotReader // by word and slot
	places  [][][]place    // likewise, in the current article
	lists   [][]unit
}

// A slotReader reads the places of the terms of a slot.
type slotReader struct {
	terms  []*placeIterator
	merged []place
}

// match returns the articles within a bitmap, nil for all, in which the words stand as they should.
func (f *nearFilter) match(ctx context.Context, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	all := slotsOf(f.words)
	if within != nil {
		all = append(all, within)
	}
	slices.SortFunc(all, func(a, b *roaring.Bitmap) int { return cmp.Compare(a.GetCardinality(), b.GetCardinality()) })
	candidates := roaring.FastAnd(all...)
	found := roaring.New()
	if candidates.IsEmpty() {
		return found, nil
	}
	if err := f.open(candidates); err != nil {
		return nil, err
	}
	i := candidates.Iterator()
	for n := 0; i.HasNext(); n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		article := i.Next()
		ok, err := f.accept(article)
		if err != nil {
			return nil, err
		}
		if ok {
			found.Add(article)
		}
	}
	return found, nil
}

func (f *nearFilter) open(candidates *roaring.Bitmap) error {
	f.lists = make([][]unit, len(f.words))
	for _, word := range f.words {
		readers := make([]slotReader, len(word))
		for i, slot := range word {
			for _, t := range slot.terms {
				r, err := placesOf(t.list, t.articles, candidates, true)
				if err != nil {
					return err
				}
				readers[i].terms = append(readers[i].terms, r)
			}
		}
		f.readers = append(f.readers, readers)
		f.places = append(f.places, make([][]place, len(word)))
	}
	return nil
}

// accept looks at an article; they come in ascending order.
func (f *nearFilter) accept(article uint32) (bool, error) {
	for i, word := range f.words {
		f.lists[i] = f.lists[i][:0]
		for j := range word {
			list, err := f.readers[i][j].at(article)
			if err != nil {
				return false, err
			}
			if f.zone != nil {
				list = inZone(list, *f.zone)
			}
			if len(list) == 0 {
				return false, nil
			}
			f.places[i][j] = list
		}
		last := word[len(word)-1]
		length := last.offset + last.width - word[0].offset
		sequences(word, f.places[i], func(p place) bool {
			f.lists[i] = append(f.lists[i], unit{int(p), length})
			return len(f.words) > 1 // a single sequence needs no second place
		})
	}
	ok := false
	nearest(f.lists, f.slop, func([]unit) bool {
		ok = true
		return false
	})
	return ok, nil
}

// at returns the sorted places of the slot in an article, good until the next call.
func (r *slotReader) at(article uint32) ([]place, error) {
	r.merged = r.merged[:0]
	var only []place
	n := 0
	for _, t := range r.terms {
		here, err := t.advance(article)
		if err != nil {
			return nil, err
		}
		if !here {
			continue
		}
		if n++; n == 1 {
			only = t.places()
			continue
		}
		if n == 2 {
			r.merged = append(r.merged, only...)
		}
		r.merged = append(r.merged, t.places()...)
	}
	if n < 2 {
		return only, nil
	}
	slices.Sort(r.merged)
	return slices.Compact(r.merged), nil
}

// inZone are the places of one zone.
func inZone(list []place, zone int) []place {
	from, _ := slices.BinarySearch(list, placeAt(zone, 0))
	until, _ := slices.BinarySearch(list, placeAt(zone+1, 0))
	return list[from:until]
}
