package crawler

import (
	"net/http"
	"testing"
	"time"
)

// What a feed was read out of is handed to the archive as it came, what can't be read and what hasn't changed included.
func TestFeedsAreHandedToTheArchive(t *testing.T) {
	var site string
	site = serve(t, map[string]http.HandlerFunc{
		"/feed": func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("If-None-Match") == `"1"` {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Content-Type", "application/rss+xml")
			w.Write([]byte(rssOf(site + "/a")))
		},
		"/a":      page("A"),
		"/broken": text("text/html", "<p>We are under maintenance."),
	})
	m := newMemory(site+"/feed", site+"/broken")
	now := noon
	round(t, crawl(m, func(o *Options) { o.Now = func() time.Time { return now } }))
	now = now.Add(3 * time.Hour)
	round(t, crawl(m, func(o *Options) { o.Now = func() time.Time { return now } }))
	type key struct {
		url    string
		status int
	}
	got := map[key]int{}
	for _, p := range m.raw {
		got[key{p.URL[len(site):], p.Status}]++
		if p.Feed != p.URL || p.Source.ID == "" || len(p.Request) == 0 || p.Fetched.IsZero() {
			t.Errorf("%s has the feed %q, the source %q, the request %q and the time %s", p.URL, p.Feed, p.Source.ID, p.Request, p.Fetched)
		}
		if p.Status == 200 && p.URL == site+"/feed" && string(p.Body) != rssOf(site+"/a") {
			t.Errorf("the feed is kept as %q", p.Body)
		}
	}
	if got[key{"/feed", 200}] != 1 || got[key{"/feed", 304}] != 1 || got[key{"/broken", 200}] != 2 || len(got) != 3 {
		t.Errorf("kept are %v", got)
	}
	m = newMemory(site + "/feed")
	round(t, crawl(m, func(o *Options) { o.NoRawFeeds = true }))
	if len(m.raw) > 0 || len(m.pages) != 1 {
		t.Errorf("with NoRawFeeds %d documents and %d pages are kept", len(m.raw), len(m.pages))
	}
}
