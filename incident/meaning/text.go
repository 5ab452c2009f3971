package meaning

import (
	"math"
	"slices"
	"strings"
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

// A Reader reads texts for their vectors, and remembers how words are cut, for the same ones come again and again. It is not safe for
// concurrent use.
type Reader struct {
	cutter
	known  map[string]cut // fields that were met of late
	before map[string]cut // and before these
	counts []count
}

// A cut is how a field is cut into pieces.
type cut struct {
	pieces []int32
	length int // of its words in bytes, each with its space mark
}

const (
	knownFields = 1 << 15 // of late, and as many before
	longField   = 48      // bytes of a field from which on it isn't worth remembering
)

// Reader returns a Reader of texts.
func (t *Table) Reader() *Reader {
	return &Reader{cutter: cutter{table: t}, known: map[string]cut{}}
}

// Vectors are the meanings of the beginnings of a text, one for each of limits, which ascend: the sum of the vectors of the first
// so many pieces. A piece has about four letters, or one or two characters of Chinese.
func (r *Reader) Vectors(text string, limits ...int) []Vector {
	if len(limits) == 0 {
		return nil
	}
	pieces := r.pieces(text, limits[len(limits)-1])
	r.forget(len(pieces))
	vectors := make([]Vector, len(limits))
	gains := gains()
	var sum [Dims]float32
	read := 0
	for i, limit := range limits {
		for ; read < min(limit, len(pieces)); read++ {
			n := r.count(pieces[read])
			weight := gains[min(n, len(gains)-1)]
			if n >= len(gains) {
				weight = gain(n)
			}
			r.table.add(&sum, pieces[read], weight)
		}
		vectors[i] = quantize(&sum)
	}
	return vectors
}

// Words is the sum of the directions of words, each times its weight: what a few words say, whatever pieces they are cut into. There is a
// weight for each word at least.
func (r *Reader) Words(words []string, weights []float64) Vector {
	var all [Dims]float32
	for i, word := range words {
		var sum [Dims]float32
		for _, piece := range r.pieces(word, wordPieces) {
			r.table.add(&sum, piece, 1)
		}
		squares := sumOfSquares(sum[:])
		if squares == 0 {
			continue
		}
		scale := float32(weights[i] / math.Sqrt(squares))
		for i, x := range sum {
			all[i] += scale * x
		}
	}
	return quantize(&all)
}

// wordPieces is how many pieces of a word are read.
const wordPieces = 20

// pieces cuts a text into at most limit pieces, valid until the next call. Characters that no piece has are left out. No piece goes on
// behind a space; so it is cut field by field.
func (r *Reader) pieces(text string, limit int) []int32 {
	r.list = r.list[:0]
	// A piece has 3.5 bytes on average; what lies far beyond the limit needn't be cut.
	rest := 16*limit + 64
	for field := range strings.FieldsFuncSeq(clip(text, textRunes), isSpace) {
		if known, ok := r.cutOf(field); ok && known.length+len(space) < rest {
			r.list = append(r.list, known.pieces...)
			rest -= known.length
		} else {
			rest = r.cutField(field, rest, limit)
		}
		if rest <= len(space) || len(r.list) >= limit {
			break
		}
	}
	return r.list[:min(len(r.list), limit)]
}

// cutField cuts the words of a field, up to rest bytes of them, of which it returns how many are left.
func (r *Reader) cutField(field string, rest, limit int) int {
	first, all := len(r.list), rest
	for word := range words(field) {
		whole := len(word)
		word = word[:runeStart(word, min(whole, rest))]
		r.cut(word)
		rest -= len(word)
		if rest <= len(space) || len(r.list) >= limit {
			return rest
		}
	}
	if r.known != nil && len(field) <= longField {
		r.know(strings.Clone(field), cut{slices.Clone(r.list[first:]), all - rest})
	}
	return rest
}

// cutOf is how a field that is known is cut.
func (r *Reader) cutOf(field string) (c cut, ok bool) {
	if c, ok = r.known[field]; ok {
		return c, true
	}
	if c, ok = r.before[field]; ok {
		r.know(strings.Clone(field), c)
	}
	return c, ok
}

func (r *Reader) know(field string, c cut) {
	if len(r.known) >= knownFields {
		r.before, r.known = r.known, make(map[string]cut, knownFields)
	}
	r.known[field] = c
}

// A count is how often a piece was counted.
type count struct{ piece, n int32 }

// forget begins to count anew, up to so many pieces.
func (r *Reader) forget(pieces int) {
	size := 64
	for size < 2*pieces {
		size *= 2
	}
	r.counts = slices.Grow(r.counts[:0], size)[:size]
	clear(r.counts)
}

// count counts a piece and returns how often it was counted before.
func (r *Reader) count(piece int32) (before int) {
	mask := uint32(len(r.counts) - 1)
	at := uint32(piece) * 0x9e3779b1 & mask
	for r.counts[at].n > 0 && r.counts[at].piece != piece {
		at = (at + 1) & mask
	}
	c := &r.counts[at]
	c.piece = piece
	c.n++
	return int(c.n - 1)
}

// Vectors is that of a Reader, for a text alone.
func (t *Table) Vectors(text string, limits ...int) []Vector {
	r := Reader{cutter: cutter{table: t}}
	return r.Vectors(text, limits...)
}

// Vector is the meaning of the first limit pieces of a text.
func (t *Table) Vector(text string, limit int) Vector { return t.Vectors(text, limit)[0] }
