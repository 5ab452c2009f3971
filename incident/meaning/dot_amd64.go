package meaning

import "golang.org/x/sys/cpu"

// wide reports whether the processor has instructions for 256 bits, as those of the last ten years have.
var wide = cpu.X86.HasAVX2

// dot is sumOfProducts of two vectors: each article is compared with a thousand vectors of others.
func dot(v, w *Vector) int32 {
	if wide {
		return dotWide(v, w)
	}
	return dotNarrow(v, w)
}

//go:noescape
func dotWide(v, w *Vector) int32

//go:noescape
func dotNarrow(v, w *Vector) int32

// addNibbles is addPlain of a piece: each article has some four hundred.
func addNibbles(sum *[Dims]float32, nibbles *[Dims / 2]byte, scale float32) {
	if wide {
		addWide(sum, nibbles, scale)
		return
	}
	addPlain(sum, nibbles, scale)
}

//go:noescape
func addWide(sum *[Dims]float32, nibbles *[Dims / 2]byte, scale float32)
