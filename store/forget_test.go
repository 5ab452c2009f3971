package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// forgetStore opens a store with small WARC files and articles of two outlets, one of which has a word that no other has.
func forgetStore(t *testing.T) (s *Store, dir string) {
	t.Helper()
	dir = t.TempDir()
	s = reopen(t, dir)
	for n := range 12 {
		host := []string{"tide.example", "www.dune.example", "live.dune.example"}[n%3]
		address := fmt.Sprintf("https://%s/%d", host, n)
		p := news.Page{URL: address, FinalURL: address, Fetched: time.Date(2026, 3, 1+n, 0, 0, 0, 0, time.UTC), Status: 200,
			Source: news.Source{ID: news.SourceID(address)}, Body: []byte("<p>" + strings.Repeat(host+"-zebra ", 100))}
		a := news.Article{ID: news.ArticleID(address), URL: address, CanonicalURL: address, Title: host + "-zebra", Text: strings.Repeat(host+"-zebra ", 50),
			Language: "en", Source: p.Source, Fetched: p.Fetched, Schema: 1, Posts: []news.Post{
				{ID: fmt.Sprint("10", n%3), Platform: news.Twitter, Text: "A post of " + host}, {ID: "99", Platform: news.Twitter, Text: "A post for all"}}}
		feed := news.Feed{URL: "https://" + host + "/feed", Source: p.Source.ID}
		_, feedErr := s.FeedFetched(t.Context(), feed, []news.Item{{URL: address + "-waits", Source: p.Source.ID}})
		if err := errors.Join(s.PutFeed(t.Context(), feed), feedErr, s.PutPages(t.Context(), []news.Page{p}),
			s.PutArticles(t.Context(), []news.Article{a}, nil, int64(n+1)),
			s.PutFilings(t.Context(), news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: fmt.Sprint("i", n/3)}},
				States: []news.State{{Article: a.ID, Body: []byte{1}}}})); err != nil {
			t.Fatal(err)
		}
	}
	return s, dir
}

func reopen(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(context.WithoutCancel(t.Context()), "sqlite:"+dir, Options{FileSize: 2500})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// holds reports whether a word stands anywhere in a folder: in the database, its log, or the archive.
func holds(t *testing.T, dir, word string) (in []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".gz") {
			z, err := gzip.NewReader(bytes.NewReader(content))
			if err != nil {
				return err
			}
			if content, err = io.ReadAll(z); err != nil {
				return err
			}
		}
		if bytes.Contains(content, []byte(word)) {
			in = append(in, filepath.Base(path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func inOrder(t *testing.T, s *Store, pages, articles int) {
	t.Helper()
	if wrong, err := s.Check(t.Context()); err != nil || len(wrong) > 0 {
		t.Errorf("check: %q, %v", wrong, err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Pages != pages || c.Articles != articles {
		t.Errorf("there are %d pages and %d articles, want %d and %d (%v)", c.Pages, c.Articles, pages, articles, err)
	}
	for p, err := range s.Pages(t.Context(), 0) {
		if err != nil || len(p.Body) == 0 {
			t.Errorf("page %d: %v", p.Seq, err)
		}
	}
}

func TestForgetAHost(t *testing.T) {
	ctx := t.Context()
	s, dir := forgetStore(t)
	r, err := s.Forget(ctx, "dune.example")
	if err != nil || r.Pages != 8 || r.Articles != 8 || r.Feeds != 2 || r.Items < 8 {
		t.Errorf("removed %+v (%v)", r, err)
	}
	inOrder(t, s, 4, 4)
	removed := 0
	for c, err := range s.Changes(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Removed {
			removed++
		}
	}
	if removed != 8 {
		t.Errorf("the changes tell of %d removed articles, want 8", removed)
	}
	address := "https://sub.dune.example/again"
	source := news.Source{ID: "sub.dune.example"}
	again := []news.Page{{URL: address, FinalURL: address, Status: 200, Source: source, Body: []byte("x")}}
	_, feedErr := s.FeedFetched(ctx, news.Feed{URL: "https://tide.example/feed"}, []news.Item{{URL: address}})
	if err := errors.Join(feedErr, s.PutPages(ctx, again),
		s.PutArticles(ctx, []news.Article{{ID: news.ArticleID(address), URL: address, Source: source}}, nil, 0)); err != nil {
		t.Fatal(err)
	}
	if err := s.PutFeed(ctx, news.Feed{URL: "https://www.dune.example/feed"}); !errors.Is(err, ErrForgotten) {
		t.Errorf("a feed of what was forgotten can be added: %v", err)
	}
	inOrder(t, s, 4, 4)
	if err := errors.Join(s.Reset(ctx), s.Close()); err != nil {
		t.Fatal(err)
	}
	if in := holds(t, dir, "dune.example-zebra"); in != nil {
		t.Errorf("what was forgotten stands in %q", in)
	}
	if in := holds(t, dir, "tide.example-zebra"); in == nil {
		t.Error("what was not forgotten is gone")
	}
	s = reopen(t, dir)
	inOrder(t, s, 4, 0)
	if err := s.Allow(ctx, "dune.example"); err != nil {
		t.Fatal(err)
	}
	if err := s.PutPages(ctx, again); err != nil {
		t.Fatal(err)
	}
	inOrder(t, s, 5, 0)
}

func TestForgetAnAddress(t *testing.T) {
	ctx := t.Context()
	s, _ := forgetStore(t)
	r, err := s.Forget(ctx, "http://dune.example/1?utm_source=x")
	if err != nil || r.Pages != 1 {
		t.Errorf("removed %+v (%v)", r, err)
	}
	r, err = s.Forget(ctx, "http://www.dune.example/4?utm_source=x")
	if err != nil || r.Pages != 1 || r.Articles != 1 {
		t.Errorf("removed %+v (%v)", r, err)
	}
	inOrder(t, s, 10, 10)
	for _, bad := range []string{"", "com", "not a host", "https://", "/etc/passwd"} {
		if _, err := s.Forget(ctx, bad); err == nil || !strings.Contains(err.Error(), "neither an address nor a host") {
			t.Errorf("forgetting %q: %v", bad, err)
		}
	}
	if err := s.Allow(ctx, "tide.example"); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("allowing what wasn't forgotten: %v", err)
	}
}

// A crash between any two steps of a rewriting leaves a folder that opens in order.
func TestForgettingSurvivesACrash(t *testing.T) {
	ctx := t.Context()
	t.Run("before the transaction", func(t *testing.T) {
		s, dir := forgetStore(t)
		if _, _, err := s.archive.copyPages(1, s.archive.reserve(), []keeping{{1, place{1, 0, 10}}}); err != nil {
			t.Fatal(err)
		}
		s.Close()
		inOrder(t, reopen(t, dir), 12, 12)
	})
	t.Run("after the transaction", func(t *testing.T) {
		s, dir := forgetStore(t)
		serials, err := s.archive.serials()
		if err != nil {
			t.Fatal(err)
		}
		err = s.update(ctx, "forget", func(tx *tx) error {
			if err := tx.removeArticles(&Removal{}, `WHERE page = ?`, 1); err != nil {
				return err
			}
			_, err := s.rewriteFile(tx, serials[0], map[int64]bool{1: true})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		s = reopen(t, dir)
		inOrder(t, s, 11, 11)
		if _, err := os.Stat(s.archive.path(serials[0])); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("the file that was superseded: %v", err)
		}
	})
}

func TestExpire(t *testing.T) {
	ctx := t.Context()
	s, _ := forgetStore(t)
	r, err := s.Expire(ctx, time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC), 0)
	if err != nil || r.Pages == 0 || r.Pages > 6 || r.Articles != r.Pages {
		t.Errorf("by age %+v were removed (%v)", r, err)
	}
	inOrder(t, s, 12-r.Pages, 12-r.Pages)
	more, err := s.Expire(ctx, time.Time{}, 1)
	if err != nil || more.Pages == 0 {
		t.Errorf("by size %+v were removed (%v)", more, err)
	}
	left := 12 - r.Pages - more.Pages
	if left == 0 {
		t.Error("the file that pages are appended to is gone")
	}
	inOrder(t, s, left, left)
	if none, err := s.Expire(ctx, time.Time{}, 0); err != nil || none.Pages > 0 {
		t.Errorf("without limits %+v were removed (%v)", none, err)
	}
}
