package crawler

import (
	"errors"
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
	fill()
	if len(f.ready) != 2 {
		t.Errorf("%d lanes are ready, want each of 2 once", len(f.ready))
	}
	f.empty()
	f.start(t.Context())
	if f.waiting != 0 || len(f.held) != 0 || f.running != 0 || len(f.lanes) != 0 || !f.shouldFill() {
		t.Errorf("%d tasks wait, %d are held, %d run, there are %d lanes", f.waiting, len(f.held), f.running, len(f.lanes))
	}
	fill()
}

// A store that fails ends the run, whatever the request at hand came to.
func TestAFailingStoreEndsADetourToo(t *testing.T) {
	f, full := newFrontier(crawl(newMemory())), errors.New("the disk is full")
	feed := news.Feed{URL: "https://tide.example/feed"}
	f.add(task{feed: &feed})
	l := f.ready[0]
	waits, _ := f.take(l)
	if err := f.handle(event{outcome: &outcome{task: waits, lane: l, detour: "gauge.example", err: full}}); err != full {
		t.Errorf("the run goes on: %v", err)
	}
}
