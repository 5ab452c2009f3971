package index

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
)

// A sound is a name as it sounds, roughly, so that its spellings in different scripts can be held side by side:
// Катанию, كاتانيا and Catania.
type sound struct {
	letters    string // in Latin letters that stand for one sound each
	consonants string // the same without vowels, which Arabic and Hebrew hardly write; an initial vowel is "a"
}

// sameSounds are letters and groups of letters that different scripts and languages write for one sound, or for sounds
// that some of them don't tell apart.
var sameSounds = strings.NewReplacer(
	"sch", "s", "tch", "s", "tsh", "s", "sh", "s", "ch", "k", "kh", "h", "ck", "k", "ph", "p", "th", "t", "gh", "g", "zh", "s",
	"ts", "s", "tz", "s", "qu", "k", "ce", "se", "ci", "si", "c", "k", "q", "k", "x", "ks", "z", "s", "w", "p", "b", "p", "v", "p", "f", "p",
	"d", "t", "j", "i", "y", "i", "'", "", "`", "")

// mostlyVowels are letters that unidecode takes for consonants or for sounds of their own: waw and vav, which mostly write a
// vowel, and the Japanese marks that only lengthen a sound.
var mostlyVowels = strings.NewReplacer("و", "u", "ו", "u", "ؤ", "u", "ッ", "", "ー", "")

// soundOf reads a name. Both parts are empty for what has no letters.
func soundOf(name string) sound {
	roman := strings.ToLower(unidecode.Unidecode(mostlyVowels.Replace(name)))
	roman = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, roman)
	letters := squeezed(sameSounds.Replace(roman))
	var consonants strings.Builder
	for i, r := range letters {
		switch {
		case !strings.ContainsRune("aeiouh", r):
			consonants.WriteRune(r)
		case i == 0:
			consonants.WriteByte('a')
		}
	}
	return sound{letters, squeezed(consonants.String())}
}

// squeezed writes letters that follow each other once.
func squeezed(s string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range s {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// leastConsonants are needed for two names to be the same by their consonants alone.
const leastConsonants = 3

// like reports whether two names sound alike: by all letters up to an ending, or by their consonants.
func (s sound) like(t sound) bool {
	if s.letters == "" || t.letters == "" {
		return false
	}
	if s.letters == t.letters {
		return true
	}
	if len(s.consonants) >= leastConsonants && s.consonants == t.consonants {
		return true
	}
	n := 0
	for n < min(len(s.letters), len(t.letters)) && s.letters[n] == t.letters[n] {
		n++
	}
	return n >= 5 && max(len(s.letters), len(t.letters))-n <= 2
}

// surelyLike is like for words that nothing but their sound says to be names: it takes more consonants.
func (s sound) surelyLike(t sound) bool {
	return len(s.consonants) > leastConsonants && s.consonants == t.consonants
}

// withoutParticle is a word of Arabic or Hebrew without the article or preposition that is written as its beginning, or
// the word itself.
func withoutParticle(word string) string {
	for _, particle := range []string{"وال", "بال", "ال", "لل", "و", "ب", "ل", "ה", "ו", "ב", "ל", "מ", "ש", "כ"} {
		if rest, ok := strings.CutPrefix(word, particle); ok {
			return rest
		}
	}
	return word
}

// hasCase reports whether a word is in a script that has capitals.
func hasCase(word string) bool {
	for _, r := range word {
		if unicode.IsUpper(r) || unicode.IsLower(r) {
			return true
		}
	}
	return false
}
