package main

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// benchRestored is how many articles are live in BenchmarkRestore. PARALLAX_BENCH_LIVE sets another number.
func benchRestored() int {
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_BENCH_LIVE")); err == nil {
		return n
	}
	return 4000
}

// BenchmarkRestore takes the memory of the grouping back from a store, as every start of the program does. The articles have 350
// words drawn by Zipf's law out of 200,000, and stand ten seconds apart; the same seed gives the same ones.
func BenchmarkRestore(b *testing.B) {
	ctx := b.Context()
	f, err := dataFlag{b.TempDir()}.open(ctx, slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.1, 5, 200_000)
	for n := 0; n < benchRestored(); {
		var batch []news.Article
		for ; len(batch) < batchSize; n++ {
			var text strings.Builder
			for range 350 {
				word := int64(zipf.Uint64()) * 7919
				fmt.Fprintf(&text, "%c%s ", "wW"[word%2], strconv.FormatInt(word, 26))
			}
			address := fmt.Sprintf("https://tide.example/report/number/%d", n)
			batch = append(batch, news.Article{ID: news.ArticleID(address), URL: address, CanonicalURL: address, Language: "en", Title: fmt.Sprint("Report ", n), Text: text.String(),
				Source: news.Source{ID: "tide.example"}, Published: newsroomClock()().Add(time.Duration(n) * 10 * time.Second)})
		}
		if err := f.store.PutArticles(ctx, batch, nil, 0); err != nil {
			b.Fatal(err)
		}
		if err := f.pipeline.file(ctx, make(chan struct{}, 1)); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if err := f.pipeline.restore(ctx); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*benchRestored()), "µs/article")
}
