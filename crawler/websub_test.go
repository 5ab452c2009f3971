package crawler

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"parallax/news"
)

// A hub takes subscriptions, asks back at once, and pushes.
type hub struct {
	address string
	lease   string

	mu     sync.Mutex
	forms  []url.Values
	echoed []bool
}

func newHub(t *testing.T) *hub {
	h := &hub{lease: "3600"}
	h.address = serve(t, map[string]http.HandlerFunc{"/hub": h.take}) + "/hub"
	return h
}

func (h *hub) take(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	form, _ := url.ParseQuery(string(body))
	h.mu.Lock()
	h.forms = append(h.forms, form)
	h.mu.Unlock()
	w.WriteHeader(http.StatusAccepted)
	go h.askBack(form)
}

func (h *hub) askBack(form url.Values) {
	query := url.Values{"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": {"riddle"}, "hub.lease_seconds": {h.lease}}
	resp, err := http.Get(form.Get("hub.callback") + "?" + query.Encode())
	if err != nil {
		return
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.echoed = append(h.echoed, resp.StatusCode == http.StatusOK && string(body) == "riddle")
}

// push sends what is new in a feed, signed with a secret, and returns the status of the answer.
func push(t *testing.T, callback, secret, body string) int {
	t.Helper()
	mac := hmac.New(sha1.New, []byte(secret))
	io.WriteString(mac, body)
	req, _ := http.NewRequest(http.MethodPost, callback, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/rss+xml")
	req.Header.Set("X-Hub-Signature", "sha1="+hex.EncodeToString(mac.Sum(nil)))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

// pushed is a crawler that hubs can reach.
func pushed(t *testing.T, m *memory, change ...func(*Options)) *Crawler {
	t.Helper()
	var c *Crawler
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { c.Callback().ServeHTTP(w, r) }))
	t.Cleanup(s.Close)
	c = crawl(m, append(change, func(o *Options) { o.Callback = s.URL + "/websub/" })...)
	return c
}

// eventually waits for what other goroutines are to bring about.
func eventually(t *testing.T, what string, f func() bool) {
	t.Helper()
	for range 1000 {
		if f() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("never: ", what)
}

// hubbed is a feed that names a hub, with these links.
func hubbed(hub, self string, links ...string) string {
	return strings.Replace(rssOf(links...), "<title>", `<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="hub" href="`+hub+
		`"/><a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="`+self+`"/><title>`, 1)
}

func TestAHubPushesAndItsPagesAreFetched(t *testing.T) {
	h := newHub(t)
	const topic = "https://tidewater.example/feed"
	site := serve(t, map[string]http.HandlerFunc{
		"/feed": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, hubbed(h.address, topic, "/one")) },
		"/one":  page("One"),
		"/two":  page("Two"),
	})
	m := newMemory(site + "/feed")
	c := pushed(t, m)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- c.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	// Run first looks for what is due before the feed has named its hub.
	eventually(t, "the feed names a hub", func() bool { return m.subscription(site+"/feed").Hub == h.address })
	if err := c.askHubs(ctx, []news.Subscription{m.subscription(site + "/feed")}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a live subscription", func() bool { s := m.subscription(site + "/feed"); return s.Live(noon) })
	s := m.subscription(site + "/feed")
	if s.Hub != h.address || s.Topic != topic || !s.Until.Equal(noon.Add(time.Hour)) || s.Next.After(s.Until) || s.Failures != 0 {
		t.Errorf("agreed on %+v", s)
	}
	callback := h.forms[0].Get("hub.callback")
	if !strings.HasSuffix(callback, "/websub/"+s.Token) || len(s.Token) < 20 || h.forms[0].Get("hub.secret") != s.Secret {
		t.Errorf("asked with %v", h.forms[0])
	}
	if status := push(t, callback, s.Secret, rssOf(site+"/two")); status != http.StatusAccepted {
		t.Errorf("a genuine push is answered with %d", status)
	}
	eventually(t, "the page that was pushed", func() bool {
		m.mu.Lock()
		defer m.mu.Unlock()
		return len(m.pages) == 2 && m.pages[1].URL == site+"/two" && m.pages[1].Item.Source == news.SourceID(site)
	})
	if s = m.subscription(site + "/feed"); !s.Delivered.Equal(noon) {
		t.Errorf("after the push: %+v", s)
	}
}

func TestWhatIsNotSignedIsThrownAway(t *testing.T) {
	m := newMemory("https://tidewater.example/feed")
	c := pushed(t, m)
	s := news.Subscription{Feed: "https://tidewater.example/feed", Hub: "https://hub.example/", Topic: "t", Token: "TOKEN", Secret: "secret"}
	m.agreed[s.Feed] = s
	for name, send := range map[string]struct {
		token, secret, body string
		status              int
		reason              string
	}{
		"another secret":   {"TOKEN", "guessed", rssOf("https://tidewater.example/spam"), http.StatusAccepted, "without its signature"},
		"another token":    {"GUESS", "secret", rssOf("https://tidewater.example/spam"), http.StatusGone, ""},
		"not a feed":       {"TOKEN", "secret", "ping", http.StatusAccepted, "cannot be read: this is neither a feed nor a sitemap"},
		"more than is fit": {"TOKEN", "secret", strings.Repeat("x", defaultMaxBody+1), http.StatusRequestEntityTooLarge, ""},
	} {
		m.problems = nil
		if got := push(t, c.opts.Callback+send.token, send.secret, send.body); got != send.status {
			t.Errorf("%s: answered with %d, want %d", name, got, send.status)
		}
		if len(m.queue) != 0 {
			t.Errorf("%s: its items were queued", name)
		}
		switch {
		case send.reason == "" && len(m.problems) > 0:
			t.Errorf("%s: %+v", name, m.problems)
		case send.reason != "" && (len(m.problems) != 1 || m.problems[0].Stage != "push" || !strings.Contains(m.problems[0].Reason, send.reason)):
			t.Errorf("%s: problems %+v, want one that says %q", name, m.problems, send.reason)
		}
	}
}

func TestOnlyWhatWeAskedForIsConfirmed(t *testing.T) {
	m := newMemory("https://tidewater.example/feed")
	c := pushed(t, m)
	m.agreed["https://tidewater.example/feed"] = news.Subscription{Feed: "https://tidewater.example/feed", Hub: "https://hub.example/", Topic: "t", Token: "TOKEN", Secret: "s"}
	for _, q := range []struct {
		token, query string
		status       int
	}{
		{"TOKEN", "hub.mode=subscribe&hub.topic=t&hub.challenge=x&hub.lease_seconds=60", 200},
		{"TOKEN", "hub.mode=subscribe&hub.topic=t&hub.challenge=x", 200},
		{"TOKEN", "hub.mode=subscribe&hub.topic=other&hub.challenge=x", 404},
		{"GUESS", "hub.mode=subscribe&hub.topic=t&hub.challenge=x", 404},
		{"TOKEN", "hub.mode=subscribe&hub.topic=t", 404},
		{"TOKEN", "hub.mode=subscribe&hub.topic=t&hub.challenge=" + strings.Repeat("x", 2000), 404},
		{"TOKEN", "hub.mode=unsubscribe&hub.topic=t&hub.challenge=x", 404},
		{"GONE", "hub.mode=unsubscribe&hub.topic=t&hub.challenge=x", 200},
		{"TOKEN", "", 404},
		{"TOKEN", "hub.mode=denied&hub.topic=t&hub.reason=too+many", 200},
	} {
		resp, err := http.Get(c.opts.Callback + q.token + "?" + q.query)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != q.status {
			t.Errorf("%s?%.80s: %d, want %d", q.token, q.query, resp.StatusCode, q.status)
		}
	}
	s := m.subscription("https://tidewater.example/feed")
	if s.Live(noon) || s.LastError != "the hub hub.example does not push this feed to us: too many" || s.Next.Before(noon.Add(24*time.Hour)) {
		t.Errorf("after it was denied: %+v", s)
	}
}

func TestHubsThatFailAreAskedLessAndLessOftenAndSaidWhy(t *testing.T) {
	silent := serve(t, map[string]http.HandlerFunc{"/": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusAccepted) }})
	broken := serve(t, map[string]http.HandlerFunc{"/": status(http.StatusNotFound)})
	for hub, want := range map[string]string{
		silent + "/": "takes our requests and never confirms them; can it reach",
		broken + "/": "did not take our request: the server has nothing at this address (404)",
	} {
		m := newMemory("https://tidewater.example/feed")
		m.agreed["https://tidewater.example/feed"] = news.Subscription{Feed: "https://tidewater.example/feed", Hub: hub, Topic: "t", Token: "T", Secret: "s"}
		now := noon
		c := pushed(t, m, func(o *Options) { o.Now = func() time.Time { return now } })
		var last time.Duration
		for range 8 {
			due, err := c.agreed.due(t.Context(), now)
			if err != nil || len(due) != 1 {
				t.Fatalf("%d are due, %v", len(due), err)
			}
			if err := c.askHubs(t.Context(), due); err != nil {
				t.Fatal(err)
			}
			s := m.subscription("https://tidewater.example/feed")
			if wait := s.Next.Sub(now); wait < last || wait > maxInterval {
				t.Errorf("after %v it is asked again after %v", last, wait)
			}
			last, now = s.Next.Sub(now), s.Next
		}
		if s := m.subscription("https://tidewater.example/feed"); !strings.Contains(s.LastError, want) {
			t.Errorf("%q, want that it says %q", s.LastError, want)
		}
		if last != maxInterval || len(m.problems) == 0 {
			t.Errorf("at last it is asked every %v, %d problems are told", last, len(m.problems))
		}
	}
}

func TestSubscriptionsAreRenewedAndCancelled(t *testing.T) {
	h := newHub(t)
	m := newMemory("https://tidewater.example/feed")
	for _, feed := range []string{"https://tidewater.example/feed", "https://removed.example/feed"} {
		m.agreed[feed] = news.Subscription{Feed: feed, Hub: h.address, Topic: feed, Token: "T" + feed[8:15], Secret: "s", Until: noon.Add(time.Hour), Next: noon}
	}
	c := pushed(t, m)
	for now, want := range map[time.Time]int{noon.Add(-time.Hour): 0, noon.AddDate(-1, 0, 0): 2, noon.Add(time.Hour): 2} {
		if due, err := c.agreed.due(t.Context(), now); err != nil || len(due) != want {
			t.Errorf("at %v %d are due (%v), want %d", now, len(due), err, want)
		}
	}
	due, err := c.agreed.due(t.Context(), noon)
	if err != nil || len(due) != 2 {
		t.Fatal(due, err)
	}
	if err := c.askHubs(t.Context(), due); err != nil {
		t.Fatal(err)
	}
	eventually(t, "both are confirmed", func() bool { h.mu.Lock(); defer h.mu.Unlock(); return len(h.echoed) == 2 })
	if !h.echoed[0] || !h.echoed[1] || h.forms[0].Get("hub.mode") == h.forms[1].Get("hub.mode") {
		t.Errorf("asked for %v, confirmed %v", h.forms, h.echoed)
	}
	if s := m.subscription("https://tidewater.example/feed"); !s.Next.After(noon) || s.Failures != 0 {
		t.Errorf("renewed: %+v", s)
	}
	if _, there := m.agreed["https://removed.example/feed"]; there {
		t.Error("the subscription of a feed that was removed is still there")
	}
}

func TestHubsAreFoundInHeadersAndInFeedsOfEveryKind(t *testing.T) {
	base, _ := url.Parse("https://tidewater.example/feed")
	for name, c := range map[string]struct {
		header []string
		body   string
		hub    string
		topic  string
	}{
		"header": {[]string{`<https://hub.example/>; rel="hub", </self>; rel=self`}, rssOf(), "https://hub.example/", "https://tidewater.example/self"},
		"header before feed": {[]string{`<https://hub.example/>; rel=hub`}, hubbed("https://other.example/", "https://tidewater.example/self"),
			"https://hub.example/", "https://tidewater.example/self"},
		"RSS":      {nil, hubbed("https://hub.example/", "/self"), "https://hub.example/", "https://tidewater.example/self"},
		"Atom":     {nil, `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="https://hub.example/"/><link rel="self" href="/self"/></feed>`, "https://hub.example/", "https://tidewater.example/self"},
		"JSON":     {nil, `{"version":"https://jsonfeed.org/version/1.1","feed_url":"/self","hubs":[{"type":"WebSub","url":"https://hub.example/"}],"items":[]}`, "https://hub.example/", "https://tidewater.example/self"},
		"no topic": {[]string{`<https://hub.example/>; rel=hub`}, rssOf(), "https://hub.example/", "https://tidewater.example/feed"},
		"none":     {[]string{`<https://hub.example/>; rel=hubris`}, rssOf(), "", "https://tidewater.example/feed"},
	} {
		parsed, err := ParseFeed([]byte(c.body), "", base.String())
		if err != nil {
			t.Fatal(name, err)
		}
		hub, topic := hubOf(parsed, &answer{url: base, header: http.Header{"Link": c.header}})
		if hub != c.hub || topic != c.topic {
			t.Errorf("%s: hub %q, topic %q; want %q, %q", name, hub, topic, c.hub, c.topic)
		}
	}
}

// A hub that asks for a rest gets it from the next process too.
func TestTheRestOfAHubIsRecorded(t *testing.T) {
	hub := serve(t, map[string]http.HandlerFunc{"/hub": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "600")
		w.WriteHeader(http.StatusTooManyRequests)
	}})
	m := newMemory("https://tidewater.example/feed")
	m.agreed["https://tidewater.example/feed"] = news.Subscription{Feed: "https://tidewater.example/feed", Hub: hub + "/hub", Topic: "t", Token: "T", Secret: "s"}
	if err := pushed(t, m).askHubs(t.Context(), []news.Subscription{m.subscription("https://tidewater.example/feed")}); err != nil {
		t.Fatal(err)
	}
	if m.manners[hostOfAddress(hub)].Body == nil {
		t.Error("the store hasn't heard of the rest")
	}
}

// A slowStore takes its time to say what sites have asked for: until something was asked that shouldn't have been, or a moment.
type slowStore struct {
	*memory
	asked chan struct{}
}

func (s slowStore) Manners(ctx context.Context) ([]news.Manners, error) {
	select {
	case <-s.asked:
	case <-time.After(200 * time.Millisecond):
	}
	return s.memory.Manners(ctx)
}

// No hub is asked before it is known what was asked of us.
func TestAHubThatRestsIsNotAskedByTheNextProcess(t *testing.T) {
	asked := make(chan struct{}, 10)
	hub := serve(t, map[string]http.HandlerFunc{"/hub": func(w http.ResponseWriter, _ *http.Request) {
		asked <- struct{}{}
		w.WriteHeader(http.StatusAccepted)
	}})
	const feed = "https://tidewater.example/feed"
	m := newMemory()
	m.feeds[feed] = news.Feed{URL: feed, NextFetch: noon.Add(time.Hour)}
	m.agreed[feed] = news.Subscription{Feed: feed, Hub: hub + "/hub", Topic: "t", Token: "T", Secret: "s"}
	rest, err := json.Marshal(keptRest{Reason: "it asked for that", Cause: news.Cause{Code: news.CauseSlowDown, Status: 429}, Ends: noon.Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	host := hostOfAddress(hub)
	m.manners[host] = news.Manners{Site: host, Body: rest, Until: noon.Add(2 * time.Hour)}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	c := pushed(t, m, func(o *Options) { o.Store = slowStore{m, asked} })
	go func() { ended <- c.Run(ctx) }()
	eventually(t, "something came of the subscription", func() bool { return m.subscription(feed).Failures > 0 })
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if s := m.subscription(feed); !strings.Contains(s.LastError, "it asked for that") {
		t.Errorf("the hub was asked while it rests (%q)", s.LastError)
	}
}
