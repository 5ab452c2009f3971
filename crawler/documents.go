package crawler

import (
	"context"
	"net/http"

	"parallax/news"
)

// A look is one visit to a feed.
type look struct {
	feed      news.Feed
	documents []news.Page // that it brought, as the archive keeps them: the feed, its older pages, the sitemaps of an index
	keep      bool        // whether they are kept
}

func (c *Crawler) lookAt(f news.Feed) *look { return &look{feed: f, keep: !c.opts.NoRawFeeds} }

// document fetches a document of a feed, or the news that it hasn't changed.
func (c *Crawler) document(ctx context.Context, l *look, r request) (*answer, error) {
	a, err := c.fetch.get(ctx, r)
	if err != nil || !l.keep {
		return a, err
	}
	l.documents = append(l.documents, news.Page{
		URL:         r.url,
		FinalURL:    a.url.String(),
		Fetched:     a.fetched,
		Status:      a.status,
		ContentType: a.header.Get("Content-Type"),
		Request:     requestHeader(a.request),
		Header:      pageHeader(a.header),
		Body:        a.body,
		Feed:        l.feed.URL,
		Source:      news.Source{ID: l.feed.Source},
	})
	return a, nil
}

// pushedDocument is what a hub has pushed, as the archive keeps it: a document that nobody asked for.
func (c *Crawler) pushedDocument(s news.Subscription, body []byte, h http.Header) []news.Page {
	if c.opts.NoRawFeeds {
		return nil
	}
	return []news.Page{{URL: s.Feed, FinalURL: s.Feed, Fetched: c.now(), ContentType: h.Get("Content-Type"), Body: body, Feed: s.Feed,
		Source: news.Source{ID: s.Source}}}
}
