package store_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
	"parallax/store"
)

// noon is the moment around which the tests' articles were published.
var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	return openWith(t, dir, store.Options{})
}

func openWith(t testing.TB, dir string, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), "sqlite:"+dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// outlet is a source; its country is the last label of its name.
func outlet(name, country string) news.Source {
	return news.Source{ID: name, Name: "The " + name, Host: name, Country: country}
}

// page is an HTML page of an outlet with a number.
func page(src news.Source, n int) news.Page {
	url := fmt.Sprintf("https://%s/%d", src.ID, n)
	return news.Page{
		URL: url, FinalURL: url, Fetched: noon.Add(time.Duration(n) * time.Minute), Status: 200,
		ContentType: "text/html; charset=utf-8",
		Header:      [][2]string{{"Content-Type", "text/html; charset=utf-8"}, {"ETag", `"v1"`}},
		Body:        fmt.Appendf(nil, "<title>Page %d of %s</title>", n, src.Name),
		Item:        news.Item{URL: url, Feed: "https://" + src.ID + "/feed", Source: src.ID, Title: fmt.Sprint("Item ", n)},
		Source:      src,
	}
}

// article is what could have been read out of page(src, n).
func article(src news.Source, language string, n int) news.Article {
	p := page(src, n)
	return news.Article{
		ID: news.ArticleID(p.URL), URL: p.URL, CanonicalURL: p.URL, Source: src, Title: fmt.Sprintf("Report %d in %s", n, language),
		Text: "The dam held.\n\nThe mayor said so.", Language: language, Confidence: 0.9, Published: p.Fetched.Add(-time.Minute),
		Fetched: p.Fetched, Blocks: []news.Block{{Type: news.BlockParagraph, Text: "The dam held."}}, Schema: news.SchemaVersion,
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func get[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		must(t, err)
		return v
	}
}

func all[T any](t testing.TB, seq iter.Seq2[T, error]) []T {
	t.Helper()
	var rows []T
	for row, err := range seq {
		must(t, err)
		rows = append(rows, row)
	}
	return rows
}

func diff(t testing.TB, what string, got, want any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// sound fails the test if Check finds anything.
func sound(t testing.TB, s *store.Store) {
	t.Helper()
	for _, wrong := range get[[]string](t)(s.Check(context.WithoutCancel(t.Context()))) {
		t.Errorf("check: %s", wrong)
	}
}

// contextOfProcess is for what runs in a process of its own, outside of any test.
func contextOfProcess() context.Context { return context.Background() }
