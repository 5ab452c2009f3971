package extract

import (
	_ "embed"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

// weightsTable holds a line for each feature: its name, its weight in the first pass, its weight in the second,
// parted by tabs. They are the coefficients of two logistic regressions, fitted by the test of fit_test.go and
// readable as log-odds: what is true of a block adds its weight to the score, and a block with a score above
// 0 is more likely body than not.
//
//go:embed weights.tsv
var weightsTable string

// weights are the weights of all features in one pass, by the features' numbers.
type weights []float32

// A model is what both passes weigh features with.
type model struct {
	first, second weights
}

var loadModel = sync.OnceValue(func() model {
	m, err := parseWeights(weightsTable)
	if err != nil {
		panic("extract: weights.tsv, which is part of the program, is broken: " + err.Error())
	}
	return m
})

func parseWeights(table string) (model, error) {
	m := model{make(weights, offsets[groupsEnd]), make(weights, offsets[groupsEnd])}
	byName := make(map[string]group, groupsEnd)
	for g := range groupsEnd {
		byName[groups[g].name] = g
	}
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		base, number, _ := strings.Cut(fields[0], ":")
		g, known := byName[base]
		n, err := strconv.Atoi(number)
		if !known || err != nil || n < 0 || n >= groups[g].values || len(fields) != 3 {
			return model{}, fmt.Errorf("line %q", line)
		}
		for i, pass := range []weights{m.first, m.second} {
			w, err := strconv.ParseFloat(fields[i+1], 32)
			if err != nil {
				return model{}, fmt.Errorf("line %q", line)
			}
			pass[g.value(n)] = float32(w)
		}
	}
	return m, nil
}

// score is the sum of the weights of features, in log-odds.
func (w weights) score(features []feature) float64 {
	var sum float32
	for _, f := range features {
		sum += w[f]
	}
	return float64(sum)
}

// scoreClass buckets a score.
func scoreClass(s float64) int {
	return int(math.Max(0, math.Min(scores-1, math.Floor(s)+scores/2)))
}
