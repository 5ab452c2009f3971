package store_test

import (
	"errors"
	"testing"
	"time"

	"parallax/news"
	"parallax/store"
)

// TestRightsAreKept sets rights beside a process that writes, and drops everything that is derived.
func TestRightsAreKept(t *testing.T) {
	ctx := t.Context()
	dir := t.TempDir()
	s := open(t, dir)
	must(t, s.PutSource(ctx, news.Source{ID: "tide.example"}))
	must(t, s.PutSource(ctx, news.Source{ID: "ebb.example"}))
	beside := openWith(t, dir, store.Options{Beside: true})
	must(t, beside.SetRights(ctx, "tide.example", news.RightsExcerpt))
	must(t, beside.SetRights(ctx, "tide.example", news.RightsMetadata))
	must(t, beside.SetRights(ctx, "ebb.example", news.RightsFull))
	must(t, beside.SetRights(ctx, "ebb.example", ""))
	if err := beside.SetRights(ctx, "nobody.example", news.RightsFull); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("rights of no source: %v", err)
	}
	must(t, s.Reset(ctx))
	got := get[map[string]news.Rights](t)(s.Rights(ctx))
	diff(t, "rights", got, map[string]news.Rights{"tide.example": news.RightsMetadata})
}

// TestASnapshotStaysAsItIs reads a snapshot while the store goes on.
func TestASnapshotStaysAsItIs(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	one, two := article(outlet("tide", "GB"), "en", 1), article(outlet("tide", "GB"), "en", 2)
	one.Fetched = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	two.Fetched = one.Fetched.Add(time.Hour)
	must(t, s.PutArticles(ctx, []news.Article{one}, nil, 0))
	snap := get[*store.Store](t)(s.Snapshot(ctx))
	must(t, s.PutArticles(ctx, []news.Article{two}, nil, 0))
	if n := len(all(t, snap.EachArticle(ctx, ""))); n != 1 {
		t.Errorf("the snapshot has %d articles, want the 1 that there was", n)
	}
	if n := len(all(t, s.EachArticle(ctx, ""))); n != 2 {
		t.Errorf("the store has %d articles, want 2", n)
	}
	diff(t, "time of the snapshot", get[time.Time](t)(snap.StateTime(ctx)), one.Fetched)
	diff(t, "time of the store", get[time.Time](t)(s.StateTime(ctx)), two.Fetched)
	if err := snap.SetRights(ctx, one.Source.ID, news.RightsFull); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("writing to a snapshot: %v", err)
	}
	must(t, snap.Close())
}
