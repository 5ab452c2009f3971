package incident

import (
	"cmp"
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"testing"
)

// Validate asks for what is measured on folds left out.
var Validate = flag.Bool("validate", false, "print how pairs and whole streams are decided by forests that haven't learned from them")

const folds = 6

// foldIn is the fold of what belongs to an incident of a stream: a short stream is in one fold, a long one in several.
func foldIn(stream, incident string, articles int) int {
	if articles > longStream {
		stream += " " + incident
	}
	return foldOf(stream)
}

func foldOf(name string) int {
	h := fnv.New32a()
	h.Write([]byte(name))
	return int(h.Sum32() % folds)
}

// A Fold is the forest that has learned from all lessons but those of one fold.
type Fold struct {
	forest  forest
	joining forest // nil until it is learned
	uniting forest // nil until it is learned
}

// Folds learns a forest for each fold from the others, and prints how well each tells the pairs of its own.
func Folds(t *testing.T) []Fold {
	streams := judgedStreams(t)
	lessons := pairLessons(t, streams)
	weigh(lessons)
	list := learnFolds(lessons)
	report(lessons)
	calibrate(lessons)
	headlineLessons(streams, list)
	return list
}

// learnFolds learns a forest for each fold from the others, which gives its verdict on the pairs of its own.
func learnFolds(lessons []*lesson) []Fold {
	list := make([]Fold, folds)
	for fold := range list {
		rest := slices.DeleteFunc(slices.Clone(lessons), func(l *lesson) bool { return l.fold == fold })
		list[fold].forest = ofPairs.grow(rest)
		for _, l := range lessons {
			if l.fold == fold {
				l.verdict = list[fold].forest.score(&l.x)
			}
		}
	}
	return list
}

// Decide lets the forest of a fold decide until the function that it returns is called.
func (f Fold) Decide() (restore func()) {
	pairs, joins, unions := pairForest, joinForest, unionForest
	pairForest, joinForest, unionForest = f.forest, f.joining, f.uniting
	return func() { pairForest, joinForest, unionForest = pairs, joins, unions }
}

// FoldIn is the fold of what belongs to an incident of a stream of some articles.
func FoldIn(stream, incident string, articles int) int { return foldIn(stream, incident, articles) }

// LongStream is how many articles a stream may have to be in one fold.
const LongStream = longStream

// A measure is how well verdicts tell lessons of one incident from the rest.
type measure struct {
	pairs, same      int
	averagePrecision float64
	f1, at           float64 // the best, and the verdict from which on it takes yes for an answer
	area             float64 // under the ROC curve
}

func measured(lessons []*lesson) (m measure) {
	slices.SortStableFunc(lessons, func(a, b *lesson) int { return cmp.Compare(b.verdict, a.verdict) })
	m.pairs = len(lessons)
	for _, l := range lessons {
		if l.same {
			m.same++
		}
	}
	hits, ranks, above := 0, 0.0, 0
	for i, l := range lessons {
		if l.same {
			hits++
			ranks += float64(hits) / float64(i+1)
		} else {
			above += hits
		}
		if f1 := 2 * float64(hits) / float64(i+1+m.same); f1 > m.f1 {
			m.f1, m.at = f1, l.verdict
		}
	}
	m.averagePrecision, m.area = ranks/float64(max(1, m.same)), float64(above)/float64(max(1, m.same*(m.pairs-m.same)))
	return m
}

// report prints the measures of each group.
func report(lessons []*lesson) {
	groups := map[string][]*lesson{}
	for _, l := range lessons {
		groups[l.group] = append(groups[l.group], l)
	}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		m := measured(groups[name])
		fmt.Printf("%-24s %6d pairs %5d same | average precision %.3f | F1 %.3f at %5.2f | area %.3f\n", name, m.pairs, m.same,
			m.averagePrecision, m.f1, m.at, m.area)
	}
}
