package web_test

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"parallax/news"
	"parallax/web"
)

// counted says how often it was asked for the incidents of the front page.
type countedRecords struct {
	*memory
	asked int
}

func (c *countedRecords) Incidents(ctx context.Context, f news.IncidentFilter) (news.List[news.Incident], error) {
	c.asked++
	return c.memory.Incidents(ctx, f)
}

func TestAnswersAreKeptWhileNothingChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &countedRecords{memory: world()}
		state := int64(1)
		s := siteOf(t, m, func(o *web.Options) { o.State = func(context.Context) (int64, error) { return state, nil } })
		again := func(address string, headers ...string) int {
			before := m.asked
			s.page(address, headers...)
			return m.asked - before
		}
		if again("/") == 0 {
			t.Fatal("the first page came from nowhere")
		}
		first := s.get("/")
		for _, c := range []struct {
			what    string
			after   time.Duration
			changed bool
			address string
			headers []string
			drawn   bool
		}{
			{what: "at once", address: "/"},
			{what: "compressed", address: "/", headers: []string{"Accept-Encoding", "gzip;q=0"}},
			{what: "in another language", address: "/fr/", drawn: true},
			{what: "for another reader", address: "/", headers: []string{"Accept-Language", "ar"}, drawn: true},
			{what: "filtered", address: "/?lang=fr", drawn: true},
			{what: "a little later", after: 2 * time.Second, address: "/"},
			{what: "changed, within a second of its drawing", changed: true, address: "/?lang=de", drawn: true},
			{what: "changed", after: 2 * time.Second, address: "/", drawn: true},
			{what: "when it is old", after: 11 * time.Second, address: "/", drawn: true},
		} {
			time.Sleep(c.after)
			if c.changed {
				state++
			}
			if drawn := again(c.address, c.headers...) > 0; drawn != c.drawn {
				t.Errorf("%s: drawn anew is %v, want %v", c.what, drawn, c.drawn)
			}
		}
		kept := s.get("/")
		for _, name := range []string{"Content-Type", "Content-Security-Policy", "Cache-Control", "ETag"} {
			want(t, name, kept.Header.Get(name), first.Header.Get(name))
		}
		want(t, "kept and drawn", bodyOf(t, kept), bodyOf(t, first))
		if status := s.get("/", "If-None-Match", first.Header.Get("ETag")).StatusCode; status != 304 {
			t.Errorf("a reader who has it gets a %d", status)
		}
		for range 2 {
			want(t, "an error", s.get("/incidents/none").Status, "404 Not Found")
		}
	})
}

func TestAnswersOfTheAPIAreKept(t *testing.T) {
	m := &countedRecords{memory: world()}
	s := siteOf(t, m, func(o *web.Options) { o.State = func(context.Context) (int64, error) { return 1, nil } })
	const address = "/api/v1/incidents?limit=3"
	first := s.get(address, "Accept-Encoding", "gzip")
	want(t, "Cache-Control", first.Header.Get("Cache-Control"), "no-cache")
	want(t, "Content-Encoding", first.Header.Get("Content-Encoding"), "gzip")
	want(t, "Vary", first.Header.Get("Vary"), "Accept-Encoding")
	for _, reads := range []string{"", "ar", "fr"} { // whatever its reader reads
		want(t, "again", s.get(address, "Accept-Language", reads).Status, "200 OK")
		want(t, "who has it", s.get(address, "Accept-Language", reads, "If-None-Match", first.Header.Get("ETag")).Status, "304 Not Modified")
	}
	if m.asked != 1 {
		t.Errorf("the records were asked %d times", m.asked)
	}
	for range 2 {
		want(t, "a problem", s.get("/api/v1/incidents/none").Status, "404 Not Found")
	}
}

// Many readers at once get whole answers, those that are kept and those that are drawn meanwhile.
func TestKeptAnswersAreWholeForMany(t *testing.T) {
	var state atomic.Int64
	s := siteOf(t, world(), func(o *web.Options) { o.State = func(context.Context) (int64, error) { return state.Add(1), nil } })
	var readers sync.WaitGroup
	var pages sync.Map // by address, as they came first
	for n := range 8 {
		readers.Go(func() {
			for place := range 20 {
				coding, address := []string{"gzip", "identity"}[n%2], fmt.Sprint("/?place=", place)
				r := httptest.NewRequest("GET", address, nil)
				r.Header.Set("Accept-Encoding", coding)
				w := httptest.NewRecorder()
				s.ServeHTTP(w, r)
				var body io.Reader = w.Body
				if coding == "gzip" {
					z, err := gzip.NewReader(w.Body)
					if err != nil {
						t.Error(err)
						return
					}
					body = z
				}
				got, err := io.ReadAll(body)
				if first, _ := pages.LoadOrStore(address, string(got)); err != nil || first != string(got) {
					t.Errorf("%s, %s: another page, of %d bytes (%v)", address, coding, len(got), err)
				}
			}
		})
	}
	readers.Wait()
}
