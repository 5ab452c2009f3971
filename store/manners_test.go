package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

func TestManners(t *testing.T) {
	ctx, s := t.Context(), reopen(t, t.TempDir())
	s.now = func() time.Time { return time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC) }
	until := s.now().Add(time.Hour)
	all := []news.Manners{{Site: "dune.example", Body: []byte("rest"), Until: until}, {Site: "http://news.dune.example:8080", Body: []byte("robots"), Until: until},
		{Site: "https://tide.example", Body: []byte("robots"), Until: until}, {Site: "old.example", Body: []byte("rest"), Until: s.now().Add(-time.Second)}}
	want := func(want ...news.Manners) {
		t.Helper()
		got, err := s.Manners(ctx)
		if d := cmp.Diff(want, got); err != nil || d != "" {
			t.Errorf("(-want +got):\n%s%v", d, err)
		}
	}
	put := func() {
		t.Helper()
		if err := s.PutManners(ctx, all); err != nil {
			t.Fatal(err)
		}
	}
	put()
	put()
	want(all[:3]...)
	if _, err := s.Forget(ctx, "dune.example"); err != nil {
		t.Fatal(err)
	}
	want(all[2])
	put()
	want(all[2])
}
