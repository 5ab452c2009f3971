// Package store keeps what Parallax has: the archive of raw pages and feeds, and the records made out of them. It is the
// only package that knows WARC and SQLite.
//
// # How to start
//
//	s, err := store.Open(ctx, "sqlite:data", store.Options{})
//	…
//	defer s.Close()
//
// The folder holds
//
//	parallax.db            the records; its tables are described in migrations
//	pages/parallax-N.warc.gz  the raw pages and feeds, WARC 1.1, one gzip member for each record; see warc.go
//	lock                   held by the one process that writes; it holds that process's number
//
// # What it promises
//
// A call that writes is one transaction, and what it wrote survives a crash and a loss of power once the call has
// returned: records are committed with synchronous=FULL, pages are in the WARC file and on the disk before they are
// registered. A page that was written but not registered when the process died is found and registered by the
// next Open; the half-written end of a WARC file is cut off. Every call may be repeated: sources, feeds, articles,
// posts and filings are told apart by their IDs, and a repetition changes nothing.
//
// Only what can't be had again is kept for good: pages, sources, feeds, the queue, corrections and rights by people, and the order in
// which articles were filed, on which the decisions of grouping depend. Articles, posts, incidents, what the grouping
// remembers and the problems of extraction are derived; Reset drops them, and the stages make them again from Pages.
//
// Streams (the methods that return an iter.Seq2) read a few hundred rows at a time and hold neither a connection nor
// a transaction while the consumer works, so a consumer may take its time and may write. They see what is written
// behind them only when they are called again.
//
// # What it does not do
//
// It decides nothing: what an article says, where it belongs and when a feed is due is the stages' business. It
// searches no text; that is package index. One process writes; any number may read, with Options.ReadOnly. Corrections, the
// rights of sources and requests to forget something may also be written by others beside it, with Options.Beside: each is one transaction that
// leaves the records whole, the decisions of a grouper that doesn't know of a correction yet are turned away (see PutFilings), and what is to be
// forgotten is removed by the process that writes (see CarryOut).
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Options says how to open a store. Its zero value works.
type Options struct {
	Logger   *slog.Logger     // nil: nothing is logged
	Now      func() time.Time // nil: time.Now
	ReadOnly bool             // write nothing and take no lock; methods that write return ErrReadOnly
	Beside   bool             // as ReadOnly, but corrections and requests can be made, beside a process that writes
	FileSize int64            // a WARC file of this many bytes gets no further pages; 0 means 1 GiB
}

// ErrInUse is returned, wrapped, by Open when another process writes to the folder.
var ErrInUse = errors.New("another process writes to the folder")

// ErrReadOnly is returned by the methods that write when the store was opened with Options.ReadOnly.
var ErrReadOnly = errors.New("the store was opened for reading only")

// A Store is an open data folder. It is safe for concurrent use; writes wait for each other, reads wait for nothing.
type Store struct {
	dir     string
	log     *slog.Logger
	now     func() time.Time
	read    reading // readers, or the transaction of a snapshot
	readers *sql.DB
	watch   watch
	frozen  bool     // see isFrozen
	write   *writer  // nil if read-only
	beside  *writer  // for corrections alone; nil unless opened with Options.Beside
	lock    *os.File // nil if read-only
	archive *archive
}

const (
	databaseName = "parallax.db"
	pagesFolder  = "pages"
	lockName     = "lock"
)

// Open opens the store at a URL of the form "sqlite:DIR", creates it where there is none, brings an older one up to
// date, and puts in order what a crash left behind. It refuses a folder that another process writes to or that a newer
// version of the program has written.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	dir, ok := strings.CutPrefix(url, "sqlite:")
	if !ok || dir == "" {
		return nil, fmt.Errorf("store: %q is not the address of a store: write sqlite:FOLDER", url)
	}
	s := &Store{dir: dir, log: o.Logger, now: o.Now}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.now == nil {
		s.now = time.Now
	}
	s.archive = &archive{dir: filepath.Join(dir, pagesFolder), limit: o.FileSize, now: s.now}
	open := s.openToWrite
	switch {
	case o.Beside:
		open = s.openBeside
	case o.ReadOnly:
		open = s.openToRead
	}
	if err := open(ctx); err != nil {
		s.Close()
		return nil, s.explain("open", err)
	}
	return s, nil
}

func (s *Store) openToWrite(ctx context.Context) (err error) {
	if err := os.MkdirAll(s.archive.dir, 0o777); err != nil {
		return err
	}
	if err := syncFolder(s.dir); err != nil {
		return err
	}
	if s.lock, err = takeLock(filepath.Join(s.dir, lockName)); err != nil {
		return err
	}
	if s.write, err = openWriter(ctx, s.database()); err != nil {
		return err
	}
	if err := migrate(ctx, s.write.conn); err != nil {
		return err
	}
	if err = s.openReaders(); err != nil {
		return err
	}
	return s.recover(ctx)
}

func (s *Store) openToRead(ctx context.Context) error {
	if _, err := os.Stat(s.database()); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no data in it yet (no %s): crawl or import something first, or name another folder", databaseName)
	} else if err != nil {
		return err
	}
	var err error
	if s.frozen, err = isFrozen(s.dir); err != nil {
		return err
	}
	if err := s.openReaders(); err != nil {
		return err
	}
	version, err := readVersion(ctx, s.read)
	if err != nil {
		return err
	}
	return checkVersion(version, true)
}

func (s *Store) openBeside(ctx context.Context) (err error) {
	if err := s.openToRead(ctx); err != nil {
		return err
	}
	s.beside, err = openWriter(ctx, s.database())
	return err
}

func (s *Store) openReaders() (err error) {
	if s.readers, err = openReaders(s.database(), s.frozen); err == nil {
		s.read = s.readers
	}
	return err
}

// corrector is who writes corrections, nil if nobody may.
func (s *Store) corrector() *writer {
	if s.beside != nil {
		return s.beside
	}
	return s.write
}

func (s *Store) database() string { return filepath.Join(s.dir, databaseName) }

// Close gives everything back. Streams that are still being read end with an error.
func (s *Store) Close() error {
	var errs []error
	if tx, snapshot := s.read.(*sql.Tx); snapshot {
		_ = tx.Rollback() // there is nothing to lose, and it fails where the snapshot's context has ended
	}
	if s.readers != nil {
		errs = append(errs, s.readers.Close())
	}
	errs = append(errs, s.watch.close())
	for _, w := range []*writer{s.write, s.beside} {
		if w != nil {
			errs = append(errs, w.close())
		}
	}
	errs = append(errs, s.archive.close())
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	return errors.Join(errs...)
}

// Reset drops everything that is derived, so that the stages begin again at the first page: articles, posts,
// incidents, marks, and the problems of extraction. Pages, sources, feeds, the queue, corrections and the problems of
// fetching stay.
// The order of changes goes on where it was, so that no mark of an index can be mistaken for a later one. The order in which
// articles were filed stays, for Unfiled, and the IDs of incidents and stories, which Incident
// and Story go on to answer to.
func (s *Store) Reset(ctx context.Context) error {
	return s.update(ctx, "reset", func(t *tx) error {
		if err := t.keepFormer(); err != nil {
			return err
		}
		if err := t.keepFormerStories(); err != nil {
			return err
		}
		for _, table := range []string{"marks", "articles", "bodies", "versions", "evidence", "coverage", "incidents", "stories",
			"incident_facets", "removed", "posts", "post_keys", "post_aliases", "embeds", "states", "state_parts"} {
			if _, err := t.exec("DELETE FROM " + table); err != nil {
				return err
			}
		}
		if _, err := t.exec("DELETE FROM problems WHERE stage = 'extract'"); err != nil {
			return err
		}
		_, err := t.exec("UPDATE numbers SET value = (SELECT COALESCE(MAX(seq), 0) FROM pages WHERE feed = 0) WHERE name = 'rebuilding'")
		return err
	})
}
