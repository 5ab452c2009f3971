package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// explain names the operation and the folder in an error, and says what a person can do about those that a person can
// do something about. The error itself stays wrapped.
func (s *Store) explain(operation string, err error) error {
	if err == nil {
		return nil
	}
	if advice := advice(err); advice != "" {
		return fmt.Errorf("store: %s: %s: %s (%w)", operation, s.dir, advice, err)
	}
	return fmt.Errorf("store: %s: %s: %w", operation, s.dir, err)
}

func advice(err error) string {
	var db *sqlite.Error
	if errors.As(err, &db) {
		switch db.Code() & 0xff {
		case sqlite3.SQLITE_FULL:
			return adviceFull
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
			return adviceReadOnly
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return "the database is damaged: run parallax check --repair; it saves what can still be read, and makes the rest anew from the archive"
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			return "another program holds the database: close it and try again"
		}
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return adviceFull
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return adviceReadOnly
	case errors.Is(err, syscall.ENOTDIR):
		return "that is a file, not a folder: name another one"
	}
	return ""
}

const (
	adviceFull     = "the disk is full: free some space and run it again; nothing that was stored is lost"
	adviceReadOnly = "the folder can't be written to: give yourself the right to, or name another folder"
)
