package meaning

import (
	"iter"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// space is the character that stands in pieces for the space before a word.
const space = "\u2581"

// textRunes bounds what is read of a text by one call.
const textRunes = 20000

// words yields the words of a field, a part of a text between spaces, as pieces are made of them: in NFKC and in small letters, each with
// a space mark before it. In small letters headlines in capitals and beginnings of sentences are what they are elsewhere. Each is valid
// until the next.
//
// Nothing combines with a space before it, so that normalizing word by word is the same as normalizing the text, and what lies
// behind the last word that is asked for costs nothing.
func words(field string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		var word []byte
		if !isASCII(field) {
			field = norm.NFKC.String(field)
		}
		for part := range strings.FieldsFuncSeq(field, isSpace) { // NFKC makes spaces of wider and narrower ones
			word = append(word[:0], space...)
			for _, r := range part {
				word = utf8.AppendRune(word, unicode.ToLower(r))
			}
			if !yield(word) {
				return
			}
		}
	}
}

func isSpace(r rune) bool { return r <= ' ' || r == 0x85 || r == 0x2028 || r == 0x2029 }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// clip is the beginning of a text, of at most so many characters.
func clip(text string, runes int) string {
	if len(text) <= runes {
		return text
	}
	for i := range text {
		if runes--; runes < 0 {
			return text[:i]
		}
	}
	return text
}

// A cutter cuts words into pieces, by the most probable of all ways to cut each (the unigram model of Kudo, "Subword
// Regularization", 2018, by the algorithm of Viterbi).
type cutter struct {
	table *Table
	list  []int32 // of pieces
	best  []step  // by where it ends; room for the next word
}

// A step is the last one of the best way to cut the beginning of a word.
type step struct {
	score float32 // of the whole way
	piece int32   // -1: a character that no piece has
	from  int32
}

func (c *cutter) cut(word []byte) {
	t := c.table
	best := slices.Grow(c.best[:0], len(word)+1)[:len(word)+1]
	c.best = best
	best[0] = step{}
	for i := 1; i <= len(word); i++ {
		best[i].score = float32(math.Inf(-1))
	}
	for i := 0; i < len(word); {
		_, width := utf8.DecodeRune(word[i:])
		h := uint32(hashSeed)
		for end := i; end < len(word); {
			h = extend(h, word[end])
			end++
			if end < len(word) && !utf8.RuneStart(word[end]) {
				continue
			}
			begins, whole := t.marked(h)
			if whole {
				if p := t.find(word[i:end], h); p >= 0 {
					if s := best[i].score + t.scores[p]; s > best[end].score {
						best[end] = step{s, int32(p), int32(i)}
					}
				}
			}
			if !begins {
				break
			}
		}
		if s := best[i].score + t.unknown; s > best[i+width].score {
			best[i+width] = step{s, -1, int32(i)}
		}
		i += width
	}
	first := len(c.list)
	for i := len(word); i > 0; i = int(best[i].from) {
		if best[i].piece >= 0 {
			c.list = append(c.list, best[i].piece)
		}
	}
	slices.Reverse(c.list[first:])
}

// runeStart is the last place at or before i where a character begins.
func runeStart(b []byte, i int) int {
	for i > 0 && i < len(b) && !utf8.RuneStart(b[i]) {
		i--
	}
	return i
}
