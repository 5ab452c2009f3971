package crawler

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"parallax/news"
)

// maxChallenge is the longest challenge of a hub that is sent back, in bytes.
const maxChallenge = 1 << 10

// Callback is the handler that hubs talk to, for requests whose path ends in the token of a subscription. It has to be reachable at
// Options.Callback. A GET asks whether we meant a request; a POST brings what is new in a feed.
func (c *Crawler) Callback() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		s, known, err := c.agreed.of(r.Context(), path.Base(r.URL.Path))
		switch {
		case err != nil:
			c.opts.Logger.Error("a hub couldn't be answered", "error", err)
			w.WriteHeader(http.StatusServiceUnavailable)
		case r.Method == http.MethodGet || r.Method == http.MethodHead:
			c.verify(w, r, s, known)
		case r.Method != http.MethodPost:
			w.Header().Set("Allow", "GET, HEAD, POST")
			w.WriteHeader(http.StatusMethodNotAllowed)
		case !known:
			w.WriteHeader(http.StatusGone) // so the hub forgets it
		default:
			c.receive(w, r, s)
		}
	})
}

// verify answers a hub that asks whether a request in our name was ours, or that says why it turns us down.
func (c *Crawler) verify(w http.ResponseWriter, r *http.Request, s news.Subscription, known bool) {
	query := r.URL.Query()
	topic, challenge := query.Get("hub.topic"), query.Get("hub.challenge")
	var err error
	switch mode := query.Get("hub.mode"); {
	case mode == "denied" && known && topic == s.Topic:
		challenge, err = "", c.denied(r.Context(), s, query.Get("hub.reason"))
	case challenge == "" || len(challenge) > maxChallenge:
		w.WriteHeader(http.StatusNotFound)
		return
	case mode == "unsubscribe" && !known:
	case mode == "subscribe" && known && topic == s.Topic:
		err = c.confirmed(r.Context(), s, query.Get("hub.lease_seconds"))
	default:
		w.WriteHeader(http.StatusNotFound)
		return
	}
	if err != nil {
		c.opts.Logger.Error("what a hub said couldn't be recorded", "hub", s.Hub, "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	_, _ = io.WriteString(w, challenge)
}

// confirmed notes that a hub pushes from now on, for as long as it says.
func (c *Crawler) confirmed(ctx context.Context, s news.Subscription, leaseSeconds string) error {
	lease := leaseAsked
	if seconds, err := strconv.ParseUint(leaseSeconds, 10, 32); err == nil {
		lease = min(max(time.Duration(seconds)*time.Second, minLease), maxLease)
	}
	_, err := c.agreed.change(ctx, s.Feed, func(s *news.Subscription) bool {
		now := c.now()
		s.Until, s.Next = now.Add(lease), now.Add(lease*4/5)
		s.Failures, s.LastError, s.LastCause = 0, "", news.Cause{}
		return true
	})
	c.opts.Logger.Info("a hub pushes a feed", "feed", s.Feed, "hub", s.Hub, "for", lease)
	return err
}

// denied notes that a hub doesn't push. It is asked again, but not soon.
func (c *Crawler) denied(ctx context.Context, s news.Subscription, reason string) error {
	s, err := c.agreed.change(ctx, s.Feed, func(s *news.Subscription) bool {
		s.Until, s.Next = time.Time{}, c.now().Add(7*maxInterval)
		s.Failures++
		s.LastError = "the hub " + hostOfAddress(s.Hub) + " does not push this feed to us"
		s.LastCause = news.Cause{Code: news.CauseHubDenied, Host: hostOfAddress(s.Hub)}
		if reason = clip(fold(strings.ToValidUTF8(reason, "�")), 200); reason != "" {
			s.LastError += ": " + reason
		}
		return true
	})
	if err != nil {
		return err
	}
	return c.pushProblem(ctx, s, news.Reason{Text: s.LastError, Cause: s.LastCause})
}

// receive takes what a hub pushes. What isn't signed with our secret is acknowledged like all the rest, as the standard asks, and
// thrown away; what is, is stored before it is acknowledged.
func (c *Crawler) receive(w http.ResponseWriter, r *http.Request, s news.Subscription) {
	body, err := c.pushedBody(r)
	if errors.Is(err, errTooLarge) {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	if !signed(r.Header.Get("X-Hub-Signature"), body, s.Secret) {
		host := hostOfAddress(s.Hub)
		err = c.pushProblem(r.Context(), s, news.Reason{
			Text:  "something was pushed in the name of the hub " + host + " without its signature, and thrown away",
			Cause: news.Cause{Code: news.CauseHubUnsigned, Host: host},
		})
	} else {
		err = c.take(r.Context(), s, body, r.Header)
	}
	if err != nil {
		c.opts.Logger.Error("what a hub pushed couldn't be stored", "feed", s.Feed, "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// pushedBody reads a body as it was signed: with its content coding.
func (c *Crawler) pushedBody(r *http.Request) ([]byte, error) {
	if r.ContentLength > c.opts.MaxBody {
		return nil, errTooLarge
	}
	return io.ReadAll(&cappedReader{r: r.Body, left: c.opts.MaxBody})
}

// take queues the items that a hub has pushed. A body that is no feed is recorded; the next fetch will bring what it meant.
func (c *Crawler) take(ctx context.Context, s news.Subscription, body []byte, h http.Header) error {
	parsed, body, err := c.parsePushed(body, h, s.Topic)
	if err != nil {
		return c.pushProblem(ctx, s, news.Reason{
			Text:  "what the hub " + hostOfAddress(s.Hub) + " pushed cannot be read: " + err.Error(),
			Cause: news.Cause{Code: news.CauseHubBroken, Host: hostOfAddress(s.Hub)},
		})
	}
	items := c.itemsOf(news.Feed{URL: s.Feed, Source: s.Source, Language: s.Language}, parsed, c.now())
	fresh, err := c.opts.Store.Announced(ctx, s.Feed, items, c.pushedDocument(s, body, h)...)
	if err != nil {
		return err
	}
	_, err = c.agreed.change(ctx, s.Feed, func(s *news.Subscription) bool {
		s.Delivered = c.now()
		return s.Feed != ""
	})
	c.opts.Logger.Debug("a hub pushed", "feed", s.Feed, "items", len(items), "new", fresh)
	select {
	case c.pushed <- struct{}{}:
	default: // told already
	}
	return err
}

// parsePushed reads a feed that was pushed, and returns its bytes without their content coding.
func (c *Crawler) parsePushed(body []byte, h http.Header, topic string) (ParsedFeed, []byte, error) {
	r, err := decoded(strings.NewReader(string(body)), strings.Join(h.Values("Content-Encoding"), ","), c.opts.MaxBody)
	if err == nil {
		body, err = io.ReadAll(r)
	}
	if err != nil {
		return ParsedFeed{}, nil, err
	}
	if base, err := url.Parse(topic); err != nil || base.Host == "" {
		topic = ""
	}
	parsed, err := c.parse(body, h.Get("Content-Type"), topic)
	return parsed, body, err
}

// signed reports whether a body was signed with a secret, by an X-Hub-Signature header as "sha256=hex". SHA-1 is still what the large
// hubs use; in an HMAC it holds.
func signed(header string, body []byte, secret string) bool {
	method, digest, _ := strings.Cut(strings.TrimSpace(header), "=")
	methods := map[string]func() hash.Hash{"sha1": sha1.New, "sha256": sha256.New, "sha384": sha512.New384, "sha512": sha512.New}
	newHash := methods[strings.ToLower(strings.TrimSpace(method))]
	got, err := hex.DecodeString(strings.TrimSpace(digest))
	if newHash == nil || err != nil || secret == "" {
		return false
	}
	mac := hmac.New(newHash, []byte(secret))
	mac.Write(body)
	return hmac.Equal(got, mac.Sum(nil))
}
