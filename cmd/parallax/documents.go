package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
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

// An intake is a file whose documents are being read.
type intake struct {
	*documentFile
	pages  iter.Seq2[news.Page, error]
	resume func() store.Place // from which on reading the file again brings what hasn't been read so far
}

// documents opens a file by the ending of its name, to be read from a place on that resume once gave.
func documents(name string, start store.Place) (*intake, error) {
	kind := documentKind(name)
	mediaType, known := documentTypes[kind]
	if !known {
		return nil, fmt.Errorf("this kind of file is not known: %s are", documentEndings())
	}
	if kind == ".warc" {
		return warcDocuments(name, start)
	}
	f, err := openDocuments(name)
	if err != nil {
		return nil, err
	}
	in := &intake{documentFile: f}
	passed := start.Skip // of what comes out of the file; it is read from its beginning on
	in.resume = func() store.Place { return store.Place{Skip: passed} }
	switch {
	case mediaType != "":
		in.pages = oneDocument(f, mediaType)
	case kind == ".json":
		in.pages = jsonDocuments(f, &passed)
	default:
		in.pages = jsonlDocuments(f, &passed)
	}
	return in, nil
}

// A documentFile is a file that documents are read out of, decompressed if its name ends in .gz.
type documentFile struct {
	io.Reader
	file     *os.File
	modified time.Time
	size     int64        // of the file, in bytes
	read     int64        // of them
	heard    func() error // called with each piece that was read; its error ends the reading. May be nil
}

// pieceSize is how many bytes of a file are read at a time.
const pieceSize = 256 << 10

func openDocuments(name string) (*documentFile, error) {
	d, err := openRaw(name)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(strings.ToLower(name), ".gz") {
		if d.Reader, err = gzip.NewReader(bufio.NewReaderSize(d.Reader, pieceSize)); err != nil {
			d.Close()
			return nil, err
		}
	}
	return d, nil
}

// openRaw opens a file without decompressing it.
func openRaw(name string) (*documentFile, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		f.Close()
		return nil, err
	}
	d := &documentFile{file: f, modified: info.ModTime().UTC(), size: info.Size()}
	d.Reader = readerFunc(func(p []byte) (int, error) {
		n, err := f.Read(p)
		d.read += int64(n)
		if d.heard != nil && err == nil {
			err = d.heard()
		}
		return n, err
	})
	return d, nil
}

type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func (d *documentFile) Close() error { return d.file.Close() }

// identity is what a file is known by, wherever it lies: its size, when it was written, how it begins and how it ends. A WARC file has an
// ID of its own at the beginning, but other dumps of one tool may begin alike, and be padded to one size.
func (d *documentFile) identity() (string, error) {
	const seen = 64 << 10
	hash := sha256.New()
	for _, from := range []int64{0, max(d.size-seen, 0)} {
		if _, err := io.Copy(hash, io.NewSectionReader(d.file, from, seen)); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%d-%d-%x", d.size, d.modified.UnixNano(), hash.Sum(nil)), nil
}

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

func oneDocument(f *documentFile, contentType string) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
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

// warcDocuments opens a WARC file at a place where an earlier reading has been.
func warcDocuments(name string, start store.Place) (*intake, error) {
	f, err := openRaw(name)
	if err != nil {
		return nil, err
	}
	if f.read, err = f.file.Seek(start.At, io.SeekStart); err != nil {
		f.Close()
		return nil, err
	}
	warc := store.NewWARCReader(f, start)
	in := &intake{documentFile: f, resume: warc.Resume}
	in.pages = func(yield func(news.Page, error) bool) {
		for page, err := range warc.Pages() {
			if err == nil && page.Source.ID == "" {
				page.Source = document(page.URL, "", nil, page.Fetched).Source
			}
			if !yield(page, err) || err != nil {
				return
			}
		}
	}
	return in, nil
}
