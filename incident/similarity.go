package incident

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strconv"
)

// A similarity is what two documents have in common, kind by kind.
type similarity struct {
	cosine [kinds]float64 // of the weight vectors, 0 to 1
	mass   [kinds]float64 // sum over shared terms of the smaller weight
	top    [kinds]float64 // weight of the heaviest shared word
	shared [kinds]int     // shared words
	// how much of what leads in one document is found anywhere in the other, first of a in b, then of b in a; 1 where nothing leads
	leads                              [kindWord + 1][2]float64
	placeOther                         float64 // weight of the heaviest place that one names and the other doesn't
	meaning, headMeaning, crossMeaning float64 // cosines of the vectors; see inputs
	days                               float64 // between their times, 0 where one is unknown
	timed                              bool    // both times are known
	precise                            bool    // both times are known to better than a day
	short                              bool    // one of them is little more than a headline
	words                              int     // of the one that has fewer
	same                               bool    // same language, both known
	script                             bool    // of the same alphabet, as far as the languages tell
	conflict                           bool    // both name dates and none is shared
	quoted                             float64 // how many quotations they share, as far as they do; see countQuotes
}

// shortWords is how many weighty words an article with a text has at least, bareWords how many a long headline has.
const shortWords, bareWords = 25, 12

// short reports whether a document is little more than a headline.
func (d *document) short() bool { return len(d.of(kindWord)) < shortWords }

// bare reports whether a document is a headline and nothing else.
func (d *document) bare() bool { return len(d.of(kindWord)) <= bareWords }

func compare(a, b *document) similarity { return (*marks)(nil).compare(a, b) }

// compare compares two documents, quicker where the marks are those of the first one.
func (m *marks) compare(a, b *document) similarity {
	s := similarity{same: a.language == b.language && a.language != undetermined}
	for k := range kinds {
		s.overlap(a, b, k, m)
	}
	for kind, found := range s.leads {
		s.leads[kind] = [2]float64{shareOf(found[0], a.leads[kind]), shareOf(found[1], b.leads[kind])}
	}
	s.placeOther = max(unshared(a, b, kindPlace), unshared(b, a, kindPlace))
	s.meaning = closeness(a, wholeVector, b, wholeVector)
	s.headMeaning = closeness(a, headVector, b, headVector)
	s.crossMeaning = max(closeness(a, headVector, b, wholeVector), closeness(a, wholeVector, b, headVector))
	s.script = (a.script == latin) == (b.script == latin)
	s.words = min(len(a.of(kindWord)), len(b.of(kindWord)))
	s.short = a.short() || b.short()
	if a.time != 0 && b.time != 0 {
		s.timed = true
		s.precise = !midnight(a.time) && !midnight(b.time)
		s.days = daysApart(a, b)
	}
	s.countQuotes(a, b)
	s.conflict = len(a.of(kindDate)) > 0 && len(b.of(kindDate)) > 0 && s.shared[kindDate] == 0
	return s
}

func shareOf(part float64, whole float32) float64 {
	if whole == 0 {
		return 1
	}
	return min(1, part/float64(whole))
}

// overlap counts what two documents share of a kind. A word counts once, whichever of its keys agree. m are the marks of a, or nil.
func (s *similarity) overlap(a, b *document, kind int, m *marks) {
	x, y := a.of(kind), b.of(kind)
	var used [2][4]uint64
	dot := 0.0
	share := func(t, u term) {
		if taken(&used[0], t.word()) || taken(&used[1], u.word()) {
			return
		}
		take(&used[0], t.word())
		take(&used[1], u.word())
		dot += t.weight() * u.weight()
		if kind == kindName || kind == kindWord {
			s.lead(t, u, kind)
		}
		least := min(t.weight(), u.weight())
		s.mass[kind] += least
		s.top[kind] = max(s.top[kind], least)
		s.shared[kind]++
	}
	if m != nil {
		m.meet(x, y, share)
	} else {
		meet(x, y, share)
	}
	if dot > 0 {
		s.cosine[kind] = min(1, dot/(float64(a.norm[kind])*float64(b.norm[kind])))
	}
}

// meet walks two lists of terms, which are sorted, and yields those that have one key.
func meet(x, y []term, yield func(t, u term)) {
	for i, j := 0, 0; i < len(x) && j < len(y); {
		of, other := x[i].key(), y[j].key()
		if of == other {
			yield(x[i], y[j])
			i++
			j++
			continue
		}
		// Which of the two is smaller is a coin toss that no processor predicts: there is no branch on it.
		less := int((of - other) >> 63)
		i += less
		j += 1 - less
	}
}

// marks tell of most keys that a document doesn't have them: a bit for each key that it has, of whatever kind. It is a Bloom filter with
// one hash, for the keys are hashes themselves.
type marks [1 << markBits / 64]uint64

const markBits = 13

// set makes the marks those of a document.
func (m *marks) set(d *document) {
	clear(m[:])
	for _, t := range d.terms {
		at := markOf(t)
		m[at/64] |= 1 << (at % 64)
	}
}

func markOf(t term) uint64 { return t.key() & (1<<markBits - 1) }

// meet is meet of a list of the document that the marks are of, and another one. One look at a mark doesn't wait for the one before
// it, as the steps of a walk do.
func (m *marks) meet(x, y []term, yield func(t, u term)) {
	for some := range slices.Chunk(y, 64) {
		hits := uint64(0)
		for i, t := range some {
			at := markOf(t)
			hits |= m[at/64] >> (at % 64) & 1 << i
		}
		for ; hits != 0; hits &= hits - 1 {
			u := some[bits.TrailingZeros64(hits)]
			i, found := slices.BinarySearchFunc(x, u.key(), func(t term, key uint64) int { return cmp.Compare(t.key(), key) })
			if found {
				yield(x[i], u)
			}
			x = x[i:]
		}
	}
}

// lead counts a shared word that leads in one of the documents.
func (s *similarity) lead(x, y term, kind int) {
	if x.leads() {
		s.leads[kind][0] += x.weight()
	}
	if y.leads() {
		s.leads[kind][1] += y.weight()
	}
}

// unshared is the weight of the heaviest word of a that b doesn't have.
func unshared(a, b *document, kind int) (most float64) {
	y := b.of(kind)
	for _, t := range a.of(kind) {
		for len(y) > 0 && y[0].key() < t.key() {
			y = y[1:]
		}
		if len(y) == 0 || y[0].key() != t.key() {
			most = max(most, t.weight())
		}
	}
	return most
}

func daysApart(a, b *document) float64 { return math.Abs(float64(a.time-b.time)) / daySeconds }

// closeMeaning is the cosine from which on what two texts mean is evidence of its own: one pair in a hundred of unrelated articles
// is as close.
const closeMeaning = 0.3

// independent counts the kinds of evidence that don't follow from each other: a second name and words beside the
// names are kinds of their own.
func (s *similarity) independent() int {
	n := min(2, s.shared[kindName]+min(1, s.shared[kindOrganisation]))
	if s.shared[kindWord] >= s.shared[kindName]+1 {
		n++
	}
	for _, kind := range []int{kindPlace, kindNumber, kindDate} {
		n += min(1, s.shared[kind])
	}
	if s.meaning >= closeMeaning {
		n++
	}
	if s.quoted >= surelyQuoted {
		n++
	}
	// A post or a link is evidence of its own and says what it is about.
	for _, kind := range []int{kindPost, kindLink} {
		n += 2 * min(1, s.shared[kind])
	}
	return n
}

// hours writes a distance in time for a reader.
func hours(days float64) string { return strconv.FormatFloat(math.Round(days*24), 'f', 0, 64) + " h" }

// midnight reports whether a time looks like a mere date.
func midnight(t int64) bool { return t%daySeconds == 0 }

const daySeconds = 24 * 3600

func taken(set *[4]uint64, word uint8) bool { return set[word>>6&3]>>(word&63)&1 == 1 }
func take(set *[4]uint64, word uint8)       { set[word>>6&3] |= 1 << (word & 63) }
