package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxVisible is from how many bytes on visible leaves the rest of a text out. Elements that are nested a hundred
// deep would otherwise have their text written a hundred times over.
const maxVisible = 200_000

// visible is the text below a node as it would be read, with a newline for each <br>; scripts and styles are
// left out.
func visible(n *html.Node) string {
	var b strings.Builder
	writeVisible(&b, n)
	return b.String()
}

func writeVisible(b *strings.Builder, n *html.Node) {
	if b.Len() >= maxVisible {
		return
	}
	switch n.Type {
	case html.TextNode:
		text := n.Data[:min(len(n.Data), maxVisible)]
		b.WriteString(strings.ToValidUTF8(strings.ReplaceAll(text, "\n", " "), ""))
		return
	case html.ElementNode:
		switch n.DataAtom {
		case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Button:
			return
		case atom.Br:
			b.WriteByte('\n')
			return
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		writeVisible(b, c)
		if c.Type == html.ElementNode && isBlock(c) {
			b.WriteByte(' ')
		}
	}
}

// tidyLines is tidy line by line: the line breaks that an author made stay.
func tidyLines(s string) string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = tidy(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// find is the first node at or below n, in document order, that is wanted; nil if there is none.
func find(n *html.Node, wanted func(*html.Node) bool) *html.Node {
	if wanted(n) {
		return n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if found := find(c, wanted); found != nil {
			return found
		}
	}
	return nil
}

// hrefs are the addresses linked at or below a node, as written.
func hrefs(n *html.Node) []string {
	var out []string
	find(n, func(c *html.Node) bool {
		if c.DataAtom == atom.A {
			if href := attr(c, "href"); href != "" {
				out = append(out, href)
			}
		}
		return false
	})
	return out
}
