package incident

// A register numbers the keys of an article in the order in which they are first met. It is used again and again: opening it costs
// nothing.
type register struct {
	cells []registered // open addressing, a power of two of them
	round uint32       // of the latest opening; cells of others are empty
	size  int
}

type registered struct {
	key    uint64
	round  uint32
	number int32
}

// open empties a register.
func (r *register) open() {
	r.size = 0
	if r.round++; r.round == 0 || r.cells == nil {
		r.cells, r.round = make([]registered, max(1024, len(r.cells))), 1
	}
}

// number returns the number of a key, from 0 on; known is false where it is met for the first time.
func (r *register) number(key uint64) (n int, known bool) {
	mask := len(r.cells) - 1
	at := int(key*0x9e3779b97f4a7c15>>32) & mask
	for r.cells[at].round == r.round {
		if r.cells[at].key == key {
			return int(r.cells[at].number), true
		}
		at = (at + 1) & mask
	}
	n = r.size
	r.cells[at] = registered{key, r.round, int32(n)}
	if r.size++; 2*r.size > len(r.cells) {
		r.grow()
	}
	return n, false
}

func (r *register) grow() {
	before := r.cells
	larger := register{cells: make([]registered, 2*len(before)), round: 1}
	ordered := make([]uint64, r.size)
	for _, c := range before {
		if c.round == r.round {
			ordered[c.number] = c.key
		}
	}
	for _, key := range ordered {
		larger.number(key)
	}
	*r = larger
}
