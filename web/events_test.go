package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"parallax/news"
	"parallax/web"
)

// growing are records that articles are added to while they are read.
type growing struct {
	*memory
	mu sync.Mutex
}

func (g *growing) Incidents(ctx context.Context, f news.IncidentFilter) (news.List[news.Incident], error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.memory.Incidents(ctx, f)
}

func (g *growing) tell(t told) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.articles = append(g.articles, worldOf([]told{t}).articles...)
}

// waiting is a reader who waits for events until it is told to stop, in a bubble of false time.
type waiting struct {
	heard *httptest.ResponseRecorder
	stop  func() string // ends it and returns what it has heard
}

func waitAt(site http.Handler, address string, headers ...string) waiting {
	ctx, cancel := context.WithCancel(context.Background())
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := waiting{heard: httptest.NewRecorder()}
	ended := make(chan bool)
	go func() { site.ServeHTTP(w.heard, r); close(ended) }()
	synctest.Wait()
	w.stop = func() string {
		synctest.Wait()
		cancel()
		<-ended
		return w.heard.Body.String()
	}
	return w
}

func eventSite(t *testing.T, g *growing, done <-chan struct{}) http.Handler {
	t.Helper()
	began := time.Now()
	h, err := web.New(web.Options{Records: g, Done: done, Now: func() time.Time { return noon.Add(time.Since(began)) }})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestNewIncidentsAnnounceThemselves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := &growing{memory: world()}
		site := eventSite(t, g, nil)
		english, french := waitAt(site, "/events"), waitAt(site, "/fr/events?lang=fr")
		g.tell(told{"flood", "tidewater.example", 0.1, "River over its banks", "", nil, ""})
		time.Sleep(6 * time.Second)
		g.tell(told{"strike", "lephare.example", 0.1, "Grève surprise au port", "", nil, ""})
		g.tell(told{"ferry", "lephare.example", 0.1, "Le ferry est à quai", "", nil, ""}) // an incident that isn't new
		g.tell(told{"archive", "lephare.example", 500, "Une vieille affaire", "", nil, ""})
		time.Sleep(30 * time.Second)
		want(t, "type", english.heard.Header().Get("Content-Type"), "text/event-stream; charset=utf-8")
		want(t, "compression", english.heard.Header().Get("Content-Encoding"), "")
		heard := english.stop()
		wantHas(t, "the first", heard, "event: incidents\ndata: {\"n\":1,\"text\":\"1 new incident\"}\n\n")
		wantHas(t, "both", heard, "data: {\"n\":2,\"text\":\"2 new incidents\"}\n\n")
		wantHas(t, "a sign of life", heard, "\n: still here\n")
		if n := strings.Count(heard, "event:"); n != 2 {
			t.Errorf("%d events, want 2:\n%s", n, heard)
		}
		if heard := french.stop(); strings.Count(heard, "event:") != 1 || !strings.Contains(heard, `"text":"1 nouvel événement"`) {
			t.Errorf("in French about French: %s", heard)
		}

		g.tell(told{"fire", "mirador.example", 0, "Incendio en el puerto", "", nil, ""})
		last := heard[strings.LastIndex(heard, "id: ")+len("id: "):]
		again := waitAt(site, "/events", "Last-Event-ID", last[:strings.Index(last, "\n")])
		time.Sleep(10 * time.Second)
		wantHas(t, "after coming back", again.stop(), "3 new incidents")
		other := waitAt(site, "/events", "Last-Event-ID", "another.0.0")
		time.Sleep(10 * time.Second)
		if heard := other.stop(); strings.Contains(heard, "event:") {
			t.Errorf("with the ID of another process: %s", heard)
		}
	})
}

func TestReadersWhoWaitAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := make(chan struct{})
		site := eventSite(t, &growing{memory: world()}, done)
		var readers []waiting
		for range 256 {
			readers = append(readers, waitAt(site, "/events"))
		}
		late := waitAt(site, "/events")
		if late.stop(); late.heard.Code != http.StatusServiceUnavailable || late.heard.Header().Get("Retry-After") == "" {
			t.Errorf("one reader too many: %d", late.heard.Code)
		}
		readers[0].stop()
		next := waitAt(site, "/events")
		close(done) // the program ends, and nobody holds it up
		synctest.Wait()
		for _, w := range append(readers, next) {
			if w.stop(); w.heard.Code != http.StatusOK {
				t.Errorf("a reader got %d", w.heard.Code)
			}
		}
	})
}

func TestFrontKnowsWhereItsEventsAre(t *testing.T) {
	s := siteOf(t, world())
	for address, events := range map[string]string{"/": "/events", "/fr/?lang=ja&when=day": "/fr/events?lang=ja&when=day"} {
		want(t, address, attribute(s.page(address).Find("[data-events]"), "data-events"), events)
	}
	wantCount(t, s.page("/"), ".arrived[hidden] a", 1)
}

func TestWhoAsksForTheHeadOfEventsDoesNotWait(t *testing.T) {
	s := siteOf(t, world())
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodHead, "/events", nil))
	want(t, "type", w.Header().Get("Content-Type"), "text/event-stream; charset=utf-8")
}
