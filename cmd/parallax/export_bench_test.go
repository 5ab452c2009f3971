package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"parallax/export"
	"parallax/news"
	"parallax/store"
)

// benchExported is how many articles BenchmarkExport writes out. PARALLAX_BENCH_EXPORT sets another number, and
// PARALLAX_BENCH_DATA a folder that is filled once and used again.
func benchExported() int {
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_BENCH_EXPORT")); err == nil {
		return n
	}
	return 5000
}

// BenchmarkExport writes all records of a store in each format, and tells the most memory that was resident meanwhile. The
// articles have 150 words drawn by Zipf's law, ten report an incident, and one in twenty embeds a post; the same seed
// gives the same ones.
func BenchmarkExport(b *testing.B) {
	dir := os.Getenv("PARALLAX_BENCH_DATA")
	if dir == "" {
		dir = b.TempDir()
	}
	fillForExport(b, dir)
	st, err := store.Open(b.Context(), "sqlite:"+dir, store.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	for _, f := range export.Formats() {
		b.Run(string(f), func(b *testing.B) {
			debug.FreeOSMemory()
			forgetPeak()
			for b.Loop() {
				selection := export.Selection{What: export.Articles, Format: f, Policy: export.Policy{Default: news.RightsExcerpt}}
				if err := export.Write(b.Context(), io.Discard, st, selection); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*benchExported()), "µs/article")
			b.ReportMetric(residentMiB("VmHWM"), "MiB-resident")
		})
	}
}

// fillForExport makes a store, unless it is there.
func fillForExport(b *testing.B, dir string) {
	b.Helper()
	if _, err := os.Stat(filepath.Join(dir, "parallax.db")); err == nil {
		return
	}
	st, err := store.Open(b.Context(), "sqlite:"+dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.1, 5, 200_000)
	for n := 0; n < benchExported(); n += batchSize {
		if err := putForExport(b.Context(), st, n, zipf); err != nil {
			b.Fatal(err)
		}
	}
}

// putForExport stores and files the articles with the numbers from first on.
func putForExport(ctx context.Context, st *store.Store, first int, words *rand.Zipf) error {
	var articles []news.Article
	var decisions news.Decisions
	for n := first; n < first+batchSize; n++ {
		var text strings.Builder
		for i := range 150 {
			if i%50 == 49 {
				text.WriteString("\n\n")
			}
			word := int64(words.Uint64()) * 7919
			fmt.Fprintf(&text, "%c%s ", "wW"[word%2], strconv.FormatInt(word, 26))
		}
		address := fmt.Sprintf("https://tide.example/report/number/%d", n)
		a := news.Article{ID: news.ArticleID(address), URL: address, CanonicalURL: address, Language: "en", Title: fmt.Sprint("Report ", n), Text: text.String(),
			Source: news.Source{ID: "tide.example", Name: "Tide"}, Published: time.Unix(1_700_000_000+int64(n)*10, 0).UTC(), Authors: []string{"A. Reporter"}}
		if n%20 == 0 {
			a.Posts = []news.Post{{ID: strconv.Itoa(9_000_000_000 + n), Platform: news.Twitter, Handle: "tide", Text: a.Title}}
		}
		articles = append(articles, a)
		decisions.Filings = append(decisions.Filings, news.Filing{Article: a.ID, Incident: news.IncidentID(fmt.Sprint(n / 10)),
			Evidence: []news.Evidence{{Kind: news.EvidenceName, Values: []string{"Aurelia", "Messina"}, Weight: 2.5}}})
	}
	if err := st.PutArticles(ctx, articles, nil, 0); err != nil {
		return err
	}
	return st.PutFilings(ctx, decisions)
}
