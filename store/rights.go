package store

import (
	"context"
	"database/sql"
	"fmt"

	"parallax/news"
)

// SetRights says how much of a source's texts may be shown and handed on; empty rights take that back. It may be called
// beside a process that writes (see Options.Beside) and holds through every Reset. The error wraps news.ErrNotFound if there
// is no such source.
func (s *Store) SetRights(ctx context.Context, source string, r news.Rights) error {
	return s.updateBy(ctx, s.corrector(), "set rights", func(t *tx) error {
		found, err := t.row([]any{new(string)}, `SELECT id FROM sources WHERE id = ?`, source)
		switch {
		case err != nil:
			return err
		case !found:
			return fmt.Errorf("source %.80q: %w", source, news.ErrNotFound)
		case r == "":
			_, err = t.exec(`DELETE FROM rights WHERE source = ?`, source)
		default:
			_, err = t.exec(`INSERT INTO rights (source, rights) VALUES (?, ?)
				ON CONFLICT (source) DO UPDATE SET rights = excluded.rights`, source, string(r))
		}
		return err
	})
}

// Rights returns the rights of the sources that SetRights was called for, by source.
func (s *Store) Rights(ctx context.Context) (map[string]news.Rights, error) {
	type row struct {
		source string
		rights news.Rights
	}
	rows, err := s.read.QueryContext(ctx, `SELECT source, rights FROM rights`)
	all, err := collect(rows, err, func(r *sql.Rows) (one row, err error) {
		err = r.Scan(&one.source, &one.rights)
		return one, err
	})
	bySource := make(map[string]news.Rights, len(all))
	for _, one := range all {
		bySource[one.source] = one.rights
	}
	return bySource, s.explain("read rights", err)
}
