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
	consonants string // the same without vowels; an initial vowel is "a"
	abjad      bool   // it is in a script that hardly writes vowels, Arabic or Hebrew
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
	abjad := strings.ContainsFunc(name, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) })
	return sound{letters, squeezed(consonants.String()), abjad}
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

const (
	leastConsonants = 3 // for two names to be the same by their consonants alone
	leastBeginning  = 5 // letters of two names that differ in their endings only
	longestEnding   = 2
)

// keys are what two names have in common that are alike, one of them at least.
func (s sound) keys() []string {
	var keys []string
	if s.letters != "" {
		keys = append(keys, "="+s.letters)
	}
	if len(s.consonants) >= leastConsonants {
		keys = append(keys, "c"+s.consonants)
	}
	if len(s.letters) >= leastBeginning {
		keys = append(keys, "b"+s.letters[:leastBeginning])
	}
	return keys
}

// like reports whether two names sound alike: by all letters up to an ending, or by their consonants and, where both are
// written with vowels, most of these.
func (s sound) like(t sound) bool {
	if s.letters == "" || t.letters == "" {
		return false
	}
	if s.letters == t.letters {
		return true
	}
	longer := max(len(s.letters), len(t.letters))
	if len(s.consonants) >= leastConsonants && s.consonants == t.consonants {
		return s.abjad || t.abjad || distance(s.letters, t.letters) <= longer/3
	}
	n := 0
	for n < min(len(s.letters), len(t.letters)) && s.letters[n] == t.letters[n] {
		n++
	}
	return n >= leastBeginning && longer-n <= longestEnding
}

// distance is how many letters have to be put in, taken out or replaced to make one word of the other (V. Levenshtein, 1966).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost++
			}
			last = row[j+1]
			row[j+1] = min(cost, row[j]+1, last+1)
		}
	}
	return row[len(b)]
}

// surelyLike is like for words that nothing but their sound says to be names: it takes more consonants.
func (s sound) surelyLike(t sound) bool {
	return len(s.consonants) > leastConsonants && s.like(t)
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
