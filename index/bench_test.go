//go:build unix

package index_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"parallax/index"
	"parallax/news"
)

// The figures of the README are printed by
//
//	go test ./index -run '^$' -bench Search -benchtime 300x -articles 1000000 -corpus /tmp/corpus -timeout 0
//
// The first run builds the index in the folder (-bench Build prints how, 1,000,000 articles once); later ones find it there and
// measure searches alone, or with -bench Open -benchtime 10x the opening and the first search after it. What the articles are like is told at type corpus. Each benchmark of a search runs a seeded set of
// different queries and prints percentiles over them, of the time that passed and of processor time, which is what to
// compare on a machine with other work.
//
// What limits them: the articles of a word in most of them have to be scored one by one, which is why the newest 100,000
// alone are (score.go); the places of frequent words, to find a phrase of them; and the texts of a page are analysed again to
// mark what was found, which takes as long as finding it. bleve's own searchers, doc values and sorting are not used, nor on
// disk its iterators (postings.go). Shards by month were not needed: bleve's segments are searched at once, and what
// asks for the newest goes from day to day (days.go), so that it costs the same in an index of any length. The smaller a segment, the more its
// dictionary weighs: 2.0 times the text with 10,000 articles, 1.3 times with 100,000.
var (
	benchArticles = flag.Int("articles", 2000, "size of the corpus that the benchmarks search")
	benchFolder   = flag.String("corpus", "", "folder of the benchmarks' index, kept and used again; a temporary one if empty")
	benchMapped   = flag.Int64("mapped", 256, "MiB of mapped files that may count as memory of the benchmarks, 0 for any number; parallax has 256")
)

// library is the index that the benchmarks share.
var library struct {
	once   sync.Once
	corpus *corpus
	folder string
	built  map[string]float64
	err    error
}

// buildLibrary builds the benchmarks' index where it isn't there.
func buildLibrary(b *testing.B) *corpus {
	b.Helper()
	library.once.Do(func() {
		library.corpus = newCorpus(*benchArticles)
		library.folder = *benchFolder
		if library.folder == "" {
			if library.folder, library.err = os.MkdirTemp("", "index-bench-"); library.err != nil {
				return
			}
		}
		library.built, library.err = build(library.corpus, library.folder)
	})
	if library.err != nil {
		b.Fatal(library.err)
	}
	return library.corpus
}

// openLibrary opens the benchmarks' index.
func openLibrary(b *testing.B) (*index.Index, *corpus) {
	b.Helper()
	c := buildLibrary(b)
	ix, err := index.Open("bleve:"+library.folder, index.Options{Articles: c, Mapped: *benchMapped << 20})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { ix.Close() })
	return ix, c
}

// build fills a folder with the corpus, unless it is there, while a reader searches it ten times a second.
func build(c *corpus, folder string) (map[string]float64, error) {
	ix, err := index.Open("bleve:"+folder, index.Options{Articles: c, Mapped: *benchMapped << 20})
	if err != nil {
		return nil, err
	}
	figures, err := fill(ix, c)
	if err := errors.Join(err, ix.Close()); err != nil || figures == nil {
		return nil, err
	}
	size, err := folderSize(folder)
	figures["index/text"] = float64(size) / figures["text-bytes"]
	delete(figures, "text-bytes")
	return figures, err
}

// fill adds the articles that the index doesn't have yet, and returns nil if it has all.
func fill(ix *index.Index, c *corpus) (map[string]float64, error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	from, err := ix.Mark()
	if err != nil || int(from) >= c.total {
		return nil, err
	}
	go func() {
		rng := rand.New(rand.NewPCG(3, 4))
		for ctx.Err() == nil {
			if _, err := ix.Search(ctx, index.Request{Query: c.queryWord(rng), Facets: true}); err != nil && ctx.Err() == nil {
				fmt.Fprintln(os.Stderr, "searching while indexing:", err)
			}
			time.Sleep(100 * time.Millisecond)
		}
	}()
	work := c.stopwatch()
	text := 0
	const step = 1000
	for at := int(from); at < c.total; at += step {
		batch := make([]news.Article, 0, step)
		for i := at; i < min(at+step, c.total); i++ {
			a := c.article(i)
			text += len(a.Title) + len(a.Lead) + len(a.Text)
			for _, p := range a.Posts {
				text += len(p.Text)
			}
			batch = append(batch, a)
		}
		if err := ix.Update(ctx, batch, int64(at+len(batch))); err != nil {
			return nil, err
		}
		if at/step%50 == 49 {
			passed, worked := work()
			fmt.Fprintf(os.Stderr, "%d articles, %.0f/s, processor %v\n", at+step, float64(at+step-int(from))/passed.Seconds(), worked)
		}
	}
	n := float64(c.total - int(from))
	passed, worked := work()
	return map[string]float64{
		"articles/s":     n / passed.Seconds(),
		"cpu-ms/article": float64(worked.Milliseconds()) / n,
		"text-bytes":     float64(text) * float64(c.total) / n,
	}, nil
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// stopwatch returns a function that tells how much time has passed since, and how much of it processors worked, both
// without the making of articles.
func (c *corpus) stopwatch() func() (passed, worked time.Duration) {
	start, cpu := time.Now(), processorTime()
	made, worked := c.making[0].Load(), c.making[1].Load()
	return func() (time.Duration, time.Duration) {
		return time.Since(start) - time.Duration(c.making[0].Load()-made), processorTime() - cpu - time.Duration(c.making[1].Load()-worked)
	}
}

func folderSize(dir string) (int64, error) {
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
	return total, err
}

// BenchmarkBuild reports how the index of the corpus was built, with a search every tenth of a second beside it.
func BenchmarkBuild(b *testing.B) {
	buildLibrary(b)
	for b.Loop() {
	}
	if library.built == nil {
		b.Skip("the index was there already")
	}
	for unit, n := range library.built {
		b.ReportMetric(n, unit)
	}
}

// BenchmarkOpen opens the index and runs its first search, which reads the columns.
func BenchmarkOpen(b *testing.B) {
	c := buildLibrary(b)
	rng := rand.New(rand.NewPCG(5, 6))
	var first, firstWork time.Duration
	n := 0
	for b.Loop() {
		ix, err := index.Open("bleve:"+library.folder, index.Options{Articles: c, Mapped: *benchMapped << 20, ReadOnly: true})
		if err != nil {
			b.Fatal(err)
		}
		work := c.stopwatch()
		if _, err := ix.Search(context.Background(), index.Request{Query: c.queryWord(rng), Facets: true}); err != nil {
			b.Fatal(err)
		}
		passed, worked := work()
		first, firstWork = first+passed, firstWork+worked
		n++
		ix.Close()
	}
	b.ReportMetric(float64(first.Milliseconds())/float64(n), "first-search-ms")
	b.ReportMetric(float64(firstWork.Milliseconds())/float64(n), "first-search-cpu-ms")
}

// queryWord draws a word of a language: a very frequent one, a frequent one, one of the core, or a rare one.
func (c *corpus) queryWord(rng *rand.Rand) string {
	t := c.tongues[0]
	u := rng.Float64()
	for _, t = range c.tongues {
		if u -= t.share; u < 0 {
			break
		}
	}
	return t.queryWord(rng)
}

func (t *tongue) queryWord(rng *rand.Rand) string {
	switch rng.IntN(4) {
	case 0:
		return t.core[rng.IntN(20)]
	case 1:
		return t.core[20+rng.IntN(480)]
	case 2:
		return t.core[500+rng.IntN(coreWords-500)]
	}
	return t.make(coreWords + rng.IntN(10*coreWords))
}

// phrase is a phrase of two or three words, from a text or of frequent words.
func (c *corpus) phrase(rng *rand.Rand) string {
	a := c.article(rng.IntN(c.total))
	words := strings.Fields(strings.TrimRight(strings.SplitN(a.Text, "\n", 2)[0], ".।"))
	n := 2 + rng.IntN(2)
	if len(words) <= n { // without spaces
		text := []rune(strings.SplitN(a.Lead, "。", 2)[0])
		at := rng.IntN(len(text) - 4)
		return `"` + string(text[at:at+3+rng.IntN(2)]) + `"`
	}
	at := rng.IntN(len(words) - n)
	return `"` + strings.Join(words[at:at+n], " ") + `"`
}

// boolean is a query with OR and NOT, a language and a week.
func (c *corpus) boolean(rng *rand.Rand) string {
	t := c.tongues[rng.IntN(len(c.tongues))]
	week := c.start.AddDate(0, 0, rng.IntN(c.days()))
	return fmt.Sprintf("(%s OR %s) -%s lang:%s after:%s before:%s", t.queryWord(rng), t.queryWord(rng), t.queryWord(rng), t.code,
		week.Format(time.DateOnly), week.AddDate(0, 0, 7).Format(time.DateOnly))
}

// days is how many days the corpus covers.
func (c *corpus) days() int { return 1 + c.total/articlesPerDay }

// queries are how many different queries a benchmark runs.
const queries = 300

func BenchmarkSearch(b *testing.B) {
	ix, c := openLibrary(b)
	ctx := context.Background()
	search := func(query func(*rand.Rand) string, r index.Request) func(*rand.Rand) func() error {
		return func(rng *rand.Rand) func() error {
			r := r
			r.Query = query(rng)
			return func() error { _, err := ix.Search(ctx, r); return err }
		}
	}
	everything := func(*rand.Rand) string { return "" }
	month := func(rng *rand.Rand) time.Time { return c.start.AddDate(0, rng.IntN(1+c.days()/31), 0) }
	for _, bench := range []struct {
		name string
		draw func(*rand.Rand) func() error
	}{
		{"word", search(c.queryWord, index.Request{})},
		{"phrase", search(c.phrase, index.Request{})},
		{"near", search(func(rng *rand.Rand) string { return c.phrase(rng) + "~5" }, index.Request{})},
		{"beginning", search(func(rng *rand.Rand) string {
			return string([]rune(c.tongues[0].core[500+rng.IntN(7000)])[:4]) + "*"
		}, index.Request{})},
		{"boolean, language and week", search(c.boolean, index.Request{})},
		{"word with facets", search(c.queryWord, index.Request{Facets: true})},
		{"newest", search(c.queryWord, index.Request{Sort: index.SortNewest})},
		{"most covered", search(c.queryWord, index.Request{Sort: index.SortCovered})},
		{"everything, newest", search(everything, index.Request{Sort: index.SortNewest})},
		{"everything with facets", search(everything, index.Request{Facets: true})},
		{"title word", search(func(rng *rand.Rand) string { return "title:" + c.queryWord(rng) }, index.Request{})},
		{"month's trend", func(rng *rand.Rand) func() error {
			m := month(rng)
			r := index.TrendsRequest{Queries: []string{c.queryWord(rng), c.queryWord(rng)}, Split: "language", Since: m, Until: m.AddDate(0, 1, 0)}
			return func() error { _, err := ix.Trends(ctx, r); return err }
		}},
		{"two years' trend", func(rng *rand.Rand) func() error {
			r := index.TrendsRequest{Queries: []string{c.queryWord(rng), c.queryWord(rng)}, Split: "language"}
			return func() error { _, err := ix.Trends(ctx, r); return err }
		}},
		{"concordance", func(rng *rand.Rand) func() error {
			q := c.queryWord(rng)
			return func() error { _, err := ix.Concordance(ctx, index.ConcordanceRequest{Query: q}); return err }
		}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(11, 13))
			var asked []func() error
			for range queries {
				asked = append(asked, bench.draw(rng))
			}
			measure(b, c, asked)
		})
	}
}

// measure runs questions one after the other and reports percentiles, without the time that it took to make the articles
// that were found.
func measure(b *testing.B, c *corpus, asked []func() error) {
	var passed, worked []time.Duration
	for i := 0; b.Loop(); i++ {
		work := c.stopwatch()
		if err := asked[i%len(asked)](); err != nil {
			b.Fatal(err)
		}
		p, w := work()
		passed, worked = append(passed, p), append(worked, w)
	}
	for _, m := range []struct {
		list []time.Duration
		unit string
	}{{passed, "ms"}, {worked, "cpu-ms"}} {
		slices.Sort(m.list)
		b.ReportMetric(float64(m.list[len(m.list)/2].Microseconds())/1000, "p50-"+m.unit)
		b.ReportMetric(float64(m.list[len(m.list)*95/100].Microseconds())/1000, "p95-"+m.unit)
	}
}
