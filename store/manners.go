package store

import (
	"context"
	"database/sql"

	"parallax/news"
)

// Manners returns what sites have asked of crawlers, as far as it still means anything, by site.
func (s *Store) Manners(ctx context.Context) ([]news.Manners, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT site, body, until FROM manners WHERE until > ? ORDER BY site`, stamp(s.now()))
	all, err := collect(rows, err, func(r *sql.Rows) (m news.Manners, err error) {
		var until sql.NullInt64
		err = r.Scan(&m.Site, &m.Body, &until)
		m.Until = unstamp(until)
		return m, err
	})
	return all, s.explain("read what sites ask for", err)
}

// PutManners records what sites have asked for, and drops what means nothing any more. Of what was asked to be forgotten nothing is
// recorded.
func (s *Store) PutManners(ctx context.Context, all []news.Manners) error {
	if len(all) == 0 {
		return nil
	}
	return s.update(ctx, "record what sites ask for", func(t *tx) error {
		if _, err := t.exec(`DELETE FROM manners WHERE until <= ?`, stamp(s.now())); err != nil {
			return err
		}
		for _, m := range all {
			if unwanted, err := t.forgotten("", siteAddress(m.Site)); err != nil {
				return err
			} else if unwanted {
				continue
			}
			_, err := t.exec(`INSERT INTO manners (site, body, until) VALUES (?, ?, ?)
				ON CONFLICT (site) DO UPDATE SET body = excluded.body, until = excluded.until`, m.Site, m.Body, stamp(m.Until))
			if err != nil {
				return err
			}
		}
		return nil
	})
}
