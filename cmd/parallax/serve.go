package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"golang.org/x/sync/errgroup"

	"parallax/crawler"
	"parallax/news"
	"parallax/web"
)

// serveCommand crawls on schedule and serves the site.
type serveCommand struct {
	workFlags
	crawlFlags
	keepFlags
	Addr    string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the site stands. [${default}]"`
	Public  string `placeholder:"URL" help:"Public address of the site, as in https://news.example.org. With it feeds that have a hub are pushed to it (WebSub)."`
	NoCrawl bool   `help:"Serve what is there without fetching anything."`
	Rights  string `default:"auto" enum:"auto,full,excerpt,metadata" help:"How much of the texts the site shows and hands out: all, their first 300 characters, nothing. auto is full where the site stands on a loopback address, which only this machine reaches, and excerpt everywhere else; behind a proxy, say which. Sources with rights of their own (parallax feeds rights) keep them. [${default}]"`
}

func (c *serveCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	return unlessEnded(ctx, c.serve(ctx, s, log))
}

func (c *serveCommand) serve(ctx context.Context, s streams, log *slog.Logger) error {
	if err := errors.Join(c.checkPublic(), c.keepFlags.check()); err != nil {
		return err
	}
	site, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer site.Close()
	defer endAnyway(ctx, log)()
	f, begin, err := c.openToShow(ctx, log)
	if err != nil {
		return err
	}
	defer f.Close()
	if !c.NoCrawl {
		if err := c.configureFeeds(ctx, f.store, log); err != nil {
			return err
		}
	}
	rights := c.rights(site.Addr())
	log.Info("texts are shown by these rights, but for sources that have their own; --rights says others", "rights", rights)
	handler, err := f.site(siteOptions{now: time.Now, log: log, rights: rights, done: ctx.Done()})
	if err != nil {
		return err
	}
	work, ctx := errgroup.WithContext(ctx)
	reload := func() {}
	if !c.NoCrawl {
		crawl := crawler.New(c.options(f, log))
		reload = crawl.Reload
		work.Go(func() error { return crawl.Run(ctx) })
		handler = withHubs(crawl.Callback(), handler)
	}
	work.Go(func() error {
		if err := begin(ctx); err != nil {
			return err
		}
		f.pipeline.forgotten = reload
		return f.pipeline.follow(ctx, c.keepFlags)
	})
	work.Go(func() error { return serveUntilDone(ctx, site, handler) })
	fmt.Fprintf(s.out, "http://%s/\n", site.Addr())
	return work.Wait()
}

// rights are how much of the texts a site shows that stands at an address.
func (c *serveCommand) rights(site net.Addr) news.Rights {
	if c.Rights != "auto" {
		return news.Rights(c.Rights)
	}
	if tcp, ok := site.(*net.TCPAddr); ok && tcp.IP.IsLoopback() {
		return news.RightsFull
	}
	return news.RightsExcerpt
}

// unlessEnded is the error of a command that runs until it is told to end: being told so is none, however early.
func unlessEnded(ctx context.Context, err error) error {
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// followPause is how long the pipeline rests once it has caught up with the crawler.
const followPause = 2 * time.Second

// follow advances the pipeline whenever the crawler has stored something, and now and then removes what is to be kept no
// longer, until the context ends.
func (p *pipeline) follow(ctx context.Context, keep keepFlags) error {
	var expired time.Time
	for {
		if err := p.advance(ctx); err != nil {
			return err
		}
		if time.Since(expired) > expirePause {
			expired = time.Now()
			if err := p.expire(ctx, keep, expired); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(followPause):
		}
	}
}

// siteOptions is what differs between the sites of the demo and of a real installation.
type siteOptions struct {
	now    func() time.Time
	log    *slog.Logger
	demo   bool        // whether every page says that all is invented
	rights news.Rights // of sources that have none of their own
	done   <-chan struct{}
}

// site is the web site over an opened data folder.
func (f *folder) site(o siteOptions) (http.Handler, error) {
	info, _ := debug.ReadBuildInfo()
	metrics := prometheus.NewRegistry()
	for _, c := range []prometheus.Collector{f.meter, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{})} {
		if err := metrics.Register(c); err != nil {
			return nil, err
		}
	}
	return web.New(web.Options{Records: f.store, Search: f.index, Logger: o.log, Now: o.now, Demo: o.demo, Rights: o.rights, Done: o.done, Version: info.Main.Version,
		Metrics: metrics, State: f.store.State,
		Snapshot: func(ctx context.Context) (web.Snapshot, error) { return f.store.Snapshot(ctx) }})
}

// listen opens the site's port before anything slow is done, so that one in use is said at once.
func listen(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is in use by another program: choose another address with --addr, such as --addr 127.0.0.1:0 for any free port", address)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s may not be opened by this user: choose a port above 1023 with --addr", address)
	case err != nil:
		return nil, usageError{fmt.Errorf("--addr %s can't be listened on: %w", address, err)}
	}
	return l, nil
}

// shutdownTime is how long open requests may take once the program was asked to end.
const shutdownTime = 5 * time.Second

// serveUntilDone serves until the context ends, then lets open requests finish.
func serveUntilDone(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serving the site: %w", err)
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		server.Close()
	}
	return nil
}
