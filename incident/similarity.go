package incident

import (
	"math"
	"strconv"
)

// A similarity is what two documents have in common, kind by kind.
type similarity struct {
	cosine   [kinds]float64 // of the weight vectors, 0 to 1
	mass     [kinds]float64 // sum over shared terms of the smaller weight
	shared   [kinds]int     // shared words
	days     float64        // between their times, 0 where one is unknown
	timed    bool           // both times are known
	precise  bool           // both times are known to better than a day
	short    bool           // one of them is little more than a headline
	same     bool           // same language, both known
	script   bool           // of the same alphabet, as far as the languages tell
	conflict bool           // both name dates and none is shared
}

// shortWords is how many weighty words an article with a text has at least.
const shortWords = 25

func compare(a, b *document) similarity {
	s := similarity{same: a.language == b.language && a.language != undetermined}
	for k := range kinds {
		s.cosine[k], s.mass[k], s.shared[k] = overlap(a, b, k)
	}
	s.script = a.latin == b.latin
	s.short = min(len(a.of(kindWord)), len(b.of(kindWord))) < shortWords
	if a.time != 0 && b.time != 0 {
		s.timed = true
		s.precise = !midnight(a.time) && !midnight(b.time)
		s.days = daysApart(a, b)
	}
	s.conflict = len(a.of(kindDate)) > 0 && len(b.of(kindDate)) > 0 && s.shared[kindDate] == 0
	return s
}

// overlap walks two sorted lists of terms. A word counts once, whichever of its keys agree.
func overlap(a, b *document, kind int) (cosine, mass float64, shared int) {
	x, y := a.of(kind), b.of(kind)
	var usedX, usedY [4]uint64
	dot := 0.0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		of, other := x[i].key(), y[j].key()
		if of != other {
			// Which of the two is smaller is a coin toss that no processor predicts: there is no branch on it.
			less := int((of - other) >> 63)
			i += less
			j += 1 - less
			continue
		}
		if !taken(&usedX, x[i].word()) && !taken(&usedY, y[j].word()) {
			take(&usedX, x[i].word())
			take(&usedY, y[j].word())
			dot += x[i].weight() * y[j].weight()
			mass += min(x[i].weight(), y[j].weight())
			shared++
		}
		i++
		j++
	}
	if dot > 0 {
		cosine = min(1, dot/(float64(a.norm[kind])*float64(b.norm[kind])))
	}
	return cosine, mass, shared
}

func daysApart(a, b *document) float64 { return math.Abs(float64(a.time-b.time)) / daySeconds }

// independent counts the kinds of evidence that don't follow from each other: a second name and words beside the
// names are kinds of their own.
func (s *similarity) independent() int {
	n := min(2, s.shared[kindName])
	if s.shared[kindWord] >= s.shared[kindName]+1 {
		n++
	}
	for _, kind := range []int{kindPlace, kindNumber, kindDate} {
		n += min(1, s.shared[kind])
	}
	// A post or a link is evidence of its own and says what it is about.
	for _, kind := range []int{kindPost, kindLink} {
		n += 2 * min(1, s.shared[kind])
	}
	return n
}

// hours writes a distance in time for a reader.
func hours(days float64) string { return strconv.FormatFloat(math.Round(days*24), 'f', 0, 64) + " h" }

// midnight reports whether a time looks like a mere date.
func midnight(t int64) bool { return t%daySeconds == 0 }

const daySeconds = 24 * 3600

func taken(set *[4]uint64, word uint8) bool { return set[word>>6&3]>>(word&63)&1 == 1 }
func take(set *[4]uint64, word uint8)       { set[word>>6&3] |= 1 << (word & 63) }

// latinLanguage reports whether a language is written in Latin letters, by its tag.
func latinLanguage(lang string) bool {
	switch lang {
	case "ar", "fa", "ur", "ps", "ckb", "ug", "sd", "he", "yi", "ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "el", "hy", "ka",
		"hi", "mr", "ne", "bn", "as", "pa", "gu", "or", "ta", "te", "kn", "ml", "si", "th", "lo", "km", "my", "bo", "zh", "ja", "ko", "am", "ti", "dv":
		return false
	}
	return true
}

// inputs are the numbers that the weights of a decision are for.
type inputs [numInputs]float64

const (
	inBias = iota
	inNameCosine
	inNameMass
	inWordCosine
	inWordMass
	inPlaceCosine
	inNumbers
	inDate
	inConflict
	inPost
	inLink
	inDays
	inClose
	inScript
	inShort
	numInputs
)

// inputs of the decision. Masses and counts go in by their logarithm: the tenth shared name adds less than the first.
func (s *similarity) inputs(a, b *document) inputs {
	var x inputs
	x[inBias] = 1
	x[inNameCosine] = math.Sqrt(s.cosine[kindName])
	x[inNameMass] = math.Log1p(s.mass[kindName])
	x[inWordCosine] = math.Sqrt(s.cosine[kindWord])
	x[inWordMass] = math.Log1p(s.mass[kindWord])
	x[inPlaceCosine] = s.cosine[kindPlace]
	x[inNumbers] = math.Log1p(s.mass[kindNumber])
	if s.shared[kindDate] > 0 {
		x[inDate] = 1
	}
	if s.conflict {
		x[inConflict] = 1
	}
	x[inPost] = math.Min(2, s.mass[kindPost])
	x[inLink] = math.Min(2, s.mass[kindLink])
	x[inDays] = math.Min(7, s.days)
	if s.precise {
		x[inClose] = math.Exp(-2 * s.days)
	}
	if s.script {
		x[inScript] = 1
	}
	x[inShort] = math.Log1p(float64(min(a.norm[kindWord], b.norm[kindWord])))
	return x
}
