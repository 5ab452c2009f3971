package incident

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// What two articles share shows itself less the less alike their languages are written: names without vowels, or spelled in characters
// for their sound, meet fewer of their like. The forest is told little of that, because few judged pairs are of any two scripts. So its
// verdicts on pairs in two languages are calibrated by pair of scripts: a step in log-odds is added to them.

// A script is what a language is written in, as far as it matters here.
type script uint8

const (
	latin      script = iota
	cyrillic          // and other letters with capitals: Greek, Armenian
	consonants        // Arabic and Hebrew, which leave vowels out
	characters        // Chinese, Japanese, Korean
	syllables         // Indic and Thai letters, and others
	scripts
)

var scriptNames = [scripts]string{"latin", "cyrillic", "consonants", "characters", "syllables"}

// scriptOf is the script of a language, by its tag; Latin where it isn't known.
func scriptOf(lang string) script {
	switch lang {
	case "ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "el", "hy":
		return cyrillic
	case "ar", "fa", "ur", "ps", "ckb", "ug", "sd", "he", "yi":
		return consonants
	case "zh", "ja", "ko":
		return characters
	case "ka", "hi", "mr", "ne", "bn", "as", "pa", "gu", "or", "ta", "te", "kn", "ml", "si", "th", "lo", "km", "my", "bo", "am", "ti", "dv":
		return syllables
	}
	return latin
}

// stepTable has a line for each pair of scripts: their names and the step. TestFit makes it, from the verdicts of forests on what they haven't
// learned from; see calibration_test.go.
//
//go:embed steps.tsv
var stepTable string

// A stepper tells the step of each pair of scripts.
type stepper [scripts][scripts]float64

var steps = func() stepper {
	s, err := parseSteps(stepTable)
	if err != nil {
		panic("incident: steps.tsv: " + err.Error())
	}
	return s
}()

func parseSteps(table string) (s stepper, err error) {
	byName := map[string]script{}
	for i, name := range scriptNames {
		byName[name] = script(i)
	}
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if len(f) != 3 {
			return s, fmt.Errorf("line %q has %d fields", line, len(f))
		}
		a, knownA := byName[f[0]]
		b, knownB := byName[f[1]]
		step, err := strconv.ParseFloat(f[2], 64)
		if !knownA || !knownB || err != nil {
			return s, fmt.Errorf("line %q", line)
		}
		s[a][b], s[b][a] = step, step
	}
	return s, nil
}

// format is the table, as parseSteps reads it.
func (s *stepper) format() string {
	var b strings.Builder
	for x := range scripts {
		for y := range x + 1 {
			fmt.Fprintf(&b, "%s\t%s\t%.2f\n", scriptNames[y], scriptNames[x], s[x][y])
		}
	}
	return b.String()
}
