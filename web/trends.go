package web

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"parallax/index"
	"parallax/web/view"
	"parallax/web/words"
)

// trendSteps are the steps of counts over time, each with the time that is counted where none is named and the
// longest that may be: so many steps that a chart and a table still hold them.
var trendSteps = []struct {
	by          string
	usual, most time.Duration
}{
	{"day", 30 * day, 400 * day},
	{"hour", 3 * day, 16 * day},
	{"week", 182 * day, 2800 * day},
	{"month", 730 * day, 12000 * day},
}

const day = 24 * time.Hour

// comparedQueries is how many queries one request may compare.
const comparedQueries = 5

var (
	trendBys    = []string{"day", "hour", "week", "month"}
	trendSplits = []string{"", "language", "source", "country"}
)

// trendsAsked is a request for counts over time.
type trendsAsked struct {
	index.TrendsRequest
	share bool // of all articles instead of their number
	open  bool // without a beginning
}

// trendsOf reads a request for counts over time. Without times it asks for the usual span up to the newest article.
func (s *site) trendsOf(ctx context.Context, q *params) (trendsAsked, error) {
	ask := trendsAsked{share: q.choice("show", "count", "share") == "share"}
	ask.By, ask.Split = q.choice("by", trendBys...), q.choice("split", trendSplits...)
	for _, query := range q.values["q"] {
		if query = strings.TrimSpace(query); query != "" {
			ask.Queries = append(ask.Queries, query)
		}
		if len(query) > maxQuery || len(ask.Queries) > comparedQueries {
			q.fail("q", query, func(w words.Failure) string {
				return words.Fill(w.TooManyQueries, "n", strconv.Itoa(comparedQueries), "bytes", strconv.Itoa(maxQuery))
			})
		}
	}
	if len(ask.Queries) == 0 {
		ask.Queries = []string{""} // all articles
	}
	if len(ask.Queries) > 1 && ask.Split != "" {
		q.fail("split", ask.Split, func(w words.Failure) string { return w.OneSplit })
	}
	ask.Since, ask.Until = q.moment("since"), q.moment("until")
	q.version()
	if q.err != nil {
		return ask, q.err
	}
	step := trendSteps[0]
	for _, candidate := range trendSteps {
		if candidate.by == ask.By {
			step = candidate
		}
	}
	if ask.Until.IsZero() {
		counts, err := s.records.Counts(ctx)
		if err != nil {
			return ask, err
		}
		if ask.Until = s.now().UTC(); !counts.Latest.IsZero() {
			ask.Until = counts.Latest.Add(time.Second)
		}
	}
	if ask.open = ask.Since.IsZero(); ask.open {
		ask.Since = ask.Until.Add(-step.usual)
	}
	if span := ask.Until.Sub(ask.Since); span <= 0 || span > step.most {
		q.fail("since", q.values.Get("since"), func(w words.Failure) string {
			return words.Fill(w.BadSpan, "n", strconv.Itoa(int(step.most/day)))
		})
	}
	return ask, q.err
}

// trendsPage shows counts over time as a chart and a table.
func (s *site) trendsPage(w http.ResponseWriter, r *http.Request) error {
	ask, err := s.trendsOf(r.Context(), queryOf(r))
	if err != nil {
		return err
	}
	p := view.TrendsProps{
		QueryProps: s.queryProps(r, func(n words.Nav) string { return n.Trends }, ask.Queries[0]),
		Queries:    fields(ask.Queries), By: ask.By, Split: ask.Split, Share: ask.share,
		CSV: "/trends.csv?" + r.URL.RawQuery,
	}
	p.Bys = labelled(r, "by", ask.By, trendBys, p.Reader.StepName)
	show := "count"
	if ask.share {
		show = "share"
	}
	p.Measures = labelled(r, "show", show, []string{"count", "share"}, p.Reader.MeasureName)
	if len(ask.Queries) == 1 {
		p.Splits = labelled(r, "split", ask.Split, trendSplits, p.Reader.SplitName)
	}
	p.Hidden = kept(r, "by", "show")
	p.From, p.Until = dayOf(r, "since"), dayOf(r, "until")
	p.Permalink = address(r, "since", stampOf(ask.Since), "until", stampOf(ask.Until), "v", strconv.Itoa(index.LanguageVersion))
	status := http.StatusOK
	if s.search != nil {
		p.Trends, err = s.trends(r.Context(), ask)
		if p.Trouble = troubleOfAny(p.Reader.Edition, ask.Queries, err); p.Trouble != nil {
			status = http.StatusBadRequest
		} else if err != nil {
			return err
		}
	}
	return s.render(w, r, status, view.Trends(p))
}

// dayOf is the day that a parameter names, to stand in a field for days.
func dayOf(r *http.Request, name string) string {
	q := queryOf(r)
	if t := q.moment(name); !t.IsZero() && q.err == nil {
		return t.Format(time.DateOnly)
	}
	return ""
}

// trends counts what was asked. Where no beginning was, the counts begin with the first article that there is.
func (s *site) trends(ctx context.Context, ask trendsAsked) (index.Trends, error) {
	t, err := s.search.Trends(ctx, ask.TrendsRequest)
	if err != nil || !ask.open {
		return t, err
	}
	empty := slices.IndexFunc(t.Totals, func(n int) bool { return n > 0 })
	if empty = min(empty, len(t.Buckets)-fewestSteps); empty <= 0 {
		return t, nil
	}
	t.Buckets, t.Totals = t.Buckets[empty:], t.Totals[empty:]
	for i := range t.Series {
		t.Series[i].Counts = t.Series[i].Counts[empty:]
	}
	return t, nil
}

// fewestSteps is the number of steps that a chart has at least.
const fewestSteps = 7

// fields are the queries to stand in a form, with an empty one for another.
func fields(queries []string) []string {
	if len(queries) == 1 && queries[0] == "" || len(queries) == comparedQueries {
		return queries
	}
	return append(slices.Clone(queries), "")
}

// troubleOfAny shows the trouble of the first query that can't be parsed.
func troubleOfAny(e *words.Edition, queries []string, err error) *view.QueryTrouble {
	var syntax *index.SyntaxError
	if !errors.As(err, &syntax) {
		return nil
	}
	for _, query := range queries {
		if _, err := index.Parse(query); err != nil {
			return troubleOf(e, query, err)
		}
	}
	return troubleOf(e, strings.Join(queries, ", "), err)
}

// trendsCSV gives the table of a page of trends (RFC 4180): a line for each step of time, a column for each series.
func (s *site) trendsCSV(w http.ResponseWriter, r *http.Request) error {
	ask, err := s.trendsOf(r.Context(), queryOf(r))
	if err != nil {
		return err
	}
	if s.search == nil {
		return errNoIndex
	}
	trends, err := s.trends(r.Context(), ask)
	if err != nil {
		return err
	}
	return s.csv(w, trendsTable(trends, ask.share))
}

// trendsTable has a row for each step of time and a column for each series, as counts or as shares of all articles.
func trendsTable(t index.Trends, share bool) table {
	header := []string{"from"}
	for _, series := range t.Series {
		header = append(header, series.Label)
	}
	return table{"trends", append(header, "all"), func(yield func([]string) bool) {
		for i, bucket := range t.Buckets {
			row := []string{stampOf(bucket)}
			for _, series := range t.Series {
				if share {
					row = append(row, shareAt(series.Counts, t.Totals, i))
				} else {
					row = append(row, countAt(series.Counts, i))
				}
			}
			if !yield(append(row, countAt(t.Totals, i))) {
				return
			}
		}
	}}
}

// shareAt is a count as a part of all articles of its step, 0 where there are none.
func shareAt(counts, totals []int, i int) string {
	if i >= len(counts) || i >= len(totals) || totals[i] == 0 {
		return "0"
	}
	return strconv.FormatFloat(float64(counts[i])/float64(totals[i]), 'f', 6, 64)
}

func countAt(counts []int, i int) string {
	if i >= len(counts) {
		return ""
	}
	return strconv.Itoa(counts[i])
}
