package incident

import (
	_ "embed"
	"math"
	"slices"
)

// A headline has few words to be known by, and the larger a group is the likelier one of its articles shares some of them by chance. So
// whether a headline joins a group is decided by all of the group's articles that it was compared with, and by how much of what it says
// the core has said. A second forest makes one score of that; TestFit learns it from streams of headlines as they are filed.

// joinTable is the forest that decides on headlines, in the form of forestTable.
//
//go:embed joins.tsv
var joinTable string

// joinForest tells whether a headline belongs to a group.
var joinForest = mustForest("joins.tsv", joinTable, joinInputs[:])

// The inputs of the decision whether a headline joins a group.
const (
	joinMean      = iota // of the scores of its pairs with articles of the group
	joinBest             // of these scores
	joinSecond           // best of them
	joinWorst            // of them
	joinSame             // the best one in the headline's language
	joinCross            // the best one in another language
	joinFits             // share of the pairs that back the best one
	joinPairs            // logarithm of the number of pairs
	joinSaid             // share of the weight of the headline's words that articles of the core have
	joinSaidTwice        // that two of them have
	joinDays             // since the time of the founder
	joinMeaning          // cosine of what the headline and the core mean
	joinHead             // and of their weighty words
	joinRival            // the best score of a pair with an article of another group
	joinLead             // by how much the group's best pair is better
	joinMembers          // logarithm of the group's members
	joinCrowd            // how close the headline is to others like it
	numJoins
)

var joinInputs = [numJoins]string{
	joinMean: "mean", joinBest: "best", joinSecond: "second", joinWorst: "worst", joinSame: "same", joinCross: "cross", joinFits: "fits", joinPairs: "pairs",
	joinSaid: "words", joinSaidTwice: "words-twice", joinDays: "days",
	joinMeaning: "meaning", joinHead: "head", joinRival: "rival", joinLead: "lead", joinMembers: "members", joinCrowd: "crowd",
}

const (
	// joinOdds is added to what the forest says: a headline that is left alone isn't found by the next one either, which costs more than the forest
	// knows. From 0.5 to 1.1 it trades precision for links between languages, at about the same BCubed F1 on og2021.
	joinOdds = 0.7
	// groupOdds is what the group may add to the odds of the best pair at most. The streams that were learned from are of one affair; where two headlines
	// share the name of a tournament and nothing else, and no others tell of it, they aren't of one incident.
	groupOdds = 1.2
)

// joinScore is how well a headline fits a group, by its scored comparisons with articles of the group, and the best score with one of another group. As
// of two articles, it takes two independent kinds of evidence to be above zero.
func joinScore(d *document, gr *group, pairs []pairing, s *standing, rival float64) float64 {
	x := inputsOfJoin(d, gr, pairs, s, rival)
	score := min(joinForest.score(&x)+joinOdds, float64(x[joinBest])+groupOdds)
	if !slices.ContainsFunc(pairs, func(p pairing) bool { return p.independent() >= 2 && !p.elsewhere(d, p.other) }) {
		score = min(score, oneKind)
	}
	return score
}

// noPair is the score where there is no such pair, and the least there is.
const noPair = -12

// inputsOfJoin are the inputs of the decision whether a headline joins a group, by its scored comparisons with articles of the group, of which there
// is one at least, how they came out, and the best score with an article of another group.
func inputsOfJoin(d *document, gr *group, pairs []pairing, s *standing, rival float64) (x inputs) {
	second, same, cross := float64(noPair), float64(noPair), float64(noPair)
	for i := range pairs {
		score := pairs[i].score
		if i != s.best {
			second = max(second, score)
		}
		if pairs[i].same {
			same = max(same, score)
		} else {
			cross = max(cross, score)
		}
	}
	n := float64(len(pairs))
	x[joinMean], x[joinBest] = float32(s.sum/n), float32(max(noPair, pairs[s.best].score))
	x[joinSecond], x[joinWorst] = float32(second), float32(max(noPair, s.worst))
	x[joinSame], x[joinCross] = float32(same), float32(cross)
	x[joinFits], x[joinPairs] = float32(float64(s.fits)/n), float32(math.Log(n))
	x[joinSaid], x[joinSaidTwice] = saidBy(gr.core, d)
	core := meansOf(without(gr.core, d))
	x[joinMeaning], x[joinHead] = float32(core[wholeVector].Cosine(&d.vectors[wholeVector])), float32(core[headVector].Cosine(&d.vectors[headVector]))
	x[joinMembers], x[joinCrowd] = log1p(float64(len(gr.members))), d.crowd
	x[joinRival] = float32(max(noPair, rival))
	x[joinLead] = x[joinBest] - x[joinRival]
	if len(gr.core) > 0 && d.time != 0 && gr.core[0].time != 0 {
		x[joinDays] = float32(float64(d.time-gr.core[0].time) / daySeconds)
	}
	return x
}

// saidBy is the share of the weight of a document's words, its names among them, that other articles have, and that two of them have.
func saidBy(others []*document, d *document) (once, twice float32) {
	terms := d.of(kindWord)
	var uses [maxPerKind]uint8 // by word
	for _, c := range others {
		if c == d {
			continue
		}
		var used [4]uint64
		meet(terms, c.of(kindWord), func(t, _ term) {
			if !taken(&used, t.word()) {
				take(&used, t.word())
				uses[t.word()]++
			}
		})
	}
	whole := float32(0)
	for word, weight := range weightsOf(terms, 0) {
		whole += float32(weight)
		if uses[word] > 0 {
			once += float32(weight)
		}
		if uses[word] > 1 {
			twice += float32(weight)
		}
	}
	if whole == 0 {
		return 1, 1
	}
	return once / whole, twice / whole
}
