package crawler

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parallax/news"
)

// A hostileFeed answers for a feed. The reason begins what its record must say, "" if it is read all the same, with so many items.
type hostileFeed struct {
	name   string
	answer http.HandlerFunc
	reason string
	items  int
}

// rssWith is a feed with one item that has these elements besides its link.
func rssWith(elements string) string {
	return feedHead + "<item><link>/s/1</link>" + elements + "</item></channel></rss>"
}

func drip(piece string, every time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, piece)
			w.(http.Flusher).Flush()
			time.Sleep(every)
		}
	}
}

// raw answers with bytes of our own making, and then breaks off.
func raw(answer string) http.HandlerFunc {
	return hijacked(func(c net.Conn) { io.WriteString(c, answer) })
}

const whole = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"

// hostileFeeds are all ways we know in which a server can answer for a feed and mean no good.
func hostileFeeds(t *testing.T) []hostileFeed {
	zeros := strings.Repeat("\x00", 40<<20)
	spaces := strings.Repeat(" ", 40<<20)
	ok := rssOf("/s/1")
	many := func(n int) string {
		return repeat(n, func(i int) string { return fmt.Sprintf("<item><title>S%d</title><link>/s/%d</link></item>", i, i) })
	}
	bomb := `<!DOCTYPE rss [<!ENTITY a0 "ha">` + repeat(30, func(i int) string {
		return fmt.Sprintf(`<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}) + "]>"
	return []hostileFeed{
		{"redirect loop", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/feed", http.StatusMovedPermanently)
		}, "the server redirects in a circle", 0},
		{"redirect loop with cookies", func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "n", Value: fmt.Sprint(time.Now().UnixNano())})
			http.Redirect(w, r, "/feed", http.StatusFound)
		}, "the server redirected more than 5 times", 0},
		{"redirect to another scheme", raw("HTTP/1.1 302 Found\r\nLocation: gopher://127.0.0.1/\r\nContent-Length: 0\r\n\r\n"), `not an address that can be fetched: "gopher://`, 0},
		{"redirect to a megabyte", raw("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/" + strings.Repeat("x", 100_000) + "\r\nContent-Length: 0\r\n\r\n"), "not an address that can be fetched", 0},
		{"gzip bomb", packed("gzip", pack(t, "gzip", zeros)), "the answer is larger than 8 MiB", 0},
		{"gzip bomb of spaces after a feed", packed("gzip", pack(t, "gzip", ok+spaces)), "the answer is larger than 8 MiB", 0},
		{"deflate bomb", packed("deflate", pack(t, "deflate", zeros)), "the answer is larger than 8 MiB", 0},
		{"raw deflate bomb", packed("deflate", pack(t, "raw deflate", zeros)), "the answer is larger than 8 MiB", 0},
		{"brotli bomb", packed("br", pack(t, "br", zeros)), "the answer is larger than 8 MiB", 0},
		{"gzip file that is a bomb", text("application/gzip", string(pack(t, "gzip", zeros+zeros))), "the feed is larger than 64 MiB once it is unpacked", 0},
		{"broken gzip", packed("gzip", []byte("\x1f\x8b\x08\x00nonsense")), "the server broke off its answer", 0},
		{"broken brotli", packed("br", []byte("nonsense, and not brotli")), "the server's answer could not be read", 0},
		{"gzip that is none", packed("gzip", []byte(ok)), "", 1},
		{"endless body", endless(feedHead, "<item><link>/s/1</link></item>"), "the answer is larger than 8 MiB", 0},
		{"a byte in a while", drip(" ", 20*time.Millisecond), "the server did not finish its answer within 2s", 0},
		{"a header in a while", hijacked(func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for _, err := io.WriteString(c, "X: 1\r\n"); err == nil; _, err = io.WriteString(c, "X: 1\r\n") {
				time.Sleep(20 * time.Millisecond)
			}
		}), "the server did not", 0},
		{"silence", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "the server did not answer within 1s", 0},
		{"headers without end", hijacked(func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for _, err := io.WriteString(c, "X: 1\r\n"); err == nil; {
				_, err = io.WriteString(c, "X-Header: "+strings.Repeat("x", 4000)+"\r\n")
			}
		}), "the server's answer could not be read", 0},
		{"one header of a megabyte", raw(whole + "X: " + strings.Repeat("x", 1<<20) + "\r\n\r\n" + ok), "the server's answer could not be read", 0},
		{"early answers without end", hijacked(func(c net.Conn) {
			for _, err := io.WriteString(c, "HTTP/1.1 103 Early Hints\r\n\r\n"); err == nil; {
				_, err = io.WriteString(c, strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 100))
			}
		}), "the server", 0},
		{"more bytes than it says", raw(whole + "Content-Length: 10\r\n\r\n" + ok), "this is neither a feed nor a sitemap", 0},
		{"fewer bytes than it says", raw(whole + "Content-Length: 100000\r\n\r\n" + ok), "the server broke off its answer", 0},
		{"negative length", raw(whole + "Content-Length: -1\r\n\r\n" + ok), "the server's answer could not be read", 0},
		{"two lengths", raw(whole + "Content-Length: 5\r\nContent-Length: 50\r\n\r\n" + ok), "the server's answer could not be read", 0},
		{"a length of petabytes", raw(whole + "Content-Length: 9007199254740991\r\n\r\n" + ok), "the answer is larger than 8 MiB", 0},
		{"chunks of nonsense", raw(whole + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + ok), "the server", 0},
		{"chunks that break off", raw(whole + "Transfer-Encoding: chunked\r\n\r\nffff\r\n" + ok), "the server broke off its answer", 0},
		{"no header at all", raw(ok), "the server's answer could not be read", 0},
		{"not modified, unasked", status(http.StatusNotModified), "the server says that nothing has changed since we asked last", 0},
		{"five million elements", text("text/xml", feedHead+strings.Repeat("<a>", 2_700_000)), "the feed nests elements more than 256 deep", 0},
		{"five million JSON arrays", text("application/json", `{"items":[`+strings.Repeat("[", 5_000_000)), "this is neither a feed nor a sitemap", 0},
		{"200,000 attributes", text("text/xml", "<rss"+repeat(200_000, func(i int) string { return fmt.Sprintf(" a%d=''", i) })+"><channel>"+many(1)+"</channel></rss>"), "the feed cannot be read", 0},
		{"an entity bomb", text("text/xml", bomb+feedHead[len(`<?xml version="1.0"?>`):]+"<item><title>&a30;</title><link>/s/1</link></item></channel></rss>"), "", 1},
		{"an entity from a file", text("text/xml", `<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>`+rssWith("<title>&f;</title>")), "", 1},
		{"200,000 items", packed("gzip", pack(t, "gzip", feedHead+repeat(200_000, func(i int) string {
			return fmt.Sprintf("<item><link>/s/%d</link></item>", i)
		})+"</channel></rss>")), "", defaultMaxItems},
		{"truncated", text("text/xml", feedHead+many(9)+"<item><link>/s/tr"), "", 9},
		{"truncated before its first item", text("text/xml", feedHead+"<item><li"), "the feed cannot be read: it is cut off or broken before its first item ends", 0},
		{"a charset that isn't so", text("text/xml; charset=iso-2022-kr", strings.Replace(ok, `"1.0"`, `"1.0" encoding="utf-16"`, 1)), "", 1},
		{"no such charset", text("text/xml; charset=klingon", strings.Replace(ok, `"1.0"`, `"1.0" encoding="klingon"`, 1)), "", 1},
		{"all bytes there are", text("text/xml", strings.Replace(ok, "Story", allBytes(), 1)), "", 1},
		{"called a picture", text("image/png", ok), "", 1},
		{"called a page", text("text/html", ok), "", 1},
		{"a picture called a feed", text("application/rss+xml", "\x89PNG\r\n\x1a\n"+string(make([]byte, 100))), "this is neither a feed nor a sitemap", 0},
		{"a page called a feed", text("application/rss+xml", "<!doctype html><title>Login</title>"), "this is a web page, not a feed", 0},
		{"nothing", text("application/rss+xml", ""), "the feed is empty", 0},
		{"dates in 1970 and 2100", text("text/xml", feedHead+
			"<item><link>/s/1</link><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item><item><link>/s/2</link><pubDate>Fri, 01 Jan 2100 00:00:00 GMT</pubDate></item>"+
			"<item><link>/s/3</link><pubDate>Sat, 31 Dec 9999 23:59:59 GMT</pubDate></item></channel></rss>"), "", 3},
		{"guids that repeat and guids that lack", text("text/xml", feedHead+repeat(6, func(i int) string {
			return fmt.Sprintf("<item><link>/s/%d</link>%s</item>", i/2, []string{"<guid>same</guid>", "", "<guid/>"}[i%3])
		})+"</channel></rss>"), "", 3},
		{"items without any address", text("text/xml", feedHead+strings.Repeat("<item><title>T</title><guid>urn:x</guid></item>", 50)+"</channel></rss>"), "", 0},
		{"script in every field", text("text/xml", rssWith(repeat(8, func(i int) string {
			name := []string{"title", "description", "author", "guid", "category", "pubDate", "comments", "enclosure"}[i]
			return "<" + name + "><![CDATA[<script>alert(1)</script>\"><img src=x onerror=alert(1)>javascript:alert(1)]]></" + name + ">"
		}))), "", 1},
		{"links to what isn't the web", text("text/xml", feedHead+
			"<item><link>javascript:alert(1)</link></item><item><link>file:///etc/passwd</link></item><item><link>http://[::1</link></item></channel></rss>"), "", 0},
	}
}

func allBytes() string {
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	return strings.NewReplacer("<", "", "&", "", ">", "").Replace(string(b))
}

// TestNothingThatAServerSendsBreaksTheCrawl lets all hostile servers answer at once, with as many healthy ones beside them.
func TestNothingThatAServerSendsBreaksTheCrawl(t *testing.T) {
	all := hostileFeeds(t)
	m := newMemory()
	sites := map[string]hostileFeed{}
	for _, h := range all {
		site := serve(t, map[string]http.HandlerFunc{"/feed": h.answer, "/s/": page("Story")})
		sites[site+"/feed"] = h
		m.feeds[site+"/feed"] = news.Feed{URL: site + "/feed", Source: news.SourceID(site)}
		healthy := serve(t, map[string]http.HandlerFunc{"/fine/feed": text("text/xml", rssOf("/s/1", "/s/2")), "/s/": page("Story")})
		m.feeds[healthy+"/fine/feed"] = news.Feed{URL: healthy + "/fine/feed", Source: news.SourceID(healthy)}
	}
	peak := peakHeap(t)
	c := crawl(m, func(o *Options) { o.Silence, o.Timeout, o.Workers = time.Second, 2*time.Second, 16 })
	s := round(t, c)
	if mib := peak() >> 20; mib > 400 {
		t.Errorf("the heap grew to %d MiB, want at most 400", mib)
	} else {
		t.Logf("%d hostile feeds, as many healthy ones, %d pages, heap at most %d MiB", len(all), s.Pages, mib)
	}
	if want := len(all) + 1; s.Feeds != 2*len(all) || s.FeedsFailed >= want {
		t.Errorf("%+v, want all feeds fetched and the healthy ones without failure", s)
	}
	got := map[string]int{}
	for _, id := range m.order {
		it := m.queue[id].item
		got[it.Feed]++
		if strings.Contains(it.Title+it.Summary+it.URL+strings.Join(it.Authors, ""), "<script") || !strings.HasPrefix(it.URL, "http") {
			t.Errorf("an item of %s came through as %+v", sites[it.Feed].name, it)
		}
		if y := it.Published.Year(); !it.Published.IsZero() && (y < 1990 || y > 2027) {
			t.Errorf("an item of %s is dated %v", sites[it.Feed].name, it.Published)
		}
	}
	for address, f := range m.feeds {
		if _, hostile := sites[address]; !hostile && (f.LastError != "" || got[address] != 2) {
			t.Errorf("the healthy feed %s: %q, %d items", address, f.LastError, got[address])
		}
	}
	for address, h := range sites {
		f := m.feeds[address]
		if !strings.HasPrefix(f.LastError, h.reason) || (h.reason == "") != (f.LastError == "") {
			t.Errorf("%s: the reason is %q, want %q", h.name, f.LastError, h.reason)
		}
		if got[address] != h.items {
			t.Errorf("%s: %d items, want %d", h.name, got[address], h.items)
		}
		if len(f.LastError) > 500 || strings.ContainsAny(f.LastError, "\r\n\x00") {
			t.Errorf("%s: the reason isn't fit for a page: %q", h.name, f.LastError)
		}
	}
}

// TestServersThatHangDoNotKeepTheOthersWaiting has many more servers that hang than workers. They answer when all others were served.
func TestServersThatHangDoNotKeepTheOthersWaiting(t *testing.T) {
	const hanging, healthy = 30, 40
	var served sync.WaitGroup
	served.Add(healthy)
	m := newMemory()
	for range hanging {
		m.wait(serve(t, map[string]http.HandlerFunc{"/page": func(w http.ResponseWriter, r *http.Request) {
			served.Wait()
			page("At last")(w, r)
		}}) + "/page")
	}
	for range healthy {
		m.wait(serve(t, map[string]http.HandlerFunc{"/page": func(w http.ResponseWriter, r *http.Request) {
			page("At once")(w, r)
			served.Done()
		}}) + "/page")
	}
	f := newFrontier(crawl(m, func(o *Options) { o.Workers = 8 }))
	f.overtime = 10 * time.Millisecond
	if err := f.run(t.Context()); err != nil || f.summary.Pages != hanging+healthy {
		t.Errorf("%+v, %v; want every page", f.summary, err)
	}
}

// peakHeap returns a function that says by how many bytes the heap had grown at most since.
func peakHeap(t *testing.T) func() uint64 {
	t.Helper()
	runtime.GC()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	read := func() uint64 { metrics.Read(sample); return sample[0].Value.Uint64() }
	before, most := read(), uint64(0)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			most = max(most, read())
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-stopped
		return most - min(before, most)
	}
}

// TestAConnectionMayBeResetAtAnyPoint breaks an answer off after each of its bytes.
func TestAConnectionMayBeResetAtAnyPoint(t *testing.T) {
	body := rssOf("/s/1")
	answer := whole + fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body)) + body
	var cut atomic.Int64
	site := serve(t, map[string]http.HandlerFunc{"/feed": hijacked(func(c net.Conn) {
		io.WriteString(c, answer[:cut.Load()])
		c.(*net.TCPConn).SetLinger(0) // a reset, and no proper end
	})})
	for n := range len(answer) {
		cut.Store(int64(n))
		m := newMemory(site + "/feed")
		round(t, crawl(m))
		// Within a line of the header there is no telling whether it is whole.
		if got := m.only(t).LastError; got != "the server broke off its answer" && !strings.HasPrefix(got, "the server's answer could not be read: malformed") {
			t.Fatalf("after %d of %d bytes: %q", n, len(answer), got)
		}
	}
}

// certificate makes a certificate that signs itself.
func certificate(t *testing.T, name string, until time.Time) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: until.AddDate(-1, 0, 0), NotAfter: until, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, c, c, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func TestWhatIsWrongWithTLSIsNamed(t *testing.T) {
	quiet := log.New(io.Discard, "", 0)
	now := time.Now()
	for name, c := range map[string]struct {
		config  *tls.Config
		trusted bool
		reason  string
	}{
		"expired":     {&tls.Config{Certificates: []tls.Certificate{certificate(t, "localhost", now.AddDate(0, -1, 0))}}, true, "the server's certificate is only valid from "},
		"other name":  {&tls.Config{Certificates: []tls.Certificate{certificate(t, "other.example", now.AddDate(1, 0, 0))}}, true, "the server's certificate is for another name than localhost"},
		"self-signed": {&tls.Config{Certificates: []tls.Certificate{certificate(t, "localhost", now.AddDate(1, 0, 0))}}, false, "the server's certificate is not signed by an authority"},
		"old version": {&tls.Config{Certificates: []tls.Certificate{certificate(t, "localhost", now.AddDate(1, 0, 0))}, MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10}, true, "no secure connection could be made with the server"},
	} {
		t.Run(name, func(t *testing.T) {
			s := httptest.NewUnstartedServer(text("text/xml", rssOf("/s/1")))
			s.Config.ErrorLog, s.TLS = quiet, c.config
			s.StartTLS()
			t.Cleanup(s.Close)
			address := strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/feed"
			m := newMemory(address)
			beside := healthy(t, m)
			crawler := crawl(m)
			if c.trusted {
				roots := x509.NewCertPool()
				leaf, err := x509.ParseCertificate(c.config.Certificates[0].Certificate[0])
				if err != nil {
					t.Fatal(err)
				}
				roots.AddCert(leaf)
				crawler.fetch.client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: roots}
			}
			round(t, crawler)
			if got := m.only(t).LastError; !strings.Contains(got, c.reason) {
				t.Errorf("reason %q, want %q", got, c.reason)
			}
			beside()
		})
	}
	t.Run("no TLS at all", func(t *testing.T) {
		site := serve(t, map[string]http.HandlerFunc{"/feed": text("text/xml", rssOf())})
		m := newMemory(strings.Replace(site, "http://", "https://", 1) + "/feed")
		round(t, crawl(m))
		if got := m.only(t).LastError; !strings.Contains(got, "the server does not speak https") {
			t.Errorf("reason %q", got)
		}
	})
	t.Run("broken off in the handshake", func(t *testing.T) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		go func() {
			for conn, err := l.Accept(); err == nil; conn, err = l.Accept() {
				io.ReadFull(conn, make([]byte, 10))
				conn.Close()
			}
		}()
		m := newMemory("https://" + l.Addr().String() + "/feed")
		round(t, crawl(m))
		if got := m.only(t).LastError; !strings.Contains(got, "the server broke off its answer") {
			t.Errorf("reason %q", got)
		}
	})
}

// TestASiteOfAMillionPagesIsReadLikeAnyOther offers endless sitemaps of endless sitemaps, and pages that link to ever more pages.
func TestASiteOfAMillionPagesIsReadLikeAnyOther(t *testing.T) {
	var pages atomic.Int64
	today := noon.Add(-time.Hour).Format(time.RFC3339)
	var site string
	site = serve(t, map[string]http.HandlerFunc{
		"/index/": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "<sitemapindex>", repeat(5_000, func(i int) string {
				return fmt.Sprintf("<sitemap><loc>%s/map/%d</loc><lastmod>%s</lastmod></sitemap>", site, i, today)
			}), "</sitemapindex>")
		},
		"/map/": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "<urlset>", repeat(50_000, func(i int) string {
				return fmt.Sprintf("<url><loc>%s/p%s/%d</loc><lastmod>%s</lastmod></url>", site, r.URL.Path, i, today)
			}), "</urlset>")
		},
		"/p/": func(w http.ResponseWriter, r *http.Request) {
			pages.Add(1)
			fmt.Fprintf(w, "<title>%[1]s</title>%s", r.URL.Path, repeat(50, func(i int) string { return fmt.Sprintf(`<a href="%s/%d">more</a>`, r.URL.Path, i) }))
		},
	})
	m := newMemory(site + "/index/all")
	beside := healthy(t, m)
	peak := peakHeap(t)
	round(t, crawl(m))
	if n := pages.Load(); n != defaultMaxItems {
		t.Errorf("%d pages were fetched in one round, want %d", n, defaultMaxItems)
	}
	if mib := peak() >> 20; mib > 200 {
		t.Errorf("the heap grew to %d MiB, want at most 200", mib)
	}
	beside()
}
