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

// maxCandidates is how many addresses are tried as feeds of one site by each of the ways to find some.
const maxCandidates = 12

// commonPaths are where feeds are found that no page points to, and newsSitemaps the same for sitemaps.
var (
	commonPaths  = [...]string{"/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds/all.rss", "/feed.json"}
	newsSitemaps = [...]string{"/news-sitemap.xml", "/sitemap-news.xml", "/sitemap_news.xml", "/googlenews.xml", "/sitemap/news.xml", "/sitemap.xml"}
)

// Discover finds the feeds of a site. address is that of any of its pages, with or without "https://", or of a feed,
// which is then the only result. It reads the feeds that the page points to; if there are none, those that the front page points to;
// then it tries the addresses where feeds commonly are, and adds the news sitemaps that robots.txt names; and only if there is nothing
// yet, the sitemaps that aren't called after news. What is returned has been fetched and read; Source is the ID of the site. The
// error says, in words, why nothing was found.
func (c *Crawler) Discover(ctx context.Context, address string) ([]news.Feed, error) {
	a, err := c.front(ctx, strings.TrimSpace(address))
	if err != nil {
		return nil, fmt.Errorf("look for feeds of %s: %w", address, err)
	}
	site := news.SourceID(a.url.String())
	if parsed, err := c.parse(a.body, a.header.Get("Content-Type"), a.url.String()); err == nil {
		return []news.Feed{found(a.url.String(), parsed, siteOf(parsed, site))}, nil
	}
	feeds, err := c.search(ctx, a, site)
	if err != nil {
		return nil, err
	}
	if len(feeds) == 0 {
		return nil, fmt.Errorf("look for feeds of %s: none found; give the address of a feed itself, if you know one", address)
	}
	return feeds, nil
}

// search looks for the feeds of the site that a page is of, by one way after the other. The error is the context's.
func (c *Crawler) search(ctx context.Context, a *answer, site string) ([]news.Feed, error) {
	feeds, err := c.tryFeeds(ctx, declaredFeeds(a), site, maxCandidates)
	if root := a.url.ResolveReference(&url.URL{Path: "/"}); err == nil && len(feeds) == 0 && a.url.Path != "/" && a.url.Path != "" {
		if front, frontErr := c.fetch.get(ctx, request{url: root.String(), accept: acceptPage}); frontErr == nil {
			feeds, err = c.tryFeeds(ctx, declaredFeeds(front), site, maxCandidates)
		}
	}
	if err != nil || len(feeds) > 0 {
		return feeds, err
	}
	if feeds, err = c.tryFeeds(ctx, below(a.url, commonPaths[:]), site, 1); err != nil {
		return nil, err
	}
	named, others := c.sitemaps(ctx, a.url)
	maps, err := c.tryFeeds(ctx, named, site, maxCandidates)
	feeds = append(feeds, maps...)
	if err == nil && len(feeds) == 0 {
		feeds, err = c.tryFeeds(ctx, append(below(a.url, newsSitemaps[:]), others...), site, 1)
	}
	return feeds, err
}

// front fetches the page at an address as a person types it.
func (c *Crawler) front(ctx context.Context, address string) (*answer, error) {
	accept := acceptPage + ", " + acceptFeed
	if strings.Contains(address, "://") {
		return c.fetch.get(ctx, request{url: address, accept: accept})
	}
	host := hostOfAddress("https://" + address)
	rested := c.fetch.hosts.rests(host)
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

// below returns paths of a site as addresses.
func below(site *url.URL, paths []string) []string {
	var addresses []string
	for _, path := range paths {
		addresses = append(addresses, site.ResolveReference(&url.URL{Path: path}).String())
	}
	return addresses
}

// sitemaps lists the sitemaps that a site's robots.txt names: those called after news, and the others.
func (c *Crawler) sitemaps(ctx context.Context, site *url.URL) (named, others []string) {
	robots, err := c.fetch.robots.of(ctx, site)
	if err != nil {
		return nil, nil
	}
	for _, sitemap := range robots.Sitemaps {
		if strings.Contains(strings.ToLower(sitemap), "news") {
			named = addAddress(named, resolve(site, sitemap))
		} else {
			others = addAddress(others, resolve(site, sitemap))
		}
	}
	return named, others
}

// tryFeeds returns those of the addresses that are feeds with items, at most enough. Of a sitemap only what is new counts. The error is
// the context's.
func (c *Crawler) tryFeeds(ctx context.Context, addresses []string, site string, enough int) ([]news.Feed, error) {
	var feeds []news.Feed
	for _, address := range addresses[:min(len(addresses), maxCandidates)] {
		if len(feeds) == enough {
			break
		}
		parsed, a, err := c.readFeed(ctx, &look{}, request{url: address, accept: acceptFeed})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil || len(c.itemsOf(news.Feed{URL: address}, parsed, c.now())) == 0 {
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

// declaredFeeds lists the feeds that an answer points to, by its header or by its page.
func declaredFeeds(a *answer) []string {
	var addresses []string
	for _, l := range headerLinks(a.header.Values("Link"), a.url) {
		if l.rel == "alternate" && isFeedType(l.kind) {
			addresses = addAddress(addresses, l.address)
		}
	}
	for _, address := range linkedFeeds(a.body, a.header.Get("Content-Type"), a.url) {
		addresses = addAddress(addresses, address)
	}
	return addresses
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
	kind := strings.ToLower(attribute(t, "type"))
	return isFeedType(kind) || strings.HasPrefix(kind, "application/json") && looksLikeFeed(attribute(t, "href")) // JSON Feed, version 1
}

// isFeedType recognizes the media types of feeds, with or without parameters.
func isFeedType(kind string) bool {
	kind, _, _ = strings.Cut(kind, ";")
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
