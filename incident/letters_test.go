package incident

import (
	"math/rand/v2"
	"testing"
	"unicode"
	"unicode/utf8"
)

// What the alphabet says of a character, and of words, is what Unicode's tables and the long way say.
func TestAlphabet(t *testing.T) {
	a := letters()
	for r := range rune(unicode.MaxRune) {
		if got, want := a.classOf(r)&^romanAlone, classOf(r); got != want {
			t.Errorf("%U is of class %b, want %b", r, got, want)
		}
		if got, want := a.toLower(r), unicode.ToLower(r); got != want {
			t.Errorf("%U in lower case is %U, want %U", r, got, want)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	quick := 0
	for range 300_000 {
		start := random.IntN(0x3100)
		word := ""
		for range 1 + random.IntN(4) {
			r := rune(start + random.IntN(64))
			switch random.IntN(8) {
			case 0:
				r = rune(random.IntN(0x3200))
			case 1:
				r = 0xac00 + rune(random.IntN(11172))
			case 2:
				r = []rune("\u0301\u0307\u0308\u0323\u3099\u309a\u11a8\u1161\u1100\u0345iIİıςΣ'’״")[random.IntN(19)]
			}
			if utf8.ValidRune(r) {
				word += string(r)
			}
		}
		if folded, ok := a.fold(word); ok {
			quick++
			if want := foldAny(word); folded != want {
				t.Fatalf("fold of %+q is %+q, want %+q", word, folded, want)
			}
		}
		if roman, ok := a.romanize(word); ok {
			quick++
			if want := romanizeAny(word); roman != want {
				t.Fatalf("romanized, %+q is %+q, want %+q", word, roman, want)
			}
		}
	}
	if quick < 100_000 {
		t.Errorf("only %d words were worked out from the alphabet", quick)
	}
}
