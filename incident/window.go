package incident

import (
	"cmp"
	"math"
	"slices"

	"parallax/incident/meaning"
)

// A window is the live articles: those recent enough that something may still join them, in numbered slots, with an inverted
// index from their keys.
type window struct {
	documents map[string]*document
	copies    map[string][]*document // by the ID of their original
	slots     []*document            // nil where unused
	unused    []uint32               // slots
	postings  *postings
	meanings  *meaning.Table
	tallies   []tally  // by slot
	times     []int64  // of the latest filings, a ring
	swept     int64    // the clock at the last sweep
	next      int      // above the order of filing of all that were ever live
	first     int      // the lowest order of filing of those that are; see lookBack
	touched   []uint32 // room for the slots that a search comes to

	waiting []posting // of documents that were recalled; see addLater
	mixed   bool      // some of them were filed before others that are in the index
}

// A tally is what a search needs of a document and counts for it. The tallies of all documents stand together, for a search
// touches thousands of them.
type tally struct {
	score float32
	norm  [2]float32 // of the kinds of the index, 10 added
	seq   uint32     // order of filing; the distance of two is read as signed
}

const (
	indexedTerms    = 30   // of names, and of words: the heaviest
	indexedSketch   = 6    // hashes of the sketch
	indexedCopies   = 5    // copies of one article that are found by names and words; more would drive others out of their lists
	leastAlike      = 0.15 // in cosine
	indexedRegions  = 3    // of its meaning, in which a document stands
	searchedRegions = 5    // in which others are looked for
	alikeInMeaning  = 16   // documents that are found by their meaning
	clockArticles   = 31   // the clock is the median time of so many latest articles
)

func newWindow() *window {
	return &window{documents: map[string]*document{}, copies: map[string][]*document{}, postings: newPostings(), meanings: meaning.Default()}
}

// indexKeys are the keys under which a document is found.
func (d *document) indexKeys() []uint64 {
	keys := make([]uint64, 0, 2*indexedTerms+indexedSketch+16)
	if d.hidden {
		return d.strongKeys(keys)
	}
	var room [maxPerKind]uint64
	for _, kind := range []int{kindName, kindWord} {
		for _, o := range weighed(room[:0], d.of(kind), indexedTerms) {
			keys = append(keys, o&(1<<keyBits-1))
		}
	}
	for _, region := range d.regions {
		if region > 0 {
			keys = append(keys, regionKey(region))
		}
	}
	return d.strongKeys(keys)
}

func regionKey(region uint16) uint64 { return 'm'<<32 | uint64(region) }

// strongKeys appends the keys that no two articles share by chance: posts, links, quotations and parts of the text.
func (d *document) strongKeys(keys []uint64) []uint64 {
	for _, kind := range []int{kindPost, kindLink} {
		for _, t := range d.of(kind) {
			keys = append(keys, t.key())
		}
	}
	keys = d.quotationKeys(keys)
	for _, m := range d.marks[:min(len(d.sketch), indexedSketch)] {
		keys = append(keys, uint64(m))
	}
	return keys
}

// heaviest are the n heaviest terms, of equal ones those of the lowest keys, without their words.
func heaviest(terms []term, n int) []term {
	if len(terms) <= n {
		return terms
	}
	var room [maxPerKind]uint64
	order := weighed(room[:0], terms, n)
	slices.Sort(order)
	heaviest := make([]term, n)
	for i, o := range order {
		heaviest[i] = term(o<<24 | (math.MaxUint16-o>>keyBits)<<9)
	}
	return heaviest
}

// weighed appends the n heaviest terms in no order, each as its weight turned round and then its key: numbers sort faster than what a
// function compares.
func weighed(order []uint64, terms []term, n int) []uint64 {
	for _, t := range terms {
		order = append(order, (math.MaxUint16-uint64(t.steps()))<<keyBits|t.key())
	}
	if len(order) > n {
		lowest(order, n)
		order = order[:n]
	}
	return order
}

// lowest brings the n lowest of some numbers to the front, by Hoare's selection.
func lowest(list []uint64, n int) {
	for len(list) > 12 && n > 0 && n < len(list) {
		pivot := max(min(list[0], list[len(list)/2]), min(max(list[0], list[len(list)/2]), list[len(list)-1])) // the median
		i, j := 0, len(list)-1
		for i <= j {
			for list[i] < pivot {
				i++
			}
			for list[j] > pivot {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i++
				j--
			}
		}
		switch { // up to j none is above the pivot, from i on none below
		case n <= j:
			list = list[:j+1]
		case n >= i:
			list, n = list[i:], n-i
		default:
			return
		}
	}
	slices.Sort(list)
}

// waitingPostings is how many postings wait at most.
const waitingPostings = 1 << 23

// addLater has a document with some keys, which has its place, put into the index before that is next asked. Millions of postings
// together are put in much quicker than one by one, for then one part of the index after the other stands in the caches of the processor.
// inOrder says that it was filed later than all that are live.
func (w *window) addLater(d *document, keys []uint64, inOrder bool) {
	w.mixed = w.mixed || !inOrder
	for _, k := range keys {
		w.waiting = append(w.waiting, posting{cutKey(k), d.slot})
	}
	if len(w.waiting) >= waitingPostings {
		w.addWaiting()
	}
}

// addWaiting puts what waits into the index.
func (w *window) addWaiting() {
	tallies := w.tallies
	if !w.mixed {
		tallies = nil
	}
	w.postings.addAll(w.waiting, tallies)
	w.waiting, w.mixed = w.waiting[:0], false
	w.lookBack()
}

// ready makes the index complete.
func (w *window) ready() {
	if len(w.waiting) > 0 {
		w.addWaiting()
	}
	w.waiting = nil
}

// lookBack finds out how far back the window reaches, once articles have left it or were recalled.
func (w *window) lookBack() {
	w.first = w.next
	for _, d := range w.slots {
		if d != nil {
			w.first = min(w.first, d.seq)
		}
	}
}

// add makes a document live.
func (w *window) add(d *document) {
	w.ready()
	w.place(d)
	for _, k := range d.indexKeys() {
		w.postings.add(k, d.slot, w.tallies)
	}
}

// place makes a document live that isn't found yet.
func (w *window) place(d *document) {
	w.next = max(w.next, d.seq+1)
	w.documents[d.id] = d
	original := d.copyOf
	d.copyOf = ""
	w.setCopyOf(d, original)
	if n := len(w.unused); n > 0 {
		d.slot, w.unused = w.unused[n-1], w.unused[:n-1]
	} else {
		d.slot = uint32(len(w.slots))
		w.slots, w.tallies = append(w.slots, nil), append(w.tallies, tally{})
	}
	w.slots[d.slot] = d
	w.tallies[d.slot] = tally{norm: [2]float32{10 + d.norm[kindName], 10 + d.norm[kindWord]}, seq: uint32(d.seq)}
	if len(w.times) < clockArticles {
		w.times = append(w.times, d.time)
	} else {
		w.times[d.seq%clockArticles] = d.time
	}
}

func (w *window) remove(d *document) {
	w.ready()
	delete(w.documents, d.id)
	w.setCopyOf(d, "")
	for _, k := range d.indexKeys() {
		w.postings.remove(k, d.slot)
	}
	w.slots[d.slot] = nil
	w.unused = append(w.unused, d.slot)
}

// setCopyOf says of a live document that it is a copy of another article, or of none.
func (w *window) setCopyOf(d *document, original string) {
	if d.copyOf != "" {
		list := w.copies[d.copyOf]
		last := list[len(list)-1]
		list[d.copyAt], last.copyAt = last, d.copyAt
		if w.copies[d.copyOf] = list[:len(list)-1]; len(list) == 1 {
			delete(w.copies, d.copyOf)
		}
	}
	if d.copyOf = original; original != "" {
		d.copyAt = uint32(len(w.copies[original]))
		w.copies[original] = append(w.copies[original], d)
	}
}

// clock is the present of the stream: the median time of the latest articles, which a few absurd dates can't move;
// 0 before there are enough of them.
func (w *window) clock() int64 {
	if len(w.times) < clockArticles {
		return 0
	}
	times := slices.DeleteFunc(slices.Clone(w.times), func(t int64) bool { return t == 0 })
	if len(times) == 0 {
		return 0
	}
	slices.Sort(times)
	return times[len(times)/2]
}

// found is a live document that shares keys with the one being filed.
type found struct {
	document *document
	score    float32 // dot product over the names and words of the index, and more for shared posts, links and parts of the text
}

// search returns the documents that share most with d, best first: at most limit, behind them those that share posts,
// links or parts of the text, of which at most limit too, and then those that mean most alike. They are d's crowd, which it
// takes the measure of: whatever way a document is filed, it has to be searched for before it is compared with others.
func (w *window) search(d *document, limit int) []found {
	w.ready()
	touched := w.touched[:0]
	count := func(slot uint32) *tally {
		t := &w.tallies[slot]
		if t.score == 0 {
			touched = append(touched, slot)
		}
		return t
	}
	for _, k := range d.strongKeys(nil) {
		for _, slot := range w.postings.list(k) {
			count(slot).score += 5
		}
	}
	strong := len(touched)
	for i, kind := range []int{kindName, kindWord} {
		for _, t := range heaviest(d.of(kind), indexedTerms) {
			square := float32(t.weight() * t.weight())
			if square == 0 {
				continue
			}
			for _, slot := range w.postings.list(t.key()) {
				o := count(slot)
				o.score += square / o.norm[i]
			}
		}
	}
	w.touched = touched
	plain, attached := best{limit: limit}, best{limit: limit}
	for i, slot := range touched {
		t := &w.tallies[slot]
		list := &plain
		if i < strong {
			list = &attached
		}
		if t.score >= list.least { // or the document, which isn't in the caches, needn't be looked at
			list.offer(w.slots[slot], t.score)
		}
		t.score = 0
	}
	finds := append(append(plain.list(), attached.list()...), w.alike(d, touched[:0], plain, attached)...)
	d.crowd = crowdOf(d, finds)
	return finds
}

// alike returns the documents that mean most alike, from the regions around d, without those found already. seen is room for a list.
func (w *window) alike(d *document, seen []uint32, known ...best) []found {
	near := best{limit: alikeInMeaning, least: leastAlike}
	see := func(slot uint32) {
		w.tallies[slot].score = 1
		seen = append(seen, slot)
	}
	for _, l := range known {
		for _, f := range l.kept {
			see(f.document.slot)
		}
	}
	for _, region := range w.meanings.Regions(&d.vectors[wholeVector], searchedRegions) {
		for _, slot := range w.postings.list(regionKey(region + 1)) {
			o := w.slots[slot]
			if w.tallies[slot].score != 0 || o == nil || o == d {
				continue
			}
			see(slot)
			near.offer(o, float32(closeness(d, wholeVector, o, wholeVector)))
		}
	}
	for _, slot := range seen {
		w.tallies[slot].score = 0
	}
	return near.list()
}

// A best list keeps the documents of the highest scores, of equal ones the first.
type best struct {
	limit int
	kept  []found
	least float32 // what it takes to be among them
}

func (b *best) offer(d *document, score float32) {
	if score < b.least {
		return
	}
	if b.kept = append(b.kept, found{d, score}); len(b.kept) >= 4*b.limit {
		b.trim()
	}
}

func (b *best) trim() {
	slices.SortFunc(b.kept, func(x, y found) int {
		if c := cmp.Compare(y.score, x.score); c != 0 {
			return c // without a look at the documents, which aren't in the caches
		}
		return cmp.Compare(x.document.seq, y.document.seq)
	})
	if len(b.kept) >= b.limit {
		b.kept = b.kept[:b.limit]
		b.least = b.kept[b.limit-1].score
	}
}

func (b *best) list() []found {
	b.trim()
	return b.kept
}

// crowdOf is how close a document is in meaning to others like it: the mean cosine with those of the documents found for it
// that are closest, the first few left out, for they may tell of the same. Where all news is of one affair, everything is close,
// and closeness says less; the idea is that of cross-domain similarity local scaling (Conneau et al., "Word Translation
// Without Parallel Data", 2018).
func crowdOf(d *document, finds []found) float32 {
	const first, last = 3, 13
	var near []float64
	for _, f := range finds {
		near = append(near, closeness(d, wholeVector, f.document, wholeVector))
	}
	slices.SortFunc(near, func(a, b float64) int { return cmp.Compare(b, a) })
	if len(near) <= first {
		return 0
	}
	near = near[first:min(last, len(near))]
	sum := 0.0
	for _, c := range near {
		sum += c
	}
	return float32(sum / float64(len(near)))
}
