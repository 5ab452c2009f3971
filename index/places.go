package index

import "math/bits"

// A place is where a word stands in an article: the zone, and the position in it. Places are ordered by zone, and
// places of two zones are further apart than any distance that a query may ask for.
type place uint64

// The zones of an article, in the order in which the places of a term are written. A term in the text alone is the
// rule, and costs nothing for its zone.
const (
	zoneText = iota
	zoneTitle
	zoneLead
	zonePost
	zones
)

func placeAt(zone, pos int) place { return place(zone)<<32 | place(pos) }

func (p place) zone() int { return int(p >> 32) }

func (p place) pos() int { return int(uint32(p)) }

// The places of a term in an article are written as numbers of 62 bits. bleve keeps a number with each article of a
// term, meant for how often the term is in there, and 60 % of its index would be the records that it keeps of
// positions. So the places stand where the frequency should:
//
//	frequency      places that fit into one word: the word × 2
//	               places that don't: their standing × 2 + 1 (see standing), and the words in a location
//	location       the words, one each in position, start, end, and array positions
//	word           codes from the lowest bit on, and a 1 behind the last; a code lies within one word
//	code           0: what follows is of the next zone
//	               n: the place stands n positions behind the one before it in its zone; the first is at n - 1
//	               Exponential Golomb codes of order 6 (J. Teuhola, "A compression method for clustered
//	               bit-vectors", Information Processing Letters 7, 1978): numbers up to 447 take at most 11 bits
//
// On average a place takes 14 bits so, where bleve's own record takes 48.
const (
	wordBits    = 61
	golombOrder = 6
)

// A placeWriter packs places, which must come in ascending order.
type placeWriter struct {
	words []uint64
	word  uint64
	used  int
	zone  int
	next  int // first position that the next place of the zone may have
}

func (w *placeWriter) reset() { *w = placeWriter{words: w.words[:0]} }

func (w *placeWriter) add(p place) {
	for w.zone < p.zone() {
		w.put(0)
		w.zone++
		w.next = 0
	}
	w.put(uint64(p.pos() - w.next + 1))
	w.next = p.pos() + 1
}

func (w *placeWriter) put(n uint64) {
	v := n + 1<<golombOrder
	low := bits.Len64(v) - 1
	zeros := low - golombOrder
	width := zeros + 1 + low
	if w.used+width > wordBits {
		w.flush()
	}
	code := uint64(1)<<zeros | (v-1<<low)<<(zeros+1)
	w.word |= code << w.used
	w.used += width
}

func (w *placeWriter) flush() {
	w.words = append(w.words, w.word|1<<w.used)
	w.word, w.used = 0, 0
}

// finish returns the words. They are good until the next reset.
func (w *placeWriter) finish() []uint64 {
	w.flush()
	return w.words
}

// A placeReader unpacks places from words, which it is given one after the other.
type placeReader struct{ zone, next int }

// read appends the places of a word to a list.
func (r *placeReader) read(word uint64, list []place) []place {
	for word > 1 {
		zeros := bits.TrailingZeros64(word)
		low := zeros + golombOrder
		word >>= zeros + 1
		n := int(word&(1<<low-1)|1<<low) - 1<<golombOrder
		word >>= low
		if n == 0 {
			r.zone++
			r.next = 0
			continue
		}
		r.next += n
		list = append(list, placeAt(r.zone, r.next-1))
	}
	return list
}

// A standing is how often a term is in an article: in the text up to 31 times, and whether in the title, the lead and the
// posts. Eight bits hold it.
type standing uint8

const (
	standsInTitle standing = 1 << (5 + iota)
	standsInLead
	standsInPost
	standsInText = 31
)

// in reports whether the term stands in a zone.
func (t standing) in(zone int) bool {
	if zone == zoneText {
		return t&standsInText != 0
	}
	return t&(standsInTitle<<(zone-1)) != 0
}

func standingOf(list []place) standing {
	var t standing
	text := 0
	for _, p := range list {
		switch p.zone() {
		case zoneText:
			text++
		case zoneTitle:
			t |= standsInTitle
		case zoneLead:
			t |= standsInLead
		default:
			t |= standsInPost
		}
	}
	return t | standing(min(text, standsInText))
}

// standingOfWord is the standing of the places in one word, read without making a list.
func standingOfWord(word uint64) standing {
	var t standing
	zone, text := 0, 0
	for word > 1 {
		zeros := bits.TrailingZeros64(word)
		low := zeros + golombOrder
		end := zeros + 1 + low
		next := zeros == 0 && word&(1<<end-1) == 1 // the code of 0
		word >>= end
		switch {
		case next:
			zone++
		case zone == zoneText:
			text++
		default:
			t |= standsInTitle << (zone - 1)
		}
	}
	return t | standing(min(text, standsInText))
}
