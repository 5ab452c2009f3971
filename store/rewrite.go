package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A file of the archive never changes. When pages are taken out of one, those that stay are copied into a new file, and the
// register changes from the one to the other in a single transaction:
//
//  1. parallax-N.warc.gz.new is written, N being the next free number
//  2. the transaction: the pages that stay are in file N, those that go are nowhere, the old file is superseded
//  3. the new file gets its own name, the old one is removed
//
// Whatever a crash leaves behind, settleFiles knows by the register which of these steps was the last.
const unsettled = ".new"

// A keeping is a page that stays when its file is rewritten.
type keeping struct {
	seq int64
	at  place
}

// copyPages writes pages of one file into the new file with a serial number, one after the other, and returns where they are
// in there and how large it is.
func (a *archive) copyPages(from, serial int, pages []keeping) (moved []keeping, size int64, err error) {
	in, err := os.Open(a.path(from))
	if err != nil {
		return nil, 0, err
	}
	defer in.Close()
	out, err := os.Create(a.path(serial) + unsettled)
	if err != nil {
		return nil, 0, err
	}
	defer out.Close()
	var head bytes.Buffer
	info := infoRecord(warcName(serial), a.now())
	if err := info.encode(&head, newGzip()); err != nil {
		return nil, 0, err
	}
	if _, err := out.Write(head.Bytes()); err != nil {
		return nil, 0, err
	}
	size = int64(head.Len())
	for _, p := range pages {
		n, err := io.Copy(out, io.NewSectionReader(in, p.at.offset, p.at.length))
		if err == nil && n != p.at.length {
			err = fmt.Errorf("%s ends before page %d does: parallax check --repair makes do without it", warcName(from), p.seq)
		}
		if err != nil {
			return nil, 0, err
		}
		moved = append(moved, keeping{p.seq, place{serial, size, n}})
		size += n
	}
	return moved, size, out.Sync()
}

// rewriteFile takes pages out of a file of the archive, within a transaction. settle is to be called when that is committed.
func (s *Store) rewriteFile(t *tx, serial int, gone map[int64]bool) (settle func() error, err error) {
	rows, err := t.rows(`SELECT seq, file, offset, length FROM pages WHERE file = ? ORDER BY offset`, serial)
	all, err := collect(rows, err, func(r *sql.Rows) (k keeping, err error) {
		err = r.Scan(&k.seq, &k.at.file, &k.at.offset, &k.at.length)
		return k, err
	})
	if err != nil {
		return nil, err
	}
	kept := slices.DeleteFunc(all, func(k keeping) bool { return gone[k.seq] })
	for seq := range gone {
		if _, err := t.exec(`DELETE FROM pages WHERE seq = ? AND file = ?`, seq, serial); err != nil {
			return nil, err
		}
	}
	if _, err := t.exec(`INSERT OR IGNORE INTO superseded (file) VALUES (?)`, serial); err != nil {
		return nil, err
	}
	a := s.archive
	if len(kept) == 0 {
		return func() error { a.leave(serial, 0, 0); return a.remove(serial) }, nil
	}
	fresh := a.reserve()
	moved, size, err := a.copyPages(serial, fresh, kept)
	if err != nil {
		return nil, errorsWith(err, removeAny(a.path(fresh)+unsettled))
	}
	for _, k := range moved {
		if _, err := t.exec(`UPDATE pages SET file = ?, offset = ? WHERE seq = ?`, k.at.file, k.at.offset, k.seq); err != nil {
			return nil, err
		}
	}
	return func() error {
		if err := os.Rename(a.path(fresh)+unsettled, a.path(fresh)); err != nil {
			return err
		}
		a.leave(serial, fresh, size)
		return errors.Join(syncFolder(a.dir), a.remove(serial))
	}, nil
}

// reserve returns a number that no file has, and lets no other file have it.
func (a *archive) reserve() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.reserved = max(a.reserved, a.serial) + 1
	return a.reserved
}

// leave stops appending to a file that is superseded, by another one or, if fresh is 0, by none.
func (a *archive) leave(serial, fresh int, size int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.serial != serial && a.serial > fresh {
		return
	}
	if a.out != nil {
		a.out.Close()
		a.out = nil
	}
	if fresh > a.serial {
		a.serial, a.size = fresh, size
	} else {
		a.size = fullFile
	}
}

// fullFile is the size of a file that nothing may be appended to.
const fullFile = 1 << 62

func (a *archive) remove(serial int) error { return removeAny(a.path(serial)) }

func removeAny(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// settleFiles finishes what a crash interrupted: files that the register knows get their names, those that it doesn't are
// removed, and so are superseded ones.
func (s *Store) settleFiles(ctx context.Context) error {
	news, err := filepath.Glob(filepath.Join(s.archive.dir, "parallax-*"+unsettled))
	if err != nil {
		return err
	}
	for _, name := range news {
		var serial int
		var known bool
		whole := strings.TrimSuffix(name, unsettled)
		if _, err := fmt.Sscanf(filepath.Base(whole), "parallax-%d.warc.gz", &serial); err != nil {
			continue
		}
		if err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pages WHERE file = ?)`, serial).Scan(&known); err != nil {
			return err
		}
		if known {
			err = os.Rename(name, whole)
		} else {
			err = os.Remove(name)
		}
		if err != nil {
			return err
		}
	}
	rows, err := s.read.QueryContext(ctx, `SELECT file FROM superseded`)
	superseded, err := collect(rows, err, scanOne[int])
	if err != nil || len(superseded) == 0 {
		return err
	}
	for _, serial := range superseded {
		if err := s.archive.remove(serial); err != nil {
			return err
		}
		s.archive.reserved = max(s.archive.reserved, serial) // its number isn't given out again
	}
	return syncFolder(s.archive.dir)
}
