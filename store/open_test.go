package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parallax/news"
	"parallax/store"
)

// refused opens a store that can't be opened, and returns why not.
func refused(t *testing.T, url string, o store.Options) string {
	t.Helper()
	s, err := store.Open(t.Context(), url, o)
	if err == nil {
		s.Close()
		t.Fatalf("%s was opened", url)
	}
	return err.Error()
}

func says(t *testing.T, message string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(message, part) {
			t.Errorf("the message %q doesn't say %q", message, part)
		}
	}
}

func TestASecondWriterIsRefusedAndAReaderIsNot(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	must(t, s.PutSource(t.Context(), outlet("tide.example", "PT")))
	says(t, refused(t, "sqlite:"+dir, store.Options{}), dir, fmt.Sprint("process ", os.Getpid()), "stop it first")
	reader := openWith(t, dir, store.Options{ReadOnly: true})
	must(t, s.PutSource(t.Context(), outlet("dune.example", "MA")))
	if n := len(get[[]news.SourceHealth](t)(reader.Sources(t.Context()))); n != 2 {
		t.Errorf("the reader sees %d sources, want 2", n)
	}
	if err := reader.PutSource(t.Context(), outlet("x.example", "")); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("writing to a reader: %v", err)
	}
	must(t, s.Close())
	open(t, dir)
}

func TestWhatCannotBeOpenedIsRefusedWithAdvice(t *testing.T) {
	dir := t.TempDir()
	says(t, refused(t, "postgres://x", store.Options{}), "sqlite:FOLDER")
	says(t, refused(t, "sqlite:"+dir, store.Options{ReadOnly: true}), "crawl or import")
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o666))
	says(t, refused(t, "sqlite:"+file, store.Options{}), "not a folder")

	data := filepath.Join(dir, "data")
	must(t, open(t, data).Close())
	meddle(t, data, `PRAGMA user_version = 99`)
	says(t, refused(t, "sqlite:"+data, store.Options{}), "newer version", "99")
	says(t, refused(t, "sqlite:"+data, store.Options{ReadOnly: true}), "newer version")
	meddle(t, data, `PRAGMA user_version = 0`)
	says(t, refused(t, "sqlite:"+data, store.Options{ReadOnly: true}), "older version")

	must(t, os.WriteFile(filepath.Join(data, "parallax.db"), []byte(strings.Repeat("not a database ", 100)), 0o666))
	says(t, refused(t, "sqlite:"+data, store.Options{}), "damaged", "check --repair")
}

func TestAFolderWithOddCharactersIsTakenAsItIs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a ? b % c # d & é")
	s := open(t, dir)
	must(t, s.PutSource(t.Context(), outlet("tide.example", "PT")))
	must(t, s.Close())
	if size(t, filepath.Join(dir, "parallax.db")) == 0 {
		t.Error("the database isn't in the folder")
	}
}

func TestAFolderThatCannotBeWrittenToCanBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		asNobody(t) // nothing is read-only to root
		return
	}
	dir := t.TempDir()
	s := open(t, dir)
	must(t, s.PutPages(t.Context(), []news.Page{page(outlet("tide.example", "PT"), 1)}))
	must(t, s.Close())
	must(t, openWith(t, dir, store.Options{ReadOnly: true}).Close()) // leaves SQLite's files of an empty log behind
	must(t, os.Chmod(dir, 0o555))
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	if f, err := os.CreateTemp(dir, ""); err == nil {
		f.Close()
		os.Remove(f.Name())
		t.Skip("this user may write everywhere")
	}
	reader := openWith(t, dir, store.Options{ReadOnly: true})
	if n := len(all(t, reader.Pages(t.Context(), 0))); n != 1 {
		t.Errorf("%d pages, want 1", n)
	}
	must(t, os.Chmod(filepath.Join(dir, "lock"), 0o444))
	says(t, refused(t, "sqlite:"+dir, store.Options{}), "can't be written to")
}
