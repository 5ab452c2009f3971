package incident

import "slices"

// longestList is how many documents are kept under one key; older ones are found by other keys.
const longestList = 350

// postings list, for each key, the slots of the documents that have it, in the order of their filing. Keys are cut to 32
// bits: among millions of them a few in a thousand find a document that has another key, and the comparison of the two
// finds nothing.
//
// Most keys have one document, whose slot stands in the map itself. A longer list is a block of one of eight sizes, cut out
// of pages that hold no pointers, so that millions of lists cost the garbage collector nothing.
type postings struct {
	heads map[uint32]head
	pools [blockSizes]pool
	one   [1]uint32 // the answer of list for a key with one document
}

// A head is a slot, or with the bit inBlock the place of a block: 3 bits of size, 28 bits of number.
type head uint32

const (
	inBlock    head = 1 << 31
	sizeShift       = 28
	blockSizes      = 8 // of 4, 8, … 512 words: the length and the slots
)

func newPostings() *postings {
	p := &postings{heads: map[uint32]head{}}
	for size := range p.pools {
		p.pools[size].words = 4 << size
	}
	return p
}

func cutKey(key uint64) uint32 { return uint32(key ^ key>>32) }

// block returns the block of a head: its length, then its slots.
func (p *postings) block(h head) (block []uint32, size int) {
	size = int(h >> sizeShift & (blockSizes - 1))
	return p.pools[size].block(uint32(h & (1<<sizeShift - 1))), size
}

// list returns the slots under a key. They are valid until the next call.
func (p *postings) list(key uint64) []uint32 {
	h, ok := p.heads[cutKey(key)]
	switch {
	case !ok:
		return nil
	case h&inBlock == 0:
		p.one[0] = uint32(h)
		return p.one[:]
	}
	block, _ := p.block(h)
	return block[1 : 1+block[0]]
}

// add puts a slot into a key's list, behind those that were filed before it. The longest list goes on without its first.
func (p *postings) add(key uint64, slot uint32, tallies []tally) {
	k := cutKey(key)
	h, ok := p.heads[k]
	switch {
	case !ok:
		p.heads[k] = head(slot)
		return
	case h&inBlock == 0:
		h = p.move([]uint32{uint32(h)}, 0)
		p.heads[k] = h
	}
	block, size := p.block(h)
	if block[0] == longestList {
		if earlier := int32(tallies[slot].seq - tallies[block[1]].seq); earlier < 0 {
			return
		}
		block[0]--
		copy(block[1:], block[2:1+longestList])
	}
	if int(block[0])+1 == len(block) {
		longer := p.move(block[1:], size+1)
		p.free(h)
		p.heads[k] = longer
		block, _ = p.block(longer)
	}
	block[0]++
	at := block[0]
	for ; at > 1 && int32(tallies[slot].seq-tallies[block[at-1]].seq) < 0; at-- {
		block[at] = block[at-1]
	}
	block[at] = slot
}

// remove takes a slot out of a key's list, where it still is.
func (p *postings) remove(key uint64, slot uint32) {
	k := cutKey(key)
	h, ok := p.heads[k]
	if !ok || h&inBlock == 0 {
		if ok && uint32(h) == slot {
			delete(p.heads, k)
		}
		return
	}
	block, size := p.block(h)
	list := block[1 : 1+block[0]]
	i := slices.Index(list, slot)
	if i < 0 {
		return
	}
	list = slices.Delete(list, i, i+1)
	block[0] = uint32(len(list))
	switch {
	case len(list) == 1:
		p.heads[k] = head(list[0])
		p.free(h)
	case size > 0 && len(list) < len(block)/4:
		p.heads[k] = p.move(list, size-1)
		p.free(h)
	}
}

// move copies a list into a new block.
func (p *postings) move(list []uint32, size int) head {
	number := p.pools[size].take()
	h := inBlock | head(size)<<sizeShift | head(number)
	block, _ := p.block(h)
	block[0] = uint32(len(list))
	copy(block[1:], list)
	return h
}

func (p *postings) free(h head) {
	_, size := p.block(h)
	p.pools[size].give(uint32(h & (1<<sizeShift - 1)))
}

// A pool hands out blocks of one size, by number.
type pool struct {
	words  int // of a block
	pages  [][]uint32
	blocks uint32   // made so far
	unused []uint32 // numbers of blocks that were given back
}

const pageWords = 1 << 14

func (p *pool) block(number uint32) []uint32 {
	at := int(number) * p.words
	return p.pages[at/pageWords][at%pageWords:][:p.words:p.words]
}

func (p *pool) take() (number uint32) {
	if n := len(p.unused); n > 0 {
		number, p.unused = p.unused[n-1], p.unused[:n-1]
		return number
	}
	if int(p.blocks)*p.words == len(p.pages)*pageWords {
		p.pages = append(p.pages, make([]uint32, pageWords))
	}
	p.blocks++
	return p.blocks - 1
}

func (p *pool) give(number uint32) { p.unused = append(p.unused, number) }
