package incident

import "math"

// inputs are the numbers that a decision on two articles is made from.
type inputs [numInputs]float32

const (
	inSame         = iota // 1 in one language, 0 in two
	inScript              // 1 where both languages are written in Latin letters, or neither
	inLength              // logarithm of the weight of the words of the shorter article
	inOtherLength         // and of the longer one
	inMeaning             // cosine of what the articles mean as a whole
	inHeadMeaning         // and of what their beginnings mean
	inCrossMeaning        // the larger cosine of the beginning of one and the whole of the other
	inApart               // inMeaning less how close each of the two is to others like it
	inCrowd               // how close the two are to others like them
	inNameCosine          // of the weights of names, and so on
	inNameMass            // weight of what is shared, and so on
	inNameCount           // how many are shared
	inNameTop             // weight of the heaviest that is shared
	inNameLead            // share of the names that lead in one article which the other has anywhere, the smaller of the two
	inNameLeadBest        // and the larger
	inWordLead
	inWordLeadBest
	inWordCosine
	inWordMass
	inWordTop
	inPlaceCosine
	inPlaceMass
	inPlaceTop
	inPlaceCount
	inPlaceOther // weight of the heaviest place that one article names and the other doesn't
	inNumberMass
	inNumberCount
	inDate             // 1 where both name a day, and the same
	inConflict         // 1 where both name days, and none is the same
	inDays             // between their times
	inClose            // of headlines: 1 at the same moment, to 0 after days; 0 where a time isn't known to the hour. Of longer articles too few were judged
	inOrganisationMass // of organisations, which everybody names: they are no names to the forest
	inOrganisationCosine
	inKinds // independent kinds of evidence
	numInputs
)

var inputNames = [numInputs]string{
	inSame: "same", inScript: "script", inLength: "length", inOtherLength: "other-length", inMeaning: "meaning", inHeadMeaning: "head-meaning",
	inCrossMeaning: "cross-meaning", inApart: "apart", inCrowd: "crowd", inNameCosine: "name-cosine", inNameMass: "name-mass", inNameCount: "name-count",
	inNameTop: "name-top", inNameLead: "name-lead", inNameLeadBest: "name-lead-best", inWordLead: "word-lead",
	inWordLeadBest: "word-lead-best", inWordCosine: "word-cosine", inWordMass: "word-mass", inWordTop: "word-top", inPlaceCosine: "place-cosine",
	inPlaceMass: "place-mass", inPlaceTop: "place-top", inPlaceCount: "place-count", inPlaceOther: "place-other", inNumberMass: "number-mass", inNumberCount: "number-count", inDate: "date",
	inConflict: "conflict", inDays: "days", inClose: "close", inOrganisationMass: "organisation-mass", inOrganisationCosine: "organisation-cosine", inKinds: "kinds",
}

// inputs of the decision on a pair. Masses go in by their logarithm: the tenth shared name adds less than the first.
func (s *similarity) inputs(a, b *document) inputs {
	var x inputs
	x[inSame], x[inScript] = truth(s.same), truth(s.script)
	x[inLength] = log1p(float64(min(a.norm[kindWord], b.norm[kindWord])))
	x[inOtherLength] = log1p(float64(max(a.norm[kindWord], b.norm[kindWord])))
	x[inMeaning], x[inHeadMeaning], x[inCrossMeaning] = float32(s.meaning), float32(s.headMeaning), float32(s.crossMeaning)
	x[inCrowd] = (a.crowd + b.crowd) / 2
	x[inApart] = x[inMeaning] - x[inCrowd]
	x[inNameCosine], x[inNameMass] = root(s.cosine[kindName]), log1p(s.mass[kindName])
	x[inNameCount], x[inNameTop] = float32(s.shared[kindName]), float32(s.top[kindName])
	x[inWordCosine], x[inWordMass], x[inWordTop] = root(s.cosine[kindWord]), log1p(s.mass[kindWord]), float32(s.top[kindWord])
	x[inNameLead], x[inNameLeadBest] = extremes(s.leads[kindName])
	x[inWordLead], x[inWordLeadBest] = extremes(s.leads[kindWord])
	x[inPlaceMass], x[inPlaceTop] = log1p(s.mass[kindPlace]), float32(s.top[kindPlace])
	x[inPlaceCosine], x[inPlaceCount], x[inPlaceOther] = float32(s.cosine[kindPlace]), float32(s.shared[kindPlace]), float32(s.placeOther)
	x[inNumberMass], x[inNumberCount] = log1p(s.mass[kindNumber]), float32(s.shared[kindNumber])
	x[inDate], x[inConflict] = truth(s.shared[kindDate] > 0), truth(s.conflict)
	x[inDays] = float32(min(7, s.days))
	if s.precise && s.short {
		x[inClose] = float32(math.Exp(-s.days))
	}
	x[inOrganisationMass], x[inOrganisationCosine] = log1p(s.mass[kindOrganisation]), float32(s.cosine[kindOrganisation])
	x[inKinds] = float32(s.independent())
	return x
}

func extremes(x [2]float64) (least, most float32) {
	return float32(min(x[0], x[1])), float32(max(x[0], x[1]))
}

func truth(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

func log1p(x float64) float32 { return float32(math.Log1p(x)) }
func root(x float64) float32  { return float32(math.Sqrt(x)) }
