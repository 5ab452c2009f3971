package incident

import (
	"fmt"
	"maps"
	"math"
	"slices"
)

// A scriptPair is the class of a pair of articles by what their languages are written in.
func scriptPair(a, b *document, languages *languages) string {
	x, y := scriptName(languages.code(a.language)), scriptName(languages.code(b.language))
	switch {
	case a.language == b.language:
		return "one language, " + x
	case x > y:
		x, y = y, x
	}
	return "two languages, " + x + " and " + y
}

func scriptName(lang string) string {
	switch lang {
	case "ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg":
		return "Cyrillic"
	case "ar", "fa", "ur", "ps", "ckb", "ug", "sd", "he", "yi":
		return "Arabic or Hebrew"
	case "zh", "ja", "ko":
		return "Han or Hangul"
	}
	if latinLanguage(lang) {
		return "Latin"
	}
	return "another"
}

// reliability prints, for each pair of scripts, how far the verdicts of forests that haven't learned from a pair's fold can be trusted: what
// share of pairs the verdicts expect to be of one incident, what share is, and the step in log-odds that would make both the same. A
// step is drawn towards that of all pairs, by as much as so few pairs can't tell it from chance.
func reliability(lessons []*lesson) {
	classes := map[string][]*lesson{}
	for _, l := range lessons {
		classes[l.scripts] = append(classes[l.scripts], l)
	}
	fmt.Printf("%-48s %7s %6s | %8s %8s | %6s %6s %6s\n", "scripts", "pairs", "same", "expected", "observed", "step", "error", "drawn")
	whole, _ := stepOf(lessons)
	for _, name := range slices.Sorted(maps.Keys(classes)) {
		list := classes[name]
		same := 0
		var weight, expected, observed float64
		for _, l := range list {
			weight += l.weight
			expected += l.weight / (1 + math.Exp(-l.verdict))
			if l.same {
				same++
				observed += l.weight
			}
		}
		step, deviation := stepOf(list)
		const spread = 0.3 // of steps between classes, as far as they aren't chance
		drawn := whole + (step-whole)*spread*spread/(spread*spread+deviation*deviation)
		fmt.Printf("%-48s %7d %6d | %8.4f %8.4f | %6.2f %6.2f %6.2f\n", name, len(list), same, expected/weight, observed/weight, step, deviation, drawn)
	}
	fmt.Printf("%-48s %7d %6s | %8s %8s | %6.2f\n", "all", len(lessons), "", "", "", whole)
}

// stepOf is what has to be added to the verdicts so that as many pairs are expected to be of one incident as are, by Newton's method, and how far
// chance may have moved it: the standard error by the number of pairs, for their weights are no counts.
func stepOf(lessons []*lesson) (step, deviation float64) {
	var information, curve float64
	for range 20 {
		slope := 0.0
		information, curve = 0, 0
		for _, l := range lessons {
			p := 1 / (1 + math.Exp(-l.verdict-step))
			y := 0.0
			if l.same {
				y = 1
			}
			slope += l.weight * (y - p)
			curve += l.weight * p * (1 - p)
			information += l.weight * l.weight * p * (1 - p)
		}
		step += max(-1, min(1, slope/(curve+1e-9)))
	}
	return max(-9, min(9, step)), math.Sqrt(information) / (curve + 1e-9)
}
