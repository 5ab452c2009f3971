package crawler

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"golang.org/x/text/language"

	"parallax/news"
)

// Caps on what is taken from one feed, whoever made it. They bound the memory that a feed of the largest size takes.
const (
	maxParsedItems = 1_000
	maxTitle       = 500   // bytes
	maxSummary     = 2_000 // bytes
	maxGUID        = 1_000 // bytes
	maxAuthors     = 20
	maxAuthor      = 200 // bytes
	maxUnpacked    = 64 << 20
)

// A ParsedFeed is what the bytes of a feed or sitemap say.
type ParsedFeed struct {
	Kind     string // "rss", "rdf", "atom", "json", "sitemap" or "sitemapindex"
	Title    string
	Language string // BCP 47 as declared, "" if it isn't or makes no sense
	Site     string // address of the site that the feed belongs to
	Items    []news.Item
	Sitemaps []Sitemap     // of a sitemap index
	Every    time.Duration // how often the feed asks to be fetched at most; 0 if it doesn't
	Quiet    Quiet         // when it asks not to be fetched at all
	Hubs     []string      // that push it (WebSub)
	Self     string        // the feed's address by its own word, as its hubs know it
	Next     string        // address of the page with its older items (RFC 5005)
	Repairs  []string      // what had to be mended to read it, in words
}

// A Sitemap is an entry of a sitemap index.
type Sitemap struct {
	URL      string
	Modified time.Time
}

// ParseFeed reads RSS 0.9 to 2.0, RDF, Atom, JSON Feed, news sitemaps and sitemap indexes, packed with gzip or not, in
// whatever charset, from bytes as a server sent them. contentType is the Content-Type header, base
// the address that relative links are resolved against. Items have an absolute address, one item for each article (see
// news.ArticleID), in the feed's order; Feed and Source are left to the caller. Dates before 1990 and after 2099 are
// taken for errors and left out.
//
// It returns an error, in words for the person who looks after the feed, if the bytes are no feed. A feed that is broken
// somewhere is read as far as it goes.
func ParseFeed(body []byte, contentType, base string) (ParsedFeed, error) {
	at, err := url.Parse(base)
	if err != nil {
		return ParsedFeed{}, unread(news.Cause{Code: news.CauseAddress}, "the feed's address %q is not one", clip(base, 200))
	}
	body, err = gunzip(body, maxUnpacked)
	switch {
	case errors.Is(err, errTooLarge):
		return ParsedFeed{}, unread(news.Cause{Code: news.CauseTooLarge, Limit: maxUnpacked}, "the feed is larger than %s once it is unpacked", sizeText(maxUnpacked))
	case err != nil:
		return ParsedFeed{}, unread(news.Cause{Code: news.CauseFeedPacked}, "the feed is a gzip file that cannot be unpacked")
	}
	text, note := toUTF8(body, contentType)
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return ParsedFeed{}, unread(news.Cause{Code: news.CauseFeedEmpty}, "the feed is empty")
	}
	var p ParsedFeed
	if text[0] == '{' {
		p, err = parseJSON(text, at)
	} else {
		p, err = parseXML(text, at)
	}
	if err != nil {
		return ParsedFeed{}, notAFeed(err, text)
	}
	if note != "" {
		p.Repairs = append(p.Repairs, note)
	}
	return p, nil
}

// notAFeed says what was found where a feed was expected.
func notAFeed(err error, text []byte) error {
	head := bytes.ToLower(text[:min(len(text), 512)])
	switch {
	case errors.Is(err, errTooDeep):
		return unread(news.Cause{Code: news.CauseFeedDeep, Limit: maxDepth}, "the feed nests elements more than %d deep", maxDepth)
	case bytes.Contains(head, []byte("<!doctype html")) || bytes.Contains(head, []byte("<html")):
		return unread(news.Cause{Code: news.CauseFeedPage}, "this is a web page, not a feed; add the address of the site to look for its feeds")
	case errors.Is(err, errNotAFeed):
		return unread(news.Cause{Code: news.CauseFeedOther}, "this is neither a feed nor a sitemap")
	}
	return unread(news.Cause{Code: news.CauseFeedBroken}, "the feed cannot be read: %s", clip(fold(err.Error()), 200))
}

// unread is the failure of a feed that came and can't be read.
func unread(cause news.Cause, format string, args ...any) *failure {
	return because(cause, fmt.Sprintf(format, args...))
}

func parseXML(text []byte, base *url.URL) (ParsedFeed, error) {
	t, err := tidy(text, maxParsedItems)
	if err != nil {
		return ParsedFeed{}, err
	}
	var p ParsedFeed
	switch t.root {
	case "urlset", "sitemapindex":
		p = parseSitemap(t.xml, base)
	default:
		parser := gofeed.NewParser()
		parser.KeepOriginalFeed = true
		feed, err := parser.Parse(bytes.NewReader(t.xml))
		if err != nil {
			return ParsedFeed{}, err
		}
		p = fromGofeed(feed, t.root, base)
	}
	p.Repairs = append(p.Repairs, t.repairs...)
	return p, nil
}

// fromGofeed takes over what we need of gofeed's result.
func fromGofeed(feed *gofeed.Feed, root string, base *url.URL) ParsedFeed {
	p := ParsedFeed{
		Kind:     feed.FeedType,
		Title:    plainText(feed.Title, maxTitle),
		Language: languageTag(feed.Language),
		Site:     resolve(base, feed.Link),
		Every:    askedInterval(feed),
		Quiet:    quietOf(feed),
	}
	p.takeLinks(feed, base)
	if root == "rdf" {
		p.Kind = "rdf"
	}
	c := newCollector(p.Language)
	for _, it := range feed.Items {
		if it != nil {
			c.add(gofeedItem(it, base, c.dates))
		}
	}
	p.Items = c.items
	return p
}

// takeLinks takes the links of an Atom feed, and those that feeds of other kinds have from Atom.
func (p *ParsedFeed) takeLinks(feed *gofeed.Feed, base *url.URL) {
	if original, ok := feed.OriginalFeed().(*atom.Feed); ok {
		for _, l := range original.Links[:min(len(original.Links), maxLinks)] {
			p.takeLink(strings.ToLower(l.Rel), resolve(base, l.Href))
		}
	}
	links := feed.Extensions["atom"]["link"]
	for _, l := range links[:min(len(links), maxLinks)] {
		p.takeLink(strings.ToLower(l.Attrs["rel"]), resolve(base, l.Attrs["href"]))
	}
}

func gofeedItem(it *gofeed.Item, base *url.URL, dates *dateReader) news.Item {
	item := news.Item{
		URL:       itemAddress(it, base),
		GUID:      cutBytes(strings.TrimSpace(it.GUID), maxGUID),
		Title:     plainText(it.Title, maxTitle),
		Summary:   plainText(it.Description, maxSummary),
		Published: dates.read(it.Published, it.PublishedParsed),
	}
	if item.Published.IsZero() {
		item.Published = dates.read(it.Updated, it.UpdatedParsed)
	}
	for _, a := range it.Authors {
		if a != nil {
			item.Authors = appendAuthor(item.Authors, a.Name)
		}
	}
	return item
}

// itemAddress is where an item's page is: the address behind a redirecting service if the feed names it, the link, or a
// GUID that is an address.
func itemAddress(it *gofeed.Item, base *url.URL) string {
	if original := extension(it.Extensions, "feedburner", "origLink"); original != "" {
		if u := resolve(base, original); u != "" {
			return u
		}
	}
	for _, link := range append([]string{it.Link}, it.Links...) {
		if u := resolve(base, link); u != "" {
			return u
		}
	}
	if strings.HasPrefix(it.GUID, "http://") || strings.HasPrefix(it.GUID, "https://") {
		return resolve(base, it.GUID)
	}
	return ""
}

func extension(e ext.Extensions, space, name string) string {
	values := e[space][name]
	if len(values) == 0 {
		return ""
	}
	return strings.TrimSpace(values[0].Value)
}

// A collector gathers the items of a feed, one for each article.
type collector struct {
	language string
	dates    *dateReader
	items    []news.Item
	seen     map[string]bool
}

func newCollector(language string) *collector {
	return &collector{language: language, dates: newDateReader(language), seen: map[string]bool{}}
}

// add takes an item unless it has no address or its article was named before.
func (c *collector) add(it news.Item) {
	id := news.ArticleID(it.URL)
	if id == "" || c.seen[id] || len(c.items) >= maxParsedItems {
		return
	}
	c.seen[id] = true
	it.Language = c.language
	c.items = append(c.items, it)
}

// resolve returns a link as an absolute http address without fragment, or "".
func resolve(base *url.URL, link string) string {
	link = strings.TrimSpace(link)
	if link == "" {
		return ""
	}
	u, err := webAddress(base, link)
	if err != nil {
		return ""
	}
	return u.String()
}

func appendAuthor(authors []string, name string) []string {
	name = plainText(name, maxAuthor)
	if name == "" || len(authors) >= maxAuthors {
		return authors
	}
	return append(authors, name)
}

// languageTag returns a declared language as a BCP 47 tag ("EN_us" is "en-US"), or "" if it isn't one.
func languageTag(declared string) string {
	declared = strings.ReplaceAll(strings.TrimSpace(declared), "_", "-")
	if declared == "" || len(declared) > 35 {
		return ""
	}
	tag, err := language.Parse(declared)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

func cutBytes(s string, max int) string {
	if len(s) <= max {
		return s
	}
	return strings.ToValidUTF8(s[:max], "")
}
