package crawler

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

var update = flag.Bool("update", false, "write the golden files anew")

const fixtures = "../testdata/crawler"

// TestParseFeed reads each document of testdata/crawler, which are called after what is special about them, and compares
// with the .golden beside it.
func TestParseFeed(t *testing.T) {
	names, err := filepath.Glob(fixtures + "/*")
	if err != nil {
		t.Fatal(err)
	}
	tested := 0
	for _, name := range names {
		switch filepath.Ext(name) {
		case ".xml", ".json", ".html":
		default:
			continue
		}
		tested++
		t.Run(filepath.Base(name), func(t *testing.T) {
			body, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			compareGolden(t, name+".golden", describe(ParseFeed(body, "", "https://outlet.example/feeds/all.xml")))
		})
	}
	if tested < 30 {
		t.Errorf("%d fixtures found, want at least 30", tested)
	}
}

// describe writes the result of ParseFeed so that a person can judge it.
func describe(p ParsedFeed, err error) string {
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q language %q site %q every %v\n", p.Kind, p.Title, p.Language, p.Site, p.Every)
	if p.Quiet != (Quiet{}) {
		fmt.Fprintf(&b, "quiet at hours %b, on days %b\n", p.Quiet.Hours, p.Quiet.Days)
	}
	if len(p.Hubs) > 0 || p.Next != "" {
		fmt.Fprintf(&b, "hubs %v, itself %s, next page %s\n", p.Hubs, p.Self, p.Next)
	}
	for _, r := range p.Repairs {
		fmt.Fprintf(&b, "repaired: %s\n", r)
	}
	for _, s := range p.Sitemaps {
		fmt.Fprintf(&b, "sitemap %s of %s\n", s.URL, s.Modified.Format(time.RFC3339))
	}
	for _, it := range p.Items {
		line, _ := json.Marshal(it)
		line = bytes.ReplaceAll(line, []byte(`\u0026`), []byte("&"))
		fmt.Fprintf(&b, "%s\n", line)
	}
	return b.String()
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("%v; run go test -update", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("differs from %s (-want +got):\n%s", name, diff)
	}
}

const feedHead = `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>`

func TestFeedsThatWouldFillTheMemoryAreCut(t *testing.T) {
	item := func(i int) string { return fmt.Sprintf("<item><link>https://outlet.example/%d</link></item>", i) }
	for name, body := range map[string]string{
		"200,000 items":            feedHead + repeat(200_000, item) + "</channel></rss>",
		"200,000 JSON items":       `{"version":"https://jsonfeed.org/version/1","items":[` + strings.TrimSuffix(repeat(200_000, func(i int) string { return fmt.Sprintf(`{"url":"https://outlet.example/%d"},`, i) }), ",") + "]}",
		"200,000 sitemap entries":  `<urlset>` + repeat(200_000, func(i int) string { return fmt.Sprintf("<url><loc>https://outlet.example/%d</loc></url>", i) }) + "</urlset>",
		"200,000 Atom entries":     `<feed xmlns="http://www.w3.org/2005/Atom">` + repeat(200_000, func(i int) string { return fmt.Sprintf(`<entry><link href="https://outlet.example/%d"/></entry>`, i) }) + "</feed>",
		"200,000 stray end tags":   feedHead + repeat(maxParsedItems, item) + strings.Repeat("</b>", 200_000) + "</channel></rss>",
		"two hundred open tags":    feedHead + repeat(maxParsedItems, item) + strings.Repeat("<a>", 200),
		"a title of four megabyte": feedHead + "<item><title>" + strings.Repeat("x", 4<<20) + "</title><link>https://outlet.example/0</link></item>" + repeat(maxParsedItems, func(i int) string { return item(i + 1) }) + "</channel></rss>",
	} {
		p, err := ParseFeed([]byte(body), "", "https://outlet.example/")
		if err != nil || len(p.Items) != maxParsedItems {
			t.Errorf("%s: %d items, %v; want %d", name, len(p.Items), err, maxParsedItems)
		}
		for _, it := range p.Items {
			if len(it.Title) > maxTitle {
				t.Errorf("%s: a title of %d bytes", name, len(it.Title))
			}
		}
	}
}

func repeat(n int, f func(int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

func TestWhatIsNoFeedIsNamed(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"nothing":               {" \n", "the feed is empty"},
		"text":                  {"Access denied", "this is neither a feed nor a sitemap"},
		"a page":                {"<!DOCTYPE html><title>x</title>", "this is a web page, not a feed; add the address of the site to look for its feeds"},
		"five million elements": {feedHead + strings.Repeat("<a>", 5_000_000), "the feed nests elements more than 256 deep"},
		"nested JSON":           {`{"items":[` + strings.Repeat("[", 1_000_000), "this is neither a feed nor a sitemap"},
		"broken at once":        {"<rss><channel><item><title>x", "the feed cannot be read: it is cut off or broken before its first item ends"},
		"an entity bomb": {`<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><title>&b;`,
			"the feed cannot be read: it is cut off or broken before its first item ends"},
		"broken gzip": {"\x1f\x8b\x08\x00nonsense", "the feed is a gzip file that cannot be unpacked"},
	} {
		_, err := ParseFeed([]byte(c.body), "", "https://outlet.example/")
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestGzippedSitemapsAndFeedsOfAnIndex(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	fmt.Fprintf(w, `<urlset xmlns:news="x"><url><loc>/news/1</loc><news:publication_date>%s</news:publication_date></url>
		<url><loc>/news/old</loc><lastmod>2020-01-01</lastmod></url><url><loc>/about</loc></url></urlset>`, noon.Add(-time.Hour).Format(time.RFC3339))
	w.Close()
	site := serve(t, map[string]http.HandlerFunc{
		"/index.xml":   text("text/xml", `<sitemapindex><sitemap><loc>/news.xml.gz</loc></sitemap></sitemapindex>`),
		"/news.xml.gz": text("application/x-gzip", z.String()),
		"/news/1":      page("One"),
	})
	m := newMemory(site + "/index.xml")
	round(t, crawl(m))
	if got := m.archived(); len(got) != 1 || got[0] != site+"/news/1" {
		t.Errorf("archived %v, want the one entry that is news; %+v", got, m.only(t))
	}
}

func TestPlainText(t *testing.T) {
	for in, want := range map[string]string{
		"a < b & c":                     "a < b & c",
		"<b>bold</b>ly<br>new":          "boldly new",
		"<script>x</script>after":       "after",
		"Tom &amp; Jerry":               "Tom & Jerry",
		"e\u0301":                       "é",
		"a\x00b\tc\n d":                 "ab c d",
		"\xff\xfe":                      "�",
		"<ruby>漢<rt>kan</rt></ruby>":    "漢kan",
		strings.Repeat("👩‍👩‍👧", 3):      "👩‍👩‍👧…",
		"مرحبا":                         "مرحبا",
		"<img src=x onerror=alert(1)>x": "x",
	} {
		max := 60
		if strings.HasPrefix(in, "👩") {
			max = 38
		}
		if got := plainText(in, max); got != want {
			t.Errorf("plainText(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzParseFeed(f *testing.F) {
	names, _ := filepath.Glob(fixtures + "/*")
	for _, name := range names {
		if body, err := os.ReadFile(name); err == nil && filepath.Ext(name) != ".golden" {
			f.Add(body, "text/xml; charset=utf-8")
		}
	}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		p, err := ParseFeed(body, contentType, "https://outlet.example/feed")
		if err != nil {
			if p.Kind != "" || strings.ContainsAny(err.Error(), "\n\x00") {
				t.Errorf("error %q with result %+v", err, p)
			}
			return
		}
		if len(p.Items) > maxParsedItems {
			t.Errorf("%d items", len(p.Items))
		}
		for _, it := range p.Items {
			switch {
			case news.ArticleID(it.URL) == "" || !strings.HasPrefix(it.URL, "http"):
				t.Errorf("an item has the address %q", it.URL)
			case !utf8.ValidString(it.Title + it.Summary + it.GUID + strings.Join(it.Authors, "")):
				t.Errorf("an item isn't valid UTF-8: %+v", it)
			case len(it.Title) > maxTitle || len(it.Summary) > maxSummary || len(it.GUID) > maxGUID:
				t.Errorf("an item is too long: %+v", it)
			case !it.Published.IsZero() && (it.Published.Year() < 1990 || it.Published.Year() > 2099):
				t.Errorf("an item is dated %v", it.Published)
			}
		}
	})
}

func FuzzParseSitemap(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>/a</loc><lastmod>2026-11-24</lastmod></url></urlset>`))
	f.Add([]byte(`<sitemapindex><sitemap><loc>/a</loc></sitemap></sitemapindex>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := ParseFeed(append([]byte("<urlset>"), body...), "", "https://outlet.example/")
		if err == nil && len(p.Items)+len(p.Sitemaps) > 2*maxParsedItems {
			t.Errorf("%d items, %d sitemaps", len(p.Items), len(p.Sitemaps))
		}
	})
}
