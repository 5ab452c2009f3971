package incident

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is one word of an article as written, or a run of characters in a script that puts no spaces.
type token struct {
	text     string
	script   scriptKind
	capital  bool  // begins with a capital letter
	opening  bool  // the first word of a sentence or a line, where a capital says nothing
	headline bool  // stands in the title, where capitals may be mere style
	link     rune  // the one character between it and the word before, 0 where there are more
	order    int   // place in the article, in words
	word     *word // where a dictionary has looked it up
}

// fold is fold of the token's word.
func (t *token) fold() string {
	if t.word == nil {
		return fold(t.text)
	}
	return t.word.folded
}

// stemKey is the key of the stem of the token's word.
func (t *token) stemKey() uint64 {
	if t.word == nil {
		return key('w', stem(t.text))
	}
	return t.word.stem
}

// spaceless reports whether a token is a run of characters rather than a word.
func (t *token) spaceless() bool { return t.script == han || t.script == joined }

type scriptKind uint8

const (
	cased    scriptKind = iota // Latin, Cyrillic, Greek, Armenian: capitals mark names
	caseless                   // Arabic, Hebrew, Indic, Hangul, Ethiopic, Georgian: words but no capitals
	han                        // Chinese characters: neither
	katakana                   // Japanese letters for foreign words and names
	joined                     // hiragana, Thai, Lao, Khmer, Burmese: no spaces, hardly names
)

func kindOf(r rune) scriptKind {
	switch {
	case r < 0x0590:
		return cased
	case r >= 0x1e00 && r < 0x2000, r >= 0x2c60 && r < 0x2c80, r >= 0xa640 && r < 0xa6a0, r >= 0xa720 && r < 0xa800:
		return cased
	case r >= 0x30a0 && r <= 0x30ff, r >= 0x31f0 && r <= 0x31ff, r >= 0xff66 && r <= 0xff9f:
		return katakana
	case r >= 0x3040 && r <= 0x309f:
		return joined
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan):
		return joined
	}
	return caseless
}

// tokenize splits a text into words at whatever is no letter, mark or digit, and where the kind of script changes.
// Apostrophes and hyphens split too, which cuts off the endings that Turkish and Hungarian add to names.
func tokenize(text string, headline bool, order int) []token {
	return appendTokens(make([]token, 0, len(text)/6), text, headline, order)
}

// appendTokens appends what tokenize returns.
func appendTokens(tokens []token, text string, headline bool, order int) []token {
	letters := letters()
	opening := true
	start, kind, before := -1, cased, -1
	flush := func(end int) {
		if start < 0 {
			return
		}
		word := text[start:end]
		first, _ := firstRune(word)
		tokens = append(tokens, token{text: word, script: kind, capital: letters.classOf(first)&capital != 0,
			opening: opening, headline: headline, link: between(text, before, start), order: order})
		order++
		before = end
		start, opening = -1, false
	}
	for i, r := range text {
		class := letters.classOf(r)
		if class&(letter|mark) == 0 && r != 'ー' {
			if insideHebrew(text, start, i, r) {
				continue
			}
			flush(i)
			if strings.ContainsRune(".!?:\n«“”\"„。！？…؟।–—", r) {
				opening = true
			}
			if class&digit != 0 {
				opening = false
			}
			continue
		}
		k := kindOf(r)
		if class&mark != 0 || r == 'ー' {
			k = kind
		}
		if start >= 0 && k != kind {
			flush(i)
		}
		if start < 0 {
			start, kind = i, k
		}
	}
	flush(len(text))
	return tokens
}

// insideHebrew reports whether r, at i, is a mark within a Hebrew word that began at start: the geresh of a foreign sound, or the gershayim of an
// abbreviation.
func insideHebrew(text string, start, i int, r rune) bool {
	if start < 0 || !isHebrewMark(r) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[start:i])
	after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
	return unicode.Is(unicode.Hebrew, before) && unicode.Is(unicode.Hebrew, after)
}

// isHebrewMark reports whether a character is written for geresh or gershayim.
func isHebrewMark(r rune) bool { return strings.ContainsRune("'’‘׳\"”“״", r) }

// capitalNouns reports whether a language writes all its nouns with a capital.
func capitalNouns(lang string) bool { return lang == "de" || lang == "lb" }

// between is the character that stands alone between two words, the end of one and the start of the other given; 0 where there is none or more.
func between(text string, end, start int) rune {
	if end < 0 {
		return 0
	}
	if r, size := utf8.DecodeRuneInString(text[end:start]); size > 0 && size == start-end {
		return r
	}
	return 0
}

// isDot reports whether a character is a point that East Asian scripts put between the parts of a foreign name.
func isDot(r rune) bool { return r == '·' || r == '・' || r == '•' || r == '‧' || r == '･' }

func firstRune(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

// stemLength is how many letters of a word are kept. Endings differ within a language (elections, electoral), and
// cut short enough many words of Greek and Latin origin agree between languages as well.
const stemLength = 5

// stem is the key form of a word: romanized and cut. Words of scripts without spaces have no stem, see grams.
func stem(word string) string { return clipRunes(romanize(word), stemLength) }

// grams calls yield with every n neighbouring characters of a run without spaces. A shorter run is a gram of its own.
func grams(run string, n int, yield func(gram string)) {
	var starts []int
	for i := range run {
		if starts = append(starts, i); len(starts) > n {
			yield(run[starts[0]:i])
			starts = starts[1:]
		}
	}
	yield(run[starts[0]:])
}

// gramLength is two for scripts of syllables and words, four for those of letters.
func gramLength(first rune) int {
	if kindOf(first) == han || (first >= 0x3040 && first <= 0x30ff) {
		return 2
	}
	return 4
}
