package crawler

import (
	"bytes"
	"encoding/xml"
	"errors"
	"regexp"
	"strings"
)

// maxDepth is how deep the elements of a feed may be nested. Real ones stay below 20, but for XHTML inside Atom.
// gofeed goes down recursively and would overflow the stack at some millions.
const maxDepth = 256

var (
	errNotAFeed = errors.New("this is not a feed")
	errTooDeep  = errors.New("elements are nested too deeply")
	errNoItem   = errors.New("it is cut off or broken before its first item ends")
)

// feedRoot finds where the root element of a feed or sitemap begins, whatever stands before it.
var feedRoot = regexp.MustCompile(`<(?:[A-Za-z_][\w.\-]*:)?(?i:rss|rdf|feed|urlset|sitemapindex)[\s>/]`)

// A tidied document is well formed, small enough for gofeed and in UTF-8.
type tidied struct {
	xml     []byte
	root    string   // local name of the root element, in lower case
	repairs []string // what was done to it, in words
}

// tidy cuts an XML document down to what can safely be parsed. It drops what stands before the root element: spaces,
// warnings of PHP, and an XML declaration whose charset is no longer true. It pairs up end tags that don't fit. It cuts
// after the item at which max is reached, and, in a document that ends or breaks too early, after the last item that is
// complete; then it closes the elements left open.
func tidy(text []byte, max int) (tidied, error) {
	at := feedRoot.FindIndex(text)
	if at == nil {
		return tidied{}, errNotAFeed
	}
	var t tidied
	before := bytes.TrimSpace(text[:at[0]])
	if len(before) > 0 && !bytes.HasPrefix(before, []byte("<?")) && !bytes.HasPrefix(before, []byte("<!")) {
		t.repairs = append(t.repairs, "there is something else before the feed")
	}
	s := scanner{text: text[at[0]:], max: max}
	if err := s.scan(); err != nil {
		return tidied{}, err
	}
	t.root = s.root
	t.xml = s.mended()
	if len(s.edits) > 0 {
		t.repairs = append(t.repairs, "start and end tags do not fit together")
	}
	if s.note != "" {
		t.repairs = append(t.repairs, s.note)
	}
	return t, nil
}

// A scanner walks over the tokens of a document once, without recursion.
type scanner struct {
	text []byte
	max  int

	root    string
	open    []string // names of the open elements, as they are written
	edits   []edit   // what makes the tags fit, in order
	items   int
	end     int    // the document is good up to here, …
	closers string // … if these end tags follow
	note    string
}

// An edit replaces a piece of a document.
type edit struct {
	from, to int
	by       string
}

// maxEdits is how many misplaced tags are mended. A document with more is taken to be broken where they end.
const maxEdits = 10_000

func (s *scanner) scan() error {
	d := xml.NewDecoder(bytes.NewReader(s.text))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	for len(s.edits) < maxEdits {
		start := int(d.InputOffset())
		token, err := d.RawToken()
		if err != nil {
			return s.broken()
		}
		switch token := token.(type) {
		case xml.StartElement:
			if s.root == "" {
				s.root = strings.ToLower(token.Name.Local)
			}
			s.open = append(s.open, written(token.Name))
			if len(s.open) > maxDepth {
				return errTooDeep
			}
		case xml.EndElement:
			if done := s.close(written(token.Name), start, int(d.InputOffset())); done {
				return nil
			}
		}
	}
	return s.broken()
}

// close takes the end tag that stands between two offsets. It ends an element, and with it those inside that nobody ended;
// a tag that ends nothing is struck out. It notes where the document can be cut, and reports whether there is nothing more
// to see.
func (s *scanner) close(name string, from, to int) (done bool) {
	at := len(s.open) - 1
	for at >= 0 && s.open[at] != name {
		at--
	}
	switch {
	case at < 0:
		s.edits = append(s.edits, edit{from: from, to: to})
		return false
	case at < len(s.open)-1:
		s.edits = append(s.edits, edit{from: from, to: from, by: endTags(s.open[at+1:])})
	}
	s.open = s.open[:at]
	if len(s.open) == 0 {
		s.end, s.closers = to, ""
		return true
	}
	if !s.isItem(name) {
		return false
	}
	s.items++
	s.end, s.closers = to, endTags(s.open)
	if s.items == s.max {
		s.note = "there are more items than are taken from one feed"
		return true
	}
	return false
}

// mended is the document up to its end, edits made and open elements closed.
func (s *scanner) mended() []byte {
	if len(s.edits) == 0 && s.closers == "" {
		return s.text[:s.end]
	}
	out := make([]byte, 0, s.end+len(s.closers)+64*len(s.edits))
	done := 0
	for _, e := range s.edits {
		if e.to > s.end {
			break
		}
		out = append(out, s.text[done:e.from]...)
		out = append(out, e.by...)
		done = e.to
	}
	out = append(out, s.text[done:s.end]...)
	return append(out, s.closers...)
}

// broken ends the scan of a document that has no proper end.
func (s *scanner) broken() error {
	switch {
	case s.items > 0:
		s.note = "the feed is cut off or broken; what follows its last whole item is lost"
		return nil
	case s.root != "":
		return errNoItem
	}
	return errNotAFeed
}

// endTags closes elements, the innermost first.
func endTags(open []string) string {
	var b strings.Builder
	for i := len(open) - 1; i >= 0; i-- {
		b.WriteString("</" + open[i] + ">")
	}
	return b.String()
}

// isItem reports whether an element that was just closed is an item of its kind of document.
func (s *scanner) isItem(name string) bool {
	if i := strings.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	switch name = strings.ToLower(name); s.root {
	case "rss", "rdf":
		return name == "item" && len(s.open) <= 2
	case "feed":
		return name == "entry" && len(s.open) == 1
	case "urlset":
		return name == "url" && len(s.open) == 1
	}
	return name == "sitemap" && len(s.open) == 1
}

// written is a name as the document has it, with its prefix.
func written(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
