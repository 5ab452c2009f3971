package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// irishUnmutated removes what Irish puts before a capital at the beginning of a word: an tAire, i mBaile, na hÉireann.
func irishUnmutated(word string) string {
	for _, prefix := range []string{"bhF", "mB", "gC", "nD", "nG", "bP", "dT", "tS"} {
		if strings.HasPrefix(word, prefix) {
			return word[len(prefix)-1:]
		}
	}
	if len(word) > 1 && strings.IndexByte("tnh", word[0]) >= 0 {
		if r, _ := utf8.DecodeRuneInString(word[1:]); unicode.IsUpper(r) {
			return word[1:]
		}
	}
	return word
}

// irishRoot removes the mutations of lower-case words: bhfuil, gcathair, chathair.
func irishRoot(lowered string) string {
	for _, prefix := range []string{"bhf", "mb", "gc", "nd", "bp", "dt", "ts"} {
		if strings.HasPrefix(lowered, prefix) && len(lowered) > 4 {
			lowered = lowered[len(prefix)-1:]
			break
		}
	}
	if len(lowered) > 3 && lowered[1] == 'h' && strings.IndexByte("bcdfgmpst", lowered[0]) >= 0 {
		return lowered[:1] + lowered[2:]
	}
	return lowered
}

var irishStem = steps(
	endings(3, "aithe aithí eanna anna acha eacha íonna aíonna tha ibh aibh aigh igh aí í e a te ta"),
	rule(irishBroad),
)

// irishBroad undoes the slender plural and genitive of broad nouns: toghchán, toghcháin; leabhar, leabhair.
func irishBroad(word string) string {
	chars := []rune(word)
	if n := len(chars); n >= 4 && chars[n-2] == 'i' && strings.ContainsRune("aáoóuúé", chars[n-3]) {
		return string(chars[:n-2]) + string(chars[n-1])
	}
	return word
}

var gaelicStem = steps(endings(3, "aichean ichean aiche an ean a e"), rule(irishBroad))

var welshStem = endings(3, "iadau ion iau au oedd on ydd od aid iaid ed wyr i")

// welshReadings are the words that a form can stand for once the mutation of its first sound is undone: Nghaerdydd is
// Caerdydd, ferch is merch or berch.
func welshReadings(word string) []string {
	forms := []string{word}
	for _, m := range welshMutations {
		if rest, ok := strings.CutPrefix(word, m.mutated); ok && utf8.RuneCountInString(rest) >= 2 {
			forms = append(forms, m.radical+rest)
		}
	}
	return forms
}

var welshMutations = []struct{ mutated, radical string }{
	{"ngh", "c"}, {"mh", "p"}, {"nh", "t"}, {"ng", "g"}, {"ch", "c"}, {"ph", "p"}, {"th", "t"}, {"dd", "d"}, {"g", "c"}, {"b", "p"}, {"d", "t"},
	{"f", "b"}, {"f", "m"}, {"m", "b"}, {"n", "d"}, {"l", "ll"}, {"r", "rh"}, {"w", "gw"},
}
