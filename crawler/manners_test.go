package crawler

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"parallax/news"
)

// What a site asked for holds for the next process: its robots.txt isn't fetched again before its day is over, nor is a host disturbed
// that rests.
func TestMannersOutliveTheProcess(t *testing.T) {
	var robots, pages atomic.Int32
	site := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, r *http.Request) {
			robots.Add(1)
			w.Write([]byte("User-agent: *\nDisallow: /secret\nCrawl-delay: 0.01\n"))
		},
		"/feed": text("application/rss+xml", rssOf()),
		"/busy": func(w http.ResponseWriter, r *http.Request) {
			pages.Add(1)
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(http.StatusServiceUnavailable)
		},
		"/a": page("A"),
		"/b": page("B"),
	})
	m := newMemory(site + "/feed")
	now := noon
	crawlAt := func(at time.Time) {
		now = at
		round(t, crawl(m, func(o *Options) { o.Now = func() time.Time { return now } }))
	}
	crawlAt(noon)
	m.wait(site + "/secret")
	crawlAt(noon.Add(20 * time.Minute))
	if reason, _ := m.reason(t, site+"/secret"); robots.Load() != 1 || !strings.Contains(reason, "robots.txt asks crawlers not to") {
		t.Errorf("robots.txt was fetched %d times, want once; what it forbids ends with %q", robots.Load(), reason)
	}
	crawlAt(noon.Add(25 * time.Hour))
	if robots.Load() != 2 {
		t.Errorf("after a day robots.txt was fetched %d times, want 2", robots.Load())
	}
	m.wait(site + "/busy")
	crawlAt(noon.Add(26 * time.Hour))
	delete(m.queue, news.ArticleID(site+"/busy"))
	m.order = nil
	m.wait(site + "/a")
	crawlAt(noon.Add(26*time.Hour + 30*time.Minute))
	if pages.Load() != 1 || len(m.pages) != 0 {
		t.Errorf("a host that rests was asked for %d pages more", int(pages.Load())-1+len(m.pages))
	}
	crawlAt(noon.Add(27*time.Hour + time.Minute))
	if len(m.pages) != 1 {
		t.Errorf("%d pages were fetched after its rest, want 1", len(m.pages))
	}
	m.wait(site + "/b")
	crawlAt(noon) // the clock was set back: what is known from the future counts for nothing
	if robots.Load() != 3 {
		t.Errorf("robots.txt was fetched %d times after the clock was set back, want 3", robots.Load())
	}
}

// A robots.txt that can't be had keeps us out in the next process too, and the month after which there is taken to be none goes on.
func TestARobotsFileThatCannotBeHadIsRemembered(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/robots.txt": status(http.StatusInternalServerError), "/a": page("A")})
	m := newMemory()
	for _, step := range []struct {
		after time.Duration
		pages int
	}{{0, 0}, {time.Minute, 0}, {time.Hour, 0}, {robotsGivenUp - time.Hour, 0}, {robotsGivenUp + time.Hour, 1}} {
		m.wait(site + "/a")
		round(t, crawl(m, func(o *Options) { o.Now = func() time.Time { return noon.Add(step.after) } }))
		if len(m.pages) != step.pages {
			t.Errorf("after %s there are %d pages, want %d", step.after, len(m.pages), step.pages)
		}
	}
}

// What is recorded while a crawl is under way is what the next one needs if nothing was recorded at its end: each rest as soon as it
// has begun, the strikes that led to it, and that any site may just have been asked.
func TestARestIsRecordedAsItBegins(t *testing.T) {
	m := newMemory()
	var after map[string]news.Manners
	busy := serve(t, map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "20")
		w.WriteHeader(http.StatusTooManyRequests)
	}})
	broken := serve(t, map[string]http.HandlerFunc{"/a": status(http.StatusServiceUnavailable)})
	beside := serve(t, map[string]http.HandlerFunc{"/b": func(w http.ResponseWriter, r *http.Request) {
		for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
			m.mu.Lock()
			after = maps.Clone(m.manners)
			m.mu.Unlock()
			if after[hostOfAddress(busy)].Body != nil && after[hostOfAddress(broken)].Body != nil {
				break
			}
		}
		page("B")(w, r)
	}})
	m.wait(busy+"/a", broken+"/a", beside+"/b")
	round(t, crawl(m))

	synctest.Test(t, func(t *testing.T) {
		m := newMemory()
		m.manners = after
		c := New(Options{Store: m, Delay: 3 * time.Second, Now: func() time.Time { return noon.Add(8 * time.Second) }})
		if err := c.recall(t.Context()); err != nil {
			t.Fatal(err)
		}
		h := c.fetch.hosts
		for host, want := range map[string]time.Duration{busy: 12 * time.Second, broken: 22 * time.Second, beside: 0} {
			got := max(time.Until(h.get(hostOfAddress(host)).restUntil), 0)
			if got > want || got < want-5*time.Second { // the clock of the crawl stood still, that of the machine didn't
				t.Errorf("%s rests for %s more, want %s", host, got, want)
			}
		}
		want := news.Cause{Code: news.CauseServerError, Status: 503, Rest: 30}
		if got := h.get(hostOfAddress(broken)).restReason.Cause; got != want {
			t.Errorf("the cause of the rest is %+v, want %+v", got, want)
		}
		if rest := h.strike(hostOfAddress(broken), strikesUnreachable, news.Reason{Text: "broke off"}); rest != time.Minute {
			t.Errorf("the next rest of a host that fails again is %s, want a minute", rest)
		}
		h.slowDown("slow.example", 20*time.Second)
		for host, want := range map[string]time.Duration{"slow.example": 20 * time.Second, "tide.example": 3 * time.Second} {
			if got := time.Until(h.readyAt(host)); got != want {
				t.Errorf("%s is asked after %s, want %s", host, got, want)
			}
		}
	})
}

func TestHostsOfASiteShareItsTurn(t *testing.T) {
	for host, site := range map[string]string{"www.tide.example": "tide.example", "tide.example": "tide.example", "rss.news.tide.co.uk": "tide.co.uk",
		"a.blogspot.com": "a.blogspot.com", "127.0.0.1": "127.0.0.1", "127.0.0.1:8080": "127.0.0.1:8080", "[::1]:80": "[::1]:80", "2001:db8::1": "2001:db8::1",
		"www.tide.example:81": "www.tide.example:81", "localhost": "localhost", "": "", "com": "com", "xn--80aswg.xn--p1ai": "xn--80aswg.xn--p1ai"} {
		if got := siteOfHost(host); got != site {
			t.Errorf("%q is part of %q, want %q", host, got, site)
		}
	}
	synctest.Test(t, func(t *testing.T) {
		h := newHosts(2 * time.Second)
		start := time.Now()
		for i, name := range []string{"www.tide.example", "tide.example", "m.tide.example", "dune.example"} {
			leave, err := h.enter(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			leave()
			if got, want := time.Since(start), time.Duration(min(i, 2))*2*time.Second; got != want {
				t.Errorf("%s is asked after %s, want %s", name, got, want)
			}
		}
		h.rest("www.tide.example", time.Hour, news.Reason{Text: "busy"})
		if h.rests("tide.example") || !h.rests("www.tide.example") {
			t.Error("a host rests with another of its site")
		}
	})
}

// A stopping store is one whose crawl is stopped as the first rest comes to be recorded.
type stoppingStore struct {
	*memory
	stop context.CancelFunc
}

func (s stoppingStore) PutManners(ctx context.Context, all []news.Manners) error {
	if slices.ContainsFunc(all, func(m news.Manners) bool { return m.Site != anySite && !strings.Contains(m.Site, "://") }) {
		s.stop()
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return s.memory.PutManners(ctx, all)
}

// A rest is recorded even if the crawl is stopped at that very moment.
func TestARestSurvivesTheEndOfTheCrawl(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "600")
		w.WriteHeader(http.StatusTooManyRequests)
	}})
	m := newMemory()
	m.wait(site + "/a")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	_, err := crawl(m, func(o *Options) { o.Store = stoppingStore{m, stop} }).Round(ctx, RoundOptions{})
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if m.manners[hostOfAddress(site)].Body == nil {
		t.Error("nobody knows of the rest any more")
	}
}
