package crawler

import (
	"time"

	"parallax/news"
)

// A task is one feed or one item to visit.
type task struct {
	feed *news.Feed
	item *news.Item
}

func (t task) address() string {
	if t.feed != nil {
		if t.feed.Moved != "" {
			return t.feed.Moved
		}
		return t.feed.URL
	}
	return t.item.URL
}

// key tells tasks apart.
func (t task) key() string {
	if t.feed != nil {
		return "feed " + t.feed.URL
	}
	return pageKey(t.item.URL)
}

func pageKey(address string) string { return "page " + news.ArticleID(address) }

// An outcome says what came of a task.
type outcome struct {
	task      task
	lane      *lane
	page      *news.Page // on its way into the archive
	fresh     int        // new items of a feed
	unchanged bool       // the feed was answered with 304
	failed    bool
	skipped   bool // not tried: the host rests
	err       error
}

// A lane is what is to be fetched from one host.
type lane struct {
	host  string
	at    time.Time // when its host can be asked
	feeds []task
	items []task
	busy  bool
}

// add puts a task at the end of a lane.
func (l *lane) add(t task) {
	if t.feed != nil {
		l.feeds = append(l.feeds, t)
	} else {
		l.items = append(l.items, t)
	}
}

// empty reports whether nothing waits in a lane.
func (l *lane) empty() bool { return len(l.feeds)+len(l.items) == 0 }

// next takes the next task out of a lane, feeds first.
func (l *lane) next() (task, bool) {
	from := &l.feeds
	if len(*from) == 0 {
		from = &l.items
	}
	if len(*from) == 0 {
		return task{}, false
	}
	t := (*from)[0]
	*from = (*from)[1:]
	return t, true
}

// A laneHeap has the lane that could be served for the longest time on top.
type laneHeap []*lane

func (h laneHeap) Len() int           { return len(h) }
func (h laneHeap) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h laneHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *laneHeap) Push(x any)        { *h = append(*h, x.(*lane)) }
func (h *laneHeap) Pop() any {
	old := *h
	l := old[len(old)-1]
	old[len(old)-1] = nil
	*h = old[:len(old)-1]
	return l
}
