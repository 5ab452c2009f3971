package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"parallax/news"
)

// A tick is one mark on a line of time.
type tick struct {
	x     string // its place along the line as an SVG length, in percent
	class string
	label string
}

// position is the place of t between from and to in percent of the line, with a margin for the mark itself.
func position(t, from, to time.Time) string {
	const margin = 1.5
	share := 0.0
	if span := to.Sub(from); span > 0 {
		share = min(max(float64(t.Sub(from))/float64(span), 0), 1)
	}
	return strconv.FormatFloat(margin+share*(100-2*margin), 'f', 2, 64) + "%"
}

// headlineTicks places the first report of each language on the line from the incident's first report to its
// latest one.
func headlineTicks(r Reader, i news.Incident, headlines []news.Headline) []tick {
	var out []tick
	for _, h := range headlines {
		if h.Published.IsZero() {
			continue
		}
		class := "tick"
		if h.Published.Equal(i.First) {
			class = "tick first"
		}
		out = append(out, tick{position(h.Published, i.First, i.Last), class, r.Language(h.Language) + ", " + r.Short(h.Published)})
	}
	return out
}

// reportTicks places the reports of one language on the line of the whole incident.
func reportTicks(r Reader, i news.Incident, reports []Report) []tick {
	var out []tick
	for _, report := range reports {
		t := report.Article.Time()
		if t.IsZero() {
			continue
		}
		class := "dot"
		switch {
		case report.First:
			class = "dot first"
		case report.Article.CopyOf != "":
			class = "dot copy"
		}
		out = append(out, tick{position(t, i.First, i.Last), class, SourceName(report.Article.Source) + ", " + r.Short(t)})
	}
	return out
}

// laneDots is the most dots of a lane of an incident that is drawn from its tallies.
const laneDots = 160

// lanePath marks, where not all reports of a language are here, those that are, and each hour that has more, as an SVG path of
// points, 1000 units wide and 18 high: one path is a tenth of as many circles. Points that would hide each other are one.
func lanePath(p IncidentProps, g LanguageGroup) string {
	here := map[time.Time]int{} // by hour
	var times []time.Time
	for _, report := range g.all() {
		if t := report.Article.Time(); !t.IsZero() {
			here[t.UTC().Truncate(time.Hour)]++
			times = append(times, t)
		}
	}
	more := map[time.Time]int{}
	for _, t := range p.Tallies {
		if t.Language == g.Language && !t.Hour.IsZero() {
			more[t.Hour.UTC()] += t.Articles
		}
	}
	for hour, n := range more {
		if n > here[hour] {
			times = append(times, hour.Add(time.Hour/2))
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	var path strings.Builder
	span, last := float64(max(p.Incident.Last.Sub(p.Incident.First), 1)), -1000
	for _, t := range times {
		x := int(1000 * min(max(float64(t.Sub(p.Incident.First))/span, 0), 1))
		if x-last >= 1000/laneDots {
			fmt.Fprintf(&path, "M%d 9h0", x)
			last = x
		}
	}
	return path.String()
}

// firstTick is the dot of the report that was the first of all, if it is in the group's language.
func firstTick(p IncidentProps, g LanguageGroup) []tick {
	if h := p.Incident.Headlines; len(h) == 0 || h[0].Language != g.Language || p.Incident.First.IsZero() {
		return nil
	}
	return []tick{{position(p.Incident.First, p.Incident.First, p.Incident.Last), "dot first", p.Reader.Short(p.Incident.First)}}
}

// barWidth is the width of a bar for a share of at most full pixels.
func (r Reader) barWidth(share float64, full float64) string {
	return strconv.FormatFloat(min(max(share, 0), 1)*full, 'f', 1, 64)
}

// A pace is how many reports came over time, as bars.
type pace struct {
	bars string // an SVG path, 1000 units wide and 22 high; empty where there is nothing that the dots don't show
	most int    // articles in the highest bar
}

// paceBars is about how many bars a pace has at most; each is a whole number of hours.
const paceBars = 48

// paceOf draws the articles of an incident over time. Where each language has told it once, it draws nothing.
func paceOf(i news.Incident, tallies []news.Tally) pace {
	span := i.Last.Sub(i.First)
	if i.Articles <= len(i.Headlines) || span <= 0 {
		return pace{}
	}
	step := max(time.Hour, (span/paceBars + time.Hour).Truncate(time.Hour))
	counts := make([]int, int(span/step)+1)
	p := pace{}
	for _, t := range tallies {
		if t.Hour.IsZero() {
			continue
		}
		at := min(max(int(t.Hour.Sub(i.First)/step), 0), len(counts)-1)
		counts[at] += t.Articles
		p.most = max(p.most, counts[at])
	}
	width := 1000 * float64(step) / float64(span)
	for at, n := range counts {
		if n > 0 {
			high := 20 * float64(n) / float64(max(p.most, 3)) // few reports make no towers
			p.bars += "M" + coordinate(min(float64(at)*width, 1000-min(width, 20)/2)) + " 22v-" + coordinate(max(high, 2)) + "h" + coordinate(min(width*0.8, 20)) + "V22z"
		}
	}
	return p
}
