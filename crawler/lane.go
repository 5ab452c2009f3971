package crawler

import (
	"time"

	"parallax/news"
)

// A task is one feed or one item to visit, or a visit to a page that is known.
type task struct {
	feed  *news.Feed
	item  *news.Item
	visit *news.Visit
}

func (t task) address() string {
	if t.feed != nil {
		if t.feed.Moved != "" {
			return t.feed.Moved
		}
		return t.feed.URL
	}
	if t.visit != nil {
		return t.visit.URL
	}
	return t.item.URL
}

// key tells tasks apart.
func (t task) key() string {
	if t.feed != nil {
		return "feed " + t.feed.URL
	}
	if t.visit != nil {
		return pageKey(t.visit.Item.URL)
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

// A lane is what is to be fetched from one site.
type lane struct {
	site   string
	at     time.Time // when its site can be asked
	feeds  []task
	items  []task
	visits []task
	busy   bool
}

// add puts a task at the end of a lane.
func (l *lane) add(t task) {
	switch {
	case t.feed != nil:
		l.feeds = append(l.feeds, t)
	case t.item != nil:
		l.items = append(l.items, t)
	default:
		l.visits = append(l.visits, t)
	}
}

// empty reports whether nothing waits in a lane.
func (l *lane) empty() bool { return len(l.feeds)+len(l.items)+len(l.visits) == 0 }

// next takes the next task out of a lane: feeds first, then what is new, then what may have changed.
func (l *lane) next() (task, bool) {
	for _, from := range []*[]task{&l.feeds, &l.items, &l.visits} {
		if len(*from) > 0 {
			t := (*from)[0]
			*from = (*from)[1:]
			return t, true
		}
	}
	return task{}, false
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
