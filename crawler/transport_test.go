package crawler

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// connections counts the connections to a server.
func connections(s *httptest.Server) *atomic.Int32 {
	n := new(atomic.Int32)
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			n.Add(1)
		}
	}
	return n
}

func TestOneConnectionServesAHostsFeedsAndPages(t *testing.T) {
	for _, protocol := range []string{"HTTP/1.1", "HTTP/2.0"} {
		t.Run(protocol, func(t *testing.T) {
			var others atomic.Int32
			mux := http.NewServeMux()
			mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
				if r.Proto != protocol || r.Header.Get("Accept-Encoding") != acceptEncoding {
					others.Add(1)
				}
				switch r.URL.Path {
				case "/feed":
					w.Header().Set("Content-Encoding", "gzip")
					w.Write(pack(t, "gzip", rssOf("/1", "/2", "/3", "/4", "/5")))
				case "/robots.txt":
					http.NotFound(w, r)
				default:
					page(r.URL.Path)(w, r)
				}
			})
			s := httptest.NewUnstartedServer(mux)
			s.EnableHTTP2 = protocol == "HTTP/2.0"
			opened := connections(s)
			s.StartTLS()
			t.Cleanup(s.Close)
			m := newMemory(s.URL + "/feed")
			c := crawl(m)
			roots := x509.NewCertPool()
			roots.AddCert(s.Certificate())
			c.fetch.client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: roots}
			if sum := round(t, c); sum.Pages != 5 {
				t.Errorf("%+v, %q; want five pages", sum, m.only(t).LastError)
			}
			if others.Load() != 0 {
				t.Errorf("%d requests were of another protocol, or asked for no compression", others.Load())
			}
			if opened.Load() != 1 {
				t.Errorf("%d connections were opened for seven requests, want one", opened.Load())
			}
		})
	}
}

// TestEveryHostHasItsTurn has hosts with many pages beside hosts with few, and one worker: when the few are done, nobody has had much more.
func TestEveryHostHasItsTurn(t *testing.T) {
	const few = 5
	m := newMemory()
	var most atomic.Int32
	counts := make([]atomic.Int32, 6)
	for i := range counts {
		site := serve(t, map[string]http.HandlerFunc{"/p/": func(w http.ResponseWriter, r *http.Request) {
			n := counts[i].Add(1)
			if i == 0 && n == few { // the first of the small ones is served
				for j := range counts {
					most.Store(max(most.Load(), counts[j].Load()))
				}
			}
			page("Page")(w, r)
		}})
		for p := range []int{few, 60}[i%2] {
			m.wait(fmt.Sprintf("%s/p/%d", site, p))
		}
	}
	round(t, crawl(m, func(o *Options) { o.Workers = 1 }))
	if most.Load() > few+1 {
		t.Errorf("when a host with %d pages was done, another had been asked for %d", few, most.Load())
	}
}
