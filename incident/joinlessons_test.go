package incident

import (
	"maps"
	"slices"
)

// ofJoins is how the forest of joins is learned, from a lesson for each group that a headline was compared with.
var ofJoins = schooling{
	inputs: numJoins, bags: 4, trees: 120, rate: 0.08, ridge: 20, asking: 5,
	monotone: signs(numJoins, []int{joinMean, joinBest, joinSecond, joinWorst, joinSame, joinCross, joinFits, joinSaid, joinSaidTwice,
		joinMeaning, joinHead, joinLead}, []int{joinDays, joinRival}),
}

const (
	joinRounds  = 3  // streams are filed, each time by what was learned from the last ones
	joinsOfEach = 10 // groups that a headline is compared with, the best ones
	shortStream = 4  // what a headline of a stream with texts counts, beside those of one that is ten times as long
)

// headlineLessons files the streams of headlines, and the others with every second article cut down to its headline. Each headline is compared with the
// groups that it finds, and those that it may be a bridge between with each other. The forests of a fold are learned from what is in the others.
func headlineLessons(streams map[string][]judgedArticle, folds []Fold) (joins, unions []*lesson) {
	streams = headlines(streams)
	for range joinRounds {
		for _, name := range slices.Sorted(maps.Keys(streams)) {
			for fold := range folds {
				j, u := folds[fold].ofHeadlines(name, streams[name], fold)
				joins, unions = append(joins, j...), append(unions, u...)
			}
		}
		for fold := range folds {
			ofFold := func(l *lesson) bool { return l.fold == fold }
			folds[fold].joining = ofJoins.grow(slices.DeleteFunc(slices.Clone(joins), ofFold))
			folds[fold].uniting = ofUnions.grow(slices.DeleteFunc(slices.Clone(unions), ofFold))
		}
	}
	return joins, unions
}

// headlines are the streams in which each other article at least is a headline: of one with texts there are two, one with the even and one with
// the odd ones cut. Their names are those of the streams with a letter before, which says of what sort they are.
func headlines(streams map[string][]judgedArticle) map[string][]judgedArticle {
	cut := map[string][]judgedArticle{}
	for name, articles := range streams {
		if !slices.ContainsFunc(articles, func(j judgedArticle) bool { return j.article.Text != "" }) {
			cut["h"+name] = articles
			continue
		}
		for i, half := range []string{"e", "o"} {
			list := slices.Clone(articles)
			for ; i < len(list); i += 2 {
				list[i].article.Lead, list[i].article.Text = "", ""
			}
			cut[half+name] = list
		}
	}
	return cut
}

// ofHeadlines are the lessons of a stream filed by what has been learned without one fold, as far as that fold goes.
func (f Fold) ofHeadlines(name string, articles []judgedArticle, fold int) (joins, unions []*lesson) {
	inFold := func(incident string) bool { return foldIn(name[1:], incident, len(articles)) == fold }
	if len(articles) <= longStream && !inFold("") {
		return nil, nil
	}
	weight := 1.0
	if len(articles) <= longStream {
		weight = shortStream
	}
	defer f.Decide()()
	g := New(Options{})
	incidents := map[string]string{}
	asked := unionsAsked{}
	for _, j := range articles {
		incidents[j.article.ID] = j.incident
		d, s := g.features(&j.article)
		d.seq = g.seq
		g.seq++
		if d.short() {
			finds := g.window.search(d, searched)
			verdicts := g.rank(d, finds, nil)
			if j.incident != "" && inFold(j.incident) {
				for _, v := range verdicts[:min(len(verdicts), joinsOfEach)] {
					if l := joinLesson(d, &v, finds, incidents); l != nil {
						l.fold, l.weight = fold, weight
						joins = append(joins, l)
					}
				}
			}
			if d.bare() && len(verdicts) > 0 && verdicts[0].score > 0 {
				for _, v := range bridged(verdicts) {
					if l, incident := unionLesson(d, &verdicts[0], &v, incidents); l != nil && inFold(incident) && asked.again(verdicts[0].group, v.group) {
						l.fold = fold
						unions = append(unions, l)
					}
				}
			}
		}
		g.decideOrPlace(d, s)
		g.window.add(d)
		g.sweep()
	}
	return joins, unions
}

// joinLesson is a headline beside a group: most of the group's judged articles are of the headline's incident, or not. It is nil
// where none is judged or stands for the group.
func joinLesson(d *document, v *verdict, finds []found, incidents map[string]string) *lesson {
	same, judged := 0, 0
	for _, m := range v.group.members {
		if incident := incidents[m.id]; incident != "" {
			judged++
			if incident == incidents[d.id] {
				same++
			}
		}
	}
	if judged == 0 {
		return nil
	}
	pairs := pairFound(pairUp(nil, d, v.group.core, nil), d, v.group, finds, nil)
	scoreAll(pairs, d)
	s := standingOf(pairs)
	if s.best < 0 {
		return nil
	}
	return &lesson{x: inputsOfJoin(d, v.group, pairs, &s, v.rival), same: 2*same >= judged}
}
