package crawler

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"parallax/news"
)

// robotsCache remembers the robots.txt of each site (scheme, host and port) for a day.
type robotsCache struct {
	fetch *fetcher

	mu     sync.Mutex
	bySite map[string]*robotsEntry
	fresh  map[string]bool // sites of which something became known that the store hasn't heard of
}

type robotsEntry struct {
	ready   chan struct{} // closed when what follows is set
	file    *robotsFile
	fail    *failure // the file couldn't be had: nothing may be fetched for now
	expires time.Time
	stale   *robotsFile // what the entry before this one said; used while the file can't be had
	since   time.Time   // when the file could first not be had; zero if it could
}

const (
	robotsLife  = 24 * time.Hour
	robotsRetry = 10 * time.Minute // after a server error
	// robotsGivenUp is how long a file that can't be had keeps us out. After that there is taken to be none, as RFC 9309 allows.
	robotsGivenUp = 30 * 24 * time.Hour
)

// of returns the robots.txt of u's site. A site whose robots.txt can't be had is a *failure: until it can, everything is
// disallowed (RFC 9309, section 2.3.1.4).
func (c *robotsCache) of(ctx context.Context, u *url.URL) (*robotsFile, error) {
	site := strings.ToLower(u.Scheme + "://" + u.Host)
	for {
		entry, mine := c.entry(site)
		if mine {
			c.fill(ctx, entry, site, hostOf(u))
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
		select {
		case <-entry.ready:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if entry.fail != nil {
			return nil, entry.fail
		}
		if entry.file != nil {
			return entry.file, nil
		}
		// Whoever was fetching it gave up; it is our turn.
	}
}

// entry returns the entry of a site, and whether the caller is the one to fill it.
func (c *robotsCache) entry(site string) (e *robotsEntry, mine bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	old := c.bySite[site]
	if old != nil && (old.expires.IsZero() || now.Before(old.expires)) {
		return old, false
	}
	if len(c.bySite) >= manyHosts {
		for site, e := range c.bySite {
			if !e.expires.IsZero() && now.After(e.expires.Add(-robotsLife/2)) {
				delete(c.bySite, site)
			}
		}
	}
	e = &robotsEntry{ready: make(chan struct{})}
	if old != nil {
		e.stale, e.since = old.file, old.since
	}
	c.bySite[site] = e
	return e, true
}

func (c *robotsCache) fill(ctx context.Context, e *robotsEntry, site, host string) {
	file, err := c.load(ctx, site)
	c.mu.Lock()
	defer c.mu.Unlock()
	defer close(e.ready)
	c.fresh[site] = true
	switch {
	case ctx.Err() != nil:
		delete(c.bySite, site)
		return
	case err != nil && e.stale != nil:
		e.file, e.expires = e.stale, time.Now().Add(robotsRetry)
		return
	case err != nil && !e.since.IsZero() && time.Since(e.since) >= robotsGivenUp:
		e.file, e.expires = &robotsFile{}, time.Now().Add(robotsRetry)
		return
	case err != nil:
		if e.since.IsZero() {
			e.since = time.Now()
		}
		e.fail, e.expires = asFailure(err), time.Now().Add(robotsRetry)
		if e.fail.until > 0 {
			e.expires = time.Now().Add(e.fail.until)
		}
		if e.fail.kind != final {
			c.fetch.hosts.rest(host, time.Until(e.expires), e.fail.why())
		}
		return
	}
	e.file, e.expires, e.since = file, time.Now().Add(robotsLife), time.Time{}
	c.fetch.hosts.slowDown(host, file.CrawlDelay)
}

// load fetches a robots.txt. Any 4xx status means that there is none, and so do redirects without end; of a file that is larger than
// what we read the beginning counts.
func (c *robotsCache) load(ctx context.Context, site string) (*robotsFile, error) {
	a, err := c.fetch.get(ctx, request{url: site + "/robots.txt", accept: "text/plain, */*;q=0.5", exempt: true, enough: maxRobotsBytes})
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		fail := *asFailure(err)
		if fail.lost || fail.status >= 400 && fail.status < 500 && fail.status != 429 {
			return &robotsFile{}, nil
		}
		if fail.kind == final && fail.status == 0 {
			return nil, &fail // not an address that we connect to
		}
		if fail.kind != resting {
			fail = failure{reason: fmt.Sprintf("its robots.txt could not be read: %s", fail.reason), cause: fail.cause, until: fail.until}
			fail.cause.During = news.DuringRobots
		}
		return nil, &fail
	}
	return parseRobots(a.body, robotName), nil
}
