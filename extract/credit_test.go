package extract

import (
	"strings"
	"testing"

	"parallax/news"
)

// TestWhoSigns puts what pages say of their authors into a page of The Ledger.
func TestWhoSigns(t *testing.T) {
	const site = `<meta property="og:site_name" content="The Ledger">`
	for _, c := range []struct{ name, head, top, end, want string }{
		{"the outlet signs alone", `<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Organization","name":"The Ledger"}}</script>`, "", "", "The Ledger"},
		{"a person beside the outlet", `<meta name="author" content="Odile Marsh, The Ledger">`, "", "", "Odile Marsh"},
		{"a person in the byline, the outlet in the markup", `<meta name="author" content="The Ledger">`, "<p>by Odile Marsh ● November 4, 2025 ● 3 min read</p>", "", "Odile Marsh"},
		{"an agency in the byline, the outlet in the markup", `<meta name="author" content="The Ledger">`, "<div class=byline>By Reuters</div>", "", "Reuters"},
		{"a desk", `<meta name="author" content="Staff and news service reports">`, "", "", "Staff and news service reports"},
		{"a desk that readers see", "", `<h4 class="author-name">By <a href="/currency-editors">The Currency editors</a></h4>`, "", "The Currency editors"},
		{"the outlet's domain", `<meta name="author" content="ledger.example">`, "", "", "ledger.example"},
		{"the outlet's page elsewhere", `<meta property="article:author" content="https://social.example/TheLedger">`, "", "", ""},
		{"an account", `<meta name="author" content="admin">`, "", "", ""},
		{"an account's name in the byline", "", `<span class="author">Super User</span>`, "", ""},
		{"no space after the colon", "", "<p>Written by:Odile Marsh</p>", "", "Odile Marsh"},
		{"a reviewer beside the writer", `<meta name="author" content="Odile Marsh">`, `<div class=author><a href="/author/odile">Odile Marsh</a> Reviewed by: <a href="/author/bruno">Bruno Hale</a></div>`, "", "Odile Marsh"},
		{"a page that calls itself no article", `<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2025-11-04T20:00:00Z","author":{"@id":"#odile"}},{"@type":"Person","@id":"#odile","name":"Odile Marsh"}]}</script>`, "", "", "Odile Marsh"},
		{"the box below", "", "", `<div class="author-bio"><p>About the author – <span>Odile Marsh</span></p></div>`, "Odile Marsh"},
		{"more of a section", "", "", `<p><a href="/region">More from Greyhaven</a></p>`, ""},
		{"a byline that tells its own story", "", "", "<p><em>This post was written by Odile Marsh, MD, cardiologist.</em></p>", "Odile Marsh"},
		{"markup within markup", `<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"<a href=\"/staff/odile\">Odile Marsh</a>"}}</script>`, "", "", "Odile Marsh"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := "<html><head><title>Ferry drifts in fog</title>" + site + c.head + "</head><body><article><h1>Ferry drifts in fog</h1>" + c.top +
				strings.Repeat("<p>The harbour ferry Alma lost power in thick fog on Tuesday evening and drifted for forty minutes.</p>", 5) + c.end + "</article></body></html>"
			a, err := Article(news.Page{URL: "https://ledger.example/news/x", ContentType: "text/html", Body: []byte(body)})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(a.Authors, "; "); got != c.want {
				t.Errorf("authors %q, want %q", got, c.want)
			}
		})
	}
}

// TestFeedKnowsWhoSigns gives the name that the feed has to a page that the outlet signs.
func TestFeedKnowsWhoSigns(t *testing.T) {
	body := `<html><head><meta name="author" content="The Ledger"><meta property="og:site_name" content="The Ledger"></head><body><h1>Ferry drifts in fog</h1>` +
		strings.Repeat("<p>The harbour ferry Alma lost power in thick fog on Tuesday evening and drifted for forty minutes.</p>", 5) + "</body></html>"
	for feed, want := range map[string]string{"": "The Ledger", "Odile Marsh": "Odile Marsh"} {
		a, err := Article(news.Page{URL: "https://ledger.example/news/x", ContentType: "text/html", Body: []byte(body), Item: news.Item{Authors: []string{feed}}})
		if err != nil || strings.Join(a.Authors, "; ") != want {
			t.Errorf("with %q in the feed: %q, %v, want %q", feed, a.Authors, err, want)
		}
	}
}
