package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"parallax/crawler"
)

// hubPath is where hubs talk to the crawler.
const hubPath = "/websub/"

// checkPublic refuses a public address that none of the hubs could reach.
func (c *serveCommand) checkPublic() error {
	u, err := url.Parse(c.Public)
	if c.Public != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return usageError{fmt.Errorf("--public %s is not the address of a site: give the whole of it, as in https://news.example.org", c.Public)}
	}
	return nil
}

// options are the crawler's settings; hubs know the site by its public address.
func (c *serveCommand) options(f *folder, log *slog.Logger) crawler.Options {
	o := c.crawlFlags.options(f, log)
	if c.Public != "" {
		o.Callback = strings.TrimRight(c.Public, "/") + hubPath
	}
	return o
}

// withHubs is the site with the part of the crawler that hubs talk to.
func withHubs(hubs, site http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(hubPath, hubs)
	mux.Handle("/", site)
	return mux
}
