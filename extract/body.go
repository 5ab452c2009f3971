package extract

// body chooses the blocks that are the article's own.
func (s *survey) body(m *metadata) []block {
	var out []block
	for i := range s.blocks {
		b := &s.blocks[i]
		if b.embed != nil || b.words >= 12 && b.linked*3 < b.words && b.kind != kindCaption {
			out = append(out, *b)
		}
	}
	return out
}
