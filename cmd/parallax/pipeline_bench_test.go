package main

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// benchArticles is how many articles go through BenchmarkPipeline in one round. PARALLAX_BENCH_ARTICLES sets another number.
func benchArticles() int {
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_BENCH_ARTICLES")); err == nil {
		return n
	}
	return 1000
}

// BenchmarkPipeline takes a synthetic WARC file all the way: into the archive, out of it, through extraction, language,
// grouping and index. It says how fast that went, each quarter by itself where a round has 8,000 articles or more, how much
// memory the process had at most, and in which stages the time went. On a machine that has other work, the time of the
// processor says more than that of the clock: two cores that have nothing else to do take in 2,000 / cpu-ms articles a second.
//
//	PARALLAX_BENCH_ARTICLES=20000 go test ./cmd/parallax -bench Pipeline -benchtime 1x -run '^$'
func BenchmarkPipeline(b *testing.B) {
	articles := benchArticles()
	warc := filepath.Join(b.TempDir(), "synthetic.warc.gz")
	file, err := os.Create(warc)
	if err == nil {
		err = newSynthetic(b).writeWARC(file, articles)
	}
	if err != nil {
		b.Fatal(err)
	}
	file.Close()
	var cpu time.Duration
	for b.Loop() {
		b.StopTimer()
		f, err := dataFlag{b.TempDir()}.open(b.Context(), slog.New(slog.DiscardHandler), time.Now, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		before := processorTime()
		work := benchmarkImport(b, f, warc)
		cpu += processorTime() - before
		b.StopTimer()
		counts, err := f.store.Counts(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		indexed, err := f.index.Count()
		if err != nil || counts.Articles != articles || indexed != articles {
			b.Fatalf("%d articles, %d indexed of %d (%v)", counts.Articles, indexed, articles, err)
		}
		b.Logf("%d articles in %d incidents, quarters at %s articles/s\n%s", articles, counts.Incidents, work, f.meter)
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(articles*b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(cpu.Seconds()*1000/float64(articles*b.N), "cpu-ms/article")
	b.ReportMetric(residentPeak(), "MiB-peak")
}

// benchmarkImport imports a file and returns the rates of the quarters.
func benchmarkImport(b *testing.B, f *folder, warc string) string {
	b.Helper()
	var rates []string
	quarter, done, since := max(benchArticles()/4, 2000), 0, time.Now()
	f.pipeline.progress = func(work string, n int) {
		if work != "indexing" {
			return
		}
		if done += n; done >= quarter {
			rates = append(rates, fmt.Sprintf("%.0f", float64(done)/time.Since(since).Seconds()))
			done, since = 0, time.Now()
		}
	}
	m := importer{folder: f, steps: newProgress(new(bytes.Buffer)), known: map[string]bool{}}
	if bad, err := m.importFile(b.Context(), warc); bad != nil || err != nil {
		b.Fatal(bad, err)
	}
	if err := f.pipeline.advance(b.Context()); err != nil {
		b.Fatal(err)
	}
	return strings.Join(rates, ", ")
}

// processorTime is how long the process has had the processor so far; 0 where the system doesn't tell.
func processorTime() time.Duration {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	var ticks int64
	for _, field := range fields[11:13] { // of the user and of the system, a hundred a second
		n, _ := strconv.ParseInt(field, 10, 64)
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// residentPeak is the most memory that the process has had, in MiB; 0 where the system doesn't tell.
func residentPeak() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return float64(m.Sys) / (1 << 20)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kib, _ := strconv.ParseFloat(strings.Fields(after)[0], 64)
	return kib / 1024
}
