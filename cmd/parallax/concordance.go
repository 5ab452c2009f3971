package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"parallax/index"
	"parallax/web"
)

// concordanceCommand writes the occurrences of words, or counts them.
type concordanceCommand struct {
	dataFlag
	Table  string   `default:"lines" enum:"lines,languages,sources,forms,collocates" help:"lines: each occurrence in its context. languages, sources, forms: how often there, or written so. collocates: the words that stand near, 500 of each language. [${default}]"`
	Sort   string   `placeholder:"ORDER" help:"Of lines date, left or right: by what stands beside the match. Of collocates likelihood, dice or count. The first of them where not given."`
	Window int      `default:"5" help:"Words on each side that count as near, for collocates. [${default}]"`
	Least  int      `default:"3" help:"Leave out collocates that come together less often. [${default}]"`
	Whole  bool     `help:"Read all articles that the query finds, and not only the newest 2,500. A thousand take up to a second of the processor."`
	Query  []string `arg:"" help:"The query, with at least one word."`
}

func (c *concordanceCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	if err := c.sensible(); err != nil {
		return usageError{err}
	}
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	ix, err := c.searching(ctx, st, log)
	if err != nil {
		return err
	}
	defer ix.Close()
	steps := newProgress(s.err)
	read, found := 0, 0
	table := web.WordTable{Table: c.Table, Query: strings.Join(c.Query, " "), Sort: c.Sort, Window: c.Window, Least: c.Least}
	table.Extent = index.Extent{Whole: c.Whole, Progress: func(now, all int) {
		read, found = now, all
		steps.count("articles read", read, found)
	}}
	if err := table.Write(ctx, s.out, ix); err != nil {
		steps.end()
		return queryError(table.Query, err)
	}
	if read < found {
		steps.say("the newest %d of %d articles were read; --whole reads all", read, found)
	} else {
		steps.say("articles read: %d", read)
	}
	return nil
}

// sensible refuses an order that the table doesn't have.
func (c *concordanceCommand) sensible() error {
	var orders []string
	switch c.Table {
	case "lines":
		orders = []string{index.ByDate, index.ByLeft, index.ByRight}
	case "collocates":
		orders = []string{index.ByLikelihood, index.ByDice, index.ByCount}
	}
	switch {
	case c.Sort == "" || slices.Contains(orders, c.Sort):
		return nil
	case len(orders) == 0:
		return fmt.Errorf("--sort: the table %s has one order only", c.Table)
	}
	return fmt.Errorf("--sort %s: the table %s is sorted by %s", c.Sort, c.Table, strings.Join(orders, ", "))
}
