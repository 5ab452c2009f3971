package web_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"parallax/index"
	"parallax/news"
	"parallax/web"
)

// A testSite is a site over records, with its log.
type testSite struct {
	http.Handler
	t   *testing.T
	log *bytes.Buffer
}

func siteOf(t *testing.T, records web.Records, change ...func(*web.Options)) testSite {
	t.Helper()
	var log bytes.Buffer
	o := web.Options{Records: records, Now: func() time.Time { return noon }, Logger: slog.New(slog.NewTextHandler(&log, nil))}
	for _, c := range change {
		c(&o)
	}
	h, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return testSite{h, t, &log}
}

// indexed adds an index of all articles in memory to a site.
func indexed(t *testing.T, m *memory) func(*web.Options) {
	t.Helper()
	x, err := index.Open("bleve:"+t.TempDir(), index.Options{Articles: m})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := x.Update(t.Context(), m.articles, 1); err != nil {
		t.Fatal(err)
	}
	return func(o *web.Options) { o.Search = x }
}

// whole is a site over the invented world with an index of it.
func whole(t *testing.T) testSite {
	t.Helper()
	m := world()
	return siteOf(t, m, indexed(t, m))
}

// get asks for an address with headers given as name, value, …
func (s testSite) get(address string, headers ...string) *http.Response {
	s.t.Helper()
	r := httptest.NewRequest("GET", address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

// page asks for a page that has to be there.
func (s testSite) page(address string, headers ...string) *goquery.Document {
	s.t.Helper()
	r := s.get(address, headers...)
	if r.StatusCode != http.StatusOK {
		s.t.Fatalf("GET %s: %s", address, r.Status)
	}
	return parsed(s.t, r)
}

func parsed(t *testing.T, r *http.Response) *goquery.Document {
	t.Helper()
	if got := r.Header.Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Fatalf("Content-Type %q", got)
	}
	d, err := goquery.NewDocumentFromReader(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func bodyOf(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// text is what an element says, with white space as a reader sees it.
func text(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

func attribute(s *goquery.Selection, name string) string {
	v, _ := s.Attr(name)
	return v
}

func want(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func wantHas(t *testing.T, what, got, part string) {
	t.Helper()
	if !strings.Contains(got, part) {
		t.Errorf("%s: %q has no %q", what, got, part)
	}
}

func wantCount(t *testing.T, d *goquery.Document, selector string, n int) {
	t.Helper()
	if got := d.Find(selector).Length(); got != n {
		t.Errorf("%d of %q, want %d", got, selector, n)
	}
}

// idOf finds the article of an outlet about an incident.
func idOf(m *memory, incident, outlet string) string {
	for _, a := range m.articles {
		if a.Source.ID == outlet && a.Incident.ID == news.IncidentID(incident) {
			return a.ID
		}
	}
	return ""
}

// everyPage is one address of each kind of page.
func everyPage(m *memory) []string {
	return []string{
		"/", "/?lang=ar&country=EG", "/incidents/" + news.IncidentID("ferry"), "/incidents/" + news.IncidentID("election"),
		"/articles/" + idOf(m, "ferry", "almanara.example"), "/articles/" + idOf(m, "dam", "harbourpost.example"),
		"/posts/2030001", "/posts/mastodon:social.example:77", "/authors/twitter/gc_stretto",
		"/sources", "/sources?lang=en&country=GB&sort=latest", "/sources?lang=cy", "/sources/mirador.example",
		"/search", "/search?q=312", "/search?q=%22open", "/concordance", "/concordance?q=312",
		"/concordance?q=312&show=frequencies", "/concordance?q=312&show=collocates", "/search?q=312+lang:it&across=1", "/searches", "/searches?q=312&q=%28",
		"/incidents/" + news.IncidentID("ferry") + "/compare", "/trends", "/trends?q=312&q=ferry", "/export", "/about",
	}
}

func TestNewRefusesWhatCanNotWork(t *testing.T) {
	if _, err := web.New(web.Options{}); err == nil || !strings.Contains(err.Error(), "Records") {
		t.Errorf("without records: %v", err)
	}
	if _, err := web.New(web.Options{Records: world(), BaseURL: "news.example.org/path"}); err == nil || !strings.Contains(err.Error(), "https://") {
		t.Errorf("with a base URL that is none: %v", err)
	}
}
