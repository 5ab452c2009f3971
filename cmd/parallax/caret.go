package main

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// caretWindow is how much of a long query is shown around the place of a mistake, in characters.
const caretWindow = 30

// caret is a query on one line and, on the next, a mark under its character at pos, counted as the parser does. Of a
// long query it shows the part around the mark.
func caret(query string, pos int) string {
	chars := []rune(norm.NFC.String(strings.ToValidUTF8(query, "\uFFFD")))
	pos = min(max(pos, 0), len(chars))
	start, end := max(0, pos-caretWindow), min(len(chars), pos+caretWindow)
	var line, mark strings.Builder
	if start > 0 {
		line.WriteString("… ")
		mark.WriteString("  ")
	}
	for i := start; i < end; i++ {
		r := chars[i]
		if !unicode.IsGraphic(r) {
			r = ' '
		}
		line.WriteRune(r)
		if i < pos {
			mark.WriteString(strings.Repeat(" ", columns(r)))
		}
	}
	if end < len(chars) {
		line.WriteString(" …")
	}
	return "  " + line.String() + "\n  " + mark.String() + "^"
}

// columns is how many columns of a terminal a character takes.
func columns(r rune) int {
	switch kind := width.LookupRune(r).Kind(); {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
		return 2
	}
	return 1
}
