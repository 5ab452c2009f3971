package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"text/tabwriter"

	"parallax/export"
	"parallax/news"
	"parallax/store"
)

// feedsRightsCommand lists or sets the rights of sources. It works beside parallax serve, whose site obeys at once.
type feedsRightsCommand struct {
	dataFlag
	Source string `arg:"" optional:"" help:"Host of the source's site, without www; all that have rights of their own are listed where it is missing."`
	Rights string `arg:"" optional:"" default:"" enum:",full,excerpt,metadata,default" help:"full, excerpt (the first 300 characters), metadata (nothing but headline and facts), or default, which is what the site or the export says."`
}

func (c *feedsRightsCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	if c.Rights == "" {
		return c.list(ctx, s, log)
	}
	st, err := c.beside(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	r := news.Rights(c.Rights)
	if c.Rights == "default" {
		r = ""
	}
	err = st.SetRights(ctx, c.source(), r)
	if errors.Is(err, news.ErrNotFound) {
		return fmt.Errorf("%s is none of the sources: parallax export --what sources lists them", c.Source)
	}
	return err
}

// source takes an address for its host too.
func (c *feedsRightsCommand) source() string {
	if id := news.SourceID(c.Source); id != "" {
		return id
	}
	return c.Source
}

func (c *feedsRightsCommand) list(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	all, err := st.Rights(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	for _, source := range slices.Sorted(maps.Keys(all)) {
		if c.Source == "" || source == c.source() {
			fmt.Fprintf(table, "%s\t%s\n", source, all[source])
		}
	}
	return table.Flush()
}

// quotable is the store's articles for the index to quote from: without the texts of sources of which nothing may be quoted.
type quotable struct{ store *store.Store }

func (q quotable) ArticlesByID(ctx context.Context, ids []string) ([]news.Article, error) {
	articles, err := q.store.ArticlesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	sources, err := q.store.Rights(ctx)
	policy := export.Policy{Sources: sources}
	for i, a := range articles {
		articles[i] = policy.Quotable(a)
	}
	return articles, err
}
