package incident

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A forest is written as it is read, and isn't taken for another one.
func TestForestTables(t *testing.T) {
	for name, c := range map[string]struct {
		forest forest
		inputs []string
		other  string // table of another forest
	}{
		"pairs":  {pairForest, inputNames[:], joinTable},
		"joins":  {joinForest, joinInputs[:], forestTable},
		"unions": {unionForest, unionInputs[:], joinTable},
	} {
		got, err := parseForest(c.forest.format(c.inputs), c.inputs)
		if err != nil {
			t.Fatal(name, ": ", err)
		}
		if diff := cmp.Diff(c.forest, got, cmp.AllowUnexported(tree{})); diff != "" {
			t.Error(name, ": ", diff)
		}
		if _, err := parseForest(c.other, c.inputs); err == nil {
			t.Errorf("%s: the table of another forest was read", name)
		}
	}
}

// Pairs scored together get to the last bit what each gets alone: decisions are deterministic on all machines.
func TestScoresOfSeveralPairs(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	list := make([]inputs, 500)
	for i := range list {
		for k := range list[i] {
			list[i][k] = random.Float32()*4 - 1
		}
		for range 12 { // bounds themselves, and beside them
			tree := &pairForest[random.IntN(len(pairForest))]
			q := random.IntN(treeDepth)
			list[i][tree.asks[q]] = tree.above[q]
		}
	}
	for n := range forestWidth + 1 {
		for at := 0; at+n <= len(list); at += forestWidth {
			some := list[at : at+n]
			scores := pairForest.scores(some)
			for i := range some {
				if want := pairForest.score(&some[i]); scores[i] != want {
					t.Fatalf("pair %d of %d: %v together, %v alone", i, n, scores[i], want)
				}
			}
		}
	}
}
