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
// more that was missed. before is when the feed was fetched last, the zero time for never. An older page that can't be had is
// none of the feed's fault; what there is stands.
func (c *Crawler) readOlder(ctx context.Context, p *ParsedFeed, im imprint, before, now time.Time) {
	if before.IsZero() {
		before = now.Add(-sitemapAge) // at the first look the last days will do
	}
	known := map[uint32]bool{}
	for _, t := range im.items {
		known[t.address] = true
	}
	merged := collector{language: p.Language, seen: map[string]bool{}}
	for _, it := range p.Items {
		merged.add(it)
	}
	page, read := p.Items, map[string]bool{}
	for next := p.Next; next != "" && !read[next] && len(read) < maxPagesBack; {
		if !allNew(page, known, before) || len(merged.items) >= c.opts.MaxItems {
			break
		}
		read[next] = true
		a, err := c.fetch.get(ctx, request{url: next, accept: acceptFeed})
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

// allNew reports whether every item of a page is dated after the last fetch, and none of them is known.
func allNew(items []news.Item, known map[uint32]bool, before time.Time) bool {
	for _, it := range items {
		if known[traceOf(it).address] || !it.Published.After(before) {
			return false
		}
	}
	return len(items) > 0
}
