package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"parallax/news"
	"parallax/store"
)

// forgetCommand removes what somebody has the right to have removed.
type forgetCommand struct {
	workFlags
	What  []string `arg:"" optional:"" help:"Addresses of articles (https://example.org/page), or hosts (example.org) with all below them."`
	Allow bool     `help:"Take it back: what comes from now on is kept again. What was removed stays so."`
	List  bool     `help:"List what was forgotten."`
}

// Help is what the help of the command says besides its flags.
func (*forgetCommand) Help() string {
	return "An outlet or an article is removed everywhere: from the archive, whose files are written anew without it, the records, the index and all " +
		"that is derived. It isn't fetched or imported again, and no rebuild brings it back. Backups and exports made before still have it."
}

func (c *forgetCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	if !c.List && len(c.What) == 0 {
		return usageError{errors.New("name what to forget: an address or a host; --list shows what was forgotten")}
	}
	if c.List || c.Allow {
		st, err := c.records(ctx, log, time.Now)
		if err != nil {
			return err
		}
		defer st.Close()
		if c.Allow {
			return allow(ctx, s, st, c.What)
		}
		names, err := st.Forgotten(ctx)
		for _, name := range names {
			fmt.Fprintln(s.out, name)
		}
		return err
	}
	f, err := c.open(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, what := range c.What {
		r, err := f.store.Forget(ctx, what)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.err, "%s is forgotten: %d pages (%d bytes) of the archive, %d articles, %d items, %d feeds were removed\n",
			what, r.Pages, r.Bytes, r.Articles, r.Items, r.Feeds)
	}
	return f.pipeline.search(ctx)
}

func allow(ctx context.Context, s streams, st *store.Store, names []string) error {
	for _, what := range names {
		err := st.Allow(ctx, what)
		if errors.Is(err, news.ErrNotFound) {
			return fmt.Errorf("%s wasn't forgotten: parallax forget --list shows what was", what)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(s.err, "%s is allowed again\n", what)
	}
	return nil
}

// keepFlags bound how long and how much is kept.
type keepFlags struct {
	Keep     time.Duration `placeholder:"TIME" help:"Remove what was fetched longer ago than that, pages and articles, as in 8760h for a year. Files of the archive go as a whole, when the last page in them is that old. Without it everything is kept."`
	KeepSize float64       `placeholder:"GIB" help:"Remove the oldest as long as the archive has more than so many GiB."`
}

func (k keepFlags) check() error {
	if k.Keep != 0 && k.Keep < liveWindow {
		return usageError{fmt.Errorf("--keep %s is too short: the grouping needs %s", k.Keep, liveWindow)}
	}
	if k.KeepSize < 0 {
		return usageError{errors.New("--keep-size must be above 0")}
	}
	return nil
}

// expirePause is the time between two looks at what has become too old.
const expirePause = time.Hour

// expire removes what is to be kept no longer, from the index too. The age of a page is counted from the latest that came: a
// clock that jumps years ahead must not empty the archive.
func (p *pipeline) expire(ctx context.Context, k keepFlags, now time.Time) error {
	if k == (keepFlags{}) {
		return nil
	}
	var before time.Time
	if k.Keep > 0 {
		latest, err := p.store.StateTime(ctx)
		if err != nil {
			return err
		}
		if latest.Before(now) {
			now = latest
		}
		before = now.Add(-k.Keep)
	}
	r, err := p.store.Expire(ctx, before, int64(k.KeepSize*(1<<30)))
	if err != nil || r.Pages == 0 {
		return err
	}
	p.log.Info("what was to be kept no longer was removed", "pages", r.Pages, "articles", r.Articles, "bytes", r.Bytes)
	p.grouper = nil // it may remember some of it
	return p.search(ctx)
}
