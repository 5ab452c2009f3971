package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"parallax/news"
	"parallax/store"
)

// documentTypes are the endings of the names of the files that can be imported, with the media type of what is in them,
// where it is one document.
var documentTypes = map[string]string{
	".warc": "", ".jsonl": "", ".ndjson": "", ".json": "", ".html": "text/html", ".htm": "text/html", ".txt": "text/plain",
}

func documentKind(name string) string {
	return filepath.Ext(strings.TrimSuffix(strings.ToLower(name), ".gz"))
}

// inFolders replaces the folders among some names by the files in them that can be imported, in order of name.
func inFolders(names []string) (files []string, err error) {
	for _, name := range names {
		info, statErr := os.Stat(name)
		if statErr != nil || !info.IsDir() {
			files = append(files, name) // one that isn't there is told when it is opened
			continue
		}
		before := len(files)
		walkErr := filepath.WalkDir(name, func(path string, d fs.DirEntry, err error) error {
			if _, known := documentTypes[documentKind(path)]; err == nil && known && d.Type().IsRegular() {
				files = append(files, path)
			}
			return err
		})
		if walkErr == nil && len(files) == before {
			walkErr = fmt.Errorf("%s: no file in this folder can be imported: %s can", name, documentEndings())
		}
		err = errors.Join(err, walkErr)
	}
	return files, err
}

func documentEndings() string {
	var endings []string
	for ending := range documentTypes {
		endings = append(endings, ending)
	}
	slices.Sort(endings)
	return strings.Join(endings, ", ") + ", compressed (.gz) or not,"
}

// documents opens a file as a sequence of pages, by the ending of its name.
func documents(name string) (iter.Seq2[news.Page, error], error) {
	kind := documentKind(name)
	mediaType, known := documentTypes[kind]
	switch {
	case !known:
		return nil, fmt.Errorf("this kind of file is not known: %s are", documentEndings())
	case kind == ".warc":
		return warcDocuments(name), nil
	case mediaType != "":
		return oneDocument(name, mediaType), nil
	}
	if kind == ".json" {
		return jsonDocuments(name), nil
	}
	return jsonlDocuments(name), nil
}

// A documentFile is a file that documents are read out of, decompressed if its name ends in .gz.
type documentFile struct {
	io.Reader
	file     *os.File
	modified time.Time
}

func openDocuments(name string) (*documentFile, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	d := &documentFile{Reader: f, file: f}
	info, err := f.Stat()
	if err == nil {
		d.modified = info.ModTime().UTC()
	}
	if err == nil && strings.HasSuffix(strings.ToLower(name), ".gz") {
		d.Reader, err = gzip.NewReader(f)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return d, nil
}

func (d *documentFile) Close() error { return d.file.Close() }

// articleType is the media type of an article in our own JSON.
const articleType = "application/vnd.parallax.article+json"

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
		f, err := openDocuments(name)
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		defer f.Close()
		body, err := io.ReadAll(io.LimitReader(f, maxLine))
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		yield(document(savedFrom(body), contentType, body, f.modified), nil)
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
		HTML      struct {
			Responded string `json:"responded_url"`
			Requested string `json:"requested_url"`
		} `json:"html"` // as Fundus has it
	}
	_ = json.Unmarshal(line, &a) // what can't be read gives no address
	return cmp.Or(a.URL, a.Canonical, a.HTML.Responded, a.HTML.Requested)
}

// jsonDocuments takes a file of one article, of several one after the other, or of an array of them.
func jsonDocuments(name string) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		f, err := openDocuments(name)
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		defer f.Close()
		in := bufio.NewReader(f)
		d := json.NewDecoder(in)
		if array, err := beginsArray(in); err != nil {
			yield(news.Page{}, err)
			return
		} else if array {
			_, _ = d.Token() // the bracket
		}
		for d.More() {
			var article json.RawMessage
			if err := d.Decode(&article); err != nil {
				yield(news.Page{}, fmt.Errorf("after %d bytes: %w", d.InputOffset(), err))
				return
			}
			if len(article) <= maxLine && !yield(document(addressOf(article), articleType, article, f.modified), nil) {
				return
			}
		}
	}
}

// beginsArray looks at the first character that isn't a space. A mark of byte order is taken off.
func beginsArray(in *bufio.Reader) (bool, error) {
	if head, err := in.Peek(3); err == nil && string(head) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	for {
		c, err := in.ReadByte()
		if err != nil {
			return false, errors.New("the file is empty")
		}
		if !unicode.IsSpace(rune(c)) {
			return c == '[', in.UnreadByte()
		}
	}
}

// jsonlDocuments takes each line as an article. They are dated by the file, so that reading it again brings nothing new.
func jsonlDocuments(name string) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		f, err := openDocuments(name)
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		defer f.Close()
		var long error
		for l, err := range readLines(f) {
			switch {
			case err == errLongLine:
				long = errors.Join(long, fmt.Errorf("line %d is left out: %w", l.number, err))
			case err != nil:
				yield(news.Page{}, err)
				return
			case !yield(document(addressOf(l.text), articleType, l.text, f.modified), nil):
				return
			}
		}
		if long != nil {
			yield(news.Page{}, long)
		}
	}
}
