package crawler

import (
	"context"
	"errors"

	"golang.org/x/sync/errgroup"
)

// RoundOptions say what a round takes in.
type RoundOptions struct {
	All bool // every feed, due or not, but for those that are gone
}

// Round fetches the feeds that are due, and then pages until none is due. Hosts that rest, because they asked to or because
// they don't answer, are left for later rounds. The error is the store's or the context's; the Summary counts what was done
// up to it.
func (c *Crawler) Round(ctx context.Context, o RoundOptions) (Summary, error) {
	if err := c.recall(ctx); err != nil {
		return Summary{}, err
	}
	f := newFrontier(c)
	f.all = o.All
	err := f.run(ctx)
	return f.summary, err
}

// Run fetches feeds and pages as they become due, until ctx ends, and then returns nil. An error is the store's.
func (c *Crawler) Run(ctx context.Context) error {
	err := c.recall(ctx) // before anybody is asked, hubs too
	if err == nil {
		err = c.crawlAndSubscribe(ctx)
	}
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// crawlAndSubscribe fetches what becomes due and asks hubs, until ctx ends or one of the two fails.
func (c *Crawler) crawlAndSubscribe(ctx context.Context) error {
	f := newFrontier(c)
	f.endless = true
	work, inner := errgroup.WithContext(ctx)
	work.Go(func() error { return f.run(inner) })
	if c.opts.Callback != "" {
		work.Go(func() error { return c.subscribe(inner) })
	}
	return work.Wait()
}

// Reload makes Run forget what it took from the store and take it anew: something was removed there. What is being fetched at
// the moment isn't interrupted.
func (c *Crawler) Reload() {
	select {
	case c.anew <- struct{}{}:
	default: // told already
	}
}
