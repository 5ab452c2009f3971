package incident

import (
	"fmt"
	"math"
)

// calibrate prints how far the verdicts of forests that haven't learned from a pair's fold can be trusted, by pair of scripts: what share of
// pairs they expect to be of one incident, what share is, and the step in log-odds that would make both the same. The steps it returns are
// drawn towards that of all pairs in two languages, by as much as so few pairs can't tell them from chance.
func calibrate(lessons []*lesson) (s stepper) {
	classes := map[[2]script][]*lesson{}
	var two, one []*lesson
	for _, l := range lessons {
		if l.x[inSame] == 1 {
			one = append(one, l)
			continue
		}
		two = append(two, l)
		classes[l.scripts] = append(classes[l.scripts], l)
	}
	fmt.Printf("%-24s %7s %6s | %8s %8s | %6s %6s %6s\n", "scripts", "pairs", "same", "expected", "observed", "step", "error", "drawn")
	calibrateClass("one language", one)
	whole, _ := calibrateClass("two languages", two)
	for x := range scripts {
		for y := range x + 1 {
			s[x][y] = whole
			if list := classes[[2]script{y, x}]; len(list) > 0 {
				step, deviation := calibrateClass(scriptNames[y]+" "+scriptNames[x], list)
				s[x][y] += (step - whole) * spreadOfSteps * spreadOfSteps / (spreadOfSteps*spreadOfSteps + deviation*deviation)
				fmt.Printf(" %6.2f", s[x][y])
			}
			s[y][x] = s[x][y]
		}
	}
	fmt.Println()
	return s
}

const (
	spreadOfSteps = 0.5 // between classes, as far as they aren't chance
	// The pairs of one incident aren't drawn one by one: articles are in several of them.
	clustered = 2
)

func calibrateClass(name string, lessons []*lesson) (step, deviation float64) {
	same := 0
	var weight, expected, observed float64
	for _, l := range lessons {
		weight += l.weight
		expected += l.weight / (1 + math.Exp(-l.verdict))
		if l.same {
			same++
			observed += l.weight
		}
	}
	step, deviation = stepOf(lessons)
	fmt.Printf("\n%-24s %7d %6d | %8.4f %8.4f | %6.2f %6.2f", name, len(lessons), same, expected/weight, observed/weight, step, deviation)
	return step, deviation
}

// stepOf is what has to be added to the verdicts so that as many pairs are expected to be of one incident as are, by Newton's method, and how far
// chance may have moved it.
func stepOf(lessons []*lesson) (step, deviation float64) {
	var spread, curve float64
	for range 30 {
		slope := 0.0
		spread, curve = 0, 0
		for _, l := range lessons {
			p := 1 / (1 + math.Exp(-l.verdict-step))
			y := 0.0
			if l.same {
				y = 1
			}
			slope += l.weight * (y - p)
			curve += l.weight * p * (1 - p)
			spread += l.weight * l.weight * p * (1 - p)
		}
		step += max(-1, min(1, slope/(curve+1e-9)))
	}
	return max(-3, min(3, step)), clustered * math.Sqrt(spread) / (curve + 1e-9)
}
