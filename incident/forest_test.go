package incident

import (
	"math/rand/v2"
	"testing"
)

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
