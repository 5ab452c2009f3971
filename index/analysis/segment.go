package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// The kinds of segments.
const (
	kindWord   = iota // letters, marks and digits, with apostrophes inside
	kindNumber        // digits, with separators inside
	kindTag           // #hashtag or @handle
	kindUnit          // one character (grapheme cluster) of a script written without spaces, or one emoji
)

// A segmenter cuts a text into words. It follows the word boundaries of UAX #29 in spirit, and departs from
// them where search needs it: scripts without spaces come character by character, hashtags, handles and
// numbers stay whole, "l’élection" and "צה״ל" are one word.
type segmenter struct {
	text       string
	i          int // where the search for the next segment begins
	start, end int // the current segment
	kind       int
	gap        int // 1 if a blank line stands before the current segment
	parts      int // up to here, separators part numbers: the text is a date or the like
}

func (s *segmenter) word() string { return s.text[s.start:s.end] }

// next moves to the next segment and reports whether there is one.
func (s *segmenter) next() bool {
	s.gap = 0
	newlines := 0
	for s.i < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[s.i:])
		switch {
		case r == '\n':
			newlines++
			if newlines > 1 {
				s.gap = 1
			}
		case isUnspaced(r) || isEmoji(r):
			s.takeUnit()
			return true
		case unicode.IsDigit(r):
			s.takeNumber()
			return true
		case unicode.IsLetter(r):
			if end := s.acronymEnd(); end > 0 {
				s.take(kindWord, s.i, end)
				return true
			}
			s.takeWord(s.i)
			return true
		case (r == '#' || r == '@' || r == '＃' || r == '＠') && isTagPart(s.runeAt(s.i+n)):
			s.takeTag(n)
			return true
		}
		s.i += n
	}
	return false
}

func (s *segmenter) runeAt(i int) rune {
	if i >= len(s.text) {
		return -1
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return r
}

func (s *segmenter) take(kind, start, end int) {
	s.kind, s.start, s.end, s.i = kind, start, end, end
}

// takeUnit takes one grapheme cluster.
func (s *segmenter) takeUnit() {
	s.take(kindUnit, s.i, s.i+clusterLen(s.text[s.i:]))
}

// peekUnit is the unspaced character that follows the current one without anything between, or "". Emoji
// form no pairs.
func (s *segmenter) peekUnit() string {
	r, _ := utf8.DecodeRuneInString(s.text[s.start:])
	i := s.end
	next := s.runeAt(i)
	for isIgnorable(next) { // zero-width spaces mark word ends in Khmer and Thai for some writers and not for others
		i += utf8.RuneLen(next)
		next = s.runeAt(i)
	}
	if isEmoji(r) || next < 0 || !isUnspaced(next) {
		return ""
	}
	return s.text[i : i+clusterLen(s.text[i:])]
}

func clusterLen(text string) int {
	const window = 64 // a longer cluster is noise; cutting it keeps hostile text from costing quadratic time
	if len(text) > window {
		text = cutAt(text, window)
	}
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(text, -1)
	return max(len(cluster), 1)
}

// takeTag takes "#word" or "@name"; n is the length of the sign.
func (s *segmenter) takeTag(n int) {
	j := s.i + n
	for j < len(s.text) {
		r, w := utf8.DecodeRuneInString(s.text[j:])
		if !isTagPart(r) && !unicode.IsMark(r) {
			break
		}
		j += w
	}
	s.take(kindTag, s.i, j)
}

// takeNumber takes digits with their separators, or a word that begins with digits ("3D", "20th").
func (s *segmenter) takeNumber() {
	j := s.i
	for j < len(s.text) {
		r, w := utf8.DecodeRuneInString(s.text[j:])
		if unicode.IsDigit(r) {
			j += w
			continue
		}
		if s.i < s.parts || !isNumberSeparator(r) || !unicode.IsDigit(s.runeAt(j+w)) {
			break
		}
		j += w
	}
	if r := s.runeAt(j); unicode.IsLetter(r) && !isUnspaced(r) {
		s.takeWord(s.i)
		return
	}
	if whole := s.text[s.i:j]; !isOneNumber(whole) {
		s.parts = j
		j = s.i + strings.IndexFunc(whole, isNumberSeparator)
	}
	s.take(kindNumber, s.i, j)
}

func (s *segmenter) takeWord(start int) {
	j := start
	var last rune
	for j < len(s.text) {
		r, w := utf8.DecodeRuneInString(s.text[j:])
		switch {
		case isUnspaced(r):
			s.take(kindWord, start, j)
			return
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || isIgnorable(r):
		case isInnerMark(r, last) && unicode.IsLetter(s.runeAt(j+w)) && !isUnspaced(s.runeAt(j+w)):
		default:
			s.take(kindWord, start, j)
			return
		}
		if !isIgnorable(r) {
			last = r
		}
		j += w
	}
	s.take(kindWord, start, j)
}

// acronymEnd is where an acronym with points ends that begins here, U.S., Ο.Η.Ε., EE.UU., or 0.
func (s *segmenter) acronymEnd() int {
	if strings.IndexByte(s.text[s.i:min(s.i+3*utf8.UTFMax, len(s.text))], '.') < 0 {
		return 0
	}
	end, groups := s.i, 0
	for i := s.i; ; {
		letters := 0
		for r := s.runeAt(i); unicode.IsUpper(r) && letters < 3; r = s.runeAt(i) {
			i += utf8.RuneLen(r)
			letters++
		}
		if letters == 0 || letters > 2 {
			break
		}
		r := s.runeAt(i)
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || isApostrophe(r) {
			break
		}
		groups++
		end = i
		if r != '.' {
			break
		}
		i++
	}
	if groups < 2 {
		return 0
	}
	return end
}

// isInnerMark reports whether r joins the letters around it into one word: an apostrophe, or the gershayim
// that Hebrew acronyms are written with, which looks like a quotation mark.
func isInnerMark(r, before rune) bool {
	switch r {
	case '"', '״':
		return unicode.Is(unicode.Hebrew, before)
	case '·': // Catalan l·l
		return before == 'l' || before == 'L'
	}
	return isApostrophe(r)
}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', 'ʼ', 'ʻ', '`', '´', '′', '׳', '＇', 'ʹ':
		return true
	}
	return false
}

func isTagPart(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// isUnspaced reports whether a letter belongs to a script whose words are not found by spaces alone. Korean
// has spaces, but its particles stick to the words.
func isUnspaced(r rune) bool {
	if r < 0x0E00 {
		return false
	}
	switch {
	case r <= 0x0EFF, // Thai, Lao
		r >= 0x1000 && r <= 0x109F, // Myanmar
		r >= 0x1780 && r <= 0x17FF: // Khmer
		return unicode.IsLetter(r) || unicode.IsMark(r)
	case r == 'ー' || r == '々' || r == '〆' || r == '〇' || r == 'ヶ' || r == 'ｰ':
		return true
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

// isEmoji covers the blocks that emoji live in.
func isEmoji(r rune) bool {
	return r >= 0x1F300 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF
}

// isIgnorable reports whether r shows nothing and separates nothing: joiners, soft hyphens, direction marks,
// Arabic tatweel.
func isIgnorable(r rune) bool {
	switch r {
	case 0x00AD, 0x034F, 0x0640, 0x061C, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF:
		return true
	}
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r >= 0xFE00 && r <= 0xFE0F
}

func stripIgnorable(s string) string {
	if strings.IndexFunc(s, isIgnorable) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isIgnorable(r) {
			return -1
		}
		return r
	}, s)
}

func cutAt(s string, n int) string {
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func hasDigit(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }
