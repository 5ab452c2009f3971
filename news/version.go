package news

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// A Version is a wording of an article that was replaced by another one.
type Version struct {
	Seen     time.Time `json:"seen"` // when it was read first
	Title    string    `json:"title,omitempty"`
	Lead     string    `json:"lead,omitempty"`
	Text     string    `json:"text,omitempty"`
	Modified time.Time `json:"modified,omitzero"` // as the page said then
}

// Reworded reports whether an article that was read twice really says something else the second time: whether its
// headline or its own prose has other words. One letter counts. What doesn't, for it changes without anybody having
// written: spacing and the cut of paragraphs, the number in a counter ("312 comments"), and the headlines of other
// articles in a list at its end.
func Reworded(before, after *Article) bool {
	return !slices.Equal(words(before.Title), words(after.Title)) || !slices.Equal(wording(before), wording(after))
}

// wording is the words of an article's prose, as far as they count for Reworded.
func wording(a *Article) []string {
	var all []string
	for _, paragraph := range paragraphs(a) {
		all = append(all, withoutCount(words(paragraph))...)
	}
	return all
}

// paragraphs are those of an article's prose, without a list of headlines that it ends in.
func paragraphs(a *Article) []string {
	prose := slices.DeleteFunc(slices.Clone(a.Blocks), func(b Block) bool { return b.Type == BlockPost })
	if len(prose) == 0 {
		return strings.Split(a.Text, "\n\n")
	}
	if last := len(prose) - 1; last > 0 && listsHeadlines(prose[last]) {
		prose = prose[:last]
		if last > 1 && prose[last-1].Type == BlockHeading {
			prose = prose[:last-1]
		}
	}
	var all []string
	for _, b := range prose {
		all = append(all, b.Text)
	}
	return all
}

// listsHeadlines reports whether a block is a list of lines of which none ends as a sentence does.
func listsHeadlines(b Block) bool {
	items := strings.Split(strings.TrimSpace(b.Text), "\n")
	return b.Type == BlockList && len(items) > 1 && !slices.ContainsFunc(items, endsSentence)
}

// endsSentence reports whether a text ends in a mark that ends sentences, closing quotation marks and brackets aside.
func endsSentence(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pe, unicode.Pf, unicode.Pi) || r == '"' || r == '\''
	})
	for _, r := range text[max(0, len(text)-4):] {
		if unicode.Is(unicode.Sentence_Terminal, r) && strings.HasSuffix(text, string(r)) {
			return true
		}
	}
	return false
}

// words are those of a text, without the characters that nobody sees.
func words(text string) []string {
	return strings.Fields(strings.Map(func(r rune) rune {
		switch r {
		case '\u00ad', '\u200b', '\u2060', '\ufeff': // soft hyphen, spaces of no width
			return -1
		}
		return r
	}, text))
}

// counterWords is how many words a counter has at most, its number included: "12 people like this".
const counterWords = 4

// withoutCount takes the number out of a paragraph that is nothing but a counter: at its beginning or its end one
// number, beside it a word or two, and no end of a sentence.
func withoutCount(paragraph []string) []string {
	n := len(paragraph)
	if n < 2 || n > counterWords || endsSentence(paragraph[n-1]) {
		return paragraph
	}
	numbers := 0
	for _, w := range paragraph {
		if strings.ContainsFunc(w, unicode.IsDigit) {
			numbers++
		}
	}
	switch {
	case numbers != 1:
		return paragraph
	case isNumber(paragraph[0]):
		return paragraph[1:]
	case isNumber(paragraph[n-1]):
		return paragraph[:n-1]
	}
	return paragraph
}

// isNumber reports whether a word is a number as counters write it: "1,204", "3.4K", "(12)".
func isNumber(word string) bool {
	word = strings.TrimRight(strings.Trim(word, "()[]"), "kKmM")
	for _, r := range word {
		if !unicode.IsDigit(r) && r != '.' && r != ',' && r != '\'' && r != '’' {
			return false
		}
	}
	return strings.ContainsFunc(word, unicode.IsDigit)
}
