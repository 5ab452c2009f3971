package extract

import (
	"math/bits"
)

// An outline is what the first pass made out of a page, from which the second pass reads its features.
type outline struct {
	*view
	score     []float64 // by block; of posts the score around them
	good      []int     // running sum of the words of blocks with a score above 0
	container int       // the innermost box that holds most of the good words
	in        []bool    // by block: in the container
	depth     []int     // by block: boxes between it and the container
	like      map[likeness]tally
	siblings  []tally // by box: of the blocks in the box and its children
	firstSure int     // first and last block that are body beyond doubt; -1 where there is none
	lastSure  int
}

// A tally sums the words of several blocks and their scores.
type tally struct {
	words, good int
}

func (t tally) class() int {
	if t.words == 0 {
		return 0
	}
	return min(scores-1, t.good*scores/t.words)
}

func newOutline(v *view, score []float64) *outline {
	o := &outline{view: v, score: score, like: map[likeness]tally{}, firstSure: -1, lastSure: -1}
	o.good = make([]int, len(v.blocks)+1)
	o.siblings = make([]tally, len(v.boxes))
	for i := range v.blocks {
		b := &v.blocks[i]
		good := 0
		if score[i] > 0 && b.embed == nil {
			good = b.words
		}
		o.good[i+1] = o.good[i] + good
		key := o.likeness(i)
		t := o.like[key]
		o.like[key] = tally{t.words + b.words, t.good + good}
		for _, at := range []int{b.box, v.boxes[b.box].parent} {
			o.siblings[at].words += b.words
			o.siblings[at].good += good
		}
	}
	o.descend()
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

// second appends the features of block i that the first pass gives.
func (o *outline) second(i int, out []feature) []feature {
	b := &o.blocks[i]
	class, in := scoreClass(o.score[i]), 0
	if o.in[i] {
		in = 1
	}
	like, siblings := o.like[o.likeness(i)], o.siblings[o.boxes[b.box].parent]
	large := func(words int) int {
		if words >= 100 {
			return scores
		}
		return 0
	}
	distance := 6
	if o.in[i] {
		distance = min(5, o.depth[i])
	}
	return append(out,
		groupScore.value(class),
		groupScoreBefore.value(scoreClass(o.at(i-1))), groupScoreAfter.value(scoreClass(o.at(i+1))),
		groupScoreAround.value(scoreClass(o.mean(i, 3))), groupScoreFar.value(scoreClass(o.mean(i, 10))),
		groupInside.value(in*scores+class), groupKindInside.value(in*kinds+shapeOf(b)),
		groupDistance.value(distance),
		groupLike.value(large(like.words)+like.class()), groupSiblings.value(large(siblings.words)+siblings.class()),
		groupRun.value(o.run(i)), groupProgress.value(o.progress(i)),
		groupNextText.value(o.nextText(i)), groupLastHeading.value(o.lastHeading(i)),
		groupEdge.value(o.edge(i)*kinds+shapeOf(b)),
	)
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

// run is where block i stands to the blocks that are body beyond doubt: before, among or after them, and how
// many blocks away.
func (o *outline) run(i int) int {
	away := func(d int) int { return min(5, bits.Len(uint(d))) }
	switch {
	case o.firstSure < 0:
		return 0
	case i < o.firstSure:
		return away(o.firstSure - i)
	case i > o.lastSure:
		return 6 + away(i-o.lastSure)
	}
	return 12
}

// progress is how much of the good words stands before block i.
func (o *outline) progress(i int) int {
	all, before := o.good[len(o.blocks)], o.good[i]
	switch share := float64(before) / float64(max(1, all)); {
	case before == 0:
		return 0
	case share < 0.1:
		return 1
	case share < 0.3:
		return 2
	case share < 0.7:
		return 3
	case share < 0.9:
		return 4
	case share < 0.97:
		return 5
	case before < all:
		return 6
	}
	return 7
}

// nextText is, for a heading, the score of the next block that isn't one.
func (o *outline) nextText(i int) int {
	if o.blocks[i].kind != kindHeading {
		return scores
	}
	for j := i + 1; j < len(o.blocks); j++ {
		if o.blocks[j].kind != kindHeading {
			return scoreClass(o.score[j])
		}
	}
	return 0
}

// lastHeading is the score of the heading before block i, at most 12 blocks up.
func (o *outline) lastHeading(i int) int {
	for j := i - 1; j >= max(0, i-12); j-- {
		if o.blocks[j].kind == kindHeading {
			return scoreClass(o.score[j])
		}
	}
	return scores
}

// edge is 1 for the first block with a good score in the container.
func (o *outline) edge(i int) int {
	if o.in[i] && o.good[i] == o.good[o.boxes[o.container].first] {
		return 1
	}
	return 0
}
