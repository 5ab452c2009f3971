package index

import (
	"math"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"parallax/index/analysis"
)

// A field is one field of a document as bleve takes it in. Its terms are there from the start, or come from analyze
// when bleve asks for them.
type field struct {
	name    string
	analyze func() (terms bleveindex.TokenFrequencies, length int)
	terms   bleveindex.TokenFrequencies
	length  int // what bleve keeps as the norm with each article of a term; less than 128, it is one byte
}

// Analyze finds the terms. bleve calls it once, from any goroutine.
func (f *field) Analyze() {
	if f.analyze != nil {
		f.terms, f.length = f.analyze()
		f.analyze = nil
	}
}

// Name is the field's name.
func (f *field) Name() string { return f.name }

// AnalyzedTokenFrequencies are the terms.
func (f *field) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.terms }

// AnalyzedLength is the norm.
func (f *field) AnalyzedLength() int { return f.length }

// Options say that the field is indexed and nothing else.
func (f *field) Options() bleveindex.FieldIndexingOptions { return bleveindex.IndexField }

// EncodedFieldType is bleve's mark of a text.
func (f *field) EncodedFieldType() byte { return 't' }

// ArrayPositions are none.
func (f *field) ArrayPositions() []uint64 { return nil }

// Value is none: nothing is stored.
func (f *field) Value() []byte { return nil }

// NumPlainTextBytes only serves bleve's statistics.
func (f *field) NumPlainTextBytes() uint64 { return 0 }

// Size is an estimate that bleve bounds its batches by.
func (f *field) Size() int { return 64 + 96*len(f.terms) }

// lengthClass puts lengths of texts, in words, into classes of which six double the length, from 1 to 127.
func lengthClass(words int) int {
	return min(1+int(lengthSteps*math.Log2(float64(words+1))), lengthClasses-1)
}

const (
	lengthClasses = 128
	lengthSteps   = 6
)

// lengthOf is a length that is of the class, in words.
func lengthOf(class int) float64 {
	return math.Exp2((float64(class)-0.5)/lengthSteps) - 1
}

// termsOf are the terms of tokens with their places; the tokens come by zone.
func termsOf(tokens [][]analysis.Token) bleveindex.TokenFrequencies {
	n := 0
	for _, list := range tokens {
		n += len(list)
	}
	found := make(map[string]int32, n)
	type occurrence struct {
		place
		before int32 // index of the term's occurrence before this one, -1 for none
	}
	occurrences := make([]occurrence, 0, n+n/4)
	for zone, list := range tokens {
		for i := range list {
			at := placeAt(zone, list[i].Pos)
			for _, term := range list[i].Terms {
				last, ok := found[term]
				switch {
				case !ok:
					last = -1
				case occurrences[last].place == at:
					continue
				}
				found[term] = int32(len(occurrences))
				occurrences = append(occurrences, occurrence{at, last})
			}
		}
	}
	terms := make(bleveindex.TokenFrequencies, len(found))
	backing := make([]bleveindex.TokenFreq, len(found))
	var w placeWriter
	var places []place
	for term, last := range found {
		places = places[:0]
		for i := last; i >= 0; i = occurrences[i].before {
			places = append(places, occurrences[i].place)
		}
		tf := &backing[0]
		backing = backing[1:]
		tf.Term = []byte(term)
		w.reset()
		for i := len(places) - 1; i >= 0; i-- {
			w.add(places[i])
		}
		putPlaces(tf, w.finish(), places)
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

// surfacesOf are the different unstemmed forms of tokens.
func surfacesOf(tokens []analysis.Token) bleveindex.TokenFrequencies {
	terms := make(bleveindex.TokenFrequencies, len(tokens))
	add := func(surface string) {
		if surface != "" && terms[surface] == nil {
			terms[surface] = &bleveindex.TokenFreq{Term: []byte(surface)}
		}
	}
	for i := range tokens {
		add(tokens[i].Surface)
		add(tokens[i].Bare)
	}
	return terms
}
