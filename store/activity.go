package store

import (
	"context"
	"database/sql"
	"time"

	"parallax/news"
)

const day = 24 * time.Hour

// Activity counts what a source published on each of the last days, the day of now among them, and in how many of the
// incidents of that time it was first. An unknown source published nothing.
func (s *Store) Activity(ctx context.Context, source string, days int, now time.Time) (news.Activity, error) {
	today := now.UTC().Truncate(day)
	a := news.Activity{Since: today.Add(-time.Duration(days-1) * day), Days: make([]int, days)}
	type count struct{ day, articles int }
	rows, err := s.read.QueryContext(ctx, `SELECT (time - ?2) / ?3, COUNT(*) FROM articles
		WHERE source = ?1 AND time >= ?2 AND time < ?4 GROUP BY 1`,
		source, a.Since.UnixMicro(), int64(day/time.Microsecond), today.Add(day).UnixMicro())
	counts, err := collect(rows, err, func(r *sql.Rows) (c count, err error) {
		err = r.Scan(&c.day, &c.articles)
		return c, err
	})
	if err != nil {
		return a, s.explain("count the articles of a source", err)
	}
	for _, c := range counts {
		a.Days[c.day] = c.articles
	}
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(?1 = (SELECT a.source FROM articles a
			WHERE a.incident = i.n AND a.time > 0 AND a.copy_of = '' ORDER BY a.time, a.id LIMIT 1)), 0)
		FROM incident_facets f CROSS JOIN incidents i ON i.n = f.incident
		WHERE f.kind = 'source' AND f.value = ?1 AND i.last >= ?2
			AND EXISTS (SELECT 1 FROM incident_facets x WHERE x.incident = i.n AND x.kind = 'source' AND x.value <> ?1)`,
		source, a.Since.UnixMicro()).Scan(&a.Shared, &a.Earliest)
	return a, s.explain("count the first reports of a source", err)
}
