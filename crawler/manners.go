package crawler

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"parallax/news"
)

// What sites have asked of us outlives the process: a crawl that cron starts every ten minutes doesn't ask for every robots.txt each time,
// and leaves alone who asked for that. The robots.txt of a site is kept under its scheme and host, a rest under the host alone.

// keptRobots is the body of the record of a robots.txt.
type keptRobots struct {
	File    *robotsFile `json:"file,omitempty"`   // absent while it can't be had
	Reason  string      `json:"reason,omitempty"` // why it can't
	Since   time.Time   `json:"since,omitzero"`   // and since when
	Expires time.Time   `json:"expires"`
}

// keptRest is the body of the record of a rest.
type keptRest struct {
	Reason string `json:"reason"`
}

const (
	// largestManners is the size in bytes of the longest record that is kept. A longer robots.txt is fetched by each process.
	largestManners = 64 << 10
	// shortestRest is the shortest rest that is worth remembering.
	shortestRest = time.Minute
)

// recall takes over what the store knows of sites. What it can't make sense of is asked for anew, and so is what comes from the future,
// for the clock was set back.
func (c *Crawler) recall(ctx context.Context) error {
	all, err := c.opts.Store.Manners(ctx)
	if err != nil {
		return err
	}
	now := c.now()
	for _, m := range all {
		if !strings.Contains(m.Site, "://") {
			var rest keptRest
			if left := m.Until.Sub(now); json.Unmarshal(m.Body, &rest) == nil && rest.Reason != "" && left <= maxRest {
				c.fetch.hosts.rest(m.Site, left, rest.Reason)
			}
			continue
		}
		var kept keptRobots
		if json.Unmarshal(m.Body, &kept) == nil {
			c.fetch.robots.recall(m.Site, kept, now)
		}
	}
	return nil
}

// remember hands what was learnt of sites since the last time to the store; at the end of a run also who rests.
func (c *Crawler) remember(ctx context.Context, end bool) error {
	now := c.now()
	var all []news.Manners
	keep := func(site string, body any, until time.Time) {
		if text, err := json.Marshal(body); err == nil && len(text) <= largestManners {
			all = append(all, news.Manners{Site: site, Body: text, Until: until})
		}
	}
	for site, kept := range c.fetch.robots.learnt(now) {
		keep(site, kept, kept.Expires.Add(robotsGivenUp))
	}
	if end {
		for host, r := range c.fetch.hosts.resting(shortestRest) {
			keep(host, keptRest{r.reason}, now.Add(r.rest))
		}
	}
	return c.opts.Store.PutManners(ctx, all)
}

// A longRest is how long a host rests from now on, and why.
type longRest struct {
	rest   time.Duration
	reason string
}

// resting returns the hosts that rest for a while yet.
func (h *hosts) resting(atLeast time.Duration) map[string]longRest {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[string]longRest{}
	for name, x := range h.byName {
		if rest := time.Until(x.restUntil); rest >= atLeast {
			all[name] = longRest{rest, x.restReason}
		}
	}
	return all
}

// recall takes over what was known of the robots.txt of a site, unless it is known already.
func (c *robotsCache) recall(site string, kept keptRobots, now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	left := kept.Expires.Sub(now)
	if c.bySite[site] != nil || left > robotsLife || kept.Since.After(now) || kept.File == nil && kept.Reason == "" {
		return
	}
	e := &robotsEntry{ready: make(chan struct{}), file: kept.File, expires: time.Now().Add(left)}
	close(e.ready)
	if kept.File == nil {
		e.fail = &failure{reason: kept.Reason, kind: resting, until: max(left, 0)}
	} else {
		c.fetch.hosts.slowDown(hostOfAddress(site), kept.File.CrawlDelay)
	}
	if !kept.Since.IsZero() {
		e.since = time.Now().Add(-now.Sub(kept.Since))
	}
	c.bySite[site] = e
}

// learnt returns what became known since the last time, by site.
func (c *robotsCache) learnt(now time.Time) map[string]keptRobots {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := map[string]keptRobots{}
	for site := range c.fresh {
		e := c.bySite[site]
		if e == nil || e.expires.IsZero() {
			continue // forgotten, or being fetched again
		}
		kept := keptRobots{File: e.file, Expires: now.Add(time.Until(e.expires))}
		if e.fail != nil {
			kept.Reason = e.fail.reason
		}
		if !e.since.IsZero() {
			kept.Since = now.Add(-time.Since(e.since))
		}
		all[site] = kept
	}
	clear(c.fresh)
	return all
}
