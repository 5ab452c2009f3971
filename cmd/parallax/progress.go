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
	inBytes  bool // whether bytes are counted
	pace     pace
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
	p.turn(together, false)
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
	p.turn(label, false)
	p.show(label, done, total)
}

// turn ends the line of other work.
func (p *progress) turn(label string, inBytes bool) {
	if label != p.label {
		p.finish()
		p.inBytes = inBytes
	}
}

// bytes shows how many bytes of a file are done, how fast that goes, and how long it may go on.
func (p *progress) bytes(label string, done, total int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turn(label, true)
	if label != p.pace.label { // what is done in between is part of the work
		p.pace = pace{label: label, began: time.Now(), first: done}
	}
	p.show(label, int(done), int(total))
}

// A pace is since when a file is being read, and where that began.
type pace struct {
	label string
	began time.Time
	first int64
}

// tell says how much of some bytes is done, how fast that goes, and how long the rest will take.
func (p pace) tell(done, total int64, now time.Time) string {
	if total <= 0 {
		return fmt.Sprintf("%.1f MB", float64(done)/1e6)
	}
	text := fmt.Sprintf("%d %%, %.1f of %.1f MB", 100*done/total, float64(done)/1e6, float64(total)/1e6)
	in, fresh := now.Sub(p.began), done-p.first
	if fresh <= 0 || in < time.Second {
		return text
	}
	left := time.Duration(float64(in) * float64(total-done) / float64(fresh)).Round(time.Second)
	return fmt.Sprintf("%s, %.1f MB/s, %s left", text, float64(fresh)/1e6/in.Seconds(), left)
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
		p.label = label
		if p.terminal {
			options := []progressbar.Option{progressbar.OptionSetWriter(p.out), progressbar.OptionSetDescription(label),
				progressbar.OptionThrottle(100 * time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(24)}
			if p.inBytes {
				options = append(options, progressbar.OptionSetPredictTime(false), progressbar.OptionSetElapsedTime(false))
			} else {
				options = append(options, progressbar.OptionShowCount(), progressbar.OptionShowIts())
			}
			p.bar = progressbar.NewOptions(total, options...)
		}
	}
	p.done = done
	switch {
	case p.bar != nil:
		if label == together {
			p.bar.Describe(p.tell())
		}
		if p.inBytes {
			p.bar.Describe(label + ": " + p.pace.tell(int64(done), int64(total), time.Now()))
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
	switch {
	case p.label == together:
		fmt.Fprintln(p.out, p.tell())
	case p.inBytes:
		fmt.Fprintf(p.out, "%s: %s\n", p.label, p.pace.tell(int64(p.done), int64(total), time.Now()))
	case total >= 0:
		fmt.Fprintf(p.out, "%s: %d of %d\n", p.label, p.done, total)
	default:
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
	p.label, p.done, p.inBytes, p.tallies = "", 0, false, nil
}
