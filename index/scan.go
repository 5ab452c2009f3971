package index

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/blevesearch/bleve/v2/search"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// IDs returns the IDs of all articles that a query finds, in ascending order: the same for the same articles,
// so that an export can be taken up again. They are of one moment, whatever is indexed meanwhile. The list is
// held in memory, 32 bytes an article. The error, a *SyntaxError where the query is at fault, comes as the last pair.
func (ix *Index) IDs(ctx context.Context, query string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		q, err := Parse(query)
		if err != nil {
			yield("", err)
			return
		}
		var ids []string
		err = ix.scan(ctx, q, func(r bleveindex.IndexReader, d *search.DocumentMatch) error {
			id, err := r.ExternalID(d.IndexInternalID)
			ids = append(ids, id)
			return err
		})
		if err != nil {
			yield("", searchError(err))
			return
		}
		slices.Sort(ids)
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
	}
}

// checkEvery is the number of articles after which a scan looks whether it is still wanted.
const checkEvery = 1024

// scan visits every article that a query finds, in the order of the index, without scores.
func (ix *Index) scan(ctx context.Context, q Query, visit func(bleveindex.IndexReader, *search.DocumentMatch) error) error {
	return ix.read(func(r bleveindex.IndexReader) error {
		return ix.scanWith(ctx, r, q, func(d *search.DocumentMatch) error { return visit(r, d) })
	})
}

// read gives a reader of the index as it is now.
func (ix *Index) read(use func(bleveindex.IndexReader) error) (err error) {
	advanced, err := ix.bleve.Advanced()
	if err != nil {
		return err
	}
	r, err := advanced.Reader()
	if err != nil {
		return err
	}
	defer func() {
		if cerr := r.Close(); err == nil {
			err = cerr
		}
	}()
	return use(r)
}

func (ix *Index) scanWith(ctx context.Context, r bleveindex.IndexReader, q Query, visit func(*search.DocumentMatch) error) error {
	s, err := ix.compile(q).Searcher(ctx, r, nil, search.SearcherOptions{Score: "none"})
	if err != nil {
		return err
	}
	defer s.Close()
	sc := &search.SearchContext{
		DocumentMatchPool: search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0),
		IndexReader:       r,
	}
	for n := 0; ; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		d, err := s.Next(sc)
		if err != nil {
			return fmt.Errorf("reading: %w", err)
		}
		if d == nil {
			return nil
		}
		if err := visit(d); err != nil {
			return err
		}
		sc.DocumentMatchPool.Put(d)
	}
}
