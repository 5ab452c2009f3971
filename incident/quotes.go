package incident

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax/incident/meaning"
)

// Within a language a quotation is known by its wording: by the smallest hashes of its shingles, so that a part of it is known as well.
// Across languages it is known by what it means, and by the numbers and names in it.
const (
	quoteShingle     = 4 // words
	quoteCharacters  = 8 // of scripts without spaces
	keysOfQuotation  = 4
	keptQuotes       = 6    // of an article, to be compared with other languages: the first
	quotePieces      = 80   // of a quotation, in its vector
	leastInformation = 12.0 // nats that the words of a quotation hold in all, to be kept
	plentyOfIt       = 40.0 // from which on it weighs all it can
)

// A quote is what is kept of a quotation to be compared with those of other languages.
type quote struct {
	vector meaning.Coarse
	within anchors
	number uint8 // of the quotation, among the surfaces; known only while its article is filed
}

// anchors are hashes of the numbers and names in a quotation, 0 where there are fewer.
type anchors [4]uint16

// addQuotations adds the quotations of a text and returns what is kept of them for other languages. A quotation weighs 1 if it is long and
// new, and less the more its words are what everybody says, and the more incidents it is quoted in.
func (g *Grouper) addQuotations(d *draft, text string, words *dictionary, stats *langStats) (kept []quote) {
	for _, q := range quotations(text) {
		tokens := tokenize(q, false, 0)
		words.annotate(tokens)
		information := stats.information(tokens)
		number, _ := d.word(kindQuotation, q)
		terms := make([]term, 0, keysOfQuotation)
		for _, k := range quotationKeys(q) {
			terms = append(terms, newTerm(k, 0, number))
		}
		weight := min(1, information/plentyOfIt) * g.window.novelty(terms)
		for _, t := range terms {
			d.terms[kindQuotation] = append(d.terms[kindQuotation], t.weighing(weight))
		}
		if len(kept) < keptQuotes && information >= leastInformation {
			v := g.reader.Vectors(q, quotePieces)[0]
			kept = append(kept, quote{v.Coarse(), words.anchors(q, tokens), uint8(number)})
		}
	}
	return kept
}

// information is the sum of the rarities of some words, each once, in nats.
func (s *langStats) information(tokens []token) (sum float64) {
	seen := make(map[uint64]bool, len(tokens))
	eachWord(tokens, func(k uint64, _ string, _ int) {
		if !seen[k] {
			seen[k] = true
			sum += s.rarity(k, s.background.stems)
		}
	})
	return sum
}

// quotationKeys are the smallest hashes of a quotation's shingles.
func quotationKeys(q string) []uint64 {
	n := quoteShingle
	first, _ := firstRune(strings.TrimLeftFunc(q, func(r rune) bool { return !unicode.IsLetter(r) }))
	if k := kindOf(first); k == han || k == katakana || k == joined {
		n = quoteCharacters
	}
	return smallest(shingles(wordKeys(q), n), keysOfQuotation)
}

// novelty is 1 for a quotation that no live article has, and less the more incidents there are whose articles have it, down to 0: what is
// quoted everywhere is a slogan.
func (w *window) novelty(terms []term) float64 {
	const slogan = 50 // incidents
	w.ready()
	groups := map[*group]bool{}
	for _, slot := range w.postings.list(firstKey(terms)) {
		if o := w.slots[slot]; o != nil {
			groups[o.incident] = true
		}
	}
	return max(0, 1-math.Log1p(float64(len(groups)))/math.Log1p(slogan))
}

// firstKey is the one of a quotation's keys that it is found by: the lowest.
func firstKey(terms []term) uint64 {
	lowest := uint64(math.MaxUint64)
	for _, t := range terms {
		lowest = min(lowest, t.key())
	}
	return lowest
}

// quotationKeys appends the keys that a document's quotations are found by, one for each.
func (d *document) quotationKeys(keys []uint64) []uint64 {
	var used [4]uint64
	for _, t := range d.of(kindQuotation) {
		if !taken(&used, t.word()) {
			take(&used, t.word())
			keys = append(keys, t.key())
		}
	}
	return keys
}

// anchors are those of a quotation.
func (d *dictionary) anchors(q string, tokens []token) (list anchors) {
	n := 0
	add := func(k uint64) {
		if n < len(list) {
			list[n] = uint16(k^k>>16^k>>32^k>>48) | 1
			n++
		}
	}
	for _, f := range figures([]rune(q)) {
		add(key('#', f.value))
	}
	for _, c := range d.names(tokens) {
		add(c.keys[0])
	}
	return list
}

func (a *anchors) shared(b *anchors) (n int) {
	for i, x := range a {
		if x != 0 && !slices.Contains(a[:i], x) && slices.Contains(b[:], x) {
			n++
		}
	}
	return n
}

// How alike two quotations in two languages are: the cosine of their vectors, and something for each number or name in both. Of quotations that
// have nothing to do with each other one pair in a thousand has as much as unlikeQuotes; translations have a bit more than alikeQuotes.
const (
	unlikeQuotes = 0.28
	alikeQuotes  = 0.42
	anchored     = 0.06
	closeCrowd   = 0.4 // where articles are closer to others than that, it takes as much more to be alike: see crowdOf
)

// translations tells of each of a's quotes how surely b has it too, in another language: 0 to 1. A quote of b stands for one of a.
func translations(a, b *document) (sure [keptQuotes]float64) {
	unlike := unlikeQuotes + max(0, float64(a.crowd+b.crowd)/2-closeCrowd)
	for j := range b.quotes {
		best, of := 0.0, 0
		for i := range a.quotes {
			x, y := &a.quotes[i], &b.quotes[j]
			if !x.vector.Near(&y.vector) {
				continue
			}
			if c := x.vector.Cosine(&y.vector) + anchored*float64(x.within.shared(&y.within)); c > best {
				best, of = c, i
			}
		}
		sure[of] = max(sure[of], min(1, (best-unlike)/(alikeQuotes-unlikeQuotes)))
	}
	return sure
}

// countQuotes says how many quotations two documents share.
func (s *similarity) countQuotes(a, b *document) {
	s.quoted = s.mass[kindQuotation]
	if s.same || len(a.quotes) == 0 || len(b.quotes) == 0 {
		return
	}
	sum := 0.0
	for _, sure := range translations(a, b) {
		sum += sure
	}
	s.quoted = max(s.quoted, sum)
}

// surelyQuoted is how much of a quotation two articles share at least where that is evidence of its own.
const surelyQuoted = 0.4

// sharedQuotations are the quotations of d that o has too, in its own language or another one.
func sharedQuotations(d, o *document, s *surfaces) []string {
	values := sharedWords(d, o, s, kindQuotation)
	if d.language != o.language || d.language == undetermined {
		for i, sure := range translations(d, o) {
			if sure < surelyQuoted {
				continue
			}
			if q := s[kindQuotation][d.quotes[i].number]; !slices.Contains(values, q) {
				values = append(values, q)
			}
		}
	}
	values = values[:min(len(values), shownQuotations)]
	for i, q := range values {
		values[i] = clipWords(q, shownRunes)
	}
	return values
}

const (
	shownQuotations = 3
	shownRunes      = 200 // of a quotation
)

// clipWords is the beginning of a text, of so many characters at most, with an ellipsis where there was more. It ends behind a word, or where
// no mark follows.
func clipWords(text string, runes int) string {
	clipped := clipRunes(text, runes)
	if len(clipped) == len(text) {
		return text
	}
	if i := strings.LastIndexFunc(clipped, unicode.IsSpace); i > len(clipped)/2 {
		return clipped[:i] + "…"
	}
	for next, _ := firstRune(text[len(clipped):]); unicode.IsMark(next) && clipped != ""; {
		var size int
		next, size = utf8.DecodeLastRuneInString(clipped)
		clipped = clipped[:len(clipped)-size]
	}
	return clipped + "…"
}

// appendQuotes writes quotes as decodeQuotes reads them: their number in a byte, and of each its vector and its anchors, 2 bytes each.
func appendQuotes(b []byte, quotes []quote) []byte {
	b = append(b, byte(len(quotes)))
	for i := range quotes {
		b = quotes[i].vector.Append(b)
		for _, a := range quotes[i].within {
			b = binary.LittleEndian.AppendUint16(b, a)
		}
	}
	return b
}

func (r *reader) quotes() []quote {
	n := int(r.byte())
	if n == 0 {
		return nil
	}
	if n > keptQuotes {
		r.short = true
		return nil
	}
	quotes := make([]quote, n)
	for i := range quotes {
		quotes[i].vector = meaning.ReadCoarse(r.bytes(meaning.CoarseBytes))
		for k := range quotes[i].within {
			quotes[i].within[k] = r.uint16()
		}
	}
	return quotes
}
