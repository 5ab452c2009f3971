package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"parallax/crawler"
)

// progress tells a person how long work goes on: one line that is rewritten on a terminal, a plain line now and
// then elsewhere. It may be used by several goroutines.
type progress struct {
	mu       sync.Mutex
	out      io.Writer
	terminal bool
	bar      *progressbar.ProgressBar
	label    string
	done     int
	tallies  []tally // of what is done at the same time
	said     time.Time
}

func newProgress(out io.Writer) *progress {
	f, ok := out.(*os.File)
	return &progress{out: out, terminal: ok && term.IsTerminal(int(f.Fd()))}
}

// sayEvery is the least time between two plain lines on the same work.
const sayEvery = 5 * time.Second

// say ends what is under way and writes a line of its own.
func (p *progress) say(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish()
	fmt.Fprintf(p.out, format+"\n", args...)
}

// A tally is how much of some work has been done.
type tally struct {
	work string
	done int
}

// work counts what has been done of some work. Stages of the pipeline work at the same time: they stand on one line.
func (p *progress) work(work string, n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.tallies, func(t tally) bool { return t.work == work })
	if i < 0 {
		i = len(p.tallies)
		p.tallies = append(p.tallies, tally{work: work})
	}
	p.tallies[i].done += n
	p.show(together, p.tallies[len(p.tallies)-1].done, -1)
}

// together is the label of what is counted in tallies.
const together = "reading, filing, indexing"

// tell is what stands on the line of the pipeline.
func (p *progress) tell() string {
	var parts []string
	for _, t := range p.tallies {
		parts = append(parts, fmt.Sprintf("%s: %d", t.work, t.done))
	}
	return strings.Join(parts, ", ")
}

// crawl shows how far a crawl round is.
func (p *progress) crawl(c crawler.Progress) {
	if c.PagesTotal > 0 {
		p.count("fetching pages", c.Pages, c.PagesTotal)
		return
	}
	p.count("fetching feeds", c.Feeds, c.FeedsTotal)
}

// count shows done out of total; a total below 0 is unknown.
func (p *progress) count(label string, done, total int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.show(label, done, total)
}

// A counter counts many small things.
type counter struct {
	steps *progress
	label string
	done  int
	total int // below 0 if unknown
}

func (p *progress) each(label string, total int) *counter {
	return &counter{steps: p, label: label, total: total}
}

// add counts one, and shows so now and then.
func (c *counter) add() {
	if c.done++; c.done%100 != 0 {
		return
	}
	if c.total >= 0 {
		c.total = max(c.total, c.done+1) // more may have come since it was counted
	}
	c.steps.count(c.label, c.done, c.total)
}

func (p *progress) show(label string, done, total int) {
	if label != p.label {
		p.finish()
		p.label = label
		if p.terminal {
			p.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription(label),
				progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionThrottle(100*time.Millisecond),
				progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(24))
		}
	}
	p.done = done
	switch {
	case p.bar != nil:
		if label == together {
			p.bar.Describe(p.tell())
		}
		if total > 0 && p.bar.GetMax() != total {
			p.bar.ChangeMax(total)
		}
		p.bar.Set(done)
	case time.Since(p.said) >= sayEvery || done == total:
		p.said = time.Now()
		p.line(total)
	}
}

func (p *progress) line(total int) {
	if p.label == together {
		fmt.Fprintln(p.out, p.tell())
	} else if total >= 0 {
		fmt.Fprintf(p.out, "%s: %d of %d\n", p.label, p.done, total)
	} else {
		fmt.Fprintf(p.out, "%s: %d\n", p.label, p.done)
	}
}

// end finishes the line that is being rewritten, if there is one.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.finish()
}

func (p *progress) finish() {
	if p.bar != nil {
		p.bar.Clear()
		p.bar = nil
		p.line(-1)
	}
	p.label, p.done, p.tallies = "", 0, nil
}
