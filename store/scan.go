package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"

	"parallax/news"
)

// A scanner reads one record after the other. It knows where each begins and ends.
type scanner struct {
	in  counter
	zip *gzip.Reader
	end int64 // of the last whole record
}

// A counter is a reader that says how far it has come. As an io.ByteReader it lets gzip stop right behind a member.
type counter struct {
	*bufio.Reader
	at int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.at += int64(n)
	return n, err
}

func (c *counter) ReadByte() (byte, error) {
	b, err := c.Reader.ReadByte()
	if err == nil {
		c.at++
	}
	return b, err
}

// newScanner reads from r, which begins at a file's byte start.
func newScanner(r io.Reader, start int64) *scanner {
	return &scanner{in: counter{bufio.NewReaderSize(r, 64<<10), start}, end: start}
}

// begin has the scanner read from r, as a new one does; what it reads with is used again.
func (s *scanner) begin(r io.Reader, start int64) {
	s.in.Reset(r)
	s.in.at, s.end = start, start
}

// next returns the next record; io.EOF behind the last one, ErrDamaged where there is something else than a record.
func (s *scanner) next() (record, error) {
	if _, err := s.in.Peek(1); err == io.EOF {
		return record{}, io.EOF
	}
	var err error
	if s.zip == nil {
		s.zip, err = gzip.NewReader(&s.in)
	} else {
		err = s.zip.Reset(&s.in)
	}
	if err != nil {
		return record{}, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	s.zip.Multistream(false)
	rec, err := decodeRecord(s.zip)
	if err != nil {
		return record{}, err
	}
	s.end = s.in.at
	return rec, nil
}

// A found page is one that a scan met.
type found struct {
	at      place
	page    news.Page
	digest  string // of its body
	revisit bool   // it has no body; see pages.refers
}

// scanPages calls visit for each page of a file from byte start on. It returns where the last whole page ends; damaged
// says how many bytes in between were not records. What lies behind end and isn't a page belongs to one that was
// being written when the process died.
func (a *archive) scanPages(serial int, start int64, visit func(found) error) (end, damaged int64, err error) {
	f, err := os.Open(a.path(serial))
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	end = start
	for at := start; ; {
		good, err := scanFrom(f, serial, at, visit)
		end = max(end, good)
		if err == nil {
			return end, damaged, nil
		}
		if !isDamage(err) {
			return end, damaged, err
		}
		resume, err := nextMember(f, good+1)
		if err != nil {
			return end, damaged, err
		}
		if resume < 0 {
			return end, damaged, nil
		}
		damaged += resume - good
		at = resume
	}
}

// scanFrom visits pages until the end or the first damage, and returns the end of the last page or warcinfo record.
func scanFrom(f *os.File, serial int, start int64, visit func(found) error) (end int64, err error) {
	if _, err := f.Seek(start, io.SeekStart); err != nil {
		return start, err
	}
	s := newScanner(f, start)
	end = start
	var notes, request record
	notesAt := int64(-1)
	for {
		at := s.end
		rec, err := s.next()
		if err == io.EOF {
			return end, nil
		}
		if err != nil {
			return end, err
		}
		switch rec.get("WARC-Type") {
		case typeMetadata:
			notes, request, notesAt = rec, record{}, at
		case typeRequest:
			request = rec // of the answer that follows; without one it is the unfinished end of the file
		case typeResponse, typeResource, typeRevisit:
			if notesAt < 0 || rec.get("WARC-Concurrent-To") != notes.get("WARC-Record-ID") {
				return end, fmt.Errorf("%w: an answer without its notes", ErrDamaged)
			}
			p, err := recordsPage(notes, rec)
			if err != nil {
				return end, err
			}
			p.Request = requestFields(request)
			if err := visit(found{place{serial, notesAt, s.end - notesAt}, p, rec.get("WARC-Payload-Digest"), rec.get("WARC-Type") == typeRevisit}); err != nil {
				return end, err
			}
			end, notesAt = s.end, -1
		default:
			end = s.end
		}
	}
}

// nextMember finds the first byte from start on at which a whole record that begins a page lies, or -1.
func nextMember(f *os.File, start int64) (int64, error) {
	magic := []byte{0x1f, 0x8b, 0x08}
	buf := make([]byte, 1<<20)
	for at := start; ; {
		n, err := f.ReadAt(buf, at)
		if n < len(magic) {
			return -1, nil
		}
		for i := 0; ; i++ {
			j := bytes.Index(buf[i:n], magic)
			if j < 0 {
				break
			}
			i += j
			s := newScanner(io.NewSectionReader(f, at+int64(i), 1<<62), at+int64(i))
			if rec, err := s.next(); err == nil && rec.get("WARC-Type") == typeMetadata {
				return at + int64(i), nil
			}
		}
		if err != nil && err != io.EOF {
			return -1, err
		}
		at += int64(n - len(magic) + 1)
	}
}
