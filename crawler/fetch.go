package crawler

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/idna"

	"parallax/news"
)

// maxRedirects is how many redirects are followed for one request.
const maxRedirects = 5

// A fetcher makes requests: politely, and safely whatever comes back.
type fetcher struct {
	client    *http.Client
	hosts     *hosts
	robots    *robotsCache
	userAgent string
	from      string // e-mail address of whoever runs this; may be empty
	timeout   time.Duration
	silence   time.Duration
	maxBody   int64
	large     chan struct{} // holds a token for each body larger than smallBody that is being read
	now       func() time.Time
}

const (
	// smallBody is the size of a body in bytes that is read at once. All but a few pages are smaller.
	smallBody = 512 << 10
	// largeAtOnce is how many larger ones are read at a time, so that many hosts that send all they can don't fill the memory.
	largeAtOnce = 12
)

func newFetcher(client *http.Client, o Options) *fetcher {
	f := &fetcher{
		client:    client,
		hosts:     newHosts(o.Delay),
		userAgent: o.UserAgent,
		from:      mailAddress(o.Contact),
		timeout:   o.Timeout,
		silence:   o.Silence,
		maxBody:   o.MaxBody,
		large:     make(chan struct{}, largeAtOnce),
		now:       o.Now,
	}
	f.robots = &robotsCache{fetch: f, bySite: map[string]*robotsEntry{}, fresh: map[string]bool{}}
	return f
}

// mailAddress is the e-mail address in a contact, "" if it is another one. Robots give it in a header of its own (RFC 9110, section 10.1.2).
func mailAddress(contact string) string {
	a, err := mail.ParseAddress(strings.TrimPrefix(contact, "mailto:"))
	if err != nil {
		return ""
	}
	return a.Address
}

// A request asks for one document.
type request struct {
	url          string
	accept       string // Accept header
	etag         string // verbatim, as the server once sent it
	lastModified string // likewise
	form         string // to be posted; "" for a plain request
	yields       bool   // the caller takes a detour for an answer
	exempt       bool   // a robots.txt or a hub, which no robots.txt has to allow
	enough       int64  // bytes of the body that will do; what follows isn't read. 0 if it has to come whole
}

// conditional reports whether "not modified" is an answer to a request.
func (r request) conditional() bool { return r.etag != "" || r.lastModified != "" }

// An answer is a document that arrived whole, or the news that it hasn't changed.
type answer struct {
	url       *url.URL // after redirects
	status    int      // 2xx or 304
	header    http.Header
	request   *http.Request // that led to it
	body      []byte
	fetched   time.Time // when the answer began
	permanent string    // where permanent redirects alone have led; "" if there were none
}

// get fetches a document, following redirects. Each address on the way is checked against its host's robots.txt,
// and waits for its turn there; where too many wait already, the failure has a detour. Errors are a *failure, or ctx's own.
func (f *fetcher) get(ctx context.Context, r request) (*answer, error) {
	u, err := webAddress(nil, r.url)
	if err != nil {
		return nil, err
	}
	way := redirects{permanent: true, seen: map[string]bool{}}
	for {
		if !r.exempt {
			if err := f.allowed(ctx, u); err != nil {
				return nil, err
			}
		}
		a, to, err := f.once(ctx, u, r, &way)
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			return nil, err
		}
		if to == nil {
			if way.permanent && way.count > 0 {
				a.permanent = u.String()
			}
			return a, nil
		}
		if site := siteOfHost(hostOf(to)); r.yields && site != siteOfHost(hostOf(u)) {
			leave, ok := f.hosts.admit(site)
			if !ok {
				return nil, &failure{reason: "it redirects to " + site + ", which has too much to do", detour: site}
			}
			defer leave()
		}
		u = to
	}
}

func (f *fetcher) allowed(ctx context.Context, u *url.URL) error {
	file, err := f.robots.of(ctx, u)
	if err != nil {
		return err
	}
	if !file.allows(u) {
		return &failure{reason: "the site's robots.txt asks crawlers not to fetch this", cause: news.Cause{Code: news.CauseRobots}, kind: final}
	}
	return nil
}

// webAddress reads an address, relative to base if there is one, and takes only what http can fetch.
func webAddress(base *url.URL, address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err == nil && base != nil {
		u = base.ResolveReference(u)
	}
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || len(address) > 4096 {
		quoted := strconv.Quote(clip(fold(address), 200))
		return nil, &failure{reason: "not an address that can be fetched: " + quoted, cause: news.Cause{Code: news.CauseAddress}, kind: final}
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if err := nameInASCII(u); err != nil {
		name := clip(fold(u.Hostname()), 200)
		return nil, &failure{reason: "not the name of a server: " + strconv.Quote(name), cause: news.Cause{Code: news.CauseHost, Host: name}, kind: final}
	}
	return u, nil
}

// nameInASCII writes an address's host as it is looked up, "новости.example" as "xn--b1amnebsh.example": one host has one name, one turn and
// one delay.
func nameInASCII(u *url.URL) error {
	name := u.Hostname()
	if !strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) {
		return nil
	}
	ascii, err := idna.Lookup.ToASCII(name)
	if err != nil {
		return err
	}
	if port := u.Port(); port != "" {
		ascii = net.JoinHostPort(ascii, port)
	}
	u.Host = ascii
	return nil
}

// redirects is what is remembered along a chain of them.
type redirects struct {
	count     int
	permanent bool // all of them so far
	seen      map[string]bool
	jar       http.CookieJar // some sites set a cookie and redirect to the same address, for ever if it isn't sent back
}

// once makes one request when it is the host's turn. It returns the answer, or the address of a redirect.
func (f *fetcher) once(ctx context.Context, u *url.URL, r request, way *redirects) (*answer, *url.URL, error) {
	host := hostOf(u)
	leave, err := f.hosts.enter(ctx, host)
	if err != nil {
		return nil, nil, err
	}
	defer leave()

	caller := ctx
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	slow := time.AfterFunc(f.timeout, func() { cancel(errSlow) })
	defer slow.Stop()
	silence := time.AfterFunc(f.silence, func() { cancel(errSilence) })
	defer silence.Stop()

	resp, err := f.client.Do(f.newRequest(ctx, u, r, way))
	if caller.Err() != nil {
		return nil, nil, caller.Err() // nothing that the host is to blame for
	}
	if err != nil {
		return nil, nil, f.failed(ctx, host, err)
	}
	defer leaveOpen(resp)
	began := f.now().UTC()
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		if resp.Header.Get("Location") != "" {
			f.hosts.answered(host)
			to, err := way.follow(u, resp)
			return nil, to, err
		}
	case http.StatusNotModified:
		if !r.conditional() {
			break
		}
		f.hosts.answered(host)
		return &answer{url: u, status: resp.StatusCode, header: resp.Header, request: resp.Request, fetched: began}, nil, nil
	}
	if fail := statusFailure(resp.StatusCode); fail != nil && (r.form == "" || resp.StatusCode != http.StatusNoContent) {
		f.refused(host, resp, fail)
		return nil, nil, fail
	}
	body, err := f.read(ctx, resp, r.enough, silence)
	if caller.Err() != nil {
		return nil, nil, caller.Err()
	}
	if err != nil {
		return nil, nil, f.failed(ctx, host, err)
	}
	f.hosts.answered(host)
	return &answer{url: u, status: resp.StatusCode, header: resp.Header, request: resp.Request, body: body, fetched: began}, nil, nil
}

// drained is the longest body in bytes of an error or a redirect that is read to its end, so that the connection serves the next request.
const drained = 64 << 10

// leaveOpen ends an answer, and its connection only where what is left of the answer would cost more than a new one.
func leaveOpen(resp *http.Response) {
	if resp.ContentLength >= 0 && resp.ContentLength <= drained {
		_, _ = io.Copy(io.Discard, resp.Body) // whatever fails, the connection ends
	}
	resp.Body.Close()
}

func (f *fetcher) newRequest(ctx context.Context, u *url.URL, r request, way *redirects) *http.Request {
	req := (&http.Request{Method: http.MethodGet, URL: u, Host: u.Host, Header: http.Header{}}).WithContext(ctx)
	if r.form != "" {
		req.Method, req.ContentLength = http.MethodPost, int64(len(r.form))
		req.Body = io.NopCloser(strings.NewReader(r.form))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("User-Agent", f.userAgent)
	if f.from != "" {
		req.Header.Set("From", f.from)
	}
	req.Header.Set("Accept", r.accept)
	req.Header.Set("Accept-Encoding", acceptEncoding)
	if r.etag != "" {
		req.Header.Set("If-None-Match", r.etag)
	}
	if r.lastModified != "" {
		req.Header.Set("If-Modified-Since", r.lastModified)
	}
	if way.jar != nil {
		for _, c := range way.jar.Cookies(u) {
			req.AddCookie(c)
		}
	}
	return req
}

// follow returns where a redirect leads.
func (way *redirects) follow(from *url.URL, resp *http.Response) (*url.URL, error) {
	way.count++
	if way.count > maxRedirects {
		return nil, &failure{
			reason: fmt.Sprintf("the server redirected more than %d times", maxRedirects),
			cause:  news.Cause{Code: news.CauseRedirects, Limit: maxRedirects}, kind: doubtful, lost: true,
		}
	}
	if resp.StatusCode != http.StatusMovedPermanently && resp.StatusCode != http.StatusPermanentRedirect {
		way.permanent = false
	}
	to, err := webAddress(from, resp.Header.Get("Location"))
	if err != nil {
		return nil, err
	}
	cookies := resp.Cookies()
	way.seen[from.String()] = true
	if way.seen[to.String()] && len(cookies) == 0 {
		return nil, &failure{reason: "the server redirects in a circle", cause: news.Cause{Code: news.CauseCircle}, kind: doubtful, lost: true}
	}
	if len(cookies) > 0 && way.jar == nil {
		way.jar, _ = cookiejar.New(nil) // never fails without options
	}
	if way.jar != nil {
		way.jar.SetCookies(from, cookies)
	}
	return to, nil
}

// read reads a body, its content coding undone: whole, or what is enough of it. Each piece that arrives gives the server a new term
// of silence.
func (f *fetcher) read(ctx context.Context, resp *http.Response, enough int64, silence *time.Timer) ([]byte, error) {
	if resp.ContentLength > f.maxBody && enough == 0 {
		return nil, errTooLarge
	}
	raw := &attentive{r: resp.Body, heard: func() { silence.Reset(f.silence) }}
	r, err := decoded(raw, strings.Join(resp.Header.Values("Content-Encoding"), ","), f.maxBody)
	if err != nil {
		return nil, err
	}
	if enough > 0 {
		r = io.LimitReader(r, enough)
	}
	head, err := io.ReadAll(io.LimitReader(r, smallBody))
	if err != nil || len(head) < smallBody {
		return head, err
	}
	select {
	case f.large <- struct{}{}:
		defer func() { <-f.large }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	silence.Reset(f.silence)
	return io.ReadAll(io.MultiReader(bytes.NewReader(head), r))
}

// An attentive reader tells when something was read.
type attentive struct {
	r     io.Reader
	heard func()
}

func (a *attentive) Read(p []byte) (int, error) {
	n, err := a.r.Read(p)
	if n > 0 {
		a.heard()
	}
	return n, err
}

// The number of bad answers in a row after which a host rests: one if it couldn't be talked to at all, three if only
// the one answer was bad.
const (
	strikesUnreachable = 1
	strikesBadAnswer   = 3
)

// failed turns the error of a request into a failure and lets the host rest if that is due.
func (f *fetcher) failed(ctx context.Context, host string, err error) error {
	fail, unreachable := f.explain(ctx, host, err)
	switch {
	case fail.kind == final:
	case unreachable:
		fail.until = f.hosts.strike(host, strikesUnreachable, fail.why())
	default:
		fail.until = f.hosts.strike(host, strikesBadAnswer, fail.why())
	}
	return fail
}

// refused does what an error status asks for: to be left alone for a while, or for as long as Retry-After says.
func (f *fetcher) refused(host string, resp *http.Response, fail *failure) {
	status := resp.StatusCode
	slowDown := status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
	if after := retryAfter(resp.Header.Get("Retry-After"), f.now()); after > 0 && (slowDown || status >= 500) {
		fail.until = min(after, maxRest)
		why := fail.why()
		why.Text = fmt.Sprintf("%s, and not to come back for %s", why.Text, fail.until)
		why.Cause.Rest = seconds(fail.until)
		f.hosts.rest(host, fail.until, why)
		return
	}
	switch {
	case slowDown:
		fail.until = f.hosts.strike(host, strikesUnreachable, fail.why())
	case status >= 500:
		fail.until = f.hosts.strike(host, strikesBadAnswer, fail.why())
	default:
		f.hosts.answered(host)
	}
}

// retryAfter reads a Retry-After header, which is a number of seconds or a date (RFC 9110, section 10.2.3). It
// returns 0 where there is nothing to read.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if seconds, err := strconv.ParseUint(value, 10, 32); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return at.Sub(now)
	}
	return 0
}
