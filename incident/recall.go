package incident

import (
	"runtime"
	"slices"
	"sync"

	"parallax/news"
)

// A Remembered is the state of an article that Unsaved returned, and where the article is filed.
type Remembered struct {
	State  news.State
	Filing news.Filing // its evidence isn't read
}

// recalledAtOnce is how many articles are decoded together.
const recalledAtOnce = 4096

// RecallArticles takes articles back, as Recall does, many at once and by all processors. They come in the order in which they were filed
// first. At one whose state can't be used it stops: taken is how many it took back before that one, and the error wraps ErrState.
func (g *Grouper) RecallArticles(list []Remembered) (taken int, err error) {
	for taken < len(list) && err == nil {
		var n int
		n, err = g.recallSome(list[taken:min(len(list), taken+recalledAtOnce)])
		taken += n
	}
	return taken, err
}

// recallSome first decodes, and then lets each document take its place, one after the other.
func (g *Grouper) recallSome(list []Remembered) (taken int, err error) {
	// What an older version of the program has written is refused article by article: not all of it is looked at each time.
	if _, err := unseal(list[0].State.Article, list[0].State.Body); err != nil {
		return 0, err
	}
	type result struct {
		decoded
		keys []uint64
		err  error
	}
	results := make([]result, len(list))
	inParallel(len(list), func(i int) {
		r := &results[i]
		if r.decoded, r.err = decodeDocument(&list[i].State, g.embeddings.space); r.err == nil {
			r.keys = r.indexKeys()
		}
	})
	for i := range results {
		r := &results[i]
		if r.err != nil {
			return i, r.err
		}
		if old := g.window.documents[r.id]; old != nil {
			g.drop(old)
		}
		inOrder := r.seq >= g.window.next
		g.settle(r.decoded, &list[i].Filing)
		g.window.addLater(r.document, r.keys, inOrder)
	}
	return len(list), nil
}

// settle puts a document back into its group and the window.
func (g *Grouper) settle(d decoded, filing *news.Filing) {
	d.language, d.copyOf = g.languages.id(d.code), filing.CopyOf
	gr := g.group(filing.Incident, d.opened)
	gr.opened = min(gr.opened, d.opened)
	gr.admit(d.document)
	if d.core {
		at, _ := slices.BinarySearchFunc(gr.core, d.place, func(c *document, place int32) int { return int(c.place) - int(place) })
		gr.core = slices.Insert(gr.core, at, d.document)
	}
	g.window.place(d.document)
	g.stories.found(d.id, gr.id)
	g.recalled = max(g.recalled, d.seq+1)
	g.seq = max(g.seq, g.recalled)
}

// inParallel calls a function with each number below n, on all processors.
func inParallel(n int, do func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	if workers <= 1 {
		for i := range n {
			do(i)
		}
		return
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	wg.Wait()
}
