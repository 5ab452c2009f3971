package meaning

import "math"

// repeated is the power of its count that a repeated piece weighs.
const repeated = 1.3

// Vectors are the meanings of the beginnings of a text, one for each of limits, which ascend: the sum of the vectors of the first
// so many pieces. A piece has about four letters, or one or two characters of Chinese.
func (t *Table) Vectors(text string, limits ...int) []Vector {
	if len(limits) == 0 {
		return nil
	}
	pieces := t.pieces(text, limits[len(limits)-1])
	counts := make(map[int]float64, len(pieces))
	vectors := make([]Vector, len(limits))
	var sum [Dims]float32
	read := 0
	for i, limit := range limits {
		for ; read < min(limit, len(pieces)); read++ {
			// A piece seen n times weighs n^repeated in all: each time it adds what is missing.
			n := counts[pieces[read]]
			counts[pieces[read]] = n + 1
			weight := 1.0
			if n > 0 {
				weight = math.Pow(n+1, repeated) - math.Pow(n, repeated)
			}
			t.add(&sum, pieces[read], float32(weight))
		}
		vectors[i] = quantize(&sum)
	}
	return vectors
}

// Vector is the meaning of the first limit pieces of a text.
func (t *Table) Vector(text string, limit int) Vector { return t.Vectors(text, limit)[0] }
