package index

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2/search"
	bleveindex "github.com/blevesearch/bleve_index_api"
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
	step := r.step()
	totals := histogram{}
	counted := make([]map[string]histogram, len(queries))
	err = ix.read(func(reader bleveindex.IndexReader) error {
		c := counter{ix: ix, reader: reader, request: &r, key: step.key}
		all := timeRange(r.Since, r.Until)
		split, err := c.count(ctx, Query{all}, "")
		if err != nil {
			return err
		}
		totals = split[""]
		for i, q := range queries {
			if counted[i], err = c.count(ctx, both(q, all), r.Split); err != nil {
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
		return nil, &SyntaxError{0, fmt.Sprintf("%d queries are too many to compare: at most %d", len(r.Queries), maxTrendQueries)}
	}
	if !slices.Contains([]string{"", ByHour, ByDay, ByWeek, ByMonth}, r.By) {
		return nil, &SyntaxError{0, fmt.Sprintf("there is no step %q; count by hour, day, week or month", r.By)}
	}
	if !slices.Contains([]string{"", fieldLanguage, fieldSource, fieldCountry}, r.Split) {
		return nil, &SyntaxError{0, fmt.Sprintf("there is no split %q; split by language, source or country", r.Split)}
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

// A histogram counts by the key of a step.
type histogram map[string]int

// A counter counts the articles of queries by time, and by one more property.
type counter struct {
	ix      *Index
	reader  bleveindex.IndexReader
	request *TrendsRequest
	key     func(stamp string) string
}

func (c *counter) count(ctx context.Context, q Query, split string) (map[string]histogram, error) {
	fields := []string{fieldTime}
	if split != "" {
		fields = append(fields, split)
	}
	values, err := c.reader.DocValueReader(fields)
	if err != nil {
		return nil, err
	}
	since, until := stamp(c.request.Since), stamp(c.request.Until)
	counts := map[string]histogram{}
	err = c.ix.scanWith(ctx, c.reader, q, func(d *search.DocumentMatch) error {
		var at, value string
		err := values.VisitDocValues(d.IndexInternalID, func(field string, term []byte) {
			if field == fieldTime {
				at = string(term)
			} else {
				value = string(term)
			}
		})
		if err != nil || at == "" || strings.HasPrefix(at, "0001-") || at < since || until != "" && at >= until {
			return err
		}
		h := counts[value]
		if h == nil {
			h = histogram{}
			counts[value] = h
		}
		h[c.key(at)]++
		return nil
	})
	return counts, err
}

// stamp writes a time as the index does, "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// A step knows the buckets of one step of time. Keys are the beginnings of time stamps, or Mondays.
type step struct {
	key  func(stamp string) string
	time func(key string) (time.Time, error)
	next func(time.Time) time.Time
}

func (r *TrendsRequest) step() step {
	prefix := func(layout string) step {
		return step{
			key:  func(stamp string) string { return stamp[:min(len(layout), len(stamp))] },
			time: func(key string) (time.Time, error) { return time.Parse(layout, key) },
		}
	}
	var s step
	switch r.By {
	case ByHour:
		s = prefix("2006-01-02T15")
		s.next = func(t time.Time) time.Time { return t.Add(time.Hour) }
	case ByMonth:
		s = prefix("2006-01")
		s.next = func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }
	case ByWeek:
		s = prefix(time.DateOnly)
		s.key = mondays()
		s.next = func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }
	default:
		s = prefix(time.DateOnly)
		s.next = func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }
	}
	return s
}

// mondays returns a function that finds the Monday of a time stamp's week.
func mondays() func(string) string {
	known := map[string]string{}
	return func(stamp string) string {
		day := stamp[:min(len(time.DateOnly), len(stamp))]
		if m, ok := known[day]; ok {
			return m
		}
		t, err := time.Parse(time.DateOnly, day)
		if err != nil {
			return day
		}
		m := t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(time.DateOnly)
		known[day] = m
		return m
	}
}

// assemble lays the histograms out over a common row of buckets.
func assemble(r *TrendsRequest, queries []Query, counted []map[string]histogram, totals histogram) (Trends, error) {
	s := r.step()
	first, last := "", ""
	widen := func(key string) {
		if first == "" || key < first {
			first = key
		}
		last = max(last, key)
	}
	for _, split := range counted {
		for _, h := range split {
			for key := range h {
				widen(key)
			}
		}
	}
	if !r.Since.IsZero() {
		widen(s.key(stamp(r.Since)))
	}
	if !r.Until.IsZero() {
		widen(s.key(stamp(r.Until.Add(-1))))
	}
	if first == "" {
		for key := range totals {
			widen(key)
		}
	}
	var t Trends
	if first == "" {
		return t, nil
	}
	buckets, index, err := s.buckets(first, last)
	if err != nil {
		return t, err
	}
	t.Buckets, t.Totals = buckets, totals.row(index)
	for i, q := range queries {
		t.Series = append(t.Series, series(r, i, q, counted[i], index)...)
	}
	return t, nil
}

// buckets lists the steps from one key to another, and the place of each key.
func (s *step) buckets(first, last string) ([]time.Time, map[string]int, error) {
	from, err := s.time(first)
	if err != nil {
		return nil, nil, fmt.Errorf("index: time %q: %w", first, err)
	}
	to, err := s.time(last)
	if err != nil {
		return nil, nil, fmt.Errorf("index: time %q: %w", last, err)
	}
	var buckets []time.Time
	index := map[string]int{}
	for at := from; !at.After(to); at = s.next(at) {
		if len(buckets) == maxBuckets {
			return nil, nil, &SyntaxError{0, fmt.Sprintf("more than %d steps of time; choose a longer step or a shorter time", maxBuckets)}
		}
		index[s.key(stamp(at))] = len(buckets)
		buckets = append(buckets, at)
	}
	return buckets, index, nil
}

func (h histogram) row(index map[string]int) []int {
	row := make([]int, len(index))
	for key, n := range h {
		if i, ok := index[key]; ok {
			row[i] += n
		}
	}
	return row
}

func (h histogram) sum() int {
	n := 0
	for _, c := range h {
		n += c
	}
	return n
}

// series are the rows of one query, the largest first.
func series(r *TrendsRequest, i int, q Query, split map[string]histogram, index map[string]int) []Series {
	label := q.String()
	if label == "" {
		label = "*"
	}
	if r.Split == "" {
		return []Series{{Label: label, Query: r.Queries[i], Counts: split[""].row(index)}}
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
		s := Series{Label: label, Query: r.Queries[i], Value: v, Counts: split[v].row(index)}
		if v != "" {
			s.Label += " · " + v
		}
		list = append(list, s)
	}
	return list
}
