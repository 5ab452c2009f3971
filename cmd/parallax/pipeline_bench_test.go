package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
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

const fourMonths = 120 * 24 * time.Hour

// BenchmarkPipeline takes synthetic articles all the way, into the archive, out of it, through extraction, language, grouping and
// index. They were published within four months, so that after an eighth of them the window of the grouping is full. They come out of a WARC file, and from servers of feeds and pages on loopback, which are crawled with no delay. For each tenth of
// the articles, but no fewer than a thousand, it prints how fast that went, how much of the processor's time each stage took, and the
// memory: what lives on the heap, and what is resident, mapped files left out and all.
// On a machine that has other work, the time of the processor says more than that of the clock: two cores that have nothing
// else to do take in 2,000 / cpu-ms articles a second.
// PARALLAX_BENCH_DATA may name an empty folder, which then holds the articles for BenchmarkStart.
//
//	PARALLAX_BENCH_ARTICLES=20000 go test ./cmd/parallax -bench Pipeline/warc -benchtime 1x -run '^$'
func BenchmarkPipeline(b *testing.B) {
	memorySetting{Memory: 1}.apply()
	w := newSynthetic(b)
	w.paced(fourMonths / time.Duration(benchArticles()))
	b.Run("warc", func(b *testing.B) {
		name := filepath.Join(b.TempDir(), "synthetic.warc.gz")
		file, err := os.Create(name)
		if err == nil {
			err = w.writeWARC(file, benchArticles())
		}
		if err != nil {
			b.Fatal(err)
		}
		file.Close()
		benchmarkPipeline(b, func(ctx context.Context, f *folder) error {
			m := importer{folder: f, steps: newProgress(new(bytes.Buffer)), known: map[string]bool{}}
			if bad, err := m.importFile(ctx, name); bad != nil || err != nil {
				return fmt.Errorf("%w, %w", bad, err)
			}
			return f.pipeline.advance(ctx)
		})
	})
	b.Run("servers", func(b *testing.B) {
		p := newPress(b, w)
		for n := range benchArticles() {
			if err := p.publish(n); err != nil {
				b.Fatal(err)
			}
		}
		benchmarkPipeline(b, func(ctx context.Context, f *folder) error { return p.crawled(ctx, f) })
	})
}

// benchmarkPipeline measures how articles are taken in.
func benchmarkPipeline(b *testing.B, takeIn func(context.Context, *folder) error) {
	var cpu time.Duration
	var peak float64
	for b.Loop() {
		b.StopTimer()
		dir := os.Getenv("PARALLAX_BENCH_DATA")
		if dir == "" {
			dir = b.TempDir()
		}
		f, err := dataFlag{dir}.open(b.Context(), slog.New(slog.DiscardHandler), time.Now, nil)
		if err != nil {
			b.Fatal(err)
		}
		t := newTenths(os.Stdout, benchArticles())
		f.pipeline.progress = func(work string, n int) {
			if work == "indexing" {
				t.passed(n)
			}
		}
		before := processorTime()
		b.StartTimer()
		err = takeIn(b.Context(), f)
		b.StopTimer()
		cpu += processorTime() - before
		peak = max(peak, t.end())
		if err != nil {
			b.Fatal(err)
		}
		counts, err := f.store.Counts(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		indexed, err := f.index.Count()
		if err != nil || counts.Articles != benchArticles() || indexed != benchArticles() {
			b.Fatalf("%d articles, %d indexed of %d (%v)", counts.Articles, indexed, benchArticles(), err)
		}
		fmt.Printf("%d articles in %d incidents\n", counts.Articles, counts.Incidents)
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(benchArticles()*b.N)/b.Elapsed().Seconds(), "articles/s")
	b.ReportMetric(cpu.Seconds()*1000/float64(benchArticles()*b.N), "cpu-ms/article")
	b.ReportMetric(peak, "MiB-peak")
}

// tenths prints how each tenth of some work went.
type tenths struct {
	out     io.Writer
	each    int // records of a tenth
	all     int // records so far
	done    int // records of this tenth
	started time.Time
	cpu     time.Duration
	profile stageProfile
	peak    float64 // MiB
}

func newTenths(out io.Writer, records int) *tenths {
	t := &tenths{out: out, each: max(records/10, 1000)}
	fmt.Fprintf(out, "\n%9s %9s %7s  of which", "articles", "a second", "cpu-ms")
	for _, name := range profiled() {
		fmt.Fprintf(out, " %8s", name)
	}
	fmt.Fprintf(out, " %8s %8s %8s %8s\n", "MiB heap", "anon", "all", "at most")
	t.begin()
	return t
}

// profiled are the columns of a profile.
func profiled() []string {
	return append([]string{presses, crawling}, append(stageNames[:], collecting, unstaged)...)
}

func (t *tenths) begin() {
	forgetPeak()
	t.done, t.started, t.cpu = 0, time.Now(), processorTime()
	t.profile.start()
}

// passed counts records that have come all the way.
func (t *tenths) passed(n int) {
	t.all += n
	if t.done += n; t.done >= t.each {
		t.print()
		t.begin()
	}
}

func (t *tenths) print() {
	took, cpu, n := time.Since(t.started), processorTime()-t.cpu, float64(max(t.done, 1))
	times, err := t.profile.stop()
	if err != nil {
		fmt.Fprintln(t.out, "the profile can't be read:", err)
	}
	fmt.Fprintf(t.out, "%9d %9.0f %7.2f          ", t.all, n/took.Seconds(), cpu.Seconds()*1000/n)
	for _, name := range profiled() {
		fmt.Fprintf(t.out, " %8.3f", times[name].Seconds()*1000/n)
	}
	peak := residentMiB("VmHWM")
	t.peak = max(t.peak, peak)
	fmt.Fprintf(t.out, " %8.0f %8.0f %8.0f %8.0f\n", liveMiB(), residentMiB("RssAnon"), residentMiB("VmRSS"), peak)
}

// end returns the most memory of all the time, in MiB.
func (t *tenths) end() float64 {
	if t.done > 0 {
		t.print()
	} else {
		_, _ = t.profile.stop()
	}
	return t.peak
}
