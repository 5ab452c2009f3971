package web_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"parallax/news"
	"parallax/web"
	"parallax/web/words/wordstest"
)

// everyState is one address of each kind of page and of each state that it can be in, with the records that bring it about.
func everyState() map[string]*memory {
	whole, story := world(), storyWorld()
	pages := map[string]*memory{"/nowhere": whole, "/?lang=!!": whole, "/?country=BR": whole, "/articles/none": whole, "/?cursor=nonsense": whole,
		"/stories/" + ferryStory: story, "/incidents/" + news.IncidentID("inquiry"): story, "/search?q=zeppelin": whole, "/search?q=312&in=incidents": whole}
	for _, address := range everyPage(whole) {
		pages[address] = whole
	}
	return pages
}

// Every word of a page is a message of the catalogue, or data: a publisher's text, a name, a time, a command.
func TestNoWordIsLeftOutOfTheCatalogue(t *testing.T) {
	indexOf := map[*memory]func(*web.Options){}
	for address, m := range everyState() {
		if indexOf[m] == nil {
			indexOf[m] = indexed(t, m)
		}
		s := siteOf(t, m, indexOf[m], marked)
		checkMarked(t, address, parsed(t, s.get(inMarked(address))))
	}
	checkMarked(t, "empty", siteOf(t, &memory{}, marked).page(inMarked("/")))
	checkMarked(t, "empty sources", siteOf(t, &memory{}, marked).page(inMarked("/sources")))
	checkMarked(t, "no index", siteOf(t, world(), marked).page(inMarked("/search?q=x")))
	waiting := &memory{sources: []news.SourceHealth{{Source: news.Source{ID: "a.example"}, Feeds: []news.Feed{{URL: "https://a.example/f", Title: "a.example"}}, Waiting: 3}}}
	checkMarked(t, "waiting", siteOf(t, waiting, marked).page(inMarked("/")))
	checkMarked(t, "waiting source", siteOf(t, waiting, marked).page(inMarked("/sources/a.example")))
}

func marked(o *web.Options) { o.Editions = wordstest.Marked() }

// inMarked is an address in the marked language.
func inMarked(address string) string { return "/" + wordstest.Tag + address }

// checkMarked finds the words of a page that stand neither in a message nor in an element for data.
func checkMarked(t *testing.T, address string, d *goquery.Document) {
	t.Helper()
	depth := 0
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			var outside string
			if outside, depth = unmarked(n.Data, depth); isWords(outside) && !isData(n.Parent) && !isName(outside) {
				t.Errorf("%s: %q isn't in the catalogue", address, strings.TrimSpace(outside))
			}
			return
		}
		for _, a := range n.Attr {
			if slices.Contains([]string{"aria-label", "title", "placeholder", "alt", "data-here"}, a.Key) {
				if outside, _ := unmarked(a.Val, 0); isWords(outside) && !isData(n) && !isName(outside) {
					t.Errorf("%s: %s=%q isn't in the catalogue", address, a.Key, a.Val)
				}
				if strings.ContainsAny(a.Val, "{}") {
					t.Errorf("%s: %s=%q has an open placeholder", address, a.Key, a.Val)
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(d.Find("body").Get(0))
	if title := d.Find("title").Text(); isWords(title) {
		if outside, _ := unmarked(title, 0); title == outside && d.Find("h1[lang]").Length() == 0 && d.Find(".post-page, h1 bdi").Length() == 0 {
			t.Errorf("%s: the title %q isn't in the catalogue", address, title)
		}
	}
	if depth != 0 || strings.ContainsAny(d.Find("main").Find("*").Not("code, pre, bdi, .query-text").Clone().Children().Remove().End().Text(), "{}") {
		t.Errorf("%s: a message is torn or has an open placeholder", address)
	}
}

// unmarked is what of a text stands outside of messages. Depth is how many messages are open before and after it.
func unmarked(text string, depth int) (string, int) {
	var b strings.Builder
	for _, r := range text {
		switch string(r) {
		case wordstest.Open:
			depth++
		case wordstest.Close:
			depth--
		default:
			if depth == 0 {
				b.WriteRune(r)
			}
		}
	}
	return b.String(), depth
}

func isWords(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// isData reports the elements that hold what isn't ours to say: what is marked as another language's, and names, times,
// codes and formulas.
func isData(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains([]string{"bdi", "time", "code", "kbd", "pre", "mark", "title"}, n.Data) {
			return true
		}
		for _, a := range n.Attr {
			if a.Key == "lang" && a.Val != wordstest.Tag {
				return true
			}
			if a.Key == "class" && slices.ContainsFunc(strings.Fields(a.Val), func(c string) bool { return slices.Contains(dataClasses, c) }) {
				return true
			}
		}
	}
	return false
}

var dataClasses = []string{"mark", "platform", "address", "brand", "formula", "axis", "editions", "post-author", "note", "query-text"}

// isName reports names that x/text knows, of platforms, of formats, of outlets and their hosts, and days.
func isName(s string) bool {
	s = strings.TrimSuffix(strings.TrimSuffix(strings.Trim(s, " \n\t·,|:×+%"), " (Atom)"), " (JSON Feed)")
	s = strings.Trim(s, " ()")
	if strings.HasPrefix(s, "/api/") || strings.HasSuffix(s, ".schema.json") || s == display.Regions(language.MustParse(wordstest.Tag)).Name(language.MustParseRegion("BR")) {
		return true
	}
	tag := language.MustParse(wordstest.Tag)
	for _, o := range outlets {
		if s == display.Regions(tag).Name(language.MustParseRegion(o[2])) || s == o[1] || strings.HasSuffix(s, o[0]) {
			return true
		}
	}
	for _, l := range []string{"en", "fr", "it", "de", "es", "pt", "pl", "tr", "ru", "uk", "el", "ar", "he", "fa", "hi", "ja", "zh", "ko", "th", "nl", "sv", "cy"} {
		if s == display.Tags(tag).Name(language.MustParse(l)) {
			return true
		}
	}
	return s == "a.example" || s == embedded["2030001"].Author || slices.Contains([]string{"Twitter", "Mastodon", "YouTube", "UTC", "Atom", "JSON Feed", "RSS", "CSV", "logDice", "G²", "JSON Lines", "Parquet", "Data Package", "IPTC ninjs 3"}, s) || isDay.MatchString(s)
}

var isDay = regexp.MustCompile(`^\d+ \p{L}+( \d{4})?(, \d\d[.:]\d\d)?$`)
