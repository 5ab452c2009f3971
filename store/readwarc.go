package store

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"parallax/news"
)

// A WARCReader reads the web pages of a WARC file, 1.0 or 1.1, of any maker: plain, compressed as a whole, or compressed record by
// record as Common Crawl publishes them. It streams, in memory bounded by the largest page.
type WARCReader struct {
	raw     *members
	in      *bufio.Reader
	records int
	notes   record // the last metadata record of our own making
	request record // the last request
	resume  Place  // see Resume
	skip    int64  // bytes to pass over before the first record
	between bool   // whether the last record was an answer, so that others go with the next one
}

// NewWARCReader reads a file from start on, which is the zero Place or what Resume once was: r has the bytes from start.At on.
func NewWARCReader(r io.Reader, start Place) *WARCReader {
	raw := &members{in: counter{bufio.NewReaderSize(r, 256<<10), start.At}, start: start.At}
	return &WARCReader{raw: raw, in: bufio.NewReaderSize(raw, 256<<10), resume: start, skip: start.Skip, between: true}
}

// Resume is the place in the file from which on reading it again brings the last page that Pages yielded and all that follow it. Where
// each record is a gzip member that is a member's beginning, and in a file that is compressed as a whole some bytes behind its own.
func (w *WARCReader) Resume() Place { return w.resume }

// Offset is how many bytes of the file have been read.
func (w *WARCReader) Offset() int64 { return w.raw.in.at }

// Pages yields the pages: the successful answers (2xx) that are HTML, and HTML resources; transfer and content codings are
// removed. Files of our own archive give their pages back with all that was known of them; documents of feeds are none. Other
// records, answers that can't be read and bodies over 16 MiB are passed over. A file that is cut or is no WARC file ends the
// sequence with an error, after the pages before it.
func (w *WARCReader) Pages() iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		err := w.begin()
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

// ReadWARC yields the pages of a whole WARC file; see WARCReader.
func ReadWARC(r io.Reader) iter.Seq2[news.Page, error] { return NewWARCReader(r, Place{}).Pages() }

// begin comes to the first record.
func (w *WARCReader) begin() error {
	if err := w.raw.begin(); err != nil {
		return err
	}
	if _, err := io.CopyN(io.Discard, w.in, w.skip); err != nil {
		return fmt.Errorf("coming back to byte %d of what it has decompressed: %w", w.skip, unexpected(err))
	}
	return nil
}

// unexpected is err, where there should be more.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// members are the bytes of a file, those of gzip members decompressed.
type members struct {
	in    counter
	zip   *gzip.Reader // nil for a file that isn't compressed
	start int64        // of the member that is being read
	out   int64        // bytes that came out of it
}

// begin looks at whether the file is compressed.
func (m *members) begin() error {
	magic, err := m.in.Peek(2)
	if err != nil && m.in.at > 0 {
		return io.EOF // resumed at its end
	}
	if err != nil {
		return errors.New("the file is empty")
	}
	if magic[0] != 0x1f || magic[1] != 0x8b {
		return nil
	}
	m.zip, err = gzip.NewReader(&m.in)
	if err == nil {
		m.zip.Multistream(false)
	}
	return err
}

// Read reads from one member at a time.
func (m *members) Read(p []byte) (int, error) {
	if m.zip == nil {
		return m.in.Read(p)
	}
	for {
		n, err := m.zip.Read(p)
		m.out += int64(n)
		if n > 0 || err != io.EOF {
			if err == io.EOF {
				err = nil // of the member; the next call comes to the next one
			}
			return n, err
		}
		start := m.in.at
		if err := m.zip.Reset(&m.in); err != nil {
			return 0, err // io.EOF behind the last one
		}
		m.zip.Multistream(false)
		m.start, m.out = start, 0
	}
}

// place is where the record that begins here can be read again, with buffered bytes read ahead of it. ok is false where it begins in a
// member before the one that is being read.
func (m *members) place(buffered int) (p Place, ok bool) {
	if m.zip == nil {
		return Place{At: m.in.at - int64(buffered)}, true
	}
	return Place{At: m.start, Skip: m.out - int64(buffered)}, m.out >= int64(buffered)
}

// next reads one record; ok says whether it is a page. It returns io.EOF behind the last one.
func (w *WARCReader) next() (page news.Page, ok bool, err error) {
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
func (w *WARCReader) head() (rec record, length int64, err error) {
	version := ""
	var at Place
	var placed bool
	for version == "" {
		if _, err := w.in.Peek(1); err != nil {
			return rec, 0, err
		}
		at, placed = w.raw.place(w.in.Buffered())
		if version, err = w.line(); err != nil {
			return rec, 0, err
		}
	}
	if !strings.HasPrefix(version, "WARC/") {
		return rec, 0, fmt.Errorf("a record begins with %.20q, not with WARC/1.1: this is no WARC file, or it is damaged here", version)
	}
	for size := 0; ; {
		line, err := w.line()
		if err != nil {
			return rec, 0, unexpected(err)
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
	if w.between && placed {
		w.resume = at // what was known of a page stands before it
	}
	w.between = rec.get("WARC-Type") != typeMetadata && rec.get("WARC-Type") != typeRequest
	length, err = strconv.ParseInt(rec.get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return rec, 0, fmt.Errorf("a record has the Content-Length %.20q", rec.get("Content-Length"))
	}
	return rec, length, nil
}

// line reads up to a line break and returns the line without it.
func (w *WARCReader) line() (string, error) {
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
func (w *WARCReader) page(rec record, whole bool) (news.Page, bool) {
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
