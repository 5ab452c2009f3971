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
		"that is derived. It isn't fetched or imported again, and no rebuild brings it back. Copies of feeds that speak of it go, too. " +
		"Where parallax serve is at work on the folder, that does it. Backups and exports made before still have it."
}

func (c *forgetCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	switch {
	case c.List:
		return c.list(ctx, s, log)
	case len(c.What) == 0:
		return usageError{errors.New("name what to forget: an address or a host; --list shows what was forgotten")}
	case c.Allow:
		return c.allow(ctx, s, log)
	}
	f, err := c.open(ctx, log, time.Now)
	if errors.Is(err, store.ErrInUse) {
		return c.letForget(ctx, s, log)
	} else if err != nil {
		return err
	}
	defer f.Close()
	asked, err := askToForget(ctx, f.store, c.What)
	if err == nil {
		err = f.pipeline.forget(ctx)
	}
	if err != nil {
		return err
	}
	for i, n := range asked {
		if err := sayForgotten(ctx, s, f.store, c.What[i], n); err != nil {
			return err
		}
	}
	return nil
}

// letForget lets the process forget that is at work on the folder, and waits until it has.
func (c *forgetCommand) letForget(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.beside(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	asked, err := askToForget(ctx, st, c.What)
	if err != nil {
		return err
	}
	fmt.Fprintln(s.err, "another parallax is at work on the folder and will remove it; you needn't wait for that (Ctrl-C)")
	for i, n := range asked {
		if err := c.await(ctx, st, n, log); err != nil {
			return err
		}
		if err := sayForgotten(ctx, s, st, c.What[i], n); err != nil {
			return err
		}
	}
	return nil
}

// forgetPause is how often a command looks whether another process has done what it asked for.
const forgetPause = 500 * time.Millisecond

// await waits until a request was carried out: by the other process or, if that has ended, by this one.
func (c *forgetCommand) await(ctx context.Context, st *store.Store, n int64, log *slog.Logger) error {
	for {
		if _, done, err := st.Removed(ctx, n); done || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(forgetPause):
		}
		f, err := c.open(ctx, log, time.Now)
		if errors.Is(err, store.ErrInUse) {
			continue
		} else if err != nil {
			return err
		}
		if err := errors.Join(f.pipeline.forget(ctx), f.Close()); err != nil {
			return err
		}
	}
}

func askToForget(ctx context.Context, st *store.Store, names []string) (asked []int64, err error) {
	for _, what := range names {
		n, err := st.AskToForget(ctx, what)
		if err != nil {
			return nil, err
		}
		asked = append(asked, n)
	}
	return asked, nil
}

func sayForgotten(ctx context.Context, s streams, st *store.Store, what string, n int64) error {
	r, _, err := st.Removed(ctx, n)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.err, "%s is forgotten: %d pages and %d copies of feeds (%d bytes) of the archive, %d articles, %d items, %d feeds were removed\n",
		what, r.Pages, r.Raw, r.Bytes, r.Articles, r.Items, r.Feeds)
	return nil
}

func (c *forgetCommand) list(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	names, err := st.Forgotten(ctx)
	for _, name := range names {
		fmt.Fprintln(s.out, name)
	}
	return err
}

func (c *forgetCommand) allow(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.beside(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	for _, what := range c.What {
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

// forget carries out what people have asked for, maybe by another process: records, archive and index come to be without it.
func (p *pipeline) forget(ctx context.Context) error {
	asked, err := p.store.Asked(ctx)
	if err != nil || len(asked) == 0 {
		return err
	}
	for _, n := range asked {
		r, err := p.store.CarryOut(ctx, n)
		if err != nil {
			return err
		}
		p.log.Info("something was forgotten, as it was asked for", "pages", r.Pages, "articles", r.Articles, "feeds", r.Feeds)
	}
	p.grouper = nil // it may remember some of it
	if p.forgotten != nil {
		p.forgotten()
	}
	if err := p.search(ctx); err != nil {
		return err
	}
	for _, n := range asked {
		if err := p.store.Settle(ctx, n); err != nil {
			return err
		}
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
