package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"

	"parallax/news"
)

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

// jsonDocuments takes a file of one article, of several one after the other, or of an array of them. It goes on behind the bytes that were
// passed, which are the beginning of the file or all up to the end of an article, and says there how far it has come.
func jsonDocuments(f *documentFile, passed *int64) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		in := bufio.NewReader(f)
		array, base, err := beginsArray(in)
		if err == nil && *passed > base {
			_, err = io.CopyN(io.Discard, in, *passed-base)
			base = *passed
		}
		if err != nil {
			yield(news.Page{}, err)
			return
		}
		d, ahead := decoderWithin(in, array, *passed > 0)
		base -= ahead
		var long error
		for d.More() {
			var article json.RawMessage
			if err := d.Decode(&article); err != nil {
				if err == io.EOF || err == io.ErrUnexpectedEOF {
					err = errCut
				}
				yield(news.Page{}, fmt.Errorf("after %d bytes: %w", base+d.InputOffset(), err))
				return
			}
			*passed = base + d.InputOffset()
			if len(article) > maxLine {
				long = errors.Join(long, fmt.Errorf("the document up to byte %d is left out: %w", *passed, errLongLine))
				continue
			}
			if !yield(document(addressOf(article), articleType, article, f.modified), nil) {
				return
			}
		}
		if err := endsWell(d, array); err != nil {
			long = errors.Join(long, fmt.Errorf("after %d bytes: %w", base+d.InputOffset(), err))
		}
		if long != nil {
			yield(news.Page{}, long)
		}
	}
}

// decoderWithin decodes what follows in an array, behind its bracket or, if it goes on, behind an element; and what isn't in an array as it
// stands. ahead is how many bytes it takes to have read that aren't in the stream.
func decoderWithin(in io.Reader, array, goesOn bool) (d *json.Decoder, ahead int64) {
	if !array {
		return json.NewDecoder(in), 0
	}
	before := "["
	if goesOn {
		before = "[{}" // some element, so that a comma has to follow
	}
	d = json.NewDecoder(io.MultiReader(strings.NewReader(before), in))
	_, _ = d.Token()
	if goesOn {
		_ = d.Decode(new(struct{}))
	}
	return d, int64(len(before))
}

// beginsArray looks at the first character that isn't a space, and takes it off if it begins an array, as it does a mark of byte order
// before it. It says how many bytes it took.
func beginsArray(in *bufio.Reader) (array bool, taken int64, err error) {
	if head, err := in.Peek(3); err == nil && string(head) == "\ufeff" {
		n, _ := in.Discard(3)
		taken += int64(n)
	}
	for ; ; taken++ {
		c, err := in.ReadByte()
		switch {
		case err == io.EOF:
			return false, taken, errors.New("the file is empty")
		case err != nil:
			return false, taken, err
		case c == '[':
			return true, taken + 1, nil
		case !unicode.IsSpace(rune(c)):
			return false, taken, in.UnreadByte()
		}
	}
}

// errCut says that a file ends where it mustn't.
var errCut = errors.New("it breaks off here: the file was cut")

// endsWell says what is wrong with how a file of JSON ends.
func endsWell(d *json.Decoder, array bool) error {
	end, err := d.Token()
	switch {
	case array && err == io.EOF:
		return errCut
	case err == io.EOF, err == nil && array && end == json.Delim(']'):
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("%v stands where an article should be", end)
}

// jsonlDocuments takes each line as an article. They are dated by the file, so that reading it again brings nothing new. It goes on behind
// the bytes that were passed, and says there how far it has come.
func jsonlDocuments(f *documentFile, passed *int64) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		var long error
		for l, err := range readLinesAfter(f, *passed) {
			if *passed = max(*passed, l.end); err == errLongLine {
				long = errors.Join(long, fmt.Errorf("line %d is left out: %w", l.number, err))
				continue
			}
			if err != nil {
				yield(news.Page{}, err)
				return
			}
			if !yield(document(addressOf(l.text), articleType, l.text, f.modified), nil) {
				return
			}
		}
		if long != nil {
			yield(news.Page{}, long)
		}
	}
}
