package main

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"parallax/news"
	"parallax/store"
)

// A crawlStore is the store as the crawler sees it, which counts what comes in.
type crawlStore struct {
	*store.Store
	meter *meter
}

// crawling is the folder's store for a crawler.
func (f *folder) crawling() crawlStore { return crawlStore{f.store, f.meter} }

func (c crawlStore) PutPages(ctx context.Context, pages []news.Page) error {
	started := time.Now()
	err := c.Store.PutPages(ctx, pages)
	if err == nil {
		c.meter.did(archiveStage, len(pages), started)
		for i := range pages {
			c.meter.crawl.bytes.Add(int64(len(pages[i].Body)))
		}
		c.meter.crawl.pages.Add(int64(len(pages)))
	}
	return err
}

func (c crawlStore) FeedFetched(ctx context.Context, f news.Feed, items []news.Item, raw ...news.Page) (fresh int, err error) {
	fresh, err = c.Store.FeedFetched(ctx, f, items, raw...)
	c.meter.crawl.feeds.Add(1)
	if f.LastError != "" {
		c.meter.crawl.feedsFailed.Add(1)
	}
	for i := range raw {
		c.meter.crawl.bytes.Add(int64(len(raw[i].Body)))
	}
	c.meter.crawl.items.Add(int64(fresh))
	return fresh, err
}

func (c crawlStore) Announced(ctx context.Context, feed string, items []news.Item, raw ...news.Page) (fresh int, err error) {
	fresh, err = c.Store.Announced(ctx, feed, items, raw...)
	c.meter.crawl.items.Add(int64(fresh))
	return fresh, err
}

func (c crawlStore) ItemFailed(ctx context.Context, it news.Item, why news.Reason, retry time.Time) error {
	c.meter.crawl.pagesFailed.Add(1)
	return c.Store.ItemFailed(ctx, it, why, retry)
}

func (c crawlStore) Visited(ctx context.Context, next news.Visit, why news.Reason) error {
	c.meter.crawl.visits.Add(1)
	return c.Store.Visited(ctx, next, why)
}

// A crawlMeter counts what the crawl has done.
type crawlMeter struct {
	feeds, feedsFailed, items, pages, pagesFailed, visits, bytes atomic.Int64
}

var (
	crawlDone = prometheus.NewDesc("parallax_crawl_total", "What the crawl has done since the start: feeds asked for and those of them that failed, "+
		"new items that they named, pages archived and attempts that failed, known pages looked at again that hadn't changed.", []string{"what"}, nil)
	crawlBytes = prometheus.NewDesc("parallax_crawl_bytes_total", "Bytes of feeds and pages that the crawl has fetched since the start, decompressed.", nil, nil)
)

func (m *crawlMeter) describe(out chan<- *prometheus.Desc) {
	out <- crawlDone
	out <- crawlBytes
}

func (m *crawlMeter) collect(out chan<- prometheus.Metric) {
	for what, n := range map[string]*atomic.Int64{"feeds": &m.feeds, "feeds_failed": &m.feedsFailed, "items": &m.items, "pages": &m.pages,
		"pages_failed": &m.pagesFailed, "visits": &m.visits} {
		out <- prometheus.MustNewConstMetric(crawlDone, prometheus.CounterValue, float64(n.Load()), what)
	}
	out <- prometheus.MustNewConstMetric(crawlBytes, prometheus.CounterValue, float64(m.bytes.Load()))
}
