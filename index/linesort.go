package index

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/gob"
	"errors"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/s2"
)

// A lineSorter sorts lines, more than memory should hold: it writes them to a file in sorted runs, which it merges in the end
// (D. Knuth, "The Art of Computer Programming" 3, section 5.4).
type lineSorter struct {
	key   func(*Line) string
	count int // lines taken in

	rows []sortedLine
	size int // of them in memory, roughly, in bytes
	most int // that size may be

	file     *os.File // of the runs; nil as long as there are none
	named    bool     // whether the file has a name still
	runs     []int64  // where each of them ends
	embedded []*int   // how many articles embed the posts that lines are from, known in the end
}

// A sortedLine is a line with what it is sorted by: its key, then the order in which it came.
type sortedLine struct {
	Key      string
	Number   int
	Embedded int // 1 + where in lineSorter.embedded Line.Embedded is found in the end; 0 for none
	Line     Line
}

func (a *sortedLine) compare(b *sortedLine) int {
	return cmp.Or(strings.Compare(a.Key, b.Key), a.Number-b.Number)
}

// runSize is how much of the lines memory holds, in bytes.
const runSize = 32 << 20

const sorting = "sorting a concordance" // the operation, for errors

func newLineSorter(by string) *lineSorter { return &lineSorter{key: contextKeys(by), most: runSize} }

// add takes in an occurrence.
func (s *lineSorter) add(o *occurrence) error {
	line := o.line()
	line.Article = besideLine(o.article)
	line.Match = strings.Clone(line.Match) // the others are copies already, or parts of a text that is gone soon
	row := sortedLine{Number: s.count, Line: line}
	row.Line.Left, row.Line.Right = strings.Clone(line.Left), strings.Clone(line.Right)
	row.Key = s.key(&row.Line)
	s.count++
	if o.text.embedded != nil {
		s.embedded = append(s.embedded, o.text.embedded)
		row.Embedded = len(s.embedded)
	}
	s.rows = append(s.rows, row)
	s.size += 400 + len(row.Key) + len(line.Left) + len(line.Match) + len(line.Right) + len(line.Article.Title) + len(line.Article.URL)
	if s.size < s.most {
		return nil
	}
	return s.spill()
}

// spill writes the lines in memory as a run.
func (s *lineSorter) spill() error {
	slices.SortFunc(s.rows, func(a, b sortedLine) int { return a.compare(&b) })
	if s.file == nil {
		var err error
		if s.file, err = os.CreateTemp("", "parallax-lines-*"); err != nil {
			return explain(sorting, err)
		}
		// Where an open file may lose its name it does, so that it is gone even if the process is killed.
		s.named = os.Remove(s.file.Name()) != nil
	}
	packed := s2.NewWriter(s.file, s2.WriterBlockSize(runBlock), s2.WriterConcurrency(1))
	encoder := gob.NewEncoder(packed)
	for i := range s.rows {
		if err := encoder.Encode(&s.rows[i]); err != nil {
			return explain(sorting, err)
		}
	}
	if err := packed.Close(); err != nil {
		return explain(sorting, err)
	}
	end, err := s.file.Seek(0, io.SeekCurrent)
	if err != nil {
		return explain(sorting, err)
	}
	s.runs = append(s.runs, end)
	clear(s.rows)
	s.rows, s.size = s.rows[:0], 0
	return nil
}

// runBlock is what is read of a run at once: merging takes some of it for each.
const runBlock = 64 << 10

// sorted gives the lines in order.
func (s *lineSorter) sorted() iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		slices.SortFunc(s.rows, func(a, b sortedLine) int { return a.compare(&b) })
		m := merging{sources: []*runReader{{rest: s.rows}}}
		from := int64(0)
		for _, end := range s.runs {
			packed := s2.NewReader(bufio.NewReader(io.NewSectionReader(s.file, from, end-from)), s2.ReaderMaxBlockSize(runBlock))
			m.sources = append(m.sources, &runReader{packed: gob.NewDecoder(packed)})
			from = end
		}
		for row, err := range m.rows() {
			if err != nil {
				yield(Line{}, explain(sorting, err))
				return
			}
			if row.Embedded > 0 {
				row.Line.Embedded = *s.embedded[row.Embedded-1]
			}
			if !yield(row.Line, nil) {
				return
			}
		}
	}
}

// close removes the file.
func (s *lineSorter) close() {
	if s.file == nil {
		return
	}
	s.file.Close()
	if s.named {
		os.Remove(s.file.Name())
	}
}

// A runReader reads a run, from a file or from memory.
type runReader struct {
	packed *gob.Decoder // nil for one in memory
	rest   []sortedLine // what is left of that
	head   sortedLine   // the first line that wasn't taken
}

// next moves the head on, and reports whether there is one.
func (r *runReader) next() (bool, error) {
	if r.packed == nil {
		if len(r.rest) == 0 {
			return false, nil
		}
		r.head, r.rest = r.rest[0], r.rest[1:]
		return true, nil
	}
	r.head = sortedLine{} // gob leaves alone what is zero
	err := r.packed.Decode(&r.head)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	return err == nil, err
}

// A merging is a heap of runs with the one on top that has the next line.
type merging struct{ sources []*runReader }

// Len, Less, Swap, Push and Pop are those of a heap.
func (m *merging) Len() int           { return len(m.sources) }
func (m *merging) Less(i, j int) bool { return m.sources[i].head.compare(&m.sources[j].head) < 0 }
func (m *merging) Swap(i, j int)      { m.sources[i], m.sources[j] = m.sources[j], m.sources[i] }
func (m *merging) Push(x any)         { m.sources = append(m.sources, x.(*runReader)) }
func (m *merging) Pop() any {
	last := m.sources[len(m.sources)-1]
	m.sources = m.sources[:len(m.sources)-1]
	return last
}

// rows gives the lines of all runs in order.
func (m *merging) rows() iter.Seq2[sortedLine, error] {
	return func(yield func(sortedLine, error) bool) {
		var filled []*runReader
		for _, r := range m.sources {
			ok, err := r.next()
			if err != nil {
				yield(sortedLine{}, err)
				return
			}
			if ok {
				filled = append(filled, r)
			}
		}
		m.sources = filled
		heap.Init(m)
		for len(m.sources) > 0 {
			if !yield(m.sources[0].head, nil) {
				return
			}
			ok, err := m.sources[0].next()
			switch {
			case err != nil:
				yield(sortedLine{}, err)
				return
			case ok:
				heap.Fix(m, 0)
			default:
				heap.Pop(m)
			}
		}
	}
}
