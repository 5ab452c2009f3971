package extract

import (
	"bytes"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

const (
	maxDepth      = 256 // elements kept open at once in the rewritten form; the parser itself refuses 512
	maxFormatting = 64  // formatting elements (b, font, a, …) open at once; more are only found in attacks
)

// parse builds the document. The HTML algorithm lets a page cost far more than its size in two ways: nesting
// without end, and formatting elements never closed, which the parser opens anew in every following
// paragraph. A page that does either is rewritten with the excess tags dropped, its text kept.
func parse(page string) (*goquery.Document, error) {
	if formattingDepth(page) <= maxFormatting {
		root, err := html.Parse(strings.NewReader(page))
		if err == nil {
			return goquery.NewDocumentFromNode(root), nil
		}
	}
	root, err := html.Parse(bytes.NewReader(flatten(page)))
	if err != nil {
		return nil, err
	}
	return goquery.NewDocumentFromNode(root), nil
}

// formattingDepth is how many formatting elements a page leaves open at most, as seen by a scan over its
// tags. Tags inside scripts and comments count as well: too high a number costs time, never text.
func formattingDepth(page string) int {
	open, most := 0, 0
	for {
		i := strings.IndexByte(page, '<')
		if i < 0 || i+1 >= len(page) {
			return most
		}
		page = page[i+1:]
		step, name := 1, page
		if page[0] == '/' {
			step, name = -1, page[1:]
		}
		if !isFormatting(tagName(name)) {
			continue
		}
		open = max(0, open+step)
		most = max(most, open)
	}
}

// tagName is the name that s begins with, as written, at most 8 bytes.
func tagName(s string) string {
	for i := 0; i < len(s) && i < 8; i++ {
		if c := s[i] | 0x20; c < 'a' || c > 'z' {
			return s[:i]
		}
	}
	return s[:min(len(s), 8)]
}

func isFormatting(name string) bool {
	switch len(name) {
	case 1:
		switch name[0] | 0x20 {
		case 'a', 'b', 'i', 's', 'u':
			return true
		}
		return false
	case 2, 3, 4, 5, 6:
		switch strings.ToLower(name) {
		case "em", "tt", "big", "code", "font", "nobr", "small", "strike", "strong":
			return true
		}
	}
	return false
}

// flatten rewrites a page so that no more than maxDepth elements and maxFormatting formatting elements are
// open at once. Elements that HTML closes by itself (p, li, td, …) do not count.
func flatten(page string) []byte {
	var (
		out        bytes.Buffer
		open       []string
		formatting int
		dropped    = map[string]int{}
		tokens     = html.NewTokenizer(strings.NewReader(page))
	)
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return out.Bytes()
		}
		raw := tokens.Raw()
		if kind != html.StartTagToken && kind != html.EndTagToken {
			out.Write(raw)
			continue
		}
		raw = bytes.Clone(raw) // TagName lowers the tokenizer's buffer in place
		tag, _ := tokens.TagName()
		name := string(tag)
		switch {
		case selfClosing(name):
			out.Write(raw)
		case kind == html.StartTagToken:
			if len(open) >= maxDepth || isFormatting(name) && formatting >= maxFormatting {
				dropped[name]++
				continue
			}
			open = append(open, name)
			if isFormatting(name) {
				formatting++
			}
			out.Write(raw)
		case dropped[name] > 0:
			dropped[name]--
		default:
			out.Write(raw)
			for i := len(open) - 1; i >= 0 && i >= len(open)-16; i-- {
				if open[i] == name {
					open = append(open[:i], open[i+1:]...)
					if isFormatting(name) {
						formatting--
					}
					break
				}
			}
		}
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
