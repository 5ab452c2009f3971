// Package meaning turns texts of many languages into vectors of one space, so that reports of one incident lie close to
// each other whatever they are written in.
//
// Start with Default, and ask for the Vector of the first so many pieces of a text:
//
//	v := meaning.Default().Vector("Le chat dort.", 250)
//	w := meaning.Default().Vector("Die Katze schläft.", 250)
//	fmt.Println(v.Cosine(&w))
//
// The vectors are static: each piece of a word has one, and a text's vector is their sum. That costs microseconds and
// needs no network and no model at run time. The pieces' vectors were tuned until their sums came close to what a
// transformer, multilingual-e5-small, makes of the same sentences, and until sentences lay close to their translations. Merely
// distilled, by running the transformer on each piece alone, they are weak: README.md beside this file has the figures
// of both, how the table is made, from which packages, and its licence.
//
// Where all texts are of one affair, everything is close. A Mean (mean.go) of what was read tells what they have in common, and takes it off.
//
// Vectors of another model, a transformer of the user's own, can stand in for the table's (space.go, projection.go): a Space brings
// them to the same number of dimensions, and, calibrated by the first texts, their cosines to the table's scale.
//
// What the package does not do: word order means nothing to it, nor does negation, and of names it knows little more than that
// they are alike. It says that two texts are about the same things, not that the same thing happened.
package meaning

// Dims is the number of dimensions.
const Dims = 256

// A Vector is a direction in the space of meanings. All but the zero Vector, that of a text without any known piece, have about the
// length whose square is squaredLength, so that comparing two takes one product.
type Vector [Dims]int8

// spread is how many times its root mean square a number of a vector may reach before it is cut: a lone number of that size says less
// than the rest together.
const spread = 8

const squaredLength = Dims * (127.0 / spread) * (127.0 / spread)

// Cosine is the cosine of the angle between two vectors, in [-1, 1]; 0 if one of them is the zero Vector.
func (v *Vector) Cosine(w *Vector) float64 {
	return max(-1, min(1, float64(dot(v, w))/squaredLength))
}

// sumOfProducts is the product of two vectors in plain Go; see dot.
func sumOfProducts(v, w *Vector) int32 {
	// Four sums at once keep the processor busy.
	var a, b, c, d int32
	for i := 0; i < Dims; i += 4 {
		a += int32(v[i]) * int32(w[i])
		b += int32(v[i+1]) * int32(w[i+1])
		c += int32(v[i+2]) * int32(w[i+2])
		d += int32(v[i+3]) * int32(w[i+3])
	}
	return a + b + c + d
}

// IsZero reports whether nothing is known of the text.
func (v *Vector) IsZero() bool { return *v == Vector{} }
