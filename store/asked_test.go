package store

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"parallax/news"
)

// What is asked to be forgotten while it is being archived and crawled is gone when the request is carried out, and stays so.
func TestForgottenWhileItComes(t *testing.T) {
	dir := t.TempDir()
	s := reopen(t, dir)
	feed := news.Feed{URL: "https://dune.example/feed", Source: "dune.example"}
	if err := s.PutFeed(t.Context(), feed); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var coming sync.WaitGroup
	for worker := range 3 {
		coming.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				p := visited(0)
				p.URL = fmt.Sprintf("https://dune.example/%d/%d", worker, n/2)
				p.FinalURL, p.Source.ID, p.Fetched = p.URL, "dune.example", p.Fetched.Add(time.Duration(n)*time.Second)
				p.Item = news.Item{URL: p.URL, Source: "dune.example"}
				p.Next = &news.Visit{Item: p.Item, Due: p.Fetched}
				raw := p
				raw.URL, raw.FinalURL, raw.Feed, raw.Item, raw.Next = feed.URL, feed.URL, feed.URL, news.Item{}, nil
				_, feedErr := s.FeedFetched(t.Context(), feed, []news.Item{{URL: p.URL + "-next"}}, raw)
				for _, err := range []error{feedErr, s.PutPages(t.Context(), []news.Page{p}), s.Visited(t.Context(), *p.Next, news.Reason{Text: "gone"}),
					s.ItemFailed(t.Context(), p.Item, news.Reason{Text: "slow"}, p.Fetched)} {
					if err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	beside, err := Open(t.Context(), "sqlite:"+dir, Options{Beside: true})
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	time.Sleep(50 * time.Millisecond) // that something may be there; nothing hangs on how much
	n, err := beside.AskToForget(t.Context(), "dune.example")
	if err != nil {
		t.Fatal(err)
	}
	if _, done, err := beside.Removed(t.Context(), n); done || err != nil {
		t.Errorf("it is said to be gone already (%v)", err)
	}
	r, err := s.CarryOut(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	stop()
	coming.Wait()
	inOrder(t, s, 0, 0)
	if all := documents(t, s); len(all) > 0 {
		t.Errorf("%d documents of feeds are left", len(all))
	}
	for _, table := range []string{"queue", "visits", "problems", "sources", "feeds"} {
		var left int
		if err := s.readers.QueryRow(`SELECT COUNT(*) FROM ` + table).Scan(&left); err != nil || left > 0 {
			t.Errorf("%d rows are left in %s (%v)", left, table, err)
		}
	}
	if err := s.Settle(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if again, err := s.CarryOut(t.Context(), n); err != nil || again != (Removal{}) {
		t.Errorf("once more it removes %+v (%v)", again, err)
	}
	if said, done, err := beside.Removed(t.Context(), n); said != r || !done || err != nil {
		t.Errorf("it is said that %+v was removed, done %v (%v); it was %+v", said, done, err, r)
	}
}
