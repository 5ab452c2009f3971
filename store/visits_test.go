package store_test

import (
	"fmt"
	"testing"
	"time"

	"parallax/news"
)

// visitOf is a visit to page n of an outlet, due at a time.
func visitOf(src news.Source, n int, due time.Time) news.Visit {
	p := page(src, n)
	return news.Visit{Item: p.Item, URL: p.URL, ETag: `W/"v1"`, Digest: "d", First: p.Fetched, Looks: 1, Due: due}
}

func TestAVisitIsDueUntilSomethingCameOfIt(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	due := func(at time.Time) []news.Visit { return get[[]news.Visit](t)(s.DueVisits(ctx, at, 100)) }
	v := visitOf(src, 1, noon.Add(time.Hour))
	p := page(src, 1)
	p.Next = &v
	must(t, s.PutPages(ctx, []news.Page{p}))
	if got := due(noon); len(got) != 0 {
		t.Errorf("before its time there is %+v", got)
	}
	diff(t, "an hour later", due(v.Due), []news.Visit{v})

	v.Looks, v.Due = 2, noon.Add(6*time.Hour)
	must(t, s.Visited(ctx, v, news.Reason{Text: "the server has an error (500)"}))
	if got := due(noon.Add(time.Hour)); len(got) != 0 {
		t.Errorf("put off, and yet there is %+v", got)
	}
	diff(t, "put off", due(v.Due), []news.Visit{v})
	if h := get[news.SourceHealth](t)(s.Source(ctx, src.ID)); len(h.Problems) != 1 || h.Problems[0].Stage != "visit" {
		t.Errorf("the reason isn't on the source's page: %+v", h.Problems)
	}

	// A page that comes without a plan, as from an import, changes none; it settles what was wrong.
	again := page(src, 1)
	again.Fetched = again.Fetched.Add(time.Minute)
	must(t, s.PutPages(ctx, []news.Page{again}))
	diff(t, "after a page without a plan", due(v.Due), []news.Visit{v})
	if h := get[news.SourceHealth](t)(s.Source(ctx, src.ID)); len(h.Problems) != 0 {
		t.Errorf("the page came and still there is %+v", h.Problems)
	}
	v.Due = time.Time{}
	must(t, s.Visited(ctx, v, news.Reason{}))
	if got := due(noon.AddDate(1, 0, 0)); len(got) != 0 {
		t.Errorf("after the last visit there is %+v", got)
	}
}

func TestVisitsAreDealtOutSourceBySource(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	for i, name := range []string{"big.example", "small.example"} {
		for n := range []int{100, 2}[i] {
			must(t, s.Visited(ctx, visitOf(outlet(name, ""), n, noon), news.Reason{}))
		}
	}
	counts := map[string]int{}
	for _, v := range get[[]news.Visit](t)(s.DueVisits(ctx, noon, 10)) {
		counts[v.Item.Source]++
	}
	diff(t, "due visits", counts, map[string]int{"big.example": 8, "small.example": 2})
}

func TestSubscriptionsAreKeptAndReplaced(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	s := open(t, dir)
	var want []news.Subscription
	for i := range 3 {
		sub := news.Subscription{Feed: fmt.Sprintf("https://tide.example/%d", i), Hub: "https://hub.example/", Topic: "t", Token: "x", Secret: "y"}
		must(t, s.PutSubscription(ctx, sub))
		sub.Until, sub.Failures, sub.LastError = noon, 1, "the server refused the connection"
		must(t, s.PutSubscription(ctx, sub))
		want = append(want, sub)
	}
	must(t, s.Close())
	s = open(t, dir)
	diff(t, "subscriptions", get[[]news.Subscription](t)(s.Subscriptions(ctx)), want)
	must(t, s.RemoveSubscription(ctx, want[0].Feed))
	must(t, s.RemoveSubscription(ctx, want[0].Feed))
	diff(t, "after removal", get[[]news.Subscription](t)(s.Subscriptions(ctx)), want[1:])
}
