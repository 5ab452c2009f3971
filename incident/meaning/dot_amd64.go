package meaning

// dot is sumOfProducts of two vectors: the comparison of vectors is a tenth of what filing an article costs.
//
//go:noescape
func dot(v, w *Vector) int32
