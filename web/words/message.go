package words

import (
	"iter"
	"strings"
)

// A Plural is a phrase with a number, {n}, in the forms that a language has for it: one for each plural category that
// whole numbers fall in, in CLDR's order, zero, one, two, few, many, other. English has two, "{n} day" and "{n} days", Russian
// three, Arabic six, Japanese one. Each catalogue names its own at the top.
type Plural []string

// N writes a phrase in the form that a number asks for, with the number in it.
func (e *Edition) N(p Plural, n int) string { return Fill(e.Form(p, n), "n", e.Number(n)) }

// Form is the form of a phrase that a number asks for, with its placeholder left in.
func (e *Edition) Form(p Plural, n int) string {
	if len(p) == 0 {
		return ""
	}
	return p[min(e.place[e.category(n)], len(p)-1)]
}

// Fill puts values in place of a message's placeholders: pairs are names and values.
func Fill(message string, pairs ...string) string {
	var b strings.Builder
	for text, name := range Pieces(message) {
		b.WriteString(text)
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				b.WriteString(pairs[i+1])
			}
		}
	}
	return b.String()
}

// Pieces cuts a message at its placeholders: each piece of text comes with the name of the placeholder after it, which is
// empty after the last one.
func Pieces(message string) iter.Seq2[string, string] {
	return func(yield func(text, name string) bool) {
		for {
			text, rest, found := strings.Cut(message, "{")
			name, after, closed := strings.Cut(rest, "}")
			if !found || !closed {
				yield(message, "")
				return
			}
			if !yield(text, name) {
				return
			}
			message = after
		}
	}
}
