package meaning

import (
	"math"
	"math/rand/v2"
)

// A projection maps vectors of any length to Dims numbers and leaves the angles between them about as they are: each number
// gets a random sign, all go through the Walsh–Hadamard transform, and of what comes out Dims are drawn at random (Ailon and
// Chazelle, "The Fast Johnson–Lindenstrauss Transform", 2009). Cosines come out with a standard error of at most 1/16, and
// exactly for vectors of up to Dims numbers. Signs and draws follow from the length alone, so that vectors of different runs are
// comparable.
type projection struct {
	signs []float32    // as many as the vectors have numbers
	size  int          // of the transform, a power of two
	drawn [Dims]uint16 // which of its results are kept
	room  []float32    // for the transform
}

// projectionSeed is that of the signs and draws. With another one all calibrations and saved vectors are void.
const projectionSeed = 0x70617261

func newProjection(dims int) *projection {
	p := &projection{signs: make([]float32, dims), size: Dims}
	for p.size < dims {
		p.size *= 2
	}
	random := rand.NewPCG(projectionSeed, uint64(dims))
	for i := range p.signs {
		p.signs[i] = 1 - 2*float32(random.Uint64()>>63)
	}
	order := make([]uint16, p.size)
	for i := range order {
		order[i] = uint16(i)
	}
	for i := range p.drawn {
		j := i + int(random.Uint64()%uint64(p.size-i))
		order[i], order[j] = order[j], order[i]
		p.drawn[i] = order[i]
	}
	p.room = make([]float32, p.size)
	return p
}

// apply projects a vector, whose length comes to be about 1 whatever it was; that of zeros stays what it is.
func (p *projection) apply(x []float32) (projected [Dims]float32) {
	squares := sumOfSquares(x)
	if squares == 0 {
		return projected
	}
	scale := float32(1 / math.Sqrt(squares*Dims))
	clear(p.room)
	for i, v := range x {
		p.room[i] = v * scale * p.signs[i]
	}
	hadamard(p.room)
	for i, at := range p.drawn {
		projected[i] = p.room[at]
	}
	return projected
}

// hadamard is the Walsh–Hadamard transform, in place; it makes vectors longer by the root of their size, a power of two.
func hadamard(x []float32) {
	for half := 1; half < len(x); half *= 2 {
		for block := 0; block < len(x); block += 2 * half {
			for i := block; i < block+half; i++ {
				x[i], x[i+half] = x[i]+x[i+half], x[i]-x[i+half]
			}
		}
	}
}
