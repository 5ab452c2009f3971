package extract

import (
	"bytes"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

const (
	maxDepth      = 120 // elements kept open at once in the rewritten form; the parser itself refuses 512
	maxFormatting = 3   // formatting elements (b, font, …) kept open at once in the rewritten form
)

// parse builds the document of what prune leaves of a page. The HTML algorithm lets a page cost far more than its
// size in three ways: nesting without end, elements without contents, and formatting elements never closed, which
// the parser opens anew in every following paragraph. A page that does any of it is rewritten with the excess tags
// dropped, its text kept.
func parse(page []byte) (*goquery.Document, error) {
	buffer := pruned.Get().(*[]byte)
	kept, excessive := prune(page, (*buffer)[:0])
	if cap(kept) <= longestPooled {
		*buffer = kept
		defer pruned.Put(buffer)
	}
	if !excessive {
		root, err := html.Parse(bytes.NewReader(kept))
		if err == nil {
			return goquery.NewDocumentFromNode(root), nil
		}
	}
	root, err := html.Parse(bytes.NewReader(flatten(kept)))
	if err != nil {
		return nil, err
	}
	return goquery.NewDocumentFromNode(root), nil
}

// isFormatting names the elements that the parser opens anew in the paragraphs after them until they are closed.
func isFormatting(name string) bool {
	switch name {
	case "b", "i", "s", "u", "em", "tt", "big", "code", "font", "nobr", "small", "strike", "strong":
		return true
	}
	return false
}

// flatten rewrites a page so that it has no more than its share of elements, and no more than maxDepth elements and
// maxFormatting formatting elements are open at once. Elements that HTML closes by itself (p, li, td, …) do not count; a table counts twice, for the
// parser puts rows and cells into it.
func flatten(page []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(page))
	o := openElements{dropped: map[string]int{}}
	left := elementsOf(len(page))
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return out.Bytes()
		}
		raw := tokens.Raw()
		if kind == html.StartTagToken || kind == html.EndTagToken {
			raw = bytes.Clone(raw) // TagName lowers the tokenizer's buffer in place
			tag, _ := tokens.TagName()
			name := string(tag)
			if left <= 0 && (kind == html.StartTagToken || name == "p" || name == "br") ||
				!selfClosing(name) && !o.keeps(name, kind == html.StartTagToken) {
				continue
			}
			left--
		}
		out.Write(raw)
	}
}

// openElements are the elements that flatten has opened and not yet closed.
type openElements struct {
	names             []string
	depth, formatting int
	dropped           map[string]int // start tags left out whose end tags are still to come
}

// keeps takes up a tag and reports whether it stays in the page.
func (o *openElements) keeps(name string, start bool) bool {
	cost := 1
	if name == "table" {
		cost = 2
	}
	switch {
	case start && (o.depth+cost > maxDepth || isFormatting(name) && o.formatting >= maxFormatting):
		o.dropped[name]++
		return false
	case start:
		o.names = append(o.names, name)
		o.count(name, cost)
	case o.dropped[name] > 0:
		o.dropped[name]--
		return false
	default:
		for i := len(o.names) - 1; i >= max(0, len(o.names)-16); i-- {
			if o.names[i] == name {
				o.names = append(o.names[:i], o.names[i+1:]...)
				o.count(name, -cost)
				break
			}
		}
	}
	return true
}

func (o *openElements) count(name string, cost int) {
	o.depth += cost
	switch {
	case !isFormatting(name):
	case cost > 0:
		o.formatting++
	default:
		o.formatting--
	}
}

// selfClosing names the elements that have no content or that a following one closes.
func selfClosing(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
		"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "html", "head", "body":
		return true
	}
	return false
}
