package store

import (
	"context"
	"database/sql"

	"parallax/news"
)

// noTurn is the turn of an article that was never filed; see migrations/002.sql.
const noTurn = 1 << 62

// giveTurn gives an article that is filed for the first time its place in the order of filings.
func (t *tx) giveTurn(n int64, article string) error {
	var turn int64
	if _, err := t.row([]any{&turn}, `UPDATE numbers SET value = value + 1 WHERE name = 'turn' RETURNING value`); err != nil {
		return err
	}
	if _, err := t.exec(`INSERT INTO filing_order (article, turn) VALUES (?, ?)`, article, turn); err != nil {
		return err
	}
	_, err := t.exec(`UPDATE articles SET turn = ? WHERE n = ?`, turn, n)
	return err
}

// keepFormer remembers where the incidents that are about to be dropped can be found again: wherever the first article
// that was filed under them will be.
func (t *tx) keepFormer() error {
	_, err := t.exec(`INSERT INTO former_incidents (id, article)
		SELECT i.id, a.id FROM incidents i JOIN articles a
			ON a.n = (SELECT n FROM articles WHERE incident = COALESCE(i.merged, i.n) ORDER BY turn LIMIT 1) WHERE TRUE
		ON CONFLICT (id) DO UPDATE SET article = excluded.article`)
	return err
}

// formerSelect finds the ID of the incident that one of before the last Reset has become.
const formerSelect = `SELECT i.id FROM former_incidents f JOIN articles a ON a.id = f.article
	JOIN incidents i ON i.n = a.incident WHERE f.id = ? AND i.id <> f.id`

// formerIncident finds the incident that one of before the last Reset has become.
func (s *Store) formerIncident(ctx context.Context, id string) (news.Incident, error) {
	inc := movedIncident(id)
	err := s.read.QueryRowContext(ctx, formerSelect, id).Scan(&inc.MergedInto)
	if err == sql.ErrNoRows {
		return inc, news.ErrNotFound
	}
	return inc, err
}

// formerIncidents are the first incidents behind an ID that are known from before the last Reset alone.
func (s *Store) formerIncidents(ctx context.Context, after string) ([]news.Incident, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT f.id, i.id FROM former_incidents f JOIN articles a ON a.id = f.article
		JOIN incidents i ON i.n = a.incident WHERE f.id > ? AND i.id <> f.id
			AND NOT EXISTS (SELECT 1 FROM incidents x WHERE x.id = f.id AND (x.articles > 0 OR x.merged IS NOT NULL))
		ORDER BY f.id LIMIT ?`, after, chunkRows)
	return collect(rows, err, func(r *sql.Rows) (news.Incident, error) {
		var id, into string
		err := r.Scan(&id, &into)
		inc := movedIncident(id)
		inc.MergedInto = into
		return inc, err
	})
}

func movedIncident(id string) news.Incident {
	return news.Incident{ID: id, Headlines: []news.Headline{}, Languages: []string{}, Schema: news.SchemaVersion}
}
