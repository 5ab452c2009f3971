package index

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenWord
	tokenPhrase
	tokenField
	tokenOpen
	tokenClose
	tokenAnd
	tokenOr
	tokenNot
)

// A token is one piece of a query.
type token struct {
	kind tokenKind
	text string
	slop int
	pos  int // in characters
}

// lex cuts a query into tokens; the last one is tokenEnd.
func lex(chars []rune) ([]token, error) {
	var tokens []token
	for i := 0; i < len(chars); {
		r := chars[i]
		switch {
		case unicode.IsSpace(r) || r == 0:
			i++
		case r == '(' || r == '（':
			tokens = append(tokens, token{kind: tokenOpen, pos: i})
			i++
		case r == ')' || r == '）':
			tokens = append(tokens, token{kind: tokenClose, pos: i})
			i++
		case (r == '-' || r == '−') && startsTerm(chars, i):
			tokens = append(tokens, token{kind: tokenNot, pos: i})
			i++
		case isQuote(r):
			t, end, err := lexPhrase(chars, i)
			if err != nil {
				return nil, err
			}
			tokens = append(tokens, t)
			i = end
		default:
			value := len(tokens) > 0 && tokens[len(tokens)-1].kind == tokenField
			t, end, err := lexWord(chars, i, value)
			if err != nil {
				return nil, err
			}
			tokens = append(tokens, t)
			i = end
		}
	}
	return append(tokens, token{kind: tokenEnd, pos: len(chars)}), nil
}

// startsTerm reports whether the minus at i excludes what follows: it stands at the start of a word and
// something follows it at once.
func startsTerm(chars []rune, i int) bool {
	return i+1 < len(chars) && !unicode.IsSpace(chars[i+1]) && chars[i+1] != ')' && chars[i+1] != '-'
}

func isQuote(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '«', '»', '「', '」', '＂':
		return true
	}
	return false
}

// isInnerQuote reports whether the quotation mark at i stands inside a Hebrew acronym.
func isInnerQuote(chars []rune, i int) bool {
	return chars[i] == '"' && i > 0 && i+1 < len(chars) &&
		unicode.Is(unicode.Hebrew, chars[i-1]) && unicode.Is(unicode.Hebrew, chars[i+1])
}

// lexPhrase reads "…" and "…"~5 from the opening mark at i.
func lexPhrase(chars []rune, i int) (token, int, error) {
	end := i + 1
	for end < len(chars) && (!isQuote(chars[end]) || isInnerQuote(chars, end)) {
		end++
	}
	if end == len(chars) {
		return token{}, 0, wrong(i, openQuote)
	}
	t := token{kind: tokenPhrase, text: strings.Join(strings.Fields(string(chars[i+1:end])), " "), pos: i}
	end++
	if end+1 < len(chars) && chars[end] == '~' && unicode.IsDigit(chars[end+1]) {
		start := end + 1
		for end = start; end < len(chars) && unicode.IsDigit(chars[end]); {
			end++
		}
		slop, err := parseSlop(string(chars[start:end]), start)
		if err != nil {
			return token{}, 0, err
		}
		t.slop = slop
	}
	return t, end, nil
}

// lexWord reads a word, an operator, or a field with its colon. A field's value may hold colons itself.
func lexWord(chars []rune, i int, value bool) (token, int, error) {
	end := i
	for end < len(chars) && !endsWord(chars, i, end) {
		if chars[end] == ':' && !value {
			if name := strings.ToLower(string(chars[i:end])); isField(name) {
				return token{kind: tokenField, text: name, pos: i}, end + 1, nil
			}
			if err := unknownField(chars, i, end); err != nil {
				return token{}, 0, err
			}
		}
		end++
	}
	t := token{kind: tokenWord, text: string(chars[i:end]), pos: i}
	if value {
		return t, end, nil
	}
	switch t.text {
	case "AND":
		t.kind = tokenAnd
	case "OR":
		t.kind = tokenOr
	case "NOT":
		t.kind = tokenNot
	}
	return t, end, nil
}

func endsWord(chars []rune, start, i int) bool {
	r := chars[i]
	return unicode.IsSpace(r) || r == 0 || r == '(' || r == ')' || r == '（' || r == '）' ||
		i > start && isQuote(r) && !isInnerQuote(chars, i)
}

// unknownField refuses "langs:fr", and lets "https://…", "10:30" and "Mission:" pass as words.
func unknownField(chars []rune, i, colon int) error {
	if colon == i || colon+1 == len(chars) || chars[colon+1] == '/' || endsWord(chars, i, colon+1) {
		return nil
	}
	for _, r := range chars[i:colon] {
		if r < 'A' || r > 'z' || !unicode.IsLetter(r) {
			return nil
		}
	}
	return wrong(i, noField, "field", strconv.Quote(string(chars[i:colon])), "fields", strings.Join(fields, ", "))
}

// fields are the names that may stand before a colon.
var fields = []string{"title", "text", "lead", "author", "source", "lang", "country", "post", "handle", "platform", "incident",
	"after", "before", "date"}

func isField(name string) bool { return slices.Contains(fields, name) }

// isValueField reports whether a field takes a value instead of words.
func isValueField(name string) bool {
	switch name {
	case "lang", "country", "handle", "platform", "incident", "after", "before", "date":
		return true
	}
	return false
}

func example(field string) string {
	switch field {
	case "lang":
		return "lang:fr"
	case "country":
		return "country:FR"
	case "source":
		return "source:example.org"
	case "handle":
		return "handle:@name"
	case "platform":
		return "platform:twitter"
	case "incident":
		return "incident:2wcndeoqbyq2gnqb"
	case "after", "before", "date":
		return field + ":2017-11-01, " + field + ":2017-11, " + field + ":2017"
	}
	return field + ":word"
}
