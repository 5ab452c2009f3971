package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"parallax/crawler"
	"parallax/news"
)

// outletOf is an outlet on loopback: a feed that names one page, and both as a test wants them.
func outletOf(t *testing.T, feed, page http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/feed", feed)
	mux.HandleFunc("/story", page)
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func goodFeed(w http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(w, `<rss version="2.0"><channel><title>The Tidewater Post</title><item><title>The dam held</title><link>/story</link></item></channel></rss>`)
}

func goodPage(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<html lang=en><title>The dam held</title><article><h1>The dam held</h1>%s</article>",
		strings.Repeat("<p>The dam above the town held through the night, the mayor said on Tuesday, and nobody was hurt.</p>", 3))
}

// TestReasonsStandOnTheSourcesPage crawls outlets that send what they shouldn't, beside one that doesn't, and reads on the page of each
// why its feed or its article isn't there.
func TestReasonsStandOnTheSourcesPage(t *testing.T) {
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	z.Write(make([]byte, 4<<20))
	z.Close()
	answer := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			fmt.Fprint(w, body)
		}
	}
	to := func(address string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, address, http.StatusFound) }
	}
	packed := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Type", "text/html")
		w.Write(bomb.Bytes())
	}
	silent := func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	cut := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000")
		fmt.Fprint(w, "<p>")
	}
	deep := answer("text/xml", "<rss><channel>"+strings.Repeat("<a>", 1_000_000))
	f, err := dataFlag{t.TempDir()}.open(t.Context(), slog.New(slog.DiscardHandler), time.Now, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	healthy := outletOf(t, goodFeed, goodPage)
	// Where a feed moves to is no feed of the healthy outlet: an article that two feeds name belongs to whichever is read first.
	newHome := outletOf(t, goodFeed, goodPage)
	feeds := []news.Feed{{URL: healthy + "/feed"}}
	says := map[string]string{} // what the page of an outlet has to say, by its address
	for _, c := range []struct {
		feed, page http.HandlerFunc
		says       string
	}{
		{to("/feed"), goodPage, "circle"},
		{packed, goodPage, "larger than"},
		{silent, goodPage, "did not answer within"},
		{cut, goodPage, "broke off"},
		{deep, goodPage, "nests"},
		{answer("text/xml", "\x89PNG\r\n\x1a\n"), goodPage, "neither a feed"},
		{http.NotFound, goodPage, "404"},
		{func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }, goodPage, "gone for good"},
		{func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, newHome+"/feed", http.StatusMovedPermanently)
		}, goodPage, "moved for good"},
		{goodFeed, to("/story"), "circle"},
		{goodFeed, packed, "larger than"},
		{goodFeed, silent, "did not answer within"},
		{goodFeed, cut, "broke off"},
		{goodFeed, answer("text/html", "\x89PNG\r\n\x1a\n"), "image/png"},
		{goodFeed, answer("text/html", strings.Repeat("<div>", 200_000)), "no body text"},
		{goodFeed, answer("text/html", "<title>x</title>"), "no body text"},
	} {
		site := outletOf(t, c.feed, c.page)
		feeds = append(feeds, news.Feed{URL: site + "/feed"})
		says[site] = c.says
	}
	if err := configure(t.Context(), f.store, nil, feeds); err != nil {
		t.Fatal(err)
	}
	c := crawler.New(crawler.Options{Store: f.store, AllowPrivate: true, Delay: -1, Silence: time.Second, Timeout: 2 * time.Second, MaxBody: 7 << 19})
	if _, err := c.Round(t.Context(), crawler.RoundOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := f.pipeline.advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	handler, err := f.site(siteOptions{now: time.Now, log: slog.New(slog.DiscardHandler), rights: news.RightsFull})
	if err != nil {
		t.Fatal(err)
	}
	read := func(site string) string {
		t.Helper()
		got := httptest.NewRecorder()
		handler.ServeHTTP(got, httptest.NewRequest("GET", "/sources/"+news.SourceID(site), nil))
		doc, err := goquery.NewDocumentFromReader(got.Body)
		if err != nil || got.Code != http.StatusOK {
			t.Fatalf("the page of %s: status %d, %v", site, got.Code, err)
		}
		return strings.Join(strings.Fields(doc.Find("main").Text()), " ")
	}
	for site, want := range says {
		if page := read(site); !strings.Contains(page, want) {
			t.Errorf("the page of an outlet doesn't say %q:\n%s", want, page)
		}
	}
	if page := read(healthy); !strings.Contains(page, "The dam held") {
		t.Errorf("the healthy outlet beside them has no article:\n%s", page)
	}
}
