package incident

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// flood is the nth of many near-identical pages of one host: long enough to be known as copies, or too short for that.
func flood(n int, long bool) news.Article {
	text := fmt.Sprintf("Weather for station %d in Italy today: sunny with some clouds over Messina, wind from the west at %d km/h, highest at %d degrees.", n, n%40, n%30)
	if long {
		text += strings.Repeat(" Subscribe to our newsletter for the forecast of your town, read how our team of meteorologists works, and tell Aurelia Celeste "+
			"what you would like to know about the weather of tomorrow, of next week, or of the summer that lies before us and promises to be hot.", 2)
	}
	return news.Article{ID: fmt.Sprint("flood", n), URL: fmt.Sprint("https://weather.example/station/of/number/", n), Language: "en", Title: fmt.Sprintf("Weather for station %d", n),
		Text: text, Published: time.Date(2026, 3, 10, 8, 0, n, 0, time.UTC)}
}

// Near-identical pages fill neither the lists of what they share with other reports nor the core of a group.
func TestAFloodFillsNothing(t *testing.T) {
	for _, long := range []bool{true, false} {
		g := New(Options{})
		n := 1500
		for i := range n {
			g.File(flood(i, long))
		}
		for id, gr := range g.groups {
			if len(gr.core) > coreSize {
				t.Errorf("long %v: %d articles stand for incident %s", long, len(gr.core), id)
			}
		}
		longest := 0
		for _, shelf := range g.window.postings {
			for _, c := range shelf.heads.cells {
				longest = max(longest, len(shelf.list(c.key)))
			}
		}
		if longest > longestList {
			t.Errorf("long %v: a list has %d articles", long, longest)
		}
		name := g.window.postings.list(newTerm(nameKeys("Celeste", "en")[0], 1, 0).key())
		if long && len(name) > indexedCopies+1 {
			t.Errorf("%d copies are found by a name", len(name))
		}
		g.Forget(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
		left := len(g.window.documents) + len(g.groups) + len(g.window.copies)
		for _, shelf := range g.window.postings {
			left += shelf.heads.used
		}
		if left > 0 {
			t.Errorf("long %v: when all have left the window, %d entries are left", long, left)
		}
	}
}

// A stream of articles without dates doesn't fill the memory.
func TestAStreamWithoutDatesIsBounded(t *testing.T) {
	g := New(Options{Live: 100})
	for i := range 500 {
		a := flood(i, false)
		a.Published = time.Time{}
		g.File(a)
	}
	if n := len(g.window.documents); n > 100 || n < 90 {
		t.Errorf("%d articles are live", n)
	}
	if g.window.documents["flood499"] == nil || len(g.window.slots) > 102 {
		t.Errorf("the last isn't live, or %d slots are in use", len(g.window.slots))
	}
}

// A later original that arrives after its copies adopts them, but not a flood of them again and again.
func TestAFloodInReverseIsBounded(t *testing.T) {
	g := New(Options{})
	filings := 0
	n := 1200
	for i := range n {
		a := flood(i, true)
		a.Published = a.Published.Add(-2 * time.Duration(i) * time.Second)
		filings += 1 + len(g.File(a).Moved)
	}
	if filings > n*maxAdopted/2 {
		t.Errorf("%d articles made %d filings", n, filings)
	}
}

// BenchmarkFlood files 100,000 near-identical pages of one host. What the last thousand cost is what the first did.
func BenchmarkFlood(b *testing.B) {
	for b.Loop() {
		g := New(Options{})
		var first, last time.Duration
		for i := range 100_000 {
			from := time.Now()
			g.File(flood(i, true))
			switch spent := time.Since(from); {
			case i < 1000:
				first += spent
			case i >= 99_000:
				last += spent
			}
		}
		b.ReportMetric(float64(first.Microseconds())/1000, "µs/first")
		b.ReportMetric(float64(last.Microseconds())/1000, "µs/last")
	}
}

func TestLanguagesThatArentAny(t *testing.T) {
	l := newLanguages()
	for i := range 100_000 {
		l.id(fmt.Sprintf("x%d-YY", i))
	}
	for tag, want := range map[string]string{"pt-BR": "pt", "EN_us": "en", "": "und", "12": "und", "klingon": "und", "zh-Hant": "zh"} {
		if got := l.code(l.id(tag)); got != want {
			t.Errorf("%q is %s, want %s", tag, got, want)
		}
	}
	if n := len(l.codes); n > 10 {
		t.Errorf("%d languages are known", n)
	}
}
