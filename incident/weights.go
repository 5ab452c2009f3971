package incident

// The weights of a pair of articles in one language, and in two.
var (
	sameWeights  = inputs{inBias: -6, inNameCosine: 4, inWordCosine: 8, inPlaceCosine: 0.5, inNumbers: 0.5, inPost: 4, inLink: 4, inCopy: 6, inDays: -0.3}
	crossWeights = inputs{inBias: -5, inNameCosine: 6, inWordCosine: 4, inPlaceCosine: 1.5, inNumbers: 0.7, inPost: 5, inLink: 5, inDays: -0.3}
)
