package incident

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Postings that are put in together stand where they would if they had come one by one, in the order of filing or not.
func TestPostingsTogether(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 30 {
		one, together := newPostings(), newPostings()
		var tallies []tally
		keys := 1 + random.IntN(3000)
		inOrder := random.IntN(2) == 0
		for range 6 {
			var batch []posting
			for range random.IntN(20_000) {
				slot := uint32(len(tallies))
				seq := slot
				if !inOrder {
					seq = random.Uint32N(1 << 20)
				}
				tallies = append(tallies, tally{seq: seq})
				key := random.IntN(1+random.IntN(keys)) * 977
				batch = append(batch, posting{uint32(key), slot})
			}
			for _, o := range batch {
				one.add(uint64(o.key), o.slot, tallies)
			}
			if inOrder {
				together.addAll(batch, nil)
			} else {
				together.addAll(batch, tallies)
			}
			for key := range keys {
				key := uint64(key * 977)
				if want, got := slices.Clone(one.list(key)), together.list(key); !slices.Equal(got, want) {
					t.Fatalf("key %d has %v together, %v one by one", key, got, want)
				}
			}
		}
	}
}
