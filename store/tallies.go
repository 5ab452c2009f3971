package store

import (
	"context"
	"database/sql"
	"strings"
	"time"

	"parallax/news"
)

// Tallies counts the articles of each of some incidents by hour, language and country, earliest hour first. Incidents that
// aren't there are left out. It reads an index and no article, and so takes as long for an incident of thousands as for a few.
func (s *Store) Tallies(ctx context.Context, incidents []string) (map[string][]news.Tally, error) {
	out := map[string][]news.Tally{}
	if len(incidents) == 0 {
		return out, nil
	}
	args := make([]any, len(incidents))
	for i, id := range incidents {
		args[i] = id
	}
	const hour = int64(time.Hour / time.Microsecond)
	rows, err := s.read.QueryContext(ctx, `SELECT i.id, a.time / ? AS hour, a.language, a.country, COUNT(*), SUM(a.copy_of <> '')
		FROM incidents i JOIN articles a INDEXED BY articles_by_incident ON a.incident = i.n
		WHERE i.id IN (?`+strings.Repeat(", ?", len(incidents)-1)+`) GROUP BY i.id, hour, a.language, a.country`, append([]any{hour}, args...)...)
	type row struct {
		incident string
		news.Tally
	}
	found, err := collect(rows, err, func(r *sql.Rows) (t row, err error) {
		var at int64
		err = r.Scan(&t.incident, &at, &t.Language, &t.Country, &t.Articles, &t.Copies)
		t.Hour = fromMicro(at * hour)
		return t, err
	})
	for _, t := range found {
		out[t.incident] = append(out[t.incident], t.Tally)
	}
	return out, s.explain("tally incidents", err)
}
