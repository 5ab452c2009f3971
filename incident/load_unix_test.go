//go:build unix

package incident_test

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"parallax/incident"
	"parallax/news"
)

// benchLive is how many articles are live in the benchmarks of a full window. PARALLAX_BENCH_LIVE sets another number, such
// as 1000000, which takes 4 GB of memory and some minutes.
func benchLive() []int {
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_BENCH_LIVE")); err == nil {
		return []int{n}
	}
	return []int{10_000, 100_000}
}

// cpu is the processor time that this process has used: what a benchmark on a machine that is shared can go by.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// heap is how much memory is in use.
func heap() float64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

// templates are states of made articles and where these are filed, and the parts that go with them.
func templates(b *testing.B, made *generator, n int) (parts, states []news.State, filings []news.Filing) {
	g := incident.New(incident.Options{Durable: true})
	for range n {
		filings = append(filings, g.File(made.article()).Filing)
	}
	byID := map[string]news.State{}
	for _, s := range g.Unsaved() {
		switch {
		case s.Article != "":
			byID[s.Article] = s
		case len(s.Body) > 0: // a part without one is to be dropped
			parts = append(parts, s)
		}
	}
	for _, f := range filings {
		states = append(states, byID[f.Article])
	}
	return parts, states, filings
}

// BenchmarkWindow recalls a window full of articles, and files made ones into it. The window is filled with some thousands of
// made articles and with clones of them, see Clone. Reported are the processor time of recalling an article, of filing one,
// with what Unsaved does for it, and the memory of a live article, everything included.
func BenchmarkWindow(b *testing.B) {
	for _, live := range benchLive() {
		b.Run(fmt.Sprint(live), func(b *testing.B) {
			made := newGenerator(1)
			parts, states, filings := templates(b, made, 4000)
			before := heap()
			g := incident.New(incident.Options{Durable: true})
			for _, p := range parts {
				if err := g.Recall(p, news.Filing{}); err != nil {
					b.Fatal(err)
				}
			}
			cloner := incident.New(incident.Options{})
			recalling, recalled := time.Duration(0), 0
			for recalled < live {
				var chunk []news.State
				var filed []news.Filing
				for ; len(chunk) < 1000 && recalled < live; recalled++ {
					f, nth := filings[recalled%len(filings)], recalled/len(filings)
					s, err := cloner.Clone(states[recalled%len(states)], nth)
					if err != nil {
						b.Fatal(err)
					}
					f.Article, f.Incident, f.CopyOf = s.Article, fmt.Sprint(f.Incident, "-", nth), ""
					chunk, filed = append(chunk, s), append(filed, f)
				}
				from := cpu()
				for i, s := range chunk {
					if err := g.Recall(s, filed[i]); err != nil {
						b.Fatal(err)
					}
				}
				recalling += cpu() - from
			}
			for range 2000 { // until the caches are warm
				g.File(made.article())
			}
			g.Unsaved()
			perArticle := (heap() - before) / float64(live+2000)
			var batch []news.Article
			filing, filed, from := time.Duration(0), 0, time.Duration(0)
			for b.Loop() {
				if len(batch) == 0 {
					for range 100 {
						batch = append(batch, made.article())
					}
					from = cpu()
				}
				g.File(batch[0])
				if batch = batch[1:]; len(batch) == 0 {
					g.Unsaved()
					filing, filed = filing+cpu()-from, filed+100
				}
			}
			b.ReportMetric(float64(filing.Microseconds())/float64(max(1, filed)), "cpu-µs/article")
			b.ReportMetric(float64(recalling.Microseconds())/float64(live), "cpu-µs/recalled")
			b.ReportMetric(perArticle, "B/live")
			runtime.KeepAlive(g)
		})
	}
}
