package incident

import "testing"

func TestStepsAreReadAsTheyAreWritten(t *testing.T) {
	got, err := parseSteps(steps.format())
	if err != nil || got != steps {
		t.Errorf("%v, %v instead of %v", err, got, steps)
	}
	for _, damaged := range []string{"latin\tlatin", "latin\trunes\t0.5", "latin\tlatin\tmuch"} {
		if _, err := parseSteps(damaged); err == nil {
			t.Errorf("%q was read", damaged)
		}
	}
}

// Two articles in two languages get the step of their scripts, those in one language none.
func TestPairsInTwoLanguagesAreCalibrated(t *testing.T) {
	whole := steps
	defer func() { steps = whole }()
	score := func(x, y langID) float64 {
		a, b := &document{language: x, script: latin}, &document{language: y, script: consonants}
		s := compare(a, b)
		s.shared[kindName], s.shared[kindNumber] = 2, 1 // two kinds of evidence
		return pairScore(&s, a, b)
	}
	steps = stepper{}
	two, one := score(1, 2), score(1, 1)
	steps[latin][consonants] = 0.5
	if got := score(1, 2) - two; got < 0.499 || got > 0.501 {
		t.Errorf("a step of %v", got)
	}
	if got := score(1, 1); got != one {
		t.Errorf("in one language %v became %v", one, got)
	}
}
