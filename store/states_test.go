package store_test

import (
	"errors"
	"testing"

	"parallax/news"
	"parallax/store"
)

func TestStatesComeBackInTheOrderOfFilings(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	one, two, three := article(src, "pt", 1), article(src, "pt", 2), article(src, "pt", 3)
	must(t, s.PutArticles(ctx, []news.Article{one, two, three}, nil, 0))
	state := func(a news.Article, body string) news.State { return news.State{Article: a.ID, Body: []byte(body)} }
	must(t, s.PutFilings(ctx, news.Decisions{
		Filings: []news.Filing{{Article: three.ID, Incident: "A"}, {Article: one.ID, Incident: "B", CopyOf: "x"}},
		States:  []news.State{state(one, "1"), state(three, "3"), {Part: "clock", Body: []byte("noon")}, {Part: "old", Body: []byte("?")}},
	}))
	must(t, s.PutFilings(ctx, news.Decisions{
		Filings: []news.Filing{{Article: two.ID, Incident: "C"}},
		Merges:  []news.Merge{{From: "A", Into: "B"}},
		States:  []news.State{state(two, "2"), state(three, "3, changed"), {Part: "clock", Body: []byte("one")}, {Part: "old"}},
	}))
	remembered := func(a news.Article, body, incident, copyOf string) store.Remembered {
		return store.Remembered{State: state(a, body), Filing: news.Filing{Article: a.ID, Incident: incident, CopyOf: copyOf}}
	}
	diff(t, "states", all(t, s.States(ctx)), []store.Remembered{remembered(three, "3, changed", "B", ""), remembered(one, "1", "B", "x"), remembered(two, "2", "C", "")})
	diff(t, "parts", get[[]news.State](t)(s.StateParts(ctx)), []news.State{{Part: "clock", Body: []byte("one")}})
	must(t, s.PutFilings(ctx, news.Decisions{States: []news.State{{Article: three.ID}}}))
	diff(t, "states after one was dropped", all(t, s.States(ctx)), []store.Remembered{remembered(one, "1", "B", "x"), remembered(two, "2", "C", "")})
	sound(t, s)
	must(t, s.Reset(ctx))
	if left := len(all(t, s.States(ctx))) + len(get[[]news.State](t)(s.StateParts(ctx))); left > 0 {
		t.Errorf("%d states are left after a reset", left)
	}
}

// What the grouping remembers is recorded with the filing or not at all.
func TestStatesOfArticlesThatArentFiledAreRefused(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	a, b := article(outlet("tide.example", "PT"), "pt", 1), article(outlet("tide.example", "PT"), "pt", 2)
	must(t, s.PutArticles(ctx, []news.Article{a, b}, nil, 0))
	err := s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: "A"}},
		States: []news.State{{Article: a.ID, Body: []byte("a")}, {Article: b.ID, Body: []byte("b")}}})
	if !errors.Is(err, news.ErrNotFound) {
		t.Errorf("the state of an article that isn't filed: %v", err)
	}
	if n := len(all(t, s.States(ctx))); n > 0 {
		t.Errorf("%d states were recorded all the same", n)
	}
}
