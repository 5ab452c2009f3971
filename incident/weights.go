package incident

// weightsFor are the weights of the decision for a pair: for one language or two, for full articles or where one is little
// more than a headline.
func weightsFor(s *similarity) *inputs {
	switch {
	case s.same && s.short:
		return &sameShort
	case s.same:
		return &sameFull
	case s.short:
		return &crossShort
	}
	return &crossFull
}

var (
	sameFull   = inputs{inBias: -6, inNameCosine: 4, inWordCosine: 8, inPlaceCosine: 0.5, inNumbers: 0.5, inPost: 4, inLink: 4, inCopy: 6, inDays: -0.3}
	crossFull  = inputs{inBias: -5, inNameCosine: 6, inWordCosine: 4, inPlaceCosine: 1.5, inNumbers: 0.7, inPost: 5, inLink: 5, inDays: -0.3}
	sameShort  = sameFull
	crossShort = crossFull
)
