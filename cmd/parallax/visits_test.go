package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"parallax/crawler"
	"parallax/news"
)

// TestAnEditShowsInTheArticle crawls an article, has its outlet edit it, and crawls again an hour later.
func TestAnEditShowsInTheArticle(t *testing.T) {
	var edited atomic.Bool
	mux := http.NewServeMux()
	mux.HandleFunc("/feed", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>The Tidewater Post</title><item><title>Dam</title><link>/dam</link></item></channel></rss>`)
	})
	mux.HandleFunc("/dam", func(w http.ResponseWriter, r *http.Request) {
		state := "held"
		if edited.Load() {
			state = "broke"
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<title>Dam %[1]s</title><h1>Dam %[1]s</h1>%[2]s", state,
			strings.Repeat("<p>The dam above the town "+state+" through the night, the mayor said on Tuesday.</p>", 6))
	})
	outlet := httptest.NewServer(mux)
	defer outlet.Close()

	now := time.Now().UTC()
	clock := func() time.Time { return now }
	log := slog.New(slog.DiscardHandler)
	f, err := dataFlag{t.TempDir()}.open(t.Context(), log, clock, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := configure(t.Context(), f.store, nil, []news.Feed{{URL: outlet.URL + "/feed"}}); err != nil {
		t.Fatal(err)
	}
	title := func() string {
		t.Helper()
		c := crawler.New(crawler.Options{Store: f.store, Now: clock, AllowPrivate: true, Delay: -1})
		if _, err := c.Round(t.Context(), crawler.RoundOptions{}); err != nil {
			t.Fatal(err)
		}
		if err := f.pipeline.advance(t.Context()); err != nil {
			t.Fatal(err)
		}
		a, err := f.store.Article(t.Context(), news.ArticleID(outlet.URL+"/dam"))
		if err != nil {
			t.Fatal(err)
		}
		return a.Title
	}
	if got := title(); got != "Dam held" {
		t.Errorf("at first its title is %q", got)
	}
	edited.Store(true)
	now = now.Add(59 * time.Minute)
	if got := title(); got != "Dam held" {
		t.Errorf("before the hour is over its title is %q", got)
	}
	now = now.Add(2 * time.Minute)
	if got := title(); got != "Dam broke" {
		t.Errorf("after the visit its title is %q", got)
	}
	if counts, err := f.store.Counts(t.Context()); err != nil || counts.Articles != 1 || counts.Pages != 2 {
		t.Errorf("%+v, %v; want one article of two pages", counts, err)
	}
}

func TestHubsReachTheCrawlerBesideTheSite(t *testing.T) {
	answer := func(what string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, what) })
	}
	h := withHubs(answer("hubs"), answer("site"))
	for path, want := range map[string]string{"/websub/TOKEN": "hubs", "/": "site", "/search": "site"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Body.String() != want {
			t.Errorf("%s is answered by the %s", path, w.Body)
		}
	}
	for public, fine := range map[string]bool{"": true, "https://news.example.org": true, "news.example.org": false, "ftp://news.example.org": false, "/": false} {
		c := serveCommand{Public: public}
		if err := c.checkPublic(); (err == nil) != fine {
			t.Errorf("--public %q: %v", public, err)
		}
		if callback := c.options(&folder{}, slog.Default()).Callback; fine && public != "" && callback != public+"/websub/" {
			t.Errorf("--public %s: hubs are told %s", public, callback)
		}
	}
}
