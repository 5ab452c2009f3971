package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

// zipped is some text as one gzip member.
func zipped(t *testing.T, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(text)
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unzipped is what is in some gzip members.
func unzipped(t *testing.T, file string) []byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// fileOf is a file with some bytes.
func fileOf(t *testing.T, name string, content []byte) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// An import that is interrupted goes on where it was in every form of file that has many documents, without reading any of them twice
// or leaving one out.
func TestImportOfEveryFormGoesOn(t *testing.T) {
	const documents = markedAtOnce + 30
	warc := warcOf(t, documents)
	plain := unzipped(t, warc)
	var lines []string
	for n := range documents {
		article, err := json.Marshal(map[string]string{"url": fmt.Sprintf("https://tide.example/%d", n), "title": fmt.Sprintf("Gauge, number %d", n), "text": "It stood [high]."})
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(article))
	}
	jsonl, array := []byte(strings.Join(lines, "\n")), []byte(" [\n"+strings.Join(lines, " ,\n\t")+"\n]\n")
	for name, file := range map[string]string{
		"member.warc.gz":   warc,
		"plain.warc":       fileOf(t, "plain.warc", plain),
		"whole.warc.gz":    fileOf(t, "whole.warc.gz", zipped(t, plain)),
		"lines.jsonl":      fileOf(t, "lines.jsonl", jsonl),
		"lines.jsonl.gz":   fileOf(t, "lines.jsonl.gz", zipped(t, jsonl)),
		"array.json":       fileOf(t, "array.json", append([]byte("\ufeff"), array...)),
		"array.json.gz":    fileOf(t, "array.json.gz", zipped(t, array)),
		"sequence.json.gz": fileOf(t, "sequence.json.gz", zipped(t, jsonl)),
	} {
		t.Run(name, func(t *testing.T) {
			f, err := dataFlag{t.TempDir()}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			breakOff(t, f, file, markedAtOnce+10)
			m := importer{folder: f, steps: newProgress(io.Discard), known: map[string]bool{}}
			bad, err := m.importFile(t.Context(), file)
			if bad != nil || err != nil {
				t.Fatalf("going on: %v, %v", bad, err)
			}
			if m.read > documents-markedAtOnce+1 {
				t.Errorf("it reads %d documents again", m.read-(documents-markedAtOnce))
			}
			seen := map[string]bool{}
			for p, err := range f.store.Pages(t.Context(), 0) {
				if err != nil || seen[p.URL] {
					t.Errorf("%s is there twice (%v)", p.URL, err)
				}
				seen[p.URL] = true
			}
			if len(seen) != documents {
				t.Errorf("%d of %d documents are there", len(seen), documents)
			}
			// What was read to its end is passed over until all files have been.
			again := importer{folder: f, steps: newProgress(io.Discard), known: map[string]bool{}}
			if bad, err := again.importFile(t.Context(), file); bad != nil || err != nil || again.read > 0 {
				t.Errorf("after its end %d documents are read again (%v, %v)", again.read, bad, err)
			}
			if err := again.forget(t.Context()); err != nil {
				t.Fatal(err)
			}
			if bad, err := again.importFile(t.Context(), file); bad != nil || err != nil || again.read != documents {
				t.Errorf("given anew, %d documents are read (%v, %v)", again.read, bad, err)
			}
		})
	}
}

// breakOff begins to import a file and stops after some documents.
func breakOff(t *testing.T, f *folder, file string, after int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	in, err := documents(file, store.Place{})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	identity, err := in.identity()
	if err != nil {
		t.Fatal(err)
	}
	all := in.pages
	in.pages = func(yield func(news.Page, error) bool) {
		n := 0
		for p, err := range all {
			if n++; n == after {
				stop()
			}
			if !yield(p, err) {
				return
			}
		}
	}
	m := importer{folder: f, steps: newProgress(io.Discard), known: map[string]bool{}}
	if _, err := m.takeIn(ctx, in, identity); !errors.Is(err, context.Canceled) {
		t.Errorf("the import that is interrupted ends with %v", err)
	}
	if at, err := f.store.Imported(t.Context(), identity); err != nil || at == (store.Place{}) {
		t.Errorf("how far the file was read isn't known: %+v (%v)", at, err)
	}
}

// Files that begin alike and are of one size are different ones: neither is taken for the other that was imported already.
func TestFilesThatBeginAlikeAreAllImported(t *testing.T) {
	f, err := dataFlag{t.TempDir()}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m := importer{folder: f, steps: newProgress(io.Discard), known: map[string]bool{}}
	preface, later := bytes.Repeat([]byte("\n"), 200<<10), newsroomClock()()
	for n, text := range []string{`{"title":"a"}`, `{"title":"b"}`, `{"title":"b"}`} {
		file := fileOf(t, "x.jsonl", append(preface, text...))
		if err := os.Chtimes(file, later, later.Add(time.Duration(n/2)*time.Second)); err != nil {
			t.Fatal(err)
		}
		if bad, err := m.importFile(t.Context(), file); bad != nil || err != nil {
			t.Fatal(bad, err)
		}
		if m.read != n+1 {
			t.Errorf("of %d files %d were read", n+1, m.read)
		}
	}
}

// While an import comes back to where it was it says how far it is, and it can be stopped.
func TestComingBackShowsProgressAndEnds(t *testing.T) {
	file := fileOf(t, "lines.jsonl", bytes.Repeat([]byte(`{"title":"x"}`+"\n"), 400_000))
	f, err := dataFlag{t.TempDir()}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := documents(file, store.Place{Skip: 5_000_002})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var said bytes.Buffer
	m := importer{folder: f, steps: newProgress(&said), known: map[string]bool{}}
	if _, err := m.takeIn(ctx, in, "x"); !errors.Is(err, context.Canceled) || m.read > 0 || in.read > 2*pieceSize*4 {
		t.Errorf("an import that is stopped as it begins reads %d bytes and %d documents, and ends with %v", in.read, m.read, err)
	}
	if !strings.Contains(said.String(), "importing lines.jsonl: ") || !strings.Contains(said.String(), " %, ") {
		t.Errorf("it says %q", said.String())
	}
}

// What is wrong with a file of JSON is said with where it is.
func TestJSONThatIsCut(t *testing.T) {
	for text, want := range map[string]string{
		`[{"title":"a"},{"title":"b"}`:   "the file was cut",
		`[{"title":"a"},`:                "the file was cut",
		`[{"title":"a"},{"tit`:           "after 15 bytes: it breaks off",
		`[{"title":"a"}] `:               "",
		`{"title":"a"} {"title":"b"}`:    "",
		`{"title":"a"} ]`:                "after ",
		` `:                              "the file is empty",
		`[{"title":"a"} {"title":"b"}]`:  "after 15 bytes",
		`[`:                              "the file was cut",
		"\ufeff[]":                       "",
		`[{"title":"a"},{"title":"b"},]`: "after ",
	} {
		in, err := documents(fileOf(t, "x.json", []byte(text)), store.Place{})
		if err != nil {
			t.Fatal(err)
		}
		var wrong error
		for _, err := range in.pages {
			wrong = err
		}
		in.Close()
		if (wrong == nil) != (want == "") || wrong != nil && !strings.Contains(wrong.Error(), want) {
			t.Errorf("%s: %v, want %q", text, wrong, want)
		}
	}
}

// A document that is too long is left out, which is said behind the others.
func TestJSONThatIsTooLong(t *testing.T) {
	long := strings.Repeat("x", maxLine)
	for before, after := range map[string]string{`[{"title":"a"},"`: `",{"title":"b"}]`, "{\"title\":\"a\"}\n\"": "\"\n{\"title\":\"b\"}"} {
		read := jsonDocuments
		if before[0] == '{' {
			read = jsonlDocuments
		}
		var documents int
		var wrong error
		for _, err := range read(&documentFile{Reader: io.MultiReader(strings.NewReader(before), strings.NewReader(long), strings.NewReader(after))}, new(int64)) {
			if wrong = err; err == nil {
				documents++
			}
		}
		if documents != 2 || !errors.Is(wrong, errLongLine) {
			t.Errorf("%d documents are read, and %v", documents, wrong)
		}
	}
}

// FuzzJSONDocuments reads what may be JSON of other tools, and again from behind each document on.
func FuzzJSONDocuments(f *testing.F) {
	for _, text := range []string{`[{"url":"https://tide.example/1"} , {"title":"b"}]`, "{\"url\":1}\n{}\r\n\n[", "\ufeff [\"]\",[{}],2", "{} [] 1", "\xff,", "[,1"} {
		f.Add([]byte(text), false)
		f.Add([]byte(text), true)
	}
	f.Fuzz(func(t *testing.T, text []byte, lines bool) {
		read := func(passed *int64, each func(news.Page)) error {
			file := &documentFile{Reader: bytes.NewReader(text)}
			pages := jsonDocuments(file, passed)
			if lines {
				pages = jsonlDocuments(file, passed)
			}
			for p, err := range pages {
				if err != nil {
					return err
				}
				each(p)
			}
			return nil
		}
		var all []string
		var places []int64
		var passed int64
		wrong := read(&passed, func(p news.Page) {
			all, places = append(all, string(p.Body)), append(places, passed)
		})
		for n, at := range places[:min(len(places), 20)] {
			var rest []string
			err := read(&at, func(p news.Page) { rest = append(rest, string(p.Body)) })
			if strings.Join(rest, "\x00") != strings.Join(all[n+1:], "\x00") || (err == nil) != (wrong == nil) {
				t.Fatalf("behind document %d it reads %q (%v), want %q (%v)", n, rest, err, all[n+1:], wrong)
			}
		}
	})
}
