package crawler

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"unicode/utf8"

	"parallax/news"
)

// The parsers of feeds, sitemaps, robots.txt, OPML and Link headers are fuzzed beside their tests; what else comes from strangers is here.

func FuzzDates(f *testing.F) {
	for _, seed := range []string{"Tue, 24 Nov 2026 11:30:00 MSK", "mardi 24 novembre 2026 09:30 +0100", "2026年11月24日 16:30", "۳ آذر ۱۴۰۵", "24/11/26", "0000-00-00", "1e9"} {
		f.Add(seed, "fr")
	}
	f.Fuzz(func(t *testing.T, raw, lang string) {
		if got := newDateReader(lang).read(raw, nil); !got.IsZero() && (got.Year() < 1990 || got.Year() > 2099) {
			t.Errorf("%q in %q is %v", raw, lang, got)
		}
	})
}

func FuzzJSONFeed(f *testing.F) {
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","title":1,"hubs":[{"url":"/h"}],"next_url":"/2","items":[{"id":7,"url":"/a","authors":[{"name":"A"}]}]}`))
	f.Add([]byte(`{"items":[{"url":[]},{"url":"/b","date_published":"2026-11-24"},`))
	f.Fuzz(func(t *testing.T, body []byte) {
		p, err := ParseFeed(append([]byte(`{"version":"jsonfeed.org",`), body...), "", "https://outlet.example/feed")
		if err != nil {
			return
		}
		for _, address := range append([]string{p.Self, p.Next}, p.Hubs...) {
			if address != "" && !strings.HasPrefix(address, "http") {
				t.Errorf("the address %q", address)
			}
		}
		if len(p.Items) > maxParsedItems || len(p.Hubs) > maxHubs || !utf8.ValidString(p.Title) {
			t.Errorf("%d items, %d hubs, title %q", len(p.Items), len(p.Hubs), p.Title)
		}
	})
}

// FuzzPush sends what a hub might: with whatever query, and with a body that is signed as it should be.
func FuzzPush(f *testing.F) {
	f.Add("hub.mode=subscribe&hub.topic=t&hub.challenge=x", "sha1=00", []byte(rssOf("https://tidewater.example/1")))
	f.Add("hub.mode=denied&hub.topic=t&hub.reason=%ff", "sha256=", []byte(`{"version":"https://jsonfeed.org/version/1.1","items":[]}`))
	f.Fuzz(func(t *testing.T, query, signature string, body []byte) {
		const feed, secret = "https://tidewater.example/feed", "secret"
		m := newMemory(feed)
		m.agreed[feed] = news.Subscription{Feed: feed, Hub: "https://hub.example/", Topic: "t", Token: "T", Secret: secret}
		callback := crawl(m).Callback()
		send := func(method, signature string) {
			r := httptest.NewRequest(method, "/websub/T", bytes.NewReader(body))
			r.URL.RawQuery = query
			r.Header.Set("X-Hub-Signature", signature)
			w := httptest.NewRecorder()
			callback.ServeHTTP(w, r)
			if w.Code == 0 || w.Code >= 500 || w.Body.Len() > maxChallenge {
				t.Errorf("answered with %d and %d bytes", w.Code, w.Body.Len())
			}
		}
		send(http.MethodGet, "")
		send(http.MethodPost, signature)
		if len(m.queue) > 0 && !signed(signature, body, secret) {
			t.Error("something was taken without a signature")
		}
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write(body)
		send(http.MethodPost, "sha256="+hex.EncodeToString(mac.Sum(nil)))
		for _, p := range m.problems {
			if !utf8.ValidString(p.Reason) || strings.ContainsAny(p.Reason, "\r\n\x00") {
				t.Errorf("the reason %q", p.Reason)
			}
		}
	})
}

func FuzzContentCoding(f *testing.F) {
	f.Add("gzip", []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x03\x00"))
	f.Add("br, deflate", []byte("\x78\x9c\x03\x00"))
	f.Add("deflate", []byte("<p>plain"))
	f.Fuzz(func(t *testing.T, coding string, body []byte) {
		const max = 1 << 16
		r, err := decoded(bytes.NewReader(body), coding, max)
		if err != nil {
			return
		}
		if got, _ := io.ReadAll(r); len(got) > max {
			t.Errorf("%d bytes came out, at most %d may", len(got), max)
		}
	})
}

func FuzzNumericHost(f *testing.F) {
	for _, seed := range []string{"0x7f.1", "017700000001", "[::1]", "1.2.3.4.5", "example.1", "0x"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, host string) {
		addr, numeric, err := numericHost(host)
		if err == nil && numeric != addr.IsValid() {
			t.Errorf("%q: %v, numeric %v", host, addr, numeric)
		}
		if plain, parseErr := netip.ParseAddr(host); parseErr == nil && plain.Unmap() != addr {
			t.Errorf("%q is %v, want %v", host, addr, plain)
		}
	})
}

func FuzzCharsets(f *testing.F) {
	f.Add([]byte("\xff\xfe<\x00a\x00>\x00"), "text/xml; charset=utf-16")
	f.Add([]byte(`<?xml version="1.0" encoding="iso-2022-jp"?>`+"\x1b$B8!\x1b(B"), "")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		text, note := toUTF8(body, contentType)
		if !utf8.Valid(text) || bytes.ContainsRune(text, 0) || !utf8.ValidString(note) {
			t.Errorf("%q (%q) became %q", body, contentType, text)
		}
	})
}

func FuzzPages(f *testing.F) {
	f.Add([]byte(`<base href="//x"><link rel=alternate type=application/rss+xml href="a"><p>One<script>x</script><h1>T`), "text/html; charset=gbk")
	base, _ := webAddress(nil, "https://outlet.example/")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		for _, address := range linkedFeeds(page, contentType, base) {
			if !strings.HasPrefix(address, "http") {
				t.Errorf("the feed %q", address)
			}
		}
		if digest := wordsDigest(page); len(digest) != 16 {
			t.Errorf("the digest %q", digest)
		}
		pageFailure(contentType, page)
	})
}
