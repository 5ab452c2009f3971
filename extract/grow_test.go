package extract

import (
	"math"
	"math/rand/v2"
)

// An example is one block for the second pass.
type example struct {
	page   int
	score  float64 // of the first pass, which the trees add to
	traits traits
	body   float64
	weight float64
}

// How a forest is grown.
const (
	treeCount   = 220
	shrinkage   = 0.1
	leafPenalty = 4.0
	lowestSum   = 1.0 // of the second derivatives in a leaf
	pageShare   = 0.7 // of the pages that each tree sees
	traitShare  = 0.35
)

// A grower grows a forest by gradient boosting of the logistic loss: each tree's questions are, one after the other,
// those that gain most over all of its leaves, and its leaves one Newton step.
type grower struct {
	examples []example
	columns  [traitsEnd][]uint8
	score    []float64
	slope    []float32 // first derivative of the loss, by example; 0 for those that a tree doesn't see
	bend     []float32 // second derivative
	leaf     []uint8   // by example, so far as the tree has grown
	sample   []int     // the examples that the tree sees
	random   *rand.Rand
}

func grow(examples []example) forest {
	n := len(examples)
	g := grower{examples: examples, score: make([]float64, n), slope: make([]float32, n), bend: make([]float32, n), leaf: make([]uint8, n), random: rand.New(rand.NewPCG(3, 4))}
	for t := range traitsEnd {
		g.columns[t] = make([]uint8, n)
		for i := range examples {
			g.columns[t][i] = examples[i].traits[t]
		}
	}
	for i := range examples {
		g.score[i] = examples[i].score
	}
	var f forest
	for range treeCount {
		f = append(f, g.tree())
	}
	return f
}

func (g *grower) tree() tree {
	seen := map[int]bool{}
	g.sample = g.sample[:0]
	for i := range g.examples {
		e := &g.examples[i]
		if _, known := seen[e.page]; !known {
			seen[e.page] = g.random.Float64() < pageShare
		}
		g.slope[i], g.bend[i], g.leaf[i] = 0, 0, 0
		if seen[e.page] {
			g.sample = append(g.sample, i)
			p := 1 / (1 + math.Exp(-g.score[i]))
			g.slope[i], g.bend[i] = float32((p-e.body)*e.weight), float32(math.Max(p*(1-p), 1e-4)*e.weight)
		}
	}
	var asked []trait
	for t := range traitsEnd {
		if t == traitScore || g.random.Float64() < traitShare {
			asked = append(asked, t)
		}
	}
	var t tree
	for q := range treeDepth {
		t.asks[q], t.above[q] = g.question(asked, 1<<q)
		column := g.columns[t.asks[q]]
		for i := range g.leaf {
			g.leaf[i] <<= 1
			if column[i] > t.above[q] {
				g.leaf[i] |= 1
			}
		}
	}
	var slope, bend [1 << treeDepth]float64
	for i := range g.leaf {
		slope[g.leaf[i]] += float64(g.slope[i])
		bend[g.leaf[i]] += float64(g.bend[i])
	}
	for l := range t.leaf {
		t.leaf[l] = float32(-shrinkage * slope[l] / (bend[l] + leafPenalty))
	}
	for i := range g.leaf {
		g.score[i] += float64(t.leaf[g.leaf[i]])
	}
	return t
}

// question is the trait, of those asked for, and the bound that gain most where there are so many leaves.
func (g *grower) question(asked []trait, leaves int) (best trait, above uint8) {
	gain := 0.0
	worth := func(slope, bend float64) float64 { return slope * slope / (bend + leafPenalty) }
	for _, t := range asked {
		var slope, bend [1 << (treeDepth - 1)][maxTrait + 1]float32
		column := g.columns[t]
		for _, i := range g.sample {
			l, v := g.leaf[i]&(1<<(treeDepth-1)-1), column[i]
			slope[l][v&maxTrait] += g.slope[i]
			bend[l][v&maxTrait] += g.bend[i]
		}
		var gains [maxTrait]float64
		for l := range leaves {
			var allSlope, allBend, lowSlope, lowBend float64
			for v := range maxTrait + 1 {
				allSlope, allBend = allSlope+float64(slope[l][v]), allBend+float64(bend[l][v])
			}
			for v := range maxTrait {
				lowSlope, lowBend = lowSlope+float64(slope[l][v]), lowBend+float64(bend[l][v])
				if lowBend >= lowestSum && allBend-lowBend >= lowestSum {
					gains[v] += worth(lowSlope, lowBend) + worth(allSlope-lowSlope, allBend-lowBend) - worth(allSlope, allBend)
				}
			}
		}
		for v, g := range gains {
			if g > gain {
				gain, best, above = g, t, uint8(v)
			}
		}
	}
	return best, above
}
