package extract

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// weightsTable holds a line for each feature: its name and its weight, parted by a tab. They are the coefficients of a
// logistic regression, fitted by the test of fit_test.go and readable as log-odds: what is true of a block adds its
// weight to the score, and a block with a score above 0 is more likely body than not.
//
//go:embed weights.tsv
var weightsTable string

// weights are the weights of all features, by the features' numbers.
type weights []float32

// A model is what the two passes judge blocks with.
type model struct {
	first  weights
	second forest
}

var loadModel = sync.OnceValue(func() model {
	first, err := parseWeights(weightsTable)
	if err != nil {
		panic("extract: weights.tsv, which is part of the program, is broken: " + err.Error())
	}
	second, err := parseForest(forestTable)
	if err != nil {
		panic("extract: forest.tsv, which is part of the program, is broken: " + err.Error())
	}
	return model{first, second}
})

func parseWeights(table string) (weights, error) {
	m := make(weights, offsets[groupsEnd])
	byName := make(map[string]group, groupsEnd)
	for g := range groupsEnd {
		byName[groups[g].name] = g
	}
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		feature, weight, _ := strings.Cut(line, "\t")
		base, number, _ := strings.Cut(feature, ":")
		g, known := byName[base]
		n, err := strconv.Atoi(number)
		if !known || err != nil || n < 0 || n >= groups[g].values {
			return nil, fmt.Errorf("line %q", line)
		}
		w, err := strconv.ParseFloat(weight, 32)
		if err != nil {
			return nil, fmt.Errorf("line %q", line)
		}
		m[g.value(n)] = float32(w)
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
