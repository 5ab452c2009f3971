package extract

import (
	"strings"

	"golang.org/x/net/html"
)

// A body in JSON-LD counts where the page itself shows next to nothing of it: where a script would write it, or a wall
// stands before it.
const (
	wordsOfTold = 100 // that it has at least
	toldTimes   = 4   // and how many times the words that the page shows
)

// told is the body as JSON-LD has it, if the page shows hardly any of it; else the body that it shows.
func (m *metadata) told(body []block) []block {
	shown := 0
	for i := range body {
		shown += body[i].words
	}
	if n := words(m.body); n < wordsOfTold || n < shown*toldTimes {
		return body
	}
	blocks, _ := paragraphs(linesOf(strings.Join(m.articleBody, "\n\n")))
	for i := range body {
		if body[i].embed != nil {
			blocks = append(blocks, body[i])
		}
	}
	return blocks
}

// linesOf is a text that may hold markup, as articleBody often does, with its paragraphs in lines of their own.
func linesOf(s string) string {
	s = html.UnescapeString(s)
	if !hasMarkup(s) {
		return s
	}
	doc, err := parse([]byte(s))
	if err != nil {
		return s
	}
	var lines []string
	for _, b := range walk(doc).blocks {
		if b.text != "" {
			lines = append(lines, b.text)
		}
	}
	return strings.Join(lines, "\n")
}
