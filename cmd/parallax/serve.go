package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"parallax/crawler"
	"parallax/web"
)

// serveCommand crawls on schedule and serves the site.
type serveCommand struct {
	workFlags
	crawlFlags
	Addr    string `default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"Where the site stands. [${default}]"`
	NoCrawl bool   `help:"Serve what is there without fetching anything."`
}

func (c *serveCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	return unlessEnded(ctx, c.serve(ctx, s, log))
}

func (c *serveCommand) serve(ctx context.Context, s streams, log *slog.Logger) error {
	site, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer site.Close()
	f, err := c.open(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer f.Close()
	if !c.NoCrawl {
		if err := c.configureFeeds(ctx, f.store, log); err != nil {
			return err
		}
	}
	handler, err := f.site(siteOptions{now: time.Now, log: log})
	if err != nil {
		return err
	}
	work, ctx := errgroup.WithContext(ctx)
	work.Go(func() error { return f.pipeline.follow(ctx) })
	if !c.NoCrawl {
		work.Go(func() error { return crawler.New(c.options(f.store, log)).Run(ctx) })
	}
	work.Go(func() error { return serveUntilDone(ctx, site, handler) })
	fmt.Fprintf(s.out, "http://%s/\n", site.Addr())
	return work.Wait()
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

// follow advances the pipeline whenever the crawler has stored something, until the context ends.
func (p *pipeline) follow(ctx context.Context) error {
	for {
		if err := p.advance(ctx); err != nil {
			return err
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
	now  func() time.Time
	log  *slog.Logger
	note string // shown above every page
}

// site is the web site over an opened data folder.
func (f *folder) site(o siteOptions) (http.Handler, error) {
	return web.New(web.Options{Records: f.store, Search: f.index, Logger: o.log, Now: o.now, Note: o.note})
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
