package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"parallax/crawler"
	"parallax/news"
	"parallax/testdata/newsroom"
)

// demoCommand shows the whole program on the fictional newsroom.
type demoCommand struct {
	Addr string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the site stands. [${default}]"`
	// The folder of the real news, which the environment and the settings name, must not get what is invented.
	Data string `placeholder:"DIR" env:"-" help:"Data folder to use and keep; without it a temporary one is used and removed. Only the command line says so."`
}

func (c *demoCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	return unlessEnded(ctx, c.show(ctx, s, log))
}

func (c *demoCommand) show(ctx context.Context, s streams, log *slog.Logger) (err error) {
	site, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer site.Close()
	if c.Data == "" {
		if c.Data, err = os.MkdirTemp("", "parallax-demo-"); err != nil {
			return fmt.Errorf("making a temporary data folder: %w; name one with --data, or another place for temporary ones in TMPDIR", err)
		}
		defer os.RemoveAll(c.Data)
	}
	p, err := playNewsroom(ctx, newsroomAddr)
	if err != nil {
		return err
	}
	p.publish(firstEdition)
	now := p.clock()
	steps := newProgress(s.err)
	steps.say("%d fictional outlets publish on %s:%s", len(p.room.Outlets), newsroom.Domain, p.port)
	f, err := dataFlag{c.Data}.open(ctx, log, now, nil)
	if err != nil {
		return err
	}
	defer f.Close()
	sources, feeds := p.room.Sources(p.port)
	if err := configure(ctx, f.store, sources, feeds); err != nil {
		return err
	}
	f.pipeline.progress = steps.work
	if err := crawlNewsroom(ctx, f, now, steps); err != nil {
		return err
	}
	p.publish(latestEdition)
	if err := crawlNewsroom(ctx, f, now, steps); err != nil {
		return err
	}
	handler, err := f.site(siteOptions{now: now, log: log, rights: news.RightsFull, demo: true, done: ctx.Done()})
	if err != nil {
		return err
	}
	steps.say("the site is ready; Ctrl-C ends it")
	fmt.Fprintf(s.out, "http://%s/\n", site.Addr())
	return serveUntilDone(ctx, site, handler)
}

// crawlNewsroom crawls the newsroom's feeds, and those of its pages that are due, and files what came.
func crawlNewsroom(ctx context.Context, f *folder, now func() time.Time, steps *progress) error {
	c := crawler.New(crawler.Options{
		Store: f.store, Now: now, AllowPrivate: true, Delay: 20 * time.Millisecond, Progress: steps.crawl,
		Logger: slog.New(slog.DiscardHandler), // the two pages that fail are told by the summary and on the site
	})
	summary, err := c.Round(ctx, crawler.RoundOptions{All: true})
	if err != nil {
		return err
	}
	steps.say("%s", crawlSummary(summary))
	return f.pipeline.advance(ctx)
}

// newsroomAddr is where the newsroom stands if it can: with the same port the articles keep their IDs from one
// demo to the next.
const newsroomAddr = "127.0.0.1:18080"

// A newsroomPress serves the fictional newsroom: what it says now or, until that is published, what it said at first.
type newsroomPress struct {
	room *newsroom.Newsroom
	port string
	page [editions]http.Handler
	said atomic.Int32 // the edition
}

// The editions of the newsroom. Between them some outlets have edited what they wrote.
const (
	firstEdition = iota
	latestEdition
	editions
)

func (p *newsroomPress) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.page[p.said.Load()].ServeHTTP(w, r)
}

func (p *newsroomPress) publish(edition int) { p.said.Store(int32(edition)) }

// betweenEditions is long enough for the crawler to look at pages again.
const betweenEditions = 2 * time.Hour

// clock is the newsroom's clock, which goes forward when the latest edition is published.
func (p *newsroomPress) clock() func() time.Time {
	now := newsroomClock()
	return func() time.Time {
		if p.said.Load() == firstEdition {
			return now().Add(-betweenEditions)
		}
		return now()
	}
}

// playNewsroom serves the latest edition of the fictional newsroom until the context ends, at an address of the loopback interface or, if
// that is in use, at a free port.
func playNewsroom(ctx context.Context, address string) (*newsroomPress, error) {
	room, err := newsroom.Load()
	if err != nil {
		return nil, err
	}
	p := &newsroomPress{room: room}
	for edition, room := range []*newsroom.Newsroom{room.FirstEdition(), room} {
		if p.page[edition], err = room.Handler(); err != nil {
			return nil, err
		}
	}
	p.publish(latestEdition)
	l, err := net.Listen("tcp", address)
	if err != nil {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return nil, fmt.Errorf("opening a port for the newsroom: %w", err)
	}
	server := &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}
	go server.Serve(l)
	context.AfterFunc(ctx, func() { server.Close() })
	_, p.port, err = net.SplitHostPort(l.Addr().String())
	return p, err
}

// newsroomClock is a clock that stands at the newsroom's press time when the program starts, so that the week
// it reports is the current one.
func newsroomClock() func() time.Time {
	started := time.Now()
	return func() time.Time { return newsroom.PressTime.Add(time.Since(started)) }
}
