package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// A writer is the one connection that changes the database, with the statements it has prepared so far.
type writer struct {
	mu         sync.Mutex
	db         *sql.DB
	conn       *sql.Conn
	statements map[string]*sql.Stmt
	codec      codec
}

// openWriter opens the database for writing. synchronous=FULL makes each commit wait until the write-ahead log is on
// the disk: with NORMAL a loss of power could take back commits that an index has already seen and counted.
func openWriter(ctx context.Context, path string) (*writer, error) {
	db, err := sql.Open("sqlite", dataSource(path, url.Values{"_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "cache_size(-65536)", "temp_store(MEMORY)",
		"journal_size_limit(67108864)", // a log that grew once gives its space back
	}}))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	conn, err := db.Conn(ctx)
	if err != nil {
		db.Close()
		return nil, err
	}
	return &writer{db: db, conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

func (w *writer) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, s := range w.statements {
		s.Close()
	}
	w.conn.Close()
	return w.db.Close()
}

// openReaders opens a pool of connections that only read. A frozen database lies in a folder where nothing can be
// written and no writer is at work; SQLite can read it only when told that it doesn't change.
func openReaders(path string, frozen bool) (*sql.DB, error) {
	query := readQuery(frozen)
	query.Add("_pragma", "query_only(1)")
	db, err := sql.Open("sqlite", dataSource(path, query))
	if err != nil {
		return nil, err
	}
	n := max(4, runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// readQuery is how to open a database that isn't to be written to.
func readQuery(frozen bool) url.Values {
	query := url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(10000)", "cache_size(-16384)", "temp_store(MEMORY)"}}
	if frozen {
		query.Set("immutable", "1")
	}
	return query
}

func dataSource(path string, query url.Values) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	path = filepath.ToSlash(path)
	if path[0] != '/' {
		path = "/" + path // a Windows drive
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	return u.String()
}

// isFrozen reports whether the database in dir can't change: nothing can be created there, no commits wait in a
// write-ahead log, and no writer is at work, as another user might be.
func isFrozen(dir string) (bool, error) {
	if info, err := os.Stat(filepath.Join(dir, databaseName+"-wal")); err == nil && info.Size() > 0 {
		return false, nil
	}
	if f, err := os.CreateTemp(dir, ".probe-*"); err == nil {
		f.Close()
		return false, os.Remove(f.Name())
	}
	f, err := os.Open(filepath.Join(dir, lockName))
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	} else if err != nil {
		return false, err
	}
	defer f.Close()
	return lockFile(f)
}

// A tx is a transaction under way on the writer. Its statements don't stop half-way when ctx ends: they are short, and
// the code that issues many of them asks err in between.
type tx struct {
	ctx      context.Context
	writer   *writer
	undo     func() error // called when the transaction failed, before another one may begin
	recounts recounts
}

// update runs f in a transaction that is committed if f returns nil.
func (s *Store) update(ctx context.Context, operation string, f func(*tx) error) error {
	return s.updateBy(ctx, s.write, operation, f)
}

// updateBy is update by a writer of choice, nil if there is none.
func (s *Store) updateBy(ctx context.Context, w *writer, operation string, f func(*tx) error) error {
	if w == nil {
		return s.explain(operation, ErrReadOnly)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return s.explain(operation, err)
	}
	quiet := context.WithoutCancel(ctx)
	if _, err := w.conn.ExecContext(quiet, "BEGIN IMMEDIATE"); err != nil {
		return s.explain(operation, err)
	}
	t := &tx{ctx: ctx, writer: w}
	err := f(t)
	if err == nil {
		err = t.recount()
	}
	if err == nil {
		_, err = w.conn.ExecContext(quiet, "COMMIT")
	}
	if err == nil {
		return nil
	}
	// SQLite has already rolled back after some errors, and then says that there is nothing to roll back.
	_, _ = w.conn.ExecContext(quiet, "ROLLBACK")
	if t.undo != nil {
		if undoErr := t.undo(); undoErr != nil {
			s.log.Error("store: could not take back what was written", "operation", operation, "error", undoErr)
		}
	}
	return s.explain(operation, err)
}

// err says whether the caller still wants the transaction.
func (t *tx) err() error { return t.ctx.Err() }

func (t *tx) prepare(query string) (*sql.Stmt, error) {
	if s := t.writer.statements[query]; s != nil {
		return s, nil
	}
	s, err := t.writer.conn.PrepareContext(context.WithoutCancel(t.ctx), query)
	if err != nil {
		return nil, fmt.Errorf("%w in %q", err, query)
	}
	t.writer.statements[query] = s
	return s, nil
}

func (t *tx) exec(query string, args ...any) (sql.Result, error) {
	s, err := t.prepare(query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(context.WithoutCancel(t.ctx), args...)
}

// rows runs a query; the caller reads all of it, with collect, before the next statement.
func (t *tx) rows(query string, args ...any) (*sql.Rows, error) {
	s, err := t.prepare(query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(context.WithoutCancel(t.ctx), args...)
}

// row reads one row into dest and reports whether there was one.
func (t *tx) row(dest []any, query string, args ...any) (bool, error) {
	s, err := t.prepare(query)
	if err != nil {
		return false, err
	}
	err = s.QueryRowContext(context.WithoutCancel(t.ctx), args...).Scan(dest...)
	if err == sql.ErrNoRows {
		return false, nil
	}
	return err == nil, err
}

// collect reads all rows with scan and closes them.
func collect[T any](rows *sql.Rows, err error, scan func(*sql.Rows) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// scanOne scans rows of one column.
func scanOne[T any](rows *sql.Rows) (v T, err error) {
	err = rows.Scan(&v)
	return v, err
}

// stamp is a time as the database holds it: microseconds since 1970, NULL for the zero time.
func stamp(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixMicro(), Valid: !t.IsZero()}
}

func unstamp(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.UnixMicro(n.Int64).UTC()
}

// fromMicro is the time at microseconds since 1970; 0 stands for an unknown one.
func fromMicro(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}
