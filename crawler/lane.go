package crawler

import (
	"container/heap"
	"context"
	"time"

	"parallax/news"
)

// A task is one feed or one item to visit, or a visit to a page that is known.
type task struct {
	feed  *news.Feed
	item  *news.Item
	visit *news.Visit

	detour string // site that its address redirects to, where that has so much to do that the task waits in its lane; or ""
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

// site is the one whose turn a task waits for.
func (t task) site() string {
	if t.detour != "" {
		return t.detour
	}
	return siteOfHost(hostOfAddress(t.address()))
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
	skipped   bool   // not tried: the host rests
	detour    string // not done yet: a site to which it was redirected, and which has too many waiting
	landed    string // site that a feed came from
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

// addPage adds a task that is about a page, unless its host rests.
func (f *frontier) addPage(t task) {
	if f.rests(t) {
		f.skipped++
		return
	}
	if f.add(t) {
		f.progress.PagesTotal++
	}
}

// rests reports whether a task's host rests.
func (f *frontier) rests(t task) bool { return f.c.fetch.hosts.rests(hostOfAddress(t.address())) }

// add puts a task into its site's lane, unless it is held already.
func (f *frontier) add(t task) bool {
	key := t.key()
	if f.held[key] {
		return false
	}
	f.held[key] = true
	t.detour = f.detours[key]
	f.place(t)
	return true
}

// place puts a task into the lane of the site whose turn it waits for.
func (f *frontier) place(t task) {
	f.waiting++
	site := t.site()
	l := f.lanes[site]
	if l == nil {
		l = &lane{site: site}
		f.lanes[site] = l
	}
	idle := !l.busy && l.empty()
	l.add(t)
	if idle {
		f.queue(l)
	}
}

// divert puts a task whose address redirects to a busy site into the lane of that site. Of a feed it is remembered, for that is asked
// again.
func (f *frontier) divert(t task, to string) {
	if t.detour = to; t.feed != nil {
		f.detours[t.key()] = to
	}
	f.place(t)
}

// queue makes a lane wait for its turn.
func (f *frontier) queue(l *lane) {
	l.at = f.c.fetch.hosts.readyAt(l.site)
	if now := time.Now(); l.at.Before(now) {
		l.at = now
	}
	heap.Push(&f.ready, l)
}

// start starts as many tasks as there are workers and sites that can be asked. It returns how long to wait for the next site.
func (f *frontier) start(ctx context.Context) time.Duration {
	for len(f.ready) > 0 {
		if wait := f.untilFree(); wait > 0 {
			return wait
		}
		l := f.ready[0]
		if wait := time.Until(l.at); wait > 0 {
			return wait
		}
		heap.Pop(&f.ready)
		t, ok := f.take(l)
		if !ok {
			delete(f.lanes, l.site)
			continue
		}
		l.busy, f.started[l] = true, time.Now()
		f.running++
		f.report(hostOfAddress(t.address()))
		go f.visit(ctx, l, t)
	}
	return idlePause
}

// untilFree is how long to wait for a free worker, 0 if there is one.
func (f *frontier) untilFree() time.Duration {
	workers := f.c.opts.Workers
	switch {
	case f.running < workers:
		return 0
	case f.running >= (1+overtimes)*workers:
		return idlePause // the end of a task comes first
	}
	working, next := 0, f.overtime
	for _, since := range f.started {
		if left := f.overtime - time.Since(since); left > 0 {
			working++
			next = min(next, left)
		}
	}
	if working < workers {
		return 0
	}
	return next
}

// take takes the next task out of a lane whose host doesn't rest. Pages of one that does are let go of; the store still has them. Its
// feeds stay, to be recorded with the reason.
func (f *frontier) take(l *lane) (task, bool) {
	for {
		t, ok := l.next()
		if !ok {
			return t, false
		}
		f.waiting--
		if t.feed != nil || !f.rests(t) {
			return t, true
		}
		delete(f.held, t.key())
		f.progress.PagesTotal--
		f.skipped++
	}
}

// empty lets go of everything that waits; the store still has what is to be done.
func (f *frontier) empty() {
	for _, l := range f.lanes {
		for t, ok := l.next(); ok; t, ok = l.next() {
			f.waiting--
			delete(f.held, t.key())
			if t.feed != nil {
				f.progress.FeedsTotal--
			} else {
				f.progress.PagesTotal--
			}
		}
		if !l.busy {
			delete(f.lanes, l.site)
		}
	}
	clear(f.ready)
	f.ready = f.ready[:0]
	f.hungry, f.filled, f.lastFill = true, false, time.Time{}
}
