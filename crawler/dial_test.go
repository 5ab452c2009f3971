package crawler

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"code.dny.dev/ssrf"
)

func TestNumbersAreAddressesInEveryNotation(t *testing.T) {
	for host, want := range map[string]string{
		"127.0.0.1": "127.0.0.1", "0x7f.1": "127.0.0.1", "0X7F.0.0.0x1": "127.0.0.1", "017700000001": "127.0.0.1", "2130706433": "127.0.0.1",
		"127.1": "127.0.0.1", "0177.0.1": "127.0.0.1", "0": "0.0.0.0", "0x": "0.0.0.0", "10.0.258": "10.0.1.2", "1.2.3.4.": "1.2.3.4",
		"0xa9fea9fe": "169.254.169.254", "::ffff:127.0.0.1": "127.0.0.1", "::1": "::1",
		"example.org": "name", "1.example": "name", "0x7f.example": "name", "deadbeef": "name", "": "name",
		"1.2.3.4.5": "bad", "256.1.1.1": "bad", "1.2.3.256": "bad", "4294967296": "bad", "08": "bad", "1..2": "bad", "example.1": "bad",
		"99999999999999999999": "bad",
	} {
		addr, numeric, err := numericHost(host)
		got := addr.String()
		switch {
		case err != nil:
			got = "bad"
		case !numeric:
			got = "name"
		}
		if got != want {
			t.Errorf("%q is %s, want %s", host, got, want)
		}
	}
}

func TestNamesInEveryScriptAreLookedUpInASCII(t *testing.T) {
	for address, want := range map[string]string{
		"https://новости.example:8080/а?б": "https://xn--b1amnebsh.example:8080/%D0%B0?б",
		"https://BÜCHER.example/":          "https://xn--bcher-kva.example/",
		"http://１２７.0.0.1/":                "http://127.0.0.1/",
		"http://example.org:80/":           "http://example.org:80/",
	} {
		u, err := webAddress(nil, address)
		if err != nil || u.String() != want {
			t.Errorf("%s is fetched as %v (%v), want %s", address, u, err, want)
		}
	}
	if _, err := webAddress(nil, "http://a\u2007b.example/"); err == nil || !strings.Contains(err.Error(), "not the name of a server") {
		t.Errorf("a name with a space in it: %v", err)
	}
}

// twoWorlds are servers at one port of 127.0.0.1, which is public as far as their crawler knows, and of 127.0.0.2, which isn't.
type twoWorlds struct {
	c       *Crawler
	m       *memory
	d       *dialer
	port    string
	reached atomic.Int32 // requests that the inner server saw
}

func newWorlds(t *testing.T, public http.HandlerFunc) *twoWorlds {
	t.Helper()
	outer := httptest.NewServer(public)
	t.Cleanup(outer.Close)
	w := &twoWorlds{m: newMemory(), d: newDialer(false)}
	_, w.port, _ = net.SplitHostPort(strings.TrimPrefix(outer.URL, "http://"))
	l, err := net.Listen("tcp", "127.0.0.2:"+w.port)
	if err != nil {
		t.Skip("no second loopback address: ", err)
	}
	inner := &http.Server{Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { w.reached.Add(1) })}
	go inner.Serve(l)
	t.Cleanup(func() { inner.Close() })
	w.d.net.Control = guard(ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.1/32"))))
	w.c = crawl(w.m)
	w.c.fetch.client.Transport = newTransport(w.d)
	return w
}

// refused checks that the page of an address was refused for not being public, and that what is healthy was fetched.
func (w *twoWorlds) refused(t *testing.T, address string) {
	t.Helper()
	w.m.wait(address)
	beside := healthy(t, w.m)
	round(t, w.c)
	if reason, givenUp := w.m.reason(t, address); !strings.Contains(reason, "is not a public one") || !givenUp {
		t.Errorf("reason %q, given up %v; want that it isn't public", reason, givenUp)
	}
	if w.reached.Load() != 0 {
		t.Error("the inner server was reached")
	}
	beside()
}

func TestANameThatTurnsInwardIsRefused(t *testing.T) {
	addresses := []string{"127.0.0.1", "127.0.0.2"} // what the name has when its robots.txt is asked for, and then
	w := newWorlds(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close") // so that the next request connects anew
		http.NotFound(w, r)
	})
	clock := noon
	w.d.names.now = func() time.Time { clock = clock.Add(dnsLife); return clock } // so that it looks the name up anew
	w.d.names.lookup = func(context.Context, string) ([]netip.Addr, error) {
		a := netip.MustParseAddr(addresses[0])
		if len(addresses) > 1 {
			addresses = addresses[1:]
		}
		return []netip.Addr{a}, nil
	}
	w.refused(t, "http://rebind.example:"+w.port+"/page")
}

func TestRedirectsInwardAreRefusedInEveryNotation(t *testing.T) {
	for _, inner := range []string{"127.0.0.2", "0x7f.2", "017700000002", "2130706434", "127.2", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]",
		"inner.example", "１２７.0.0.2", "127。0。0。2", "169.254.169.254", "[fd00:ec2::254]", "localhost.localdomain."} {
		w := newWorlds(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				http.NotFound(w, r)
				return
			}
			_, port, _ := net.SplitHostPort(r.Host)
			w.Header().Set("Location", "http://"+inner+":"+port+"/latest/meta-data/")
			w.WriteHeader(http.StatusFound)
		})
		w.d.names.lookup = func(_ context.Context, name string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("127.0.0.2")}, nil
		}
		t.Run(inner, func(t *testing.T) { w.refused(t, "http://127.0.0.1:"+w.port+"/page") })
	}
}

func TestAHostWithAnAddressThatDoesNotAnswerIsReachedByTheOther(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/page": page("One")})
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(site, "http://"))
	m := newMemory()
	c := crawl(m)
	d := newDialer(true)
	d.names.lookup = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.3"), netip.MustParseAddr("127.0.0.1")}, nil // nothing listens at the first
	}
	c.fetch.client.Transport = newTransport(d)
	m.wait("http://two.example:" + port + "/page")
	if s := round(t, c); s.Pages != 1 {
		t.Errorf("%+v, want the page", s)
	}
}

func TestNamesAreLookedUpOnceInAWhile(t *testing.T) {
	r := newResolver()
	now := noon
	asked := 0
	var fail error
	r.now = func() time.Time { return now }
	r.lookup = func(context.Context, string) ([]netip.Addr, error) {
		asked++
		return []netip.Addr{netip.MustParseAddr("::ffff:192.0.2.1")}, fail
	}
	missing := &net.DNSError{IsNotFound: true}
	for _, step := range []struct {
		name  string
		after time.Duration
		fail  error
		asked int
		err   bool
	}{
		{"at first", 0, nil, 1, false},
		{"soon after", dnsLife - 1, nil, 1, false},
		{"later", 1, nil, 2, false},
		{"while the resolver fails the last addresses hold", dnsLife, errors.New("timeout"), 3, false},
		{"but not for ever", dnsStale, errors.New("timeout"), 4, true},
		{"a name that is gone", 0, missing, 5, true},
		{"isn't asked for at once", dnsFailedLife - 1, nil, 5, true},
		{"but soon", 1, nil, 6, false},
	} {
		now, fail = now.Add(step.after), step.fail
		got, err := r.addresses(t.Context(), "a.example")
		if asked != step.asked || (err != nil) != step.err || err == nil && got[0].String() != "192.0.2.1" {
			t.Errorf("%s: %v, %v after %d questions; want %d", step.name, got, err, asked, step.asked)
		}
	}
	r.forget("a.example")
	if _, err := r.addresses(t.Context(), "a.example"); err != nil || asked != 7 {
		t.Errorf("what was forgotten isn't asked for anew: %d questions, %v", asked, err)
	}
}

func TestTheNamesThatAreRememberedAreBounded(t *testing.T) {
	r := newResolver()
	r.lookup = func(context.Context, string) ([]netip.Addr, error) { return []netip.Addr{netip.IPv6Loopback()}, nil }
	for i := range 2*manyHosts + 10 {
		if _, err := r.addresses(t.Context(), "h"+strings.Repeat("x", i%3)+time.Duration(i).String()); err != nil {
			t.Fatal(err)
		}
	}
	if len(r.byName) > manyHosts {
		t.Errorf("%d names are remembered, want at most %d", len(r.byName), manyHosts)
	}
}
