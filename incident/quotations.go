package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The words that somebody has said are the same in all reports of one incident, in one language to the letter, and rarely found in
// others. They stand between marks, of which each language has its own habit, or behind a dash at the start of a paragraph. What is made
// of them to be compared stands in quotes.go.

const (
	maxQuotations   = 12  // of an article
	quotationRunes  = 900 // what is longer has lost its closing mark
	shortestQuote   = 5   // words: less is a title, a nickname or a single word of somebody's
	shortestUnspace = 12  // characters of a script without spaces
)

// closings are the marks that end what an opening mark has begun.
var closings = map[rune]string{
	'“': "”“", '„': "“”\"", '«': "»", '»': "«", '‹': "›", '›': "‹", '「': "」", '『': "』", '‘': "’", '”': "”", '"': "\"", '״': "״",
}

// quotations are the quotations of a text that are long enough to be known again, in their order. Nested ones are part of the outer one.
// One that goes on in the next paragraph ends with its own, as it begins anew there.
func quotations(text string) (list []string) {
	add := func(s string) {
		if s = strings.TrimSpace(s); isLongQuotation(s) {
			list = append(list, s)
		}
	}
	lineStart := true
	before := rune('\n')
	for at := 0; at < len(text) && len(list) < maxQuotations; {
		r, size := utf8.DecodeRuneInString(text[at:])
		rest := text[at+size:]
		inner, read := "", 0
		switch {
		case lineStart && (r == '—' || r == '–' || r == '―'):
			inner, read = spoken(rest)
		case opens(r, before, rest):
			inner, read = quoted(rest, r)
		}
		lineStart = r == '\n' || lineStart && unicode.IsSpace(r)
		before = r
		at += size
		if read > 0 {
			add(inner)
			at += read
			before, _ = utf8.DecodeLastRuneInString(text[:at])
			lineStart = before == '\n'
		}
	}
	return list
}

// opens reports whether a mark begins a quotation, by what stands before and after it: marks that look the same at both ends, and those
// that are apostrophes as well, have a word behind them and none before.
func opens(r, before rune, rest string) bool {
	if closings[r] == "" {
		return false
	}
	after, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '“', '„', '«', '‹', '「', '『':
		return true
	}
	return !unicode.IsSpace(after) && !unicode.IsLetter(before) && !unicode.IsDigit(before) && !strings.ContainsRune(".,!?…)", before)
}

// quoted is what stands in front of the mark that closes a quotation, and how much of the text that takes; 0 where there is no such mark.
func quoted(rest string, opening rune) (inner string, read int) {
	ends := closings[opening]
	before := rune(' ')
	n := 0
	for i, r := range rest {
		if n++; n > quotationRunes {
			return "", 0
		}
		if r == '\n' {
			// A mark that only opens says that the quotation goes on.
			if strings.ContainsRune("“„«「『", opening) && n > 1 {
				return rest[:i], i
			}
			return "", 0
		}
		if strings.ContainsRune(ends, r) {
			after, _ := utf8.DecodeRuneInString(rest[i+utf8.RuneLen(r):])
			inWord := unicode.IsLetter(before) && unicode.IsLetter(after)
			// An apostrophe, or the gershayim of a Hebrew abbreviation.
			if !(inWord && strings.ContainsRune("’\"״", r)) {
				return rest[:i], i + utf8.RuneLen(r)
			}
		}
		before = r
	}
	return "", 0
}

// spoken is what a paragraph that begins with a dash says up to the dash in front of the speaker, or to its end.
func spoken(rest string) (inner string, read int) {
	first, size := utf8.DecodeRuneInString(rest)
	if !unicode.IsSpace(first) || first == '\n' {
		return "", 0
	}
	before := first
	for i, r := range rest {
		if i < size {
			continue
		}
		if r == '\n' || ((r == '—' || r == '–' || r == '―') && !unicode.IsLetter(before)) {
			return rest[size:i], i
		}
		before = r
	}
	return rest[size:], len(rest)
}

// isLongQuotation reports whether a quotation has as many words as it takes.
func isLongQuotation(s string) bool {
	words, spaceless := 0, 0
	inside := false
	for _, r := range s {
		switch k := kindOf(r); {
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r):
			inside = false
		case k == han || k == katakana || k == joined:
			spaceless++
			inside = false
		case !inside:
			words++
			inside = true
		}
	}
	return words*shortestUnspace+spaceless*shortestQuote >= shortestQuote*shortestUnspace
}
