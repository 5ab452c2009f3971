package store

import (
	"context"
	"database/sql"
	"sync"
)

// A watch is a connection of its own on which SQLite says whether others have committed anything.
type watch struct {
	mu   sync.Mutex
	db   *sql.DB
	conn *sql.Conn
}

// State returns a number that stays the same for as long as nobody writes to the records, this process or another. It takes some
// microseconds. Numbers of different openings of a store have nothing to do with each other.
func (s *Store) State(ctx context.Context) (state int64, err error) {
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	if s.watch.conn == nil {
		if err := s.watch.open(s.database(), s.frozen); err != nil {
			return 0, s.explain("watch the records", err)
		}
	}
	err = s.watch.conn.QueryRowContext(context.WithoutCancel(ctx), "PRAGMA data_version").Scan(&state)
	return state, s.explain("watch the records", err)
}

func (w *watch) open(path string, frozen bool) (err error) {
	if w.db, err = openReaders(path, frozen); err != nil {
		return err
	}
	w.conn, err = w.db.Conn(context.Background()) // as long as the store is open
	return err
}

func (w *watch) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.db == nil {
		return nil
	}
	if w.conn != nil {
		w.conn.Close()
	}
	return w.db.Close()
}
