package incident

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestHeads does at random what a map does too. The keys are few, so that cells crowd and keys come back.
func TestHeads(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		var table heads
		want := map[uint32]head{}
		keys := 1 + random.Uint32N(600)
		for range 4000 {
			key := random.Uint32N(keys) * 64
			switch found := table.find(key); {
			case random.IntN(3) == 0:
				table.delete(key)
				delete(want, key)
			case found == nil:
				want[key] = head(random.Uint32())
				table.put(key, want[key])
			default:
				want[key]++
				*found = want[key]
			}
		}
		got := map[uint32]head{}
		for _, c := range table.cells {
			if c.head != noHead {
				got[c.key] = c.head
			}
		}
		if !maps.Equal(got, want) || table.used != len(want) {
			t.Fatalf("of %d keys the table has %d, and says %d", len(want), len(got), table.used)
		}
		for key := range keys * 64 {
			h := table.find(key)
			if w, ok := want[key]; ok != (h != nil) || ok && *h != w {
				t.Fatalf("key %d: %v, want %v", key, h, w)
			}
		}
		for key := range want {
			table.delete(key)
		}
		if table.used != 0 || len(table.cells) > 16 {
			t.Fatalf("when all are deleted, %d are left in %d cells", table.used, len(table.cells))
		}
	}
}

func TestLowest(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		list := make([]uint64, 1+random.IntN(150))
		for i := range list {
			list[i] = random.Uint64N(100)
		}
		n := random.IntN(len(list) + 1)
		want := slices.Sorted(slices.Values(list))[:n]
		lowest(list, n)
		if got := slices.Sorted(slices.Values(list[:n])); !slices.Equal(got, want) {
			t.Fatalf("the %d lowest are %v, want %v", n, got, want)
		}
	}
}
