// Package crawler fetches feeds and the pages that they name, as a guest whom publishers welcome.
//
// New takes a Store and makes a Crawler. Round fetches what is due and returns; Run does so until its context
// ends. Discover and CheckFeed look at one site or one feed and store nothing. ParseFeed, ReadOPML and WriteOPML
// are pure. Bundled is a list of public news feeds to begin with.
//
// The way of one request, and the file that has its rules:
//
//	frontier.go   which feed or page is next: one lane for each site, the lane that waited longest first; lane.go has the lanes
//	robots.go     what the host's robots.txt allows (RFC 9309), and how slowly; robotscache.go remembers it
//	hosts.go      one request at a time for each site, a delay between two, a rest for hosts that ask or fail; manners.go remembers it
//	dial.go       only public addresses, checked at the moment of connecting; resolve.go has looked the name up
//	fetch.go      redirects, deadlines, conditional requests
//	documents.go  the bytes of a feed on their way into the archive
//	body.go       gzip, deflate and brotli, never more than a cap
//	feed.go       the bytes of a feed become items; charset.go and tidy.go mend them before gofeed sees them
//	schedule.go   when to come back; hints.go reads what the feed wishes, imprint.go remembers what it was like
//	revisit.go    looking again at pages that are known, for edits
//	websub.go     hubs that push feeds to us; callback.go receives them
//	complaints.go what the log hears of what failed
//
// Whatever a publisher sends is data: it is recorded with a reason, in words and as a code (news.Cause), and the run goes on. Only a store that
// fails, and a context that ends, stop a run. Nothing is kept in memory that the store doesn't get to
// know.
//
// The package doesn't run scripts, doesn't log in anywhere, uses no proxy (a proxy would connect for us to addresses that we
// refuse), and leaves all reading of pages to others. It reads robots.txt and JSON feeds by itself: the libraries
// at hand drop a whole robots.txt for one bad line, or hold a feed of a million items in memory at once.
package crawler

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"parallax/news"
)

// A Store is what a Crawler keeps its results in. An error of any of its methods ends the run.
type Store interface {
	FeedBook
	ItemQueue
	PageArchive
	VisitBook
	SubscriptionBook
	MannersBook
}

// A FeedBook knows the feeds, their outlets and the state of their crawl.
type FeedBook interface {
	Feeds(ctx context.Context) ([]news.Feed, error)
	DueFeeds(ctx context.Context, now time.Time) ([]news.Feed, error)
	// FeedFetched records the crawl state of a feed, queues those of its items that are new, and archives the documents that it was
	// read out of.
	FeedFetched(ctx context.Context, f news.Feed, items []news.Item, raw ...news.Page) (fresh int, err error)
	Source(ctx context.Context, id string) (news.SourceHealth, error)
}

// An ItemQueue holds the items whose page is still to be fetched.
type ItemQueue interface {
	DueItems(ctx context.Context, now time.Time, limit int) ([]news.Item, error)
	// ItemFailed counts an attempt; the item is due again at retry, or given up if that is zero.
	ItemFailed(ctx context.Context, it news.Item, why news.Reason, retry time.Time) error
}

// A PageArchive keeps pages. They are durable, and their items done, when PutPages returns.
type PageArchive interface {
	PutPages(ctx context.Context, pages []news.Page) error
	PutProblem(ctx context.Context, p news.Problem) error
}

// A VisitBook knows when known pages are looked at again. The page that a look brings, and the look after it, come with PutPages
// (news.Page.Next).
type VisitBook interface {
	DueVisits(ctx context.Context, now time.Time, limit int) ([]news.Visit, error)
	// Visited records a look that brought no page, or the look that is to follow; there is none if its Due is zero. why, if
	// it isn't empty, says why there was no page.
	Visited(ctx context.Context, next news.Visit, why news.Reason) error
}

// A SubscriptionBook knows what is agreed with hubs.
type SubscriptionBook interface {
	Subscriptions(ctx context.Context) ([]news.Subscription, error)
	PutSubscription(ctx context.Context, s news.Subscription) error
	RemoveSubscription(ctx context.Context, feed string) error
	// Announced queues those items that a hub pushed which are new, and archives what it pushed; nothing if the feed was removed.
	Announced(ctx context.Context, feed string, items []news.Item, raw ...news.Page) (fresh int, err error)
}

// A MannersBook remembers what sites have asked of us.
type MannersBook interface {
	Manners(ctx context.Context) ([]news.Manners, error)
	PutManners(ctx context.Context, all []news.Manners) error
}

// Options say how to crawl. The zero value of each field means its default.
type Options struct {
	Store        Store         // needed by Round and Run alone
	UserAgent    string        // default "Parallax/1", and Contact where there is one
	Contact      string        // address at which publishers reach whoever runs this, as in "https://example.org/bot"
	Delay        time.Duration // between the end of a request to a host and the next to it; default 2 s, negative for none
	Workers      int           // requests at a time over all hosts; default 128
	Timeout      time.Duration // for one request with its body; default 60 s
	Silence      time.Duration // longest wait for the next byte; default 20 s
	MaxBody      int64         // bytes of one body, before and after decompression; default 8 MiB
	MaxItems     int           // items taken from one fetch of a feed; default 500
	NoVisits     bool          // don't look at the pages of known articles again
	NoRawFeeds   bool          // don't archive feeds as they came
	Callback     string        // public address that leads to Callback; hubs push to it. Without it nothing is subscribed to
	AllowPrivate bool          // also connect to loopback, private and link-local addresses
	Logger       *slog.Logger
	Now          func() time.Time // stamps and schedules; waiting follows the machine's own clock
	Progress     func(Progress)   // called often, by one goroutine at a time; must return soon
}

// Progress says how far a round, or the current burst of Run, has come.
type Progress struct {
	Feeds, FeedsTotal int
	Pages, PagesTotal int    // pages that failed are counted as done
	Failed            int    // feeds and pages that came to nothing
	Host              string // asked last
}

// A Summary says what came of a round.
type Summary struct {
	Feeds       int   // fetched, unchanged ones included
	Unchanged   int   // feeds answered with "not modified"
	FeedsFailed int   // feeds that couldn't be fetched or read
	Items       int   // items not known before
	Pages       int   // archived
	PagesFailed int   // items whose page couldn't be had
	Visits      int   // known pages that were looked at again and hadn't changed
	Bytes       int64 // of archived bodies
}

// A Crawler fetches feeds and pages. It is safe for concurrent use, but only one Round or Run may be under way.
type Crawler struct {
	opts    Options
	fetch   *fetcher
	sources *sourceCache
	failed  *complaints
	agreed  *agreements
	pushed  chan struct{} // tells Run that a hub has brought items
	anew    chan struct{} // tells Run that the store isn't what it was
	parsing chan struct{} // holds a token for each feed that is being parsed

	remembering sync.Mutex // held while manners are written
}

// Defaults of Options.
const (
	defaultDelay    = 2 * time.Second
	defaultWorkers  = 128
	defaultTimeout  = 60 * time.Second
	defaultSilence  = 20 * time.Second
	defaultMaxBody  = 8 << 20
	defaultMaxItems = 500
)

// parsedAtOnce is how many feeds are parsed at a time. The largest take some hundred megabytes while they are.
const parsedAtOnce = 2

// robotName is the name that robots.txt files call this crawler by.
const robotName = "parallax"

// New returns a Crawler. It connects to nothing yet.
func New(o Options) *Crawler {
	if o.UserAgent == "" {
		o.UserAgent = "Parallax/1"
		if o.Contact != "" {
			o.UserAgent += " (+" + o.Contact + ")"
		}
	}
	switch {
	case o.Delay == 0:
		o.Delay = defaultDelay
	case o.Delay < 0:
		o.Delay = 0
	}
	o.Workers = orDefault(o.Workers, defaultWorkers)
	o.Timeout = orDefault(o.Timeout, defaultTimeout)
	o.Silence = orDefault(o.Silence, defaultSilence)
	o.MaxBody = orDefault(o.MaxBody, defaultMaxBody)
	o.MaxItems = orDefault(o.MaxItems, defaultMaxItems)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	client := &http.Client{
		Transport: newTransport(newDialer(o.AllowPrivate)),
		// Redirects are followed by fetcher.get, which asks robots.txt and waits for its turn at each host.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return &Crawler{
		opts: o, fetch: newFetcher(client, o), sources: newSourceCache(o.Store), failed: newComplaints(o.Logger),
		agreed: &agreements{book: o.Store}, pushed: make(chan struct{}, 1), anew: make(chan struct{}, 1), parsing: make(chan struct{}, parsedAtOnce),
	}
}

func orDefault[T int | int64 | time.Duration](v, fallback T) T {
	if v <= 0 {
		return fallback
	}
	return v
}

// now is the time that is written into records.
func (c *Crawler) now() time.Time { return c.opts.Now().UTC() }
