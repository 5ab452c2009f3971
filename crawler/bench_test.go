package crawler

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// BenchmarkRound fetches 20 pages from each of 50 hosts on loopback, without delay.
func BenchmarkRound(b *testing.B) {
	const hosts, pages = 50, 20
	body := strings.Repeat("<p>The ferry ran aground in thick fog shortly after dawn.</p>\n", 500)
	mux := http.NewServeMux()
	mux.HandleFunc("/p/", text("text/html", body))
	var sites []string
	for range hosts {
		s := httptest.NewServer(mux)
		b.Cleanup(s.Close)
		sites = append(sites, s.URL)
	}
	for b.Loop() {
		m := newMemory()
		for _, site := range sites {
			for i := range pages {
				m.wait(fmt.Sprintf("%s/p/%d", site, i))
			}
		}
		if s, err := crawl(m).Round(b.Context(), RoundOptions{}); err != nil || s.Pages != hosts*pages {
			b.Fatalf("%+v, %v", s, err)
		}
	}
	b.ReportMetric(float64(b.N*hosts*pages)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkParseFeed reads an RSS feed of 50 items.
func BenchmarkParseFeed(b *testing.B) {
	var links []string
	for i := range 50 {
		links = append(links, fmt.Sprintf("https://outlet.example/%d", i))
	}
	body := []byte(rssOf(links...))
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if p, err := ParseFeed(body, "", "https://outlet.example/"); err != nil || len(p.Items) != 50 {
			b.Fatal(len(p.Items), err)
		}
	}
}
