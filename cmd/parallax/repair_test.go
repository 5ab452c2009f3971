package main

import (
	"bytes"
	"errors"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// Each kind of damage is said by check in words, and repaired by check --repair, after which the folder is in order.
func TestDamageIsSaidAndRepaired(t *testing.T) {
	overwrite := func(t *testing.T, name string, at, length int64) {
		t.Helper()
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteAt(bytes.Repeat([]byte{0xa5}, int(length)), at); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name     string
		damage   func(t *testing.T, data string, ends []int64)
		check    string // in what check says
		repaired string // in what check --repair says
		articles string
	}{
		{"a byte of a page", func(t *testing.T, data string, ends []int64) { overwrite(t, onlyWARC(data), ends[1]+60, 8) },
			"page 3 can't be read back", "1 articles that were read out of them are kept", "6 articles"},
		{"a cut WARC file", func(t *testing.T, data string, ends []int64) {
			if err := os.Truncate(onlyWARC(data), ends[3]+50); err != nil {
				t.Fatal(err)
			}
		}, "page 5 can't be read back", "2 pages of the archive can't be read", "6 articles"},
		{"a missing WARC file", func(t *testing.T, data string, _ []int64) {
			if err := os.Remove(onlyWARC(data)); err != nil {
				t.Fatal(err)
			}
		}, "page 1 can't be read back", "6 pages of the archive can't be read", "6 articles"},
		{"a page of the database", func(t *testing.T, data string, _ []int64) {
			for at := int64(8 << 12); at < 60<<12; at += 5 << 12 {
				overwrite(t, filepath.Join(data, "parallax.db"), at, 4000)
			}
		}, "damaged", "the database is damaged", "6 articles"},
		{"the head of the database", func(t *testing.T, data string, _ []int64) { overwrite(t, filepath.Join(data, "parallax.db"), 0, 100) },
			"the database is damaged", "the damaged database is now", "6 articles"},
		{"a deleted index", func(t *testing.T, data string, _ []int64) {
			if err := os.RemoveAll(filepath.Join(data, "index")); err != nil {
				t.Fatal(err)
			}
		}, "6 articles wait to be indexed", "in order", "6 articles"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := t.TempDir()
			ends := storedPages(t, data, 6)
			c.damage(t, data, ends)
			if _, out, errs := command(t, "check", "--data", data); !strings.Contains(out+errs, c.check) {
				t.Errorf("check doesn't say %q but\n%s%s", c.check, out, errs)
			}
			code, out, errs := command(t, "check", "--repair", "--data", data)
			if code != exitDone || !strings.Contains(errs, c.repaired) || !strings.Contains(errs, c.articles) {
				t.Errorf("check --repair exits with %d and doesn't say %q and %q but\n%s%s", code, c.repaired, c.articles, out, errs)
			}
			if code, out, errs := command(t, "rebuild", "--data", data); code != exitDone || !strings.Contains(errs, "rebuilt 6 articles") {
				t.Errorf("rebuild exits with %d and says\n%s%s", code, out, errs)
			}
			if _, _, errs := command(t, "search", "--data", data, "gauge"); !strings.Contains(errs, "6 found") {
				t.Errorf("search says\n%s", errs)
			}
		})
	}
}

// Wherever the database is damaged, no command says that all is well and answers wrongly: check finds it, or what it says is
// still so.
// A crawl that was interrupted leaves pages that nobody has read. That is no damage, and it is said.
func TestPagesThatWaitAreSaid(t *testing.T) {
	data := t.TempDir()
	storedPages(t, data, 2)
	st, err := dataFlag{data}.records(t.Context(), slog.New(slog.DiscardHandler), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(st.PutPages(t.Context(), []news.Page{shortPage(7), shortPage(8), shortPage(9)}), st.Close()); err != nil {
		t.Fatal(err)
	}
	code, _, errs := command(t, "check", "--data", data)
	if code != exitDone || !strings.Contains(errs, "3 pages wait to be read") || !strings.Contains(errs, "in order: 5 pages, 2 articles") {
		t.Errorf("exit status %d, saying %s", code, errs)
	}
	if code, _, errs := command(t, "rebuild", "--data", data); code != exitDone {
		t.Fatal(errs)
	}
	if _, _, errs := command(t, "check", "--data", data); strings.Contains(errs, "wait") {
		t.Errorf("when all was read it says %s", errs)
	}
}

func TestDamageAnywhereInTheDatabaseIsNotSilent(t *testing.T) {
	data := t.TempDir()
	storedPages(t, data, 6)
	name := filepath.Join(data, "parallax.db")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	_, before, _ := command(t, "export", "--data", data)
	random := rand.New(rand.NewPCG(8, 9))
	for range 12 {
		damaged := bytes.Clone(whole)
		at := random.IntN(len(whole) - 64)
		for i := range 64 {
			damaged[at+i] ^= byte(1 + random.IntN(255))
		}
		if err := os.WriteFile(name, damaged, 0o666); err != nil {
			t.Fatal(err)
		}
		for _, ending := range []string{"-wal", "-shm"} {
			os.Remove(name + ending)
		}
		if code, _, _ := command(t, "check", "--data", data); code != exitDone {
			continue
		}
		if code, after, _ := command(t, "export", "--data", data); code != exitDone || after != before {
			t.Errorf("64 bytes from %d on are damaged, check finds nothing, and the export differs", at)
		}
	}
}
