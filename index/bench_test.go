package index_test

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parallax/index"
	"parallax/news"
)

var benchArticles = flag.Int("articles", 2000, "size of the corpus that the benchmarks search")

// corpus makes articles of about 2.5 KB in eight languages over two years: made-up words, drawn so that the
// n-th most frequent comes 1/n as often as the first (Zipf's law), each language with 30,000 of its own.
func corpus(n int) []news.Article {
	rng := rand.New(rand.NewPCG(1, 2))
	languages := []string{"en", "fr", "de", "es", "ru", "ar", "zh", "hi"}
	alphabets := []string{"abcdefghilmnoprstu", "aéeèiouçlmnrst", "abdeghiklnrstüuö", "abcdeiñloprstu", "абвгдеиклмнопрст", "ابتثجحدرسشعفقلمنه", "的一是在不了有和人这中大为上个国我以要他", "अआकखगचजतदनपबमयरलवसह"}
	words := make([][]string, len(languages))
	for l := range words {
		letters := []rune(alphabets[l])
		for range 30000 {
			word := make([]rune, 2+rng.IntN(7))
			for i := range word {
				word[i] = letters[rng.IntN(len(letters))]
			}
			words[l] = append(words[l], string(word))
		}
	}
	zipf := rand.NewZipf(rng, 1.05, 2, 29999)
	list := make([]news.Article, n)
	for i := range list {
		l := i % len(languages)
		sentence := func(k int) string {
			parts := make([]string, k)
			for j := range parts {
				parts[j] = words[l][zipf.Uint64()]
			}
			return strings.Join(parts, " ")
		}
		var paragraphs []string
		for range 6 {
			paragraphs = append(paragraphs, sentence(60)+".")
		}
		list[i] = news.Article{
			ID: news.ArticleID(fmt.Sprintf("https://example.org/%d", i)), Language: languages[l], Title: sentence(8), Lead: sentence(20),
			Text: strings.Join(paragraphs, "\n\n"), Source: news.Source{ID: fmt.Sprintf("s%d.example", i%50), Country: []string{"FR", "GB", "US"}[i%3]},
			Published: day("2020-01-01").Add(time.Duration(i) * 730 * 24 * time.Hour / time.Duration(n)),
		}
	}
	return list
}

func BenchmarkUpdate(b *testing.B) {
	articles := corpus(1000)
	size := 0
	for _, a := range articles {
		size += len(a.Title) + len(a.Lead) + len(a.Text)
	}
	dir := b.TempDir()
	ix, err := index.Open("bleve:"+dir, index.Options{})
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for b.Loop() {
		for i := range articles {
			articles[i].ID = fmt.Sprint(n, "-", i)
		}
		if err := ix.Update(context.Background(), articles, 1); err != nil {
			b.Fatal(err)
		}
		n++
	}
	b.ReportMetric(float64(n*len(articles))/b.Elapsed().Seconds(), "articles/s")
	ix.Close()
	b.ReportMetric(float64(dirSize(b, dir))/float64(n*size), "index/text")
}

func dirSize(b *testing.B, dir string) int64 {
	var total int64
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return total
}

func BenchmarkSearch(b *testing.B) {
	articles := corpus(*benchArticles)
	ix, _ := openWith(b, articles...)
	words := strings.Fields(articles[0].Text) // English
	frequent, rare := words[0], words[len(words)-2]
	ctx := context.Background()
	search := func(r index.Request) func() error {
		return func() error { _, err := ix.Search(ctx, r); return err }
	}
	for _, c := range []struct {
		name string
		run  func() error
	}{
		{"word", search(index.Request{Query: frequent})},
		{"rare word", search(index.Request{Query: rare})},
		{"phrase", search(index.Request{Query: `"` + words[0] + " " + words[1] + `"`})},
		{"near", search(index.Request{Query: `"` + words[0] + " " + words[4] + `"~5`})},
		{"Chinese word", search(index.Request{Query: strings.Fields(articles[6].Text)[0]})},
		{"beginning", search(index.Request{Query: frequent[:2] + "*"})},
		{"boolean, language and week", search(index.Request{Query: "(" + frequent + " OR " + rare + ") lang:en after:2020-06-01 before:2020-06-08"})},
		{"word with facets", search(index.Request{Query: frequent, Facets: true})},
		{"newest", search(index.Request{Query: frequent, Sort: index.SortNewest})},
		{"everything with facets", search(index.Request{Facets: true})},
		{"concordance", func() error {
			_, err := ix.Concordance(ctx, index.ConcordanceRequest{Query: rare})
			return err
		}},
		{"trend by day", func() error {
			_, err := ix.Trends(ctx, index.TrendsRequest{Queries: []string{frequent}, By: index.ByDay, Split: "language"})
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
