package incident

import "slices"

// How much of their text two articles share is estimated by sketches: the smallest hashes of each text's shingles, runs of
// words. Below the smaller of two sketches' largest hashes both are complete samples of their text, so that what they have in
// common there stands for what the texts have (Broder, "On the resemblance and containment of documents", 1997; Beyer et al.,
// "On synopses for distinct-value estimation under multiset operations", 2007).
const (
	shingleWords = 5
	sketchSize   = 128
	minShingles  = 30 // shorter texts share too much by chance
	minSample    = 10 // of the shorter text, to say anything
)

// sketch is the sketchSize smallest hashes of a text's shingles, ascending; nil for a short text. Texts without
// spaces are cut into characters.
func sketch(text string) []uint64 {
	words := wordKeys(text)
	if len(words) < minShingles+shingleWords {
		return nil
	}
	return smallest(shingles(words, shingleWords), sketchSize)
}

// shingles are the hashes of all runs of n words.
func shingles(words []uint64, n int) []uint64 {
	hashes := make([]uint64, 0, len(words))
	for i := 0; i+n <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i : i+n] {
			h = (h ^ w) * 0x9e3779b97f4a7c15
			h ^= h >> 29
		}
		hashes = append(hashes, h)
	}
	return hashes
}

// smallest are the n smallest of some hashes, ascending, each once.
func smallest(hashes []uint64, n int) []uint64 {
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return slices.Clone(hashes[:min(len(hashes), n)])
}

// wordKeys are the keys of a text's words in small letters, of texts without spaces those of their characters.
func wordKeys(text string) []uint64 {
	keys := make([]uint64, 0, len(text)/6)
	letters := letters()
	inside, spaceless := false, false
	word := newKey('s')
	for _, r := range text {
		r = letters.toLower(r)
		if letters.classOf(r)&(letter|mark|digit) == 0 {
			if inside && !spaceless {
				keys = append(keys, word)
			}
			inside = false
			continue
		}
		if !inside {
			k := kindOf(r)
			inside, spaceless, word = true, k == han || k == katakana || k == joined, newKey('s')
		}
		if spaceless {
			keys = append(keys, extendKey(newKey('s'), r))
			continue
		}
		word = extendKey(word, r)
	}
	if inside && !spaceless {
		keys = append(keys, word)
	}
	return keys
}

// packSketch returns what of a sketch is kept: the upper halves of its hashes, which are as good in comparisons, and the lower
// halves of the first, to find documents by: for as the smallest of a text's hashes they have little left in the upper ones.
func packSketch(hashes []uint64) (halves []uint32, marks [indexedSketch]uint32) {
	for i, h := range hashes {
		halves = append(halves, uint32(h>>32))
		if i < len(marks) {
			marks[i] = uint32(h)
		}
	}
	return slices.Clip(halves), marks
}

// inCommon estimates which share of a's text, and which of b's, stands in the other one too; 0 where the sketches are too
// small to tell.
func inCommon(a, b []uint32) (ofA, ofB float64) {
	limit := ^uint32(0)
	for _, s := range [][]uint32{a, b} {
		if len(s) == sketchSize {
			limit = min(limit, s[len(s)-1])
		}
	}
	a, b = upTo(a, limit), upTo(b, limit)
	if min(len(a), len(b)) < minSample {
		return 0, 0
	}
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		// Which of the two is smaller is a coin toss that no processor predicts: there is no branch on it.
		less, more := int((uint64(a[i])-uint64(b[j]))>>63), int((uint64(b[j])-uint64(a[i]))>>63)
		both += 1 - less - more
		i += 1 - more
		j += 1 - less
	}
	return float64(both) / float64(len(a)), float64(both) / float64(len(b))
}

// upTo is the beginning of an ascending list, as far as it isn't above a limit.
func upTo(list []uint32, limit uint32) []uint32 {
	n, found := slices.BinarySearch(list, limit)
	for found && n < len(list) && list[n] == limit {
		n++
	}
	return list[:n]
}
