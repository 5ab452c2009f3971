package store_test

import (
	"context"
	"sync"
	"testing"

	"parallax/news"
	"parallax/store"
)

// TestReadersWhileAWriterWrites is of use under the race detector too.
func TestReadersWhileAWriterWrites(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for ctx.Err() == nil {
				read(t, s)
			}
		})
	}
	for n := range 60 {
		must(t, s.PutPages(ctx, []news.Page{page(src, n)}))
		a := embedding(src, "pt", n, embedded())
		must(t, s.PutArticles(ctx, []news.Article{a}, nil, int64(n+1)))
		must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: "A"}}}))
	}
	cancel()
	readers.Wait()
	sound(t, s)
}

// read reads a bit of everything. An incident must agree with itself at any moment.
func read(t *testing.T, s *store.Store) {
	ctx := context.Background()
	list, err := s.Incidents(ctx, news.IncidentFilter{})
	if err != nil {
		t.Error(err)
	}
	for _, i := range list.Rows {
		if i.Posts != 1 || i.Articles == 0 || len(i.Headlines) != 1 {
			t.Errorf("a half-made incident: %+v", i)
		}
	}
	for p, err := range s.Pages(ctx, 0) {
		if err != nil || len(p.Body) == 0 {
			t.Error(err)
		}
	}
	for _, err := range s.Changes(ctx, 0) {
		if err != nil {
			t.Error(err)
		}
	}
	if _, err := s.Counts(ctx); err != nil {
		t.Error(err)
	}
}

func TestACancelledCallWritesNothing(t *testing.T) {
	s := open(t, t.TempDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.PutPages(ctx, []news.Page{page(outlet("tide.example", "PT"), 1)}); err == nil {
		t.Error("a cancelled call succeeded")
	}
	if c := get[news.Counts](t)(s.Counts(t.Context())); c.Pages != 0 {
		t.Errorf("there are %d pages", c.Pages)
	}
	for _, err := range s.EachArticle(ctx, "") {
		if err == nil {
			t.Error("a cancelled stream yields rows")
		}
	}
	sound(t, s)
}
