package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parallax/news"
	"parallax/store"
)

// warcOf is a WARC file of short pages, as another archive of ours has it.
func warcOf(t *testing.T, pages int) string {
	t.Helper()
	dir := t.TempDir()
	st, err := dataFlag{dir}.records(t.Context(), slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	var all []news.Page
	for n := range pages {
		all = append(all, shortPage(n))
	}
	if err := errors.Join(st.PutPages(t.Context(), all), st.Close()); err != nil {
		t.Fatal(err)
	}
	return onlyWARC(dir)
}

// An import that was interrupted goes on where it was, of the same file wherever it lies, and forgets about it when it is done.
func TestImportGoesOn(t *testing.T) {
	const pages = markedAtOnce + 30
	file, data := warcOf(t, pages), t.TempDir()
	f, err := dataFlag{data}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	in, err := documents(file, store.Place{})
	if err != nil {
		t.Fatal(err)
	}
	all := in.pages
	in.pages = func(yield func(news.Page, error) bool) {
		n := 0
		for p, err := range all {
			if n++; n == markedAtOnce+10 {
				stop()
			}
			if !yield(p, err) {
				return
			}
		}
	}
	identity, err := in.identity()
	if err != nil {
		t.Fatal(err)
	}
	m := importer{folder: f, steps: newProgress(io.Discard), known: map[string]bool{}}
	if _, err := m.takeIn(ctx, in, identity); !errors.Is(err, context.Canceled) {
		t.Errorf("the import that is interrupted ends with %v", err)
	}
	in.Close()
	place, err := f.store.Imported(t.Context(), identity)
	at := place.At
	if err != nil || at == 0 || at >= in.size {
		t.Errorf("the file was read up to byte %d of %d (%v)", at, in.size, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	moved := filepath.Join(t.TempDir(), "moved.warc.gz")
	if err := os.Rename(file, moved); err != nil {
		t.Fatal(err)
	}
	code, _, errs := command(t, "import", "--data", data, moved)
	if code != exitDone || !strings.Contains(errs, "the rest is read") || !strings.Contains(errs, "31 documents read, 30 of them new") {
		t.Errorf("the import that goes on exits with %d and says:\n%s", code, errs)
	}
	st, err := dataFlag{data}.reading(t.Context(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	counts, err := st.Counts(t.Context())
	left, markErr := st.Imported(t.Context(), identity)
	if err != nil || markErr != nil || left != (store.Place{}) || counts.Pages != pages {
		t.Errorf("%d of %d pages are there, the mark is at %+v (%v, %v)", counts.Pages, pages, left, err, markErr)
	}
}

// Progress tells how much of a file is read, how fast, and how long the rest takes.
func TestProgressOfAFile(t *testing.T) {
	p := pace{began: time.Unix(100, 0), first: 200e6}
	for _, c := range []struct {
		done, total int64
		at          time.Time
		want        string
	}{
		{200e6, 1e9, time.Unix(100, 0), "20 %, 200.0 of 1000.0 MB"},
		{400e6, 1e9, time.Unix(110, 0), "40 %, 400.0 of 1000.0 MB, 20.0 MB/s, 30s left"},
		{5e6, 0, time.Unix(110, 0), "5.0 MB"},
	} {
		if got := p.tell(c.done, c.total, c.at); got != c.want {
			t.Errorf("it tells %q, want %q", got, c.want)
		}
	}
	var out bytes.Buffer
	steps := newProgress(&out)
	steps.bytes("importing x", 30, 100)
	steps.work("reading articles", 1)
	steps.bytes("importing x", 100, 100)
	steps.count("fetching feeds", 1, 1)
	if got := out.String(); !strings.Contains(got, "importing x: 30 %, ") || !strings.Contains(got, "importing x: 100 %, ") || !strings.Contains(got, "fetching feeds: 1 of 1") {
		t.Errorf("it says %q", got)
	}
}
