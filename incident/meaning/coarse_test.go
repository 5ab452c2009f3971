package meaning_test

import (
	"math"
	"testing"

	"parallax/incident/meaning"
)

var coarseTexts = []string{
	"The government will pay for every house that was destroyed by the flood, the minister said.",
	"Die Regierung wird für jedes Haus bezahlen, das die Flut zerstört hat, sagte die Ministerin.",
	"Le gouvernement paiera pour chaque maison détruite par l'inondation, a dit la ministre.",
	"We simply played better than the guests in the second half of the match.",
	"In der zweiten Halbzeit haben wir einfach besser gespielt als die Gäste.",
	"Central banks raised interest rates again to fight inflation.",
}

// A coarse cosine is close to that of the vectors, and what it can't be high for needn't be compared.
func TestCoarseVectorsTellWhatVectorsTell(t *testing.T) {
	for i, x := range coarseTexts {
		for _, y := range coarseTexts[:i] {
			v, w := meaning.Default().Vector(x, 100), meaning.Default().Vector(y, 100)
			c, d := v.Coarse(), w.Coarse()
			exact, coarse := v.Cosine(&w), c.Cosine(&d)
			if math.Abs(exact-coarse) > 0.12 {
				t.Errorf("%.2f instead of %.2f: %q and %q", coarse, exact, x, y)
			}
			if exact > 0.35 && !c.Near(&d) {
				t.Errorf("not near, with a cosine of %.2f: %q and %q", exact, x, y)
			}
		}
	}
}

func TestCoarseVectorsAreReadAsTheyWereWritten(t *testing.T) {
	v := meaning.Default().Vector(coarseTexts[0], 100)
	c := v.Coarse()
	b := c.Append(nil)
	if got := meaning.ReadCoarse(b); len(b) != meaning.CoarseBytes || got != c {
		t.Errorf("%d bytes, read as %v instead of %v", len(b), got, c)
	}
	if got := meaning.ReadCoarse(b[1:]); got != (meaning.Coarse{}) {
		t.Errorf("of too few bytes: %v", got)
	}
	if c.Cosine(&c) != 1 {
		t.Errorf("its cosine with itself is %v", c.Cosine(&c))
	}
}

func BenchmarkCoarseCosine(b *testing.B) {
	v, w := meaning.Default().Vector(coarseTexts[0], 100), meaning.Default().Vector(coarseTexts[1], 100)
	c, d := v.Coarse(), w.Coarse()
	for b.Loop() {
		c.Cosine(&d)
	}
}
