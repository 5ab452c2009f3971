package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parallax/news"
)

func TestRoundFetchesFeedsAndTheirPages(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{
		"/feed": text("application/rss+xml", rssOf("/one", "/two?utm_source=rss", "/one#again")),
		"/one":  page("One"),
		"/two":  page("Two"),
	})
	m := newMemory(site + "/feed")
	m.sources[news.SourceID(site)] = news.Source{ID: news.SourceID(site), Name: "The Tidewater Post", Country: "IE"}
	got := round(t, crawl(m))

	if got.Feeds != 1 || got.Items != 2 || got.Pages != 2 || got.Bytes == 0 || got.PagesFailed+got.FeedsFailed != 0 {
		t.Errorf("summary %+v, want 1 feed, 2 items, 2 pages", got)
	}
	if len(m.pages) != 2 {
		t.Fatalf("%d pages archived, want 2", len(m.pages))
	}
	for _, p := range m.pages {
		if p.Status != 200 || p.FinalURL != p.URL || !p.Fetched.Equal(noon) || len(p.Body) == 0 {
			t.Errorf("page %+v is incomplete", p)
		}
		if p.Source.Country != "IE" || p.Item.Feed != site+"/feed" || p.Item.Language != "en" || p.Item.Published.IsZero() {
			t.Errorf("page %s carries source %+v, item %+v", p.URL, p.Source, p.Item)
		}
	}
	f := m.only(t)
	if f.Title != "The Tidewater Post" || !f.LastSuccess.Equal(noon) || f.NextFetch.Before(noon.Add(minInterval)) {
		t.Errorf("feed %+v, want title, success and a next fetch", f)
	}
	if again := round(t, crawl(m)); again.Feeds+again.Pages != 0 {
		t.Errorf("a second round at the same time did %+v, want nothing", again)
	}
}

func TestRoundAllIgnoresTheSchedule(t *testing.T) {
	var asked atomic.Int32
	site := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		fmt.Fprint(w, rssOf())
	}})
	m := newMemory(site + "/feed")
	round(t, crawl(m))
	if _, err := crawl(m).Round(t.Context(), RoundOptions{All: true}); err != nil {
		t.Fatal(err)
	}
	if asked.Load() != 2 {
		t.Errorf("the feed was fetched %d times, want 2", asked.Load())
	}
}

func TestValidatorsAreSentBackVerbatim(t *testing.T) {
	const etag, modified = `W/"a b;c--gzip"`, "Tue, 24 Nov 2026 08:00:00 +0000" // neither is well formed
	var got http.Header
	site := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		got = r.Header
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", etag)
		w.Header().Set("Last-Modified", modified)
		fmt.Fprint(w, rssOf("/one"))
	}})
	m := newMemory(site + "/feed")
	round(t, crawl(m))
	if f := m.only(t); f.ETag != etag || f.LastModified != modified {
		t.Fatalf("kept ETag %q and Last-Modified %q, want %q and %q", f.ETag, f.LastModified, etag, modified)
	}
	later := func(o *Options) { o.Now = func() time.Time { return noon.Add(6 * time.Hour) } }
	s := round(t, crawl(m, later))
	if s.Unchanged != 1 || got.Get("If-None-Match") != etag || got.Get("If-Modified-Since") != modified {
		t.Errorf("sent If-None-Match %q, If-Modified-Since %q; %d unchanged", got.Get("If-None-Match"), got.Get("If-Modified-Since"), s.Unchanged)
	}
	if f := m.only(t); f.ETag != etag || f.LastError != "" || !f.LastSuccess.Equal(noon.Add(6*time.Hour)) {
		t.Errorf("after 304: %+v", f)
	}
}

func TestAFeedIsFetchedWholeOnceADay(t *testing.T) {
	var conditional []bool
	site := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		conditional = append(conditional, r.Header.Get("If-None-Match") != "")
		w.Header().Set("ETag", `"one for all"`)
		fmt.Fprint(w, rssOf("/one"))
	}})
	m := newMemory(site + "/feed")
	for _, hours := range []time.Duration{0, 8, 16, 24, 32, 47, 49} {
		c := crawl(m, func(o *Options) { o.Now = func() time.Time { return noon.Add(hours * time.Hour) } })
		if _, err := c.Round(t.Context(), RoundOptions{All: true}); err != nil {
			t.Fatal(err)
		}
	}
	if want := []bool{false, true, true, false, true, true, false}; !slices.Equal(conditional, want) {
		t.Errorf("conditional requests: %v, want %v", conditional, want)
	}
}

func TestRequestsNameAContact(t *testing.T) {
	for contact, from := range map[string]string{"mailto:desk@example.org": "desk@example.org", "https://example.org/bot": ""} {
		var asked sync.Map
		site := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
			asked.Store(r.UserAgent()+" from "+r.Header.Get("From"), true)
			http.NotFound(w, r)
		}})
		round(t, crawl(newMemory(site+"/feed"), func(o *Options) { o.Contact = contact }))
		asked.Range(func(got, _ any) bool {
			if want := "Parallax/1 (+" + contact + ") from " + from; got != want {
				t.Errorf("asked as %q, want %q", got, want)
			}
			return true
		})
	}
}

func TestAFeedThatIsGoneIsLeftAlone(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) }})
	m := newMemory(site + "/feed")
	round(t, crawl(m))
	if f := m.only(t); !f.Gone || !strings.Contains(f.LastError, "gone for good (410)") {
		t.Fatalf("feed is %+v, want it gone with a reason", f)
	}
	if s, err := crawl(m).Round(t.Context(), RoundOptions{All: true}); err != nil || s.Feeds != 0 {
		t.Errorf("a feed that is gone was fetched again: %+v, %v", s, err)
	}
}

func TestAFeedThatMovedAndFailsThereIsTriedAtItsOldAddress(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{
		"/old": text("application/rss+xml", rssOf("/one")),
		"/new": status(http.StatusGone),
		"/one": page("One"),
	})
	m := newMemory()
	m.feeds[site+"/old"] = news.Feed{URL: site + "/old", Moved: site + "/new"}
	round(t, crawl(m))
	if f := m.only(t); f.Gone || f.Moved != "" {
		t.Fatalf("after 410 at the new address: %+v", f)
	}
	if _, err := crawl(m).Round(t.Context(), RoundOptions{All: true}); err != nil || m.only(t).LastError != "" || len(m.pages) != 1 {
		t.Errorf("at the old address: %v, %+v", err, m.only(t))
	}
}

func TestPermanentRedirectOfAFeedIsRemembered(t *testing.T) {
	var old atomic.Int32
	site := serve(t, map[string]http.HandlerFunc{
		"/old": func(w http.ResponseWriter, r *http.Request) {
			old.Add(1)
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
		},
		"/new":       text("application/rss+xml", rssOf("/one")),
		"/temporary": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", http.StatusFound) },
	})
	m := newMemory(site+"/old", site+"/temporary")
	round(t, crawl(m))
	if moved := m.feeds[site+"/old"].Moved; moved != site+"/new" {
		t.Errorf("after 301 the feed has moved to %q, want /new", moved)
	}
	if len(m.problems) != 1 || !strings.Contains(m.problems[0].Reason, "has moved for good to "+site+"/new") {
		t.Errorf("what is told of it: %+v", m.problems)
	}
	if moved := m.feeds[site+"/temporary"].Moved; moved != "" {
		t.Errorf("after 302 the feed has moved to %q, want nowhere", moved)
	}
	if _, err := crawl(m).Round(t.Context(), RoundOptions{All: true}); err != nil || old.Load() != 1 {
		t.Errorf("the old address was asked %d times (%v), want 1", old.Load(), err)
	}
}

func TestFailingFeedsBackOffAndRecover(t *testing.T) {
	var works atomic.Bool
	site := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		if works.Load() {
			fmt.Fprint(w, rssOf())
			return
		}
		w.WriteHeader(http.StatusInternalServerError)
	}})
	m := newMemory(site + "/feed")
	now := noon
	clock := func(o *Options) { o.Now = func() time.Time { return now } }
	var last time.Duration
	for i := range 12 {
		round(t, crawl(m, clock))
		f := m.only(t)
		if f.Failures != i+1 || f.LastError != "the server has an error (500)" {
			t.Fatalf("after failure %d: %d failures, %q", i+1, f.Failures, f.LastError)
		}
		wait := f.NextFetch.Sub(now)
		if wait < last || wait > 24*time.Hour {
			t.Fatalf("failure %d is followed by %v, after %v before", i+1, wait, last)
		}
		last, now = wait, f.NextFetch
	}
	if last != 24*time.Hour {
		t.Errorf("a feed that keeps failing is tried every %v, want once a day", last)
	}
	works.Store(true)
	round(t, crawl(m, clock))
	if f := m.only(t); f.Failures != 0 || f.LastError != "" {
		t.Errorf("after success: %+v", f)
	}
	if len(m.problems) != 12 || m.problems[0].Stage != "feed" {
		t.Errorf("%d problems recorded, want 12 of stage feed", len(m.problems))
	}
}

func TestABrokenStoreStopsTheRound(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/one": page("One"), "/two": page("Two")})
	m := newMemory()
	m.wait(site+"/one", site+"/two")
	m.broken = errors.New("no space left on device")
	if _, err := crawl(m).Round(t.Context(), RoundOptions{}); !errors.Is(err, m.broken) {
		t.Errorf("Round returned %v, want the store's error", err)
	}
}

func TestRunEndsWithItsContextAndKeepsWhatItFetched(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	site := serve(t, map[string]http.HandlerFunc{
		"/feed": text("application/rss+xml", rssOf("/one", "/last")),
		"/one":  page("One"),
		"/last": func(_ http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
		},
	})
	m := newMemory(site + "/feed")
	if err := crawl(m).Run(ctx); err != nil {
		t.Errorf("Run returned %v, want nil", err)
	}
	if got := m.archived(); len(got) != 1 || got[0] != site+"/one" {
		t.Errorf("archived %v, want the page that was fetched before the end", got)
	}
	if q := m.queue[news.ArticleID(site+"/last")]; q.done || q.reason != "" {
		t.Errorf("the page under way at the end was recorded as %+v, want it still due", q)
	}
}

func TestPagesAreArchivedInBatches(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/p/": page("Page")})
	m := newMemory()
	for i := range 45 {
		m.wait(fmt.Sprintf("%s/p/%d", site, i))
	}
	if s := round(t, crawl(m)); s.Pages != 45 {
		t.Fatalf("%d pages archived, want 45", s.Pages)
	}
	for _, n := range m.batches {
		if n > batchPages {
			t.Errorf("a batch of %d pages, want at most %d", n, batchPages)
		}
	}
}

func TestProgressEndsWhereTheRoundEnds(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{
		"/feed": text("application/rss+xml", rssOf("/one", "/missing")),
		"/one":  page("One"),
	})
	var last Progress
	round(t, crawl(newMemory(site+"/feed"), func(o *Options) { o.Progress = func(p Progress) { last = p } }))
	want := Progress{Feeds: 1, FeedsTotal: 1, Pages: 2, PagesTotal: 2, Failed: 1, Host: strings.TrimPrefix(site, "http://")}
	if last != want {
		t.Errorf("last progress %+v, want %+v", last, want)
	}
}
