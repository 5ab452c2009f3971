package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

var cause = news.Cause{Code: news.CauseServerError, Status: 503, During: news.DuringRobots, Host: "tide.example", Rest: 60}

// What failed before there were causes keeps its words and has none; what fails from then on has both.
func TestCausesOfFailures(t *testing.T) {
	ctx := t.Context()
	dir, now := olderFolder(t, 18), time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC)
	s, err := Open(ctx, "sqlite:"+dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	outlet := func() news.SourceHealth {
		t.Helper()
		h, err := s.Source(ctx, "tide.example")
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	h := outlet()
	if len(h.Feeds) != 1 || h.Feeds[0].LastError != "it did not answer" || !h.Feeds[0].LastCause.IsZero() {
		t.Errorf("the feeds of an older folder are %+v", h.Feeds)
	}
	if len(h.Problems) != 1 || h.Problems[0].Reason != "it was empty" || !h.Problems[0].Cause.IsZero() {
		t.Errorf("the problems of an older folder are %+v", h.Problems)
	}
	f := h.Feeds[0]
	f.LastError, f.LastCause = "the server has an error (503)", cause
	if _, err := s.FeedFetched(ctx, f, nil); err != nil {
		t.Fatal(err)
	}
	for _, p := range []news.Problem{
		{Source: "tide.example", URL: "https://tide.example/empty", Stage: "extract", Reason: "empty", Time: now, Cause: news.Cause{Code: news.CausePageEmpty}},
		{Source: "tide.example", URL: "https://tide.example/feed", Stage: "feed", Reason: "the server has an error (503)", Time: now, Cause: cause},
	} {
		if err := s.PutProblem(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	h = outlet()
	if diff := cmp.Diff(h.Feeds, []news.Feed{f}); diff != "" {
		t.Errorf("the feed comes back changed: %s", diff)
	}
	if len(h.Problems) != 2 || h.Problems[0].Cause != cause || h.Problems[1].Reason != "empty" || h.Problems[1].Cause.Code != news.CausePageEmpty {
		t.Errorf("the problems are %+v", h.Problems)
	}
	f.LastError, f.LastCause = "", news.Cause{}
	if _, err := s.FeedFetched(ctx, f, nil); err != nil {
		t.Fatal(err)
	}
	if h := outlet(); !h.Feeds[0].LastCause.IsZero() {
		t.Errorf("a feed that works again still fails of %+v", h.Feeds[0].LastCause)
	}
}

func TestCausesThatMakeNoSense(t *testing.T) {
	for _, text := range []string{"", "{", "null", "[]", `"gone"`, `{"code":3}`} {
		if c := causeOf(text); !c.IsZero() {
			t.Errorf("%q is %+v", text, c)
		}
	}
	if got := causeOf(causeText(cause)); got != cause {
		t.Errorf("a cause comes back as %+v", got)
	}
}
