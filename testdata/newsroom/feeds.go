package newsroom

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"time"
)

var feedPaths = map[string]string{"rss": "/feed/", "atom": "/atom.xml", "json": "/feed.json"}

var feedTypes = map[string]string{
	"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json",
}

// feed writes the outlet's feed. The validators make a second visit cheap, as they do at real outlets.
func (s *site) feed(w http.ResponseWriter, r *http.Request, base string) {
	tag := fmt.Sprintf(`"%s-%d"`, s.outlet.ID, len(s.articles))
	w.Header().Set("ETag", tag)
	w.Header().Set("Last-Modified", PressTime.Format(http.TimeFormat))
	if r.Header.Get("If-None-Match") == tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	switch s.outlet.Feed {
	case "rss":
		s.rss(w, base)
	case "atom":
		s.atom(w, base)
	case "json":
		s.jsonFeed(w, base)
	}
}

// extra are entries of a feed whose pages can't be had: one that is gone, one that robots.txt forbids.
func (s *site) extra() []string {
	switch s.outlet.ID {
	case "harbour-gazette":
		return []string{"/2026/03/09/withdrawn-column/"}
	case "elbbote":
		return []string{"/intern/entwurf-a1000001.html"}
	}
	return nil
}

func escape(s string) string {
	b := &xmlText{}
	xml.EscapeText(b, []byte(s))
	return string(*b)
}

type xmlText []byte

func (t *xmlText) Write(p []byte) (int, error) { *t = append(*t, p...); return len(p), nil }

func (s *site) rss(w http.ResponseWriter, base string) {
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>%s</title><link>%s/</link><description>%s</description><language>%s</language><ttl>30</ttl>
`, escape(s.outlet.Name), base, escape(s.outlet.Motto), s.outlet.Language)
	for _, a := range s.articles {
		fmt.Fprintf(w, "<item><title>%s</title><link>%s</link><guid isPermaLink=\"false\">%s</guid><pubDate>%s</pubDate>",
			escape(a.Title), escape(tracked(base+a.Path())), a.Slug, a.Published.Format(time.RFC1123Z))
		for _, author := range a.Authors {
			fmt.Fprintf(w, "<dc:creator>%s</dc:creator>", escape(author))
		}
		fmt.Fprintf(w, "<description>%s</description></item>\n", escape(a.Lead))
	}
	for _, path := range s.extra() {
		fmt.Fprintf(w, "<item><title>%s</title><link>%s%s</link><pubDate>%s</pubDate></item>\n",
			escape(s.outlet.Motto), base, path, PressTime.AddDate(0, 0, -5).Format(time.RFC1123Z))
	}
	fmt.Fprint(w, "</channel></rss>\n")
}

// tracked adds the parameters with which outlets count who comes from their feeds.
func tracked(address string) string {
	joint := "?"
	for _, r := range address {
		if r == '?' {
			joint = "&"
		}
	}
	return address + joint + "utm_source=rss&utm_medium=feed"
}

func (s *site) atom(w http.ResponseWriter, base string) {
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%s"><title>%s</title><id>%s/</id><link href="%s/"/><updated>%s</updated>
`, s.outlet.Language, escape(s.outlet.Name), base, base, PressTime.Format(time.RFC3339))
	for _, a := range s.articles {
		fmt.Fprintf(w, `<entry><title>%s</title><id>tag:%s,2026:%s</id><link href="%s"/><published>%s</published><updated>%s</updated><summary>%s</summary>`,
			escape(a.Title), s.outlet.ID, a.Slug, escape(base+a.Path()), a.Published.Format(time.RFC3339),
			a.Published.Format(time.RFC3339), escape(a.Lead))
		for _, author := range a.Authors {
			fmt.Fprintf(w, "<author><name>%s</name></author>", escape(author))
		}
		fmt.Fprint(w, "</entry>\n")
	}
	fmt.Fprint(w, "</feed>\n")
}

func (s *site) jsonFeed(w http.ResponseWriter, base string) {
	type author struct {
		Name string `json:"name"`
	}
	type item struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Summary   string   `json:"summary,omitempty"`
		Published string   `json:"date_published"`
		Authors   []author `json:"authors,omitempty"`
		Content   string   `json:"content_text"`
	}
	feed := struct {
		Version  string `json:"version"`
		Title    string `json:"title"`
		Home     string `json:"home_page_url"`
		Feed     string `json:"feed_url"`
		Language string `json:"language"`
		Items    []item `json:"items"`
	}{"https://jsonfeed.org/version/1.1", s.outlet.Name, base + "/", base + feedPaths["json"], s.outlet.Language, nil}
	for _, a := range s.articles {
		it := item{ID: a.Slug, URL: base + a.Path(), Title: a.Title, Summary: a.Lead, Published: a.Published.Format(time.RFC3339), Content: a.Lead}
		for _, name := range a.Authors {
			it.Authors = append(it.Authors, author{name})
		}
		feed.Items = append(feed.Items, it)
	}
	w.Header().Set("Content-Type", "application/feed+json")
	json.NewEncoder(w).Encode(feed)
}

func (s *site) sitemap(w http.ResponseWriter, base string) {
	w.Header().Set("Content-Type", "application/xml")
	fmt.Fprint(w, `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
`)
	for _, a := range s.articles {
		fmt.Fprintf(w, "<url><loc>%s</loc><news:news><news:publication><news:name>%s</news:name><news:language>%s</news:language></news:publication><news:publication_date>%s</news:publication_date><news:title>%s</news:title></news:news></url>\n",
			escape(base+a.CanonicalPath()), escape(s.outlet.Name), s.outlet.Language, a.Published.Format(time.RFC3339), escape(a.Title))
	}
	fmt.Fprint(w, "</urlset>\n")
}
