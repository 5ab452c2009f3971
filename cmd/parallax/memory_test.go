package main

import (
	"database/sql"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

// inChunks derives everything from the newsroom's pages, which come in some chunks; between them the data folder is closed,
// something is done to its database, and it is opened again.
func inChunks(t *testing.T, pages []news.Page, between func(db *sql.DB) error) (filed map[string]string) {
	t.Helper()
	data := t.TempDir()
	for chunk := range slices.Chunk(pages, 30) {
		f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.store.PutPages(t.Context(), chunk), f.pipeline.advance(t.Context()), f.Close()); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", filepath.Join(data, "parallax.db"))
		if err == nil {
			err = errors.Join(between(db), db.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if code, out, errs := command(t, "check", "--data", data); code != exitDone {
		t.Errorf("check exits with %d and says:\n%s%s", code, out, errs)
	}
	filed, _ = incidentsByArticle(t, data)
	return filed
}

// A program that ends and begins again decides like one that runs on. Where what it remembers is damaged it reads the
// articles again.
func TestRestartsKeepTheMemoryOfTheGrouping(t *testing.T) {
	pages := shuffledPages(t)
	data := t.TempDir()
	f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for chunk := range slices.Chunk(pages, 30) {
		if err := errors.Join(f.store.PutPages(t.Context(), chunk), f.pipeline.advance(t.Context())); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	straight, _ := incidentsByArticle(t, data)
	restarted := inChunks(t, pages, func(*sql.DB) error { return nil })
	if diff := cmp.Diff(straight, restarted); diff != "" {
		t.Errorf("restarts change decisions (-without +with):\n%s", diff)
	}
	damaged := inChunks(t, pages, func(db *sql.DB) error {
		_, err := db.Exec(`UPDATE states SET body = substr(body, 1, 100) WHERE turn % 3 = 0;
			UPDATE state_parts SET body = x'00' WHERE part <> 'clock'`)
		return err
	})
	other := 0
	for article, incident := range straight {
		if damaged[article] != incident {
			other++
		}
	}
	if len(damaged) != len(straight) || other > len(straight)/10 {
		t.Errorf("with a third of the memory damaged, %d articles are filed, %d of them elsewhere", len(damaged), other)
	}
}
