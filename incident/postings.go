package incident

import (
	"iter"
	"slices"
)

// longestList is how many documents are kept under one key; older ones are found by other keys.
const longestList = 350

// postings list, for each key, the slots of the documents that have it, in the order of their filing. Keys are cut to 32
// bits: among millions of them a few in a thousand find a document that has another key, and the comparison of the two
// finds nothing.
//
// They stand on shelves, by the last bits of their keys. One shelf fits into the caches of a processor, so that many documents
// are put in quickly shelf by shelf, and by several processors at once.
type postings [shelves]*shelf

const shelves = 64

func newPostings() *postings {
	p := &postings{}
	for i := range p {
		p[i] = newShelf()
	}
	return p
}

func (p *postings) shelf(key uint64) *shelf { return p[cutKey(key)%shelves] }

// list returns the slots under a key. They are valid until the next call.
func (p *postings) list(key uint64) []uint32 { return p.shelf(key).list(cutKey(key)) }

// add puts a slot into a key's list, behind those that were filed before it. The longest list goes on without its first.
func (p *postings) add(key uint64, slot uint32, tallies []tally) {
	p.shelf(key).add(cutKey(key), slot, tallies)
}

// remove takes a slot out of a key's list, where it still is.
func (p *postings) remove(key uint64, slot uint32) { p.shelf(key).remove(cutKey(key), slot) }

// A posting says that the document in a slot has a key.
type posting struct{ key, slot uint32 }

// addAll does what add does for many postings, and leaves them in any order. tallies may be nil where all of them come in the order of
// filing, behind all that is there.
func (p *postings) addAll(list []posting, tallies []tally) {
	var starts [shelves + 1]int
	for _, o := range list {
		starts[o.key%shelves+1]++
	}
	for i := range shelves {
		starts[i+1] += starts[i]
	}
	ordered, next := make([]posting, len(list)), starts
	for _, o := range list {
		at := &next[o.key%shelves]
		ordered[*at] = o
		*at++
	}
	inParallel(shelves, func(i int) {
		from, to := starts[i], starts[i+1]
		p[i].addAll(sortPostings(ordered[from:to], list[from:to]), tallies)
	})
}

// sortPostings brings postings into the order in which their keys have their homes in a table, those of one key in the order in which they
// stood: by 11 bits after the other, the lowest first. room is as long; what is returned stands there.
func sortPostings(list, room []posting) []posting {
	const digit = 11
	for shift := 0; shift < 32; shift += digit {
		var starts [1<<digit + 1]int
		for _, o := range list {
			starts[hashKey(o.key)>>shift&(1<<digit-1)+1]++
		}
		for i := range 1 << digit {
			starts[i+1] += starts[i]
		}
		for _, o := range list {
			at := &starts[hashKey(o.key)>>shift&(1<<digit-1)]
			room[*at] = o
			*at++
		}
		list, room = room, list
	}
	return list
}

// A shelf holds the lists of some of the keys, cut to 32 bits.
//
// Most keys have one document, whose slot stands in the table itself. A longer list is a block of one of eight sizes, cut out
// of pages that hold no pointers, so that millions of lists cost the garbage collector nothing.
type shelf struct {
	heads heads
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

func newShelf() *shelf {
	s := &shelf{}
	for size := range s.pools {
		s.pools[size].words = 4 << size
	}
	return s
}

func cutKey(key uint64) uint32 { return uint32(key ^ key>>32) }

// block returns the block of a head: its length, then its slots.
func (s *shelf) block(h head) (block []uint32, size int) {
	size = int(h >> sizeShift & (blockSizes - 1))
	return s.pools[size].block(uint32(h & (1<<sizeShift - 1))), size
}

func (s *shelf) list(key uint32) []uint32 {
	h := s.heads.find(key)
	switch {
	case h == nil:
		return nil
	case *h&inBlock == 0:
		s.one[0] = uint32(*h)
		return s.one[:]
	}
	block, _ := s.block(*h)
	return block[1 : 1+block[0]]
}

// add does what that of postings does. Without tallies the slot comes behind all others.
func (s *shelf) add(key, slot uint32, tallies []tally) {
	h := s.heads.find(key)
	if h == nil {
		s.heads.put(key, head(slot))
		return
	}
	if *h&inBlock == 0 {
		*h = s.move([]uint32{uint32(*h)}, 0)
	}
	block, size := s.block(*h)
	at := block[0] + 1
	for tallies != nil && at > 1 && int32(tallies[slot].seq-tallies[block[at-1]].seq) < 0 {
		at-- // hardly ever
	}
	switch {
	case block[0] == longestList && at == 1:
		return
	case block[0] == longestList:
		at--
		copy(block[1:at], block[2:])
		block[at] = slot
		return
	case int(block[0])+1 == len(block):
		longer := s.move(block[1:], size+1)
		s.free(*h)
		*h = longer
		block, _ = s.block(longer)
	}
	block[0]++
	copy(block[at+1:1+block[0]], block[at:])
	block[at] = slot
}

// addAll does what that of postings does for postings in the order of sortPostings.
func (s *shelf) addAll(list []posting, tallies []tally) {
	fresh := 0
	for run := range runs(list) {
		if s.heads.find(run[0].key) == nil {
			fresh++
		}
	}
	s.heads.reserve(fresh) // or the part of the table that is filled first would be too full
	for run := range runs(list) {
		if tallies == nil && len(run) > 1 {
			s.extend(run)
			continue
		}
		for _, o := range run {
			s.add(o.key, o.slot, tallies)
		}
	}
}

// runs yields the postings of each key.
func runs(list []posting) iter.Seq[[]posting] {
	return func(yield func([]posting) bool) {
		for len(list) > 0 {
			n := 1
			for n < len(list) && list[n].key == list[0].key {
				n++
			}
			if !yield(list[:n]) {
				return
			}
			list = list[n:]
		}
	}
}

// extend puts several postings of one key behind its list.
func (s *shelf) extend(run []posting) {
	key, room := run[0].key, [longestList]uint32{}
	list := room[:0]
	if there := s.list(key); len(there)+len(run) > longestList {
		run = run[max(0, len(run)-longestList):]
		list = append(list, there[len(there)-min(len(there), longestList-len(run)):]...)
	} else {
		list = append(list, there...)
	}
	for _, o := range run {
		list = append(list, o.slot)
	}
	size := 0
	for s.pools[size].words <= len(list) {
		size++
	}
	h := s.move(list, size)
	if before := s.heads.find(key); before == nil {
		s.heads.put(key, h)
	} else {
		if *before&inBlock != 0 {
			s.free(*before)
		}
		*before = h
	}
}

func (s *shelf) remove(key, slot uint32) {
	h := s.heads.find(key)
	if h == nil || *h&inBlock == 0 {
		if h != nil && uint32(*h) == slot {
			s.heads.delete(key)
		}
		return
	}
	block, size := s.block(*h)
	list := block[1 : 1+block[0]]
	i := slices.Index(list, slot)
	if i < 0 {
		return
	}
	list = slices.Delete(list, i, i+1)
	block[0] = uint32(len(list))
	switch {
	case len(list) == 1:
		s.free(*h)
		*h = head(list[0])
	case size > 0 && len(list) < len(block)/4:
		shorter := s.move(list, size-1)
		s.free(*h)
		*h = shorter
	}
}

// move copies a list into a new block.
func (s *shelf) move(list []uint32, size int) head {
	number := s.pools[size].take()
	h := inBlock | head(size)<<sizeShift | head(number)
	block, _ := s.block(h)
	block[0] = uint32(len(list))
	copy(block[1:], list)
	return h
}

func (s *shelf) free(h head) {
	_, size := s.block(h)
	s.pools[size].give(uint32(h & (1<<sizeShift - 1)))
}

// A pool hands out blocks of one size, by number.
type pool struct {
	words  int // of a block
	pages  [][]uint32
	blocks uint32   // made so far
	unused []uint32 // numbers of blocks that were given back
}

const pageWords = 1 << 10

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
