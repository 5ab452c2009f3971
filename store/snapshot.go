package store

import (
	"context"
	"database/sql"
	"time"
)

// Snapshot returns the store as it is now, for reading alone and for one goroutine at a time: whatever is written meanwhile,
// its records stay as they are and fit together. As long as it is open the write-ahead log grows by all that is written, so
// close it soon. It ends with ctx.
func (s *Store) Snapshot(ctx context.Context) (*Store, error) {
	snap := &Store{dir: s.dir, log: s.log, now: s.now, frozen: s.frozen, archive: &archive{dir: s.archive.dir}}
	if err := snap.freeze(ctx); err != nil {
		snap.Close()
		return nil, s.explain("take a snapshot", err)
	}
	return snap, nil
}

func (s *Store) freeze(ctx context.Context) error {
	if err := s.openReaders(); err != nil {
		return err
	}
	s.readers.SetMaxOpenConns(1)
	tx, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	s.read = tx
	_, err = readVersion(ctx, tx) // the first reading is what fixes the state
	return err
}

// StateTime returns when what the records say was changed last, as far as it is known: by a page that came, or by a person.
// It is zero for a store that has nothing. As long as nothing changes it stays the same.
func (s *Store) StateTime(ctx context.Context) (time.Time, error) {
	var latest int64 // nanoseconds
	err := s.read.QueryRowContext(ctx, `SELECT COALESCE(MAX(at), 0) FROM (
		SELECT MAX(fetched) AS at FROM articles
		UNION ALL SELECT MAX(fetched) * 1000 FROM pages WHERE feed = 0
		UNION ALL SELECT MAX(undone) * 1000 FROM corrections
		UNION ALL SELECT MAX(unixepoch(body ->> 'time')) * 1000000000 FROM corrections)`).Scan(&latest)
	if err != nil || latest == 0 {
		return time.Time{}, s.explain("read the time of the state", err)
	}
	return time.Unix(0, latest).UTC().Truncate(time.Second), nil
}
