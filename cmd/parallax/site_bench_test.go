package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"parallax/news"
	"parallax/store"
	"parallax/web"
)

// benchShown is how many articles the store of BenchmarkSite has. PARALLAX_BENCH_SITE sets another number, and
// PARALLAX_BENCH_DATA a folder that is filled once and used again.
func benchShown() int {
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_BENCH_SITE")); err == nil {
		return n
	}
	return 5000
}

// largest is how many articles one incident of the benchmark has; the others have ten.
const largest = 200

// BenchmarkSite asks for the front page, for incidents with 200 and with 10 articles and for a list of the API as browsers do, compressed: drawn anew each time, as
// after every change of the records; as it is kept while nothing changes; and by a reader who has it already. It tells the time
// of the processor for a request, and of the clock for the slowest in a hundred. Last it asks over HTTP. Two cores that have nothing else to do answer
// 2,000,000 / cpu-µs requests a second.
//
//	PARALLAX_BENCH_SITE=100000 go test ./cmd/parallax -bench Site -benchtime 300x -run '^$'
func BenchmarkSite(b *testing.B) {
	dir := os.Getenv("PARALLAX_BENCH_DATA")
	if dir == "" {
		dir = b.TempDir()
	}
	fillForSite(b, dir)
	st, err := store.Open(b.Context(), "sqlite:"+dir, store.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	now := func() time.Time { return time.Unix(1_700_000_000+int64(benchShown())*10, 0).UTC() }
	options := web.Options{Records: st, Now: now, Logger: slog.New(slog.NewTextHandler(io.Discard, nil))}
	drawn, err := web.New(options)
	if err != nil {
		b.Fatal(err)
	}
	options.State = st.State
	kept, err := web.New(options)
	if err != nil {
		b.Fatal(err)
	}
	for _, page := range []struct{ name, address string }{
		{"front", "/"}, {"incident-of-200", "/incidents/" + news.IncidentID("largest")}, {"incident-of-10", "/incidents/" + news.IncidentID("100")},
		{"api", "/api/v1/incidents"},
	} {
		tag := ""
		for _, c := range []struct {
			name    string
			handler http.Handler
			has     bool
		}{{"drawn", drawn, false}, {"kept", kept, false}, {"304", kept, true}} {
			b.Run(page.name+"/"+c.name, func(b *testing.B) {
				request := httptest.NewRequest("GET", page.address, nil)
				request.Header.Set("Accept-Encoding", "gzip")
				request.Header.Set("Accept-Language", "de,en;q=0.5")
				if c.has {
					request.Header.Set("If-None-Match", tag)
				}
				tag = measure(b, c.handler, request)
			})
		}
	}
	b.Run("front/http", func(b *testing.B) { overHTTP(b, kept, "/") })
	b.Run("api/http", func(b *testing.B) { overHTTP(b, kept, "/api/v1/incidents") })
}

// overHTTP asks for an address over connections of loopback, as many at once as there are processors. The time of the processor
// is that of the server and of those who ask together.
func overHTTP(b *testing.B, h http.Handler, address string) {
	server := httptest.NewServer(h)
	defer server.Close()
	before := processorTime()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, server.URL+address, nil)
			if err != nil {
				b.Error(err)
				return
			}
			request.Header.Set("Accept-Encoding", "gzip")
			answer, err := server.Client().Do(request)
			if err != nil {
				b.Error(err)
				return
			}
			if _, err := io.Copy(io.Discard, answer.Body); err != nil || answer.StatusCode != http.StatusOK {
				b.Errorf("%s (%v)", answer.Status, err)
			}
			answer.Body.Close()
		}
	})
	b.ReportMetric(float64((processorTime()-before).Microseconds())/float64(b.N), "cpu-µs/op")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "requests/s")
}

// measure answers one request again and again and returns its ETag.
func measure(b *testing.B, h http.Handler, request *http.Request) (tag string) {
	var times []time.Duration
	size := 0
	before := processorTime()
	for b.Loop() {
		began := time.Now()
		w := httptest.NewRecorder()
		h.ServeHTTP(w, request.Clone(b.Context()))
		times = append(times, time.Since(began))
		if w.Code != http.StatusOK && w.Code != http.StatusNotModified {
			b.Fatalf("%s: %d", request.URL, w.Code)
		}
		tag, size = w.Header().Get("ETag"), w.Body.Len()
	}
	cpu := processorTime() - before
	slices.Sort(times)
	b.ReportMetric(float64(cpu.Microseconds())/float64(len(times)), "cpu-µs/op")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
	b.ReportMetric(float64(size)/1024, "KiB")
	return tag
}

// fillForSite makes a store, unless it is there.
func fillForSite(b *testing.B, dir string) {
	b.Helper()
	if _, err := os.Stat(filepath.Join(dir, "parallax.db")); err == nil {
		return
	}
	st, err := store.Open(b.Context(), "sqlite:"+dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	w := newSynthetic(b)
	const batch = 1000
	for n := 0; n < benchShown(); n += batch {
		if err := w.putForSite(b.Context(), st, n, batch); err != nil {
			b.Fatal(err)
		}
	}
}

// putForSite stores and files the articles with some numbers. Every twentieth embeds a post; the last ones are of the largest
// incident.
func (w *synthetic) putForSite(ctx context.Context, st *store.Store, first, count int) error {
	var articles []news.Article
	var decisions news.Decisions
	for n := first; n < first+count; n++ {
		random := rand.New(rand.NewPCG(3, uint64(n)))
		language := w.languages[random.IntN(len(w.languages))]
		host := fmt.Sprintf("paper%d.example", random.IntN(w.hosts))
		incident := fmt.Sprint(n / 10)
		if n >= benchShown()-largest {
			incident = "largest"
		}
		var text strings.Builder
		for range 6 {
			text.WriteString(w.sentence(random, language, 40) + "\n\n")
		}
		address := fmt.Sprintf("https://%s/report/%d", host, n)
		a := news.Article{ID: news.ArticleID(address), URL: address, CanonicalURL: address, Language: language,
			Title: w.sentence(random, language, 9), Lead: w.sentence(random, language, 25), Text: strings.TrimSpace(text.String()),
			Source:    news.Source{ID: host, Name: strings.TrimSuffix(host, ".example"), Host: host, Country: []string{"DE", "FR", "GB", "BR", "JP", "EG"}[random.IntN(6)]},
			Published: time.Unix(1_700_000_000+int64(n)*10, 0).UTC(), Authors: []string{"A. Reporter"}}
		if n%20 == 0 {
			a.Posts = []news.Post{{ID: strconv.Itoa(9_000_000_000 + n), Platform: news.Twitter, Handle: "tide", Text: w.sentence(random, language, 20), Language: language}}
		}
		articles = append(articles, a)
		decisions.Filings = append(decisions.Filings, news.Filing{Article: a.ID, Incident: news.IncidentID(incident),
			Evidence: []news.Evidence{{Kind: news.EvidenceName, Values: []string{name(n / 10), name(n/10 + 1)}, Weight: 2.5}}})
	}
	if err := st.PutArticles(ctx, articles, nil, 0); err != nil {
		return err
	}
	return st.PutFilings(ctx, decisions)
}
