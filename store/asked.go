package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"parallax/news"
)

// Removing something takes the one process that writes, for files of the archive are written anew; asking for it doesn't:
//
//  1. AskToForget: from now on nothing of it is kept any more. It is one transaction, which any process may make.
//  2. CarryOut, by the process that writes: what there is of it is removed from archive and records.
//  3. Settle, by the same when the index is without it, too.
//
// A crash between two of them leaves a request that waits.

// AskToForget asks for an address, or a host with all below it, to be forgotten, and returns the number of the request. It may be
// called beside a process that writes (see Options.Beside). An address counts for all addresses of the same article.
func (s *Store) AskToForget(ctx context.Context, what string) (n int64, err error) {
	f, err := forgettable(what)
	if err != nil {
		return 0, s.explain("forget", err)
	}
	err = s.updateBy(ctx, s.corrector(), "forget", func(t *tx) error {
		now := stamp(s.now())
		_, err := t.exec(`INSERT INTO forgotten (what, name, time) VALUES (?, ?, ?) ON CONFLICT (what) DO NOTHING`, f.key, f.name, now)
		if err != nil {
			return err
		}
		result, err := t.exec(`INSERT INTO removals (name, asked) VALUES (?, ?)`, f.name, now)
		if err != nil {
			return err
		}
		n, err = result.LastInsertId()
		return err
	})
	return n, err
}

// Asked returns the numbers of the requests that wait.
func (s *Store) Asked(ctx context.Context) ([]int64, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT n FROM removals WHERE done IS NULL ORDER BY n`)
	waiting, err := collect(rows, err, scanOne[int64])
	return waiting, s.explain("read what is to be forgotten", err)
}

// Removed says what a request has removed, and whether that is gone everywhere, the index included. The error wraps
// news.ErrNotFound if there is no such request.
func (s *Store) Removed(ctx context.Context, n int64) (r Removal, done bool, err error) {
	_, outcome, done, err := s.removal(ctx, n)
	if err == nil && outcome != "" {
		err = json.Unmarshal([]byte(outcome), &r)
	}
	return r, done, s.explain("read what was forgotten", err)
}

func (s *Store) removal(ctx context.Context, n int64) (name, outcome string, done bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT name, outcome, done IS NOT NULL FROM removals WHERE n = ?`, n).Scan(&name, &outcome, &done)
	if err == sql.ErrNoRows {
		err = fmt.Errorf("request %d: %w", n, news.ErrNotFound)
	}
	return name, outcome, done, err
}

// CarryOut removes what a request asks for from archive and records, unless that was done before. What is removed is
// overwritten in the database, too. Backups that were made before still have it.
func (s *Store) CarryOut(ctx context.Context, n int64) (Removal, error) {
	name, outcome, _, err := s.removal(ctx, n)
	if err != nil || outcome != "" {
		return Removal{}, s.explain("forget", err)
	}
	f, err := forgettable(name)
	if err != nil {
		return Removal{}, s.explain("forget", err)
	}
	pages, err := s.pagesOf(ctx, f)
	if err != nil {
		return Removal{}, s.explain("forget", err)
	}
	return s.removePages(ctx, pages, func(t *tx, r *Removal) error {
		if err := t.removeMatching(f, r); err != nil {
			return err
		}
		if err := t.removeWaiting(f, r); err != nil {
			return err
		}
		text, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = t.exec(`UPDATE removals SET outcome = ? WHERE n = ?`, string(text), n)
		return err
	})
}

// Settle records that what a request asked for is gone everywhere.
func (s *Store) Settle(ctx context.Context, n int64) error {
	return s.update(ctx, "forget", func(t *tx) error {
		_, err := t.exec(`UPDATE removals SET done = ? WHERE n = ?`, stamp(s.now()), n)
		return err
	})
}

// Forget removes an address, or a host with all below it, from archive and records, and keeps it out: its pages aren't
// archived again, its articles not recorded, its items not queued.
func (s *Store) Forget(ctx context.Context, what string) (Removal, error) {
	n, err := s.AskToForget(ctx, what)
	if err != nil {
		return Removal{}, err
	}
	r, err := s.CarryOut(ctx, n)
	if err != nil {
		return Removal{}, err
	}
	return r, s.Settle(ctx, n)
}

// Allow takes a Forget back: what comes from now on is kept again. It may be called beside a process that writes. The error wraps
// news.ErrNotFound if it wasn't forgotten.
func (s *Store) Allow(ctx context.Context, what string) error {
	f, err := forgettable(what)
	if err != nil {
		return s.explain("allow", err)
	}
	return s.updateBy(ctx, s.corrector(), "allow", func(t *tx) error {
		result, err := t.exec(`DELETE FROM forgotten WHERE what = ?`, f.key)
		if err != nil {
			return err
		}
		if n, _ := result.RowsAffected(); n == 0 {
			return fmt.Errorf("%.200s: %w", what, news.ErrNotFound)
		}
		return nil
	})
}

// Forgotten lists the hosts and addresses that were asked to be forgotten, in the order in which they were.
func (s *Store) Forgotten(ctx context.Context) ([]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT name FROM forgotten ORDER BY time, name`)
	names, err := collect(rows, err, scanOne[string])
	return names, s.explain("read what was forgotten", err)
}

// unwantedState changes whenever something is asked to be forgotten, or allowed again.
const unwantedState = `SELECT COUNT(*) || ' ' || COALESCE(MAX(time), 0) FROM forgotten`
