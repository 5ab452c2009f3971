package extract

// threshold is the score from which a block is taken for body.
const threshold = 0.0

// body chooses the blocks that are the article's own.
func (s *survey) body(m *metadata) []block {
	if len(s.blocks) == 0 {
		return nil
	}
	o, score := s.judge(m, loadModel())
	var out []block
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.embed != nil && o.keepsPost(i, score) || b.embed == nil && score[i] > threshold {
			out = append(out, *b)
		}
	}
	return out
}

// judge scores each block twice: by itself, and in the light of what the first pass made out.
func (s *survey) judge(m *metadata, w model) (*outline, []float64) {
	v := newView(s, m)
	one := make([]float64, len(s.blocks))
	buffer := make([]feature, 0, 64)
	for i := range s.blocks {
		if s.blocks[i].embed == nil {
			buffer = v.first(i, buffer[:0])
			one[i] = w.first.score(buffer)
		}
	}
	o := newOutline(v, one)
	two := make([]float64, len(s.blocks))
	for i := range s.blocks {
		if s.blocks[i].embed == nil {
			buffer = o.second(i, v.first(i, buffer[:0]))
			two[i] = w.second.score(buffer)
		}
	}
	return o, two
}

// keepsPost reports whether the post at block i belongs to the body: it stands in the container, or among the
// blocks that are body beyond doubt.
func (o *outline) keepsPost(i int, score []float64) bool {
	return o.in[i] || i > o.firstSure && i < o.lastSure
}
