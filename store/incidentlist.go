package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"

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
		(SELECT m.id FROM incidents m WHERE m.n = i.merged) FROM `+from+" "+rest, args...)
	return collect(rows, err, scanIncident)
}

func scanIncident(r *sql.Rows) (s storedIncident, err error) {
	var id string
	var body []byte
	var merged sql.NullString
	if err = r.Scan(&id, &s.last, &s.rank, &body, &merged); err != nil {
		return s, err
	}
	s.incident = news.Incident{Schema: news.SchemaVersion, Headlines: []news.Headline{}, Languages: []string{}}
	if len(body) > 0 {
		if err = json.Unmarshal(body, &s.incident); err != nil {
			return s, fmt.Errorf("incident %s: %w", id, err)
		}
	}
	s.incident.ID, s.incident.MergedInto = id, merged.String
	return s, nil
}

func plainIncidents(stored []storedIncident) []news.Incident {
	all := make([]news.Incident, len(stored))
	for i := range stored {
		all[i] = stored[i].incident
	}
	return all
}

// Incident returns one incident; one that was merged has nothing but its ID and MergedInto. The error wraps
// news.ErrNotFound if there never was one with that ID, or nothing is filed under it any more.
func (s *Store) Incident(ctx context.Context, id string) (news.Incident, error) {
	found, err := s.incidents(ctx, "WHERE i.id = ? AND (i.articles > 0 OR i.merged IS NOT NULL)", id)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("incident %.50q: %w", id, news.ErrNotFound)
	}
	if err != nil {
		return news.Incident{}, s.explain("read incident", err)
	}
	return found[0].incident, nil
}

// Incidents returns one page of the incidents that a filter chooses, those with the latest reports first, or by rank.
func (s *Store) Incidents(ctx context.Context, f news.IncidentFilter) (list news.List[news.Incident], err error) {
	order := incidentOrder{letter: listIncidents, column: "last", index: "incidents_by_last"}
	var last int64
	order.key = &last
	if f.Rank {
		order = incidentOrder{letter: listIncidentsRanked, column: "rank", index: "incidents_by_rank", key: new(float64)}
	}
	after, ok, err := parseCursor(order.letter, f.Cursor, order.key)
	if err != nil {
		return list, err
	}
	from, w, err := s.incidentFilter(ctx, f, order.index)
	if err != nil {
		return list, s.explain("list incidents", err)
	}
	if err := s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+from+w.String(), w.args...).Scan(&list.Total); err != nil {
		return list, s.explain("count incidents", err)
	}
	if ok {
		w.add("(i."+order.column+", i.id) < (?, ?)", order.value(), after.id)
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
type incidentOrder struct {
	letter, column, index string
	key                   any // *int64 or *float64: the cursor's
}

func (o *incidentOrder) value() any {
	if rank, ok := o.key.(*float64); ok {
		return *rank
	}
	return *o.key.(*int64)
}

func (o *incidentOrder) cursor(s storedIncident) cursor {
	if o.letter == listIncidentsRanked {
		return cursor{strconv.FormatFloat(s.rank, 'g', -1, 64), s.incident.ID}
	}
	return cursor{strconv.FormatInt(s.last, 10), s.incident.ID}
}

// fewIncidents is up to how many incidents it is quicker to fetch and sort them than to walk all in order.
const fewIncidents = 2000

// incidentFilter says which incidents are meant and from which table to start: from all in their order, or, if one of the
// things asked for is rare, from the incidents that have it.
func (s *Store) incidentFilter(ctx context.Context, f news.IncidentFilter, index string) (from string, w where, err error) {
	from = "incidents i INDEXED BY " + index
	w.add("i.articles > 0")
	started := false
	for _, c := range []struct{ kind, value string }{{"source", f.Source}, {"country", f.Country}, {"language", f.Language}} {
		if c.value == "" {
			continue
		}
		few := false
		if !started {
			if few, err = s.isRare(ctx, c.kind, c.value); err != nil {
				return "", w, err
			}
		}
		if few {
			started = true
			from = "incident_facets f CROSS JOIN incidents i ON i.n = f.incident"
			w.add("f.kind = ? AND f.value = ?", c.kind, c.value)
			continue
		}
		w.add("EXISTS (SELECT 1 FROM incident_facets x WHERE x.incident = i.n AND x.kind = ? AND x.value = ?)", c.kind, c.value)
	}
	if f.MinLanguages > 1 {
		w.add("i.languages >= ?", f.MinLanguages)
	}
	if f.MinArticles > 1 {
		w.add("i.articles >= ?", f.MinArticles)
	}
	if !f.Since.IsZero() {
		w.add("i.last >= ?", f.Since.UnixMicro())
	}
	if !f.Until.IsZero() {
		w.add("i.last < ?", f.Until.UnixMicro())
	}
	return from, w, nil
}

// isRare reports whether at most fewIncidents have a value.
func (s *Store) isRare(ctx context.Context, kind, value string) (bool, error) {
	var n int
	err := s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM incident_facets WHERE kind = ? AND value = ? LIMIT ?)`,
		kind, value, fewIncidents+1).Scan(&n)
	return n <= fewIncidents, err
}
