package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem/german"
)

// germanStem is Snowball's stem with the umlauts that Snowball takes away at the end: Fähren are not fahren.
func germanStem(word string) string {
	if woman, ok := strings.CutSuffix(word, "innen"); ok {
		word = woman + "in" // Ärztinnen
	}
	stem, chars := []rune(snowball(german.Stem)(word)), []rune(word)
	for i := range stem {
		if i < len(chars) && baseLetter(chars[i]) == stem[i] {
			stem[i] = chars[i]
		}
	}
	return string(stem)
}

// germanStemmer keeps the s that a stem ends in as a reading, for it looks like a genitive's: Zins, Zinsen.
var germanStemmer = func() *stemmer {
	whole := func(word string) string {
		if strings.HasSuffix(word, "s") {
			return word
		}
		return germanStem(word)
	}
	return &stemmer{
		likely: germanStem,
		whole:  whole,
		all:    func(word string) []string { return appendNew([]string{germanStem(word)}, whole(word)) },
	}
}()

// germanQueries adds the umlauts of a word that was typed on a keyboard without them: Muenchen.
func germanQueries(lowered string) []string {
	return appendNew([]string{lowered}, germanUmlauts.Replace(lowered))
}

var germanUmlauts = strings.NewReplacer("ae", "ä", "oe", "ö", "ue", "ü")

// germanNumber brings nouns together that take an umlaut in the plural: Haus and Häusern, Stadt and Städte, Mutter
// and Mütter. A word is taken for such a plural if the last vowel of its stem has an umlaut and its ending is one
// that goes with it, and for such a singular if that vowel is a, o or u and nothing but a genitive's s follows.
// The plurals in -er and those without an ending are few enough to be listed.
func germanNumber(lowered string) string {
	for _, end := range []string{"", "n", "s"} {
		noun, ok := strings.CutSuffix(lowered, end)
		if noun = fold(noun, ""); ok && hasSuffixOf(noun, germanSamePlural) {
			return noun
		}
	}
	stem := germanStem(lowered)
	ending := strings.TrimPrefix(lowered, stem)
	bare := fold(stem, "")
	switch i := strings.LastIndexAny(stem, "aeiouyäöü"); {
	case len(ending) == len(lowered) || i < 0:
		return ""
	case isUmlaut(stem, i):
		if ending == "e" || ending == "en" || strings.HasPrefix(ending, "er") && hasSuffixOf(bare, germanErPlural) {
			return bare
		}
	case strings.IndexByte("aou", stem[i]) >= 0:
		if ending == "" || ending == "s" || ending == "es" {
			return bare
		}
	}
	return ""
}

// isUmlaut reports whether the vowel at i is an umlaut or the second letter of äu.
func isUmlaut(stem string, i int) bool {
	r, _ := utf8.DecodeRuneInString(stem[i:])
	return strings.ContainsRune("äöü", r) || r == 'u' && strings.HasSuffix(stem[:i], "ä")
}

func hasSuffixOf(word string, suffixes []string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(word, s) {
			return true
		}
	}
	return false
}

// germanSamePlural are nouns, and last parts of nouns, whose plural differs from the singular by its umlaut only.
var germanSamePlural = strings.Fields(`mutter tochter vater bruder acker hammer kloster vogel apfel mantel mangel nagel sattel
	garten hafen laden schaden boden ofen graben kasten faden bogen`)

// germanErPlural are nouns, and last parts of nouns, with a plural in -er, without their umlaut.
var germanErPlural = strings.Fields(`haus buch mann land wald dorf rad blatt glas grab gras gut dach bad amt volk wort schloss
	loch horn tal kalb huhn fass fach gehalt mal haupt band pfand gewand wurm rand strauch mund tum`)
