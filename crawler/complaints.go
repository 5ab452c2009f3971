package crawler

import (
	"log/slog"
	"sync"
	"time"

	"parallax/news"
)

const (
	// namedFailures is how many failures are named in the log in one spell; each has its record in the store anyway.
	namedFailures = 10
	spell         = time.Minute
	// unansweredInARow is how many requests in a row must come to nothing before the fault is sought on our side.
	unansweredInARow = 25
)

// complaints tell the log what failed without flooding it: with hundreds of feeds, a network that is down fails hundreds
// of times a minute, for one reason. The first failures of a spell are named, the others counted.
type complaints struct {
	log *slog.Logger
	now func() time.Time // the machine's own clock

	mu           sync.Mutex
	began        time.Time // of the spell
	named        int
	feeds, pages int // failed and not named
	unanswered   int // in a row
}

func newComplaints(log *slog.Logger) *complaints { return &complaints{log: log, now: time.Now} }

// feed complains of a feed that couldn't be had.
func (c *complaints) feed(f news.Feed, fail *failure) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.names(&c.feeds) {
		c.log.Warn("feed failed", "feed", f.URL, "reason", fail.reason, "failures", f.Failures)
	}
	c.heard(fail)
}

// page complains of a page that couldn't be had; it is tried again at retry, never if that is zero.
func (c *complaints) page(it news.Item, fail *failure, retry time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.names(&c.pages) {
		attrs := []any{"page", it.URL, "reason", fail.reason}
		if !retry.IsZero() {
			attrs = append(attrs, "retry", retry)
		}
		c.log.Info("page failed", attrs...)
	}
	c.heard(fail)
}

// answered takes note that a server somewhere can be talked to.
func (c *complaints) answered() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.unanswered = 0
}

// settle tells what was only counted, once the spell is over or if it is the last word.
func (c *complaints) settle(last bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if last || c.now().Sub(c.began) >= spell {
		c.tell()
	}
}

// names reports whether the next failure is named; if not it is counted.
func (c *complaints) names(count *int) bool {
	if now := c.now(); now.Sub(c.began) >= spell {
		c.tell()
		c.began, c.named = now, 0
	}
	if c.named < namedFailures {
		c.named++
		return true
	}
	*count++
	return false
}

func (c *complaints) tell() {
	if c.feeds+c.pages > 0 {
		c.log.Warn("more has failed; why stands on the page of each source", "feeds", c.feeds, "pages", c.pages)
	}
	c.feeds, c.pages = 0, 0
}

// heard looks for the sign that no server can be reached at all.
func (c *complaints) heard(fail *failure) {
	switch {
	case fail.kind == resting:
	case fail.status != 0, fail.kind == final:
		c.unanswered = 0
	default:
		if c.unanswered++; c.unanswered == unansweredInARow {
			c.log.Warn("no server answers: is this machine connected to the network?", "failures in a row", c.unanswered)
		}
	}
}
