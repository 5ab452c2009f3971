package index

import (
	"slices"

	"github.com/blevesearch/bleve/v2/search"
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

// sequences finds the positions at which all slots of a sequence stand at their offsets from it. positions
// holds the sorted positions of each slot.
func sequences(offsets []int, positions [][]int, found func(pos int) bool) {
	if len(positions) == 0 {
		return
	}
	for _, p := range positions[0] {
		start := p - offsets[0]
		all := true
		for i := 1; i < len(positions) && all; i++ {
			_, all = slices.BinarySearch(positions[i], start+offsets[i])
		}
		if all && !found(start) {
			return
		}
	}
}

// A nearFilter looks at the positions of a document's terms and keeps the documents in which the words stand
// as they should. It serves one search.
type nearFilter struct {
	words   [][]slotTerms
	slop    int
	places  map[string][]int // positions by term, of the current document
	offsets [][]int          // of the slots of each word
}

func newNearFilter(words [][]slotTerms, slop int) *nearFilter {
	f := &nearFilter{words: words, slop: slop, places: map[string][]int{}}
	for _, word := range words {
		var offsets []int
		for _, slot := range word {
			offsets = append(offsets, slot.offset)
		}
		f.offsets = append(f.offsets, offsets)
	}
	return f
}

func (f *nearFilter) accept(_ *search.SearchContext, d *search.DocumentMatch) bool {
	clear(f.places)
	for i := range d.FieldTermLocations {
		l := &d.FieldTermLocations[i]
		f.places[l.Term] = append(f.places[l.Term], int(l.Location.Pos))
	}
	d.FieldTermLocations = d.FieldTermLocations[:0]
	lists := make([][]unit, len(f.words))
	for i, word := range f.words {
		positions := make([][]int, len(word))
		for j, slot := range word {
			positions[j] = f.positions(slot.terms)
		}
		last := word[len(word)-1]
		length := last.offset + last.width - word[0].offset
		sequences(f.offsets[i], positions, func(pos int) bool {
			lists[i] = append(lists[i], unit{pos, length})
			return len(f.words) > 1 // a single sequence needs no second place
		})
	}
	ok := false
	nearest(lists, f.slop, func([]unit) bool {
		ok = true
		return false
	})
	return ok
}

// positions are the sorted positions of any of the terms.
func (f *nearFilter) positions(terms []string) []int {
	if len(terms) == 1 {
		list := f.places[terms[0]]
		slices.Sort(list)
		return list
	}
	var list []int
	for _, t := range terms {
		list = append(list, f.places[t]...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}
