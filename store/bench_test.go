package store_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"parallax/news"
	"parallax/store"
)

// benchArticles is how many articles the store of the reading benchmarks has. PARALLAX_BENCH_ARTICLES sets another
// number.
func benchArticles() int {
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_BENCH_ARTICLES")); err == nil {
		return n
	}
	return 20_000
}

const benchBatch = 100

var benchLanguages = []string{"en", "en", "en", "en", "es", "es", "fr", "de", "pt", "ru", "ar", "zh", "ja", "hi", "mt"}

// benchArticle is an article of 400 words from one of 300 outlets; every third embeds a post.
func benchArticle(n int) news.Article {
	country := string([]byte{'A' + byte(n%300%17), 'A' + byte(n%300%13)})
	a := article(outlet(fmt.Sprintf("outlet%d.example", n%300), country), benchLanguages[n%len(benchLanguages)], n)
	a.Published = noon.Add(time.Duration(n) * 20 * time.Second)
	a.Text = strings.Repeat(fmt.Sprintf("Report %d says that the water stands %d centimetres high, and rising.\n\n", n, n%977), 33)
	a.Blocks = nil
	for paragraph := range strings.SplitSeq(strings.TrimSpace(a.Text), "\n\n") {
		a.Blocks = append(a.Blocks, news.Block{Type: news.BlockParagraph, Text: paragraph})
	}
	if n%3 == 0 {
		a.Posts = []news.Post{{ID: strconv.Itoa(1_000_000 + n/9), Platform: news.Twitter, Handle: fmt.Sprint("user", n%1000),
			Text: fmt.Sprint("Water at the door of house number ", n/9), Language: "en"}}
	}
	return a
}

// benchIncident files five articles under each incident, and every hundredth under one that runs on and on.
func benchIncident(n int) string {
	if n%100 == 0 {
		return fmt.Sprint("story", n%1000)
	}
	return fmt.Sprint("incident", n/50, "-", n%10)
}

func benchPages(n int) []news.Page {
	pages := make([]news.Page, benchBatch)
	for i := range pages {
		a := benchArticle(n + i)
		pages[i] = page(a.Source, n+i)
		pages[i].Body = []byte(strings.Repeat("<div class=\"a\"><p>"+a.Text+"</p></div>\n", 15))
	}
	return pages
}

// filler puts articles and filings, in batches, and returns a function that does the next batch.
func filler(b *testing.B, s *store.Store) func() {
	n := 0
	return func() {
		articles := make([]news.Article, benchBatch)
		filings := make([]news.Filing, benchBatch)
		for i := range articles {
			articles[i] = benchArticle(n)
			filings[i] = news.Filing{Article: articles[i].ID, Incident: benchIncident(n),
				Evidence: []news.Evidence{{Kind: news.EvidenceName, Values: []string{"Ana Reis", "Ribeira"}, Weight: 2}}}
			n++
		}
		must(b, s.PutArticles(b.Context(), articles, nil, 0))
		must(b, s.PutFilings(b.Context(), news.Decisions{Filings: filings}))
	}
}

func perSecond(b *testing.B, rows int, what string) {
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), what+"/s")
}

func BenchmarkPutPages(b *testing.B) {
	s := open(b, b.TempDir())
	n := 0
	bytes := 0
	for b.Loop() {
		b.StopTimer()
		pages := benchPages(n)
		n += benchBatch
		bytes = len(pages[0].Body)
		b.StartTimer()
		must(b, s.PutPages(b.Context(), pages))
	}
	b.ReportMetric(float64(bytes), "B/page")
	perSecond(b, benchBatch, "pages")
}

func BenchmarkPutArticlesAndFilings(b *testing.B) {
	next := filler(b, open(b, b.TempDir()))
	for b.Loop() {
		next()
	}
	perSecond(b, benchBatch, "articles")
}

func BenchmarkRead(b *testing.B) {
	ctx := b.Context()
	s := benchStore(b)
	middle := noon.Add(time.Duration(benchArticles()) * 10 * time.Second)
	for _, c := range []struct {
		name string
		read func() (int, error)
	}{
		{"front page", func() (int, error) { return rows(s.Incidents(ctx, news.IncidentFilter{Rank: true})) }},
		{"incidents/latest", func() (int, error) { return rows(s.Incidents(ctx, news.IncidentFilter{})) }},
		{"incidents/common language", func() (int, error) { return rows(s.Incidents(ctx, news.IncidentFilter{Language: "en"})) }},
		{"incidents/rare language, 2 languages", func() (int, error) {
			return rows(s.Incidents(ctx, news.IncidentFilter{Language: "mt", MinLanguages: 2, Rank: true}))
		}},
		{"incidents/source", func() (int, error) { return rows(s.Incidents(ctx, news.IncidentFilter{Source: "outlet7.example"})) }},
		{"incident", func() (int, error) { i, err := s.Incident(ctx, "story0"); return i.Articles, err }},
		{"articles/latest", func() (int, error) { return rows(s.Articles(ctx, news.ArticleFilter{})) }},
		{"articles/language and day", func() (int, error) {
			return rows(s.Articles(ctx, news.ArticleFilter{Language: "fr", Since: middle, Until: middle.Add(24 * time.Hour)}))
		}},
		{"articles/incident", func() (int, error) { return rows(s.Articles(ctx, news.ArticleFilter{Incident: "story0"})) }},
		{"articles/source and language", func() (int, error) {
			return rows(s.Articles(ctx, news.ArticleFilter{Source: "outlet7.example", Language: "de"}))
		}},
		{"article", func() (int, error) { a, err := s.Article(ctx, benchArticle(77).ID); return len(a.Text), err }},
		{"posts", func() (int, error) { return rows(s.Posts(ctx, news.PostFilter{})) }},
		{"posts/incident", func() (int, error) { return rows(s.Posts(ctx, news.PostFilter{Incident: "story0"})) }},
		{"sources", func() (int, error) { all, err := s.Sources(ctx); return len(all), err }},
		{"counts", func() (int, error) { c, err := s.Counts(ctx); return c.Articles, err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if n, err := c.read(); err != nil || n == 0 {
					b.Fatal(n, err)
				}
			}
		})
	}
	b.Run("changes", func(b *testing.B) {
		n := 0
		for b.Loop() {
			n = len(all(b, s.Changes(ctx, int64(benchArticles()*2-5000))))
		}
		perSecond(b, n, "articles")
	})
}

func rows[T any](list news.List[T], err error) (int, error) { return len(list.Rows), err }

// benchStore is a store of benchArticles articles.
func benchStore(b *testing.B) *store.Store {
	s := open(b, b.TempDir())
	next := filler(b, s)
	for range benchArticles() / benchBatch {
		next()
	}
	return s
}
