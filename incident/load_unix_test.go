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

// benchLive is how many articles are live in the benchmarks of a full window. PARALLAX_BENCH_LIVE sets other numbers,
// such as 1000000.
func benchLive() []int {
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_BENCH_LIVE")); err == nil {
		return []int{n}
	}
	return []int{2_000, 10_000}
}

// cpu is the processor time that this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkWindow files made articles into a window that is full of them: one leaves for each that comes. It reports the
// processor time of an article, that of its features alone, and the memory of a live article, everything included.
func BenchmarkWindow(b *testing.B) {
	for _, live := range benchLive() {
		b.Run(fmt.Sprint(live), func(b *testing.B) {
			before := heap()
			g := incident.New(incident.Options{Window: time.Duration(live) * madePause, Durable: true})
			made := newGenerator(1)
			for range live {
				g.File(made.article())
			}
			for g.Unsaved() != nil {
			}
			perArticle := float64(heap()-before-made.size()) / float64(live)
			var articles []news.Article
			spent := time.Duration(0)
			for b.Loop() {
				if len(articles) == 0 {
					b.StopTimer()
					for range 200 {
						articles = append(articles, made.article())
					}
					b.StartTimer()
				}
				from := cpu()
				g.File(articles[0])
				spent += cpu() - from
				articles = articles[1:]
				if len(articles) == 0 {
					from := cpu()
					g.Unsaved()
					spent += cpu() - from
				}
			}
			b.ReportMetric(float64(spent.Microseconds())/float64(b.N), "cpu-µs/article")
			b.ReportMetric(perArticle, "B/live")
			runtime.KeepAlive(g)
		})
	}
}

// heap is how much memory is in use.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
