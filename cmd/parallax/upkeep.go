package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
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
type checkCommand struct{ dataFlag }

func (c *checkCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
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
	ix, err := c.search(st, log)
	if err != nil {
		return err
	}
	defer ix.Close()
	indexed, err := ix.Count()
	if err != nil {
		return err
	}
	waiting, err := unindexed(ctx, st, ix, counts.Articles)
	if err != nil {
		return err
	}
	if indexed > counts.Articles || indexed < counts.Articles-waiting {
		wrong = append(wrong, fmt.Sprintf("the index holds %d articles, the store %d: parallax rebuild makes it anew", indexed, counts.Articles))
	}
	if waiting > 0 {
		fmt.Fprintf(s.err, "%d articles wait to be indexed: parallax crawl or serve does that\n", waiting)
	}
	for _, w := range wrong {
		fmt.Fprintln(s.out, w)
	}
	if len(wrong) > 0 {
		return errors.New("the data folder is not in order; what is wrong stands above")
	}
	fmt.Fprintf(s.err, "in order: %d pages, %d articles, %d incidents, %d posts\n", counts.Pages, counts.Articles, counts.Incidents, counts.Posts)
	return nil
}

// versionCommand prints which build this is.
type versionCommand struct{}

func (versionCommand) Run(s streams) error {
	info, _ := debug.ReadBuildInfo()
	fmt.Fprintf(s.out, "parallax %s %s\n", info.Main.Version, info.GoVersion)
	return nil
}
