package extract

import (
	"unicode"
	"unicode/utf8"
)

// A class is what a character of a word is: a set of the following, empty for all other characters. Every letter of a
// page is asked for it several times, so that the answers for most scripts stand in a table.
type class uint8

const (
	ofWord class = 1 << iota // letters, digits and marks
	isALetter
	isACapital
	isADigit
)

// alphabets is where the scripts written with spaces end.
const alphabets = 0x2000

// classes are the classes of the characters below alphabets, small what they are in lower case.
var classes, small = func() (classes [alphabets]class, small [alphabets]uint16) {
	for r := range rune(alphabets) {
		classes[r], small[r] = unicodeClass(r), uint16(unicode.ToLower(r))
	}
	return classes, small
}()

func unicodeClass(r rune) class {
	switch {
	case unicode.IsUpper(r):
		return ofWord | isALetter | isACapital
	case unicode.IsLetter(r):
		return ofWord | isALetter
	case unicode.IsDigit(r):
		return ofWord | isADigit
	case unicode.IsMark(r):
		return ofWord
	}
	return 0
}

func classOf(r rune) class {
	switch {
	case r < alphabets:
		return classes[r]
	case isHan(r):
		return ofWord | isALetter
	}
	return unicodeClass(r)
}

// toLower is what unicode.ToLower is.
func toLower(r rune) rune {
	switch {
	case r < alphabets:
		return rune(small[r])
	case isHan(r):
		return r
	}
	return unicode.ToLower(r)
}

// isHan knows the frequent ones.
func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }

// isDense reports whether r belongs to a script written without spaces.
func isDense(r rune) bool {
	switch {
	case r < 0x0e00:
		return false
	case r <= 0x0eff: // Thai, Lao
		return true
	case r >= 0x1000 && r <= 0x109f, r >= 0x1780 && r <= 0x17ff: // Burmese, Khmer
		return true
	case r >= 0x3040 && r <= 0x30ff, r >= 0x3400 && r <= 0x9fff, r >= 0xf900 && r <= 0xfaff, r >= 0x20000 && r <= 0x3ffff:
		return true
	}
	return false
}

// words counts the words of a text. In scripts that write no spaces two characters count as one word.
func words(s string) int {
	n, dense := 0, 0
	var before class // of the character before, as far as it is of a word
	for i := 0; i < len(s); {
		var now class
		if c := s[i]; c < utf8.RuneSelf {
			now = classes[c] & ofWord
			i++
		} else {
			r, size := utf8.DecodeRuneInString(s[i:])
			i += size
			if isDense(r) {
				dense++
			} else {
				now = classOf(r) & ofWord
			}
		}
		n += int(now &^ before)
		before = now
	}
	return n + (dense+1)/2
}
