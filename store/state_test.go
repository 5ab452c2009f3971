package store_test

import (
	"testing"

	"parallax/news"
	"parallax/store"
)

func TestTheStateChangesWithTheRecords(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	s := open(t, dir)
	beside := get[*store.Store](t)(store.Open(ctx, "sqlite:"+dir, store.Options{ReadOnly: true}))
	t.Cleanup(func() { beside.Close() })
	state := func(s *store.Store) int64 { t.Helper(); return get[int64](t)(s.State(ctx)) }
	mine, theirs := state(s), state(beside)
	if state(s) != mine || state(beside) != theirs {
		t.Error("the state changes while nobody writes")
	}
	must(t, s.PutArticles(ctx, []news.Article{article(outlet("tide.example", "PT"), "pt", 1)}, nil, 0))
	if state(s) == mine || state(beside) == theirs {
		t.Error("the state stays though an article was put")
	}
}
