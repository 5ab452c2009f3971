package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"text/tabwriter"
	"time"

	"parallax/crawler"
	"parallax/news"
)

// feedsCommand keeps the list of feeds.
type feedsCommand struct {
	Add    feedsAddCommand    `cmd:"" help:"Add feeds by their address, or the feeds of a site by the site's."`
	Rm     feedsRmCommand     `cmd:"" help:"Stop crawling feeds. Their articles stay."`
	List   feedsListCommand   `cmd:"" help:"List the feeds and how their crawl goes."`
	Check  feedsCheckCommand  `cmd:"" help:"Fetch feeds once, without storing, and say what they give."`
	Import feedsImportCommand `cmd:"" help:"Add the feeds of an OPML file."`
	Export feedsExportCommand `cmd:"" help:"Write the feeds as OPML."`
	Rights feedsRightsCommand `cmd:"" help:"List or set how much of a source's texts may be shown and exported."`
}

// fetchFlags are the crawl's settings that matter for looking at a single address.
type fetchFlags struct {
	Contact      string `placeholder:"ADDRESS" help:"Where publishers can reach you; sent with every request."`
	AllowPrivate bool   `help:"Also fetch from loopback, private and link-local addresses."`
}

func (f fetchFlags) crawler(log *slog.Logger) *crawler.Crawler {
	return crawler.New(crawler.Options{Logger: log, Contact: f.Contact, AllowPrivate: f.AllowPrivate})
}

type feedsAddCommand struct {
	dataFlag
	fetchFlags
	URL []string `arg:"" name:"url" help:"Addresses of feeds or sites."`
}

func (c *feedsAddCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.records(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer st.Close()
	fetch := c.crawler(log)
	var failed error
	for _, address := range c.URL {
		feeds, err := fetch.Discover(ctx, address)
		if err == nil && len(feeds) == 0 {
			err = fmt.Errorf("%s: no feed was found there: give the feed's own address", address)
		}
		if err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		for _, f := range feeds {
			source := news.Source{ID: f.Source, Name: f.Title, Host: news.SourceID(f.URL), Language: f.Language}
			if err := configure(ctx, st, []news.Source{source}, []news.Feed{f}); err != nil {
				return err
			}
			fmt.Fprintln(s.out, f.URL)
		}
	}
	return failed
}

type feedsRmCommand struct {
	dataFlag
	URL []string `arg:"" name:"url" help:"Addresses of feeds."`
}

func (c *feedsRmCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.records(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer st.Close()
	var failed error
	for _, address := range c.URL {
		err := st.RemoveFeed(ctx, address)
		if errors.Is(err, news.ErrNotFound) {
			err = fmt.Errorf("%s is none of the feeds: parallax feeds list shows them", address)
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

type feedsListCommand struct{ dataFlag }

func (c *feedsListCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	feeds, err := st.Feeds(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "FEED\tSOURCE\tLANGUAGE\tLAST FETCH\tNEXT FETCH\tSTATE")
	for _, f := range feeds {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", f.URL, f.Source, f.Language, moment(f.LastFetch), moment(f.NextFetch), feedState(f))
	}
	return table.Flush()
}

func moment(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04")
}

func feedState(f news.Feed) string {
	switch {
	case f.Gone:
		return "gone"
	case f.LastError != "":
		return fmt.Sprintf("failed %d×: %s", f.Failures, f.LastError)
	case f.LastFetch.IsZero():
		return "new"
	case f.Moved != "":
		return "ok, moved to " + f.Moved
	}
	return "ok"
}

type feedsCheckCommand struct {
	fetchFlags
	URL []string `arg:"" name:"url" help:"Addresses of feeds."`
}

func (c *feedsCheckCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	fetch := c.crawler(log)
	failed := 0
	for _, address := range c.URL {
		report, err := fetch.CheckFeed(ctx, address)
		if err != nil {
			failed++
			fmt.Fprintln(s.out, err)
			continue
		}
		writeReport(s.out, address, report)
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d feeds failed", failed, len(c.URL))
	}
	return nil
}

func writeReport(w io.Writer, address string, r crawler.FeedReport) {
	fmt.Fprintf(w, "%s: %s %q, %d items, %d of them dated, newest %s\n", address, r.Kind, r.Title, r.Items, r.Dated, moment(r.Newest))
	if r.Moved != "" {
		fmt.Fprintf(w, "  has moved to %s\n", r.Moved)
	}
	if r.Hub != "" {
		fmt.Fprintf(w, "  is pushed by the hub %s to a site with --public\n", r.Hub)
	}
	for _, p := range r.Problems {
		fmt.Fprintf(w, "  %s\n", p)
	}
}

type feedsImportCommand struct {
	dataFlag
	File string `arg:"" type:"existingfile" help:"OPML file, as other readers export it."`
}

func (c *feedsImportCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	sources, feeds, err := readOPML(c.File)
	if err != nil {
		return err
	}
	st, err := c.records(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := configure(ctx, st, sources, feeds); err != nil {
		return err
	}
	fmt.Fprintf(s.err, "%d feeds of %d sources\n", len(feeds), len(sources))
	return nil
}

type feedsExportCommand struct{ dataFlag }

func (c *feedsExportCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	feeds, err := st.Feeds(ctx)
	if err != nil {
		return err
	}
	health, err := st.Sources(ctx)
	if err != nil {
		return err
	}
	sources := make([]news.Source, len(health))
	for i, h := range health {
		sources[i] = h.Source
	}
	return crawler.WriteOPML(s.out, feeds, sources)
}
