package store

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"parallax/news"
)

// A place is where a page lies in the archive.
type place struct {
	file           int // serial number
	offset, length int64
}

// An archive is the folder of WARC files. Pages are appended to the one with the highest serial number.
type archive struct {
	dir   string
	limit int64
	now   func() time.Time

	mu     sync.Mutex
	out    *os.File // nil until the first page is appended
	serial int      // of out, or the file to go on with; 0 if there is none
	size   int64    // of that file

	reserved int // highest number given to a file that is being rewritten, or that was superseded
}

const defaultFileSize = 1 << 30

// bound makes files end at a size that is below their limit.
func (a *archive) bound(size int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if size > 0 && (a.limit <= 0 || size < a.limit) {
		a.limit = size
	}
}

// warcName is the name of the file with a serial number.
func warcName(serial int) string { return fmt.Sprintf("parallax-%06d.warc.gz", serial) }

func (a *archive) path(serial int) string { return filepath.Join(a.dir, warcName(serial)) }

// serials lists the numbers of the files that there are, in order.
func (a *archive) serials() ([]int, error) {
	entries, err := os.ReadDir(a.dir)
	if err != nil {
		return nil, err
	}
	var all []int
	for _, e := range entries {
		var serial int
		if _, err := fmt.Sscanf(e.Name(), "parallax-%d.warc.gz", &serial); err == nil && e.Name() == warcName(serial) {
			all = append(all, serial)
		}
	}
	slices.Sort(all)
	return all, nil
}

// append writes encoded pages behind what there is and waits until they are on the disk. When that fails the file is
// as it was before.
func (a *archive) append(encoded []byte) (at place, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.ready(); err != nil {
		return at, err
	}
	at = place{file: a.serial, offset: a.size, length: int64(len(encoded))}
	if _, err = a.out.WriteAt(encoded, a.size); err == nil {
		err = a.out.Sync()
	}
	if err != nil {
		return at, errorsWith(err, a.out.Truncate(a.size))
	}
	a.size += at.length
	return at, nil
}

// takeBack removes what was appended last.
func (a *archive) takeBack(at place) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.out == nil || a.serial != at.file || a.size != at.offset+at.length {
		return fmt.Errorf("%s has grown since", warcName(at.file))
	}
	if err := a.out.Truncate(at.offset); err != nil {
		return err
	}
	a.size = at.offset
	return a.out.Sync()
}

// ready opens the file to append to, or begins a new one when there is none or the last is full.
func (a *archive) ready() (err error) {
	limit := a.limit
	if limit <= 0 {
		limit = defaultFileSize
	}
	if a.serial > 0 && a.size < limit {
		if a.out == nil {
			a.out, err = os.OpenFile(a.path(a.serial), os.O_WRONLY, 0)
		}
		return err
	}
	if a.out != nil {
		if err := a.out.Close(); err != nil {
			return err
		}
		a.out = nil
	}
	return a.begin(max(a.serial, a.reserved) + 1)
}

// begin creates the file with a serial number.
func (a *archive) begin(serial int) error {
	info := infoRecord(warcName(serial), a.now())
	var b bytes.Buffer
	if err := info.encode(&b, newGzip()); err != nil {
		return err
	}
	f, err := os.OpenFile(a.path(serial), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if _, err = f.Write(b.Bytes()); err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = syncFolder(a.dir)
	}
	if err != nil {
		f.Close()
		return errorsWith(err, os.Remove(a.path(serial)))
	}
	a.out, a.serial, a.size = f, serial, int64(b.Len())
	return nil
}

func (a *archive) close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.out == nil {
		return nil
	}
	err := a.out.Close()
	a.out = nil
	return err
}

// syncFolder makes sure that a new file's name is on the disk. Not every system can; then it is none of our business.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	_ = d.Sync()
	return nil
}

// errorsWith adds to err what went wrong while cleaning up after it.
func errorsWith(err, cleanup error) error {
	if cleanup == nil {
		return err
	}
	return fmt.Errorf("%w (and cleaning up: %w)", err, cleanup)
}

func newGzip() *gzip.Writer { return gzip.NewWriter(nil) }

// A pageReader reads pages out of the archive. It keeps the file that it read last open.
type pageReader struct {
	archive *archive
	file    *os.File
	serial  int
	scanner *scanner // made by the first page, for its buffers are larger than most pages
}

// scan is a scanner of the records at a place in the open file.
func (r *pageReader) scan(at place) *scanner {
	section := io.NewSectionReader(r.file, at.offset, at.length)
	if r.scanner == nil {
		r.scanner = newScanner(section, 0)
	} else {
		r.scanner.begin(section, 0)
	}
	return r.scanner
}

func (r *pageReader) close() {
	if r.file != nil {
		r.file.Close()
	}
}

// open makes the file of a place the one that is read.
func (r *pageReader) open(at place) error {
	if r.file != nil && r.serial == at.file {
		return nil
	}
	r.close()
	f, err := os.Open(r.archive.path(at.file))
	if err != nil {
		r.file = nil
		return err
	}
	r.file, r.serial = f, at.file
	return nil
}

// notes reads what was noted of the page at a place, without its answer.
func (r *pageReader) notes(at place) (p news.Page, err error) {
	if err := r.open(at); err != nil {
		return p, err
	}
	rec, err := r.scan(at).next()
	if err == nil {
		p, err = notedPage(rec)
	}
	if err != nil {
		err = placed(at, err)
	}
	return p, err
}

// page reads a registered page, without its Seq. The body of one that was the same as before is that of the page it refers to.
func (r *pageReader) page(row *pageRow) (news.Page, error) {
	p, answer, err := r.pageAt(row.at)
	if err == nil && answer.get("WARC-Type") == typeRevisit {
		var original news.Page
		if row.body.length == 0 {
			return p, placed(row.at, fmt.Errorf("%w: the page that it refers to isn't there", ErrDamaged))
		}
		original, _, err = r.pageAt(row.body)
		p.Body = original.Body
	}
	if err == nil && digest(p.Body) != answer.get("WARC-Payload-Digest") {
		err = placed(row.at, fmt.Errorf("%w: its body doesn't have the digest that it says", ErrDamaged))
	}
	if err != nil {
		return news.Page{}, err
	}
	return p, nil
}

// pageAt reads the page at a place, and its answer.
func (r *pageReader) pageAt(at place) (p news.Page, answer record, err error) {
	if err := r.open(at); err != nil {
		return p, answer, err
	}
	s := r.scan(at)
	notes, err := s.next()
	if err == nil {
		answer, err = s.next()
	}
	var request record
	if err == nil && answer.get("WARC-Type") == typeRequest {
		request = answer
		answer, err = s.next()
	}
	if err == nil {
		p, err = recordsPage(notes, answer)
	}
	if err != nil {
		return news.Page{}, answer, placed(at, err)
	}
	p.Request = requestFields(request)
	return p, answer, nil
}

// placed says where in the archive an error lies.
func placed(at place, err error) error {
	if err == io.EOF {
		err = ErrDamaged
	}
	return fmt.Errorf("%s at byte %d: %w", warcName(at.file), at.offset, err)
}
