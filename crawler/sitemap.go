package crawler

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
	"time"

	"parallax/news"
)

// parseSitemap reads a sitemap or sitemap index (sitemaps.org) with the extension for news. text is well formed, as
// tidy leaves it. The name of the publication becomes the title.
func parseSitemap(text []byte, base *url.URL) ParsedFeed {
	p := ParsedFeed{Kind: "sitemap"}
	c := newCollector("")
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	entry := sitemapEntry{}
	for {
		token, err := d.RawToken()
		if err != nil {
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			entry.start(token.Name)
			if strings.EqualFold(token.Name.Local, "sitemapindex") {
				p.Kind = "sitemapindex"
			}
		case xml.CharData:
			entry.text.Write(token)
		case xml.EndElement:
			entry.end(token.Name)
			switch strings.ToLower(token.Name.Local) {
			case "url":
				c.add(entry.item(base, c.dates))
				c.items = entry.declare(&p, c.items)
				entry = sitemapEntry{}
			case "sitemap":
				if u := resolve(base, entry.location); u != "" && len(p.Sitemaps) < maxParsedItems {
					p.Sitemaps = append(p.Sitemaps, Sitemap{URL: u, Modified: c.dates.read(entry.modified, nil)})
				}
				entry = sitemapEntry{}
			}
		}
	}
	p.Items = c.items
	slices.SortStableFunc(p.Sitemaps, func(a, b Sitemap) int { return b.Modified.Compare(a.Modified) })
	return p
}

// A sitemapEntry is one url or sitemap element while it is being read.
type sitemapEntry struct {
	text      strings.Builder
	inElement string // the element that text is of

	location, modified, published, title, publication, language string
}

func (e *sitemapEntry) start(name xml.Name) {
	e.text.Reset()
	e.inElement = name.Local
	// The image and video extensions have a loc and a title of their own.
	if name.Space == "image" || name.Space == "video" {
		e.inElement = ""
	}
}

func (e *sitemapEntry) end(name xml.Name) {
	if e.inElement != name.Local {
		return
	}
	value := strings.TrimSpace(e.text.String())
	switch strings.ToLower(name.Local) {
	case "loc":
		e.location = value
	case "lastmod":
		e.modified = value
	case "publication_date":
		e.published = value
	case "title":
		e.title = value
	case "name":
		e.publication = value
	case "language":
		e.language = value
	}
	e.inElement = ""
}

func (e *sitemapEntry) item(base *url.URL, dates *dateReader) news.Item {
	it := news.Item{URL: resolve(base, e.location), Title: plainText(e.title, maxTitle)}
	it.Published = dates.read(e.published, nil)
	if it.Published.IsZero() {
		it.Published = dates.read(e.modified, nil)
	}
	return it
}

// declare takes over the publication's name and language, which each entry of a news sitemap repeats.
func (e *sitemapEntry) declare(p *ParsedFeed, items []news.Item) []news.Item {
	tag := languageTag(e.language)
	if p.Title == "" {
		p.Title, p.Language = plainText(e.publication, maxTitle), tag
	}
	if n := len(items); n > 0 && items[n-1].Language == "" {
		items[n-1].Language = tag
	}
	return items
}

// datedSince keeps the items that are dated at or after since. A sitemap may list all that a site ever published.
func datedSince(items []news.Item, since time.Time) []news.Item {
	return slices.DeleteFunc(items, func(it news.Item) bool { return it.Published.Before(since) })
}
