package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"time"

	"parallax/crawler"
	"parallax/news"
	"parallax/store"
)

// crawlFlags are the settings of the crawl, common to crawl and serve.
type crawlFlags struct {
	Feeds        string        `type:"existingfile" placeholder:"FILE.opml" help:"Feeds to add before crawling. With no feeds at all, the bundled list of public feeds is used."`
	Contact      string        `placeholder:"ADDRESS" help:"Where publishers can reach you, a page or an e-mail address; sent with every request."`
	Delay        time.Duration `default:"2s" help:"Pause between two requests to one site, all hosts of a registered domain. [${default}]"`
	Revisit      bool          `default:"true" negatable:"" help:"Look again at the pages of known articles, for edits: after an hour, six hours, a day, three days and a week."`
	RawFeeds     bool          `default:"true" negatable:"" help:"Keep feeds in the archive as they came, beside the pages."`
	AllowPrivate bool          `help:"Also fetch from loopback, private and link-local addresses: for intranets and tests."`
}

// options are the crawler's settings over a folder.
func (c crawlFlags) options(f *folder, log *slog.Logger) crawler.Options {
	return crawler.Options{
		Store: f.crawling(), Logger: log, Contact: c.Contact, Delay: c.Delay, NoVisits: !c.Revisit, NoRawFeeds: !c.RawFeeds, AllowPrivate: c.AllowPrivate,
	}
}

// configureFeeds adds the feeds of --feeds, or the bundled ones where there are none at all.
func (c crawlFlags) configureFeeds(ctx context.Context, st *store.Store, log *slog.Logger) error {
	if c.Contact == "" {
		log.Info("publishers have no way to reach you: name a page or an e-mail address with --contact")
	}
	if c.Feeds != "" {
		sources, feeds, err := readOPML(c.Feeds)
		if err != nil {
			return err
		}
		return configureKept(ctx, st, sources, feeds)
	}
	present, err := st.Feeds(ctx)
	if err != nil || len(present) > 0 {
		return err
	}
	sources, feeds := crawler.Bundled()
	log.Info("no feeds are configured: starting from the bundled list", "feeds", len(feeds))
	return configureKept(ctx, st, sources, feeds)
}

func readOPML(name string) ([]news.Source, []news.Feed, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	sources, feeds, err := crawler.ReadOPML(f)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return sources, feeds, nil
}

// crawlCommand crawls one round.
type crawlCommand struct {
	workFlags
	crawlFlags
	keepFlags
	All bool `help:"Fetch every feed, whether it is due or not."`
}

func (c *crawlCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	if err := c.keepFlags.check(); err != nil {
		return err
	}
	f, err := c.open(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := c.configureFeeds(ctx, f.store, log); err != nil {
		return err
	}
	steps := newProgress(s.err)
	o := c.options(f, log)
	o.Progress = steps.crawl
	f.pipeline.progress = steps.work
	summary, crawlErr := crawler.New(o).Round(ctx, crawler.RoundOptions{All: c.All})
	if crawlErr == nil {
		steps.say("%s", crawlSummary(summary))
		crawlErr = f.pipeline.advance(ctx)
	}
	if crawlErr == nil {
		crawlErr = f.pipeline.expire(ctx, c.keepFlags, time.Now())
	}
	steps.end()
	return crawlErr
}

// crawlSummary says what came of a round in one line.
func crawlSummary(s crawler.Summary) string {
	line := fmt.Sprintf("%d feeds fetched, %d of them unchanged, %d failed; %d new articles announced; %d pages fetched, %d failed",
		s.Feeds, s.Unchanged, s.FeedsFailed, s.Items, s.Pages, s.PagesFailed)
	if s.Visits > 0 {
		line += fmt.Sprintf("; %d known ones looked at again", s.Visits)
	}
	if s.FeedsFailed+s.PagesFailed > 0 {
		line += " (why stands on the page of the source)"
	}
	return line
}
