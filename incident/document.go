package incident

import (
	"cmp"
	"math"
	"slices"

	"parallax/incident/meaning"
)

// The kinds of keys, each with a list of its own in a document.
const (
	kindName = iota
	kindWord
	kindPlace
	kindNumber
	kindDate
	kindPost
	kindLink
	kindQuotation
	kindOrganisation
	kinds
)

// A document is what the grouper keeps of an article: about 2 KB for one of full length, most of them its terms.
type document struct {
	id       string
	terms    []term        // of all kinds, one kind after the other, each sorted by key
	ends     [kinds]uint16 // where each kind ends in terms
	norm     [kinds]float32
	leads    [2]float32            // weight of the names and of the words that lead
	sketch   []uint32              // of its text; see packSketch
	marks    [indexedSketch]uint32 // the keys of the sketch that it is found by
	headline headline
	content  uint64 // hash of everything that the decision depends on
	time     int64  // seconds since 1970, 0 where unknown
	seq      int    // order of filing
	slot     uint32 // in the window
	language langID
	script   script // of its language
	founder  bool
	core     bool   // it stands for its group
	hidden   bool   // one of many copies: it is found by what it shares with them alone
	unsaved  bool   // see Unsaved
	place    int32  // in the order of the core
	at       uint32 // in the group's members
	incident *group
	copyOf   string                 // ID of the article that it is a copy of; set by the window once it is live
	copyAt   uint32                 // in the window's list of those copies
	vectors  [2]meaning.Vector      // see headVector; zero where the meaning is unknown
	regions  [indexedRegions]uint16 // of its whole vector, the nearest first, plus 1; 0 where there is none
	own      *ownVectors            // nil if there are none
	quotes   []quote                // to be compared with those of other languages
	crowd    float32                // how close it is in meaning to what it resembles; see crowdOf
}

// The vectors of a document: of its title and first words, and of its title and text. Those of headlines are others: see centre.
const (
	headVector = iota
	wholeVector
)

// of returns the terms of one kind, sorted by key.
func (d *document) of(kind int) []term {
	start := uint16(0)
	if kind > 0 {
		start = d.ends[kind-1]
	}
	return d.terms[start:d.ends[kind]]
}

// A term is one key of a document, its weight, and which word of the article it comes from (a name has several keys, and
// they count once), packed so that terms sort by key:
//
//	40 bits  key
//	15 bits  weight, in steps of 1/1024
//	 1 bit   whether the word stands in the headline or the first words of the text
//	 8 bits  word
//
// Two keys that differ agree in 40 bits once in 10¹² pairs.
type term uint64

const (
	keyBits    = 40
	weightStep = 1.0 / 1024
	maxPerKind = 256 // words of one kind
)

func newTerm(key uint64, weight float64, word int) term {
	key = (key ^ key>>keyBits) & (1<<keyBits - 1)
	steps := min(max(math.Round(weight/weightStep), 0), math.MaxInt16)
	return term(key<<24 | uint64(steps)<<9 | uint64(word&0xff))
}

// weighing is the term with another weight.
func (t term) weighing(weight float64) term {
	return t&^(math.MaxInt16<<9) | newTerm(0, weight, 0)
}

// leadBit marks a word of the headline or the first words.
const leadBit term = 1 << 8

func (t term) key() uint64     { return uint64(t >> 24) }
func (t term) steps() uint16   { return uint16(t >> 9 & math.MaxInt16) } // of weight
func (t term) weight() float64 { return float64(t.steps()) * weightStep }
func (t term) leads() bool     { return t&leadBit != 0 }
func (t term) word() uint8     { return uint8(t) }

// A draft is a document while its article is read: the terms of each kind, and the words behind them as written, by
// term.word.
type draft struct {
	terms    [kinds][]term
	surfaces surfaces
	seen     *register // to count words with
	rooms    *rooms
}

// surfaces are the words behind a document's terms, as written, by kind and term.word. They are needed only while
// the article is filed.
type surfaces [kinds][]string

// word adds a word of a kind and returns its number; ok is false where a kind has as many words as there is room for.
func (d *draft) word(kind int, surface string) (number int, ok bool) {
	number = len(d.surfaces[kind])
	if number == maxPerKind {
		return 0, false
	}
	d.surfaces[kind] = append(d.surfaces[kind], surface)
	return number, true
}

// add puts one word with one key under a kind.
func (d *draft) add(kind int, key uint64, weight float64, surface string) {
	if word, ok := d.word(kind, surface); ok {
		d.terms[kind] = append(d.terms[kind], newTerm(key, weight, word))
	}
}

// pack gives a document the terms of a draft.
func (d *draft) pack(into *document) {
	total := 0
	for k := range d.terms {
		d.sort(k)
		total += len(d.terms[k])
	}
	into.terms = make([]term, 0, total)
	for k, terms := range d.terms {
		into.terms = append(into.terms, terms...)
		into.ends[k] = uint16(len(into.terms))
		into.norm[k] = length(terms)
	}
	for i, kind := range []int{kindName, kindWord} {
		into.leads[i] = leading(into.of(kind))
	}
}

// sort sorts the terms of a kind by key, and keeps of several with one key the heaviest.
func (d *draft) sort(kind int) {
	slices.SortFunc(d.terms[kind], func(a, b term) int {
		return cmp.Or(cmp.Compare(a.key(), b.key()), cmp.Compare(b.weight(), a.weight()), cmp.Compare(a.word(), b.word()))
	})
	d.terms[kind] = slices.CompactFunc(d.terms[kind], func(a, b term) bool { return a.key() == b.key() })
}

// weightsOf are the weights of the words of those terms of a kind that have some bits, by word. A word weighs what its heaviest key does.
func weightsOf(terms []term, bits term) (weights [maxPerKind]float64) {
	for _, t := range terms {
		if t&bits == bits {
			weights[t.word()] = max(weights[t.word()], t.weight())
		}
	}
	return weights
}

// length is that of the vector of the words' weights.
func length(terms []term) float32 {
	sum := 0.0
	for _, w := range weightsOf(terms, 0) {
		sum += w * w
	}
	return float32(math.Sqrt(sum))
}

// leading is the weight of the words that lead.
func leading(terms []term) float32 {
	sum := 0.0
	for _, w := range weightsOf(terms, leadBit) {
		sum += w
	}
	return float32(sum)
}
