package index

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parallax/index/analysis"
)

// A text is read by paragraphs as far as it must be, and gives the window that the whole of it gives.
func TestWindowsNeedNoMoreThanTheirParagraphs(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	words := []string{"storm", "ferry", "the old harbour wall", "sank.", "elsewhere 1 250 000", "e-mail", "什么事", "水库", "U.S.", "l’été", "3,5"}
	for _, query := range []string{"storm", "storm ferry", `"storm sank" ferry`, `"storm ferry"~3`, "storm ferry sank absent", "水库 storm", "text:ferry lead:storm", "harb*"} {
		q, err := Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		m := newMarker(q, &analysis.Memo{})
		for range 200 {
			text := randomText(rng, words)
			p := passage{text, []string{"en", "fr", "zh"}[rng.IntN(3)]}
			w, some := m.window(fieldText, p)
			all := m.find(fieldText, p)
			first, count := densest(all, len(m.nodes))
			want := windowOf(text, all, first)
			want.words = count
			if w != want {
				t.Fatalf("%s in %q: window %v, want %v", query, text, w, want)
			}
			if got, want := w.spans(text, some), want.spans(text, all); !slices.Equal(got, want) {
				t.Fatalf("%s in %q: %v, want %v", query, text, got, want)
			}
		}
	}
}

// randomText is made of paragraphs, most of which say nothing.
func randomText(rng *rand.Rand, words []string) string {
	var b strings.Builder
	for range 1 + rng.IntN(9) {
		for range rng.IntN(6) {
			b.WriteString(strings.Repeat("nothing more of note ", rng.IntN(8)))
			b.WriteString(words[rng.IntN(len(words))])
			b.WriteString([]string{" ", " ", " ", "", "\n", ". "}[rng.IntN(6)])
		}
		b.WriteString([]string{"\n\n", "\n\n", "\n", "\n\n\n", "\n \n"}[rng.IntN(5)])
	}
	return b.String()
}
