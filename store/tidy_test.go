package store_test

import (
	"math"
	"testing"
	"time"

	"parallax/news"
)

func TestDatesAndNumbersBeyondJSONDoNotStopTheRest(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	far := time.Date(20260, 3, 14, 0, 0, 0, 0, time.UTC)
	p, a := page(src, 1), article(src, "pt", 1)
	p.Item.Published, a.Published, a.Modified, a.Confidence = far, far, far.AddDate(-30000, 0, 0), math.NaN()
	a.Posts = []news.Post{{ID: "1", Platform: news.Twitter, Published: far}}
	f := news.Feed{URL: "https://tide.example/feed", Source: src.ID}
	must(t, s.PutFeed(ctx, f))
	get[int](t)(s.FeedFetched(ctx, f, []news.Item{p.Item}))
	must(t, s.ItemFailed(ctx, p.Item, news.Reason{Text: "it answered 500"}, noon))
	must(t, s.PutPages(ctx, []news.Page{p}))
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 1))
	got := get[news.Article](t)(s.Article(ctx, a.ID))
	if !got.Published.IsZero() || !got.Modified.IsZero() || got.Confidence != 0 || got.Title != a.Title {
		t.Errorf("stored: %+v", got)
	}
	sound(t, s)
}
