package index

import (
	"strconv"
	"strings"
)

// A SyntaxError says where a query can't be understood, and why.
type SyntaxError struct {
	Pos     int    // where, in characters from the start of the query
	Message string // in English: what, and what to write instead
	Code    string // what, for those who say it in another language: one of SyntaxCodes; empty where only a program can be wrong
	// Args are what the message speaks of, as names and values in turn, "field" and "langs".
	Args []string
}

// Error gives the message and the position, counted from 1 as people do.
func (e *SyntaxError) Error() string {
	return e.Message + " (at character " + strconv.Itoa(e.Pos+1) + ")"
}

// What a reader can get wrong about a query.
const (
	openQuote       = "open-quote"
	noField         = "no-field"
	tooLong         = "too-long"
	strayClose      = "stray-close"
	noWord          = "no-word"
	orBefore        = "or-before"
	orBehind        = "or-behind"
	andSides        = "and-sides"
	notWord         = "not-word"
	tooDeep         = "too-deep"
	fieldInside     = "field-inside"
	noValue         = "no-value"
	openParenthesis = "open-parenthesis"
	tooManyWords    = "too-many-words"
	starInside      = "star-inside"
	starAlone       = "star-alone"
	starShort       = "star-short"
	starWide        = "star-wide"
	badDistance     = "bad-distance"
	noCountry       = "no-country"
	noLanguage      = "no-language"
	noDate          = "no-date"
	noContext       = "no-context"
	tooManySteps    = "too-many-steps"
)

// syntaxMessages are the messages of each code, with the names of their arguments in braces.
var syntaxMessages = map[string]string{
	openQuote:       "this quotation mark is never closed",
	noField:         "there is no field {field}; the fields are {fields}; to search for the text itself put it in quotes",
	tooLong:         "the query is too long: {n} characters of at most {most}",
	strayClose:      "this parenthesis closes nothing; remove it or open one before",
	noWord:          "there is no word to search for in this query",
	orBefore:        `OR needs a word before it; to search for the word itself write "OR" in quotes`,
	orBehind:        `OR needs a word behind it; to search for the word itself write "OR" in quotes`,
	andSides:        `AND needs a word on both sides; to search for the word itself write "AND" in quotes`,
	notWord:         "a minus or NOT needs a word behind it that articles must not contain",
	tooDeep:         "the query is nested too deeply: at most {most} levels",
	fieldInside:     "{inner}: can't stand inside {outer}:(…); write the two beside each other",
	noValue:         "{field}: needs a value right behind it, such as {example}",
	openParenthesis: "this parenthesis is never closed",
	tooManyWords:    "the query has too many words: at most {most}",
	starInside:      "a star can only stand at the end of a word",
	starAlone:       "a star needs letters before it",
	starShort:       "{word} would find too many words: write at least {least} letters before the star",
	starWide:        "{word} stands for more than {most} words; write more letters before the star",
	badDistance:     `the distance behind "…"~ must be a number from 0 to {most}`,
	noCountry:       "{value} is no country code; write two letters such as FR, JP or BR",
	noLanguage:      "{value} is no language code; write one such as fr, pt-BR or zh-Hant",
	noDate:          "{value} is no date; write {example}",
	noContext:       "a concordance needs a word to show in its context",
	tooManySteps:    "more than {most} steps of time; choose a longer step or a shorter time",
}

// SyntaxCodes are the codes of a SyntaxError, each with its message in English, whose arguments stand in braces.
func SyntaxCodes() map[string]string {
	out := map[string]string{}
	for code, message := range syntaxMessages {
		out[code] = message
	}
	return out
}

// wrong is what a reader got wrong at a place of a query; args are names in turn with values, which are strings or numbers.
func wrong(pos int, code string, args ...any) *SyntaxError {
	e := &SyntaxError{Pos: pos, Code: code}
	var pairs []string
	for i := 0; i+1 < len(args); i += 2 {
		name, value := args[i].(string), ""
		switch v := args[i+1].(type) {
		case int:
			value = strconv.Itoa(v)
		case string:
			value = v
		}
		e.Args = append(e.Args, name, value)
		pairs = append(pairs, "{"+name+"}", value)
	}
	e.Message = strings.NewReplacer(pairs...).Replace(syntaxMessages[code])
	return e
}
