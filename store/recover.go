package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
)

func isDamage(err error) bool { return errors.Is(err, ErrDamaged) }

// recover compares the archive with its register and puts right what a crash left: pages that were written but not
// registered are registered, and the unfinished page at the end of a file is cut off. It reads nothing where the
// sizes agree.
func (s *Store) recover(ctx context.Context) error {
	if err := s.settleFiles(ctx); err != nil {
		return err
	}
	serials, err := s.archive.serials()
	if err != nil {
		return err
	}
	whole := true
	for _, serial := range serials {
		end, err := s.registeredEnd(ctx, serial)
		if err != nil {
			return err
		}
		info, err := os.Stat(s.archive.path(serial))
		if err != nil {
			return err
		}
		size := info.Size()
		whole = size >= end
		if !whole {
			s.log.Error("store: a WARC file is shorter than it should be; parallax check names the pages that are lost",
				"file", warcName(serial), "bytes", size, "registered", end)
		}
		if size > end {
			if size, err = s.recoverFile(ctx, serial, end, size); err != nil {
				return err
			}
		}
		if size == 0 { // not even the warcinfo record was finished
			if err := os.Remove(s.archive.path(serial)); err != nil {
				return err
			}
			continue
		}
		s.archive.serial, s.archive.size = serial, size
	}
	if err := s.findBodies(ctx); err != nil {
		return err
	}
	var last sql.NullInt64
	if err := s.read.QueryRowContext(ctx, `SELECT MAX(file) FROM pages`).Scan(&last); err != nil {
		return err
	}
	if serial := int(last.Int64); serial > s.archive.serial {
		s.log.Error("store: a WARC file is missing", "file", warcName(serial))
		s.archive.serial, whole = serial, false
	}
	if !whole {
		// New pages in that file would lie where the register says that other pages are.
		s.archive.size = fullFile
	}
	return nil
}

// findBodies finds the pages that registered ones refer to which were found without them.
func (s *Store) findBodies(ctx context.Context) error {
	var some bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pages WHERE refers = 0)`).Scan(&some)
	if err != nil || !some {
		return err
	}
	return s.update(ctx, "find bodies", func(t *tx) error {
		// That is the last one before it, unless files that were written anew are numbered in another order.
		const original = `FROM pages o WHERE o.article = pages.article AND o.digest = pages.digest AND o.feed = pages.feed AND o.refers IS NULL`
		_, err := t.exec(`UPDATE pages SET refers = COALESCE((SELECT MAX(o.seq) ` + original + ` AND o.seq < pages.seq),
			(SELECT MIN(o.seq) ` + original + `)) WHERE refers = 0`)
		return err
	})
}

// recoverFile does recover's work on one file whose bytes from start on aren't registered. It returns its new size.
func (s *Store) recoverFile(ctx context.Context, serial int, start, size int64) (int64, error) {
	var pending []found
	pages := 0
	register := func() error {
		pages += len(pending)
		err := s.update(ctx, "register", func(t *tx) error {
			for i := range pending {
				f := &pending[i]
				entry := entry{at: f.at, digest: f.digest}
				if f.revisit {
					entry.refers = sql.NullInt64{Valid: true} // to be found when all pages are registered
				}
				register := t.registerPage
				if f.page.Feed != "" {
					register = t.register
				}
				if err := register(&f.page, entry); err != nil {
					return err
				}
			}
			return nil
		})
		pending = pending[:0]
		return err
	}
	held := 0
	end, damaged, err := s.archive.scanPages(serial, start, func(f found) error {
		held += len(f.page.Body)
		if pending = append(pending, f); len(pending) < 500 && held < 32<<20 {
			return nil
		}
		held = 0
		return register()
	})
	if err == nil {
		err = register()
	}
	if err != nil {
		return size, err
	}
	if pages > 0 {
		s.log.Info("store: registered pages that were in the archive only", "file", warcName(serial), "pages", pages)
	}
	if damaged > 0 {
		s.log.Error("store: part of a WARC file can't be read and was passed over", "file", warcName(serial), "bytes", damaged)
	}
	if end < size {
		s.log.Warn("store: cut off the unfinished end of a WARC file", "file", warcName(serial), "bytes", size-end)
		if err := os.Truncate(s.archive.path(serial), end); err != nil {
			return size, err
		}
	}
	return end, nil
}

// registeredEnd says where the last registered page of a WARC file ends.
func (s *Store) registeredEnd(ctx context.Context, serial int) (end int64, err error) {
	err = s.read.QueryRowContext(ctx,
		`SELECT offset + length FROM pages WHERE file = ? ORDER BY offset DESC LIMIT 1`, serial).Scan(&end)
	if err == sql.ErrNoRows {
		return 0, nil
	}
	return end, err
}
