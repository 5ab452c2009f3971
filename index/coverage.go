package index

import (
	"slices"
	"sync"
)

// A coverage knows how many articles the incidents have. An article that is indexed changes the size of its incident for
// all the others, so sizes are not written with the articles: they are counted when somebody sorts by them, a twentieth
// of a second for a million articles, and kept until the index changes.
type coverage struct {
	mu    sync.Mutex
	of    []partState
	known map[uint64][]int32
}

// A partState tells whether a part is as it was.
type partState struct{ id, deleted uint64 }

// sizes are, by part and article, how many articles its incident has; 0 for none. They must not be changed.
func (c *coverage) sizes(v *view) (map[uint64][]int32, error) {
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
	if c.known != nil && slices.Equal(of, c.of) {
		return c.known, nil
	}
	counts := make(map[uint64]int32, v.live/2)
	for _, p := range v.parts {
		incidents, err := p.incidents()
		if err != nil {
			return nil, err
		}
		for n, hash := range incidents {
			if hash != 0 && (p.deleted == nil || !p.deleted.Contains(uint32(n))) {
				counts[hash]++
			}
		}
	}
	known := make(map[uint64][]int32, len(v.parts))
	for _, p := range v.parts {
		incidents, err := p.incidents()
		if err != nil {
			return nil, err
		}
		list := make([]int32, len(incidents))
		for n, hash := range incidents {
			list[n] = counts[hash]
		}
		known[p.id] = list
	}
	c.of, c.known = of, known
	return known, nil
}
