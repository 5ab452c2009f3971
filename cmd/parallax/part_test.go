package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"parallax/export"
	"parallax/store"
)

// exportStore is a store with a few hundred articles.
func exportStore(t *testing.T) *store.Store {
	t.Helper()
	st, err := store.Open(t.Context(), "sqlite:"+t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	for n := range 2 {
		if err := putForExport(t.Context(), st, n*batchSize, rand.NewZipf(rand.New(rand.NewPCG(1, 2)), 1.1, 5, 1000)); err != nil {
			t.Fatal(err)
		}
	}
	return st
}

// TestAnInterruptedExportGoesOn breaks exports off behind several numbers of records, by a signal and by a loss of power.
func TestAnInterruptedExportGoesOn(t *testing.T) {
	st := exportStore(t)
	for _, f := range []export.Format{export.JSONL, export.CSV, export.NinJS} {
		var whole strings.Builder
		if err := export.Write(t.Context(), &whole, st, export.Selection{What: export.Articles, Format: f}); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			records int
			killed  bool
		}{{1, false}, {399, false}, {150, false}, {150, true}} {
			name := filepath.Join(t.TempDir(), "all")
			state := partState{What: "articles", Format: string(f)}
			interrupt(t, st, name, state, c.records, c.killed)
			if _, err := os.Stat(name); err == nil {
				t.Errorf("%s: what isn't whole has the name of the whole", f)
			}
			p, err := openPart(name, state, true)
			if err != nil {
				t.Fatal(err)
			}
			selection := export.Selection{What: export.Articles, Format: f, After: p.state.After, Done: p.done}
			if err := p.finish(export.Write(t.Context(), p, st, selection)); err != nil {
				t.Fatal(err)
			}
			if got, err := os.ReadFile(name); err != nil || string(got) != whole.String() {
				t.Errorf("%s, broken off behind %d (killed: %v): %d bytes in two parts, %d in one; %v", f, c.records, c.killed, len(got), whole.Len(), err)
			}
			if left, _ := filepath.Glob(name + ".*"); len(left) > 0 {
				t.Errorf("%s: left behind: %q", f, left)
			}
		}
	}
}

// interrupt begins an export and breaks it off behind so many records. A killed one has noted only half of them.
func interrupt(t *testing.T, st *store.Store, name string, s partState, records int, killed bool) {
	t.Helper()
	p, err := openPart(name, s, false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	n := 0
	limited := writerFunc(func(b []byte) (int, error) {
		if n == records {
			cancel()
			return 0, ctx.Err()
		}
		return p.Write(b)
	})
	done := func(id string) {
		p.done(id)
		if n++; killed && n == records/2 {
			if err := p.save(); err != nil {
				t.Fatal(err)
			}
		}
	}
	err = export.Write(ctx, limited, st, export.Selection{What: export.Articles, Format: export.Format(s.Format), Done: done})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("the export ended with %v", err)
	}
	if !killed {
		if err := p.finish(err); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "--resume") {
			t.Errorf("an interrupted export says %v", err)
		}
		return
	}
	_ = p.out.Flush()
	p.file.Close()
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

func TestWhatCannotBeGoneOnWith(t *testing.T) {
	dir := t.TempDir()
	state := partState{What: "articles", Format: "jsonl", Rights: "full"}
	begun := func(name string) string {
		name = filepath.Join(dir, name)
		p, err := openPart(name, state, false)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(p, `{"id":"a"}`)
		p.done("a")
		_ = p.finish(context.Canceled)
		return name
	}
	other := state
	other.Rights = "excerpt"
	damaged := begun("damaged")
	if err := os.WriteFile(damaged+".part.json", []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	short := begun("short")
	if err := os.Truncate(short+".part", 3); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file  string
		state partState
	}{
		"nothing was begun":  {filepath.Join(dir, "never"), state},
		"another selection":  {begun("other"), other},
		"a note is damaged":  {damaged, state},
		"a part is shorter":  {short, state},
		"there is no folder": {filepath.Join(dir, "none", "all"), state},
	} {
		if _, err := openPart(c.file, c.state, true); err == nil || !strings.Contains(err.Error(), "without --resume") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAFullDiskLeavesWhatCame fills a disk that is always full.
func TestAFullDiskLeavesWhatCame(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("there is no /dev/full here")
	}
	st := exportStore(t)
	for _, f := range export.Formats() {
		c := exportCommand{What: "articles", Format: string(f), Output: "/dev/full", Rights: "full"}
		err := c.write(t.Context(), nil, st, export.Selection{What: export.Articles, Format: f})
		if !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("%s: %v, want that the disk is full", f, err)
		}
	}
}
