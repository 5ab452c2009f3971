package index

import (
	"context"
	"slices"

	"parallax/news"
)

// An Extent is how many of the articles that a query finds are read, for what is counted in them.
type Extent struct {
	Whole    bool                // all of them, however many, in bounded memory; else the newest 2,500 at most
	Progress func(read, all int) // is told now and then how many have been read of all that are found; may be nil
}

// How many articles are fetched, and how many of them are read at once: their tokens take some 50 KB each.
const (
	examineChunk = 100
	readAtOnce   = 20
)

// An examination reads the articles that a query finds, newest first.
type examination struct {
	Extent
	ix     *Index
	query  Query
	marker *marker
}

// run reads until visit returns false, or, unless all are to be read, one of the bounds of a concordance is reached. It returns
// how many the query finds, and how many were read.
func (e *examination) run(ctx context.Context, visit func(*news.Article, []reading) bool) (all, read int, err error) {
	found := succession{ix: e.ix, query: e.query}
	posts := postFold{}
	size := 0
	for {
		ids, err := found.next(ctx, maxExamined)
		if err != nil || len(ids) == 0 {
			return found.total, read, err
		}
		for ids := range slices.Chunk(ids, examineChunk) {
			articles, err := e.ix.fetch(ctx, ids)
			if err != nil {
				return 0, 0, err
			}
			for some := range slices.Chunk(articles, readAtOnce) {
				texts, err := e.marker.readAll(ctx, some)
				if err != nil {
					return 0, 0, err
				}
				for i := range some {
					read++
					size += len(some[i].Text)
					posts.fold(texts[i])
					if !visit(&some[i], texts[i]) || size > maxExaminedText && !e.Whole {
						return found.total, read, nil
					}
				}
			}
			if e.Progress != nil {
				e.Progress(read, found.total)
			}
		}
		if !e.Whole {
			return found.total, read, nil
		}
	}
}

// A succession leads through the articles that a query finds, newest first. Those that come in meanwhile, newer than the ones
// already given, are left out.
type succession struct {
	ix    *Index
	query Query
	total int // that the query finds, known after the first of them
	after *placed
	done  bool
}

// next gives the IDs of as many articles, fewer and then none at the end.
func (s *succession) next(ctx context.Context, n int) ([]string, error) {
	if s.done {
		return nil, nil
	}
	run := &search{ix: s.ix, query: s.query, sort: SortNewest, ranking: ranking{limit: n, after: s.after}}
	found, err := run.run(ctx)
	if err != nil {
		return nil, searchError(err)
	}
	if s.after == nil {
		s.total = run.total
	}
	s.done = len(found) < n
	ids := make([]string, len(found))
	for i, r := range found {
		ids[i] = r.id
		s.after = &placed{key: r.key, time: r.time, prefix: r.prefix, id: r.id}
	}
	return ids, nil
}
