//go:build !amd64

package incident

const wide = false

func scoreWide(*tree, int, *[numInputs][forestWidth]float32, *[forestWidth]float32) {}
