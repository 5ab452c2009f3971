package meaning

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Whatever a machine computes products of vectors with, it is the sum of the products.
func TestDot(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	least, most := Vector{}, Vector{}
	for i := range Dims {
		least[i], most[i] = math.MinInt8, math.MaxInt8
	}
	vectors := []Vector{{}, least, most}
	for range 50 {
		v := Vector{}
		for i := range v {
			v[i] = int8(random.IntN(256) - 128)
		}
		vectors = append(vectors, v)
	}
	for i := range vectors {
		for j := range vectors {
			want := int32(0)
			for k := range Dims {
				want += int32(vectors[i][k]) * int32(vectors[j][k])
			}
			if got, plain := dot(&vectors[i], &vectors[j]), sumOfProducts(&vectors[i], &vectors[j]); got != want || plain != want {
				t.Errorf("vectors %d and %d: dot %d, sumOfProducts %d, want %d", i, j, got, plain, want)
			}
		}
	}
}

// A sum is the same to the last bit, whatever a machine adds with: decisions are deterministic.
func TestAddNibbles(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	var plain, got [Dims]float32
	for range 200 {
		var nibbles [Dims / 2]byte
		for i := range nibbles {
			nibbles[i] = byte(random.IntN(256))
		}
		scale := random.Float32() / 8
		addPlain(&plain, &nibbles, scale)
		addNibbles(&got, &nibbles, scale)
		if got != plain {
			t.Fatalf("addNibbles %v, addPlain %v", got, plain)
		}
	}
}
