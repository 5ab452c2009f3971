package crawler

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"parallax/news"
)

// maxCandidates is how many addresses are tried as feeds of one site.
const maxCandidates = 12

// commonPaths are where feeds are found that no page points to.
var commonPaths = [...]string{"/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/all.rss", "/feed.json"}

// Discover finds the feeds of a site. address is that of any of its pages, with or without "https://", or of a feed,
// which is then the only result. It reads the feeds that the page points to; only if there are none, it tries the
// addresses where feeds commonly are, and the news sitemaps that robots.txt names. What is returned has been fetched
// and read; Source is the ID of the site. The error says, in words, why nothing was found.
func (c *Crawler) Discover(ctx context.Context, address string) ([]news.Feed, error) {
	a, err := c.front(ctx, strings.TrimSpace(address))
	if err != nil {
		return nil, fmt.Errorf("look for feeds of %s: %w", address, err)
	}
	contentType := a.header.Get("Content-Type")
	site := news.SourceID(a.url.String())
	if parsed, err := ParseFeed(a.body, contentType, a.url.String()); err == nil {
		return []news.Feed{found(a.url.String(), parsed, siteOf(parsed, site))}, nil
	}
	feeds, err := c.tryFeeds(ctx, linkedFeeds(a.body, contentType, a.url), site)
	if err == nil && len(feeds) == 0 {
		feeds, err = c.tryFeeds(ctx, c.guesses(ctx, a.url), site)
	}
	if err != nil {
		return nil, err
	}
	if len(feeds) == 0 {
		return nil, fmt.Errorf("look for feeds of %s: none found; give the address of a feed itself, if you know one", address)
	}
	return feeds, nil
}

// front fetches the page at an address as a person types it.
func (c *Crawler) front(ctx context.Context, address string) (*answer, error) {
	accept := acceptPage + ", " + acceptFeed
	if strings.Contains(address, "://") {
		return c.fetch.get(ctx, request{url: address, accept: accept})
	}
	host := hostOfAddress("https://" + address)
	_, rested := c.fetch.hosts.readyAt(host)
	a, err := c.fetch.get(ctx, request{url: "https://" + address, accept: accept})
	if err == nil || ctx.Err() != nil {
		return a, err
	}
	if !rested {
		c.fetch.hosts.wake(host) // that it doesn't speak https says nothing of http
	}
	if b, plainErr := c.fetch.get(ctx, request{url: "http://" + address, accept: accept}); plainErr == nil {
		return b, nil
	}
	return nil, err
}

// guesses lists the addresses that are worth trying on a site whose page points to no feed.
func (c *Crawler) guesses(ctx context.Context, page *url.URL) []string {
	var addresses []string
	for _, path := range commonPaths {
		addresses = append(addresses, page.ResolveReference(&url.URL{Path: path}).String())
	}
	robots, err := c.fetch.robots.of(ctx, page)
	if err != nil {
		return addresses
	}
	for _, sitemap := range robots.sitemaps {
		if strings.Contains(strings.ToLower(sitemap), "news") {
			addresses = append(addresses, resolve(page, sitemap))
		}
	}
	return addresses
}

// tryFeeds returns those of the addresses that are feeds with items. The error is the context's.
func (c *Crawler) tryFeeds(ctx context.Context, addresses []string, site string) ([]news.Feed, error) {
	var feeds []news.Feed
	tried := 0
	for _, address := range addresses {
		if tried == maxCandidates || address == "" {
			continue
		}
		tried++
		parsed, a, err := c.readFeed(ctx, request{url: address, accept: acceptFeed})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || len(parsed.Items) == 0 {
			continue
		}
		feed := found(a.url.String(), parsed, site)
		if !slices.ContainsFunc(feeds, func(f news.Feed) bool { return f.URL == feed.URL }) {
			feeds = append(feeds, feed)
		}
	}
	return feeds, nil
}

func found(address string, parsed ParsedFeed, site string) news.Feed {
	return news.Feed{URL: address, Source: site, Title: parsed.Title, Language: parsed.Language}
}

// siteOf is the site that a feed says it belongs to, or else the one that it was fetched from.
func siteOf(parsed ParsedFeed, fetchedFrom string) string {
	if id := news.SourceID(parsed.Site); id != "" {
		return id
	}
	return fetchedFrom
}

// linkedFeeds lists the feeds that a page points to by link elements, and by ordinary links that are called after feeds.
func linkedFeeds(page []byte, contentType string, at *url.URL) []string {
	r, err := charset.NewReader(bytes.NewReader(page), contentType)
	if err != nil {
		r = bytes.NewReader(page)
	}
	var declared, mentioned []string
	base := at
	z := html.NewTokenizer(r)
	z.SetMaxBuf(1 << 20)
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		token := z.Token()
		switch token.Data {
		case "base":
			if b, err := webAddress(at, attribute(token, "href")); err == nil {
				base = b
			}
		case "link":
			if isFeedLink(token) {
				declared = addAddress(declared, resolve(base, attribute(token, "href")))
			}
		case "a":
			if href := resolve(base, attribute(token, "href")); looksLikeFeed(href) {
				mentioned = addAddress(mentioned, href)
			}
		}
	}
	if len(declared) > 0 {
		return declared
	}
	return mentioned
}

func addAddress(list []string, address string) []string {
	if address == "" || slices.Contains(list, address) || len(list) >= 4*maxCandidates {
		return list
	}
	return append(list, address)
}

// isFeedLink recognizes link elements of feeds, and leaves out those of comments.
func isFeedLink(t html.Token) bool {
	if !slices.Contains(strings.Fields(strings.ToLower(attribute(t, "rel"))), "alternate") {
		return false
	}
	if strings.Contains(strings.ToLower(attribute(t, "href")), "comments") {
		return false
	}
	kind, _, _ := strings.Cut(strings.ToLower(attribute(t, "type")), ";")
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json":
		return true
	}
	return false
}

// looksLikeFeed reports whether an address is called after feeds.
func looksLikeFeed(address string) bool {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return false
	}
	path := strings.ToLower(strings.TrimSuffix(u.Path, "/"))
	for _, end := range []string{"/rss", "/feed", "/atom", ".rss", "rss.xml", "feed.xml", "atom.xml", "/rss2", "feed.json"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return strings.HasPrefix(strings.ToLower(u.Hostname()), "feeds.") || strings.HasPrefix(strings.ToLower(u.Hostname()), "rss.")
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
