package crawler

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/publicsuffix"

	"parallax/news"
)

// hosts keeps what is owed to those who are asked. A site, which is all hosts of one domain that somebody has registered, has a right
// to one request at a time and a delay between the end of one and the start of the next, whichever of its hosts they go to. A
// host has a right to a rest when it asks for one or doesn't answer. It serves all fetches of a Crawler, whoever asks for them.
type hosts struct {
	delay time.Duration

	mu     sync.Mutex
	byName map[string]*host
	sites  map[string]*pace
	fresh  map[string]bool // hosts of whose rests and strikes the store hasn't heard
	before time.Time       // until when another process may have asked any of them; zero if none did
}

// A host and a pace are guarded by hosts.mu. Times are of the machine's clock, which knows how long a wait was even when somebody
// sets it.
type host struct {
	name       string
	pace       *pace     // of its site
	restUntil  time.Time // not even waiting for a request before that
	restReason news.Reason
	strikes    int           // bad answers in a row
	crawlDelay time.Duration // as its robots.txt asks
}

// A pace is when a site may be asked.
type pace struct {
	turn    chan struct{} // holds one token while a request is under way
	waiting int           // callers between enter and leave
	guests  int           // requests that were redirected here
	next    time.Time     // no request before that
}

const (
	// patience is the longest rest that a request waits for. One that is longer fails it at once, so that it
	// doesn't hold up what else is to be done.
	patience = 10 * time.Second
	// maxRest is the longest rest that a host gets, whatever it asks for.
	maxRest = 24 * time.Hour
	// maxCrawlDelay is the longest delay that a robots.txt is granted. Those who ask for more mean to keep crawlers
	// out by a way that would keep their latest news out for days.
	maxCrawlDelay = 30 * time.Second
	// maxGuests is how many requests that others redirect to a site may wait there at a time. More of them would keep workers from sites that
	// have nothing to do with it.
	maxGuests = 4
	// manyHosts is the number of hosts at which those that nobody has asked anything lately are forgotten.
	manyHosts = 20_000
)

func newHosts(delay time.Duration) *hosts {
	return &hosts{delay: delay, byName: map[string]*host{}, sites: map[string]*pace{}, fresh: map[string]bool{}}
}

// siteOfHost names the site that a host, as hostOf names it, is part of: the domain that was registered, where that can be told. Hosts with a
// port of their own are sites of their own.
func siteOfHost(host string) string {
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil && !strings.Contains(host, ":") && net.ParseIP(host) == nil {
		return domain
	}
	return host
}

// hostOf names a host: the name, with its port unless it is the usual one of http
// or https.
func hostOf(u *url.URL) string {
	name, port := strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), u.Port()
	if port == "" || port == "80" || port == "443" {
		return name
	}
	return name + ":" + port
}

// hostOfAddress is hostOf for an address as text, "" for one that has no host.
func hostOfAddress(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return hostOf(u)
}

func (h *hosts) get(name string) *host {
	known := h.byName[name]
	if known == nil {
		if len(h.byName) >= manyHosts {
			h.forgetIdle()
		}
		known = &host{name: name, pace: h.site(siteOfHost(name))}
		h.byName[name] = known
	}
	return known
}

func (h *hosts) site(name string) *pace {
	known := h.sites[name]
	if known == nil {
		known = &pace{turn: make(chan struct{}, 1), next: h.afterOthers(h.delay)}
		h.sites[name] = known
	}
	return known
}

// afterOthers is when a site may be asked that another process may have asked until h.before.
func (h *hosts) afterOthers(delay time.Duration) time.Time {
	if h.before.IsZero() {
		return time.Time{}
	}
	return h.before.Add(delay)
}

func (h *hosts) forgetIdle() {
	now := time.Now()
	for name, x := range h.byName {
		if x.pace.waiting == 0 && now.After(x.pace.next) && now.After(x.restUntil) {
			delete(h.byName, name)
		}
	}
	used := map[*pace]bool{}
	for _, x := range h.byName {
		used[x.pace] = true
	}
	for name, p := range h.sites {
		if !used[p] && p.guests == 0 {
			delete(h.sites, name)
		}
	}
}

// enter waits for the turn of a host's site and for its delay. The caller must call leave when its request has ended. A
// host that rests for longer than patience fails with a *failure of kind resting.
func (h *hosts) enter(ctx context.Context, name string) (leave func(), err error) {
	h.mu.Lock()
	x := h.get(name)
	p := x.pace
	p.waiting++
	h.mu.Unlock()
	out := func() {
		h.mu.Lock()
		p.waiting--
		h.mu.Unlock()
	}
	select {
	case p.turn <- struct{}{}:
	case <-ctx.Done():
		out()
		return nil, ctx.Err()
	}
	if err := h.await(ctx, x); err != nil {
		<-p.turn
		out()
		return nil, err
	}
	return func() {
		h.mu.Lock()
		if next := time.Now().Add(max(h.delay, x.crawlDelay)); next.After(p.next) {
			p.next = next
		}
		p.waiting--
		h.mu.Unlock()
		<-p.turn
	}, nil
}

// admit lets a request that was redirected to a site go there and wait for its turn, unless too many do so already. The caller must
// call leave when it is done there.
func (h *hosts) admit(site string) (leave func(), ok bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := h.site(site)
	if p.guests >= maxGuests {
		return nil, false
	}
	p.guests++
	return func() {
		h.mu.Lock()
		p.guests--
		h.mu.Unlock()
	}, true
}

// await sleeps until x may be asked.
func (h *hosts) await(ctx context.Context, x *host) error {
	for {
		h.mu.Lock()
		wait, rest, reason := time.Until(x.pace.next), time.Until(x.restUntil), x.restReason
		h.mu.Unlock()
		if rest > patience {
			return &failure{reason: reason.Text, cause: reason.Cause, kind: resting, until: rest}
		}
		wait = max(wait, rest)
		if wait <= 0 {
			return ctx.Err()
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// readyAt is the earliest time at which a request to a site would start, unless the host rests that it goes to.
func (h *hosts) readyAt(site string) time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	if p := h.sites[site]; p != nil {
		return p.next
	}
	return h.afterOthers(h.delay)
}

// rests reports whether a request to a host would fail instead of waiting.
func (h *hosts) rests(name string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	x := h.byName[name]
	return x != nil && time.Until(x.restUntil) > patience
}

// slowDown sets the delay that a host's robots.txt asks for.
func (h *hosts) slowDown(name string, delay time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	x := h.get(name)
	x.crawlDelay = min(delay, maxCrawlDelay)
	if next := h.afterOthers(x.crawlDelay); next.After(x.pace.next) {
		x.pace.next = next
	}
}

// rest leaves a host alone for d.
func (h *hosts) rest(name string, d time.Duration, reason news.Reason) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.lieDown(h.get(name), d, reason)
}

func (h *hosts) lieDown(x *host, d time.Duration, reason news.Reason) {
	if until := time.Now().Add(min(d, maxRest)); until.After(x.restUntil) {
		x.restUntil, x.restReason = until, reason
		h.fresh[x.name] = true
	}
}

// wake ends a host's rest.
func (h *hosts) wake(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	x := h.get(name)
	x.restUntil, x.strikes = time.Time{}, 0
	h.fresh[name] = true
}

// answered forgets the bad answers of a host: it works again.
func (h *hosts) answered(name string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if x := h.get(name); x.strikes > 0 {
		x.strikes = 0
		h.fresh[name] = true
	}
}

// strike counts a bad answer. After enough of them in a row, the host rests: half a minute, and twice as long
// each time. It returns how long the host rests from now, 0 if it doesn't.
func (h *hosts) strike(name string, enough int, reason news.Reason) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	x := h.get(name)
	x.strikes++
	over := x.strikes - enough
	if over < 0 {
		return 0
	}
	d := backOff(30*time.Second, over, time.Hour)
	reason.Text = fmt.Sprintf("%s; the host is being left alone for %s", reason.Text, d)
	reason.Cause.Rest = seconds(d)
	h.lieDown(x, d, reason)
	return d
}

// backOff is first × 2ⁿ, at most longest.
func backOff(first time.Duration, n int, longest time.Duration) time.Duration {
	for range n {
		if first >= longest {
			break
		}
		first *= 2
	}
	return min(first, longest)
}
