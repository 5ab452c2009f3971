package incident

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// An alphabet is what is asked of characters again and again, for those below alphabetEnd: all alphabets and syllabaries that
// words with spaces are written in, but for Hangul and rare ones. Unicode's own tables are searched, and its normal forms
// composed, at ten times the cost.
type alphabet struct {
	classes [alphabetEnd]runeClass
	lower   [alphabetEnd]uint16
	folded  [alphabetEnd]uint16 // what fold makes of the character wherever it stands, 0 where that isn't one character
	roman   [alphabetEnd]string // what romanize makes of it, if it is romanAlone
}

const alphabetEnd = 0x3100 // behind katakana

type runeClass uint8

const (
	letter runeClass = 1 << iota
	mark
	digit
	capital    // or a title-case letter
	romanAlone // romanize needn't look at what stands beside it
)

var letters = sync.OnceValue(func() *alphabet {
	a := &alphabet{}
	for r := range rune(alphabetEnd) {
		a.classes[r], a.lower[r] = classOf(r), uint16(unicode.ToLower(r))
		a.folded[r] = foldedAlone(r)
		if isAlone(r) && !isHebrewMark(r) && hebrewSounds[r] == "" {
			a.classes[r] |= romanAlone
			a.roman[r] = strings.ToLower(romanOf(r))
		}
	}
	return a
})

func classOf(r rune) (c runeClass) {
	if unicode.IsLetter(r) {
		c |= letter
	}
	if unicode.IsMark(r) {
		c |= mark
	}
	if unicode.IsDigit(r) {
		c |= digit
	}
	if unicode.IsUpper(r) || unicode.IsTitle(r) {
		c |= capital
	}
	return c
}

func (a *alphabet) classOf(r rune) runeClass {
	switch {
	case r < alphabetEnd:
		return a.classes[r]
	case r >= 0x4e00 && r < 0x9fa6, r >= 0xac00 && r < 0xd7a4: // most of Chinese, and Hangul
		return letter
	}
	return classOf(r)
}

func (a *alphabet) toLower(r rune) rune {
	if r < alphabetEnd {
		return rune(a.lower[r])
	}
	return unicode.ToLower(r)
}

// isAlone reports whether a character is what NFC leaves it, whatever such characters it stands between.
func isAlone(r rune) bool {
	s := string(r)
	return norm.NFC.String(s) == s && norm.NFC.PropertiesString(s).BoundaryBefore()
}

// foldedAlone is the one character that fold makes of another, 0 where it makes none, or several, or where what stands beside it
// matters.
func foldedAlone(r rune) uint16 {
	folded := foldAny(string(r))
	f, size := utf8.DecodeRuneInString(folded)
	if size == 0 || size < len(folded) || f > 0xffff || !norm.NFKD.PropertiesString(string(r)).BoundaryBefore() || !isAlone(f) {
		return 0
	}
	return uint16(f)
}

// fold is fold of a word of which each character stands for itself; ok is false for another one.
func (a *alphabet) fold(word string) (folded string, ok bool) {
	var room [longWord]byte
	b := room[:0]
	for _, r := range word {
		switch {
		case r < alphabetEnd && a.folded[r] != 0:
			b = utf8.AppendRune(b, rune(a.folded[r]))
		case r >= 0xac00 && r < 0xd7a4: // Hangul is taken apart and put together again
			b = utf8.AppendRune(b, r)
		default:
			return "", false
		}
	}
	return string(b), true
}

// romanize is romanize of a word of which each character stands for itself; ok is false for another one.
func (a *alphabet) romanize(word string) (roman string, ok bool) {
	var room [longWord]byte
	b := room[:0]
	for _, r := range word {
		if r >= alphabetEnd || a.classes[r]&romanAlone == 0 {
			return "", false
		}
		b = append(b, a.roman[r]...)
	}
	return string(b), true
}
