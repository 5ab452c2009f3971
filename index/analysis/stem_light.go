package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A light stemmer removes the endings of nouns and adjectives, and a few of verbs, by a list. This is what
// remains of a language's grammar when only search is at stake (J. Savoy, "Light stemming approaches for the
// French, Portuguese, German and Hungarian languages", SAC 2006): the forms of one word should meet, and it
// doesn't matter what they meet in.

// endings makes a stemmer that removes the longest ending of a list, separated by spaces, that leaves at
// least min characters.
func endings(min int, list string) func(string) string {
	byLength := strings.Fields(list)
	slices.SortStableFunc(byLength, func(a, b string) int { return len(b) - len(a) })
	return func(word string) string {
		n := utf8.RuneCountInString(word)
		for _, e := range byLength {
			if strings.HasSuffix(word, e) && n-utf8.RuneCountInString(e) >= min {
				return word[:len(word)-len(e)]
			}
		}
		return word
	}
}

// steps applies stemmers one after the other.
func steps(stemmers ...func(string) string) func(string) string {
	return func(word string) string {
		for _, s := range stemmers {
			word = s(word)
		}
		return word
	}
}

// replacing makes a step that rewrites an ending, given as pairs of old and new, the first that fits.
func replacing(pairs ...string) func(string) string {
	return func(word string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if strings.HasSuffix(word, pairs[i]) {
				return word[:len(word)-len(pairs[i])] + pairs[i+1]
			}
		}
		return word
	}
}

// folding makes a step that strips diacritics, for stemmers whose lists are written without them.
func folding(word string) string { return fold(word, "") }

// twice applies a stemmer to its own result, for stemmers that take one layer of suffixes off at a time.
func twice(stem func(string) string) func(string) string { return steps(stem, stem) }

// undouble makes one consonant of two at the end.
func undouble(word string) string {
	last, n := utf8.DecodeLastRuneInString(word)
	before, _ := utf8.DecodeLastRuneInString(word[:len(word)-n])
	if last == before && !strings.ContainsRune("aeiouyæøåäö", last) && len(word) > 3 {
		return word[:len(word)-n]
	}
	return word
}

// withoutFleeting drops a vowel between the last two consonants, which comes and goes with the endings:
// książka, książek; povodeň, povodním.
func withoutFleeting(vowel, vowels string) func(string) string {
	return func(word string) string {
		chars := []rune(word)
		n := len(chars)
		if n < 4 || string(chars[n-2]) != vowel || strings.ContainsRune(vowels, chars[n-1]) || strings.ContainsRune(vowels, chars[n-3]) {
			return word
		}
		return string(chars[:n-2]) + string(chars[n-1])
	}
}
