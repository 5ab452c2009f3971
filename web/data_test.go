package web_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"parallax/news"
	"parallax/web"
)

func TestExportStreamsRecords(t *testing.T) {
	s := whole(t)
	for address, n := range map[string]int{
		"/api/v1/export": 24, "/api/v1/export?what=incidents": 5, "/api/v1/export?what=posts": 4,
		"/api/v1/export?q=312": 15, "/api/v1/export?what=incidents&q=312": 1, "/api/v1/export?what=posts&q=Aurelia": 2,
		"/api/v1/export?q=zeppelin": 0,
	} {
		r := s.get(address)
		want(t, address, r.Header.Get("Content-Type"), "application/jsonl; charset=utf-8")
		wantHas(t, address, r.Header.Get("Content-Disposition"), ".jsonl")
		lines := strings.Split(strings.TrimSuffix(bodyOf(t, r), "\n"), "\n")
		if lines[0] == "" {
			lines = nil
		}
		if len(lines) != n {
			t.Errorf("%s: %d records, want %d", address, len(lines), n)
		}
		for _, line := range lines {
			var record struct{ ID string }
			if err := json.Unmarshal([]byte(line), &record); err != nil || record.ID == "" {
				t.Errorf("%s: %q: %v", address, line, err)
			}
		}
	}
	rows, err := csv.NewReader(s.get("/api/v1/export?what=incidents&format=csv").Body).ReadAll()
	if err != nil || len(rows) != 6 {
		t.Errorf("%d rows, %v; want 6", len(rows), err)
	}
	for address, status := range map[string]int{
		"/api/v1/export?what=everything": 400, "/api/v1/export?format=xls": 400, "/api/v1/export?q=%22open": 400,
	} {
		r := s.get(address)
		if r.StatusCode != status || r.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s, %s", address, r.Status, r.Header.Get("Content-Type"))
		}
	}
	r := siteOf(t, world()).get("/api/v1/export?q=312")
	want(t, "without an index", r.Status, "503 Service Unavailable")
}

func TestExportThatFailsIsNoWholeAnswer(t *testing.T) {
	m := world()
	m.broken = errors.New("disk on fire")
	r := siteOf(t, m).get("/api/v1/export")
	want(t, "before anything is sent", r.Status, "500 Internal Server Error")
	want(t, "and no file", r.Header.Get("Content-Disposition"), "")

	many := world()
	many.broken = m.broken
	for len(many.articles) < 4000 { // more than is held back
		many.articles = append(many.articles, many.articles[:24]...)
	}
	server := httptest.NewServer(siteOf(t, many))
	defer server.Close()
	r, err := http.Get(server.URL + "/api/v1/export")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if n, err := io.Copy(io.Discard, r.Body); err == nil {
		t.Errorf("a stream that broke off after %d bytes looks whole", n)
	}
}

func TestSchemasArePublished(t *testing.T) {
	s := siteOf(t, world())
	d := s.page("/export")
	wantCount(t, d, `a[href^="/schemas/"]`, 6)
	for _, name := range []string{"article", "incident", "post", "filing", "source", "answers"} {
		r := s.get("/schemas/" + name + ".schema.json")
		want(t, name, r.Header.Get("Content-Type"), "application/schema+json")
		if _, err := jsonschema.UnmarshalJSON(r.Body); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	want(t, "another file", s.get("/schemas/..%2Fexport.go").Status, "404 Not Found")
	want(t, "no file", s.get("/schemas/none.json").Status, "404 Not Found")
}

func TestFeedsCanBeRead(t *testing.T) {
	m := world()
	s := siteOf(t, m, indexed(t, m), func(o *web.Options) { o.BaseURL = "https://news.example.org" })
	ferry := news.IncidentID("ferry")
	for _, c := range []struct {
		base, query, title, language string
		items                        int
	}{
		{"", "", "Parallax", "", 5},
		{"/languages/ar", "", "Parallax: Arabic", "ar", 2},
		{"/incidents/" + ferry, "", "Scontro tra traghetto e mercantile nello Stretto, quaranta feriti", "", 16},
		{"/sources/lephare.example", "", "Le Phare", "", 2},
		{"/search", "?q=312", "Parallax: 312", "", 15},
	} {
		for file, form := range map[string]string{"/feed.xml": "atom", "/feed.json": "json", "/feed.xml?format=rss": "rss"} {
			query := c.query
			if strings.Contains(file, "?") {
				query = strings.Replace(query, "?", "&", 1)
			}
			address := c.base + file + query
			r := s.get(address)
			if r.StatusCode != http.StatusOK {
				t.Errorf("%s: %s", address, r.Status)
				continue
			}
			wantHas(t, address, r.Header.Get("Content-Type"), form)
			feed, err := gofeed.NewParser().Parse(r.Body)
			if err != nil {
				t.Errorf("%s: %v", address, err)
				continue
			}
			want(t, address, feed.FeedType, form)
			want(t, address, feed.Title, c.title)
			want(t, address+": self", feed.FeedLink, "https://news.example.org"+address)
			if len(feed.Items) != c.items {
				t.Errorf("%s: %d items, want %d", address, len(feed.Items), c.items)
			}
			for _, item := range feed.Items {
				if !strings.HasPrefix(item.Link, "https://news.example.org/") || item.Title == "" || item.PublishedParsed == nil {
					t.Errorf("%s: %+v", address, item)
				}
			}
		}
	}
	arabic, err := gofeed.NewParser().Parse(s.get("/languages/ar/feed.xml").Body)
	if err != nil {
		t.Fatal(err)
	}
	wantHas(t, "headline in the feed's language", arabic.Items[0].Title+arabic.Items[1].Title, "تصادم عبّارة")
	wantHas(t, "the others", arabic.Items[0].Description+arabic.Items[1].Description, "French: Collision en mer")
	for address, status := range map[string]string{
		"/languages/!!/feed.xml": "400 Bad Request", "/search/feed.xml?q=(": "400 Bad Request", "/sources/none/feed.json": "404 Not Found",
		"/feed.xml?format=pdf": "400 Bad Request",
	} {
		want(t, address, s.get(address).Status, status)
	}
	moved := s.get("/incidents/mergedaway/feed.json")
	want(t, "merged", moved.Header.Get("Location"), "/incidents/"+ferry+"/feed.json")
}
