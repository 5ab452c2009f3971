package index

import "math"

// logLikelihood is how surprising it is that two events come together as often as they do: G² of a two-by-two table
// of counts (T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational
// Linguistics 19(1), 1993):
//
//	              with B    without B
//	with A        o11       o12
//	without A     o21       o22
//
//	G² = 2 Σ O ln(O/E),   E = row total × column total / grand total
//
// Above 3.84 it is significant at 5 %, above 10.83 at 0.1 %. It doesn't say in which direction; see attracts.
func logLikelihood(o11, o12, o21, o22 int) float64 {
	total := float64(o11 + o12 + o21 + o22)
	sum := 0.0
	for _, c := range [4]struct{ o, row, column int }{
		{o11, o11 + o12, o11 + o21}, {o12, o11 + o12, o12 + o22},
		{o21, o21 + o22, o11 + o21}, {o22, o21 + o22, o12 + o22},
	} {
		if c.o > 0 {
			o := float64(c.o)
			sum += o * math.Log(o*total/(float64(c.row)*float64(c.column)))
		}
	}
	return max(0, 2*sum)
}

// attracts reports whether o11 is more than chance would make it.
func attracts(o11, o12, o21, o22 int) bool {
	total := float64(o11 + o12 + o21 + o22)
	return float64(o11)*total > float64(o11+o12)*float64(o11+o21)
}

// logDice is how typical two words are for each other, whatever the size of the corpus (P. Rychlý, "A
// Lexicographer-Friendly Association Score", RASLAN 2008):
//
//	logDice = 14 + log₂(2 f(x,y) / (f(x) + f(y)))
//
// It is at most 14; one less means half as often together.
func logDice(together, x, y int) float64 {
	return 14 + math.Log2(2*float64(together)/float64(x+y))
}
