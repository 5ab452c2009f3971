package extract

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

const fixtureDir = "../testdata/extract"

// A golden is what a fixture must yield: an article, or the reason why there is none.
type golden struct {
	Article  *news.Article `json:"article,omitempty"`
	Declared string        `json:"declared,omitempty"`
	Error    string        `json:"error,omitempty"`
}

func TestFixtures(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.html", "*.txt"} {
		found, err := filepath.Glob(filepath.Join(fixtureDir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 20 {
		t.Fatalf("only %d fixtures in %s", len(files), fixtureDir)
	}
	for _, file := range files {
		ext := filepath.Ext(file)
		name := strings.TrimSuffix(filepath.Base(file), ext)
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			contentType := map[string]string{".html": "text/html; charset=utf-8", ".txt": "text/plain"}[ext]
			got := yield(news.Page{
				URL: "https://ledger.example/news/" + name, FinalURL: "https://ledger.example/news/" + name, Status: 200,
				ContentType: contentType, Body: body, Fetched: time.Date(2025, 11, 6, 0, 0, 0, 0, time.UTC),
			})
			path := strings.TrimSuffix(file, ext) + ".json"
			if *update {
				data, err := json.MarshalIndent(got, "", "\t")
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, append(data, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("write the golden with -update: %v", err)
			}
			var want golden
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Declared" && len(p) > 3 }, cmp.Ignore())); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func yield(p news.Page) golden {
	a, err := Article(p)
	var not *NotArticle
	switch {
	case errors.As(err, &not):
		return golden{Error: not.Reason}
	case err != nil:
		return golden{Error: "not a NotArticle: " + err.Error()}
	}
	return golden{Article: &a, Declared: a.Declared}
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join(fixtureDir, name))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestPostsInTextStandWhereTheyAre(t *testing.T) {
	a, err := ArticleWith(news.Page{URL: "https://ledger.example/x", Body: fixture(t, "live-tweet.html"), ContentType: "text/html"}, Options{PostsInText: true})
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(a.Text, "\n\n")
	if len(parts) != 5 || !strings.Contains(parts[1], "— Bruno (tugboat) (@tug_bruno) November 4, 2023") || !strings.Contains(parts[3], "Tous à terre") {
		t.Errorf("posts are not rendered in their places:\n%s", a.Text)
	}
}

func TestWhatIsNoArticle(t *testing.T) {
	html := "<html><body><p>" + strings.Repeat("Some words of running text stand here. ", 20) + "</p></body></html>"
	for _, c := range []struct {
		name, reason string
		page         news.Page
	}{
		{"empty body", "empty", news.Page{ContentType: "text/html"}},
		{"image", "not HTML", news.Page{ContentType: "image/png", Body: []byte("\x89PNG\r\n")}},
		{"pdf that claims to be HTML", "not HTML", news.Page{ContentType: "text/html", Body: []byte("%PDF-1.7 …")}},
		{"error status", "HTTP status 503", news.Page{Status: 503, ContentType: "text/html", Body: []byte(html)}},
		{"consent host", "consent wall", news.Page{FinalURL: "https://consent.ledger.example/?next=x", ContentType: "text/html", Body: []byte(html)}},
		{"record that is none", "not an article record", news.Page{ContentType: RecordType, Body: []byte(`{"title":"x"}`)}},
		{"blank text", "empty", news.Page{ContentType: "text/plain", Body: []byte(" \n\n ")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Article(c.page)
			var not *NotArticle
			if !errors.As(err, &not) || !strings.HasPrefix(not.Reason, c.reason) || !slices.Contains(news.CauseCodes(), not.Cause.Code) {
				t.Errorf("got %v, want reason %q", err, c.reason)
			}
		})
	}
}

func TestItemFillsGapsOnly(t *testing.T) {
	published := time.Date(2025, 11, 4, 20, 0, 0, 0, time.UTC)
	item := news.Item{Title: "From the feed", Summary: "Summary of the feed.", Authors: []string{"Feed Author"}, Published: published}
	a, err := Article(news.Page{URL: "https://ledger.example/y", ContentType: "text/html", Body: fixture(t, "graph.html"), Item: item})
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "Ferry drifts in fog" || a.Published.Equal(published) || cmp.Equal(a.Authors, item.Authors) {
		t.Errorf("the feed overrode the page: %q, %v, %v", a.Title, a.Published, a.Authors)
	}
	body := []byte("<html><body><div>" + strings.Repeat("<p>The page itself says nothing but this, which is a sentence of some length.</p>", 4) + "</div></body></html>")
	a, err = Article(news.Page{URL: "https://ledger.example/z", ContentType: "text/html", Body: body, Item: item})
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != item.Title || a.Lead != item.Summary || !a.Published.Equal(published) || !cmp.Equal(a.Authors, item.Authors) {
		t.Errorf("the feed did not fill the gaps: %+v", a)
	}
}

func TestCanonicalAddressMustBePlausible(t *testing.T) {
	for _, c := range []struct{ name, head, want string }{
		{"own", `<link rel="canonical" href="/news/a?utm_source=x">`, "https://www.ledger.example/news/a"},
		{"other host", `<link rel="canonical" href="https://elsewhere.example/news/a">`, "https://www.ledger.example/news/b"},
		{"front page", `<link rel="canonical" href="https://www.ledger.example/">`, "https://www.ledger.example/news/b"},
		{"mobile form", `<link rel="canonical" href="https://m.ledger.example/news/a">`, "https://m.ledger.example/news/a"},
		{"og:url", `<meta property="og:url" content="https://ledger.example/news/c">`, "https://ledger.example/news/c"},
		{"not an address", `<link rel="canonical" href="javascript:alert(1)">`, "https://www.ledger.example/news/b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := "<html><head>" + c.head + "</head><body><p>" + strings.Repeat("One sentence of the text follows the other. ", 10) + "</p></body></html>"
			a, err := Article(news.Page{URL: "https://www.ledger.example/news/b", FinalURL: "https://www.ledger.example/news/b", ContentType: "text/html", Body: []byte(body)})
			if err != nil {
				t.Fatal(err)
			}
			if a.CanonicalURL != c.want || a.ID != news.ArticleID(c.want) {
				t.Errorf("canonical address %q, want %q", a.CanonicalURL, c.want)
			}
		})
	}
}

func TestACanonicalAddressThatLiesIsNotBelieved(t *testing.T) {
	for _, c := range []struct {
		canonical, from string
		lies            bool
	}{
		{"https://a.example/news", "https://a.example/news/2026/ferry-drifts-in-fog", true},
		{"https://a.example/news/ferry", "https://a.example/news/ferry/2", false},
		{"https://a.example/news/ferry", "https://a.example/news/ferry/page/3", false},
		{"https://a.example/news/ferry", "https://a.example/news/ferry/print", false},
		{"https://a.example/news", "https://a.example/newsletter", false},
		{"https://a.example/", "https://a.example/?p=1234", true},
		{"https://a.example/article.php", "https://a.example/article.php?id=1234", true},
		{"https://a.example/ferry", "https://a.example/ferry?page=2", false},
		{"https://a.example/2026/ferry-drifts", "https://a.example/article.php?id=1234", false},
		{"https://a.example/404.html", "https://a.example/ferry", true},
		{"https://a.example/undefined", "https://a.example/ferry", true},
		{"https://a.example/%7B%7Burl%7D%7D", "https://a.example/ferry", true},
		{"https://a.example/404", "https://a.example/404", false},
		{"https://a.example/error-in-the-vote-count", "https://a.example/x?id=5", false},
	} {
		if got := namesAnother(c.canonical, c.from); got != c.lies {
			t.Errorf("%s on %s: lies %v, want %v", c.canonical, c.from, got, c.lies)
		}
	}
}

func TestRecords(t *testing.T) {
	a, err := Article(news.Page{ContentType: RecordType, Body: []byte(`{"id":"made-up","schema":99,"url":"https://ledger.example/n/1?utm_source=x","title":" Ferry\n drifts ",
		"text":"One.\n\n\nTwo.","image":"javascript:alert(1)","links":["https://a.example/","ftp://b.example/"],"incident":{"id":"foreign"},"copy_of":"x","published":"2025-11-04T20:00:00+02:00",
		"posts":[{"id":"wrong","platform":"twitter","url":"https://x.com/tug_bruno/status/1720868212712612345","text":"Fog."},{"text":"No number here.","handle":"@odile_m"}]}`)})
	if err != nil {
		t.Fatal(err)
	}
	if a.ID != news.ArticleID("https://ledger.example/n/1") || a.Schema != news.SchemaVersion || a.Incident != nil || a.CopyOf != "" {
		t.Errorf("ID, schema, incident and copy are not made anew: %+v", a)
	}
	if a.Title != "Ferry drifts" || a.Text != "One.\n\nTwo." || a.Image != "" || len(a.Links) != 1 || a.Published.Hour() != 18 {
		t.Errorf("not sanitized: %+v", a)
	}
	if len(a.Posts) != 2 || a.Posts[0].ID != "1720868212712612345" || !strings.HasPrefix(a.Posts[1].ID, "twitter~") || a.Posts[1].Handle != "odile_m" {
		t.Errorf("posts: %+v", a.Posts)
	}
}
