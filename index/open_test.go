package index_test

import (
	"bytes"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"parallax/index"
	"parallax/news"
)

func TestTheMarkAndTheArticlesOutliveTheProcess(t *testing.T) {
	url := "bleve:" + t.TempDir()
	ix, err := index.Open(url, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if m, err := ix.Mark(); m != 0 || err != nil {
		t.Errorf("mark of a new index is %d, %v", m, err)
	}
	if err := ix.Update(t.Context(), press(), 42); err != nil {
		t.Fatal(err)
	}
	if err := ix.Update(t.Context(), nil, 43); err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	if ix, err = index.Open(url, index.Options{}); err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if m, err := ix.Mark(); m != 43 || err != nil {
		t.Errorf("mark %d, %v, want 43", m, err)
	}
	if got := found(t, ix, "élection"); got != "fr1" {
		t.Errorf("élection finds [%s] after opening again, want fr1", got)
	}
}

func TestUnusableIndexesAreBuiltAgain(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(t *testing.T, dir string)
		says   string
	}{
		{"another version", func(t *testing.T, dir string) {
			b, err := bleve.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := b.SetInternal([]byte("parallax version"), []byte("0")); err != nil {
				t.Fatal(err)
			}
			b.Close()
		}, "another version"},
		{"meta file torn", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "index_meta.json"), "{") }, "damaged"},
		{"meta file gone", func(t *testing.T, dir string) { remove(t, filepath.Join(dir, "index_meta.json")) }, "incomplete"},
		{"root file zeroed", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "store", "root.bolt"), strings.Repeat("\x00", 32768))
		}, "damaged"},
		{"segments torn", func(t *testing.T, dir string) { eachSegment(t, dir, func(p string) { write(t, p, "torn") }) }, "damaged"},
		// Here the index goes back to its state before those segments, whose mark is of that time too.
		{"segments gone", func(t *testing.T, dir string) { eachSegment(t, dir, func(p string) { remove(t, p) }) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "mine.txt"), "not the index's")
			ix, err := index.Open("bleve:"+dir, index.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := ix.Update(t.Context(), press(), 5); err != nil {
				t.Fatal(err)
			}
			ix.Close()
			c.damage(t, dir)
			var log bytes.Buffer
			ix, err = index.Open("bleve:"+dir, index.Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
			if err != nil {
				t.Fatalf("opening: %v", err)
			}
			defer ix.Close()
			if m, err := ix.Mark(); m != 0 || err != nil {
				t.Errorf("mark %d, %v, want 0", m, err)
			}
			if !strings.Contains(log.String(), c.says) {
				t.Errorf("the log says %q, want %q in it", log.String(), c.says)
			}
			if err := ix.Update(t.Context(), press(), 1); err != nil {
				t.Fatal(err)
			}
			if got := found(t, ix, "bridge"); got != "en1" {
				t.Errorf("bridge finds [%s], want en1", got)
			}
			if _, err := os.Stat(filepath.Join(dir, "mine.txt")); err != nil {
				t.Errorf("a file that isn't the index's is gone: %v", err)
			}
		})
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func eachSegment(t *testing.T, dir string, do func(string)) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no segments to damage: %v", err)
	}
	for _, p := range paths {
		do(p)
	}
}

func TestASecondOpenerIsRefused(t *testing.T) {
	dir := t.TempDir()
	ix, err := index.Open("bleve:"+dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if err := ix.Update(t.Context(), press(), 5); err != nil {
		t.Fatal(err)
	}
	if _, err := index.Open("bleve:"+dir, index.Options{}); err == nil || !strings.Contains(err.Error(), "in use by another process") {
		t.Errorf("second Open: %v", err)
	}
	if got := found(t, ix, "bridge"); got != "en1" {
		t.Errorf("the first opener finds [%s] afterwards, want en1", got)
	}
}

func TestAddressesThatCantBeOpened(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	for _, url := range []string{"", "bleve:", "/tmp/x", "elastic:http://localhost", "bleve:" + filepath.Join(file, "sub")} {
		if ix, err := index.Open(url, index.Options{}); err == nil {
			ix.Close()
			t.Errorf("Open(%q) is no error", url)
		} else if errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%q): %v", url, err)
		}
	}
}

func TestArticlesWithStrangeContent(t *testing.T) {
	articles := []news.Article{
		{},
		{ID: "a"},
		{ID: "b", Language: "not a tag!", Title: "\xff\xfe broken \xc3 bytes", Text: "\x00 nul storm"},
		{ID: "c", Language: "tr", Title: strings.Repeat("İ", 5000), Text: strings.Repeat("ا\u064b", 5000)},
		{ID: "d", Language: "zh", Text: strings.Repeat("e\u0301\u0301\u0301", 5000) + strings.Repeat("字", 5000)},
		{ID: "e", Posts: []news.Post{{}, {Handle: "@@x", Text: "#"}}, Authors: []string{""}},
	}
	ix, _ := openWith(t, articles...)
	if n, err := ix.Count(); n != 5 || err != nil {
		t.Errorf("%d articles, %v; want 5, for one has no ID", n, err)
	}
	if got := found(t, ix, "storm"); got != "b" {
		t.Errorf("storm finds [%s], want b", got)
	}
	if _, err := ix.Search(t.Context(), index.Request{Query: "İİ* OR 字 OR lang:zh", Facets: true}); err != nil {
		t.Error(err)
	}
}

func TestManyReadOneIndex(t *testing.T) {
	dir := t.TempDir()
	if _, err := index.Open("bleve:"+dir, index.Options{ReadOnly: true}); err == nil || !strings.Contains(err.Error(), "no search index") {
		t.Errorf("reading an index that isn't there: %v", err)
	}
	ix, err := index.Open("bleve:"+dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.Update(t.Context(), press(), 5); err != nil {
		t.Fatal(err)
	}
	if _, err := index.Open("bleve:"+dir, index.Options{ReadOnly: true}); !errors.Is(err, index.ErrInUse) {
		t.Errorf("reading beside a writer: %v", err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		reader, err := index.Open("bleve:"+dir, index.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer reader.Close()
		if got := found(t, reader, "bridge"); got != "en1" {
			t.Errorf("a reader finds [%s], want en1", got)
		}
		if err := reader.Update(t.Context(), press(), 6); err == nil {
			t.Error("a reader may write")
		}
	}
}

// What a reader can't use it must leave for a writer to judge, rather than empty it.
func TestAReaderLeavesADamagedIndexAlone(t *testing.T) {
	dir := t.TempDir()
	ix, err := index.Open("bleve:"+dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(dir, "store", "root.bolt")
	write(t, root, "nothing like it")
	if _, err := index.Open("bleve:"+dir, index.Options{ReadOnly: true}); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("reading a damaged index: %v", err)
	}
	if _, err := os.Stat(root); err != nil {
		t.Errorf("the reader has taken the index away: %v", err)
	}
}
