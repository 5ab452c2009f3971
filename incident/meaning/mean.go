package meaning

import (
	"encoding/binary"
	"errors"
)

// A Mean is that of vectors which come one after the other. The zero Mean is of none.
type Mean struct {
	n    int64
	sums [Dims]int64
}

// lasting is from how many vectors on a Mean counts all that it has seen half.
const lasting = 1 << 14

// Add counts one more vector. The zero Vector counts for nothing.
func (m *Mean) Add(v *Vector) {
	if v.IsZero() {
		return
	}
	if m.n == lasting {
		m.n /= 2
		for i := range m.sums {
			m.sums[i] /= 2
		}
	}
	m.n++
	for i, x := range v {
		m.sums[i] += int64(x)
	}
}

// Vector is the direction of the mean.
func (m *Mean) Vector() Vector {
	var sum [Dims]float32
	for i, x := range m.sums {
		sum[i] = float32(x)
	}
	return quantize(&sum)
}

// cautious is how many vectors a Mean has to be of to be half believed.
const cautious = 20

// Centre is a vector as it is seen from the mean: what it says that the others don't all say too. Where all news is of one affair, that is
// what tells one text from the next (Mu and Viswanath, "All-but-the-Top", 2018). The zero Vector stays what it is.
func (m *Mean) Centre(v Vector) Vector {
	if v.IsZero() {
		return v
	}
	var sum [Dims]float32
	for i, x := range v {
		sum[i] = float32(float64(x) - float64(m.sums[i])/float64(m.n+cautious))
	}
	return quantize(&sum)
}

// Append appends the Mean as ReadMean reads it.
func (m *Mean) Append(b []byte) []byte {
	b = binary.AppendVarint(b, m.n)
	for _, x := range m.sums {
		b = binary.AppendVarint(b, x)
	}
	return b
}

// ReadMean reads what Append has written, and returns what is behind it.
func ReadMean(b []byte) (m Mean, rest []byte, err error) {
	read := func() int64 {
		x, n := binary.Varint(b)
		if n <= 0 {
			err = errMean
			return 0
		}
		b = b[n:]
		return x
	}
	m.n = read()
	for i := range m.sums {
		m.sums[i] = read()
	}
	if m.n < 0 || m.n > lasting {
		err = errMean
	}
	return m, b, err
}

var errMean = errors.New("not a mean of vectors")
