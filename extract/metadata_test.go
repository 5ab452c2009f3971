package extract

import (
	"strings"
	"testing"

	"parallax/news"
)

// TestFieldsOfMetadata gives heads of pages and what the fields of the article must say.
func TestFieldsOfMetadata(t *testing.T) {
	const trail = `<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Home","item":"https://ledger.example/"},
		{"@type":"ListItem","position":2,"item":{"@id":"https://ledger.example/ships/","name":"Ships &amp; sea"}},{"@type":"ListItem","position":3,"name":"Ferry drifts in fog"}]}</script>`
	section := func(a news.Article) string { return a.Section }
	image := func(a news.Article) string { return a.Image }
	lead := func(a news.Article) string { return a.Lead }
	site := func(a news.Article) string { return a.Source.Name }
	keywords := func(a news.Article) string { return strings.Join(a.Keywords, "; ") }
	for _, c := range []struct {
		name, head string
		field      func(news.Article) string
		want       string
	}{
		{"section of a tag", `<meta property="article:section" content="Harbour">` + trail, section, "Harbour"},
		{"section of JSON-LD, the first of several", `<script type="application/ld+json">{"@type":"NewsArticle","articleSection":["Harbour","Sea"]}</script>`, section, "Harbour"},
		{"section of the way to the page", trail, section, "Ships & sea"},
		{"section that is none", `<meta property="article:section" content="Uncategorized">` + trail, section, "Ships & sea"},
		{"section that is the outlet", `<meta property="article:section" content="The Ledger"><meta property="og:site_name" content="The Ledger">`, section, ""},
		{"section in a list of tags", `<meta property="article:section" content="Harbour, fog, 2025">`, section, "Harbour"},
		{"image of OpenGraph, relative", `<meta property="og:image" content="/i/alma.jpg">`, image, "https://ledger.example/i/alma.jpg"},
		{"image of JSON-LD", `<script type="application/ld+json">{"@type":"NewsArticle","image":[{"@type":"ImageObject","url":"https://ledger.example/i/1.jpg"}]}</script>`, image, "https://ledger.example/i/1.jpg"},
		{"image of a link", `<link rel="image_src" href="https://ledger.example/i/2.jpg">`, image, "https://ledger.example/i/2.jpg"},
		{"image that is the outlet's mark", `<meta property="og:image" content="/favicon.ico"><meta name="twitter:image" content="/i/3.jpg">`, image, "https://ledger.example/i/3.jpg"},
		{"image that is the outlet's logo", `<meta property="og:image" content="/img/ledger-logo-1.png">`, image, ""},
		{"image of another's logo", `<meta property="og:image" content="/img/greyhaven-ferries-logo.png">`, image, "https://ledger.example/img/greyhaven-ferries-logo.png"},
		{"image that is no address", `<meta property="og:image" content="data:image/gif;base64,R0">`, image, ""},
		{"lead with markup", `<meta name="description" content="&lt;p&gt;A tug reached the &lt;b&gt;Alma&lt;/b&gt; late.&lt;/p&gt;">`, lead, "A tug reached the Alma late."},
		{"site as it calls itself", `<meta property="og:site_name" content="The Greyhaven Ledger">`, site, "The Greyhaven Ledger"},
		{"site as the title has it", `<title>Ferry drifts in fog | Ships | The Ledger</title>`, site, "The Ledger"},
		{"site whose template wasn't filled", `<meta property="og:site_name" content="{$site.name}">`, site, ""},
		{"site as the publisher", `<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","publisher":{"name":"Greyhaven Press"}}]}</script>`, site, "Greyhaven Press"},
		{"keywords in three alphabets", `<meta name="keywords" content="fog, туман، ضباب; fog, https://x.example">`, keywords, "fog; туман; ضباب"},
		{"keywords of JSON-LD first", `<meta name="keywords" content="sea"><script type="application/ld+json">{"@type":"NewsArticle","keywords":["fog","tug"]}</script>`, keywords, "fog; tug"},
	} {
		t.Run(c.name, func(t *testing.T) {
			body := "<html><head>" + c.head + "</head><body><h1>Ferry drifts in fog</h1>" + story() + "</body></html>"
			a, err := Article(news.Page{URL: "https://ledger.example/ships/x", FinalURL: "https://ledger.example/ships/x", ContentType: "text/html", Body: []byte(body)})
			if err != nil {
				t.Fatal(err)
			}
			if got := c.field(a); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
