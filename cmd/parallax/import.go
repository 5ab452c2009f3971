package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"parallax/news"
	"parallax/store"
)

// importCommand takes documents that were not crawled into the archive.
type importCommand struct {
	dataFlag
	File []string `arg:"" help:"Files ending in .warc, .warc.gz, .html, .htm, .jsonl or .txt."`
}

// importBatch is how many documents become durable at once.
const importBatch = 100

// articleType is the media type of an article in our own JSON.
const articleType = "application/vnd.parallax.article+json"

func (c *importCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	f, err := c.open(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer f.Close()
	steps := newProgress(s.err)
	f.pipeline.progress = steps.stage
	before, err := f.store.Counts(ctx)
	if err != nil {
		return err
	}
	var failed error
	for _, name := range c.File {
		if err := importFile(ctx, f.store, name, steps); err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", name, err))
		}
	}
	if err := f.pipeline.advance(ctx); err != nil {
		return errors.Join(failed, err)
	}
	after, err := f.store.Counts(ctx)
	if err != nil {
		return errors.Join(failed, err)
	}
	steps.say("%d documents read, %d articles more, %d came to nothing; %d articles in %d incidents in all",
		after.Pages-before.Pages, after.Articles-before.Articles, after.Failed-before.Failed, after.Articles, after.Incidents)
	return failed
}

func importFile(ctx context.Context, st *store.Store, name string, steps *progress) error {
	pages, err := documents(name)
	if err != nil {
		return err
	}
	known := map[string]bool{}
	var batch []news.Page
	flush := func() error {
		err := st.PutPages(ctx, batch)
		batch = batch[:0]
		return err
	}
	done := 0
	for page, err := range pages {
		if err != nil {
			return errors.Join(err, flush())
		}
		if !known[page.Source.ID] {
			known[page.Source.ID] = true
			if err := keepSource(ctx, st, page.Source); err != nil {
				return err
			}
		}
		batch = append(batch, page)
		done++
		steps.count("importing "+filepath.Base(name), done, -1)
		if len(batch) == importBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// keepSource stores a source that isn't there yet; one that is keeps what is known of it.
func keepSource(ctx context.Context, st *store.Store, s news.Source) error {
	_, err := st.Source(ctx, s.ID)
	if errors.Is(err, news.ErrNotFound) {
		return st.PutSource(ctx, s)
	}
	return err
}

// documents opens a file as a sequence of pages, by the ending of its name.
func documents(name string) (iter.Seq2[news.Page, error], error) {
	kind := strings.ToLower(strings.TrimSuffix(name, ".gz"))
	switch filepath.Ext(kind) {
	case ".warc":
		return warcDocuments(name), nil
	case ".jsonl", ".ndjson":
		return jsonlDocuments(name), nil
	case ".html", ".htm":
		return oneDocument(name, "text/html"), nil
	case ".txt":
		return oneDocument(name, "text/plain"), nil
	}
	return nil, errors.New("this kind of file is not known: .warc, .warc.gz, .html, .htm, .jsonl and .txt are")
}

// importedSource is the outlet of documents that came without an address.
var importedSource = news.Source{ID: "imported", Name: "Imported documents"}

// document is the page of a document that was not fetched. Without an address it is known by its content.
func document(address, contentType string, body []byte, when time.Time) news.Page {
	p := news.Page{URL: address, Fetched: when, ContentType: contentType, Body: body, Source: importedSource}
	if id := news.SourceID(address); id != "" {
		p.Source = news.Source{ID: id, Host: id}
	} else {
		p.URL = fmt.Sprintf("urn:sha256:%x", sha256.Sum256(body))
	}
	p.FinalURL = p.URL
	return p
}

func oneDocument(name, contentType string) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		body, err := io.ReadAll(io.LimitReader(f, maxLine))
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		yield(document(savedFrom(body), contentType, body, info.ModTime().UTC()), nil)
	}
}

// savedFrom is the address that browsers write at the head of a page they save, or "".
func savedFrom(body []byte) string {
	head := body[:min(len(body), 2048)]
	_, after, ok := bytes.Cut(head, []byte("<!-- saved from url=("))
	if !ok {
		return ""
	}
	_, after, ok = bytes.Cut(after, []byte(")"))
	address, _, end := bytes.Cut(after, []byte(" -->"))
	if !ok || !end {
		return ""
	}
	return news.CanonicalURL(string(address))
}

func warcDocuments(name string) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		defer f.Close()
		for page, err := range store.ReadWARC(f) {
			if err == nil {
				source := document(page.URL, "", nil, page.Fetched).Source
				if page.Source.ID == "" {
					page.Source = source
				}
			}
			if !yield(page, err) || err != nil {
				return
			}
		}
	}
}

// addressOf is the address that a line of JSON gives its article, or "".
func addressOf(line []byte) string {
	var a struct {
		URL       string `json:"url"`
		Canonical string `json:"canonical_url"`
	}
	if err := json.Unmarshal(line, &a); err != nil {
		return ""
	}
	if a.URL != "" {
		return a.URL
	}
	return a.Canonical
}

func jsonlDocuments(name string) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		f, err := os.Open(name)
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		defer f.Close()
		now := time.Now().UTC()
		for line, err := range readLines(f) {
			if err != nil {
				yield(news.Page{}, err)
				return
			}
			if !yield(document(addressOf(line), articleType, line, now), nil) {
				return
			}
		}
	}
}
