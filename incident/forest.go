package incident

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// forestTable holds a line for each tree: its questions ("meaning>0.41"), from the one that tells the lower half of the leaves from
// the upper one down, and its leaves, in log-odds. TestFit makes it.
//
//go:embed forest.tsv
var forestTable string

// treeDepth is how many questions a tree asks.
const treeDepth = 4

// A tree asks the same questions whatever the answers, and has a leaf for each set of answers: an oblivious tree, as in
// CatBoost (Prokhorenkova et al., 2018). So few questions in common can't learn single pairs by heart.
type tree struct {
	asks  [treeDepth]uint8 // numbers of inputs
	above [treeDepth]float32
	leaf  [1 << treeDepth]float32
}

// A forest is the sum of its trees: the log-odds that two articles tell of one incident or, of joinForest, that a headline is of a group's and, of
// unionForest, that two groups are of one.
type forest []tree

func (f forest) score(x *inputs) float64 {
	var sum float32
	for i := range f {
		t := &f[i]
		at := 0
		for q := range treeDepth {
			yes := 0 // a coin toss that no processor predicts: there is no branch on it
			if x[t.asks[q]] > t.above[q] {
				yes = 1
			}
			at = at<<1 | yes
		}
		sum += t.leaf[at]
	}
	return float64(sum)
}

// forestWidth is how many pairs are scored at once.
const forestWidth = 8

// scores is score of up to forestWidth pairs.
func (f forest) scores(list []inputs) (scores [forestWidth]float64) {
	if len(list) < 2 || !wide || len(f) == 0 {
		for i := range list {
			scores[i] = f.score(&list[i])
		}
		return scores
	}
	var rows [numInputs][forestWidth]float32
	for i := range list {
		for k, x := range list[i] {
			rows[k][i] = x
		}
	}
	var sums [forestWidth]float32
	scoreWide(&f[0], len(f), &rows, &sums)
	for i := range list {
		scores[i] = float64(sums[i])
	}
	return scores
}

// pairForest tells whether two articles are on one incident.
var pairForest = mustForest("forest.tsv", forestTable, inputNames[:])

func mustForest(file, table string, names []string) forest {
	f, err := parseForest(table, names)
	if err != nil {
		panic("incident: " + file + ": " + err.Error())
	}
	return f
}

// parseForest reads the table of a forest whose inputs have some names.
func parseForest(table string, names []string) (forest, error) {
	byName := map[string]uint8{}
	for i, name := range names {
		byName[name] = uint8(i)
	}
	var f forest
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != treeDepth+1<<treeDepth {
			return nil, fmt.Errorf("line %q has %d fields", line, len(fields))
		}
		var t tree
		for q, field := range fields[:treeDepth] {
			name, bound, _ := strings.Cut(field, ">")
			input, known := byName[name]
			above, err := strconv.ParseFloat(bound, 32)
			if !known || err != nil {
				return nil, fmt.Errorf("line %q: the question %q", line, field)
			}
			t.asks[q], t.above[q] = input, float32(above)
		}
		for i, field := range fields[treeDepth:] {
			w, err := strconv.ParseFloat(field, 32)
			if err != nil {
				return nil, fmt.Errorf("line %q: the leaf %q", line, field)
			}
			t.leaf[i] = float32(w)
		}
		f = append(f, t)
	}
	return f, nil
}

// format is the table of a forest, as parseForest reads it.
func (f forest) format(names []string) string {
	var b strings.Builder
	for _, t := range f {
		for q := range treeDepth {
			fmt.Fprintf(&b, "%s>%s\t", names[t.asks[q]], strconv.FormatFloat(float64(t.above[q]), 'g', 6, 32))
		}
		for i, w := range t.leaf {
			if i > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(strconv.FormatFloat(float64(w), 'f', 4, 32))
		}
		b.WriteByte('\n')
	}
	return b.String()
}
