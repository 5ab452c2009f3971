package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"parallax/news"
)

func TestOneRequestAtATimeForEachHost(t *testing.T) {
	var now, most atomic.Int32
	handler := func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		defer now.Add(-1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		time.Sleep(2 * time.Millisecond)
		page("Page")(w, r)
	}
	site := serve(t, map[string]http.HandlerFunc{"/": handler})
	elsewhere := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, site+r.URL.Path, http.StatusFound) // a second way to the same host
	}})
	m := newMemory(site+"/feed-a", site+"/feed-b")
	for i := range 10 {
		m.wait(fmt.Sprintf("%s/%d", site, i), fmt.Sprintf("%s/from-elsewhere-%d", elsewhere, i))
	}
	round(t, crawl(m))
	if most.Load() != 1 {
		t.Errorf("%d requests at a time to one host, want 1", most.Load())
	}
	if len(m.pages) != 20 {
		t.Errorf("%d pages, want 20", len(m.pages))
	}
}

func TestHostsAreAskedInParallel(t *testing.T) {
	const hosts = 8
	var all sync.WaitGroup
	all.Add(hosts)
	m := newMemory()
	for range hosts {
		site := serve(t, map[string]http.HandlerFunc{"/page": func(w http.ResponseWriter, r *http.Request) {
			all.Done()
			all.Wait() // nobody is answered before everybody has been asked
			page("Page")(w, r)
		}})
		m.wait(site + "/page")
	}
	if s := round(t, crawl(m)); s.Pages != hosts {
		t.Errorf("%d pages, want %d", s.Pages, hosts)
	}
}

func TestTheDelayIsKeptBetweenTwoRequestsToAHost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHosts(2 * time.Second)
		var starts []time.Time
		for _, name := range []string{"a.example", "a.example", "b.example", "a.example"} {
			leave, err := h.enter(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			starts = append(starts, time.Now())
			time.Sleep(time.Second) // the request
			leave()
		}
		for i, want := range []time.Duration{0, 3 * time.Second, 4 * time.Second, 6 * time.Second} {
			if got := starts[i].Sub(starts[0]); got != want {
				t.Errorf("request %d started after %v, want %v", i, got, want)
			}
		}
	})
}

// Many sites whose feeds and pages redirect to one and the same: each request there waits for its turn and the delay of that site, whoever
// has sent it there, and those that wait keep nobody from sites that have nothing to do with it.
func TestSitesThatRedirectToOneShareItsTurn(t *testing.T) {
	const outlets, delay = 30, 20 * time.Millisecond
	var mu sync.Mutex
	var requests int
	var ended time.Time
	besideAsked := make(chan struct{})
	target := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		if gap := time.Since(ended); gap < delay {
			t.Errorf("%s is asked %s after the request before it, want %s at least", r.URL.Path, gap, delay)
		}
		requests++
		if strings.HasPrefix(r.URL.Path, "/feed") {
			select {
			case <-besideAsked:
			case <-time.After(20 * time.Second):
				t.Error("a site that has nothing to do with it is kept waiting")
			}
			text("application/rss+xml", rssOf())(w, r)
		} else {
			page("Page")(w, r)
		}
		ended = time.Now()
	}})
	m := newMemory()
	for n := range outlets {
		site := serve(t, map[string]http.HandlerFunc{
			"/feed": func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, fmt.Sprintf("%s/feed/%d", target, n), http.StatusFound)
			},
			"/page": func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, fmt.Sprintf("%s/page/%d", target, n), http.StatusFound)
			},
		})
		m.feeds[site+"/feed"] = news.Feed{URL: site + "/feed", Source: news.SourceID(site)}
		m.wait(site + "/page")
	}
	beside := serve(t, map[string]http.HandlerFunc{"/page": func(w http.ResponseWriter, r *http.Request) {
		close(besideAsked)
		page("Page")(w, r)
	}})
	m.wait(beside + "/page")
	f := newFrontier(crawl(m, func(o *Options) { o.Workers, o.Delay = maxGuests+2, delay }))
	f.overtime = time.Hour
	if err := f.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(m.pages) != outlets+1 || requests != 2*outlets+1 { // one is for robots.txt
		t.Errorf("%d pages are archived after %d requests, want %d after %d", len(m.pages), requests, outlets+1, 2*outlets+1)
	}
	for _, f := range m.feeds {
		if f.LastError != "" || f.Failures > 0 {
			t.Errorf("the feed %s failed: %s", f.URL, f.LastError)
		}
	}
}

// A feed that had to wait for the turn of the site where it redirects to waits there at once the next time.
func TestADetourIsRemembered(t *testing.T) {
	target := serve(t, map[string]http.HandlerFunc{"/": text("application/rss+xml", rssOf())})
	var asked atomic.Int32
	m := newMemory()
	for range 3 * maxGuests {
		site := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			http.Redirect(w, r, target+"/feed", http.StatusFound)
		}})
		m.feeds[site+"/feed"] = news.Feed{URL: site + "/feed", Source: news.SourceID(site)}
	}
	f := newFrontier(crawl(m, func(o *Options) { o.Delay = 10 * time.Millisecond }))
	f.all = true
	if err := f.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	diverted := len(f.detours)
	if first := int(asked.Swap(0)); diverted == 0 || first != len(m.feeds)+diverted {
		t.Errorf("%d feeds were asked for %d times, and %d had to wait", len(m.feeds), first, diverted)
	}
	again := newFrontier(f.c)
	again.all, again.detours = true, f.detours
	if err := again.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if second := int(asked.Load()); second != len(m.feeds) || len(again.detours) != diverted {
		t.Errorf("the next time they were asked for %d times, and %d had to wait", second, len(again.detours))
	}
}

func TestCrawlDelayIsHonouredUpToACap(t *testing.T) {
	for asked, want := range map[time.Duration]time.Duration{time.Second: 2 * time.Second, 10 * time.Second: 10 * time.Second, time.Hour: maxCrawlDelay} {
		synctest.Test(t, func(t *testing.T) {
			h := newHosts(2 * time.Second)
			h.slowDown("a.example", asked)
			leave, _ := h.enter(t.Context(), "a.example")
			leave()
			start := time.Now()
			if _, err := h.enter(t.Context(), "a.example"); err != nil {
				t.Fatal(err)
			}
			if got := time.Since(start); got != want {
				t.Errorf("crawl-delay %v: waited %v, want %v", asked, got, want)
			}
		})
	}
}

func TestAHostThatRestsFailsAtOnceAndComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHosts(0)
		h.rest("a.example", time.Hour, news.Reason{Text: "asked to"})
		start := time.Now()
		_, err := h.enter(t.Context(), "a.example")
		var fail *failure
		if !errors.As(err, &fail) || fail.kind != resting || fail.until != time.Hour || time.Since(start) != 0 {
			t.Errorf("entering a resting host: %v after %v", err, time.Since(start))
		}
		time.Sleep(time.Hour - patience)
		if _, err := h.enter(t.Context(), "a.example"); err != nil || time.Since(start) != time.Hour {
			t.Errorf("near the end of the rest: %v after %v, want to be let in at its end", err, time.Since(start))
		}
	})
}

func TestStrikesGrowAndAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHosts(0)
		var got []time.Duration
		for range 10 {
			got = append(got, h.strike("a.example", 3, news.Reason{Text: "broke off"}))
		}
		want := []time.Duration{0, 0, 30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 16 * time.Minute, 32 * time.Minute, time.Hour}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("rests %v, want %v", got, want)
		}
		h.answered("a.example")
		if d := h.strike("a.example", 3, news.Reason{Text: "broke off"}); d != 0 {
			t.Errorf("after a good answer the first bad one costs %v", d)
		}
	})
}

func TestWaitingForATurnEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHosts(0)
		leave, _ := h.enter(t.Context(), "a.example")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := h.enter(ctx, "a.example"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want the context's", err)
		}
		leave()
		if _, err := h.enter(t.Context(), "a.example"); err != nil {
			t.Errorf("the turn was lost: %v", err)
		}
	})
}

func TestRetryAfterRestsTheHostAndCostsTheOthersNothing(t *testing.T) {
	for _, code := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		var asked atomic.Int32
		site := serve(t, map[string]http.HandlerFunc{"/p/": func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(code)
		}})
		m := newMemory()
		beside := healthy(t, m)
		for i := range 50 {
			m.wait(fmt.Sprintf("%s/p/%d", site, i))
		}
		s := round(t, crawl(m))
		if asked.Load() != 1 || s.PagesFailed != 1 {
			t.Errorf("%d: the host was asked %d times and %d pages failed, want 1 and 1", code, asked.Load(), s.PagesFailed)
		}
		failed := 0
		for _, q := range m.queue {
			if q.reason == "" {
				continue
			}
			failed++
			if !q.due.Equal(noon.Add(2*time.Hour)) || q.done {
				t.Errorf("%d: the page is due again at %v, want two hours later", code, q.due)
			}
		}
		if failed != 1 {
			t.Errorf("%d: %d pages had an attempt counted, want 1", code, failed)
		}
		beside()
	}
}

func TestFeedsOfARestingHostSayWhy(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", noon.Add(3*time.Hour).Format(http.TimeFormat))
		w.WriteHeader(http.StatusTooManyRequests)
	}, "/robots.txt": http.NotFound})
	m := newMemory(site+"/a", site+"/b")
	round(t, crawl(m))
	failures := 0
	for _, f := range m.feeds {
		failures += f.Failures
		if !strings.Contains(f.LastError, "slow down (429)") || f.NextFetch.Before(noon.Add(3*time.Hour-time.Minute)) {
			t.Errorf("feed %s: %q, next %v", f.URL, f.LastError, f.NextFetch)
		}
	}
	if failures != 1 {
		t.Errorf("%d failures counted, want 1 for the feed that was asked for", failures)
	}
}

func TestRetryAfter(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, " 5 ": 5 * time.Second, "-5": 0, "soon": 0, "1e9": 0, "99999999999": 0,
		"Tue, 24 Nov 2026 12:30:00 GMT": 30 * time.Minute,
	} {
		if got := retryAfter(value, noon); got != want {
			t.Errorf("Retry-After %q is %v, want %v", value, got, want)
		}
	}
}

func TestRobotsDisallow(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": text("text/plain", "User-agent: parallax\nDisallow: /private\n"),
		"/feed":       text("application/rss+xml", rssOf("/public", "/private/one")),
		"/public":     page("Public"),
		"/private/":   page("Private"),
	})
	m := newMemory(site + "/feed")
	m.wait(site + "/private/feed")
	round(t, crawl(m))
	if got := m.archived(); len(got) != 1 || got[0] != site+"/public" {
		t.Errorf("archived %v, want only what robots.txt allows", got)
	}
	reason, givenUp := m.reason(t, site+"/private/one")
	if reason != "the site's robots.txt asks crawlers not to fetch this" || !givenUp {
		t.Errorf("reason %q, given up %v", reason, givenUp)
	}
}

func TestRobotsThatCannotBeReadKeepUsOutForNow(t *testing.T) {
	var works, asked atomic.Int32
	site := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, r *http.Request) {
			if works.Load() == 0 {
				w.WriteHeader(http.StatusInternalServerError)
			}
		},
		"/page": func(w http.ResponseWriter, r *http.Request) { asked.Add(1); page("Page")(w, r) },
	})
	m := newMemory()
	m.wait(site + "/page")
	round(t, crawl(m))
	reason, givenUp := m.reason(t, site+"/page")
	if !strings.Contains(reason, "robots.txt could not be read: the server has an error (500)") || givenUp || asked.Load() != 0 {
		t.Errorf("reason %q, given up %v, page asked %d times", reason, givenUp, asked.Load())
	}
	works.Store(1)
	round(t, crawl(m, func(o *Options) { o.Now = func() time.Time { return noon.Add(time.Hour) } }))
	if asked.Load() != 1 {
		t.Errorf("once robots.txt is back, the page was asked %d times, want 1", asked.Load())
	}
}

func TestRobotsIsFetchedOncePerSite(t *testing.T) {
	var asked atomic.Int32
	site := serve(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, r *http.Request) { asked.Add(1); http.NotFound(w, r) },
		"/p/":         page("Page"),
	})
	m := newMemory()
	for i := range 10 {
		m.wait(fmt.Sprintf("%s/p/%d", site, i))
	}
	round(t, crawl(m))
	if asked.Load() != 1 || len(m.pages) != 10 {
		t.Errorf("robots.txt was fetched %d times for %d pages, want once for 10", asked.Load(), len(m.pages))
	}
}

func TestABusyHostDoesNotHoldUpTheOthers(t *testing.T) {
	// A host with many pages, and one page of another host behind them all: with one worker, it comes second.
	var order []string
	var mu sync.Mutex
	note := func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		order = append(order, r.URL.Path)
		mu.Unlock()
		page("Page")(w, r)
	}
	busy := serve(t, map[string]http.HandlerFunc{"/busy/": note})
	quiet := serve(t, map[string]http.HandlerFunc{"/quiet": note})
	m := newMemory()
	for i := range 30 {
		m.wait(fmt.Sprintf("%s/busy/%d", busy, i))
	}
	m.wait(quiet + "/quiet")
	round(t, crawl(m, func(o *Options) { o.Workers = 1 }))
	if len(order) != 31 || order[1] != "/quiet" {
		t.Errorf("order of requests %v…, want /quiet second", order[:min(len(order), 4)])
	}
}

func TestPagesAreRetriedLessAndLessOftenAndThenGivenUp(t *testing.T) {
	now := noon
	var waits []time.Duration
	for attempts := 0; ; attempts++ {
		at := retryAt(&failure{}, attempts, now)
		if at.IsZero() {
			break
		}
		waits = append(waits, at.Sub(now))
	}
	if len(waits) != len(pageRetries) || waits[0] != 10*time.Minute || waits[4] != 24*time.Hour {
		t.Errorf("retries after %v", waits)
	}
	if !retryAt(&failure{kind: final}, 0, now).IsZero() || !retryAt(&failure{kind: doubtful}, doubtfulRetries, now).IsZero() {
		t.Error("what is final or doubtful is tried for too long")
	}
	if got := retryAt(&failure{until: 5 * time.Hour}, 0, now); !got.Equal(now.Add(5 * time.Hour)) {
		t.Errorf("a host that asked for five hours is asked again at %v", got)
	}
}

func TestPollingFollowsHowOftenAFeedChanges(t *testing.T) {
	items := func(ages ...time.Duration) []news.Item {
		var list []news.Item
		for _, age := range ages {
			list = append(list, news.Item{Published: noon.Add(-age)})
		}
		return list
	}
	hourAgo := noon.Add(-time.Hour)
	for _, c := range []struct {
		name    string
		cadence cadence
		last    time.Duration
		want    time.Duration
	}{
		{"first look at a feed with an item every two hours", cadence{now: noon, items: items(0, 2*time.Hour, 4*time.Hour), changed: true}, 0, 2 * time.Hour},
		{"first look at a feed without dates", cadence{now: noon, items: []news.Item{{}, {}}, changed: true}, 0, 30 * time.Minute},
		{"first look at a busy feed", cadence{now: noon, items: items(0, time.Minute, 2*time.Minute), changed: true}, 0, minInterval},
		{"four new items in an hour", cadence{before: hourAgo, now: noon, items: items(1, 2, 3, 4), changed: true}, time.Hour, 37*time.Minute + 30*time.Second},
		{"nothing new", cadence{before: hourAgo, now: noon}, time.Hour, 90 * time.Minute},
		{"nothing new for long", cadence{before: hourAgo, now: noon}, 23 * time.Hour, maxInterval},
		{"changed, but without dates", cadence{before: hourAgo, now: noon, items: []news.Item{{}}, changed: true}, time.Hour, time.Hour},
		{"asks for no more than every three hours", cadence{before: hourAgo, now: noon, items: items(1, 2, 3, 4), changed: true, asked: 3 * time.Hour}, time.Hour, 3 * time.Hour},
		{"asks for once a week", cadence{before: hourAgo, now: noon, asked: 7 * 24 * time.Hour}, time.Hour, maxInterval},
	} {
		if got := c.cadence.interval(c.last); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestFreshness(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"": 0, "no-store": 0, "public, max-age=600": 10 * time.Minute, `max-age="60"`: time.Minute, "max-age=31536000": maxAgeHint, "max-age=x": 0,
		"max-age=600, no-cache": 0,
	} {
		if got := freshness(http.Header{"Cache-Control": {value}}); got != want {
			t.Errorf("Cache-Control %q: %v, want %v", value, got, want)
		}
	}
}
