package meaning

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// A Coarse vector is a Vector in two bits for each number instead of eight: its sign, and whether it is larger than most. Cosines come
// out close enough to tell what is alike from what isn't.
type Coarse struct{ negative, large [Dims / 64]uint64 }

// CoarseBytes is the size of a Coarse vector.
const CoarseBytes = 2 * Dims / 8

// What a small and a large number stand for: they part at the root mean square of all, and large ones are about three times as large.
const (
	largeFrom  = 127.0 / spread
	largeTimes = 3
)

// Coarse returns the vector in two bits for each number.
func (v *Vector) Coarse() (c Coarse) {
	for i, x := range v {
		if x < 0 {
			c.negative[i/64] |= 1 << (i % 64)
		}
		if math.Abs(float64(x)) > largeFrom {
			c.large[i/64] |= 1 << (i % 64)
		}
	}
	return c
}

// Near reports whether the signs alone leave it possible that two vectors are alike: it costs a tenth of Cosine, and most are not.
func (c *Coarse) Near(o *Coarse) bool {
	differ := 0
	for i := range c.negative {
		differ += bits.OnesCount64(c.negative[i] ^ o.negative[i])
	}
	return differ <= nearSigns
}

// nearSigns is how many signs of vectors with a cosine of .3 may differ: 103 on average, and two standard deviations more.
const nearSigns = 118

// Cosine estimates the cosine of the angle between the vectors that two Coarse ones are of, in [-1, 1].
func (c *Coarse) Cosine(o *Coarse) float64 {
	// A number is ±(1 + 2l), where l is 1 if it is large; the product of two is ±(1 + 2l + 2l′ + 4ll′), negative where the signs differ.
	const more = largeTimes - 1
	dot, squares, otherSquares := 0, 0, 0
	for i := range c.negative {
		differ := c.negative[i] ^ o.negative[i]
		signed := func(set uint64) int { return bits.OnesCount64(set) - 2*bits.OnesCount64(set&differ) }
		dot += signed(math.MaxUint64) + more*(signed(c.large[i])+signed(o.large[i])) + more*more*signed(c.large[i]&o.large[i])
		squares += bits.OnesCount64(c.large[i])
		otherSquares += bits.OnesCount64(o.large[i])
	}
	length := func(large int) float64 { return float64(Dims + (largeTimes*largeTimes-1)*large) }
	return float64(dot) / math.Sqrt(length(squares)*length(otherSquares))
}

// Append appends the vector's CoarseBytes bytes.
func (c *Coarse) Append(b []byte) []byte {
	for _, words := range [][Dims / 64]uint64{c.negative, c.large} {
		for _, w := range words {
			b = binary.LittleEndian.AppendUint64(b, w)
		}
	}
	return b
}

// ReadCoarse reads what Append has written; of fewer bytes it makes the zero vector.
func ReadCoarse(b []byte) (c Coarse) {
	if len(b) < CoarseBytes {
		return c
	}
	for i := range c.negative {
		c.negative[i] = binary.LittleEndian.Uint64(b[8*i:])
		c.large[i] = binary.LittleEndian.Uint64(b[8*(i+len(c.negative)):])
	}
	return c
}
