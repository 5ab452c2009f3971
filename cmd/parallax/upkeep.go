package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"parallax/news"
	"parallax/store"
)

// rebuildCommand derives everything again from the stored pages.
type rebuildCommand struct{ workFlags }

func (c *rebuildCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	e, err := c.client(log)
	if err != nil {
		return err
	}
	f, err := c.openEmptied(ctx, log, e)
	if err != nil {
		return err
	}
	defer f.Close()
	steps := newProgress(s.err)
	f.pipeline.progress = steps.work
	if err := f.pipeline.advance(ctx); err != nil {
		return err
	}
	counts, err := f.store.Counts(ctx)
	if err != nil {
		return err
	}
	steps.say("rebuilt %d articles in %d incidents from %d pages", counts.Articles, counts.Incidents, counts.Pages)
	return nil
}

// checkCommand verifies store, archive and index against each other.
type checkCommand struct {
	dataFlag
	Repair bool `help:"Repair what can be: a damaged database is replaced by what can be read of it, what is derived is made anew, pages that the archive has lost are given up."`
}

func (c *checkCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	if c.Repair {
		if err := (repair{c.dataFlag, log, newProgress(s.err)}).run(ctx); err != nil {
			return err
		}
	}
	st, err := c.records(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer st.Close()
	wrong, err := st.Check(ctx)
	if err != nil {
		return err
	}
	counts, err := st.Counts(ctx)
	if err != nil {
		return err
	}
	unread, err := st.Unread(ctx)
	if err != nil {
		return err
	}
	if unread > 0 {
		fmt.Fprintf(s.err, "%d pages wait to be read: parallax crawl or serve does that\n", unread)
	}
	outdated, err := c.checkIndex(ctx, s, st, counts)
	if err != nil {
		return err
	}
	wrong = append(wrong, outdated...)
	for _, w := range wrong {
		fmt.Fprintln(s.out, w)
	}
	if len(wrong) > 0 {
		return errors.New("the data folder is not in order; what is wrong stands above, and parallax check --repair repairs what can be")
	}
	fmt.Fprintf(s.err, "in order: %d pages, %d articles, %d incidents, %d posts\n", counts.Pages, counts.Articles, counts.Incidents, counts.Posts)
	return nil
}

// checkIndex compares the index with the store and returns what is wrong. That it is behind is not.
func (c *checkCommand) checkIndex(ctx context.Context, s streams, st *store.Store, counts news.Counts) (wrong []string, err error) {
	ix, err := c.search(st, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	defer ix.Close()
	indexed, err := ix.Count()
	if err != nil {
		return nil, err
	}
	waiting, err := unindexed(ctx, st, ix, counts.Articles+1)
	if err != nil {
		return nil, err
	}
	if indexed > counts.Articles+waiting || indexed < counts.Articles-waiting {
		wrong = append(wrong, fmt.Sprintf("the index holds %d articles, the store %d: parallax rebuild makes it anew", indexed, counts.Articles))
	}
	if waiting > 0 {
		fmt.Fprintf(s.err, "%d articles wait to be indexed: parallax crawl or serve does that\n", waiting)
	}
	return wrong, nil
}

// versionCommand prints which build this is.
type versionCommand struct{}

func (versionCommand) Run(s streams) error {
	info, _ := debug.ReadBuildInfo()
	fmt.Fprintf(s.out, "parallax %s %s\n", info.Main.Version, info.GoVersion)
	return nil
}
