package meaning

import (
	"math"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// space is the character that stands in pieces for the space before a word.
const space = "\u2581"

// textRunes bounds what is read of a text by one call.
const textRunes = 20000

// normalize is the form of text that pieces are made of: NFKC, in small letters, each run of white space, and the beginning, one
// space mark. In small letters headlines in capitals and beginnings of sentences are what they are elsewhere.
func normalize(text string) []byte {
	b := make([]byte, 0, len(text)+len(text)/4)
	gap := true
	runes := 0
	for _, r := range strings.ToLower(norm.NFKC.String(text)) {
		if runes++; runes > textRunes {
			break
		}
		if r <= ' ' || r == 0x85 || r == 0x2028 || r == 0x2029 {
			gap = true
			continue
		}
		if gap {
			b = append(b, space...)
			gap = false
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

// pieces cuts a text into at most limit pieces, by the most probable of all ways to cut it (the unigram model of
// Kudo, "Subword Regularization", 2018, by the algorithm of Viterbi). Characters that no piece has are left out.
func (t *Table) pieces(text string, limit int) []int {
	b := normalize(text)
	// A piece has 3.5 bytes on average; what lies far beyond the limit needn't be cut.
	b = b[:runeStart(b, min(len(b), 16*limit+64))]
	type step struct {
		score float32
		piece int32 // -1: unknown
		from  int32
	}
	best := make([]step, len(b)+1)
	for i := 1; i <= len(b); i++ {
		best[i].score = float32(math.Inf(-1))
	}
	for i := 0; i < len(b); {
		_, width := utf8.DecodeRune(b[i:])
		h := uint32(hashSeed)
		for end := i; end < min(len(b), i+t.longest); {
			h = extend(h, b[end])
			end++
			if end < len(b) && !utf8.RuneStart(b[end]) {
				continue
			}
			if p := t.find(b[i:end], h); p >= 0 {
				if s := best[i].score + t.scores[p]; s > best[end].score {
					best[end] = step{s, int32(p), int32(i)}
				}
			}
		}
		if s := best[i].score + t.unknown; s > best[i+width].score {
			best[i+width] = step{s, -1, int32(i)}
		}
		i += width
	}
	var list []int
	for i := len(b); i > 0; i = int(best[i].from) {
		if best[i].piece >= 0 {
			list = append(list, int(best[i].piece))
		}
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list[:min(len(list), limit)]
}

// runeStart is the last place at or before i where a character begins.
func runeStart(b []byte, i int) int {
	for i > 0 && i < len(b) && !utf8.RuneStart(b[i]) {
		i--
	}
	return i
}
