package incident_test

import (
	"maps"
	"slices"
	"strconv"
	"testing"

	"parallax/incident"
)

// TestFolds files each stream with a forest that has learned from the other folds alone, and prints the figures of each set: what is
// to be expected of articles that nobody has judged yet. A stream that is cut over several folds is filed with the forest of each, and of
// each the incidents of its fold are scored.
func TestFolds(t *testing.T) {
	if !*incident.Validate {
		t.Skip("run with -validate to see how articles are filed that the forest hasn't learned from")
	}
	sets := visible(t)
	sets["newsroom"] = newsroom(t)
	folds := incident.Folds(t)
	for _, set := range slices.Sorted(maps.Keys(sets)) {
		var all []judged
		for fold, f := range folds {
			restore := f.Decide()
			if rows := sets[set]; len(rows) > incident.LongStream {
				all = append(all, partly(rows, fold)...)
			} else {
				all = append(all, predict(slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return incident.FoldIn(r.stream(), "", 1) != fold }))...)
			}
			restore()
		}
		t.Log(score(all).line(set))
	}
}

// stream names the stream of a row as the folds know it.
func (r *row) stream() string {
	if r.set == "newsroom" {
		return r.set
	}
	return r.set + " " + r.world
}

// partly files a long stream and returns what became of it, the incidents of other folds beside those of one.
func partly(rows []row, fold int) []judged {
	placed := predict(rows)
	for i := range placed {
		placed[i].stream = strconv.Itoa(fold)
		placed[i].beside = incident.FoldIn(rows[0].stream(), placed[i].gold, len(rows)) != fold
	}
	return placed
}
