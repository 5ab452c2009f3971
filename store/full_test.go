package store

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"

	"parallax/news"
)

func TestAFullDiskIsSaidAndNothingIsHalfWritten(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, "sqlite:"+t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put := func(path string) error {
		return s.PutPages(ctx, []news.Page{{URL: "https://tide.example/" + path, Status: 200, Source: news.Source{ID: "tide.example"},
			Body: []byte(strings.Repeat("water ", 5000))}})
	}
	if err := put("1"); err != nil {
		t.Fatal(err)
	}
	size := s.archive.size

	t.Run("archive", func(t *testing.T) {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip("no /dev/full: ", err)
		}
		out := s.archive.out
		s.archive.out = full
		err = put("2")
		s.archive.out = out
		full.Close()
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "the disk is full: free some space") {
			t.Errorf("the error is %v", err)
		}
	})
	t.Run("database", func(t *testing.T) {
		err := s.update(ctx, "fill", func(tx *tx) error {
			if _, err := tx.exec(`PRAGMA max_page_count = 1`); err != nil {
				return err
			}
			// Before the rows are full, the page is already in the archive.
			for range 2000 {
				if err := tx.putProblem(news.Problem{URL: recordID(), Reason: strings.Repeat("x", 500)}); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil || !strings.Contains(err.Error(), "the disk is full: free some space") {
			t.Errorf("the error is %v", err)
		}
	})
	if s.archive.size != size {
		t.Errorf("the archive has %d bytes, want %d", s.archive.size, size)
	}
	if err := s.update(ctx, "free", func(tx *tx) error { _, err := tx.exec(`PRAGMA max_page_count = 1000000`); return err }); err != nil {
		t.Fatal(err)
	}
	if err := put("3"); err != nil {
		t.Errorf("with space again: %v", err)
	}
	if wrong, err := s.Check(ctx); err != nil || len(wrong) > 0 {
		t.Errorf("check: %q, %v", wrong, err)
	}
}

func TestPagesWhoseRegistrationFailsLeaveTheArchive(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, "sqlite:"+t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	page := news.Page{URL: "https://tide.example/1", Status: 200, Source: news.Source{ID: "tide.example"}, Body: []byte("water")}
	if err := s.PutPages(ctx, []news.Page{page}); err != nil {
		t.Fatal(err)
	}
	size := s.archive.size
	if _, err := s.write.conn.ExecContext(ctx, `CREATE TEMP TRIGGER refuse BEFORE INSERT ON main.pages BEGIN SELECT RAISE(ABORT, 'refused'); END`); err != nil {
		t.Fatal(err)
	}
	if err := s.PutPages(ctx, []news.Page{page}); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Fatalf("the error is %v", err)
	}
	if _, err := s.write.conn.ExecContext(ctx, `DROP TRIGGER refuse`); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(s.archive.path(1)); err != nil || info.Size() != size {
		t.Errorf("the file has %d bytes (%v), want %d", info.Size(), err, size)
	}
	if err := s.PutPages(ctx, []news.Page{page}); err != nil {
		t.Error(err)
	}
	if wrong, err := s.Check(ctx); err != nil || len(wrong) > 0 {
		t.Errorf("check: %q, %v", wrong, err)
	}
}
