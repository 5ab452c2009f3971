package crawler

import (
	"time"

	"parallax/news"
)

// Bounds of a feed's polling interval.
const (
	minInterval   = 15 * time.Minute
	busyInterval  = 5 * time.Minute // of a feed that asks to be fetched more often than minInterval by itself
	pushInterval  = 3 * time.Hour   // at least, of a feed whose hub delivers
	maxInterval   = 24 * time.Hour
	firstInterval = 30 * time.Minute // of a feed whose items say nothing about how often it changes
	maxAgeHint    = 6 * time.Hour    // longest Cache-Control max-age that is believed; longer ones are meant for pictures
)

// pageRetries is how long after each failed attempt a page is tried again.
var pageRetries = [...]time.Duration{10 * time.Minute, time.Hour, 4 * time.Hour, 12 * time.Hour, 24 * time.Hour}

// doubtfulRetries is how many of pageRetries are used where success is unlikely, as after 404.
const doubtfulRetries = 2

// retryAt is when a page that couldn't be had is tried again, zero for never. attempts counts those that failed before this.
func retryAt(fail *failure, attempts int, now time.Time) time.Time {
	retries := len(pageRetries)
	switch fail.kind {
	case final:
		return time.Time{}
	case doubtful:
		retries = doubtfulRetries
	}
	if attempts >= retries {
		return time.Time{}
	}
	return now.Add(max(pageRetries[attempts], fail.until))
}

// feedRetry is how long a feed waits after so many failures in a row: half an hour, twice as long each time, and a day at
// most. It is never given up: outlets come back after weeks.
func feedRetry(fail *failure, failures int) time.Duration {
	return max(backOff(minInterval, failures, maxInterval), min(fail.until, maxInterval))
}

// A cadence is what a fetch has shown about how often a feed changes.
type cadence struct {
	before  time.Time // the last fetch that worked; zero for the first
	now     time.Time
	items   []news.Item
	changed bool          // the answer wasn't 304
	found   comparison    // with the items of the last fetch
	asked   time.Duration // how often the feed wants to be fetched, by its own word; 0 if it doesn't say
	stays   time.Duration // how long the answer stays fresh, by its server's word
	pushed  bool          // its hub delivers
}

// interval returns the polling interval that follows on last. It aims at one new item for each fetch, halfway between what
// was and what this fetch suggests, so that one busy hour doesn't change it much.
func (c cadence) interval(last time.Duration) time.Duration {
	want := c.suggested(last)
	if last > 0 {
		want = (last + want) / 2
	}
	shortest := minInterval
	if c.asked > 0 {
		shortest = max(c.asked, busyInterval)
	}
	shortest = max(shortest, c.stays)
	if c.pushed {
		shortest = max(shortest, pushInterval)
	}
	return min(max(want, shortest), maxInterval)
}

func (c cadence) suggested(last time.Duration) time.Duration {
	if last <= 0 || c.before.IsZero() {
		return c.spacing()
	}
	since := c.now.Sub(c.before)
	if c.found.known {
		if c.found.fresh > 0 {
			return since / time.Duration(c.found.fresh)
		}
		return 2 * last
	}
	newer, dated := 0, 0
	for _, it := range c.items {
		if it.Published.IsZero() {
			continue
		}
		dated++
		if it.Published.After(c.before) {
			newer++
		}
	}
	switch {
	case newer > 0:
		return since / time.Duration(newer)
	case dated == 0 && c.changed:
		return last // nothing to judge by
	}
	return 2 * last
}

// spacing is the time between two items of a feed on average.
func (c cadence) spacing() time.Duration {
	var oldest, newest time.Time
	n := 0
	for _, it := range c.items {
		t := it.Published
		if t.IsZero() {
			continue
		}
		n++
		if oldest.IsZero() || t.Before(oldest) {
			oldest = t
		}
		if t.After(newest) {
			newest = t
		}
	}
	if n < 2 {
		return firstInterval
	}
	return newest.Sub(oldest) / time.Duration(n-1)
}
