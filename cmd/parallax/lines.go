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
}

// errLongLine says that a line is longer than maxLine. The stream goes on behind it.
var errLongLine = fmt.Errorf("it is longer than %d MiB", maxLine>>20)

// readLines yields the lines of a stream that aren't empty, each with memory of its own. A line that is too long comes
// with errLongLine and without its text; any other error is the stream's, and ends it.
func readLines(in io.Reader) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		r := bufio.NewReaderSize(in, 1<<20)
		for l := (line{number: 1}); ; l = (line{number: l.number + 1}) {
			var long, err error
			l.text, long, err = readLine(r)
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

// readLine reads up to the end of a line, which it leaves out. The error is the stream's; long says that the line was
// passed over.
func readLine(r *bufio.Reader) (text []byte, long, err error) {
	for {
		piece, err := r.ReadSlice('\n')
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
		return text, long, err
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
