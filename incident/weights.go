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

// The weights come from logistic regression on judged pairs of articles, with the signs of all but the bias, the script
// and the length held to what they mean; those of headlines and the biases were then adjusted on whole streams. Shared
// posts and links of headlines, and all links, are too rare there and set by hand.
var (
	// Full articles in one language.
	sameFull = inputs{
		inBias: -12.29, inNameMass: 0.26, inWordCosine: 8, inWordMass: 1.17,
		inPlaceCosine: 0.24, inNumbers: 0.48, inConflict: -0.78, inPost: 7,
		inLink: 4, inDays: -0.11, inClose: 0.19, inShort: 0.41,
	}
	// Full articles in two languages.
	crossFull = inputs{
		inBias: -11.74, inNameCosine: 1.83, inNameMass: 0.59, inWordCosine: 7.78,
		inPlaceCosine: 4.09, inNumbers: 2.41, inDate: 0.83, inConflict: -2.55,
		inPost: 5.85, inLink: 4, inDays: -0.49, inClose: 2.9,
		inScript: -0.72, inShort: 1.51,
	}
	// One language, one of them a headline alone.
	sameShort = inputs{
		inBias: -2.4, inWordCosine: 3.57, inWordMass: 0.4, inPlaceCosine: 0.49,
		inConflict: -2, inPost: 5, inLink: 4, inDays: -0.31,
		inClose: 2.36, inShort: -0.72,
	}
	// Two languages, one of them a headline alone.
	crossShort = inputs{
		inBias: -0.66, inNameCosine: 0.64, inNameMass: 0.07, inWordCosine: 2.61,
		inWordMass: 0.06, inPlaceCosine: 2.11, inPost: 5, inLink: 4,
		inDays: -0.53, inClose: 2.9, inScript: 0.06, inShort: -0.47,
	}
)
