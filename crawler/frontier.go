package crawler

import (
	"context"
	"errors"
	"time"

	"parallax/news"
)

const (
	// refillItems is how many items more than it holds already a frontier asks the store for.
	refillItems = 2_000
	// lowWater is the number of waiting items below which it asks again.
	lowWater = 500
	// refillPause is the shortest time between two questions while there is still something to do.
	refillPause = time.Second
	// idlePause is how often Run looks for feeds that have become due.
	idlePause = 15 * time.Second
	// defaultOvertime is how long a task counts among the Workers. One that takes longer waits for a slow server, costs next to nothing
	// and must not keep the quick ones waiting. overtimes is how many times the Workers may be in overtime.
	defaultOvertime = 5 * time.Second
	overtimes       = 4
)

// An event tells the frontier that a task has ended, or that pages are in the archive.
type event struct {
	outcome *outcome
	saved   []news.Page
	err     error // of saving
}

// A frontier decides what is fetched next. One goroutine, run, owns all of it; the goroutines that fetch report to it by
// events.
//
// Each site has a lane of tasks, feeds before pages, of which one is under way at a time. The lane whose site could have been
// asked for the longest time comes first, so a site with a thousand pages delays nobody. Tasks come from the store a few
// thousand at a time and are held (by their key) until the store knows that they are done.
type frontier struct {
	c       *Crawler
	all     bool
	endless bool

	lanes   map[string]*lane
	ready   laneHeap            // those with tasks, none of them under way
	started map[*lane]time.Time // those with a task under way, and since when
	held    map[string]bool     // tasks in a lane, under way, or with their page not yet archived
	detours map[string]string   // sites that feeds (by their key) were diverted to
	skipped int                 // items and visits left out of the last refill because their host rests

	waiting, running, unsaved int
	hungry                    bool // something has happened that may have made more tasks due
	filled                    bool // feeds were loaded
	overtime                  time.Duration
	lastFill, lastKept        time.Time

	events   chan event
	archive  *archivist
	summary  Summary
	progress Progress
}

func newFrontier(c *Crawler) *frontier {
	f := &frontier{
		c:        c,
		lanes:    map[string]*lane{},
		started:  map[*lane]time.Time{},
		held:     map[string]bool{},
		detours:  map[string]string{},
		overtime: defaultOvertime,
		hungry:   true,
		events:   make(chan event, c.opts.Workers),
	}
	f.archive = newArchivist(c.opts.Store, func(pages []news.Page, err error) {
		f.events <- event{saved: pages, err: err}
	})
	return f
}

// run works until nothing is due, or for ever. On its way out it waits for the requests under way, which end with their
// context, and sees to it that every page that was fetched is archived.
func (f *frontier) run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer f.c.failed.settle(true)
	archived := make(chan struct{})
	go func() {
		defer close(archived)
		f.archive.run(ctx)
	}()
	err := f.work(ctx)
	cancel()
	for f.running > 0 {
		err = firstError(err, f.handle(<-f.events))
	}
	close(f.archive.pages)
	for {
		select {
		case e := <-f.events:
			err = firstError(err, f.handle(e))
			continue
		case <-archived:
		}
		break
	}
	for len(f.events) > 0 {
		err = firstError(err, f.handle(<-f.events))
	}
	return firstError(err, f.c.rememberAsking(context.WithoutCancel(ctx), 0))
}

// firstError keeps the error that stopped the run, rather than those that stopping it caused; but a broken store is always
// worth more than an ended context.
func firstError(first, second error) error {
	if first == nil || (errors.Is(first, context.Canceled) && second != nil) {
		return second
	}
	return first
}

func (f *frontier) work(ctx context.Context) error {
	for {
		if f.shouldFill() {
			if err := f.fill(ctx); err != nil {
				return err
			}
		}
		if err := f.keep(ctx); err != nil {
			return err
		}
		wait := f.start(ctx)
		if f.running == 0 && f.waiting == 0 {
			switch {
			case f.unsaved > 0:
				f.flush()
			case f.hungry:
				continue
			case !f.endless:
				return nil
			}
			if f.endless {
				wait = idlePause
			}
		}
		if f.running > 0 {
			wait = min(wait, rememberEvery)
		}
		if err := f.await(ctx, wait); err != nil {
			return err
		}
	}
}

// keep records now and then what was learnt, and that sites are being asked: before the first of them is.
func (f *frontier) keep(ctx context.Context) error {
	if f.running+f.waiting == 0 || time.Since(f.lastKept) < rememberEvery {
		return nil
	}
	f.lastKept = time.Now()
	return f.c.rememberAsking(ctx, askingAhead)
}

// await handles the next event, and all others that are there, or returns when wait is over.
func (f *frontier) await(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case e := <-f.events:
		if err := f.handle(e); err != nil {
			return err
		}
	case <-f.c.pushed:
		f.hungry = true
	case <-f.c.anew:
		f.c.agreed.reload()
		f.c.sources.reload()
		f.empty()
	case <-timer.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	for len(f.events) > 0 {
		if err := f.handle(<-f.events); err != nil {
			return err
		}
	}
	return nil
}

func (f *frontier) flush() {
	select {
	case f.archive.flush <- struct{}{}:
	default: // asked already
	}
}

// shouldFill reports whether it is time to ask the store for more: when something may have become due and little is left.
func (f *frontier) shouldFill() bool {
	if f.endless && time.Since(f.lastFill) >= idlePause {
		return true
	}
	if !f.hungry || f.waiting > lowWater {
		return false
	}
	return (f.running == 0 && f.waiting == 0 && f.unsaved == 0) || time.Since(f.lastFill) >= refillPause
}

// fill takes what is due from the store into the lanes.
func (f *frontier) fill(ctx context.Context) error {
	f.hungry, f.lastFill = false, time.Now()
	f.c.failed.settle(false)
	if f.endless && f.running == 0 && f.waiting == 0 && f.unsaved == 0 {
		f.progress = Progress{}
	}
	if f.endless || !f.filled {
		feeds, err := f.dueFeeds(ctx)
		if err != nil {
			return err
		}
		for i := range feeds {
			if f.add(task{feed: &feeds[i]}) {
				f.progress.FeedsTotal++
			}
		}
		f.filled = true
	}
	// The items that are held are still due for the store, as are those whose hosts rest, so ask for as many more.
	items, err := f.c.opts.Store.DueItems(ctx, f.c.now(), len(f.held)+f.skipped+refillItems)
	if err != nil {
		return err
	}
	visits, err := f.c.opts.Store.DueVisits(ctx, f.c.now(), len(f.held)+f.skipped+refillItems)
	if err != nil {
		return err
	}
	f.skipped = 0
	for i := range items {
		f.addPage(task{item: &items[i]})
	}
	for i := range visits {
		f.addPage(task{visit: &visits[i]})
	}
	f.report("")
	return nil
}

func (f *frontier) dueFeeds(ctx context.Context) ([]news.Feed, error) {
	if !f.all {
		return f.c.opts.Store.DueFeeds(ctx, f.c.now())
	}
	feeds, err := f.c.opts.Store.Feeds(ctx)
	kept := feeds[:0]
	for _, feed := range feeds {
		if !feed.Gone {
			kept = append(kept, feed)
		}
	}
	return kept, err
}

// visit carries a task out. It hands a page to the archivist by itself, so that a slow disk holds up the fetching and not the
// frontier.
func (f *frontier) visit(ctx context.Context, l *lane, t task) {
	var o outcome
	var err error
	yields := t.detour == "" // what has waited for its turn elsewhere goes all the way
	switch {
	case t.feed != nil:
		o, err = f.c.visitFeed(ctx, *t.feed, yields)
	case t.item != nil:
		o, err = f.c.visitPage(ctx, *t.item, yields)
	default:
		o, err = f.c.visitAgain(ctx, *t.visit, yields)
	}
	if err == nil {
		err = f.c.rememberRests(ctx)
	}
	if o.page != nil {
		f.archive.pages <- *o.page
	}
	o.task, o.lane, o.err = t, l, err
	f.events <- event{outcome: &o}
}

// handle takes note of an event. An error ends the run.
func (f *frontier) handle(e event) error {
	if e.outcome == nil {
		return f.archived(e.saved, e.err)
	}
	o := e.outcome
	f.running--
	o.lane.busy = false
	delete(f.started, o.lane)
	if o.lane.empty() {
		delete(f.lanes, o.lane.site)
	} else {
		f.queue(o.lane)
	}
	switch {
	case o.detour != "":
		f.divert(o.task, o.detour)
		return o.err
	case o.page != nil:
		f.unsaved++ // held until it is archived
	default:
		delete(f.held, o.task.key())
	}
	if o.landed != "" && o.landed != o.task.detour {
		delete(f.detours, o.task.key())
	}
	if o.err != nil {
		return o.err
	}
	f.count(o)
	return nil
}

// count adds an outcome to the summary.
func (f *frontier) count(o *outcome) {
	s, p := &f.summary, &f.progress
	switch {
	case o.skipped:
		p.PagesTotal--
		return
	case o.task.feed != nil:
		s.Feeds++
		p.Feeds++
		s.Items += o.fresh
		f.hungry = f.hungry || o.fresh > 0
		if o.unchanged {
			s.Unchanged++
		}
		if o.failed {
			s.FeedsFailed++
			p.Failed++
		}
	case o.failed:
		s.PagesFailed++
		p.Pages++
		p.Failed++
		f.hungry = true
	case o.page == nil:
		s.Visits++
		p.Pages++
		f.hungry = true
	}
	f.report(hostOfAddress(o.task.address()))
}

// archived takes note of pages that are in the archive, or couldn't be put there.
func (f *frontier) archived(pages []news.Page, err error) error {
	for _, page := range pages {
		f.unsaved--
		delete(f.held, pageKey(page.URL))
	}
	if err != nil {
		return err
	}
	for _, page := range pages {
		f.summary.Pages++
		f.summary.Bytes += int64(len(page.Body))
		f.progress.Pages++
	}
	f.hungry = true
	f.report("")
	return nil
}

func (f *frontier) report(host string) {
	if host != "" {
		f.progress.Host = host
	}
	f.c.opts.Progress(f.progress)
}
