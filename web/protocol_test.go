package web_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"parallax/news"
	"parallax/web"
)

func TestHeadersOfEveryAnswer(t *testing.T) {
	s := whole(t)
	for _, address := range append(everyPage(world()), "/nowhere", "/api/v1/incidents", "/api/nowhere", "/healthz", "/robots.txt", "/assets/site.css") {
		h := s.get(address).Header
		policy := h.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} {
			wantHas(t, address, policy, part)
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: %s", address, policy)
		}
		want(t, address, h.Get("X-Content-Type-Options"), "nosniff")
		want(t, address, h.Get("Referrer-Policy"), "no-referrer")
		if len(h.Values("Set-Cookie")) > 0 {
			t.Errorf("%s sets a cookie", address)
		}
	}
}

func TestPagesLoadNothingFromElsewhere(t *testing.T) {
	s := whole(t)
	for _, address := range everyPage(world()) {
		d := parsed(t, s.get(address))
		d.Find("[src], link[href], form[action], use[href], image[href]").Each(func(_ int, e *goquery.Selection) {
			for _, name := range []string{"src", "href", "action"} {
				v := attribute(e, name)
				u, err := url.Parse(v)
				if v == "" || attribute(e, "rel") == "canonical" || attribute(e, "hreflang") != "" {
					continue
				}
				if err != nil || u.IsAbs() || u.Host != "" {
					t.Errorf("%s: <%s %s=%q>", address, goquery.NodeName(e), name, v)
				}
			}
		})
	}
	css := bodyOf(t, s.get("/assets/site.css"))
	if regexp.MustCompile(`url\(|@import|https?:`).MatchString(css) {
		t.Error("the stylesheet loads something")
	}
}

// Every page has its landmarks, one heading of the first level, and names for what can be operated.
func TestPagesCanBeReadWithoutEyes(t *testing.T) {
	s := whole(t)
	for _, address := range everyPage(world()) {
		d := parsed(t, s.get(address))
		for _, once := range []string{"html[lang][dir]", "head > title", "main#main", "h1", "header.masthead", "footer.colophon", `.masthead nav[aria-label]`, `a.skip[href="#main"]`} {
			if n := d.Find(once).Length(); n != 1 {
				t.Errorf("%s: %d of %s", address, n, once)
			}
		}
		seen := map[string]bool{}
		d.Find("[id]").Each(func(_ int, e *goquery.Selection) {
			id := attribute(e, "id")
			if seen[id] {
				t.Errorf("%s: two elements #%s", address, id)
			}
			seen[id] = true
		})
		d.Find("[aria-labelledby]").Each(func(_ int, e *goquery.Selection) {
			if !seen[attribute(e, "aria-labelledby")] {
				t.Errorf("%s: no #%s", address, attribute(e, "aria-labelledby"))
			}
		})
		d.Find("input:not([type=hidden]), select").Each(func(_ int, e *goquery.Selection) {
			if d.Find(`label[for="`+attribute(e, "id")+`"]`).Length() != 1 {
				t.Errorf("%s: a field without a label: %s", address, attribute(e, "name"))
			}
		})
		d.Find("a, button").Each(func(_ int, e *goquery.Selection) {
			if text(e) == "" && attribute(e, "aria-label") == "" {
				html, _ := goquery.OuterHtml(e)
				t.Errorf("%s: nothing names %s", address, html)
			}
		})
		d.Find("time").Each(func(_ int, e *goquery.Selection) {
			if attribute(e, "datetime") == "" {
				t.Errorf("%s: a time without datetime", address)
			}
		})
	}
}

func TestOnlyReading(t *testing.T) {
	s := siteOf(t, world())
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(method, "/", nil))
		if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("HEAD", "/", nil))
	if w.Code != http.StatusOK || w.Body.Len() != 0 || w.Header().Get("Content-Length") == "0" {
		t.Errorf("HEAD: %d with %d bytes, Content-Length %s", w.Code, w.Body.Len(), w.Header().Get("Content-Length"))
	}
}

func TestConditionalAndCompressed(t *testing.T) {
	s := siteOf(t, world())
	for _, address := range []string{"/", "/api/v1/incidents", "/assets/site.css", "/api/openapi.json"} {
		plain := s.get(address)
		tag := plain.Header.Get("ETag")
		if tag == "" {
			t.Errorf("%s: no ETag", address)
		}
		again := s.get(address, "If-None-Match", `"other", `+tag)
		if again.StatusCode != http.StatusNotModified || bodyOf(t, again) != "" {
			t.Errorf("%s: %s, want 304 without a body", address, again.Status)
		}
		if s.get(address, "If-None-Match", `"other"`).StatusCode != http.StatusOK {
			t.Errorf("%s: another ETag is taken for the same", address)
		}
		zipped := s.get(address, "Accept-Encoding", "br, gzip;q=0.8")
		want(t, address, zipped.Header.Get("Content-Encoding"), "gzip")
		wantHas(t, address, strings.Join(zipped.Header.Values("Vary"), ","), "Accept-Encoding")
		z, err := gzip.NewReader(zipped.Body)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(z)
		if err != nil || string(b) != bodyOf(t, plain) {
			t.Errorf("%s: compressed it is something else (%v)", address, err)
		}
		want(t, address+" refused", s.get(address, "Accept-Encoding", "gzip;q=0").Header.Get("Content-Encoding"), "")
	}
	css := attribute(s.page("/").Find("link[rel=stylesheet]"), "href")
	wantHas(t, css, s.get(css).Header.Get("Cache-Control"), "immutable")
	want(t, "an old address", s.get("/assets/site.css?v=old").Header.Get("Cache-Control"), "no-cache")
}

func TestFaultsOfOursAreLoggedWithAnID(t *testing.T) {
	m := world()
	m.broken = errors.New("disk on fire: /secret/path")
	s := siteOf(t, m)
	for _, address := range []string{"/", "/sources", "/api/v1/incidents", "/articles/" + idOf(world(), "dam", "harbourpost.example")} {
		r := s.get(address)
		body := bodyOf(t, r)
		if r.StatusCode != http.StatusInternalServerError {
			t.Errorf("%s: %s, want 500", address, r.Status)
		}
		if strings.Contains(body, "fire") || strings.Contains(body, "secret") {
			t.Errorf("%s tells readers what is none of theirs", address)
		}
		id := regexp.MustCompile(`id=([a-z2-7]{10})`).FindStringSubmatch(s.log.String())
		if id == nil || !strings.Contains(body, id[1]) {
			t.Errorf("%s: the ID isn't in both the log and the answer", address)
		}
		s.log.Reset()
	}
	want(t, "ready", s.get("/readyz").Status, "503 Service Unavailable")
	want(t, "alive", s.get("/healthz").Status, "200 OK")
}

// A panicking records is a fault of ours like any other.
type panicking struct{ *memory }

func (panicking) Counts(context.Context) (news.Counts, error) { panic("boom") }

func TestPanicIsAFaultLikeAnyOther(t *testing.T) {
	s := siteOf(t, panicking{world()})
	r := s.get("/")
	if r.StatusCode != http.StatusInternalServerError {
		t.Errorf("%s, want 500", r.Status)
	}
	wantHas(t, "page", text(parsed(t, r).Find("h1")), "Something went wrong here")
	wantHas(t, "log", s.log.String(), "boom")
}

func TestOperations(t *testing.T) {
	s := siteOf(t, world())
	want(t, "ready", bodyOf(t, s.get("/readyz")), "ready\n")
	s.page("/")
	metrics := bodyOf(t, s.get("/metrics"))
	for _, line := range []string{
		`parallax_http_requests_total{method="GET",route="GET /{$}",status="200"} 1`,
		`parallax_records{kind="articles"} 24`,
		`parallax_http_request_duration_seconds_count{route="GET /{$}"} 1`,
	} {
		wantHas(t, "metrics", metrics, line)
	}
	notYet := siteOf(t, world(), func(o *web.Options) { o.Ready = func() error { return errors.New("indexing") } })
	want(t, "not ready", notYet.get("/readyz").Status, "503 Service Unavailable")
}

func TestWellKnownFiles(t *testing.T) {
	s := siteOf(t, world(), func(o *web.Options) { o.BaseURL = "https://news.example.org/" })
	wantHas(t, "robots", bodyOf(t, s.get("/robots.txt")), "Sitemap: https://news.example.org/sitemap.xml")
	var sitemap struct {
		URLs []struct {
			Loc string `xml:"loc"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(bodyOf(t, s.get("/sitemap.xml"))), &sitemap); err != nil {
		t.Fatal(err)
	}
	if n := len(sitemap.URLs); n != 4+14+5 {
		t.Errorf("%d addresses in the sitemap, want those of 4 pages, 14 sources and 5 incidents", n)
	}
	if !slices.ContainsFunc(sitemap.URLs, func(u struct {
		Loc string `xml:"loc"`
	}) bool {
		return strings.HasPrefix(u.Loc, "https://news.example.org/incidents/")
	}) {
		t.Error("no incident in the sitemap")
	}
	wantHas(t, "opensearch", bodyOf(t, s.get("/opensearch.xml")), `template="https://news.example.org/search?q={searchTerms}"`)
	var manifest struct {
		Name  string
		Icons []struct{ Src string }
	}
	if err := json.Unmarshal([]byte(bodyOf(t, s.get("/manifest.webmanifest"))), &manifest); err != nil || manifest.Name != "Parallax" {
		t.Errorf("manifest: %+v, %v", manifest, err)
	}
	icon := s.get(manifest.Icons[0].Src)
	want(t, "icon", icon.Header.Get("Content-Type"), "image/svg+xml")
}

func TestHostOfTheRequestIsNotTrusted(t *testing.T) {
	s := siteOf(t, world())
	r := httptest.NewRequest("GET", "/sitemap.xml", nil)
	r.Host = `evil.example/"><script>`
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if strings.Contains(w.Body.String(), "script") {
		t.Error("the Host header is taken over as it stands")
	}
}
