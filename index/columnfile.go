package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// The columns of a segment are kept in a file of the index's folder, columns/ and the segment's number in 16 hexadecimal
// digits, so that the first search after opening needn't make them. It is all in little-endian order:
//
//	"columns1"
//	4 bytes       checksum of the segment, which is another one when bleve gives its number to another segment
//	4 bytes       number of articles
//	12 bytes      for each of keptColumns, in their order: length in bytes (8), and CRC-32C (4)
//	              the columns, one behind the other
//	numbers       8 bytes an article
//	values        number of terms (4); their lengths (4 each); the terms; what an article's first value takes (1): 1, 2
//	              or 4 bytes; the first values; the others, by article and value (4 + 4)
//
// A file that is damaged, of another segment or of another version counts as none, and is written again.
type columnFile struct {
	path     string
	articles int
	sections []section
}

// A section is where a column stands in a file.
type section struct {
	offset, length int64
	sum            uint32
}

const columnMagic = "columns1"

// keptColumns are the fields whose columns are kept: numbers, then values.
var (
	keptNumberColumns = []string{fieldTime, fieldID, fieldIncident}
	keptValueColumns  = []string{fieldLanguage, fieldSource, fieldCountry, fieldDay, fieldByline, fieldPlatform}
	keptColumns       = slices.Concat(keptNumberColumns, keptValueColumns)
)

// A segmentKey tells segments apart, also those that bleve gave the same number to.
type segmentKey struct {
	number   uint64
	sum      uint32
	articles int
}

func (k segmentKey) file(folder string) string {
	return filepath.Join(folder, fmt.Sprintf("%016x", k.number))
}

// key is that of the part's segment; false while it isn't on disk.
func (p *part) key() (segmentKey, bool) {
	s, ok := p.segment.(interface{ CRC() uint32 })
	if !ok {
		return segmentKey{}, false
	}
	return segmentKey{p.id, s.CRC(), p.size()}, true
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// columnHeader is what a file begins with.
func columnHeader(key segmentKey) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(columnMagic), key.sum)
	return binary.LittleEndian.AppendUint32(b, uint32(key.articles))
}

// openColumns finds the columns of a segment.
func openColumns(folder string, key segmentKey) (*columnFile, error) {
	f, err := os.Open(key.file(folder))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	header := columnHeader(key)
	b := make([]byte, len(header)+12*len(keptColumns))
	if _, err := io.ReadFull(f, b); err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(b, header) {
		return nil, errors.New("it is of another segment")
	}
	c := &columnFile{path: f.Name(), articles: key.articles}
	at := int64(len(b))
	for b = b[len(header):]; len(b) > 0; b = b[12:] {
		s := section{at, int64(binary.LittleEndian.Uint64(b)), binary.LittleEndian.Uint32(b[8:])}
		c.sections = append(c.sections, s)
		at += s.length
	}
	if info, err := f.Stat(); err != nil || info.Size() != at {
		return nil, errors.Join(err, errors.New("it is cut short"))
	}
	return c, nil
}

// read reads a column.
func (c *columnFile) read(field string) ([]byte, error) {
	i := slices.Index(keptColumns, field)
	if i < 0 {
		return nil, fmt.Errorf("the column %s isn't kept", field)
	}
	f, err := os.Open(c.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s := c.sections[i]
	b := make([]byte, s.length)
	if _, err := f.ReadAt(b, s.offset); err != nil {
		return nil, err
	}
	if crc32.Checksum(b, castagnoli) != s.sum {
		return nil, fmt.Errorf("the column %s is damaged", field)
	}
	return b, nil
}

// kept reads what was kept of a column, and gives up a file that can't be read.
func (c *columns) kept(field string) []byte {
	if c.file == nil || !slices.Contains(keptColumns, field) {
		return nil
	}
	b, err := c.file.read(field)
	if err != nil {
		c.file = nil
	}
	return b
}

// keptNumbers is a column of numbers, nil if it wasn't kept.
func keptNumbers[T int64 | uint64](c *columns, field string) []T {
	b := c.kept(field)
	if b == nil || len(b) != 8*c.file.articles {
		return nil
	}
	list := make([]T, c.file.articles)
	for i := range list {
		list[i] = T(binary.LittleEndian.Uint64(b[8*i:]))
	}
	return list
}

func appendNumbers[T int64 | uint64](b []byte, list []T) []byte {
	for _, n := range list {
		b = binary.LittleEndian.AppendUint64(b, uint64(n))
	}
	return b
}

// keptValues is a column of values, nil if it wasn't kept.
func (c *columns) keptValues(field string) *valueColumn {
	b := c.kept(field)
	if b == nil {
		return nil
	}
	v, ok := readValues(b, c.file.articles)
	if !ok {
		c.file = nil
	}
	return v
}

func appendValues(b []byte, c *valueColumn) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(c.terms)))
	for _, t := range c.terms {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(t)))
	}
	for _, t := range c.terms {
		b = append(b, t...)
	}
	width := valueWidth(len(c.terms))
	b = append(b, byte(width))
	for _, v := range c.first {
		v &^= moreValues
		for range width {
			b = append(b, byte(v))
			v >>= 8
		}
	}
	for _, r := range c.rest {
		b = binary.LittleEndian.AppendUint32(b, r.article)
		b = binary.LittleEndian.AppendUint32(b, r.value)
	}
	return b
}

// valueWidth is how many bytes the largest value takes.
func valueWidth(terms int) int {
	switch {
	case terms < 1<<8:
		return 1
	case terms < 1<<16:
		return 2
	}
	return 4
}

// readValues reads what appendValues wrote, for so many articles; false if it can't be that.
func readValues(b []byte, articles int) (*valueColumn, bool) {
	r := byteReader{b}
	c := &valueColumn{terms: make([]string, r.limit(r.number(4), 4)), first: make([]uint32, articles)}
	lengths := make([]int, len(c.terms))
	total := 0
	for i := range lengths {
		lengths[i] = r.number(4)
		total += lengths[i]
	}
	text := string(r.take(total))
	if len(text) != total {
		return nil, false
	}
	for i, n := range lengths {
		c.terms[i], text = text[:n], text[n:]
	}
	width := r.number(1)
	if width != valueWidth(len(c.terms)) || len(r.rest) < width*articles || (len(r.rest)-width*articles)%8 != 0 {
		return nil, false
	}
	first := r.take(width * articles)
	for i := range c.first {
		for j := width - 1; j >= 0; j-- {
			c.first[i] = c.first[i]<<8 | uint32(first[i*width+j])
		}
	}
	for len(r.rest) > 0 {
		f := furtherValue{uint32(r.number(4)), uint32(r.number(4))}
		if int(f.article) >= articles {
			return nil, false
		}
		c.first[f.article] |= moreValues
		c.rest = append(c.rest, f)
	}
	return c, true
}

// A byteReader takes numbers off the front of bytes, zeros when they are used up.
type byteReader struct{ rest []byte }

func (r *byteReader) take(n int) []byte {
	n = min(n, len(r.rest))
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *byteReader) number(width int) int {
	var b [8]byte
	copy(b[:], r.take(width))
	return int(binary.LittleEndian.Uint64(b[:]))
}

// limit bounds a count of things of so many bytes by what is left.
func (r *byteReader) limit(count, bytes int) int { return min(count, len(r.rest)/bytes) }
