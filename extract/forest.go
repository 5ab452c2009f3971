package extract

import (
	_ "embed"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// forestTable holds a line for each tree: its questions ("words>8"), from the one that tells the lower half of the
// leaves from the upper one down, and its leaves, in log-odds.
//
//go:embed forest.tsv
var forestTable string

// treeDepth is how many questions a tree asks.
const treeDepth = 4

// A tree asks the same questions of every block, and has a leaf for each set of answers: an oblivious tree, as in
// CatBoost (Prokhorenkova et al., 2018).
type tree struct {
	asks  [treeDepth]trait
	above [treeDepth]uint8
	leaf  [1 << treeDepth]float32
}

// A forest is the second pass: the sum of its trees is the score of a block, in log-odds.
type forest []tree

func (f forest) score(x *traits) float64 {
	var sum float32
	for i := range f {
		t := &f[i]
		at := t.answer(0, x)<<3 | t.answer(1, x)<<2 | t.answer(2, x)<<1 | t.answer(3, x)
		sum += t.leaf[at]
	}
	return float64(sum)
}

// answer is 1 if the trait that a tree asks for is above the bound, else 0: the sign of a difference, for no processor
// guesses the outcome of a comparison here.
func (t *tree) answer(question int, x *traits) uint {
	return uint(int(t.above[question])-int(x[t.asks[question]])) >> (bits.UintSize - 1)
}

func parseForest(table string) (forest, error) {
	byName := make(map[string]trait, traitsEnd)
	for t := range traitsEnd {
		byName[traitName(t)] = t
	}
	var f forest
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != treeDepth+1<<treeDepth {
			return nil, fmt.Errorf("line %q", line)
		}
		var t tree
		for q, field := range fields[:treeDepth] {
			name, bound, _ := strings.Cut(field, ">")
			asked, known := byName[name]
			n, err := strconv.ParseUint(bound, 10, 8)
			if !known || err != nil {
				return nil, fmt.Errorf("line %q: the question %q", line, field)
			}
			t.asks[q], t.above[q] = asked, uint8(n)
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

// traitName is a trait's name in forest.tsv.
func traitName(t trait) string {
	switch {
	case t >= traitAround:
		return "around:" + itoa(int(t-traitAround))
	case t >= traitOwn:
		return "own:" + itoa(int(t-traitOwn))
	}
	return traitNames[t]
}
