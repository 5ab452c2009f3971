package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A stemmer brings the forms of one word together. It doesn't matter what they meet in.
//
// A light stemmer removes the endings of nouns and adjectives, and a few of verbs, by lists. This is what remains
// of a language's grammar when only search is at stake (J. Savoy, "Light stemming approaches for the French,
// Portuguese, German and Hungarian languages", SAC 2006). Its weakness is that it can't tell an ending from
// the end of a stem: it takes Turkish kadın, woman, for "of the kad". So a word of a text has all the stems that
// the lists allow, and a query word two, the likely one and the whole word: kadınlar is kadınlar, kadın and kad,
// and is found by kadın whatever its stem is taken for.
type stemmer struct {
	likely func(word string) string   // without the longest ending of each list
	whole  func(word string) string   // with all its endings, but spelt as stems are
	all    func(word string) []string // every way to take endings off or leave them; the likely one comes first
}

// maxReadings is how many stems a word of a text may have. Only words of many layers of endings have more.
const maxReadings = 5

// rule makes a stemmer of a function that leaves no choice.
func rule(f func(string) string) *stemmer {
	return &stemmer{likely: f, whole: f, all: func(word string) []string { return []string{f(word)} }}
}

// orWhole makes a stemmer of a function that may take too much.
func orWhole(f func(string) string) *stemmer {
	return &stemmer{
		likely: f,
		whole:  func(word string) string { return word },
		all:    func(word string) []string { return appendNew([]string{f(word)}, word) },
	}
}

// endings makes a stemmer that removes one ending of a list, separated by spaces, that leaves at least min
// characters.
func endings(min int, list string) *stemmer {
	last := map[rune][]string{} // by last letter, longest first
	for _, e := range strings.Fields(list) {
		r, _ := utf8.DecodeLastRuneInString(e)
		last[r] = append(last[r], e)
	}
	for _, list := range last {
		slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	candidates := func(word string) []string {
		r, _ := utf8.DecodeLastRuneInString(word)
		return last[r]
	}
	fits := func(word, ending string, n int) bool {
		return strings.HasSuffix(word, ending) && n-utf8.RuneCountInString(ending) >= min
	}
	return &stemmer{
		likely: func(word string) string {
			n := utf8.RuneCountInString(word)
			for _, e := range candidates(word) {
				if fits(word, e, n) {
					return word[:len(word)-len(e)]
				}
			}
			return word
		},
		whole: func(word string) string { return word },
		all: func(word string) []string {
			var list []string
			n := utf8.RuneCountInString(word)
			for _, e := range candidates(word) {
				if fits(word, e, n) {
					list = append(list, word[:len(word)-len(e)])
				}
			}
			return append(list, word)
		},
	}
}

// steps applies stemmers one after the other.
func steps(stemmers ...*stemmer) *stemmer {
	return &stemmer{
		likely: func(word string) string {
			for _, s := range stemmers {
				word = s.likely(word)
			}
			return word
		},
		whole: func(word string) string {
			for _, s := range stemmers {
				word = s.whole(word)
			}
			return word
		},
		all: func(word string) []string {
			words := []string{word}
			for _, s := range stemmers {
				var next []string
				for _, w := range words {
					for _, stem := range s.all(w) {
						next = appendNew(next, stem)
					}
				}
				words = next
			}
			return words
		},
	}
}

// replacing makes a step that rewrites an ending, given as pairs of old and new, the first that fits.
func replacing(pairs ...string) *stemmer {
	return rule(func(word string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if strings.HasSuffix(word, pairs[i]) {
				return word[:len(word)-len(pairs[i])] + pairs[i+1]
			}
		}
		return word
	})
}

// folding is a step that strips diacritics, for stemmers whose lists are written without them.
var folding = rule(func(word string) string { return fold(word, "") })

// twice applies a stemmer to its own result, for stemmers that take one layer of suffixes off at a time.
func twice(s *stemmer) *stemmer { return steps(s, s) }

// undouble makes one consonant of two at the end.
var undouble = rule(func(word string) string {
	last, n := utf8.DecodeLastRuneInString(word)
	before, _ := utf8.DecodeLastRuneInString(word[:len(word)-n])
	if last == before && !strings.ContainsRune("aeiouyæøåäö", last) && len(word) > 3 {
		return word[:len(word)-n]
	}
	return word
})

// withoutFleeting drops a vowel between the last two consonants, which comes and goes with the endings:
// książka, książek; povodeň, povodním.
func withoutFleeting(vowel, vowels string) *stemmer {
	return rule(func(word string) string {
		chars := []rune(word)
		n := len(chars)
		if n < 4 || string(chars[n-2]) != vowel || strings.ContainsRune(vowels, chars[n-1]) || strings.ContainsRune(vowels, chars[n-3]) {
			return word
		}
		return string(chars[:n-2]) + string(chars[n-1])
	})
}
