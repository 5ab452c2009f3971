package store

import (
	"context"
	"database/sql"
)

// A Place is where in a file its reading can go on. The zero Place is the beginning.
type Place struct {
	At   int64 // byte of the file where it has to be opened: in a compressed file the beginning of a gzip member
	Skip int64 // bytes to pass over from there on, after decompression
}

// Imported returns how far a file was imported, as PutImported recorded it last; the zero Place for one that wasn't begun, or of which
// nothing is recorded any more.
func (s *Store) Imported(ctx context.Context, file string) (p Place, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT at, skip FROM imports WHERE file = ?`, file).Scan(&p.At, &p.Skip)
	if err == sql.ErrNoRows {
		return Place{}, nil
	}
	return p, s.explain("read how far a file was imported", err)
}

// PutImported records up to where the pages of a file are archived; the zero Place removes the record.
func (s *Store) PutImported(ctx context.Context, file string, p Place) error {
	return s.update(ctx, "record how far a file was imported", func(t *tx) error {
		query, args := `INSERT INTO imports (file, at, skip) VALUES (?1, ?2, ?3) ON CONFLICT (file) DO UPDATE SET at = ?2, skip = ?3`,
			[]any{file, p.At, p.Skip}
		if p == (Place{}) {
			query, args = `DELETE FROM imports WHERE file = ?1`, args[:1]
		}
		_, err := t.exec(query, args...)
		return err
	})
}
