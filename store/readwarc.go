package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"

	"parallax/news"
)

// maxForeignBody is the largest body taken out of somebody else's WARC file, in bytes, content coding removed.
const maxForeignBody = 16 << 20

// ReadWARC yields the web pages of a WARC file, 1.0 or 1.1, of any maker: plain, compressed as a whole, or
// compressed record by record as Common Crawl publishes them. It streams, in memory bounded by the largest page.
//
// Pages are the successful answers (2xx) that are HTML, and HTML resources; transfer and content codings are
// removed. Files of our own archive give their pages back with all that was known of them; documents of feeds are none. Other records, answers
// that can't be read and bodies over 16 MiB are passed over. A file that is cut or is no WARC file ends the sequence
// with an error, after the pages before it.
func ReadWARC(r io.Reader) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		w, err := newForeignReader(r)
		for err == nil {
			var page news.Page
			var ok bool
			page, ok, err = w.next()
			if err == nil && ok && !yield(page, nil) {
				return
			}
		}
		if err != io.EOF {
			yield(news.Page{}, fmt.Errorf("reading the WARC file after %d records: %w", w.records, err))
		}
	}
}

// A foreignReader reads a WARC file that others made.
type foreignReader struct {
	in      *bufio.Reader
	records int
	notes   record // the last metadata record of our own making
	request record // the last request
}

func newForeignReader(r io.Reader) (*foreignReader, error) {
	w := &foreignReader{in: bufio.NewReaderSize(r, 256<<10)}
	magic, err := w.in.Peek(2)
	if err != nil {
		return w, errors.New("the file is empty")
	}
	if magic[0] == 0x1f && magic[1] == 0x8b {
		z, err := gzip.NewReader(w.in)
		if err != nil {
			return w, err
		}
		w.in = bufio.NewReaderSize(z, 256<<10)
	}
	return w, nil
}

// next reads one record; ok says whether it is a page. It returns io.EOF behind the last one.
func (w *foreignReader) next() (page news.Page, ok bool, err error) {
	rec, length, err := w.head()
	if err != nil {
		return page, false, err
	}
	block := &io.LimitedReader{R: w.in, N: length}
	if interesting(&rec) && length <= maxForeignBody+maxWarcField {
		if rec.block, err = io.ReadAll(block); err != nil {
			return page, false, err
		}
		page, ok = w.page(rec, block.N == 0)
	}
	if _, err := io.Copy(io.Discard, block); err != nil {
		return page, false, err
	}
	if block.N > 0 {
		return page, false, io.ErrUnexpectedEOF
	}
	w.records++
	return page, ok, nil
}

func interesting(r *record) bool {
	switch r.get("WARC-Type") {
	case typeMetadata, typeRequest, typeResponse, typeResource:
		return true
	}
	return false
}

// head reads a record's head: version line, fields, empty line; empty lines before it are skipped.
func (w *foreignReader) head() (rec record, length int64, err error) {
	version := ""
	for version == "" {
		if version, err = w.line(); err != nil {
			return rec, 0, err
		}
	}
	if !strings.HasPrefix(version, "WARC/") {
		return rec, 0, fmt.Errorf("a record begins with %.20q, not with WARC/1.1: this is no WARC file, or it is damaged here", version)
	}
	for size := 0; ; {
		line, err := w.line()
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return rec, 0, err
		}
		if line == "" {
			break
		}
		if size += len(line); size > maxWarcField {
			return rec, 0, errors.New("the head of a record is longer than 64 KiB")
		}
		name, value, _ := strings.Cut(line, ":")
		rec.fields = append(rec.fields, [2]string{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
	length, err = strconv.ParseInt(rec.get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return rec, 0, fmt.Errorf("a record has the Content-Length %.20q", rec.get("Content-Length"))
	}
	return rec, length, nil
}

// line reads up to a line break and returns the line without it.
func (w *foreignReader) line() (string, error) {
	line, err := w.in.ReadSlice('\n')
	if err == io.EOF && len(line) > 0 {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return "", err // a line longer than the buffer too: that is no WARC head
	}
	return strings.TrimRight(string(line), "\r\n"), nil
}

// page makes a page of a record, if it is one.
func (w *foreignReader) page(rec record, whole bool) (news.Page, bool) {
	kind := rec.get("WARC-Type")
	if kind == typeMetadata {
		w.notes = rec
		return news.Page{}, false
	}
	if kind == typeRequest {
		w.request = rec
		return news.Page{}, false
	}
	if !whole {
		return news.Page{}, false
	}
	if w.notes.block != nil && rec.get("WARC-Concurrent-To") == w.notes.get("WARC-Record-ID") {
		if p, err := recordsPage(w.notes, rec); err == nil && p.URL != "" {
			if w.request.get("WARC-Concurrent-To") == rec.get("WARC-Record-ID") {
				p.Request = requestFields(w.request)
			}
			return p, p.Feed == ""
		}
	}
	address := strings.Trim(rec.get("WARC-Target-URI"), "<>")
	date, _ := time.Parse(time.RFC3339, rec.get("WARC-Date"))
	p := news.Page{URL: address, FinalURL: address, Fetched: date.UTC()}
	if kind == typeResource {
		p.ContentType, p.Body = rec.get("Content-Type"), rec.block
	} else if !strings.HasPrefix(rec.get("Content-Type"), "application/http") || !readAnswer(&p, rec.block) {
		return news.Page{}, false
	}
	return p, news.CanonicalURL(p.URL) != "" && isHTML(p.ContentType) && len(p.Body) > 0
}

// readAnswer fills a page from an HTTP answer as it was received.
func readAnswer(p *news.Page, block []byte) bool {
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil || answer.StatusCode < 200 || answer.StatusCode > 299 {
		return false
	}
	defer answer.Body.Close()
	p.Status, p.ContentType = answer.StatusCode, answer.Header.Get("Content-Type")
	for _, name := range slices.Sorted(maps.Keys(answer.Header)) {
		for _, v := range answer.Header[name] {
			p.Header = append(p.Header, [2]string{name, v})
		}
	}
	// A Content-Length of the body before its coding was removed makes the end come early: what is there counts.
	raw, err := io.ReadAll(answer.Body)
	if err != nil && len(raw) == 0 {
		return false
	}
	p.Body, err = decoded(raw, answer.Header.Get("Content-Encoding"))
	return err == nil
}

// decoded removes a content coding, unless the body is already without it, as many archives keep it.
func decoded(raw []byte, coding string) ([]byte, error) {
	var r io.Reader
	var err error
	switch strings.ToLower(strings.TrimSpace(coding)) {
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(bytes.NewReader(raw))
	case "deflate":
		r, err = zlib.NewReader(bytes.NewReader(raw))
	case "br":
		r = brotli.NewReader(bytes.NewReader(raw))
	default:
		return raw, nil
	}
	if err != nil {
		return raw, nil
	}
	body, err := io.ReadAll(io.LimitReader(r, maxForeignBody+1))
	switch {
	case len(body) > maxForeignBody:
		return nil, errors.New("the body is too large")
	case err != nil && len(body) == 0:
		return raw, nil
	}
	return body, nil
}

func isHTML(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return contentType == "" || err == nil && (kind == "text/html" || kind == "application/xhtml+xml")
}
