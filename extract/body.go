package extract

const (
	// threshold is the score from which a block is taken for body.
	threshold = 0.0

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

// judge scores each block twice: by itself, and in the light of what the first pass made out.
func (s *survey) judge(m *metadata, w model) (*outline, []float64) {
	v := newView(s, m)
	one, two := make([]float64, len(s.blocks)), make([]float64, len(s.blocks))
	features := make([]feature, 0, 32*len(s.blocks)) // of all blocks, one after the other
	ends := make([]int, len(s.blocks))
	for i := range s.blocks {
		if s.blocks[i].embed == nil {
			start := len(features)
			features = v.first(i, features)
			one[i] = w.first.score(features[start:])
		}
		ends[i] = len(features)
	}
	s.raise(one)
	o := newOutline(v, one)
	buffer := make([]feature, 0, 96)
	start := 0
	for i, end := range ends {
		if s.blocks[i].embed == nil {
			buffer = o.second(i, append(buffer[:0], features[start:end]...))
			two[i] = w.second.score(buffer)
		}
		start = end
	}
	s.raise(two)
	return o, two
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

// keeps marks the blocks that are body, and the posts that stand in the container or next to the body.
func (o *outline) keeps(score []float64) []bool {
	keep := make([]bool, len(score))
	first, last := len(score), -1
	for i := range score {
		if o.blocks[i].embed == nil && score[i] > threshold {
			keep[i] = true
			first, last = min(first, i), i
		}
	}
	const near = 3 // blocks
	for i := range score {
		if o.blocks[i].embed != nil {
			foreign := o.around[o.blocks[i].box]&(markNav|markAside|markFooter|markComment|markRelated|markSidebar) != 0
			keep[i] = o.in[i] || i > first && i < last || !foreign && i >= first-near && i <= last+near
		}
	}
	return keep
}
