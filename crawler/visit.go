package crawler

import (
	"context"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"parallax/news"
)

const (
	acceptFeed = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, " +
		"text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
	acceptPage = "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.5, */*;q=0.1"

	// fullFetchAfter is how long a feed may be fetched with validators alone: some servers go on to answer "not modified" when it
	// isn't true, and some give two documents the same validators.
	fullFetchAfter = 24 * time.Hour
	// sitemapAge is how old an entry of a sitemap may be to be news. Google asks that news sitemaps go back two days.
	sitemapAge = 3 * 24 * time.Hour
	// maxChildren is how many sitemaps of an index are fetched at a time, the last changed first.
	maxChildren = 3
	// clockSkew is how far in the future an item's date may lie; embargoes and wrong zones do that.
	clockSkew = 24 * time.Hour
)

// visitFeed fetches one feed and records what came of it, unless it yields to those who wait at another site. An error is the store's or the
// context's.
func (c *Crawler) visitFeed(ctx context.Context, f news.Feed, yields bool) (outcome, error) {
	address := f.URL
	if f.Moved != "" {
		address = f.Moved
	}
	r := request{url: address, accept: acceptFeed, etag: f.ETag, lastModified: f.LastModified, yields: yields}
	now := c.now()
	im := decodeImprint(f.Imprint)
	if since := now.Sub(im.full); since >= fullFetchAfter || since < 0 { // or the clock was set back
		r.etag, r.lastModified = "", ""
	}
	before := f.LastSuccess
	f.LastFetch = now
	l := c.lookAt(f)
	parsed, a, err := c.readFeed(ctx, l, r)
	if ctx.Err() != nil {
		return outcome{}, ctx.Err()
	}
	if err != nil {
		fail := asFailure(err)
		if fail.detour != "" {
			return outcome{detour: fail.detour}, nil
		}
		return c.feedFailed(ctx, f, l, fail)
	}
	c.failed.answered()
	f.LastSuccess, f.Failures, f.LastError, f.LastCause = now, 0, "", news.Cause{}
	var complaint news.Reason
	if a.permanent != "" {
		f.Moved = a.permanent
		complaint = news.Reason{
			Text:  "the feed has moved for good to " + clip(f.Moved, 300) + "; it is fetched there from now on",
			Cause: news.Cause{Code: news.CauseFeedMoved, Address: clip(f.Moved, 300)},
		}
	}
	var found comparison
	var items []news.Item
	unchanged := a.status == http.StatusNotModified
	if !unchanged {
		learn(&f, parsed, a)
		im.every, im.quiet = parsed.Every, parsed.Quiet
		if !r.conditional() {
			im.full = now
		}
		c.readOlder(ctx, l, &parsed, im.known(before, now))
		items, found = im.compare(c.itemsOf(f, parsed, now), now)
		f.Imprint = im.encode()
	}
	sub, err := c.subscribed(ctx, f, parsed, a)
	if err != nil {
		return outcome{}, err
	}
	f.Interval = cadence{
		before: before, now: now, items: items, changed: !unchanged, found: found,
		asked: im.every, stays: freshness(a.header), pushed: sub.Live(now) && sub.Delivered.After(before),
	}.interval(f.Interval)
	f.NextFetch = im.quiet.after(now.Add(f.Interval))
	n, err := c.opts.Store.FeedFetched(ctx, f, items, l.documents...)
	if err != nil {
		return outcome{}, err
	}
	c.opts.Logger.Debug("feed fetched", "feed", f.URL, "items", len(items), "new", n, "next", f.Interval)
	if wrong := found.complaint(); wrong.Text != "" {
		complaint = wrong
	}
	return outcome{fresh: n, unchanged: unchanged, landed: siteOfHost(hostOf(a.url))}, c.complain(ctx, f, complaint)
}

// learn takes over what an answer says of its feed.
func learn(f *news.Feed, parsed ParsedFeed, a *answer) {
	f.ETag, f.LastModified = a.header.Get("ETag"), a.header.Get("Last-Modified")
	if f.Title == "" {
		f.Title = parsed.Title
	}
	if f.Language == "" {
		f.Language = parsed.Language
	}
}

// complain records what is wrong with a feed that can be read, if anything is.
func (c *Crawler) complain(ctx context.Context, f news.Feed, why news.Reason) error {
	if why.Text == "" {
		return nil
	}
	return c.opts.Store.PutProblem(ctx, news.Problem{Source: f.Source, URL: f.URL, Stage: "feed", Reason: why.Text, Cause: why.Cause, Time: f.LastFetch})
}

// readFeed fetches and parses a feed, and the latest sitemaps if it is an index of them. Nothing is parsed out of an answer
// with status 304.
func (c *Crawler) readFeed(ctx context.Context, l *look, r request) (ParsedFeed, *answer, error) {
	a, err := c.document(ctx, l, r)
	if err != nil || a.status == http.StatusNotModified {
		return ParsedFeed{}, a, err
	}
	parsed, err := c.parse(a.body, a.header.Get("Content-Type"), a.url.String())
	if err != nil {
		return ParsedFeed{}, nil, asFailure(err)
	}
	for _, child := range parsed.Sitemaps[:min(len(parsed.Sitemaps), maxChildren)] {
		b, err := c.document(ctx, l, request{url: child.URL, accept: acceptFeed})
		if err != nil {
			return ParsedFeed{}, nil, err
		}
		sub, err := c.parse(b.body, b.header.Get("Content-Type"), b.url.String())
		if err != nil || sub.Kind != "sitemap" {
			continue
		}
		parsed.Items = append(parsed.Items, sub.Items...)
		if parsed.Title == "" {
			parsed.Title, parsed.Language = sub.Title, sub.Language
		}
	}
	return parsed, a, nil
}

// parse is ParseFeed, for few feeds at a time.
func (c *Crawler) parse(body []byte, contentType, base string) (ParsedFeed, error) {
	c.parsing <- struct{}{}
	defer func() { <-c.parsing }()
	return ParseFeed(body, contentType, base)
}

// itemsOf returns the items that are worth fetching, with what the feed adds to them.
func (c *Crawler) itemsOf(f news.Feed, parsed ParsedFeed, now time.Time) []news.Item {
	items := parsed.Items
	for i := range items {
		it := &items[i]
		it.Feed, it.Source = f.URL, f.Source
		if it.Source == "" {
			it.Source = news.SourceID(f.URL)
		}
		if f.Language != "" && (it.Language == "" || it.Language == parsed.Language) {
			it.Language = f.Language // feeds repeat what their software was set to; whoever listed it has looked
		}
		if it.Published.After(now.Add(clockSkew)) {
			it.Published = time.Time{}
		}
	}
	if strings.HasPrefix(parsed.Kind, "sitemap") {
		items = datedSince(items, now.Add(-sitemapAge))
	}
	return items[:min(len(items), c.opts.MaxItems)]
}

// feedFailed records that a feed couldn't be had, or not be read.
func (c *Crawler) feedFailed(ctx context.Context, f news.Feed, l *look, fail *failure) (outcome, error) {
	f.LastError, f.LastCause = fail.reason, fail.cause
	if fail.kind != resting {
		f.Failures++
	}
	f.Gone = fail.status == http.StatusGone && f.Moved == ""
	f.Moved = "" // if that is what fails, the old address may know better
	f.NextFetch = f.LastFetch.Add(feedRetry(fail, f.Failures))
	if _, err := c.opts.Store.FeedFetched(ctx, f, nil, l.documents...); err != nil {
		return outcome{}, err
	}
	problem := news.Problem{Source: f.Source, URL: f.URL, Stage: "feed", Reason: fail.reason, Cause: fail.cause, Time: f.LastFetch}
	if err := c.opts.Store.PutProblem(ctx, problem); err != nil {
		return outcome{}, err
	}
	c.failed.feed(f, fail)
	return outcome{failed: true}, nil
}

// visitPage fetches the page of one item, unless it yields to those who wait at another site. A page that can't be had is recorded with its
// reason.
func (c *Crawler) visitPage(ctx context.Context, it news.Item, yields bool) (outcome, error) {
	page, err := c.readPage(ctx, it, request{url: it.URL, accept: acceptPage, yields: yields})
	if ctx.Err() != nil {
		return outcome{}, ctx.Err()
	}
	if err == nil {
		source, err := c.sources.get(ctx, it.Source, c.now())
		if err != nil {
			return outcome{}, err
		}
		page.Source, page.Next = source, c.firstVisit(page)
		return outcome{page: page}, nil
	}
	fail := asFailure(err)
	if fail.detour != "" {
		return outcome{detour: fail.detour}, nil
	}
	if c.fetch.hosts.rests(hostOfAddress(it.URL)) && fail.kind == resting {
		return outcome{skipped: true}, nil // nothing was tried; it stays due
	}
	retry := retryAt(fail, it.Attempts, c.now())
	if err := c.opts.Store.ItemFailed(ctx, it, fail.why(), retry); err != nil {
		return outcome{}, err
	}
	c.failed.page(it, fail, retry)
	return outcome{failed: true}, nil
}

// readPage fetches the page of an item. One with status 304 has nothing else in it.
func (c *Crawler) readPage(ctx context.Context, it news.Item, r request) (*news.Page, error) {
	a, err := c.fetch.get(ctx, r)
	if err != nil {
		return nil, err
	}
	contentType := a.header.Get("Content-Type")
	if a.status == http.StatusNotModified {
		return &news.Page{Status: a.status}, nil
	}
	if fail := pageFailure(contentType, a.body); fail != nil {
		return nil, fail
	}
	return &news.Page{
		URL:         it.URL,
		FinalURL:    a.url.String(),
		Fetched:     a.fetched,
		Status:      a.status,
		ContentType: contentType,
		Request:     requestHeader(a.request),
		Header:      pageHeader(a.header),
		Body:        a.body,
		Item:        it,
	}, nil
}

// pageFailure says why an answer isn't an article's page, or returns nil. Declared types lie, so the bytes must agree
// that it is something else before it is refused.
func pageFailure(contentType string, body []byte) *failure {
	if len(strings.TrimSpace(string(body[:min(len(body), 4096)]))) == 0 {
		return &failure{reason: "the page is empty", cause: news.Cause{Code: news.CausePageEmpty}, kind: doubtful}
	}
	declared, _, _ := mime.ParseMediaType(contentType)
	sniffed, _, _ := mime.ParseMediaType(http.DetectContentType(body))
	switch {
	case sniffed == "text/html", isTextual(declared) && (sniffed == "text/plain" || sniffed == "text/xml"):
		return nil
	case declared != "" && isTextual(declared) && sniffed == "application/octet-stream":
		return nil // text in UTF-16 or with a stray control character
	case isTextual(declared):
		return notAPage(sniffed)
	}
	return notAPage(clip(fold(declared), 60))
}

// notAPage is the failure of an answer of another media type.
func notAPage(mediaType string) *failure {
	return &failure{reason: "not a web page but " + mediaType, cause: news.Cause{Code: news.CausePageType, Type: mediaType}, kind: final}
}

func isTextual(mediaType string) bool {
	switch mediaType {
	case "", "text/html", "application/xhtml+xml", "text/plain":
		return true
	}
	return false
}

const (
	maxHeaderFields = 64
	maxHeaderValue  = 4 << 10 // bytes
)

// pageHeader returns the header fields that are kept with a page, by name. Those that describe how the body came are
// no longer true of it, and cookies are nobody's business.
func pageHeader(h http.Header) [][2]string {
	var fields [][2]string
	for name, values := range h {
		switch name {
		case "Content-Encoding", "Content-Length", "Transfer-Encoding", "Set-Cookie":
			continue
		}
		for _, value := range values {
			if len(value) <= maxHeaderValue {
				fields = append(fields, [2]string{name, value})
			}
		}
	}
	slices.SortFunc(fields, func(a, b [2]string) int {
		return strings.Compare(a[0]+"\x00"+a[1], b[0]+"\x00"+b[1])
	})
	return fields[:min(len(fields), maxHeaderFields)]
}

// requestHeader is the header of a request as the archive keeps it. Cookies, which redirects may have set, say nothing of the page.
func requestHeader(r *http.Request) [][2]string {
	fields := [][2]string{{"Host", r.Host}}
	for _, name := range slices.Sorted(maps.Keys(r.Header)) {
		if name != "Cookie" {
			fields = append(fields, [2]string{name, strings.Join(r.Header[name], ", ")})
		}
	}
	return fields
}
