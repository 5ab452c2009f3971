//go:build unix

package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"time"

	"parallax/news"
)

// BenchmarkWorld crawls 5,000 feeds on 500 hosts, and a new article of each, with the usual delay between two requests to a host. A
// host is asked 21 times, so a crawl that loses no time takes 20 delays. It reports how many it took, the
// computing time of a request and the memory that the process had at most, the server included in both.
func BenchmarkWorld(b *testing.B) {
	const (
		hosts, feeds = 500, 10
		delay        = defaultDelay
		requests     = 1 + 2*feeds // robots.txt, the feeds, a page of each
	)
	for b.Loop() {
		w := newBenchWorld(b, hosts, feeds)
		c := crawl(w.m, func(o *Options) { o.Delay = delay })
		w.connect(c)
		start, cpu := time.Now(), usage(b)
		s, err := c.Round(b.Context(), RoundOptions{})
		if err != nil || s.Feeds != hosts*feeds || s.Pages != hosts*feeds || s.FeedsFailed+s.PagesFailed > 0 {
			b.Fatalf("%+v, %v", s, err)
		}
		took := time.Since(start)
		b.ReportMetric(took.Seconds()/delay.Seconds(), "delays")
		b.ReportMetric(requests-1, "delays-at-best")
		b.ReportMetric(hosts*requests/took.Seconds(), "requests/s")
		now := usage(b)
		b.ReportMetric((now.cpu-cpu.cpu).Seconds()*1000/(hosts*requests), "cpu-ms/request")
		b.ReportMetric(now.peak, "MiB")
	}
}

// A benchWorld is one server that plays many hosts.
type benchWorld struct {
	m *memory
}

func newBenchWorld(b *testing.B, hosts, feeds int) *benchWorld {
	article := "<title>Ferry</title>" + strings.Repeat("<p>The ferry ran aground in thick fog shortly after dawn.</p>\n", 1000)
	mux := http.NewServeMux()
	mux.HandleFunc("/feed/", func(w http.ResponseWriter, r *http.Request) {
		n := strings.TrimPrefix(r.URL.Path, "/feed/")
		w.Header().Set("ETag", `"`+n+`"`)
		links := []string{"/new/" + n}
		for i := range 30 {
			links = append(links, fmt.Sprintf("/known/%d", i))
		}
		fmt.Fprint(w, rssOf(links...))
	})
	mux.HandleFunc("/new/", text("text/html", article))
	server := httptest.NewServer(mux)
	b.Cleanup(server.Close)
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
	m := newMemory()
	for h := range hosts {
		site := fmt.Sprintf("http://outlet-%d.example:%s", h, port)
		for f := range feeds {
			address := fmt.Sprintf("%s/feed/%d", site, f)
			m.feeds[address] = news.Feed{URL: address, Source: news.SourceID(site)}
		}
		for i := range 30 {
			m.queue[news.ArticleID(fmt.Sprintf("%s/known/%d", site, i))] = &queued{done: true}
		}
	}
	m.forgetful = true
	return &benchWorld{m: m}
}

// connect makes all names lead to the server.
func (w *benchWorld) connect(c *Crawler) {
	d := newDialer(true)
	d.names.lookup = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 1})}, nil
	}
	c.fetch.client.Transport = newTransport(d)
}

// A consumption is what the process has used so far.
type consumption struct {
	cpu  time.Duration
	peak float64 // of resident memory, in MiB
}

func usage(b *testing.B) consumption {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return consumption{cpu: time.Duration(r.Utime.Nano() + r.Stime.Nano()), peak: float64(r.Maxrss) / 1024}
}
