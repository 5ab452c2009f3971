package extract

import "golang.org/x/net/html/atom"

const (
	// threshold is the score from which a block is taken for body.
	threshold = 0.0

	// sureStandfirst is the score from which a standfirst is taken for body: it has a field of its own.
	sureStandfirst = 1.0

	// hopeless is the score by itself from which down a block has no second chance.
	hopeless = -3.0

	// ofReaders is the most that the score of a comment by a reader can be: even on a page without a body it isn't raised to one.
	ofReaders = -8.0

	// minBest is the score below which even the best block of a page is no body: the page has none.
	minBest = -3.5

	// scantBody is how many words of body are too few for an article, and raisedBest the score that the best
	// block of such a page is raised to.
	scantBody  = 100
	raisedBest = 1.0
)

// body chooses the blocks that are the article's own, and the posts that stand among them.
func (s *survey) body(m *metadata) []block {
	if len(s.blocks) == 0 {
		return nil
	}
	o, score := s.judge(m, loadModel())
	keep := o.keeps(score)
	var out []block
	for i := range s.blocks {
		if keep[i] {
			out = append(out, s.blocks[i])
		}
	}
	return out
}

// judge scores each block twice: by itself, and, unless it is hopeless, in the light of what the first pass made out.
func (s *survey) judge(m *metadata, w model) (*outline, []float64) {
	v := newView(s, m)
	one := v.firstPass(w.first)
	o := newOutline(v, one)
	two := make([]float64, len(s.blocks))
	var x traits
	for i := range s.blocks {
		two[i] = one[i]
		if s.blocks[i].embed == nil && one[i] > hopeless {
			o.traitsOf(i, &x)
			two[i] += w.second.score(&x)
		}
	}
	s.raise(two)
	s.evenRows(two)
	return o, two
}

// evenRows gives the cells of a table's row the same score, for half a row says nothing: the mean of theirs by words.
// Rows with a cell that holds more than one block are layout and stay as they are.
func (s *survey) evenRows(score []float64) {
	for i := 0; i < len(s.blocks); {
		end, sum, words := i, 0.0, 0
		for end < len(s.blocks) && s.isCellBeside(end, i) {
			sum, words = sum+score[end]*float64(s.blocks[end].words), words+s.blocks[end].words
			end++
		}
		if row := &s.boxes[s.boxes[s.blocks[i].box].parent]; end > i+1 && words > 0 && row.first == i && row.last == end {
			for j := i; j < end; j++ {
				score[j] = sum / float64(words)
			}
		}
		i = max(end, i+1)
	}
}

// isCellBeside reports whether block j is the whole text of a cell in the row of block i.
func (s *survey) isCellBeside(j, i int) bool {
	b := &s.blocks[j]
	cell := &s.boxes[b.box]
	return b.kind == kindCell && b.embed == nil && cell.last-cell.first == 1 && cell.parent == s.boxes[s.blocks[i].box].parent
}

// firstPass scores each block by itself.
func (v *view) firstPass(w weights) []float64 {
	score := make([]float64, len(v.blocks))
	buffer := make([]feature, 0, 96)
	for i := range v.blocks {
		if v.blocks[i].embed == nil {
			buffer = v.first(i, buffer[:0])
			score[i] = w.score(buffer)
			if v.thread[v.blocks[i].box] {
				score[i] = min(score[i], ofReaders)
			}
		}
	}
	v.raise(score)
	return score
}

// raise shifts the scores of a page with hardly any body so that its best piece of running text is body
// beyond doubt. Short notices look like furniture when measured by articles; compared to the rest of their
// page they don't.
func (s *survey) raise(score []float64) {
	best, good := minBest, 0
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.embed != nil {
			continue
		}
		if score[i] > threshold {
			good += b.words
		}
		if b.prose() >= 15 {
			best = max(best, score[i])
		}
	}
	if best <= minBest || good >= scantBody || best >= raisedBest {
		return
	}
	for i := range score {
		if b := &s.blocks[i]; b.linked*2 <= b.words {
			score[i] += raisedBest - best
		}
	}
}

// isStandfirst reports whether a block stands between the headline and a line that parts it from the text: a byline, a
// date, a caption.
func (o *outline) isStandfirst(i int) bool {
	return o.headline >= 0 && i > o.headline && i <= o.headline+3 && o.goodAfter[i] > i+1
}

// isRefrain reports whether a block is a sentence that the page has in three places or more, as notices have it, and that
// isn't most of what there is.
func (o *outline) isRefrain(i int) bool {
	b := &o.blocks[i]
	c := o.repeated[b.text]
	return b.words >= wordsOfSentence && c.places > 2 && c.times*b.words*2 < o.good[len(o.blocks)]
}

// keeps marks the blocks that are body, and the posts that stand in the container or next to the body.
func (o *outline) keeps(score []float64) []bool {
	keep := make([]bool, len(score))
	first, last := len(score), -1
	for i := range score {
		bound := threshold
		if last < 0 && o.isStandfirst(i) {
			bound = sureStandfirst
		}
		if o.blocks[i].embed == nil && score[i] > bound && !(last < 0 && o.looks[i].title) && !o.isRefrain(i) && !o.blocks[i].isClock() {
			keep[i] = true
			first, last = min(first, i), i
		}
	}
	others := o.others(keep)
	for i := range others {
		if keep[i] = keep[i] && !others[i]; keep[i] {
			last = i
		}
	}
	const near = 3 // blocks
	for i := range score {
		if o.blocks[i].embed != nil && (others == nil || !others[i]) {
			foreign := o.around[o.blocks[i].box]&(markNav|markAside|markFooter|markComment|markRelated|markSidebar) != 0
			keep[i] = o.in[i] || i > first && i < last || !foreign && i >= first-near && i <= last+near
		}
	}
	return keep
}

// others marks the blocks of articles that follow the page's own in one document, as endless pages load them: article elements
// with a first-level heading of their own behind the article element that holds the page's headline and a whole text. It is nil where
// there are none.
func (o *outline) others(keep []bool) (marked []bool) {
	if o.headline < 0 {
		return nil
	}
	own := o.articleAround(o.headline)
	if own == 0 || o.wordsKept(own, keep) < scantBody {
		return nil
	}
	for i := o.boxes[own].last; i < len(o.blocks); i++ {
		if b := &o.blocks[i]; b.kind != kindHeading || b.level != 1 {
			continue
		}
		if other := o.articleAround(i); other > 0 {
			if marked == nil {
				marked = make([]bool, len(o.blocks))
			}
			for j := o.boxes[other].first; j < o.boxes[other].last; j++ {
				marked[j] = true
			}
		}
	}
	return marked
}

// articleAround is the outermost article element around a block, 0 where there is none.
func (o *outline) articleAround(block int) int {
	found := 0
	for box := o.blocks[block].box; box > 0; box = o.boxes[box].parent {
		if o.boxes[box].node.DataAtom == atom.Article {
			found = box
		}
	}
	return found
}

// wordsKept are the words of a box's blocks that are body.
func (o *outline) wordsKept(box int, keep []bool) int {
	n := 0
	for i := o.boxes[box].first; i < o.boxes[box].last; i++ {
		if keep[i] {
			n += o.blocks[i].words
		}
	}
	return n
}
