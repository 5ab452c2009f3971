package incident

import "golang.org/x/sys/cpu"

// wide reports whether the processor has instructions for 256 bits, as those of the last ten years have.
var wide = cpu.X86.HasAVX2

// scoreWide sums n trees up for eight pairs, whose inputs stand in the columns of rows. Every sum is to the last bit what forest.score
// makes of it.
//
//go:noescape
func scoreWide(trees *tree, n int, rows *[numInputs][forestWidth]float32, sums *[forestWidth]float32)
