package index

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
)

// The steps of time that Trends counts by, all in UTC. Weeks begin on Monday.
const (
	ByHour  = "hour"
	ByDay   = "day"
	ByWeek  = "week"
	ByMonth = "month"
)

// A TrendsRequest asks how many articles there were over time.
type TrendsRequest struct {
	Queries      []string  // at most 10; an empty one counts all articles
	By           string    // ByHour, ByDay (also ""), ByWeek or ByMonth
	Split        string    // "" or one of language, source, country: a series for each of its values
	Since, Until time.Time // [Since, Until); zero means from the first, or to the last, that is found, or that there is if nothing is found
}

// Trends are counts over time. All slices of counts are as long as Buckets.
type Trends struct {
	Buckets []time.Time // the beginning of each step, without gaps
	Totals  []int       // all articles in it, whatever they say: what shares are of
	Series  []Series    // in the order of the queries; within a query the largest first
}

// A Series is the counts of one query, or of one query in one language, source or country.
type Series struct {
	Label  string // the query as understood; with Split the value behind it: "storm · fr"
	Query  string // the query as it was asked
	Value  string // the language, source or country; empty without Split, or where it isn't known
	Counts []int
}

// Limits of a TrendsRequest.
const (
	maxTrendQueries = 10
	maxBuckets      = 20000
	maxSplit        = 50 // series of one query
)

// Trends counts articles over time for several queries. Articles without a time are left out.
func (ix *Index) Trends(ctx context.Context, r TrendsRequest) (Trends, error) {
	queries, err := r.parse()
	if err != nil {
		return Trends{}, err
	}
	c := counter{ix: ix, request: &r, step: r.step}
	var totals histogram
	counted := make([]map[string]histogram, len(queries))
	err = ix.read(func(v *view) error {
		all := Query{timeRange(r.Since, r.Until)}
		split, err := c.count(ctx, v, all, "")
		if err != nil {
			return err
		}
		totals = split[""]
		for i, q := range queries {
			if counted[i], err = c.count(ctx, v, both(q, all.root), r.Split); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Trends{}, searchError(err)
	}
	return assemble(&r, queries, counted, totals)
}

func (r *TrendsRequest) parse() ([]Query, error) {
	if len(r.Queries) > maxTrendQueries {
		return nil, &SyntaxError{Message: fmt.Sprintf("%d queries are too many to compare: at most %d", len(r.Queries), maxTrendQueries)}
	}
	if !slices.Contains([]string{"", ByHour, ByDay, ByWeek, ByMonth}, r.By) {
		return nil, &SyntaxError{Message: fmt.Sprintf("there is no step %q; count by hour, day, week or month", r.By)}
	}
	if !slices.Contains([]string{"", fieldLanguage, fieldSource, fieldCountry}, r.Split) {
		return nil, &SyntaxError{Message: fmt.Sprintf("there is no split %q; split by language, source or country", r.Split)}
	}
	queries := make([]Query, len(r.Queries))
	for i, s := range r.Queries {
		q, err := Parse(s)
		if err != nil {
			return nil, err
		}
		queries[i] = q
	}
	return queries, nil
}

// both joins a query and a condition.
func both(q Query, condition node) Query {
	switch {
	case condition == nil:
		return q
	case q.root == nil:
		return Query{condition}
	}
	return Query{&andNode{[]node{q.root, condition}}}
}

// timeRange is the condition that an article's day lies in [since, until), nil without bounds. It is as fine
// as the index's days; the counter looks at the rest.
func timeRange(since, until time.Time) node {
	if since.IsZero() && until.IsZero() {
		return nil
	}
	n := &timeNode{}
	if !since.IsZero() {
		n.from = midnight(since)
	}
	if !until.IsZero() {
		n.until = midnight(until.Add(24*time.Hour - 1))
	}
	return n
}

func midnight(t time.Time) time.Time {
	y, m, d := t.UTC().Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// A histogram counts articles by the number of a step of time.
type histogram map[int64]int

// A counter counts the articles of queries by time, and by one more property.
type counter struct {
	ix      *Index
	request *TrendsRequest
	step    func() step // they remember something, so each goroutine has its own
}

func (c *counter) count(ctx context.Context, v *view, q Query, split string) (map[string]histogram, error) {
	matches, _, err := c.ix.plan(q).all(ctx, v)
	if err != nil {
		return nil, err
	}
	counts := map[string]histogram{}
	var mu sync.Mutex
	err = inParallel(len(matches), func(i int) error {
		p, found := matches[i].part, matches[i].found
		if found.IsEmpty() {
			return nil
		}
		times, err := p.times()
		if err != nil {
			return err
		}
		column := &valueColumn{}
		if split != "" {
			if column, err = p.values(split); err != nil {
				return err
			}
		}
		cells := c.cells(found, times, column.first)
		mu.Lock()
		defer mu.Unlock()
		for at, n := range cells {
			value := ""
			if at.value > 0 {
				value = column.terms[at.value-1]
			}
			if counts[value] == nil {
				counts[value] = histogram{}
			}
			counts[value][at.step] += n
		}
		return nil
	})
	return counts, err
}

// A cell is a step of time and a value, as a column numbers it: 0 for none.
type cell struct {
	step  int64
	value uint32
}

// cells counts articles by time and value. Neighbours in the index were mostly published at about the same time, so that
// it is worth while to count runs.
func (c *counter) cells(found *roaring.Bitmap, times []int64, values []uint32) map[cell]int {
	since, until := int64(noTime)+1, int64(math.MaxInt64)
	if !c.request.Since.IsZero() {
		since = c.request.Since.Unix()
	}
	if !c.request.Until.IsZero() {
		until = c.request.Until.Unix()
	}
	step := c.step()
	counts := map[cell]int{}
	var at cell
	run := 0
	for number := range each(found) {
		t := times[number]
		if t < since || t >= until {
			continue
		}
		here := cell{step: step.of(t)}
		if values != nil {
			here.value = values[number] &^ moreValues
		}
		if here != at {
			counts[at] += run
			at, run = here, 0
		}
		run++
	}
	counts[at] += run
	if counts[cell{}] == 0 {
		delete(counts, cell{})
	}
	return counts
}

// A step numbers the steps of time one after the other.
type step struct {
	of    func(unix int64) int64 // the step that a time is in
	begin func(int64) time.Time
}

func (r *TrendsRequest) step() step {
	const hour, day = 60 * 60, 24 * 60 * 60
	switch r.By {
	case ByHour:
		return evenStep(hour, 0)
	case ByWeek:
		return evenStep(7*day, 3*day) // 1970 began on a Thursday
	case ByMonth:
		return monthStep()
	}
	return evenStep(day, 0)
}

// evenStep is a step of so many seconds; one of them begins so long before 1970.
func evenStep(seconds, before int64) step {
	return step{
		of: func(t int64) int64 {
			t += before
			n := t / seconds
			if t%seconds < 0 {
				n--
			}
			return n
		},
		begin: func(n int64) time.Time { return time.Unix(n*seconds-before, 0).UTC() },
	}
}

// monthStep remembers the last day it was asked for.
func monthStep() step {
	days := evenStep(24*60*60, 0)
	known, month := int64(noTime), int64(0)
	return step{
		of: func(t int64) int64 {
			if d := days.of(t); d != known {
				at := time.Unix(t, 0).UTC()
				known, month = d, int64(at.Year())*12+int64(at.Month())-1
			}
			return month
		},
		begin: func(n int64) time.Time { return time.Date(0, time.Month(n+1), 1, 0, 0, 0, 0, time.UTC) },
	}
}

// assemble lays the histograms out over a common row of buckets.
func assemble(r *TrendsRequest, queries []Query, counted []map[string]histogram, totals histogram) (Trends, error) {
	s := r.step()
	first, last := int64(math.MaxInt64), int64(math.MinInt64)
	widen := func(n int64) { first, last = min(first, n), max(last, n) }
	for _, split := range counted {
		for _, h := range split {
			for n := range h {
				widen(n)
			}
		}
	}
	if !r.Since.IsZero() {
		widen(s.of(r.Since.Unix()))
	}
	if !r.Until.IsZero() {
		widen(s.of(r.Until.Add(-1).Unix()))
	}
	if first > last {
		for n := range totals {
			widen(n)
		}
	}
	var t Trends
	if first > last {
		return t, nil
	}
	if last-first >= maxBuckets {
		return t, wrong(0, tooManySteps, "most", maxBuckets)
	}
	for n := first; n <= last; n++ {
		t.Buckets = append(t.Buckets, s.begin(n))
	}
	row := func(h histogram) []int {
		counts := make([]int, len(t.Buckets))
		for n, count := range h {
			if n >= first && n <= last {
				counts[n-first] += count
			}
		}
		return counts
	}
	t.Totals = row(totals)
	for i, q := range queries {
		t.Series = append(t.Series, series(r, i, q, counted[i], row)...)
	}
	return t, nil
}

func (h histogram) sum() int {
	n := 0
	for _, c := range h {
		n += c
	}
	return n
}

// series are the rows of one query, the largest first.
func series(r *TrendsRequest, i int, q Query, split map[string]histogram, row func(histogram) []int) []Series {
	label := q.String()
	if label == "" {
		label = "*"
	}
	if r.Split == "" {
		return []Series{{Label: label, Query: r.Queries[i], Counts: row(split[""])}}
	}
	values := make([]string, 0, len(split))
	for v := range split {
		values = append(values, v)
	}
	slices.SortFunc(values, func(a, b string) int {
		if d := split[b].sum() - split[a].sum(); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var list []Series
	for _, v := range values[:min(len(values), maxSplit)] {
		s := Series{Label: label, Query: r.Queries[i], Value: v, Counts: row(split[v])}
		if v != "" {
			s.Label += " · " + v
		}
		list = append(list, s)
	}
	return list
}
