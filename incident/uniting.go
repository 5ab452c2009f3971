package incident

import (
	_ "embed"
	"math"
	"slices"

	"parallax/incident/meaning"
	"parallax/news"
)

// Headlines on one incident often begin as several groups, by language or by what they put first, for two of them may have no word in common.
// A headline that fits two groups shows it; whether it does is decided by all that stand for the groups, by a third forest. TestFit learns it from
// streams of headlines as they are filed.

// unionTable is the forest that decides on two groups, in the form of forestTable.
//
//go:embed unions.tsv
var unionTable string

// unionForest tells whether two groups that a headline fits are of one incident.
var unionForest = mustForest("unions.tsv", unionTable, unionInputs[:])

// The inputs of the decision whether two groups are of one incident.
const (
	unionFirst     = iota // how well the headline fits the group that it has joined
	unionSecond           // and the other one
	unionMean             // of the scores of the pairs of an article of one group and one of the other
	unionBest             // of these scores
	unionNext             // best of them
	unionSame             // the best one in one language
	unionCross            // the best one in two languages
	unionReach            // mean over the articles of one group of the best score with the other, the smaller of the two
	unionReachBest        // and the larger
	unionMeaning          // cosine of what the groups mean
	unionHead             // and of their weighty words
	unionSaid             // share of the weight of one group's words that the other has, the smaller of the two
	unionSaidBest         // and the larger
	unionSmall            // logarithm of the members of the smaller group
	unionLarge            // and of the larger one
	unionDays             // between their founders
	unionGap              // from the last article of one to the first of the other
	numUnions
)

var unionInputs = [numUnions]string{
	unionFirst: "first", unionSecond: "second", unionMean: "mean", unionBest: "best", unionNext: "next", unionSame: "same", unionCross: "cross",
	unionReach: "reach", unionReachBest: "reach-best", unionMeaning: "meaning", unionHead: "head", unionSaid: "words", unionSaidBest: "words-best",
	unionSmall: "small", unionLarge: "large", unionDays: "days", unionGap: "gap",
}

const (
	unionScore  = 0.5  // how surely two groups have to be of one incident
	bridgeScore = -0.5 // how well a headline has to fit a group to be asked whether it bridges to it
	bridges     = 4    // groups that it is asked about, the best ones
	spokesmen   = 12   // of the core, that are compared with those of the other group
)

// unite makes the group that a headline has joined one with other groups of the verdicts, if they are of one incident.
func (g *Grouper) unite(d *document, verdicts []verdict) (merges []news.Merge) {
	for _, v := range bridged(verdicts) {
		gr := d.incident
		if g.corrections.separate(gr.id, v.group.id) {
			continue
		}
		x := inputsOfUnion(gr, v.group, d, verdicts[0].score, v.score)
		if unionForest.score(&x) >= unionScore {
			merges = append(merges, g.absorb(gr, v.group))
		}
	}
	return merges
}

// bridged are the groups, behind the first one, that may be of one incident with it. The verdicts are a headline's, best first.
func bridged(verdicts []verdict) []verdict {
	n := 1
	for n < len(verdicts) && n <= bridges && verdicts[n].score >= bridgeScore {
		n++
	}
	return verdicts[1:n]
}

// inputsOfUnion are the inputs of the decision whether two groups are of one incident, between which a headline that fits both, as well as first and second
// say, is the bridge. It doesn't speak for either.
func inputsOfUnion(a, b *group, bridge *document, first, second float64) (x inputs) {
	x[unionFirst], x[unionSecond] = float32(first), float32(second)
	x[unionSmall], x[unionLarge] = log1p(float64(min(len(a.members), len(b.members)))), log1p(float64(max(len(a.members), len(b.members))))
	of, with := without(a.core, bridge), without(b.core, bridge)
	x.compareAll(of[:min(len(of), spokesmen)], with[:min(len(with), spokesmen)])
	said, heard := saidOnAverage(of, with), saidOnAverage(with, of)
	x[unionSaid], x[unionSaidBest] = min(said, heard), max(said, heard)
	v, w := meansOf(of), meansOf(with)
	x[unionMeaning], x[unionHead] = float32(v[wholeVector].Cosine(&w[wholeVector])), float32(v[headVector].Cosine(&w[headVector]))
	begin, end := span(of)
	otherBegin, otherEnd := span(with)
	if begin != 0 && otherBegin != 0 {
		x[unionDays] = float32(math.Abs(float64(begin-otherBegin)) / daySeconds)
		x[unionGap] = float32(float64(max(0, begin-otherEnd, otherBegin-end)) / daySeconds)
	}
	return x
}

// compareAll sets the inputs that come of comparing each of some articles with each of others.
func (x *inputs) compareAll(of, with []*document) {
	best, next, same, cross, sum := float64(noPair), float64(noPair), float64(noPair), float64(noPair), 0.0
	reach, otherReach := make([]float64, len(of)), make([]float64, len(with))
	for i := range reach {
		reach[i] = partFloor
	}
	for i := range otherReach {
		otherReach[i] = partFloor
	}
	for i, d := range of {
		pairs := pairUp(make([]pairing, 0, len(with)), d, with, nil)
		scoreAll(pairs, d)
		for j := range pairs {
			score := max(partFloor, pairs[j].score)
			sum += score
			best, next = max(best, score), max(next, min(best, score))
			if pairs[j].same {
				same = max(same, score)
			} else {
				cross = max(cross, score)
			}
			reach[i], otherReach[j] = max(reach[i], score), max(otherReach[j], score)
		}
	}
	x[unionBest], x[unionNext], x[unionSame], x[unionCross] = float32(best), float32(next), float32(same), float32(cross)
	x[unionMean] = float32(sum / float64(max(1, len(of)*len(with))))
	near, far := mean(reach), mean(otherReach)
	x[unionReach], x[unionReachBest] = float32(min(near, far)), float32(max(near, far))
}

// without are some documents but one.
func without(list []*document, but *document) []*document {
	i := slices.Index(list, but)
	if i < 0 {
		return list
	}
	return slices.Concat(list[:i], list[i+1:])
}

// saidOnAverage is what share of the weight of their words articles find in others.
func saidOnAverage(articles, by []*document) float32 {
	sum := float32(0)
	for _, d := range articles {
		once, _ := saidBy(by, d)
		sum += once
	}
	return sum / float32(max(1, len(articles)))
}

// meansOf are the directions of the means of articles' vectors.
func meansOf(articles []*document) (means [2]meaning.Vector) {
	for v := range means {
		var m meaning.Mean
		for _, d := range articles {
			m.Add(&d.vectors[v])
		}
		means[v] = m.Vector()
	}
	return means
}

// span is the time from the first to the last of some articles, 0 and 0 where no time is known.
func span(articles []*document) (begin, end int64) {
	for _, d := range articles {
		if d.time == 0 {
			continue
		}
		if begin == 0 || d.time < begin {
			begin = d.time
		}
		end = max(end, d.time)
	}
	return begin, end
}

func mean(list []float64) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x
	}
	return sum / float64(max(1, len(list)))
}
