package incident

import (
	"slices"
	"strings"
	"unicode"
)

// Near-copies are found by bottom-k sketches of word shingles (Broder, "On the resemblance and containment of
// documents", 1997): the smallest hashes of two texts' shingles overlap as much as the texts do.
const (
	shingleWords = 5
	sketchSize   = 24
	minShingles  = 30  // shorter texts share too much by chance
	copyOverlap  = 0.6 // of the sketches, from which on a text is a copy
)

// sketch is the sketchSize smallest hashes of a text's shingles, ascending; nil for a short text. Texts without
// spaces are cut into characters.
func sketch(text string) []uint64 {
	var words []string
	for field := range strings.FieldsFuncSeq(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) }) {
		r, _ := firstRune(field)
		if k := kindOf(r); k == han || k == katakana || k == joined {
			for _, r := range field {
				words = append(words, string(r))
			}
			continue
		}
		words = append(words, field)
	}
	if len(words) < minShingles+shingleWords {
		return nil
	}
	hashes := make([]uint64, 0, len(words))
	for i := 0; i+shingleWords <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i : i+shingleWords] {
			h = (h ^ key('s', w)) * 0x9e3779b97f4a7c15
			h ^= h >> 29
		}
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return slices.Clone(hashes[:min(len(hashes), sketchSize)])
}

// resemblance estimates the share of shingles that two texts have in common.
func resemblance(a, b []uint64) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	// The smallest hashes of the union are a sample of it; those in both are the overlap.
	i, j, n, both := 0, 0, 0, 0
	for n < sketchSize && i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			both++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
		n++
	}
	return float64(both) / float64(max(n, 1))
}
