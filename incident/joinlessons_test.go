package incident

import (
	"maps"
	"slices"
)

// ofJoins is how the forest of joins is learned, from a lesson for each group that a headline was compared with.
var ofJoins = schooling{
	inputs: numJoins, bags: 4, trees: 120, rate: 0.08, ridge: 20, asking: 5,
	monotone: signs(numJoins, []int{joinMean, joinBest, joinSecond, joinWorst, joinSame, joinCross, joinFits, joinSaid, joinSaidTwice}, []int{joinDays}),
}

const (
	joinRounds  = 3  // streams are filed, each time by what was learned from the last ones
	joinsOfEach = 10 // groups that a headline is compared with, the best ones
	shortStream = 4  // what a headline of a stream with texts counts, beside those of one that is ten times as long
)

// joinLessons files the streams of headlines, and the others with every second article cut down to its headline, and compares each headline with the
// groups that it finds. The forest of a fold is learned from what is in the others.
func joinLessons(streams map[string][]judgedArticle, folds []Fold) (lessons []*lesson) {
	streams = headlines(streams)
	for range joinRounds {
		var found []*lesson
		for _, name := range slices.Sorted(maps.Keys(streams)) {
			for fold := range folds {
				found = append(found, folds[fold].joins(name, streams[name], fold)...)
			}
		}
		lessons = append(lessons, found...)
		for fold := range folds {
			folds[fold].joining = ofJoins.grow(slices.DeleteFunc(slices.Clone(lessons), func(l *lesson) bool { return l.fold == fold }))
		}
	}
	return lessons
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

// joins are the lessons of a stream filed by what has been learned without one fold, as far as that fold goes.
func (f Fold) joins(name string, articles []judgedArticle, fold int) (lessons []*lesson) {
	if len(articles) <= longStream && foldIn(name[1:], "", len(articles)) != fold {
		return nil
	}
	defer f.Decide()()
	g := New(Options{})
	incidents := map[string]string{}
	for _, j := range articles {
		incidents[j.article.ID] = j.incident
		d, s := g.features(&j.article)
		d.seq = g.seq
		g.seq++
		if d.short() && j.incident != "" && foldIn(name[1:], j.incident, len(articles)) == fold {
			finds := g.window.search(d, searched)
			verdicts := g.rank(d, finds, nil)
			for _, v := range verdicts[:min(len(verdicts), joinsOfEach)] {
				if l := joinLesson(d, v.group, finds, incidents); l != nil {
					l.fold, l.weight = fold, 1
					if len(articles) <= longStream {
						l.weight = shortStream
					}
					lessons = append(lessons, l)
				}
			}
		}
		g.decideOrPlace(d, s)
		g.window.add(d)
		g.sweep()
	}
	return lessons
}

// joinLesson is a headline beside a group: most of the group's judged articles are of the headline's incident, or not. It is nil
// where none is judged or stands for the group.
func joinLesson(d *document, gr *group, finds []found, incidents map[string]string) *lesson {
	same, judged := 0, 0
	for _, m := range gr.members {
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
	pairs := pairFound(pairUp(nil, d, gr, nil), d, gr, finds, nil)
	scoreAll(pairs, d)
	s := standingOf(pairs)
	if s.best < 0 {
		return nil
	}
	return &lesson{x: inputsOfJoin(d, gr, pairs, &s), same: 2*same >= judged}
}
