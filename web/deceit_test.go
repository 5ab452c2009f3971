package web_test

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"parallax/news"
	"parallax/web/view"
)

// deceits are texts that try to break a page or to show what they don't say.
var deceits = map[string]string{
	"5,000 characters":    strings.Repeat("Überlänge ", 500),
	"no spaces":           strings.Repeat("unbroken", 625),
	"no spaces, in Han":   strings.Repeat("漢", 5000),
	"emoji":               strings.Repeat("👩‍👩‍👧‍👦", 5000),
	"zero-width":          strings.Repeat("a\u200b\u2060\ufeff", 1250),
	"nothing visible":     "\u200b\u200b\u2060\u3164",
	"direction overrides": "\u202egnp.exe\u202c \u202atext\u202c \u2066isolate\u2069 \u2067" + strings.Repeat("ب", 4000),
	"stacked marks":       "e" + strings.Repeat("\u0301", 4000),
	"control characters":  "One\x00\x07\x1b[31mTwo\u0085Three\r\nFour",
	"half characters":     "caf\xc3 \xed\xa0\x80 \xff",
}

// deceitful is the world with a text in every field that a page shows.
func deceitful(s string) *memory {
	m := world()
	for i := range m.articles {
		a := &m.articles[i]
		a.Title, a.Lead, a.Text, a.Section, a.Source.Name = s, s, s, s, s
		a.Authors, a.Keywords = []string{s, s}, []string{s}
		for n := range a.Blocks {
			if a.Blocks[n].Type != news.BlockPost {
				a.Blocks[n].Text = s
			}
		}
		for n := range a.Posts {
			a.Posts[n].Author, a.Posts[n].Handle, a.Posts[n].Text = s, s, s
		}
		for n := range a.Versions {
			a.Versions[n].Title, a.Versions[n].Lead, a.Versions[n].Text = s+" before", s, s+" before"
		}
		if a.Incident != nil {
			for n := range a.Incident.Evidence {
				a.Incident.Evidence[n].Values = []string{s, s}
			}
		}
	}
	for i := range m.sources {
		h := &m.sources[i]
		h.Name = s
		for n := range h.Feeds {
			f := &h.Feeds[n]
			f.Title, f.LastError = s, s
			f.LastCause = news.Cause{Code: news.CauseNoHost, Host: s}
		}
		h.Problems = []news.Problem{
			{Source: h.ID, URL: s, Stage: s, Reason: s, Time: noon},
			{Source: h.ID, URL: s, Stage: "fetch", Reason: s, Time: noon, Cause: news.Cause{Code: news.CausePageType, Type: s, From: s, Until: s, Address: s}},
		}
	}
	return m
}

// deceives reports characters that change what is around them: controls, and those that embed, override or isolate directions.
func deceives(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF || r == unicode.ReplacementChar ||
		unicode.IsControl(r) && r != '\n' && r != '\t'
}

// TestNoFieldDeceives puts each text into every field of the records and looks at all that pages show of them: texts, attributes, titles,
// data in scripts. Whatever comes, a page stays whole, and its headings and links stay short.
func TestNoFieldDeceives(t *testing.T) {
	for name, deceit := range deceits {
		t.Run(name, func(t *testing.T) {
			m := deceitful(deceit)
			s := siteOf(t, m, indexed(t, m))
			for _, address := range everyPage(m) {
				if strings.HasPrefix(address, "/authors/") {
					continue // nobody has that handle here
				}
				d := parsed(t, s.get(address))
				if d.Find(".colophon").Length() != 1 || d.Find("h1").Length() != 1 || strings.TrimSpace(d.Find("h1").Text()) == "" {
					t.Errorf("%s isn't whole", address)
				}
				honest(t, address, d)
				d.Find("h1, h2, h3, h4, a, title, summary, figcaption, option").Each(func(_ int, e *goquery.Selection) {
					if told := e.Text(); view.Clip(told, 1500) != told {
						t.Errorf("%s: <%s> of %d bytes", address, goquery.NodeName(e), len(told))
					}
				})
			}
		})
	}
}

// honest looks at each text and attribute of a page.
func honest(t *testing.T, address string, d *goquery.Document) {
	t.Helper()
	for n := range d.Nodes[0].Descendants() {
		if n.Type == html.TextNode {
			if at := strings.IndexFunc(n.Data, deceives); at >= 0 {
				t.Errorf("%s: in <%s> stands %.40q", address, n.Parent.Data, n.Data[at:])
			}
		}
		for _, a := range n.Attr {
			if at := strings.IndexFunc(a.Val, deceives); at >= 0 {
				t.Errorf("%s: <%s %s> is %.40q", address, n.Data, a.Key, a.Val[at:])
			}
		}
	}
}

// What programs read is well formed whatever the records hold.
func TestNoFieldBreaksAFile(t *testing.T) {
	for name, deceit := range deceits {
		m := deceitful(deceit)
		s := siteOf(t, m)
		ferry := news.IncidentID("ferry")
		for _, address := range []string{"/feed.xml", "/feed.xml?format=rss", "/incidents/" + ferry + "/feed.xml", "/sources/mirador.example/feed.xml", "/feeds.opml", "/sitemap.xml"} {
			body := xml.NewDecoder(s.get(address).Body)
			for {
				if _, err := body.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Errorf("%s: %s: %v", name, address, err)
					break
				}
			}
		}
		for _, address := range []string{"/feed.json", "/incidents/" + ferry + "/feed.json", "/api/v1/incidents/" + ferry, "/api/v1/sources", "/api/v1/posts", "/api/v1/articles"} {
			if body := bodyOf(t, s.get(address)); !json.Valid([]byte(body)) {
				t.Errorf("%s: %s is no JSON: %.80q", name, address, body)
			}
		}
		for _, what := range []string{"articles", "incidents", "posts", "filings", "sources"} {
			if _, err := csv.NewReader(s.get("/api/v1/export?format=csv&what=" + what).Body).ReadAll(); err != nil {
				t.Errorf("%s: %s as CSV: %v", name, what, err)
			}
		}
	}
}

// TestNoQueryDeceives asks for each text, in English and in a language that runs to the left. What was asked stands in the fields of
// forms as it was typed; everywhere else as an honest line.
func TestNoQueryDeceives(t *testing.T) {
	m := world()
	s := siteOf(t, m, indexed(t, m))
	for name, deceit := range deceits {
		for _, path := range []string{"/search", "/concordance", "/trends", "/searches", "/export"} {
			d := parsed(t, s.get(path+"?q="+url.QueryEscape(deceit)))
			d.Find("input, textarea, [href], form").Each(func(_ int, e *goquery.Selection) { e.RemoveAttr("value").RemoveAttr("href").RemoveAttr("action") })
			d.Find("[data-search]").RemoveAttr("data-search") // what a script keeps, as it was asked
			honest(t, name+": "+path, d)
			if d.Find(".colophon").Length() != 1 {
				t.Errorf("%s: %s isn't whole", name, path)
			}
		}
	}
}

// TestIDsOfNothing looks for records that aren't there, under IDs that can be none. The answer is a whole page that says so, as honestly.
func TestIDsOfNothing(t *testing.T) {
	m := world()
	s := siteOf(t, m, indexed(t, m))
	ids := []string{"none", "0", "-1", "%00", "%2e%2e%2f%2e%2e%2fetc", "a%20b", "%22%3E%3Cb%3E", "%ff%fe", "nul", "con", "undefined", strings.Repeat("a", 4000)}
	for _, deceit := range deceits {
		ids = append(ids, url.PathEscape(deceit[:min(len(deceit), 1500)]))
	}
	for _, path := range []string{"/incidents/", "/articles/", "/posts/", "/sources/", "/stories/", "/authors/twitter/"} {
		for _, id := range ids {
			r := s.get(path + id)
			if r.StatusCode != 404 {
				t.Errorf("%s%.60s: %s", path, id, r.Status)
				continue
			}
			d := parsed(t, r)
			d.Find("[href]").RemoveAttr("href") // to the same page in other languages
			d.Find("[content]").RemoveAttr("content")
			honest(t, path+id[:min(len(id), 60)], d)
			if d.Find(".colophon").Length() != 1 || d.Find("h1").Length() != 1 {
				t.Errorf("%s%.60s: the page isn't whole", path, id)
			}
		}
	}
}

// TestAnEmptyInstallation opens every kind of page and list where there is nothing yet.
func TestAnEmptyInstallation(t *testing.T) {
	m := &memory{}
	s := siteOf(t, m, indexed(t, m))
	for _, address := range []string{"/", "/?when=week", "/?lang=fr", "/sources", "/search", "/search?q=ferry", "/search?q=ferry&across=1", "/concordance?q=ferry",
		"/concordance?q=ferry&show=frequencies", "/concordance?q=ferry&show=collocates", "/trends", "/trends?q=ferry", "/trends?split=language", "/searches?q=ferry", "/export", "/about"} {
		for _, edition := range []string{"", "/ar"} {
			d := s.page(edition + address)
			if d.Find(".colophon").Length() != 1 || strings.Contains(d.Find("main").Text(), "NaN") || strings.TrimSpace(d.Find("main").Text()) == "" {
				t.Errorf("%s%s isn't whole", edition, address)
			}
		}
	}
	wantHas(t, "what to do", text(s.page("/").Find("main")), "parallax feeds")
	for _, address := range []string{"/feed.xml", "/feed.json", "/search/feed.xml?q=ferry", "/feeds.opml", "/sitemap.xml", "/api/v1/incidents", "/api/v1/articles", "/api/v1/posts",
		"/api/v1/sources", "/api/v1/search?q=ferry", "/api/v1/export", "/api/v1/export?format=csv", "/api/v1/export?format=parquet"} {
		if r := s.get(address); r.StatusCode != 200 {
			t.Errorf("%s: %s", address, r.Status)
		}
	}
}
