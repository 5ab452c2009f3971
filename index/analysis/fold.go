package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// lower writes a word in lower case, in compatibility form (full-width letters, ligatures and Arabic
// presentation forms become plain ones), with "ss" for ß and one form of sigma. In Turkic languages I is the
// capital of ı, and İ of i everywhere.
func lower(word string, turkic bool) string {
	if isASCII(word) && !(turkic && strings.Contains(word, "I")) {
		return strings.ToLower(word)
	}
	word = norm.NFKC.String(word)
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range word {
		switch {
		case r == 'I' && turkic:
			b.WriteRune('ı')
		case r == 'İ':
			b.WriteRune('i')
		case r == 'ß' || r == 'ẞ':
			b.WriteString("ss")
		case r == 'ς':
			b.WriteRune('σ')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// fold strips the diacritics of Latin and Greek letters, except for the letters in keep, which count as
// letters of their own in their language's alphabet. Cyrillic loses stress marks and the dots of ё only: й
// and ї are letters. Other scripts are left alone, for their marks are vowels.
func fold(word, keep string) string {
	if isASCII(word) {
		return word
	}
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range word {
		switch {
		case r < utf8.RuneSelf || strings.ContainsRune(keep, r):
			b.WriteRune(r)
		case r >= 0x0300 && r <= 0x036F:
		case r == 'ё':
			b.WriteRune('е')
		case ligature(r) != "":
			b.WriteString(ligature(r))
		case unicode.In(r, unicode.Latin, unicode.Greek):
			b.WriteRune(baseLetter(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// baseLetter is a letter without its marks.
func baseLetter(r rune) rune {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	d := norm.NFD.Properties(buf[:n]).Decomposition()
	if d == nil {
		return r
	}
	base, _ := utf8.DecodeRune(d)
	return base
}

// ligature is what a letter without canonical decomposition is folded to, or "".
func ligature(r rune) string {
	switch r {
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'ø':
		return "o"
	case 'đ', 'ð':
		return "d"
	case 'ł':
		return "l"
	case 'ı':
		return "i"
	case 'þ':
		return "th"
	case 'ħ':
		return "h"
	case 'ŧ':
		return "t"
	case 'ə':
		return "e"
	}
	return ""
}

// foldArabicScript brings the ways together in which Arabic-script text is written: no vowel signs, one alef,
// one yeh, one kaf, one heh. It is for languages without a stemmer that does it.
func foldArabicScript(word string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'أ', 'إ', 'آ', 'ٱ':
			return 'ا'
		case 'ي', 'ى', 'ئ', 'ې':
			return 'ی'
		case 'ك':
			return 'ک'
		case 'ۀ', 'ہ', 'ە', 'ۂ', 'ھ':
			return 'ه'
		case 'ؤ':
			return 'و'
		}
		if isArabicMark(r) {
			return -1
		}
		return r
	}, word)
}

// foldArabic does the same for Arabic itself, with Arabic yeh and kaf.
func foldArabic(word string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'أ', 'إ', 'آ', 'ٱ':
			return 'ا'
		case 'ى', 'ی':
			return 'ي'
		case 'ک':
			return 'ك'
		case 'ة':
			return 'ه'
		}
		if isArabicMark(r) {
			return -1
		}
		return r
	}, word)
}

func isArabicMark(r rune) bool {
	return r >= 0x0610 && r <= 0x061A || r >= 0x064B && r <= 0x065F || r == 0x0670 || r >= 0x06D6 && r <= 0x06ED && unicode.IsMark(r)
}

// foldHebrew removes niqqud and cantillation, and the marks inside acronyms and foreign sounds.
func foldHebrew(word string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x0591 && r <= 0x05C7 || r == '"' || r == '״' || isApostrophe(r) {
			return -1
		}
		return r
	}, word)
}
