package extract

// An outline is what the first pass made out of a page, from which the second pass reads its features.
type outline struct {
	*view
	score                 []float64 // by block; of posts the score around them
	good                  []int     // running sum of the words of blocks with a score above 0
	container             int       // the innermost box that holds most of the good words
	in                    []bool    // by block: in the container
	depth                 []int     // by block: boxes between it and the container
	alike                 []int     // by block: which of like it belongs to
	like                  []tally   // of the blocks that a layout treats alike
	siblings              []tally   // by box: of the blocks in the box and its children
	firstSure             int       // first and last block that are body beyond doubt; -1 where there is none
	lastSure              int
	best                  float64 // score of any block
	goodBefore, goodAfter []int   // by block: the nearest other block with a score above 0; -1 and len(blocks) for none
}

// A tally sums the words of several blocks and their scores.
type tally struct {
	words, good int
}

func newOutline(v *view, score []float64) *outline {
	o := &outline{view: v, score: score, firstSure: -1, lastSure: -1}
	o.good, o.alike = make([]int, len(v.blocks)+1), make([]int, len(v.blocks))
	known := map[likeness]int{}
	o.siblings = make([]tally, len(v.boxes))
	for i := range v.blocks {
		b := &v.blocks[i]
		good := 0
		if score[i] > 0 && b.embed == nil {
			good = b.words
		}
		o.good[i+1] = o.good[i] + good
		key := o.likeness(i)
		kin, ok := known[key]
		if !ok {
			kin = len(o.like)
			known[key], o.like = kin, append(o.like, tally{})
		}
		o.alike[i] = kin
		for _, t := range []*tally{&o.like[kin], &o.siblings[b.box], &o.siblings[v.boxes[b.box].parent]} {
			t.words += b.words
			t.good += good
		}
	}
	o.descend()
	o.nearest()
	for i := range v.blocks {
		if o.in[i] && score[i] > 1.5 && v.blocks[i].words >= 15 {
			if o.firstSure < 0 {
				o.firstSure = i
			}
			o.lastSure = i
		}
	}
	return o
}

// nearest finds the nearest good blocks of each.
func (o *outline) nearest() {
	o.goodBefore, o.goodAfter = make([]int, len(o.blocks)), make([]int, len(o.blocks))
	o.best = -scores
	last := -1
	for i := range o.blocks {
		o.goodBefore[i] = last
		if o.blocks[i].embed != nil {
			continue
		}
		o.best = max(o.best, o.score[i])
		if o.score[i] > 0 {
			last = i
		}
	}
	next := len(o.blocks)
	for i := len(o.blocks) - 1; i >= 0; i-- {
		o.goodAfter[i] = next
		if o.score[i] > 0 && o.blocks[i].embed == nil {
			next = i
		}
	}
}

// A likeness is equal for blocks that a layout treats alike: same tag, same classes, same classes around.
type likeness struct{ tag, class, around string }

func (o *outline) likeness(i int) likeness {
	box := &o.boxes[o.blocks[i].box]
	return likeness{box.node.Data, box.class, o.boxes[box.parent].class}
}

// descend finds the container: from the document down to the child with at least 70 % of the good words.
func (o *outline) descend() {
	sum := func(b *box) int { return o.good[b.last] - o.good[b.first] }
	at := 0
	for i := 1; i < len(o.boxes); i++ {
		if b := &o.boxes[i]; b.parent == at && sum(b)*10 >= sum(&o.boxes[at])*7 && sum(b) > 0 && b.last-b.first > 1 {
			at = i
		}
	}
	o.container = at
	o.in, o.depth = make([]bool, len(o.blocks)), make([]int, len(o.blocks))
	c := &o.boxes[at]
	for i := c.first; i < c.last; i++ {
		o.in[i] = true
		for up := o.blocks[i].box; up != at && up != 0; up = o.boxes[up].parent {
			o.depth[i]++
		}
	}
}

func (o *outline) at(i int) float64 {
	if i < 0 || i >= len(o.score) {
		return -scores
	}
	return o.score[i]
}

// mean is the mean score of the blocks up to n before and after block i, weighted by their words.
func (o *outline) mean(i, n int) float64 {
	sum, weight := 0.0, 0.0
	for j := max(0, i-n); j <= min(len(o.blocks)-1, i+n); j++ {
		if j != i && o.blocks[j].embed == nil {
			w := float64(min(60, o.blocks[j].words))
			sum, weight = sum+w*o.score[j], weight+w
		}
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// away is how far block i stands from the blocks that are body beyond doubt: 20 for one among them, less before, more
// after them, and 0 where there are none.
func (o *outline) away(i int) uint8 {
	far := func(d int) int { return min(19, d) }
	switch {
	case o.firstSure < 0:
		return 0
	case i < o.firstSure:
		return uint8(20 - far(o.firstSure-i))
	case i > o.lastSure:
		return uint8(20 + far(i-o.lastSure))
	}
	return 20
}

// nextText is, for a heading, the score of the next block that isn't one, in quarters.
func (o *outline) nextText(i int) uint8 {
	if o.blocks[i].kind != kindHeading {
		return maxTrait
	}
	for j := i + 1; j < len(o.blocks); j++ {
		if o.blocks[j].kind != kindHeading {
			return quarters(o.score[j])
		}
	}
	return 0
}

// headingBefore is the last heading before block i, at most 12 blocks up; -1 where there is none.
func (o *outline) headingBefore(i int) int {
	for j := i - 1; j >= max(0, i-12); j-- {
		if o.blocks[j].kind == kindHeading {
			return j
		}
	}
	return -1
}
