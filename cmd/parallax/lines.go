package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
)

// maxLine is the longest line of JSONL that is read, in bytes: a page of 10 MB in base64, and some more.
const maxLine = 64 << 20

// A line is one line of a stream of JSONL.
type line struct {
	number int // from 1
	text   []byte
	end    int64 // bytes of the stream up to the next line
}

// errLongLine says that a line is longer than maxLine. The stream goes on behind it.
var errLongLine = fmt.Errorf("it is longer than %d MiB", maxLine>>20)

// readLines yields the lines of a stream that aren't empty, each with memory of its own. A line that is too long comes
// with errLongLine and without its text; any other error is the stream's, and ends it.
func readLines(in io.Reader) iter.Seq2[line, error] { return readLinesAfter(in, 0) }

// readLinesAfter is readLines without the first bytes of the stream, up to the end of a line. They are read, and their lines counted.
func readLinesAfter(in io.Reader, skip int64) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		r := bufio.NewReaderSize(in, 1<<20)
		passed := lineCounter(0)
		if _, err := io.CopyN(&passed, r, skip); err != nil {
			yield(line{}, fmt.Errorf("coming back to byte %d of the input: %w", skip, err))
			return
		}
		for l := (line{number: int(passed) + 1, end: skip}); ; l = (line{number: l.number + 1, end: l.end}) {
			var long, err error
			var read int64
			l.text, read, long, err = readLine(r)
			l.end += read
			if l.number == 1 {
				l.text = bytes.TrimPrefix(l.text, []byte("\ufeff")) // as some editors begin a file
			}
			if err != nil && err != io.EOF {
				yield(l, fmt.Errorf("reading the input: %w", err))
				return
			}
			if (len(l.text) > 0 || long != nil) && !yield(l, long) || err == io.EOF {
				return
			}
		}
	}
}

// A lineCounter counts the ends of lines in what is written to it.
type lineCounter int

func (c *lineCounter) Write(p []byte) (int, error) {
	*c += lineCounter(bytes.Count(p, []byte{'\n'}))
	return len(p), nil
}

// readLine reads up to the end of a line, which it leaves out of the text. The error is the stream's; long says that the line was
// passed over.
func readLine(r *bufio.Reader) (text []byte, read int64, long, err error) {
	for {
		piece, err := r.ReadSlice('\n')
		read += int64(len(piece))
		switch {
		case long != nil:
		case len(text)+len(piece) > maxLine:
			text, long = nil, errLongLine
		default:
			text = append(text, piece...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == '\r') {
			text = text[:len(text)-1]
		}
		return text, read, long, err
	}
}

// decodeLine reads a line's JSON object into a struct that has an ID. A field of another type than it should have counts
// as missing, for one slip shall not cost a whole article; without an ID that can be read there is nothing to answer to.
func decodeLine(text []byte, into any) error {
	err := json.Unmarshal(text, into)
	var mistyped *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &mistyped):
		return fmt.Errorf("the line isn't a JSON object: %w", err)
	case mistyped.Field == "":
		return fmt.Errorf("the line isn't a JSON object but of type %s", mistyped.Value)
	case mistyped.Field == "id":
		return fmt.Errorf("its id is of type %s: write a string, in quotation marks", mistyped.Value)
	}
	return nil
}
