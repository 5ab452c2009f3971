// Package web is the site: what people read, the JSON API that programs read, and the feeds that other readers
// follow. It shows what the store holds and what the index finds, and changes neither.
//
// New returns one http.Handler for everything:
//
//	handler, err := web.New(web.Options{Records: store, Search: index})
//
//	/  /incidents/{id}  /stories/{id}  /articles/{id}  /posts/{id}  /authors/{platform}/{handle}  /sources  /sources/{id}
//	/incidents/{id}/compare  /search  /searches  /concordance  /trends  /export  /about
//	                                                            pages, drawn by package view; their tables end in .csv
//	/api/v1/…  /api/openapi.json  /schemas/…                    the JSON API (api*.go)
//	/feed.xml  /feed.json, and the same under an incident, a search, a language and a source (feeds.go)
//	/healthz  /readyz  /metrics  /robots.txt  /sitemap.xml  /feeds.opml  /opensearch.xml  /manifest.webmanifest
//	/events                                                     tells an open front page of new incidents
//	/assets/…                                                   the stylesheet, the scripts, the icon, the map of the world
//	/fr/…                                                       every page and feed in French, and so on (edition.go)
//
// A handler parses its request, asks the records or the index, decides what is shown, and renders; whatever goes
// wrong it returns as an error, and failure.go alone decides which status and page that becomes. An error of the
// reader's making says what to change; one of ours is logged with an ID that the reader is shown.
//
// Everything from outside is escaped by templ and again made harmless by view.Clean. The site sets no cookie,
// takes GET and HEAD only, runs without JavaScript, and its Content-Security-Policy lets a browser load nothing
// from elsewhere: posts are drawn from their record, publishers' pictures are not shown.
//
// The package does not crawl, file or write anything, and knows neither SQLite nor bleve.
package web

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"parallax/news"
	"parallax/web/view"
	"parallax/web/words"
)

// Options are what a site depends on. Records is needed; the zero value of every other field works.
type Options struct {
	Records Records
	Search  Searcher     // nil: the pages and answers of search say that there is no index
	Logger  *slog.Logger // nil: slog.Default()
	Now     func() time.Time
	Title   string // of the site; empty: "Parallax"
	Note    string // one sentence above every page, in whatever language; empty for none
	Demo    bool   // whether every page says that what it shows is invented
	BaseURL string // "https://news.example.org", for feeds and the sitemap; empty: as each request names the host
	Ready   func() error
	// Done is closed when the program ends, so that readers who wait for events don't hold it up; nil: they are let go after an hour.
	Done <-chan struct{}
	// Editions are the languages of the interface; nil: all that there are.
	Editions *words.Editions
	// State gives a number that stays the same as long as the records do, so that answers can be kept meanwhile; nil: none are.
	State   func(context.Context) (int64, error)
	Version string // of the program, for Data Packages to tell
	// Rights is how much of the texts is shown and exported, but for sources for which Records say something else; empty:
	// all of it.
	Rights news.Rights
	// Snapshot gives the records as they are now, for Data Packages, whose tables have to fit together; nil: they are read from
	// Records.
	Snapshot func(context.Context) (Snapshot, error)
	// Metrics is where the site's metrics are registered and what /metrics shows; nil: a registry of its own.
	Metrics *prometheus.Registry
}

// site is everything a handler needs.
type site struct {
	records rightful
	search  Searcher
	log     *slog.Logger
	now     func() time.Time
	base    string
	ready   func() error
	assets  assets
	site    view.Site
	places  *places
	digests digests

	arrivals  arrivals
	listening chan struct{} // holds one value for each reader that waits for events
	process   string        // tells the IDs of this process's events from those of another
	done      <-chan struct{}

	editions *words.Editions
	metrics  *metrics

	state     func(context.Context) (int64, error) // nil: nothing is kept
	totals    *totals
	kept      keptAnswers
	answers   json.RawMessage // the schema of the API's answers
	version   string
	snapshot  func(context.Context) (Snapshot, error)
	packaging chan struct{} // holds one value for each Data Package that is being written
	counting  chan struct{} // and for each count over all articles
}

// New returns the handler of the whole site. It fails if Options lack Records or an address in them is malformed.
func New(o Options) (http.Handler, error) {
	s, err := newSite(o)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	s.pages(mux)
	s.searching(mux)
	s.comparing(mux)
	s.exporting(mux)
	s.feeds(mux)
	if err := s.api(mux); err != nil {
		return nil, err
	}
	s.wellKnown(mux)
	mux.Handle("GET /assets/", s.assets)
	return s.around(mux), nil
}

// pages routes what people read.
func (s *site) pages(mux *http.ServeMux) {
	for pattern, h := range map[string]handler{
		"/{$}":            s.front,
		"/incidents/{id}": s.incident,
		"/stories/{id}":   s.story,
		"/articles/{id}":  s.article,
		"/posts/{id}":     s.post,

		"/authors/{platform}/{handle}": s.author,
		"/sources":                     s.sources,
		"/sources/{id}":                s.source,
		"/about":                       s.about,
		"/events":                      s.events,
	} {
		mux.Handle("GET "+pattern, s.page(h))
	}
	mux.Handle("GET /", s.page(func(http.ResponseWriter, *http.Request) error { return errNoPage }))
}

func newSite(o Options) (*site, error) {
	if o.Records == nil {
		return nil, errNoRecords
	}
	base := strings.TrimRight(o.BaseURL, "/")
	if base != "" && !isOrigin(base) {
		return nil, &badBase{o.BaseURL}
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Title == "" {
		o.Title = "Parallax"
	}
	if o.Ready == nil {
		o.Ready = func() error { return nil }
	}
	if o.Metrics == nil {
		o.Metrics = prometheus.NewRegistry()
	}
	if o.Editions == nil {
		o.Editions = words.All()
	}
	a, err := loadAssets()
	if err != nil {
		return nil, err
	}
	m, err := newMetrics(o.Metrics)
	if err != nil {
		return nil, err
	}
	s := &site{
		records: rightful{o.Records, o.Rights}, log: o.Logger, now: o.Now, base: base, ready: o.Ready, assets: a,
		metrics: m, editions: o.Editions,
		site: view.Site{
			Title: o.Title, Note: o.Note, Demo: o.Demo,
			Styles: a.address("site.css"), Script: a.address("site.js"), Htmx: a.address("htmx.js"), Lists: a.address("lists.js"), Icon: a.address("icon.svg"), World: a.address("world.svg"),
		},
	}
	if o.Search != nil {
		s.search = rightfulSearch{o.Search, s.records}
	}
	s.version, s.snapshot, s.packaging = o.Version, o.Snapshot, make(chan struct{}, packagesAtOnce)
	s.counting = make(chan struct{}, countsAtOnce)
	s.arrivals = arrivals{records: s.records, clock: o.Now}
	s.listening, s.done = make(chan struct{}, eventReaders), o.Done
	s.process = strconv.FormatInt(time.Now().UnixNano(), 36)
	s.state = o.State
	s.site.Keys, s.site.Picture = a.address("keys.js"), a.address("icon-512.png")
	s.places, s.totals = &places{records: s.records, clock: o.Now}, &totals{records: s.records, clock: o.Now}
	return s, nil
}
