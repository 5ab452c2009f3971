package incident

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"parallax/incident/meaning"
)

// The words that somebody has said are the same in all reports of one incident, in one language to the letter, and rarely found in
// others. They stand between marks, of which each language has its own habit, or behind a dash at the start of a paragraph.

const (
	maxQuotations   = 12  // of an article
	quotationRunes  = 900 // what is longer has lost its closing mark
	shortestQuote   = 5   // words: less is a title, a nickname or a single word of somebody's
	shortestUnspace = 12  // characters of a script without spaces
)

// closings are the marks that end what an opening mark has begun.
var closings = map[rune]string{
	'“': "”“", '„': "“”\"", '«': "»", '»': "«", '‹': "›", '›': "‹", '「': "」", '『': "』", '‘': "’", '”': "”", '"': "\"", '״': "״",
}

// quotations are the quotations of a text that are long enough to be known again, in their order. Nested ones are part of the outer one.
// One that goes on in the next paragraph ends with its own, as it begins anew there.
func quotations(text string) (list []string) {
	add := func(s string) {
		if s = strings.TrimSpace(s); isLongQuotation(s) {
			list = append(list, s)
		}
	}
	lineStart := true
	before := rune('\n')
	for at := 0; at < len(text) && len(list) < maxQuotations; {
		r, size := utf8.DecodeRuneInString(text[at:])
		rest := text[at+size:]
		inner, read := "", 0
		switch {
		case lineStart && (r == '—' || r == '–' || r == '―'):
			inner, read = spoken(rest)
		case opens(r, before, rest):
			inner, read = quoted(rest, r)
		}
		lineStart = r == '\n' || lineStart && unicode.IsSpace(r)
		before = r
		at += size
		if read > 0 {
			add(inner)
			at += read
			before, _ = utf8.DecodeLastRuneInString(text[:at])
			lineStart = before == '\n'
		}
	}
	return list
}

// opens reports whether a mark begins a quotation, by what stands before and after it: marks that look the same at both ends, and those
// that are apostrophes as well, have a word behind them and none before.
func opens(r, before rune, rest string) bool {
	if closings[r] == "" {
		return false
	}
	after, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '“', '„', '«', '‹', '「', '『':
		return true
	}
	return !unicode.IsSpace(after) && !unicode.IsLetter(before) && !unicode.IsDigit(before) && !strings.ContainsRune(".,!?…)", before)
}

// quoted is what stands in front of the mark that closes a quotation, and how much of the text that takes; 0 where there is no such mark.
func quoted(rest string, opening rune) (inner string, read int) {
	ends := closings[opening]
	before := rune(' ')
	n := 0
	for i, r := range rest {
		if n++; n > quotationRunes {
			return "", 0
		}
		if r == '\n' {
			// A mark that only opens says that the quotation goes on.
			if strings.ContainsRune("“„«「『", opening) && n > 1 {
				return rest[:i], i
			}
			return "", 0
		}
		if strings.ContainsRune(ends, r) {
			after, _ := utf8.DecodeRuneInString(rest[i+utf8.RuneLen(r):])
			inWord := unicode.IsLetter(before) && unicode.IsLetter(after)
			// An apostrophe, or the gershayim of a Hebrew abbreviation.
			if !(inWord && strings.ContainsRune("’\"״", r)) {
				return rest[:i], i + utf8.RuneLen(r)
			}
		}
		before = r
	}
	return "", 0
}

// spoken is what a paragraph that begins with a dash says up to the dash in front of the speaker, or to its end.
func spoken(rest string) (inner string, read int) {
	first, size := utf8.DecodeRuneInString(rest)
	if !unicode.IsSpace(first) || first == '\n' {
		return "", 0
	}
	before := first
	for i, r := range rest {
		if i < size {
			continue
		}
		if r == '\n' || ((r == '—' || r == '–' || r == '―') && !unicode.IsLetter(before)) {
			return rest[size:i], i
		}
		before = r
	}
	return rest[size:], len(rest)
}

// isLongQuotation reports whether a quotation has as many words as it takes.
func isLongQuotation(s string) bool {
	words, spaceless := 0, 0
	inside := false
	for _, r := range s {
		switch k := kindOf(r); {
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r):
			inside = false
		case k == han || k == katakana || k == joined:
			spaceless++
			inside = false
		case !inside:
			words++
			inside = true
		}
	}
	return words*shortestUnspace+spaceless*shortestQuote >= shortestQuote*shortestUnspace
}

// A quote is what is kept of a quotation to be compared with those of other languages.
type quote struct {
	vector meaning.Coarse // of its vector
	within anchors        // hashes of names and numbers in it, 0 where there are fewer
}

const (
	keptQuotes  = 6  // of an article
	quotePieces = 80 // of a quotation, in its vector

	quoteShingle      = 4 // words
	quoteCharacters   = 8 // of scripts without spaces
	keysOfQuotation   = 4 // the smallest of its shingles': parts of a quotation have some of them too
	leastInformation  = 12.0
	plentyInformation = 40.0 // nats that the words of a quotation hold, from which on it weighs all it can
)

// addQuotations adds the quotations of a text and returns what is kept of them for other languages.
func (g *Grouper) addQuotations(d *draft, text string, words *dictionary, stats *langStats) (kept []quote) {
	for _, q := range quotations(text) {
		tokens := tokenize(q, false, 0)
		words.annotate(tokens)
		information := 0.0
		seen := map[uint64]bool{}
		eachWord(tokens, func(k uint64, _ string, _ int) {
			if !seen[k] {
				seen[k] = true
				information += stats.rarity(k, stats.background.stems)
			}
		})
		keys := quotationKeys(q)
		weight := min(1, information/plentyInformation) * g.window.novelty(keys)
		word, _ := d.word(kindQuotation, q)
		for _, k := range keys {
			d.terms[kindQuotation] = append(d.terms[kindQuotation], newTerm(k, weight, word))
		}
		if len(kept) < keptQuotes && information >= leastInformation {
			v := g.reader.Vectors(q, quotePieces)[0]
			kept = append(kept, quote{v.Coarse(), words.anchors(q, tokens)})
		}
	}
	return kept
}

// quotationKeys are the smallest hashes of a quotation's shingles.
func quotationKeys(q string) []uint64 {
	words := wordKeys(q)
	n := quoteShingle
	if r, _ := firstRune(strings.TrimLeftFunc(q, func(r rune) bool { return !unicode.IsLetter(r) })); kindOf(r) == han || kindOf(r) == katakana || kindOf(r) == joined {
		n = quoteCharacters
	}
	return smallest(shingles(words, n), keysOfQuotation)
}

// novelty is 1 for a quotation that no live article has, and less the more incidents there are whose articles have it: what is quoted
// everywhere is a slogan.
func (w *window) novelty(keys []uint64) float64 {
	const slogan = 50 // incidents
	groups := map[*group]bool{}
	first := uint64(math.MaxUint64)
	for _, k := range keys {
		first = min(first, newTerm(k, 0, 0).key())
	}
	for _, slot := range w.postings.list(first) {
		if o := w.slots[slot]; o != nil {
			groups[o.incident] = true
		}
	}
	return max(0, 1-math.Log1p(float64(len(groups)))/math.Log1p(slogan))
}

// quotationMarks appends the keys that a document's quotations are found by, one for each.
func (d *document) quotationMarks(keys []uint64) []uint64 {
	var used [4]uint64
	for _, t := range d.of(kindQuotation) {
		if !taken(&used, t.word()) {
			take(&used, t.word())
			keys = append(keys, t.key())
		}
	}
	return keys
}

// anchors are hashes of the numbers and names in a quotation, 0 where there are fewer.
type anchors [4]uint16

func (d *dictionary) anchors(q string, tokens []token) (list anchors) {
	n := 0
	add := func(k uint64) {
		if h := uint16(k^k>>16^k>>32^k>>48) | 1; n < len(list) {
			list[n] = h
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

// translated says how much of what two documents in different languages quote is the same: the number of quotations that are each the
// other's closest, as far as they are alike.
func translated(a, b *document) (sum float64) {
	var best [keptQuotes]float64 // of b
	var of [keptQuotes]int
	for i := range a.quotes {
		for j := range b.quotes {
			x, y := &a.quotes[i], &b.quotes[j]
			if !x.vector.Near(&y.vector) {
				continue
			}
			c := x.vector.Cosine(&y.vector)
			c += anchored * float64(x.within.shared(&y.within))
			if c > best[j] {
				best[j], of[j] = c, i
			}
		}
	}
	var used [keptQuotes]float64
	for j, c := range best {
		used[of[j]] = max(used[of[j]], c)
	}
	for _, c := range used {
		sum += min(1, max(0, (c-unlike)/(alikeQuotes-unlike)))
	}
	return sum
}

const (
	unlike      = 0.28
	alikeQuotes = 0.42
	anchored    = 0.06
)
