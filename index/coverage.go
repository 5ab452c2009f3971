package index

import (
	"hash/maphash"
	"slices"
	"sync"
)

// A coverage knows how many articles the incidents have. An article that is indexed changes the size of its incident for
// all the others, so sizes are not written with the articles: they are counted when somebody sorts by them, a twentieth
// of a second for a million articles, and kept until the index changes.
type coverage struct {
	seed maphash.Seed // incidents go by a hash of their ID

	mu     sync.Mutex
	of     []partState
	counts map[uint64]int32
}

// A partState tells whether a part is as it was.
type partState struct{ id, deleted uint64 }

func (c *coverage) hash(id string) uint64 { return max(maphash.String(c.seed, id), 1) }

// sizes are the numbers of articles by the hash of their incident. The map must not be changed.
func (c *coverage) sizes(v *view) (map[uint64]int32, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var of []partState
	for _, p := range v.parts {
		s := partState{id: p.id}
		if p.deleted != nil {
			s.deleted = p.deleted.GetCardinality()
		}
		of = append(of, s)
	}
	if c.counts != nil && slices.Equal(of, c.of) {
		return c.counts, nil
	}
	counts := make(map[uint64]int32, v.live/2)
	for _, p := range v.parts {
		incidents, err := p.incidents(c.hash)
		if err != nil {
			return nil, err
		}
		for n, hash := range incidents {
			if hash != 0 && (p.deleted == nil || !p.deleted.Contains(uint32(n))) {
				counts[hash]++
			}
		}
	}
	c.of, c.counts = of, counts
	return counts, nil
}
