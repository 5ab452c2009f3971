package incident

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// ofUnions is how the forest of unions is learned, from a lesson for each two groups that a headline may be a bridge between.
var ofUnions = schooling{
	inputs: numUnions, bags: 8, trees: 100, rate: 0.08, ridge: 10, asking: 5,
	monotone: signs(numUnions, []int{unionFirst, unionSecond, unionMean, unionBest, unionNext, unionSame, unionCross, unionReach, unionReachBest,
		unionMeaning, unionHead, unionSaid, unionSaidBest}, []int{unionDays, unionGap}),
}

// unionsAsked counts how often two groups were asked about, by their IDs. As they grow each headline asks again.
type unionsAsked map[[2]string]int

// again counts two groups once more, and reports whether that is to be a lesson: the first time, the second, the fourth and so on.
func (u unionsAsked) again(a, b *group) bool {
	key := [2]string{min(a.id, b.id), max(a.id, b.id)}
	u[key]++
	return u[key]&(u[key]-1) == 0
}

// unionLesson is a headline between two groups that it fits: most of the judged articles of both are of one incident, or not. It counts the
// more the larger the smaller group is, and the purer both. The incident is one of the two. The lesson is nil where nobody has judged.
func unionLesson(d *document, first, second *verdict, incidents map[string]string) (l *lesson, incident string) {
	x, pure := mostly(first.group, incidents)
	y, alsoPure := mostly(second.group, incidents)
	if x == "" || y == "" {
		return nil, ""
	}
	return &lesson{
		x: inputsOfUnion(first.group, second.group, d, first.score, second.score), same: x == y,
		weight: math.Log1p(float64(min(len(first.group.members), len(second.group.members)))) * pure * alsoPure,
	}, min(x, y)
}

// mostly is the incident of most of a group's judged articles, "" where there are none, and their share.
func mostly(gr *group, incidents map[string]string) (incident string, share float64) {
	counts := map[string]int{}
	judged := 0
	for _, m := range gr.members {
		if i := incidents[m.id]; i != "" {
			counts[i]++
			judged++
		}
	}
	if judged == 0 {
		return "", 0
	}
	incident = slices.MinFunc(slices.Sorted(maps.Keys(counts)), func(a, b string) int { return cmp.Compare(counts[b], counts[a]) })
	return incident, float64(counts[incident]) / float64(judged)
}
