package web

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
)

// wellKnown routes what monitors, search engines and browsers ask for by fixed names.
func (s *site) wellKnown(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", s.healthz)
	mux.HandleFunc("GET /readyz", s.readyz)
	mux.HandleFunc("GET /metrics", s.serveMetrics)
	mux.HandleFunc("GET /robots.txt", s.robots)
	mux.Handle("GET /sitemap.xml", s.page(s.sitemap))
	mux.Handle("GET /sitemaps/{part}", s.page(s.sitemapPart))
	mux.Handle("GET /feeds.opml", s.page(s.sourcesOPML))
	mux.Handle("GET /opensearch.xml", s.page(s.openSearch))
	mux.Handle("GET /manifest.webmanifest", s.page(s.manifest))
	mux.Handle("GET /favicon.ico", http.RedirectHandler(s.site.Icon, http.StatusFound))
}

// healthz says that the process answers.
func (s *site) healthz(w http.ResponseWriter, _ *http.Request) { writePlain(w, http.StatusOK, "ok\n") }

// readyz says whether the site can serve: its records answer, and whoever runs it agrees.
func (s *site) readyz(w http.ResponseWriter, r *http.Request) {
	_, err := s.records.Counts(r.Context())
	if err == nil {
		err = s.ready()
	}
	if err != nil {
		s.log.Warn("not ready", "error", err)
		writePlain(w, http.StatusServiceUnavailable, "not ready\n")
		return
	}
	writePlain(w, http.StatusOK, "ready\n")
}

func writePlain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text))
}

// robots keeps crawlers out of what has no end: searches, and the API.
func (s *site) robots(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintf(w, "User-agent: *\nDisallow: /api/\nDisallow: /search\nDisallow: /concordance\nDisallow: /trends\nDisallow: /events\n\nSitemap: %s/sitemap.xml\n",
		s.origin(r))
}

type openSearchFile struct {
	XMLName     xml.Name        `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName   string          `xml:"ShortName"`
	Description string          `xml:"Description"`
	Encoding    string          `xml:"InputEncoding"`
	Image       openSearchImage `xml:"Image"`
	URLs        []openSearchURL `xml:"Url"`
}

type openSearchImage struct {
	Type string `xml:"type,attr"`
	Href string `xml:",chardata"`
}

type openSearchURL struct {
	Type     string `xml:"type,attr"`
	Rel      string `xml:"rel,attr,omitempty"`
	Template string `xml:"template,attr"`
}

// openSearch lets a browser offer the site as a search engine (OpenSearch 1.1).
func (s *site) openSearch(w http.ResponseWriter, r *http.Request) error {
	base := s.origin(r)
	name := []rune(s.site.Title)
	return writeXML(w, "application/opensearchdescription+xml; charset=utf-8", openSearchFile{
		ShortName: string(name[:min(len(name), 16)]), Description: s.feedReader(r).Front.Summary,
		Encoding: "UTF-8", Image: openSearchImage{"image/svg+xml", base + s.site.Icon},
		URLs: []openSearchURL{
			{Type: "text/html", Template: base + to(r, "/search") + "?q={searchTerms}"},
			{Type: "application/atom+xml", Template: base + to(r, "/search/feed.xml") + "?q={searchTerms}"},
			{Type: "application/opensearchdescription+xml", Rel: "self", Template: base + to(r, "/opensearch.xml")},
		},
	})
}

// manifest makes the site installable (W3C Web Application Manifest).
func (s *site) manifest(w http.ResponseWriter, r *http.Request) error {
	reader := s.feedReader(r)
	body, err := json.Marshal(map[string]any{
		"lang": reader.Lang(), "dir": reader.Dir(),
		"name": s.site.Title, "short_name": s.site.Title, "start_url": to(r, "/"), "scope": "/", "display": "standalone",
		"description": reader.Front.Summary, "background_color": "#faf8f4", "theme_color": "#faf8f4",
		"id": "/",
		"icons": []map[string]string{
			{"src": s.site.Icon, "type": "image/svg+xml", "sizes": "any", "purpose": "any"},
			{"src": s.assets.address("icon-192.png"), "type": "image/png", "sizes": "192x192", "purpose": "any maskable"},
			{"src": s.assets.address("icon-512.png"), "type": "image/png", "sizes": "512x512", "purpose": "any maskable"},
		},
	})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/manifest+json")
	_, _ = w.Write(body)
	return nil
}

func writeXML(w http.ResponseWriter, contentType string, file any) error {
	body, err := xml.Marshal(file)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Cache-Control", "no-cache")
	_, _ = w.Write([]byte(xml.Header))
	_, _ = w.Write(body)
	return nil
}
