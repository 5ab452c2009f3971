package crawler

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"parallax/news"
)

// noon is the time that tests live at.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// A memory is a Store that forgets when the test ends. It keeps the promises that package store makes.
type memory struct {
	mu       sync.Mutex
	feeds    map[string]news.Feed
	sources  map[string]news.Source
	queue    map[string]*queued // by article ID
	order    []string           // article IDs as they came
	pages    []news.Page
	raw      []news.Page // documents of feeds
	problems []news.Problem
	batches  []int
	visits   map[string]news.Visit        // by article ID
	agreed   map[string]news.Subscription // by feed
	manners  map[string]news.Manners      // by site
	broken   error                        // of PutPages

	forgetful bool // keeps no bodies
}

type queued struct {
	item   news.Item
	due    time.Time
	done   bool
	reason string
}

func newMemory(feeds ...string) *memory {
	m := &memory{feeds: map[string]news.Feed{}, sources: map[string]news.Source{}, queue: map[string]*queued{},
		visits: map[string]news.Visit{}, manners: map[string]news.Manners{}, agreed: map[string]news.Subscription{}}
	for _, f := range feeds {
		m.feeds[f] = news.Feed{URL: f, Source: news.SourceID(f)}
	}
	return m
}

func (m *memory) Feeds(context.Context) ([]news.Feed, error) { return m.due(time.Time{}, true), nil }

func (m *memory) DueFeeds(_ context.Context, now time.Time) ([]news.Feed, error) {
	return m.due(now, false), nil
}

func (m *memory) due(now time.Time, all bool) []news.Feed {
	m.mu.Lock()
	defer m.mu.Unlock()
	var due []news.Feed
	for _, f := range m.feeds {
		if all || (!f.Gone && !f.NextFetch.After(now)) {
			due = append(due, f)
		}
	}
	return due
}

func (m *memory) FeedFetched(_ context.Context, f news.Feed, items []news.Item, raw ...news.Page) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(raw)
	m.feeds[f.URL] = f
	return m.enqueue(items), told(news.Reason{Text: f.LastError, Cause: f.LastCause})
}

func (m *memory) Manners(context.Context) ([]news.Manners, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Collect(maps.Values(m.manners)), nil
}

func (m *memory) PutManners(_ context.Context, all []news.Manners) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range all {
		m.manners[one.Site] = one
	}
	return nil
}

func (m *memory) keep(raw []news.Page) {
	if !m.forgetful {
		m.raw = append(m.raw, raw...)
	}
}

func (m *memory) enqueue(items []news.Item) (fresh int) {
	for _, it := range items {
		id := news.ArticleID(it.URL)
		if m.queue[id] == nil {
			fresh++
			m.queue[id] = &queued{item: it}
			m.order = append(m.order, id)
		}
	}
	return fresh
}

func (m *memory) Announced(_ context.Context, feed string, items []news.Item, raw ...news.Page) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(raw)
	if _, there := m.feeds[feed]; !there {
		return 0, nil
	}
	return m.enqueue(items), nil
}

func (m *memory) DueVisits(_ context.Context, now time.Time, limit int) ([]news.Visit, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var due []news.Visit
	for _, v := range m.visits {
		if !v.Due.After(now) && len(due) < limit {
			due = append(due, v)
		}
	}
	return due, nil
}

func (m *memory) Visited(_ context.Context, v news.Visit, why news.Reason) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.plan(v)
	if why.Text != "" {
		m.problems = append(m.problems, news.Problem{Source: v.Item.Source, URL: v.Item.URL, Stage: "visit", Reason: why.Text})
	}
	return told(why)
}

func (m *memory) plan(v news.Visit) {
	if v.Due.IsZero() {
		delete(m.visits, news.ArticleID(v.Item.URL))
	} else {
		m.visits[news.ArticleID(v.Item.URL)] = v
	}
}

func (m *memory) Subscriptions(context.Context) ([]news.Subscription, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Collect(maps.Values(m.agreed)), nil
}

func (m *memory) PutSubscription(_ context.Context, s news.Subscription) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.agreed[s.Feed] = s
	return nil
}

func (m *memory) RemoveSubscription(_ context.Context, feed string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.agreed, feed)
	return nil
}

// subscription returns what is agreed on the one feed.
func (m *memory) subscription(feed string) news.Subscription {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.agreed[feed]
}

func (m *memory) Source(_ context.Context, id string) (news.SourceHealth, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.sources[id]
	if !ok {
		return news.SourceHealth{}, fmt.Errorf("source %s: %w", id, news.ErrNotFound)
	}
	return news.SourceHealth{Source: s}, nil
}

func (m *memory) DueItems(_ context.Context, now time.Time, limit int) ([]news.Item, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var due []news.Item
	for _, id := range m.order {
		if q := m.queue[id]; !q.done && !q.due.After(now) && len(due) < limit {
			due = append(due, q.item)
		}
	}
	return due, nil
}

func (m *memory) ItemFailed(_ context.Context, it news.Item, why news.Reason, retry time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	q := m.queue[news.ArticleID(it.URL)]
	q.item.Attempts++
	q.reason, q.due, q.done = why.Text, retry, retry.IsZero()
	return told(why)
}

func (m *memory) PutPages(_ context.Context, pages []news.Page) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return m.broken
	}
	m.batches = append(m.batches, len(pages))
	for _, p := range pages {
		if m.forgetful {
			p.Body = nil
		}
		m.pages = append(m.pages, p)
		if p.Next != nil {
			m.plan(*p.Next)
		}
		m.queue[news.ArticleID(p.URL)].done = true
	}
	return nil
}

func (m *memory) PutProblem(_ context.Context, p news.Problem) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.problems = append(m.problems, p)
	return told(news.Reason{Text: p.Reason, Cause: p.Cause})
}

// told ends a run with an error where a reason has words alone: every one comes with a cause of those that there are.
func told(why news.Reason) error {
	if (why.Text != "" || !why.Cause.IsZero()) && !slices.Contains(news.CauseCodes(), why.Cause.Code) {
		return fmt.Errorf("the reason %q comes with the cause %q", why.Text, why.Cause.Code)
	}
	return nil
}

// only returns the state of the one feed.
func (m *memory) only(t *testing.T) news.Feed {
	t.Helper()
	if len(m.feeds) != 1 {
		t.Fatalf("the store has %d feeds, want 1", len(m.feeds))
	}
	for _, f := range m.feeds {
		return f
	}
	panic("unreachable")
}

// wait puts an item into the queue, as if a feed had named it.
func (m *memory) wait(addresses ...string) {
	for _, address := range addresses {
		id := news.ArticleID(address)
		m.queue[id] = &queued{item: news.Item{URL: address, Source: news.SourceID(address)}}
		m.order = append(m.order, id)
	}
}

// reason returns why the page of an address couldn't be had, and whether it has been given up.
func (m *memory) reason(t *testing.T, address string) (reason string, givenUp bool) {
	t.Helper()
	q := m.queue[news.ArticleID(address)]
	if q == nil || q.reason == "" {
		t.Fatalf("no failure is recorded for %s", address)
	}
	return q.reason, q.done
}

// archived returns the addresses of the pages in the archive, sorted.
func (m *memory) archived() []string {
	var list []string
	for _, p := range m.pages {
		list = append(list, p.URL)
	}
	slices.Sort(list)
	return list
}

// crawl returns a crawler for tests: on loopback, without delay, at noon.
func crawl(m *memory, change ...func(*Options)) *Crawler {
	o := Options{Store: m, Delay: -1, AllowPrivate: true, Now: func() time.Time { return noon }}
	for _, c := range change {
		c(&o)
	}
	return New(o)
}

// round makes one round and fails the test if that fails.
func round(t *testing.T, c *Crawler) Summary {
	t.Helper()
	s, err := c.Round(t.Context(), RoundOptions{})
	if err != nil {
		t.Fatalf("Round: %v", err)
	}
	return s
}

// serve starts a site on loopback. Addresses that no handler is for, robots.txt among them, answer 404.
func serve(t *testing.T, handlers map[string]http.HandlerFunc) string {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range handlers {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func text(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		fmt.Fprint(w, body)
	}
}

func page(title string) http.HandlerFunc {
	return text("text/html; charset=utf-8", "<!doctype html><title>"+title+"</title><p>"+title)
}

// rssOf is a feed of items with these links, each published an hour before the next, the last at eleven.
func rssOf(links ...string) string {
	body := `<?xml version="1.0"?><rss version="2.0"><channel><title>The Tidewater Post</title><language>en</language>`
	for i, link := range links {
		at := noon.Add(-time.Duration(len(links)-i) * time.Hour)
		body += "<item><title>Story</title><link>" + link + "</link><pubDate>" + at.Format(time.RFC1123Z) + "</pubDate></item>"
	}
	return body + "</channel></rss>"
}
