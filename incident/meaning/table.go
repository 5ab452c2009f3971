package meaning

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"sync"
	"unicode/utf8"
)

//go:embed vectors.bin
var embedded []byte

// Default returns the table that the program carries, reading it at the first call.
var Default = sync.OnceValue(func() *Table {
	t, err := Read(embedded)
	if err != nil {
		panic("meaning: the embedded vectors are damaged: " + err.Error())
	}
	return t
})

// A Table holds the pieces of words with their scores and vectors. It is read-only and safe for concurrent use.
//
// The file, little-endian, version 2:
//
//	"PXVEC\x00\x00\x02"
//	uint32 n, the number of pieces; uint32 length of their text; uint32 dimensions; uint32 m, the number of regions
//	n × uint8    length of a piece in bytes
//	text         the pieces one after the other; a leading U+2581 stands for the space before a word;
//	             none goes on behind a space, and all are in the form that words makes
//	n × uint16   score: −log probability of the piece × 2048
//	n × uint16   the step of the piece's vector, in units of 2⁻¹⁶
//	n × dims/2   the vector: two numbers of four bits in a byte, the lower one first, each its value in steps plus 8
//	m × dims     the centres of the regions, as Vectors
type Table struct {
	starts  []uint32 // of each piece in text; one more at the end
	text    []byte
	scores  []float32
	steps   []float32
	nibbles []byte
	slots   []uint32 // open addressing by hash of a piece: its number + 1
	regions []Vector // the centres
	marks   []byte   // by hash; see marked
	unknown float32  // score of a character that no piece has
}

const magic = "PXVEC\x00\x00\x02"

// maxRegions is how many regions there are numbers for, in uint16 with one to spare.
const maxRegions = math.MaxUint16

// Read takes the bytes of a table, which it keeps. The error says what doesn't fit.
func Read(b []byte) (*Table, error) {
	const head = len(magic) + 16
	if len(b) < head || string(b[:len(magic)]) != magic {
		return nil, fmt.Errorf("not a table of vectors of version %d", magic[len(magic)-1])
	}
	header := func(i int) uint64 { return uint64(binary.LittleEndian.Uint32(b[len(magic)+4*i:])) }
	if dims := header(2); dims != Dims {
		return nil, fmt.Errorf("the vectors have %d dimensions, not %d", dims, Dims)
	}
	if regions := header(3); regions > maxRegions {
		return nil, fmt.Errorf("%d regions, more than %d", regions, maxRegions)
	}
	if want := uint64(head) + header(0)*(1+2+2+Dims/2) + header(1) + header(3)*Dims; uint64(len(b)) != want {
		return nil, fmt.Errorf("%d bytes instead of %d", len(b), want)
	}
	n, length, regions := int(header(0)), int(header(1)), int(header(3))
	t := &Table{starts: make([]uint32, n+1), scores: make([]float32, n), steps: make([]float32, n)}
	lengths, rest := b[head:head+n], b[head+n:]
	for i, l := range lengths {
		t.starts[i+1] = t.starts[i] + uint32(l)
	}
	if int(t.starts[n]) != length {
		return nil, fmt.Errorf("the pieces have %d bytes, their text %d", t.starts[n], length)
	}
	t.text, rest = rest[:length], rest[length:]
	for i := range n {
		t.scores[i] = -float32(binary.LittleEndian.Uint16(rest[2*i:])) / 2048
		t.steps[i] = float32(binary.LittleEndian.Uint16(rest[2*(n+i):])) / (1 << 16)
		t.unknown = min(t.unknown, t.scores[i])
	}
	t.unknown -= 10
	t.nibbles, rest = rest[4*n:4*n+n*Dims/2], rest[4*n+n*Dims/2:]
	t.regions = make([]Vector, regions)
	for i := range t.regions {
		for j, x := range rest[i*Dims : (i+1)*Dims] {
			t.regions[i][j] = int8(x)
		}
	}
	t.index()
	return t, nil
}

func (t *Table) index() {
	size := 4
	for size < 2*len(t.scores) {
		size *= 2
	}
	t.slots, t.marks = make([]uint32, size), make([]byte, marksPerSlot*size/marksPerByte)
	for i := range t.scores {
		h := t.mark(t.piece(i))
		at := h & uint32(size-1)
		for t.slots[at] != 0 {
			at = (at + 1) & uint32(size-1)
		}
		t.slots[at] = uint32(i + 1)
	}
}

// A mark is two bits for all that has the same hash, as far as the marks go: a longer piece begins with it, it is a piece. They
// spare most of the look-ups of what is no piece, at the cost of a Bloom filter with one hash.
const (
	markBegins = 1 << iota
	markWhole
	marksPerByte = 4
	marksPerSlot = 8
)

// mark marks a piece and returns its hash.
func (t *Table) mark(piece []byte) uint32 {
	h := uint32(hashSeed)
	for i, c := range piece {
		if i > 0 && utf8.RuneStart(c) {
			t.setMark(h, markBegins)
		}
		h = extend(h, c)
	}
	t.setMark(h, markWhole)
	return h
}

func (t *Table) setMark(h uint32, bits byte) {
	h &= uint32(len(t.marks)*marksPerByte - 1)
	t.marks[h/marksPerByte] |= bits << (h % marksPerByte * 2)
}

// marked reports whether pieces may begin with what has a hash, and whether it may be one.
func (t *Table) marked(h uint32) (begins, whole bool) {
	h &= uint32(len(t.marks)*marksPerByte - 1)
	bits := t.marks[h/marksPerByte] >> (h % marksPerByte * 2)
	return bits&markBegins != 0, bits&markWhole != 0
}

func (t *Table) piece(i int) []byte { return t.text[t.starts[i]:t.starts[i+1]] }

// find is the number of a piece, -1 if there is none. h is the hash of its bytes.
func (t *Table) find(piece []byte, h uint32) int {
	mask := uint32(len(t.slots) - 1)
	for at := h & mask; t.slots[at] != 0; at = (at + 1) & mask {
		if i := int(t.slots[at] - 1); string(t.piece(i)) == string(piece) {
			return i
		}
	}
	return -1
}

const hashSeed = 2166136261

// extend adds a byte to the FNV-1a hash of those before it.
func extend(h uint32, c byte) uint32 { return (h ^ uint32(c)) * 16777619 }

// add adds weight times the vector of a piece to the sum.
func (t *Table) add(sum *[Dims]float32, piece int32, weight float32) {
	addNibbles(sum, (*[Dims / 2]byte)(t.nibbles[int(piece)*Dims/2:]), weight*t.steps[piece])
}

// addPlain adds numbers of four bits, two in a byte, each less 8 and times a scale, to the sums; see addNibbles.
func addPlain(sum *[Dims]float32, nibbles *[Dims / 2]byte, scale float32) {
	var values [16]float32 // of a nibble
	for i := range values {
		values[i] = scale * float32(i-8)
	}
	for i, c := range nibbles {
		sum[2*i] += values[c&15]
		sum[2*i+1] += values[c>>4]
	}
}

// quantize turns a sum into a Vector of its direction.
func quantize(sum *[Dims]float32) (v Vector) {
	squares := sumOfSquares(sum[:])
	if squares == 0 {
		return v
	}
	scale := 127 / (spread * math.Sqrt(squares/Dims))
	for i, x := range sum {
		v[i] = int8(max(-127, min(127, math.Round(float64(x)*scale))))
	}
	return v
}

func sumOfSquares(list []float32) (sum float64) {
	for _, x := range list {
		sum += float64(x) * float64(x)
	}
	return sum
}
