package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
)

// A page is one of the evaluation, and what people read in it: the whole text, or segments that must and must
// not be in it.
type page struct {
	ID, File, URL, Source string
	Text                  string
	With, Without         []string
	body                  []byte
	address               *url.URL
}

// postsInText reports whether the page's reference has the embedded posts in its text.
func (p *page) postsInText() bool { return p.Source == "scrapinghub" }

// load reads ground_truth.jsonl and the pages that it names.
func load(folder string) ([]page, error) {
	f, err := os.Open(filepath.Join(folder, "ground_truth.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var pages []page
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var p page
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("line %d of %s: %w", len(pages)+1, f.Name(), err)
		}
		if p.body, err = unpack(filepath.Join(folder, p.File)); err != nil {
			return nil, err
		}
		p.address = parseAddress(p.URL)
		pages = append(pages, p)
	}
	return pages, lines.Err()
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

// predictions writes texts as JSON lines.
func predictions(out io.Writer, pages []page, texts []string) error {
	buffered := bufio.NewWriter(out)
	lines := json.NewEncoder(buffered)
	for i := range pages {
		line := struct {
			ID   string `json:"id"`
			Text string `json:"text"`
		}{pages[i].ID, texts[i]}
		if err := lines.Encode(line); err != nil {
			return err
		}
	}
	return buffered.Flush()
}
