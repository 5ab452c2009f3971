package main

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// benchStarted is how many articles the data folder of BenchmarkStart holds. PARALLAX_BENCH_START sets another number, and
// PARALLAX_BENCH_DATA a folder that is filled once and used again.
func benchStarted() int {
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_BENCH_START")); err == nil {
		return n
	}
	return 4000
}

// startLive is how many of the articles the grouping remembers. They are taken back while the site serves already.
const startLive = 2000

// BenchmarkStart starts parallax serve over a data folder with many articles, and tells how long it takes until /readyz says that it
// is ready, and until the front page was sent; and how much of the processor's time that needed, which says more where the machine has
// other work.
//
//	PARALLAX_BENCH_START=300000 PARALLAX_BENCH_DATA=DIR go test ./cmd/parallax -bench Start -benchtime 10x -run '^$' -timeout 0
func BenchmarkStart(b *testing.B) {
	dir := os.Getenv("PARALLAX_BENCH_DATA")
	if dir == "" {
		dir = b.TempDir()
	}
	if _, err := os.Stat(filepath.Join(dir, "parallax.db")); err != nil {
		if err := fillForStart(b.Context(), newSynthetic(b), dir); err != nil {
			b.Fatal(err)
		}
	}
	var ready, shown, cpu time.Duration
	for b.Loop() {
		cmd := asProgram("serve", "--data", dir, "--no-crawl", "--addr", "127.0.0.1:0")
		started := time.Now()
		address, err := startedAt(cmd)
		if err != nil {
			b.Fatal(err)
		}
		for {
			answer, err := http.Get(address + "readyz")
			if err != nil {
				b.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		ready += time.Since(started)
		cpu += processorTimeOf(strconv.Itoa(cmd.Process.Pid))
		if _, err := body(address); err != nil {
			b.Fatal(err)
		}
		shown += time.Since(started)
		b.StopTimer()
		if err := cmd.Process.Kill(); err != nil {
			b.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		b.StartTimer()
	}
	for name, total := range map[string]time.Duration{"ready-ms": ready, "front-ms": shown, "ready-cpu-ms": cpu} {
		b.ReportMetric(total.Seconds()*1000/float64(b.N), name)
	}
}

// startedAt starts the program and returns the address that it prints.
func startedAt(cmd *exec.Cmd) (address string, err error) {
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return "", err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	return strings.TrimSpace(line), err
}

// fillForStart makes a data folder: pages, articles of one paragraph, and incidents of ten. The last articles are grouped as all others
// are in earnest; all are indexed.
func fillForStart(ctx context.Context, w *synthetic, dir string) error {
	f, err := dataFlag{dir}.open(ctx, slog.New(slog.DiscardHandler), time.Now, nil)
	if err != nil {
		return err
	}
	for first := 0; first < benchStarted() && err == nil; first += chunkSize {
		err = w.putForStart(ctx, f, first)
	}
	if err == nil {
		err = f.pipeline.advance(ctx)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func (w *synthetic) putForStart(ctx context.Context, f *folder, first int) error {
	var pages []news.Page
	var articles []news.Article
	var decisions news.Decisions
	for n := first; n < min(first+chunkSize, benchStarted()); n++ {
		random := rand.New(rand.NewPCG(5, uint64(n)))
		language := w.languages[random.IntN(len(w.languages))]
		host := fmt.Sprintf("paper%d.example", random.IntN(w.hosts))
		at := time.Now().Add(time.Duration(n-benchStarted()) * w.pace).UTC().Truncate(time.Second)
		p := news.Page{URL: fmt.Sprintf("https://%s/report/%d", host, n), Fetched: at, Status: 200, ContentType: "text/html",
			Source: news.Source{ID: host, Host: host}, Body: []byte("<p>" + name(n))}
		p.FinalURL = p.URL
		a := news.Article{ID: news.ArticleID(p.URL), URL: p.URL, CanonicalURL: p.URL, Language: language, Source: p.Source, Published: at, Fetched: at,
			Title: name(n/10) + ": " + w.sentence(random, language, 9), Text: w.sentence(random, language, 50) + " " + name(n/10)}
		pages, articles = append(pages, p), append(articles, a)
		if n < benchStarted()-startLive {
			decisions.Filings = append(decisions.Filings, news.Filing{Article: a.ID, Incident: news.IncidentID(fmt.Sprint(n / 10)),
				Evidence: []news.Evidence{{Kind: news.EvidenceName, Values: []string{name(n / 10)}, Weight: 2.5}}})
		}
	}
	if err := f.store.PutPages(ctx, pages); err != nil {
		return err
	}
	if err := f.store.PutArticles(ctx, articles, nil, pages[len(pages)-1].Seq); err != nil {
		return err
	}
	return f.store.PutFilings(ctx, decisions)
}
