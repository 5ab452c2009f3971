package analysis

import (
	"strings"

	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/swedish"
)

var (
	dutchStem     = steps(endings(4, "s"), orWhole(snowball(dutch.Stem)), dutchTail)
	swedishStem   = steps(endings(3, "et ets um"), endings(4, "n ns"), orWhole(snowball(swedish.Stem)), replacing("mm", "m"))
	danishStem    = steps(endings(4, "um"), orWhole(snowball(danish.Stem)), undouble)
	norwegianStem = steps(endings(4, "um"), orWhole(snowball(norwegian.Stem)), replacing("mm", "m"))
)

var afrikaansStem = steps(
	folding,
	endings(3, "heid hede inge ings ing like lik ies tjies tjie jies jie etjie"),
	endings(3, "te es e s"),
	dutchTail,
	replacing("w", "f"), // brief, briewe
)

var frisianStem = steps(folding, endings(3, "en s e n"), undouble)

var luxembourgishStem = steps(folding, endings(3, "er en n e s"))

// dutchTail evens out the spelling of long vowels and final consonants: ziekenhuis, ziekenhuizen; brug, bruggen;
// hospitaal, hospitale.
var dutchTail = steps(undouble, replacing("z", "s", "v", "f"), rule(func(word string) string {
	chars := []rune(word)
	if n := len(chars); n >= 4 && chars[n-2] == chars[n-3] && strings.ContainsRune("aeou", chars[n-2]) {
		return string(chars[:n-2]) + string(chars[n-1])
	}
	return word
}))
