package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"parallax/index/analysis"
)

// A word is a word of a text as people count them, which the tokens of unspaced scripts aren't.
type word struct {
	key        string // equal for the forms of one word that differ in case and diacritics only
	form       string // as written
	term       string // what the index finds it by
	start, end int    // bytes
	paragraph  int    // grows with each
	pair       bool   // two neighbouring characters of a script without spaces; it overlaps its neighbours
	number     bool
}

// wordsOf makes words of the tokens of a text. Words of Korean, which divides them by spaces though it is searched by
// pairs of characters, are put together again. Of scripts without spaces every two neighbouring characters are a
// word, as nothing tells where their words end.
func wordsOf(text string, tokens []analysis.Token) []word {
	words := make([]word, 0, len(tokens))
	paragraph := 0
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		if i > 0 && t.Pos-tokens[i-1].Pos > analysis.MaxDistance {
			paragraph++
		}
		w := word{key: t.Surface, start: t.Start, end: t.End, paragraph: paragraph}
		if len(t.Terms) > 0 {
			w.term = t.Terms[0]
		}
		r, _ := utf8.DecodeRuneInString(text[t.Start:])
		switch {
		case unicode.Is(unicode.Hangul, r):
			for i+1 < len(tokens) && tokens[i+1].Start == w.end && isHangul(text[w.end:]) {
				i++
				w.end = tokens[i].End
			}
			w.key = shortened(text[w.start:w.end], longestForm)
		case isUndivided(r):
			if i+1 == len(tokens) || tokens[i+1].Start != t.End || !isUndividedText(text[t.End:]) {
				continue // the last character of a run is in the pair before it
			}
			w.end, w.pair = tokens[i+1].End, true
			w.key = text[w.start:w.end]
		default:
			w.number = isNumber(t.Surface)
		}
		w.form = shortened(text[w.start:w.end], longestForm)
		words = append(words, w)
	}
	return words
}

// What is kept of many words must not be as long as texts are: a text may be one word of a megabyte.
const (
	longestForm   = 240  // bytes of a word
	longestPhrase = 1000 // bytes of several
)

// shortened is the beginning of what is longer than so many bytes, and says so by an ellipsis. No character is cut in two.
func shortened(text string, most int) string {
	if len(text) <= most {
		return text
	}
	at, state := 0, -1
	for {
		cluster, _, _, next := uniseg.FirstGraphemeClusterInString(text[at:], state)
		if at+len(cluster) > most {
			return text[:at] + "…"
		}
		at, state = at+len(cluster), next
	}
}

func isHangul(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.Is(unicode.Hangul, r)
}

// isUndivided reports whether a character's script puts no spaces between words.
func isUndivided(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func isUndividedText(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return isUndivided(r)
}

// isNumber reports whether a folded word is digits with at most a point among them.
func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789.") == ""
}

// A form remembers which spelling of a word is the usual one, by a majority vote that needs no list (R. Boyer, J
// Moore, "MJRTY", 1981).
type form struct {
	text  string
	votes int
}

func (f *form) see(text string) {
	switch {
	case f.votes == 0:
		f.text, f.votes = strings.Clone(text), 1 // text would hold the whole article
	case f.text == text:
		f.votes++
	default:
		f.votes--
	}
}
