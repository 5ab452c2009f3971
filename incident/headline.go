package incident

import "slices"

// A headline holds the words of a title: what copies of texts are known by that are too short for a sketch. They are hashes of 15 bits,
// ascending, 0 behind the last, and an odd one is a word with a figure in it. Of titles without spaces it holds the pairs of characters.
type headline [headlineWords]uint16

const (
	headlineWords = 24  // that are read
	leastHeadline = 5   // words; fewer come again by chance
	leastPairs    = 10  // words and pairs of a title without spaces
	headlineDays  = 2.0 // later a headline comes again out of habit
	sameHeadline  = 0.9 // of the words of the shorter of two, from which on they are the same: outlets put their names behind it
)

func newHeadline(title string) (h headline) {
	letters := letters()
	n, pairs, inside, figure, spaceless := 0, 0, false, false, false
	word, before := newKey('h'), rune(0)
	put := func(hash uint64, figure bool) {
		w := uint16((hash^hash>>32)%(1<<15-1)+1) << 1
		if figure {
			w |= 1
		}
		if n < headlineWords && !slices.Contains(h[:n], w) {
			h[n] = w
			n++
		}
	}
	flush := func() {
		if inside && !spaceless {
			put(word, figure)
		}
		inside, figure, before = false, false, 0
	}
	for _, r := range title {
		r = letters.toLower(r)
		class := letters.classOf(r)
		if class&(letter|mark|digit) == 0 {
			flush()
			continue
		}
		k := kindOf(r)
		if joins := k == han || k == katakana || k == joined; !inside || joins != spaceless {
			flush()
			inside, spaceless, word = true, joins, newKey('h')
		}
		if spaceless {
			if before != 0 {
				put(extendKey(extendKey(newKey('h'), before), r), false)
				pairs++
			}
			before = r
			continue
		}
		word, figure = extendKey(word, r), figure || class&digit != 0
	}
	flush()
	if pairs > 0 && n < leastPairs {
		return headline{}
	}
	slices.Sort(h[:n])
	return h
}

// words are the words, without the empty rest.
func (h *headline) words() []uint16 {
	n := slices.Index(h[:], 0)
	if n < 0 {
		n = len(h)
	}
	return h[:n]
}

// repeats is how much of the shorter of two headlines stands in the other one; 0 where it is too short to tell, and where the other one
// doesn't have all its figures: each day's count of a plague is a report of its own.
func (h *headline) repeats(other *headline) float64 {
	shorter, longer := h.words(), other.words()
	if len(shorter) > len(longer) {
		shorter, longer = longer, shorter
	}
	if len(shorter) < leastHeadline {
		return 0
	}
	both := 0
	for _, w := range shorter {
		_, found := slices.BinarySearch(longer, w)
		switch {
		case found:
			both++
		case w&1 == 1:
			return 0
		}
	}
	return float64(both) / float64(len(shorter))
}

// repeated is how much of the shorter of two headlines stands in the other one, if one is all but the other, of at most two days before; else 0.
func repeated(a, b *document) float64 {
	if a.time != 0 && b.time != 0 && daysApart(a, b) > headlineDays {
		return 0
	}
	if r := a.headline.repeats(&b.headline); r >= sameHeadline {
		return r
	}
	return 0
}
