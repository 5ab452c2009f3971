package crawler

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
)

// healthy is added to each test of a hostile server: whatever that does, this is fetched in the same round.
func healthy(t *testing.T, m *memory) (check func()) {
	t.Helper()
	site := serve(t, map[string]http.HandlerFunc{"/fine": page("Fine")})
	m.wait(site + "/fine")
	return func() {
		t.Helper()
		if got := m.archived(); len(got) == 0 || got[len(got)-1] != site+"/fine" && got[0] != site+"/fine" {
			t.Errorf("the healthy site beside it was not fetched; archived: %v", got)
		}
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// packed answers with a body under a content coding.
func packed(coding string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", coding)
		w.Write(body)
	}
}

func pack(t *testing.T, coding, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "raw deflate":
		w, _ = flate.NewWriter(&b, flate.DefaultCompression)
	case "br":
		w = brotli.NewWriter(&b)
	}
	if _, err := io.WriteString(w, body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// endless answers with a beginning and then the same for ever.
func endless(head, more string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, head)
		more := strings.Repeat(more, 1+(32<<10)/len(more))
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, more); err != nil {
				return
			}
		}
	}
}

// hijacked takes the connection over, to answer what net/http never would.
func hijacked(f func(net.Conn)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		f(conn)
	}
}

func TestBadPagesAreRecordedWithTheirReason(t *testing.T) {
	bomb := strings.Repeat("\x00", 4<<20)
	hang := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	for _, c := range []struct {
		name    string
		answer  http.HandlerFunc
		reason  string
		givenUp bool
	}{
		{"missing", http.NotFound, "the server has nothing at this address (404)", false},
		{"forbidden", status(403), "the server does not let us in (403)", false},
		{"gone", status(410), "the server says that this is gone for good (410)", true},
		{"withheld", status(451), "the server withholds this for legal reasons (451)", true},
		{"server error", status(500), "the server has an error (500)", false},
		{"no content", status(204), "the server sent an empty answer (204)", false},
		{"redirect without target", status(302), "the server redirects without saying where to (302)", false},
		{"status of its own", status(799), "the server did not accept the request (799)", false},
		{"empty", text("text/html", " \n"), "the page is empty", false},
		{"a picture", text("image/png", "\x89PNG\r\n\x1a\n"), "not a web page but image/png", true},
		{"a picture that claims to be a page", text("text/html", "\x89PNG\r\n\x1a\n"), "not a web page but image/png", true},
		{"a PDF", text("application/pdf", "%PDF-1.7"), "not a web page but application/pdf", true},
		{"oversize", text("text/html", strings.Repeat("x", 1<<20+1)), "the answer is larger than 1 MiB", true},
		{"gzip bomb", packed("gzip", pack(t, "gzip", bomb)), "the answer is larger than 1 MiB", true},
		{"deflate bomb", packed("deflate", pack(t, "deflate", bomb)), "the answer is larger than 1 MiB", true},
		{"brotli bomb", packed("br", pack(t, "br", bomb)), "the answer is larger than 1 MiB", true},
		{"gzip in gzip bomb", packed("gzip, gzip", pack(t, "gzip", string(pack(t, "gzip", bomb)))), "the answer is larger than 1 MiB", true},
		{"many codings", packed("gzip, gzip, gzip", nil), "the answer is compressed in a way that was not asked for", false},
		{"unknown coding", packed("zstd", []byte("x")), "the answer is compressed in a way that was not asked for", false},
		{"truncated gzip", packed("gzip", pack(t, "gzip", page1000)[:100]), "the server broke off its answer", false},
		{"silent", hang, "the server did not answer within 1s", false},
		{"silent in the middle", func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "<p>")
			w.(http.Flusher).Flush()
			hang(w, r)
		}, "the server did not answer within 1s", false},
		{"endless drip", func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		}, "the server did not finish its answer within 2s", false},
		{"wrong length", hijacked(func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>short")
		}), "the server broke off its answer", false},
		{"cut before the header", hijacked(func(net.Conn) {}), "the server broke off its answer", false},
		{"not HTTP", hijacked(func(c net.Conn) { io.WriteString(c, "220 mail.example.org ESMTP\r\n") }),
			"the server's answer could not be read: malformed HTTP", false},
		{"endless header", hijacked(func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n")
			for i := 0; ; i++ {
				if _, err := fmt.Fprintf(c, "X-%d: %s\r\n", i, strings.Repeat("x", 1000)); err != nil {
					return
				}
			}
		}), "the server's answer could not be read: ", false},
		{"redirect loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) },
			"the server redirects in a circle", false},
		{"redirects without end", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}, "the server redirected more than 5 times", false},
		{"redirect to a file", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "file:///etc/passwd")
			w.WriteHeader(http.StatusFound)
		}, `not an address that can be fetched: "file:///etc/passwd"`, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := newMemory()
			beside := healthy(t, m)
			site := serve(t, map[string]http.HandlerFunc{"/page": c.answer, "/pagex": c.answer, "/pagexx": c.answer,
				"/pagexxx": c.answer, "/pagexxxx": c.answer, "/pagexxxxx": c.answer, "/pagexxxxxx": c.answer})
			m.wait(site + "/page")
			s := round(t, crawl(m, func(o *Options) {
				o.MaxBody, o.Silence, o.Timeout = 1<<20, time.Second, 2*time.Second
			}))
			reason, givenUp := m.reason(t, site+"/page")
			if !strings.HasPrefix(reason, c.reason) || givenUp != c.givenUp {
				t.Errorf("reason %q, given up %v; want %q, %v", reason, givenUp, c.reason, c.givenUp)
			}
			if s.PagesFailed != 1 {
				t.Errorf("%d pages failed, want 1", s.PagesFailed)
			}
			beside()
		})
	}
}

// page1000 is a page whose text compresses badly enough to be cut in the middle.
var page1000 = func() string {
	var b strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&b, "<p>%d", i*i*7919)
	}
	return b.String()
}()

func TestContentCodingsAreUndone(t *testing.T) {
	for coding, body := range map[string][]byte{
		"gzip":    pack(t, "gzip", page1000),
		"x-gzip":  pack(t, "gzip", page1000),
		"deflate": pack(t, "deflate", page1000),
		"Deflate": pack(t, "raw deflate", page1000),
		"br":      pack(t, "br", page1000),
		"br,gzip": pack(t, "gzip", string(pack(t, "br", page1000))),
		"GZIP":    []byte(page1000), // announced, but not done
	} {
		t.Run(coding, func(t *testing.T) {
			site := serve(t, map[string]http.HandlerFunc{"/page": packed(coding, body)})
			m := newMemory()
			m.wait(site + "/page")
			round(t, crawl(m))
			if len(m.pages) != 1 || string(m.pages[0].Body) != page1000 {
				t.Fatalf("the page was not unpacked; %d archived", len(m.pages))
			}
			for _, field := range m.pages[0].Header {
				if field[0] == "Content-Encoding" || field[0] == "Content-Length" {
					t.Errorf("%s is kept, which is no longer true of the body", field[0])
				}
			}
		})
	}
}

func TestAddressesThatAreNotPublicAreRefused(t *testing.T) {
	var reached bool
	site := serve(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { reached = true }})
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(site, "http://"))
	for _, host := range []string{
		"127.0.0.1", "localhost", "gazette.localhost", "127.1", "0x7f.1", "0x7f000001", "017700000001", "2130706433", "0", "[::1]", "[::ffff:127.0.0.1]",
		"[64:ff9b::7f00:1]", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "[fd00:ec2::254]", "[fe80::1]", "100.64.0.1", "0.0.0.0",
	} {
		m := newMemory()
		address := "http://" + host + ":" + port + "/"
		m.wait(address)
		round(t, crawl(m, func(o *Options) { o.AllowPrivate, o.Silence = false, 2*time.Second }))
		reason, _ := m.reason(t, address)
		if !strings.Contains(reason, "is not a public one") {
			t.Errorf("%s: reason %q, want that it isn't public", host, reason)
		}
		if reached {
			t.Fatalf("%s reached a server on loopback", host)
		}
	}
}

func TestAnUntrustedCertificateIsNamed(t *testing.T) {
	s := httptest.NewUnstartedServer(page("Secret"))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	m := newMemory(s.URL + "/feed")
	round(t, crawl(m))
	if f := m.only(t); !strings.Contains(f.LastError, "certificate is not signed by an authority that is known here") {
		t.Errorf("reason %q", f.LastError)
	}
}

func TestAServerThatIsNotThereIsNamed(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := "http://" + l.Addr().String() + "/feed"
	l.Close()
	m := newMemory(address, "http://no-such-outlet.invalid/feed")
	round(t, crawl(m))
	if got := m.feeds[address].LastError; !strings.Contains(got, "the server refused the connection") {
		t.Errorf("closed port: %q", got)
	}
	if got := m.feeds["http://no-such-outlet.invalid/feed"].LastError; !strings.Contains(got, "no-such-outlet.invalid") {
		t.Errorf("unknown name: %q", got)
	}
}

func TestNamesBelowLocalhostAreLoopback(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/page": page("Here")})
	address := strings.Replace(site, "127.0.0.1", "gazette.localhost", 1) + "/page"
	m := newMemory()
	m.wait(address)
	if s := round(t, crawl(m)); s.Pages != 1 {
		t.Errorf("%d pages from %s, want 1; %+v", s.Pages, address, m.queue)
	}
}
