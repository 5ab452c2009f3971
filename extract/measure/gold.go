// Package measure judges extraction: it reads the evaluation pages with what people read in them, and compares what an
// extractor made of a page with that. The tests of package extract and the benchmark that sets it beside its peers
// measure with it, so that both mean the same by their figures. No other part of the program uses it.
//
//	pages, err := measure.Load("../shared/eval/extract")
//	f1 := measure.Bodies(pages, texts)         // by source, "ALL" and "segments"
//	ok := measure.SameHeadline(page.Title, title)
package measure

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A Page is one of the evaluation and what a person read in it: the whole text, or segments that must and must not be
// in it. Title, Date and Author are empty where nobody noted them.
type Page struct {
	ID, File, URL, Source, Lang string
	Title, Date, Author         string
	Text                        string
	With, Without               []string
	Body                        []byte `json:"-"` // as the server sent it
}

// Load reads ground_truth.jsonl of a folder and the pages that it names. The error wraps fs.ErrNotExist where the
// folder isn't there: the pages belong to their publishers and are no part of the repository.
func Load(folder string) ([]Page, error) {
	var pages []Page
	err := eachLine(filepath.Join(folder, "ground_truth.jsonl"), func(line []byte) error {
		var p Page
		if err := json.Unmarshal(line, &p); err != nil {
			return err
		}
		var err error
		p.Body, err = unpack(filepath.Join(folder, p.File))
		pages = append(pages, p)
		return err
	})
	return pages, err
}

// An Embedding is a page and the posts that are embedded in it.
type Embedding struct {
	ID, File string
	Tweets   []Tweet
	Body     []byte `json:"-"`
}

// A Tweet is what a page shows of one. Form is how it is embedded; "plain_link" is a mere link.
type Tweet struct{ Form, ID, Handle, Text string }

// LoadEmbeddings reads embeds.jsonl of a folder and its pages; it does as Load does with errors.
func LoadEmbeddings(folder string) ([]Embedding, error) {
	var pages []Embedding
	err := eachLine(filepath.Join(folder, "embeds.jsonl"), func(line []byte) error {
		var e Embedding
		if err := json.Unmarshal(line, &e); err != nil {
			return err
		}
		var err error
		e.Body, err = unpack(filepath.Join(folder, e.File))
		pages = append(pages, e)
		return err
	})
	return pages, err
}

func eachLine(name string, do func([]byte) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		if err := do(lines.Bytes()); err != nil {
			return fmt.Errorf("line %d of %s: %w", n, name, err)
		}
	}
	return lines.Err()
}

func unpack(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return io.ReadAll(z)
}
