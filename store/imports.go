package store

import (
	"context"
	"database/sql"
)

// Imported returns the byte up to which a file was imported, as PutImported recorded it last; 0 for one that wasn't begun, or was
// finished.
func (s *Store) Imported(ctx context.Context, file string) (at int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT at FROM imports WHERE file = ?`, file).Scan(&at)
	if err == sql.ErrNoRows {
		return 0, nil
	}
	return at, s.explain("read how far a file was imported", err)
}

// PutImported records the byte up to which the pages of a file are archived, 0 when all of them are.
func (s *Store) PutImported(ctx context.Context, file string, at int64) error {
	return s.update(ctx, "record how far a file was imported", func(t *tx) error {
		query, args := `INSERT INTO imports (file, at) VALUES (?1, ?2) ON CONFLICT (file) DO UPDATE SET at = ?2`, []any{file, at}
		if at == 0 {
			query, args = `DELETE FROM imports WHERE file = ?1`, args[:1]
		}
		_, err := t.exec(query, args...)
		return err
	})
}
