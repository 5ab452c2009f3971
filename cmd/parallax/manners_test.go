package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A record is what a server was asked, and when.
type record struct {
	mu    sync.Mutex
	paths []string
	times []time.Time
}

func (r *record) note(path string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.paths, r.times = append(r.paths, path), append(r.times, time.Now())
}

func (r *record) asked() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.paths)
}

// until waits for the request number n, counted from 1.
func (r *record) until(t *testing.T, n int) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); r.asked() < n; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("the server was asked %d times in a minute, want %d", r.asked(), n)
		}
	}
}

// server notes what it is asked before it answers.
func (r *record) server(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		r.note(req.URL.Path)
		h(w, req)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// slowSite asks for a second between two requests, and has a feed of many pages.
func slowSite(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nCrawl-delay: 1\n")
	case "/feed":
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Slow</title>`)
		for n := range 40 {
			fmt.Fprintf(w, "<item><title>Story %d</title><link>/p/%d</link></item>", n, n)
		}
		fmt.Fprint(w, "</channel></rss>")
	default:
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, "<!doctype html><title>Story</title><p>The story of %s.", r.URL.Path)
	}
}

// A crawl that is killed leaves the next one what sites have asked for: one that wants to be left alone is, of one whose robots.txt is
// known it isn't fetched again, and its delay holds between the last request of the one and the first of the other.
func TestKilledCrawlLeavesItsManners(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for delays of some seconds: left out with -short")
	}
	var slow, resting record
	feeds := []string{slow.server(t, slowSite), resting.server(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	})}
	data, opml := t.TempDir(), filepath.Join(t.TempDir(), "feeds.opml")
	var list strings.Builder
	for _, f := range feeds {
		fmt.Fprintf(&list, `<outline type="rss" text="x" xmlUrl="%s/feed"/>`, f)
	}
	if err := os.WriteFile(opml, []byte("<opml version=\"2.0\"><body>"+list.String()+"</body></opml>"), 0o600); err != nil {
		t.Fatal(err)
	}
	crawlUntil := func(n int) {
		t.Helper()
		cmd := asProgram("crawl", "--data", data, "--feeds", opml, "--allow-private", "--delay", "5ms", "--all")
		cmd.Stdout, cmd.Stderr = io.Discard, io.Discard
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		defer func() {
			cmd.Process.Kill()
			cmd.Wait()
		}()
		slow.until(t, n)
	}
	crawlUntil(6) // robots.txt, the feed, four pages
	if resting.asked() != 2 {
		t.Fatalf("the site that is to rest was asked for %q", resting.paths)
	}
	before := slow.asked()
	crawlUntil(before + 1)
	if gap := slow.times[before].Sub(slow.times[before-1]); gap < time.Second {
		t.Errorf("a site that asks for a second between two requests was asked %s after the one before the kill", gap)
	}
	if slow.paths[before] == "/robots.txt" {
		t.Error("robots.txt was fetched again")
	}
	if resting.asked() != 2 {
		t.Errorf("a site that wants to rest was asked for %q", resting.paths[2:])
	}
}
