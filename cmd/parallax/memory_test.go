package main

import (
	"database/sql"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
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

// A program that ends and begins again decides like one that runs on.
func TestRestartsKeepTheMemoryOfTheGrouping(t *testing.T) {
	pages := shuffledPages(t)
	data := t.TempDir()
	deriveStraight(t, data, pages)
	straight, _ := incidentsByArticle(t, data)
	restarted := inChunks(t, pages, func(*sql.DB) error { return nil })
	if diff := cmp.Diff(straight, restarted); diff != "" {
		t.Errorf("restarts change decisions (-without +with):\n%s", diff)
	}
}

// damage spoils a third of what is remembered of articles, and all that is remembered beside them but the clock.
func damage(db *sql.DB) error {
	_, err := db.Exec(`UPDATE states SET body = substr(body, 1, 100) WHERE turn % 3 = 0;
		UPDATE state_parts SET body = x'00' WHERE part <> 'clock'`)
	return err
}

// Where the memory is damaged the program reads the articles again, once. They stay where they are filed, and what comes
// after them finds them: which of them stood for their incident is lost, and the words they had made common, so that a few
// decisions are others.
func TestADamagedMemoryIsMadeAnew(t *testing.T) {
	pages := shuffledPages(t)
	data := t.TempDir()
	deriveStraight(t, data, pages)
	straight, _ := incidentsByArticle(t, data)
	db, err := sql.Open("sqlite", filepath.Join(data, "parallax.db"))
	if err == nil {
		err = errors.Join(damage(db), db.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	for i, anew := range []bool{true, false} {
		var log strings.Builder
		f, err := dataFlag{data}.open(t.Context(), slog.New(slog.NewTextHandler(&log, nil)), newsroomClock(), nil)
		if err == nil {
			err = errors.Join(f.pipeline.advance(t.Context()), f.Close())
		}
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(log.String(), "made anew") != anew {
			t.Errorf("start %d after the damage logs:\n%s", i+1, log.String())
		}
		filed, _ := incidentsByArticle(t, data)
		if diff := cmp.Diff(straight, filed); diff != "" {
			t.Errorf("start %d after the damage moves articles (-before +after):\n%s", i+1, diff)
		}
	}
	damaged := inChunks(t, pages, damage)
	if other := elsewhere(straight, damaged); len(damaged) != len(straight) || other > len(straight)/20 {
		t.Errorf("with the memory damaged again and again, %d articles are filed, %d of them elsewhere", len(damaged), other)
	}
}
