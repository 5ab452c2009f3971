package crawler

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// newListener returns complaints whose log is kept and whose clock is set by hand.
func newListener() (*complaints, *strings.Builder, *time.Time) {
	var log strings.Builder
	now := noon
	c := newComplaints(slog.New(slog.NewTextHandler(&log, nil)))
	c.now = func() time.Time { return now }
	return c, &log, &now
}

func failFeeds(c *complaints, n int, fail *failure) {
	for i := range n {
		c.feed(news.Feed{URL: fmt.Sprintf("https://outlet-%d.example/feed", i)}, fail)
	}
}

func TestANetworkThatIsDownDoesNotFloodTheLog(t *testing.T) {
	c, log, now := newListener()
	failFeeds(c, 262, &failure{reason: "there is no server by that name", kind: doubtful})
	c.settle(false)
	if lines := strings.Count(log.String(), "\n"); lines != namedFailures+1 {
		t.Errorf("%d lines in the first minute, want %d failures by name and one hint:\n%s", lines, namedFailures, log)
	}
	if strings.Count(log.String(), "connected to the network") != 1 {
		t.Errorf("the hint at the network is not given once:\n%s", log)
	}
	*now = now.Add(spell)
	c.settle(false)
	if want := fmt.Sprintf("feeds=%d pages=0", 262-namedFailures); !strings.Contains(log.String(), want) {
		t.Errorf("after the minute the log doesn't say %q:\n%s", want, log)
	}
	c.settle(true)
	if strings.Count(log.String(), "more has failed") != 1 {
		t.Errorf("what was counted is told twice:\n%s", log)
	}
}

func TestFewFailuresAreNamedEach(t *testing.T) {
	c, log, now := newListener()
	for i := range 30 {
		*now = now.Add(spell / 5)
		c.page(news.Item{URL: fmt.Sprintf("https://outlet.example/%d", i)}, &failure{reason: "gone", status: 410, kind: final}, time.Time{})
	}
	c.settle(true)
	if n := strings.Count(log.String(), "page failed"); n != 30 {
		t.Errorf("%d of 30 failures are named:\n%s", n, log)
	}
	if strings.Contains(log.String(), "0001-01-01") || strings.Contains(log.String(), "network") {
		t.Errorf("the log says what isn't so:\n%s", log)
	}
}

func TestOneAnswerShowsThatTheNetworkIsThere(t *testing.T) {
	c, log, _ := newListener()
	fail := &failure{reason: "the server refused the connection"}
	failFeeds(c, unansweredInARow-1, fail)
	c.answered()
	failFeeds(c, unansweredInARow-1, fail)
	c.feed(news.Feed{}, &failure{reason: "the server has an error (500)", status: 500})
	failFeeds(c, unansweredInARow-1, fail)
	if strings.Contains(log.String(), "network") {
		t.Errorf("the network is blamed although servers answer:\n%s", log)
	}
}
