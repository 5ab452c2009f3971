package web_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"parallax/news"
	"parallax/web/view"
)

const script = `"><script>alert(1)</script><img src=x onerror=alert(2)>'`

// hostile is an article, a post and a source with a script in every field.
func hostile() *memory {
	source := news.Source{ID: "evil.example", Name: script, Host: script, Country: script, Language: script}
	post := news.Post{
		ID: "twitter~" + script, Platform: script, URL: "javascript:alert(3)", Author: script, Handle: script, Text: script, Language: script,
		Published: noon, Media: []string{"javascript:alert(4)"},
	}
	a := news.Article{
		ID: "evil", URL: "javascript:alert(5)", CanonicalURL: "data:text/html," + script, Source: source, Title: script, Lead: script, Text: script,
		Language: script, Authors: []string{script}, Published: noon, Modified: noon.Add(time.Hour), Section: script, Keywords: []string{script},
		Image: "javascript:alert(6)", Links: []string{script}, Posts: []news.Post{post}, CopyOf: script,
		Blocks: []news.Block{
			{Type: news.BlockParagraph, Text: script}, {Type: news.BlockHeading, Text: script}, {Type: news.BlockList, Text: script + "\n" + script},
			{Type: news.BlockQuote, Text: script}, {Type: news.BlockPost, Post: post.ID}, {Type: script, Text: script}, {Type: news.BlockPost, Post: "missing"},
		},
		Incident: &news.Place{ID: "evil", Evidence: []news.Evidence{
			{Kind: script, Values: []string{script}, Article: script, Weight: 1}, {Kind: news.EvidenceLink, Values: []string{"javascript:alert(7)"}, Weight: -1},
			{Kind: news.EvidencePost, Values: []string{script}, Article: "evil"},
		}},
	}
	return &memory{articles: []news.Article{a}, sources: []news.SourceHealth{{
		Source: source, Feeds: []news.Feed{{URL: "javascript:alert(8)", Source: source.ID, Title: script, Language: script, LastError: script}},
		Problems: []news.Problem{{Source: script, URL: script, Stage: script, Reason: script, Time: noon}},
	}}}
}

var hostilePages = []string{"/", "/incidents/evil", "/articles/evil", "/posts/twitter~" + "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%3Cimg%20src=x%20onerror=alert(2)%3E%27",
	"/sources", "/sources/evil.example", "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/trends?q=%22%3E%3Cscript%3E", "/concordance?q=%3Cscript%3E", "/search?q=alert", "/concordance?q=alert", "/trends?q=alert&split=source", "/trends?split=language",
	"/incidents/evil/compare", "/search?q=alert&across=1", "/searches?q=alert&q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "/concordance?q=alert&show=frequencies",
	"/concordance?q=alert&show=collocates&least=1", "/search?q=alert+author:%22%3Cscript%3E%22"}

func TestNothingFromOutsideRuns(t *testing.T) {
	m := hostile()
	s := siteOf(t, m, indexed(t, m))
	for _, address := range hostilePages {
		r := s.get(address)
		if r.StatusCode != http.StatusOK && r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s", address, r.Status)
			continue
		}
		d := parsed(t, r)
		d.Find("script").Each(func(_ int, e *goquery.Selection) {
			if attribute(e, "type") == "application/ld+json" { // data, which no browser runs
				if !json.Valid([]byte(e.Text())) || strings.ContainsAny(e.Text(), "<>") {
					t.Errorf("%s: data that breaks out: %s", address, e.Text())
				}
				return
			}
			if !strings.HasPrefix(attribute(e, "src"), "/assets/") || e.Text() != "" {
				t.Errorf("%s: a foreign script: %s", address, attribute(e, "src"))
			}
		})
		wantCount(t, d, "img, iframe, object, embed, style, [style], base, meta[http-equiv]", 0)
		d.Find("*").Each(func(_ int, e *goquery.Selection) {
			for _, a := range e.Nodes[0].Attr {
				value := strings.ToLower(strings.TrimSpace(a.Val))
				if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(value, "javascript:") || (a.Key != "value" && strings.HasPrefix(value, "data:")) {
					t.Errorf("%s: %s=%q", address, a.Key, a.Val)
				}
			}
		})
	}
}

// strange are values that someone may put into an address, by mistake or to do harm.
var strange = []string{
	"", " ", "*", "a*", `"`, "(", "((((((((((((((((((((a", ")", "-", "NOT", "OR OR", ":", "lang:", "lang:xx-yy-zz", "date:2026-99", "after:9999999", `"a b"~99999`, "a OR", "-a",
	"\x00", "\xff\xfe", "\u202e", "﷽", "🏳️‍🌈", "ⅻ", "١٢", "-1", "0", "1e9", "99999999999999999999", "NaN", "2026-02-30", "../../etc/passwd", "%", "%zz", "{{.}}", "'; DROP TABLE articles; --",
	strings.Repeat("a ", 3000), strings.Repeat("(", 500), strings.Repeat("ب", 1500), strings.Repeat("x OR ", 200) + "x", "bGFuZw", "eyJrIjoiIiwiYSI6W119",
}

// TestNoParameterBreaksAPage gives every parameter of the pages and operations of search every strange value. The answer is
// the page, or a 400 that says what to change.
func TestNoParameterBreaksAPage(t *testing.T) {
	m := world()
	s := siteOf(t, m, indexed(t, m))
	ferry := "/incidents/" + news.IncidentID("ferry")
	for path, names := range map[string][]string{
		"/search?q=312": {"q", "sort", "cursor", "across", "v", "theme"}, "/concordance?q=312": {"q", "show", "sort", "cursor", "window", "least"},
		"/concordance.csv?q=312": {"q", "table", "sort", "window", "least", "whole"}, "/trends?q=312": {"q", "by", "split", "show", "since", "until"},
		"/trends.csv?q=312": {"q", "by", "split", "since", "until"}, "/searches?q=312": {"q"}, "/searches.opml?q=312": {"q"}, "/search/feed.xml?q=312": {"q", "format"},
		ferry + "/compare?": {"theme"}, ferry + "/compare.csv?": {"table"}, "/api/v1" + ferry + "/compare?": {"x"},
		"/api/v1/search?q=312": {"q", "sort", "cursor", "across", "v", "facets", "limit"}, "/api/v1/concordance?q=312": {"q", "sort", "cursor", "limit", "whole"},
		"/api/v1/frequencies?":     {"q", "whole"},
		"/api/v1/collocates?q=312": {"q", "sort", "window", "least", "limit", "whole"}, "/api/v1/trends?q=312": {"q", "by", "split", "since", "until"},
	} {
		for _, name := range names {
			for _, value := range strange {
				base, given, _ := strings.Cut(path, "?")
				q, err := url.ParseQuery(given)
				if err != nil {
					t.Fatal(err)
				}
				q.Set(name, value)
				r := s.get(base + "?" + q.Encode())
				switch {
				case r.StatusCode == http.StatusOK:
				case r.StatusCode != http.StatusBadRequest:
					t.Errorf("%s, %s=%.40q: %s", path, name, value, r.Status)
				case len(bodyOf(t, r)) < 80:
					t.Errorf("%s, %s=%.40q: a 400 that says nothing", path, name, value)
				}
			}
		}
	}
}

func TestPagesStayWholeWithMonstrousTexts(t *testing.T) {
	const override = "\u202eevil\u2066"
	for name, title := range map[string]string{
		"5,000 characters":       strings.Repeat("Überlänge ", 500),
		"no spaces":              strings.Repeat("漢", 5000),
		"direction overrides":    "Safe " + override + " text",
		"nothing visible":        "\u200b\u200b\u2060\u3164",
		"stacked marks":          "Z" + strings.Repeat("\u0300", 4000) + "algo",
		"control characters":     "One\x00\x07Two\r\nThree",
		"family emoji, and more": strings.Repeat("👩‍👩‍👧‍👦", 400),
		"half a character":       "caf\xc3",
	} {
		m := world()
		for i := range m.articles {
			m.articles[i].Title, m.articles[i].Lead = title, title
			m.articles[i].Source.Name = title
		}
		s := siteOf(t, m)
		for _, address := range everyPage(m)[:10] {
			d := s.page(address)
			body := d.Find("body").Text()
			if strings.ContainsAny(body, "\u202e\u2066\x00\x07") {
				t.Errorf("%s: %s: a control that deceives is left", name, address)
			}
			if d.Find(".colophon").Length() != 1 {
				t.Errorf("%s: %s: the page isn't whole", name, address)
			}
			d.Find("h1, h2, h4").Each(func(_ int, e *goquery.Selection) {
				if len(e.Text()) > 64*1100 {
					t.Errorf("%s: %s: a heading of %d bytes", name, address, len(e.Text()))
				}
			})
		}
		if name == "nothing visible" {
			want(t, name, text(s.page("/").Find(".incident h2").First()), "(no title)")
		}
	}
}

func TestClipCutsBetweenCharacters(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"abc", 3, "abc"},
		{"abcd", 3, "abc…"},
		{"👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 1, "👩‍👩‍👧‍👦…"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301e\u0301…"},
		{"नमस्ते दुनिया", 2, "नम…"},
		{"one two", 4, "one…"},
		{"", 0, ""},
	} {
		want(t, c.in, view.Clip(c.in, c.n), c.want)
	}
}

func TestCleanKeepsWhatScriptsNeed(t *testing.T) {
	for in, out := range map[string]string{
		"می\u200cخواهم":                "می\u200cخواهم", // Persian joins by it
		"क्\u200dष":                    "क्\u200dष",
		" a \n\t b ":                   "a b",
		"Lyon : « papier » !":          "Lyon\u00a0: «\u00a0papier\u00a0»\u00a0!",
		"Oui\u00a0: «\u202fnon\u202f»": "Oui\u00a0: «\u202fnon\u202f»", // French
		"x\u202ey\u2067z\ufeff!":       "xyz!",
	} {
		want(t, in, view.Clean(in), out)
	}
}
