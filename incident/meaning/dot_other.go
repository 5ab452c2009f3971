//go:build !amd64

package meaning

func dot(v, w *Vector) int32 { return sumOfProducts(v, w) }
