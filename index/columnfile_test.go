package index

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// columnArticles have all kinds of values: none, one, several; and more sources than a byte tells apart.
func columnArticles() []news.Article {
	var list []news.Article
	for i := range 600 {
		a := news.Article{ID: fmt.Sprintf("%d-article", i), Language: []string{"en", "zh-Hant", ""}[i%3], Text: "storm"}
		a.Source = news.Source{ID: fmt.Sprintf("s%d.example", i%300), Country: "FR"}
		if i%2 == 0 {
			a.Published = time.Date(2024, 1, 1, i, 0, 0, 0, time.UTC)
			a.Incident = &news.Place{ID: fmt.Sprintf("incident-%d", i/10)}
		}
		for j := range i % 4 {
			a.Authors = append(a.Authors, fmt.Sprintf("Author %d", i%7+j))
		}
		list = append(list, a)
	}
	return list
}

// columnFolder is the folder of an index of these articles, of a single segment.
func columnFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	ix, err := Open("bleve:"+dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := ix.Update(t.Context(), columnArticles(), 1); err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// checkColumns compares the columns of an index with those that are made from its terms, and returns how many parts
// had a file, before and after the columns were read.
func checkColumns(t *testing.T, dir string) (before, after int) {
	t.Helper()
	ix, err := Open("bleve:"+dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	err = ix.read(func(v *view) error {
		for _, p := range v.parts {
			if p.columns.isKept() {
				before++
			}
			kept := columnsOf(t, p)
			if p.columns.isKept() {
				after++
			}
			p.columns = &columns{}
			for i, made := range columnsOf(t, p) {
				if kept[i] != made {
					t.Errorf("part %d: column %d is kept as\n%.200s\nand made anew as\n%.200s", p.id, i, kept[i], made)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return before, after
}

// columnsOf prints the columns of a part.
func columnsOf(t *testing.T, p *part) []string {
	t.Helper()
	var list []string
	add := func(column any, err error) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, fmt.Sprint(column))
	}
	times, err := p.times()
	add(times, err)
	ids, err := p.ids()
	add(ids, err)
	incidents, err := p.incidents()
	add(incidents, err)
	for _, field := range append([]string{fieldHandle}, keptValueColumns...) {
		values, err := p.values(field)
		add([]any{values.terms, values.first, values.rest}, err)
	}
	return list
}

func TestColumnsAreKept(t *testing.T) {
	dir := columnFolder(t)
	if before, after := checkColumns(t, dir); before == 0 || after != before {
		t.Errorf("%d parts have a file, %d after it was read", before, after)
	}
	files, err := os.ReadDir(filepath.Join(dir, columnsFolder))
	if err != nil {
		t.Fatal(err)
	}
	segments, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) > len(segments) {
		t.Errorf("%d files of columns for %d segments", len(files), len(segments))
	}
}

// What can't be trusted is made anew, and written anew by the next process that may write.
func TestDamagedColumnsAreMadeAnew(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"another segment's": func(b []byte) []byte { b[len(columnMagic)] ^= 1; return b },
		"another version":   func(b []byte) []byte { b[7] = '0'; return b },
		"cut short":         func(b []byte) []byte { return b[:len(b)-1] },
		"header alone":      func(b []byte) []byte { return b[:16] },
		"empty":             func([]byte) []byte { return nil },
		"a byte in a time":  func(b []byte) []byte { b[len(columnMagic)+8+12*len(keptColumns)] ^= 1; return b },
		"its last byte":     func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
		"a checksum":        func(b []byte) []byte { b[len(columnMagic)+8+8] ^= 1; return b },
	} {
		t.Run(name, func(t *testing.T) {
			dir := columnFolder(t)
			files, err := filepath.Glob(filepath.Join(dir, columnsFolder, "*"))
			if err != nil || len(files) == 0 {
				t.Fatal(files, err)
			}
			whole, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(files[0], damage(bytes.Clone(whole)), 0o644); err != nil {
				t.Fatal(err)
			}
			if _, after := checkColumns(t, dir); after != len(files)-1 {
				t.Errorf("%d of %d files are trusted", after, len(files))
			}
			ix, err := Open("bleve:"+dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := ix.Search(t.Context(), Request{Facets: true}); err != nil {
				t.Error(err)
			}
			if err := ix.Close(); err != nil {
				t.Fatal(err)
			}
			if mended, err := os.ReadFile(files[0]); err != nil || !bytes.Equal(mended, whole) {
				t.Errorf("the file was not written again as it was: %v", err)
			}
		})
	}
}

func TestColumnsThatCannotBeKept(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, columnsFolder), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	ix, err := Open("bleve:"+dir, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	// The folder was emptied where it was created, so put the obstacle back.
	if err := os.WriteFile(filepath.Join(dir, columnsFolder), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := ix.Update(t.Context(), columnArticles(), 1); err != nil {
		t.Fatal(err)
	}
	r, err := ix.Search(t.Context(), Request{Query: "storm", Facets: true})
	if err != nil || r.Total != 600 {
		t.Errorf("%d articles, %v", r.Total, err)
	}
	if err := ix.Close(); err != nil {
		t.Error(err)
	}
	if !strings.Contains(log.String(), "can't be kept") {
		t.Errorf("the log says nothing of it: %s", log.String())
	}
}
