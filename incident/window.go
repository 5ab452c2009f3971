package incident

import (
	"cmp"
	"slices"
	"time"
)

// A window is the live articles: those recent enough that something may still join them, with an inverted index
// from their keys.
type window struct {
	documents map[string]*document
	postings  map[uint64][]*document // in order of filing
	times     []time.Time            // of the latest filings, a ring
	swept     time.Time              // the clock at the last sweep
}

const (
	indexedTerms  = 30  // of names, and of words: the heaviest
	indexedSketch = 6   // hashes of the sketch
	longestList   = 400 // documents under one key; older ones are found by other keys
	clockArticles = 31  // the clock is the median time of so many latest articles
)

func newWindow() *window {
	return &window{documents: map[string]*document{}, postings: map[uint64][]*document{}}
}

// indexKeys are the keys under which a document is found.
func (d *document) indexKeys() []uint64 {
	var keys []uint64
	for _, kind := range []int{kindName, kindWord} {
		for _, t := range heaviest(d.terms[kind], indexedTerms) {
			keys = append(keys, t.key)
		}
	}
	for _, kind := range []int{kindPost, kindLink} {
		for _, t := range d.terms[kind] {
			keys = append(keys, t.key)
		}
	}
	return append(keys, d.sketch[:min(len(d.sketch), indexedSketch)]...)
}

func heaviest(terms []term, n int) []term {
	if len(terms) <= n {
		return terms
	}
	terms = slices.Clone(terms)
	slices.SortFunc(terms, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key)) })
	return terms[:n]
}

func (w *window) add(d *document) {
	w.documents[d.id] = d
	for _, k := range d.indexKeys() {
		list := append(w.postings[k], d)
		if len(list) > longestList {
			// A quarter goes at once, so that a key of a flood costs no copy for each article.
			list = append(list[:0], list[len(list)-longestList*3/4:]...)
		}
		w.postings[k] = list
	}
	if len(w.times) < clockArticles {
		w.times = append(w.times, d.time)
	} else {
		w.times[d.seq%clockArticles] = d.time
	}
}

func (w *window) remove(d *document) {
	delete(w.documents, d.id)
	for _, k := range d.indexKeys() {
		list := slices.DeleteFunc(w.postings[k], func(o *document) bool { return o == d })
		if len(list) == 0 {
			delete(w.postings, k)
		} else {
			w.postings[k] = list
		}
	}
}

// clock is the present of the stream: the median time of the latest articles, which a few absurd dates can't move;
// zero before there are enough of them.
func (w *window) clock() time.Time {
	times := make([]time.Time, 0, len(w.times))
	for _, t := range w.times {
		if !t.IsZero() {
			times = append(times, t)
		}
	}
	if len(w.times) < clockArticles || len(times) == 0 {
		return time.Time{}
	}
	slices.SortFunc(times, time.Time.Compare)
	return times[len(times)/2]
}

// found is a live document that shares keys with the one being filed.
type found struct {
	document *document
	score    float64 // dot product over the names and words of the index
	attached bool    // shares a post, a link or a part of the text
}

// search returns the documents that share most with d, best first: at most limit, besides those that share posts,
// links or parts of the text, of which at most limit too.
func (w *window) search(d *document, limit int) []found {
	byDocument := map[*document]int{}
	var list []found
	at := func(o *document) *found {
		i, ok := byDocument[o]
		if !ok {
			i = len(list)
			byDocument[o] = i
			list = append(list, found{document: o})
		}
		return &list[i]
	}
	for _, kind := range []int{kindName, kindWord} {
		for _, t := range heaviest(d.terms[kind], indexedTerms) {
			for _, o := range w.postings[t.key] {
				if o != d {
					at(o).score += float64(t.weight) * float64(t.weight) / (10 + o.norm[kind])
				}
			}
		}
	}
	strong := slices.Clone(d.sketch[:min(len(d.sketch), indexedSketch)])
	for _, kind := range []int{kindPost, kindLink} {
		for _, t := range d.terms[kind] {
			strong = append(strong, t.key)
		}
	}
	for _, k := range strong {
		for _, o := range w.postings[k] {
			if o != d {
				f := at(o)
				f.attached = true
				f.score += 5
			}
		}
	}
	slices.SortFunc(list, func(a, b found) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.document.seq, b.document.seq))
	})
	kept := list[:0]
	plain, attached := 0, 0
	for _, f := range list {
		switch {
		case f.attached && attached < limit:
			attached++
		case !f.attached && plain < limit:
			plain++
		default:
			continue
		}
		kept = append(kept, f)
	}
	return kept
}
