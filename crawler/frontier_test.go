package crawler

import (
	"fmt"
	"testing"

	"parallax/news"
)

// What waits is let go of when the store isn't what it was, and comes again from there.
func TestReloadLetsGoOfWhatWaits(t *testing.T) {
	f := newFrontier(crawl(newMemory()))
	fill := func() {
		t.Helper()
		for n := range 6 {
			host := fmt.Sprintf("https://%d.example", n%2)
			feed, item, again := news.Feed{URL: fmt.Sprint(host, "/feed/", n)}, news.Item{URL: fmt.Sprint(host, "/a/", n)}, news.Item{URL: fmt.Sprint(host, "/v/", n)}
			f.add(task{feed: &feed})
			f.addPage(task{item: &item})
			f.addPage(task{visit: &news.Visit{URL: again.URL, Item: again}})
		}
		if f.waiting != 18 || len(f.held) != 18 || len(f.lanes) != 2 {
			t.Errorf("%d tasks wait, %d are held in %d lanes, want 18 in 2", f.waiting, len(f.held), len(f.lanes))
		}
	}
	fill()
	f.empty()
	f.start(t.Context())
	if f.waiting != 0 || len(f.held) != 0 || f.running != 0 || len(f.lanes) != 0 || !f.shouldFill() {
		t.Errorf("%d tasks wait, %d are held, %d run, there are %d lanes", f.waiting, len(f.held), f.running, len(f.lanes))
	}
	fill()
}
