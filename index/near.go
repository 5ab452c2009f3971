package index

import (
	"cmp"
	"context"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
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

	readers []wordReader
	lists   [][]unit
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
	f.open()
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

func (f *nearFilter) open() {
	f.lists = make([][]unit, len(f.words))
	for _, word := range f.words {
		f.readers = append(f.readers, newWordReader(word))
	}
}

// accept looks at an article; they come in ascending order.
func (f *nearFilter) accept(article uint32) (bool, error) {
	for i := range f.readers {
		starts, err := f.readers[i].starts(article, f.zone)
		if err != nil || len(starts) == 0 {
			return false, err
		}
		if len(f.readers) == 1 {
			return true, nil
		}
		f.lists[i] = f.lists[i][:0]
		for _, p := range starts {
			f.lists[i] = append(f.lists[i], unit{int(p), f.readers[i].length})
		}
	}
	ok := false
	nearest(f.lists, f.slop, func([]unit) bool {
		ok = true
		return false
	})
	return ok, nil
}

// A wordReader reads where the slots of a word stand one behind the other.
type wordReader struct {
	slots  []slotReader // those in the fewest articles first
	length int          // of the word, in positions
	list   []place
}

// A slotReader reads the places of the terms of a slot.
type slotReader struct {
	offset int
	terms  []*placeIterator
	merged []place
}

func newWordReader(word []slotPostings) wordReader {
	last := word[len(word)-1]
	r := wordReader{length: last.offset + last.width - word[0].offset}
	rarest := slices.Clone(word)
	slices.SortStableFunc(rarest, func(a, b slotPostings) int {
		return cmp.Compare(a.articles.GetCardinality(), b.articles.GetCardinality())
	})
	for _, slot := range rarest {
		s := slotReader{offset: slot.offset - word[0].offset}
		for _, t := range slot.terms {
			s.terms = append(s.terms, placesOf(t, true))
		}
		r.slots = append(r.slots, s)
	}
	return r
}

// starts are the places at which the word begins in an article, in a zone or in all of them; good until the next call.
// Slots are read as long as it may be in there.
func (r *wordReader) starts(article uint32, zone *int) ([]place, error) {
	for i := range r.slots {
		s := &r.slots[i]
		list, err := s.at(article)
		if err != nil {
			return nil, err
		}
		if zone != nil {
			list = inZone(list, *zone)
		}
		if i == 0 {
			r.list = startsOf(r.list[:0], list, s.offset)
		} else {
			r.list = whereFollowed(r.list, list, s.offset)
		}
		if len(r.list) == 0 {
			return nil, nil
		}
	}
	return r.list, nil
}

// startsOf appends to starts where a word begins whose slot of this offset stands at these places.
func startsOf(starts, places []place, offset int) []place {
	for _, p := range places {
		if p.pos() >= offset {
			starts = append(starts, p-place(offset))
		}
	}
	return starts
}

// whereFollowed keeps the starts that have one of the places at an offset.
func whereFollowed(starts, places []place, offset int) []place {
	kept := starts[:0]
	i := 0
	for _, start := range starts {
		want := start + place(offset)
		for i < len(places) && places[i] < want {
			i++
		}
		if i < len(places) && places[i] == want {
			kept = append(kept, start)
		}
	}
	return kept
}

// at returns the sorted places of the slot in an article, good until the next call.
func (r *slotReader) at(article uint32) ([]place, error) {
	r.merged = r.merged[:0]
	var only []place
	n := 0
	for _, t := range r.terms {
		here, err := t.seek(article)
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
