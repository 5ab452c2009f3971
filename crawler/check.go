package crawler

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// A FeedReport says what a look at a feed has shown.
type FeedReport struct {
	URL         string    `json:"url"`       // as asked for
	FinalURL    string    `json:"final_url"` // after redirects
	Moved       string    `json:"moved,omitempty"`
	Kind        string    `json:"kind"` // as in ParsedFeed
	Title       string    `json:"title,omitempty"`
	Language    string    `json:"language,omitempty"`
	Items       int       `json:"items"`
	Dated       int       `json:"dated"` // items with a date
	Newest      time.Time `json:"newest,omitzero"`
	Hub         string    `json:"hub,omitempty"`      // that pushes it (WebSub)
	Conditional bool      `json:"conditional"`        // the server gives validators, so that unchanged feeds cost nothing
	Problems    []string  `json:"problems,omitempty"` // what isn't as it should be, in words
}

// CheckFeed fetches a feed and says what is in it and what is wrong with it. It returns an error, with the reason in words,
// for what can't be fetched or isn't a feed. The store isn't touched.
func (c *Crawler) CheckFeed(ctx context.Context, address string) (FeedReport, error) {
	parsed, a, err := c.readFeed(ctx, &look{}, request{url: address, accept: acceptFeed})
	if err != nil {
		return FeedReport{URL: address}, fmt.Errorf("check feed %s: %w", address, err)
	}
	r := FeedReport{
		URL:      address,
		FinalURL: a.url.String(),
		Moved:    a.permanent,
		Kind:     parsed.Kind,
		Title:    parsed.Title,
		Language: parsed.Language,
		Items:    len(parsed.Items),
		Problems: parsed.Repairs,
	}
	r.Conditional = a.header.Get("ETag") != "" || a.header.Get("Last-Modified") != ""
	r.Hub, _ = hubOf(parsed, a)
	for _, it := range parsed.Items {
		if !it.Published.IsZero() {
			r.Dated++
		}
		if it.Published.After(r.Newest) {
			r.Newest = it.Published
		}
	}
	r.judge(c.now(), a.header)
	return r, nil
}

// staleAfter is how old the newest item of a feed may be before the feed is called asleep.
const staleAfter = 30 * 24 * time.Hour

// judge adds the problems that show in the figures.
func (r *FeedReport) judge(now time.Time, h http.Header) {
	add := func(format string, args ...any) { r.Problems = append(r.Problems, fmt.Sprintf(format, args...)) }
	if r.Moved != "" {
		add("it has moved for good to %s", r.Moved)
	}
	switch {
	case r.Items == 0:
		add("it has no items")
	case r.Dated == 0:
		add("its items have no dates")
	case r.Dated < r.Items:
		add("%d of its %d items have no date", r.Items-r.Dated, r.Items)
	}
	if !r.Newest.IsZero() && now.Sub(r.Newest) > staleAfter {
		add("its newest item is from %s", r.Newest.Format(time.DateOnly))
	}
	if r.Newest.After(now.Add(clockSkew)) {
		add("it has items dated in the future")
	}
	if r.Language == "" {
		add("it does not say which language it is in")
	}
	if !r.Conditional {
		add("the server gives neither ETag nor Last-Modified, so each look at it costs a whole download")
	}
	if h.Get("Content-Type") == "" {
		add("the server does not say which type it is of")
	}
}
