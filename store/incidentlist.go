package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"parallax/news"
)

// A storedIncident is an incident with the keys that lists are ordered by.
type storedIncident struct {
	last     int64
	rank     float64
	incident news.Incident
}

// incidents reads incidents; rest follows FROM incidents i.
func (s *Store) incidents(ctx context.Context, rest string, args ...any) ([]storedIncident, error) {
	return s.incidentsFrom(ctx, "incidents i", rest, args...)
}

func (s *Store) incidentsFrom(ctx context.Context, from, rest string, args ...any) ([]storedIncident, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT i.id, i.last, i.rank, i.body,
		(SELECT m.id FROM incidents m WHERE m.n = i.merged), `+storyColumns+` FROM `+from+" "+rest, args...)
	return collect(rows, err, scanIncident)
}

func scanIncident(r *sql.Rows) (s storedIncident, err error) {
	var id string
	var body []byte
	var merged sql.NullString
	var c storedChapter
	if err = r.Scan(&id, &s.last, &s.rank, &body, &merged, &c.story, &c.incidents, &c.linked); err != nil {
		return s, err
	}
	s.incident = news.Incident{Schema: news.SchemaVersion, Headlines: []news.Headline{}, Languages: []string{}}
	if len(body) > 0 {
		if err = json.Unmarshal(body, &s.incident); err != nil {
			return s, fmt.Errorf("incident %s: %w", id, err)
		}
	}
	s.incident.ID, s.incident.MergedInto = id, merged.String
	if s.incident.Story, err = c.chapter(); err != nil {
		err = fmt.Errorf("story of incident %s: %w", id, err)
	}
	return s, err
}

func plainIncidents(stored []storedIncident) []news.Incident {
	all := make([]news.Incident, len(stored))
	for i := range stored {
		all[i] = stored[i].incident
	}
	return all
}

// Incident returns one incident; one that was merged, or was found to be part of another when everything was derived anew, has
// nothing but its ID and MergedInto. The error wraps news.ErrNotFound if there never was one with that ID, or nothing is
// filed under it any more.
func (s *Store) Incident(ctx context.Context, id string) (news.Incident, error) {
	found, err := s.incidents(ctx, "WHERE i.id = ? AND (i.articles > 0 OR i.merged IS NOT NULL)", id)
	if err == nil && len(found) > 0 {
		return found[0].incident, nil
	}
	var former news.Incident
	if err == nil {
		former, err = s.formerIncident(ctx, id)
	}
	if errors.Is(err, news.ErrNotFound) {
		err = fmt.Errorf("incident %.50q: %w", id, err)
	}
	return former, s.explain("read incident", err)
}

// Incidents returns one page of the incidents that a filter chooses, those with the latest reports first, or by rank.
func (s *Store) Incidents(ctx context.Context, f news.IncidentFilter) (list news.List[news.Incident], err error) {
	order := incidentOrder{letter: listIncidents, column: "last"}
	if f.Rank {
		order = incidentOrder{letter: listIncidentsRanked, column: "rank"}
	}
	behind, after, ok, err := order.parse(f.Cursor)
	if err != nil {
		return list, err
	}
	q := queryIncidents(f)
	rarest, err := s.rarestFacet(ctx, q.facets)
	if err != nil {
		return list, s.explain("list incidents", err)
	}
	if list.Total, err = s.countIncidents(ctx, q, rarest); err != nil {
		return list, s.explain("count incidents", err)
	}
	start := rarest
	if rarest >= 0 && q.facets[rarest].count > fewIncidents {
		start = walkAll
	}
	index := order.column
	if f.Story != "" {
		index, start = "story", walkAll
	}
	from, w := q.from(start, " INDEXED BY incidents_by_"+index)
	if ok {
		w.add("(i."+order.column+", i.id) < (?, ?)", behind, after)
	}
	n := limit(f.Window)
	w.args = append(w.args, n+1)
	stored, err := s.incidentsFrom(ctx, from, w.String()+" ORDER BY i."+order.column+" DESC, i.id DESC LIMIT ?", w.args...)
	if err != nil {
		return list, s.explain("list incidents", err)
	}
	if len(stored) > n {
		stored = stored[:n]
		list.Next = order.cursor(stored[n-1]).encode(order.letter)
	}
	list.Rows = plainIncidents(stored)
	return list, nil
}

// An incidentOrder is one of the two orders that incidents are listed in.
type incidentOrder struct{ letter, column string }

// parse returns the key and ID of the row that a page begins behind; ok is false for the first page.
func (o *incidentOrder) parse(text string) (key any, id string, ok bool, err error) {
	var last int64
	var rank float64
	into := any(&last)
	if o.letter == listIncidentsRanked {
		into = &rank
	}
	c, ok, err := parseCursor(o.letter, text, into)
	if o.letter == listIncidentsRanked {
		return rank, c.id, ok, err
	}
	return last, c.id, ok, err
}

func (o *incidentOrder) cursor(s storedIncident) cursor {
	if o.letter == listIncidentsRanked {
		return cursor{strconv.FormatFloat(s.rank, 'g', -1, 64), s.incident.ID}
	}
	return cursor{strconv.FormatInt(s.last, 10), s.incident.ID}
}

// A facet is a language, country, source or topic that incidents are asked to have, and how many have it.
type facet struct {
	kind, value string
	count       int
}

// An incidentQuery is an IncidentFilter as conditions: those on the incident's own row and those on its facets.
type incidentQuery struct {
	own    where
	facets []facet
}

func queryIncidents(f news.IncidentFilter) (q incidentQuery) {
	for _, c := range []facet{{kind: "source", value: f.Source}, {kind: "country", value: f.Country}, {kind: "language", value: f.Language}, {kind: "topic", value: f.Topic}} {
		if c.value != "" {
			q.facets = append(q.facets, c)
		}
	}
	if f.MinLanguages > 1 {
		q.own.add("i.languages >= ?", f.MinLanguages)
	}
	if f.MinArticles > 1 {
		q.own.add("i.articles >= ?", f.MinArticles)
	}
	if f.Story != "" {
		q.own.add("i.story = (SELECT COALESCE(merged, n) FROM stories WHERE id = ?)", f.Story)
	}
	if f.Handle != "" {
		q.own.add(`i.n IN (SELECT a.incident FROM posts p JOIN embeds e ON e.post = p.n JOIN articles a ON a.n = e.article
			WHERE p.handle = ? AND p.platform = ?)`, strings.ToLower(strings.TrimPrefix(f.Handle, "@")), f.Platform)
	}
	if !f.Since.IsZero() {
		q.own.add("i.last >= ?", f.Since.UnixMicro())
	}
	if !f.Until.IsZero() {
		q.own.add("i.last < ?", f.Until.UnixMicro())
	}
	return q
}

// fewIncidents is up to how many incidents it is quicker to fetch and sort them than to walk all in order.
const fewIncidents = 2000

// walkAll, in place of the number of a facet, says to start from all incidents.
const walkAll = -1

// rarestFacet counts facets and returns the number of the one that fewest incidents have; walkAll if there is none.
func (s *Store) rarestFacet(ctx context.Context, facets []facet) (rarest int, err error) {
	rarest = walkAll
	for i := range facets {
		f := &facets[i]
		err := s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM incident_facets WHERE kind = ? AND value = ?`, f.kind, f.value).Scan(&f.count)
		if err != nil {
			return rarest, err
		}
		if rarest == walkAll || f.count < facets[rarest].count {
			rarest = i
		}
	}
	return rarest, nil
}

// from says which tables to read and what to ask of them. It starts from the incidents that have the facet with
// number start, or from all of them, by an index of choice.
func (q *incidentQuery) from(start int, index string) (from string, w where) {
	from = "incidents i" + index
	for i, f := range q.facets {
		if i == start {
			from = "incident_facets f CROSS JOIN incidents i ON i.n = f.incident"
			w.add("f.kind = ? AND f.value = ?", f.kind, f.value)
		} else {
			w.add("EXISTS (SELECT 1 FROM incident_facets x WHERE x.incident = i.n AND x.kind = ? AND x.value = ?)", f.kind, f.value)
		}
	}
	if start == walkAll {
		w.add("i.articles > 0") // others have no facets
	}
	w.conditions = append(w.conditions, q.own.conditions...)
	w.args = append(w.args, q.own.args...)
	return from, w
}

// countIncidents counts what a query chooses, starting from its rarest facet.
func (s *Store) countIncidents(ctx context.Context, q incidentQuery, rarest int) (n int, err error) {
	if len(q.facets) == 1 && len(q.own.conditions) == 0 {
		return q.facets[0].count, nil
	}
	from, w := q.from(rarest, "")
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+from+w.String(), w.args...).Scan(&n)
	return n, err
}
