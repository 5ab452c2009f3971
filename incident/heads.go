package incident

import "math/bits"

// heads are the heads of the lists of a shelf by their keys: a hash table of open addressing, for there are some ten million keys and
// each article asks for a hundred. The zero value is empty.
type heads struct {
	cells []cell // a power of two of them, or none
	used  int
}

type cell struct {
	key  uint32
	head head
}

// noHead marks an empty cell: a block of a number that no pool comes to.
const noHead = ^head(0)

// home is where the cell of a key is looked for first.
func (t *heads) home(key uint32) int {
	return int(hashKey(key) >> (32 - bits.TrailingZeros(uint(len(t.cells)))))
}

func hashKey(key uint32) uint32 { return key * 0x9e3779b1 }

// find returns the head of a key, nil if it has none. It is valid until the next put or delete.
func (t *heads) find(key uint32) *head {
	if len(t.cells) == 0 {
		return nil
	}
	for i := t.home(key); t.cells[i].head != noHead; i = t.after(i) {
		if t.cells[i].key == key {
			return &t.cells[i].head
		}
	}
	return nil
}

func (t *heads) after(i int) int { return (i + 1) & (len(t.cells) - 1) }

// put gives a key that has none a head.
func (t *heads) put(key uint32, h head) {
	if 4*t.used >= 3*len(t.cells) {
		t.resize(max(16, 2*len(t.cells)))
	}
	i := t.home(key)
	for t.cells[i].head != noHead {
		i = t.after(i)
	}
	t.cells[i] = cell{key, h}
	t.used++
}

// reserve makes room for so many keys more.
func (t *heads) reserve(keys int) {
	n := max(16, len(t.cells))
	for 4*(t.used+keys) >= 3*n {
		n *= 2
	}
	if n > len(t.cells) {
		t.resize(n)
	}
}

// delete takes the head of a key away, if it has one. What stands behind it and is looked for from before it moves up.
func (t *heads) delete(key uint32) {
	h := t.find(key)
	if h == nil {
		return
	}
	gap := t.home(key)
	for &t.cells[gap].head != h {
		gap = t.after(gap)
	}
	for i := t.after(gap); t.cells[i].head != noHead; i = t.after(i) {
		mask := len(t.cells) - 1
		if (i-t.home(t.cells[i].key))&mask >= (i-gap)&mask {
			t.cells[gap], gap = t.cells[i], i
		}
	}
	t.cells[gap].head = noHead
	t.used--
	if t.used < len(t.cells)/8 {
		t.resize(len(t.cells) / 2)
	}
}

func (t *heads) resize(n int) {
	before := t.cells
	t.cells, t.used = make([]cell, n), 0
	for i := range t.cells {
		t.cells[i].head = noHead
	}
	for _, c := range before {
		if c.head != noHead {
			t.put(c.key, c.head)
		}
	}
}
