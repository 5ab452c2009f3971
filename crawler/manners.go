package crawler

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"parallax/news"
)

// What sites have asked of us outlives the process, however it ends: a crawl that cron starts every ten minutes doesn't ask for every
// robots.txt each time, and one that was killed leaves alone who asked for that. Rests are recorded as soon as they begin, everything
// else every few seconds. The robots.txt of a site is kept under its scheme and host, a rest under the host alone, and under anySite
// until when sites may have been asked: a delay that began then ends after it, whoever has to keep it.

// anySite is where the record is kept that is about all of them. No host has this name.
const anySite = "*"

// keptRobots is the body of the record of a robots.txt.
type keptRobots struct {
	File    *robotsFile `json:"file,omitempty"`   // absent while it can't be had
	Reason  string      `json:"reason,omitempty"` // why it can't
	Cause   news.Cause  `json:"cause,omitzero"`   // the same as data
	Since   time.Time   `json:"since,omitzero"`   // and since when
	Expires time.Time   `json:"expires"`
}

// keptRest is the body of the record of a rest. It is kept for as long again as the rest takes, for the strikes that led to it.
type keptRest struct {
	Reason  string     `json:"reason"`
	Cause   news.Cause `json:"cause,omitzero"` // the same as data
	Strikes int        `json:"strikes,omitempty"`
	Ends    time.Time  `json:"ends,omitzero"` // when the record does, if that isn't said
}

// keptAsking is the body of the record under anySite.
type keptAsking struct {
	Until time.Time `json:"until"`
}

const (
	// largestManners is the size in bytes of the longest record that is kept. A longer robots.txt is fetched by each process.
	largestManners = 64 << 10
	// rememberEvery is how often what was learnt is recorded while sites are being asked.
	rememberEvery = 2 * time.Second
	// askingAhead is for how long a record says that sites will be asked: some rememberEvery, for the disk may be slow.
	askingAhead = 5 * rememberEvery
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
		var asking keptAsking
		if m.Site == anySite && json.Unmarshal(m.Body, &asking) == nil && !asking.Until.IsZero() {
			c.fetch.hosts.askedBefore(now.Sub(asking.Until))
		}
	}
	for _, m := range all {
		switch {
		case m.Site == anySite:
		case strings.Contains(m.Site, "://"):
			var kept keptRobots
			if json.Unmarshal(m.Body, &kept) == nil {
				c.fetch.robots.recall(m.Site, kept, now)
			}
		default:
			var rest keptRest
			if json.Unmarshal(m.Body, &rest) == nil && rest.Reason != "" && m.Until.After(now) {
				if rest.Ends.IsZero() {
					rest.Ends = m.Until
				}
				c.fetch.hosts.recall(m.Site, rest, now)
			}
		}
	}
	return nil
}

// rememberRests hands the rests that have begun to the store. It costs nothing where none has.
func (c *Crawler) rememberRests(ctx context.Context) error {
	if !c.fetch.hosts.learnt() {
		return nil
	}
	return c.remember(ctx, nil)
}

// rememberAsking hands what was learnt of sites to the store, and for how long from now on they may be asked.
func (c *Crawler) rememberAsking(ctx context.Context, ahead time.Duration) error {
	until := c.now().Add(ahead)
	body, err := json.Marshal(keptAsking{until})
	if err != nil {
		return err
	}
	return c.remember(ctx, []news.Manners{{Site: anySite, Body: body, Until: until.Add(max(c.opts.Delay, maxCrawlDelay))}})
}

// remember hands what was learnt of sites since the last time to the store, after what is given. It does so even while the crawl is being
// stopped: what was taken out for the store would be known to nobody.
func (c *Crawler) remember(ctx context.Context, all []news.Manners) error {
	c.remembering.Lock() // what is learnt later is recorded later
	defer c.remembering.Unlock()
	now := c.now()
	keep := func(site string, body any, until time.Time) {
		if text, err := json.Marshal(body); err == nil && len(text) <= largestManners {
			all = append(all, news.Manners{Site: site, Body: text, Until: until})
		}
	}
	for site, kept := range c.fetch.robots.learnt(now) {
		keep(site, kept, kept.Expires.Add(robotsGivenUp))
	}
	for host, rest := range c.fetch.hosts.rested(now) {
		keep(host, rest, rest.Ends.Add(max(rest.Ends.Sub(now), 0)))
	}
	return c.opts.Store.PutManners(context.WithoutCancel(ctx), all)
}

// askedBefore says how long ago another process may have asked any host; less than nothing if the clock was set back since, or
// that process was killed a moment ago. Then it is taken to have been just now.
func (h *hosts) askedBefore(ago time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.before = time.Now().Add(-max(ago, 0))
}

// recall takes over a rest that another process has begun. One that is longer than any comes from the future: the clock was set back.
func (h *hosts) recall(name string, kept keptRest, now time.Time) {
	left := kept.Ends.Sub(now)
	if left > maxRest {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	x := h.get(name)
	x.strikes = max(x.strikes, kept.Strikes)
	if until := time.Now().Add(left); until.After(x.restUntil) {
		x.restUntil, x.restReason = until, news.Reason{Text: kept.Reason, Cause: kept.Cause}
	}
}

// learnt reports whether something became known that the store hasn't heard of.
func (h *hosts) learnt() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.fresh) > 0
}

// rested returns what became known of rests since the last time, by host. Rests of hosts that answer again have ended.
func (h *hosts) rested(now time.Time) map[string]keptRest {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[string]keptRest{}
	for name := range h.fresh {
		if x := h.byName[name]; x != nil && x.restReason.Text != "" {
			all[name] = keptRest{x.restReason.Text, x.restReason.Cause, x.strikes, now.Add(max(time.Until(x.restUntil), 0))}
		}
	}
	clear(h.fresh)
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
		e.fail = &failure{reason: kept.Reason, cause: kept.Cause, kind: resting, until: max(left, 0)}
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
			kept.Reason, kept.Cause = e.fail.reason, e.fail.cause
		}
		if !e.since.IsZero() {
			kept.Since = now.Add(-time.Since(e.since))
		}
		all[site] = kept
	}
	clear(c.fresh)
	return all
}
