package meaning

import (
	"math"
	"sync"
)

// repeated is the power of its count that a repeated piece weighs.
const repeated = 1.3

// gains are what a piece adds to its weight when it is read once more, by how often it was read before: seen n times it weighs
// n^repeated in all.
var gains = sync.OnceValue(func() (list [64]float32) {
	for n := range list {
		list[n] = gain(n)
	}
	return list
})

func gain(n int) float32 {
	return float32(math.Pow(float64(n+1), repeated) - math.Pow(float64(n), repeated))
}

// Vectors are the meanings of the beginnings of a text, one for each of limits, which ascend: the sum of the vectors of the first
// so many pieces. A piece has about four letters, or one or two characters of Chinese.
func (t *Table) Vectors(text string, limits ...int) []Vector {
	if len(limits) == 0 {
		return nil
	}
	pieces := t.pieces(text, limits[len(limits)-1])
	counts := make(map[int]int, len(pieces))
	vectors := make([]Vector, len(limits))
	gains := gains()
	var sum [Dims]float32
	read := 0
	for i, limit := range limits {
		for ; read < min(limit, len(pieces)); read++ {
			n := counts[pieces[read]]
			counts[pieces[read]] = n + 1
			weight := gains[min(n, len(gains)-1)]
			if n >= len(gains) {
				weight = gain(n)
			}
			t.add(&sum, pieces[read], weight)
		}
		vectors[i] = quantize(&sum)
	}
	return vectors
}

// Vector is the meaning of the first limit pieces of a text.
func (t *Table) Vector(text string, limit int) Vector { return t.Vectors(text, limit)[0] }
