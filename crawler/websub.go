package crawler

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"parallax/news"
)

// WebSub (w3.org/TR/websub): a feed names its hub; we ask the hub to push what changes to an address of ours, and it
// asks back there whether we meant it. This file keeps the agreements, callback.go is the address that hubs talk to.

const (
	leaseAsked = 10 * 24 * time.Hour
	minLease   = 10 * time.Minute // what a shorter one is taken for; it would be renewed all the time
	maxLease   = 90 * 24 * time.Hour
	// confirmTime is how long a hub has to confirm a request before it is asked again.
	confirmTime = 30 * time.Minute
	// subscribePause is how often Run looks for subscriptions that are due.
	subscribePause = 10 * time.Second
	// subscribedAtOnce is how many hubs are asked at a time.
	subscribedAtOnce = 8
	// unconfirmed is how many requests in a row a hub may leave without confirming them before that is a problem worth telling.
	unconfirmed = 2
)

// agreements are the subscriptions, as the store has them. Requests to hubs and what hubs send go on at the same time; each
// changes a record by a function that sees its last state.
type agreements struct {
	book SubscriptionBook

	mu      sync.Mutex
	byFeed  map[string]news.Subscription // nil before it is read from the store
	byToken map[string]string            // feeds
}

// load reads the store's records unless that was done. The caller holds mu.
func (a *agreements) load(ctx context.Context) error {
	if a.byFeed != nil {
		return nil
	}
	all, err := a.book.Subscriptions(ctx)
	if err != nil {
		return err
	}
	a.byFeed, a.byToken = map[string]news.Subscription{}, map[string]string{}
	for _, s := range all {
		a.byFeed[s.Feed], a.byToken[s.Token] = s, s.Feed
	}
	return nil
}

// reload makes the next question be answered by the store.
func (a *agreements) reload() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.byFeed, a.byToken = nil, nil
}

// change changes the subscription of a feed and returns it as it is afterwards. f sees a zero one if there is none; if it
// returns false nothing is stored.
func (a *agreements) change(ctx context.Context, feed string, f func(s *news.Subscription) bool) (news.Subscription, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.load(ctx); err != nil {
		return news.Subscription{}, err
	}
	s := a.byFeed[feed]
	token := s.Token
	if !f(&s) {
		return a.byFeed[feed], nil
	}
	if err := a.book.PutSubscription(ctx, s); err != nil {
		return s, err
	}
	delete(a.byToken, token)
	a.byFeed[feed], a.byToken[s.Token] = s, feed
	return s, nil
}

// remove forgets the subscription of a feed.
func (a *agreements) remove(ctx context.Context, feed string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.book.RemoveSubscription(ctx, feed); err != nil {
		return err
	}
	delete(a.byToken, a.byFeed[feed].Token)
	delete(a.byFeed, feed)
	return nil
}

// of returns the subscription that a token belongs to.
func (a *agreements) of(ctx context.Context, token string) (s news.Subscription, ok bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.load(ctx); err != nil {
		return s, false, err
	}
	feed, ok := a.byToken[token]
	return a.byFeed[feed], ok, nil
}

// due returns the subscriptions whose hub is to be asked now.
func (a *agreements) due(ctx context.Context, now time.Time) ([]news.Subscription, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.load(ctx); err != nil {
		return nil, err
	}
	var due []news.Subscription
	for _, s := range a.byFeed {
		if !s.Next.After(now) || s.Next.Sub(now) > maxLease { // then the clock was set back
			due = append(due, s)
		}
	}
	slices.SortFunc(due, func(a, b news.Subscription) int { return strings.Compare(a.Feed, b.Feed) })
	return due, nil
}

// subscribed keeps the subscription of a feed in step with the hub that an answer names, and returns it; a zero one if the feed
// has no hub.
func (c *Crawler) subscribed(ctx context.Context, f news.Feed, parsed ParsedFeed, a *answer) (news.Subscription, error) {
	if c.opts.Callback == "" {
		return news.Subscription{}, nil
	}
	hub, topic := hubOf(parsed, a)
	return c.agreed.change(ctx, f.URL, func(s *news.Subscription) bool {
		switch {
		case a.status == http.StatusNotModified, s.Hub == hub && (s.Topic == topic || hub == ""):
			return false
		case hub == "":
			s.Hub, s.Next = "", time.Time{} // to be cancelled
			return true
		}
		*s = news.Subscription{Feed: f.URL, Source: f.Source, Language: f.Language, Hub: hub, Topic: topic, Token: rand.Text(), Secret: rand.Text()}
		return true
	})
}

// hubOf finds the hub of a feed and what it calls the feed: by the header of the answer or, if that says nothing, by the feed.
func hubOf(parsed ParsedFeed, a *answer) (hub, topic string) {
	for _, l := range headerLinks(a.header.Values("Link"), a.url) {
		switch {
		case l.rel == "hub" && hub == "":
			hub = l.address
		case l.rel == "self" && topic == "":
			topic = l.address
		}
	}
	if hub == "" && len(parsed.Hubs) > 0 {
		hub, topic = parsed.Hubs[0], parsed.Self
	}
	if topic == "" {
		topic = parsed.Self
	}
	if topic == "" {
		topic = a.url.String()
	}
	return hub, topic
}

// subscribe asks hubs as that becomes due, until ctx ends. An error is the store's or the context's.
func (c *Crawler) subscribe(ctx context.Context) error {
	for {
		due, err := c.agreed.due(ctx, c.now())
		if err != nil {
			return err
		}
		if err := c.askHubs(ctx, due); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(subscribePause):
		}
	}
}

// askHubs asks the hub of each subscription, or cancels it if its feed is no longer there or has no hub any more.
func (c *Crawler) askHubs(ctx context.Context, due []news.Subscription) error {
	if len(due) == 0 {
		return nil
	}
	feeds, err := c.opts.Store.Feeds(ctx)
	if err != nil {
		return err
	}
	kept := map[string]bool{}
	for _, f := range feeds {
		kept[f.URL] = !f.Gone
	}
	tokens := make(chan struct{}, subscribedAtOnce)
	failed := make(chan error, len(due))
	var all sync.WaitGroup
	for _, s := range due {
		tokens <- struct{}{}
		all.Go(func() {
			defer func() { <-tokens }()
			var err error
			if kept[s.Feed] && s.Hub != "" {
				err = c.askHub(ctx, s)
			} else {
				err = c.cancel(ctx, s)
			}
			failed <- firstError(err, c.rememberRests(ctx))
		})
	}
	all.Wait()
	close(failed)
	for e := range failed {
		err = firstError(err, e)
	}
	return err
}

// askHub asks a hub to push, or to go on pushing, and records what came of it. That the hub agreed is known once it has asked
// back.
func (c *Crawler) askHub(ctx context.Context, s news.Subscription) error {
	err := c.sendToHub(ctx, s, "subscribe")
	if ctx.Err() != nil {
		return ctx.Err()
	}
	now, host := c.now(), hostOfAddress(s.Hub)
	s, err = c.agreed.change(ctx, s.Feed, func(s *news.Subscription) bool {
		if s.Live(now) && s.Next.After(now) {
			return false // it asked back before it answered
		}
		s.Failures++
		s.Next = now.Add(backOff(confirmTime, s.Failures-1, maxInterval))
		switch {
		case err != nil:
			fail := asFailure(err)
			s.LastError, s.LastCause = "the hub "+host+" did not take our request: "+fail.reason, fail.cause
			s.LastCause.During, s.LastCause.Host = news.DuringHub, host
		case s.Failures >= unconfirmed:
			s.LastError = "the hub " + host + " takes our requests and never confirms them; can it reach " + c.opts.Callback + " from outside?"
			s.LastCause = news.Cause{Code: news.CauseHubSilent, Host: host, Address: c.opts.Callback}
		}
		return true
	})
	if err != nil || s.LastError == "" {
		return err
	}
	return c.pushProblem(ctx, s, news.Reason{Text: s.LastError, Cause: s.LastCause})
}

// cancel ends the subscription of a feed that was removed. Hubs confirm that too; callback.go agrees to it for any token that
// it doesn't know.
func (c *Crawler) cancel(ctx context.Context, s news.Subscription) error {
	if err := c.agreed.remove(ctx, s.Feed); err != nil {
		return err
	}
	if s.Hub == "" {
		return nil
	}
	_ = c.sendToHub(ctx, s, "unsubscribe") // if it fails the lease runs out, and what is pushed until then is answered with 410
	return ctx.Err()
}

func (c *Crawler) sendToHub(ctx context.Context, s news.Subscription, mode string) error {
	form := url.Values{
		"hub.mode":          {mode},
		"hub.topic":         {s.Topic},
		"hub.callback":      {strings.TrimRight(c.opts.Callback, "/") + "/" + s.Token},
		"hub.lease_seconds": {strconv.Itoa(int(leaseAsked.Seconds()))},
		"hub.secret":        {s.Secret},
		"hub.verify":        {"async"}, // for hubs of the protocol's first version
	}
	_, err := c.fetch.get(ctx, request{url: s.Hub, accept: "*/*", form: form.Encode(), exempt: true})
	return err
}

// pushProblem records what is wrong with a subscription.
func (c *Crawler) pushProblem(ctx context.Context, s news.Subscription, why news.Reason) error {
	return c.opts.Store.PutProblem(ctx, news.Problem{
		Source: s.Source, URL: s.Feed, Stage: "push", Reason: clip(fold(why.Text), 500), Cause: why.Cause, Time: c.now(),
	})
}
