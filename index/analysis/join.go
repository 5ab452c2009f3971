package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A joiner finds the words that are written in several pieces by some and in one by others, e-mail and F-16, and the
// numbers that are grouped by spaces, 1 250 000. The first piece of such a word has the terms of the whole
// besides its own.
type joiner struct {
	analyzer *Analyzer
	text     string
	memo     *Memo
	room     *Room
	first, n int // the pieces so far: n of them, from this token on
	kind     int // of the last piece
}

// meet takes in the last of the tokens, which is a word or a number.
func (j *joiner) meet(tokens []Token, kind int) {
	last := len(tokens) - 1
	if j.n > 0 && j.first+j.n == last && j.joins(tokens[last-1], tokens[last], kind) {
		j.n++
	} else {
		j.finish(tokens)
		j.first, j.n = last, 1
	}
	j.kind = kind
}

// joins reports whether the second token goes on with the word or the number that the first is part of.
func (j *joiner) joins(a, b Token, kind int) bool {
	between := j.text[a.End:b.Start]
	if between == " " && kind == kindNumber && j.kind == kindNumber {
		return b.End-b.Start == 3 && a.End-a.Start <= 3 && (j.n == 1 || a.End-a.Start == 3) &&
			isASCII(j.text[a.Start:b.End]) && (b.End == len(j.text) || j.text[b.End] != '-')
	}
	return isHyphen(between)
}

// finish gives the terms of the whole to the first piece.
func (j *joiner) finish(tokens []Token) {
	if j.n > 1 {
		first, last := &tokens[j.first], &tokens[j.first+j.n-1]
		whole, kind := withoutJoints(j.text[first.Start:last.End]), kindWord
		if isASCII(whole) && strings.Trim(whole, "0123456789") == "" {
			kind = kindNumber
		}
		w := j.memo.wordTerms(j.analyzer, whole, kind, j.room)
		first.Terms = append(slices.Clip(first.Terms), w.terms...)
	}
	j.n = 0
}

// Joined is a query word or phrase with its hyphens and the spaces between groups of digits taken out, or "" if it has
// none: what one who writes it in one piece would have asked for.
func Joined(words string) string {
	if strings.Contains(strings.TrimSpace(words), " ") && strings.Trim(words, " 0123456789") != "" {
		return ""
	}
	if joined := withoutJoints(words); joined != words && strings.TrimSpace(joined) != "" {
		return joined
	}
	return ""
}

func withoutJoints(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || isHyphenRune(r) {
			return -1
		}
		return r
	}, s)
}

func isHyphen(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return n == len(s) && isHyphenRune(r)
}

func isHyphenRune(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }
