package index

import (
	"sync"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"parallax/index/analysis"
)

// A room is what it takes to find the terms of a document's field: used for one after the other, it makes little garbage.
type room struct {
	analysis.Room
	tokens [zones][]analysis.Token
	last   map[string]int32 // of each term its last use
	uses   []termUse
	places []place
	writer placeWriter
	seen   map[string]bool
}

// A termUse is a term at a place.
type termUse struct {
	place
	before int32 // index of the use of the term before this one, -1 for none
}

var rooms = sync.Pool{New: func() any { return &room{last: map[string]int32{}, seen: map[string]bool{}} }}

// mostKept is the number of tokens of a document from which on its room isn't kept for the next one: few are as long.
const mostKept = 1 << 14

// giveBack leaves the room to other documents. What was found in it stays good.
func (r *room) giveBack() {
	n := 0
	for _, list := range r.tokens {
		n += len(list)
	}
	if n > mostKept {
		return
	}
	for zone := range r.tokens {
		clear(r.tokens[zone])
		r.tokens[zone] = r.tokens[zone][:0]
	}
	r.Clear()
	clear(r.last)
	rooms.Put(r)
}

// read analyses passages, each in its own language, and lines their tokens up in a zone: positions go on from one to the next, at a
// distance that no phrase bridges.
func (r *room) read(zone int, passages []passage, memo *analysis.Memo) {
	tokens := r.tokens[zone]
	start := 0
	for _, p := range passages {
		from := len(tokens)
		tokens = analysis.For(p.language).AppendText(tokens, clip(p.text, maxText), memo, &r.Room)
		for i := from; i < len(tokens); i++ {
			tokens[i].Pos += start
		}
		if len(tokens) > from {
			start = tokens[len(tokens)-1].Pos + 1 + analysis.MaxDistance + 1
		}
	}
	r.tokens[zone] = tokens
}

// terms are the terms of all zones with their places. bleve takes a term from the key.
func (r *room) terms() bleveindex.TokenFrequencies {
	r.uses = r.uses[:0]
	for zone, list := range r.tokens {
		for i := range list {
			at := placeAt(zone, list[i].Pos)
			for _, term := range list[i].Terms {
				last, ok := r.last[term]
				switch {
				case !ok:
					last = -1
				case r.uses[last].place == at:
					continue
				}
				r.last[term] = int32(len(r.uses))
				r.uses = append(r.uses, termUse{at, last})
			}
		}
	}
	terms := make(bleveindex.TokenFrequencies, len(r.last))
	backing := make([]bleveindex.TokenFreq, len(r.last))
	for term, last := range r.last {
		r.places = r.places[:0]
		for i := last; i >= 0; i = r.uses[i].before {
			r.places = append(r.places, r.uses[i].place)
		}
		tf := &backing[0]
		backing = backing[1:]
		r.writer.reset()
		for i := len(r.places) - 1; i >= 0; i-- {
			r.writer.add(r.places[i])
		}
		putPlaces(tf, r.writer.finish(), r.places)
		terms[term] = tf
	}
	return terms
}

// putPlaces writes the places of a term as places.go describes.
func putPlaces(tf *bleveindex.TokenFreq, words []uint64, places []place) {
	if len(words) == 1 {
		tf.SetFrequency(int(words[0] << 1))
		return
	}
	tf.SetFrequency(int(standingOf(places))<<1 | 1)
	l := &bleveindex.TokenLocation{}
	for i, word := range words {
		switch i {
		case 0:
			l.Position = int(word)
		case 1:
			l.Start = int(word)
		case 2:
			l.End = int(word)
		default:
			l.ArrayPositions = append(l.ArrayPositions, word)
		}
	}
	tf.Locations = []*bleveindex.TokenLocation{l}
}

// surfaces are the different unstemmed forms of a zone's tokens.
func (r *room) surfaces(zone int) bleveindex.TokenFrequencies {
	for i := range r.tokens[zone] {
		t := &r.tokens[zone][i]
		r.seen[t.Surface], r.seen[t.Bare] = true, true
	}
	delete(r.seen, "")
	terms := make(bleveindex.TokenFrequencies, len(r.seen))
	for surface := range r.seen {
		terms[surface] = &found
	}
	clear(r.seen)
	return terms
}

// found is what bleve is told of a term without places. It is never changed.
var found bleveindex.TokenFreq
