//go:build !amd64

package meaning

func dot(v, w *Vector) int32 { return sumOfProducts(v, w) }

func addNibbles(sum *[Dims]float32, nibbles *[Dims / 2]byte, scale float32) {
	addPlain(sum, nibbles, scale)
}
