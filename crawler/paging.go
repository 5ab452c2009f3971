package crawler

import (
	"context"
	"net/http"
	"time"

	"parallax/news"
)

// maxPagesBack is how many pages with older items of a feed are read at a time.
const maxPagesBack = 5

// readOlder adds the items of a feed's older pages (RFC 5005) as long as all that came so far is new to us: then there may be
// more that was missed. An older page that can't be had is none of the feed's fault; what there is stands.
func (c *Crawler) readOlder(ctx context.Context, l *look, p *ParsedFeed, old acquaintance) {
	merged := collector{language: p.Language, seen: map[string]bool{}}
	for _, it := range p.Items {
		merged.add(it)
	}
	page, read := p.Items, map[string]bool{}
	for next := p.Next; next != "" && !read[next] && len(read) < maxPagesBack; {
		if !old.allNew(page) || len(merged.items) >= c.opts.MaxItems {
			break
		}
		read[next] = true
		a, err := c.document(ctx, l, request{url: next, accept: acceptFeed})
		if err != nil || a.status != http.StatusOK {
			break
		}
		older, err := c.parse(a.body, a.header.Get("Content-Type"), a.url.String())
		if err != nil {
			break
		}
		for _, it := range older.Items {
			merged.add(it)
		}
		page, next = older.Items, older.Next
	}
	p.Items = merged.items
}

// An acquaintance is what is known of a feed by its last fetch.
type acquaintance struct {
	addresses map[uint32]bool
	before    time.Time
}

// known is what an imprint knows of its feed, fetched last at before, which is the zero time for never.
func (im *imprint) known(before, now time.Time) acquaintance {
	if before.IsZero() {
		before = now.Add(-sitemapAge) // at the first look the last days will do
	}
	known := map[uint32]bool{}
	for _, t := range im.items {
		known[t.address] = true
	}
	return acquaintance{known, before}
}

// allNew reports whether every item of a page is dated after the last fetch, and none of them is known.
func (k acquaintance) allNew(items []news.Item) bool {
	for _, it := range items {
		if k.addresses[traceOf(it).address] || !it.Published.After(k.before) {
			return false
		}
	}
	return len(items) > 0
}
