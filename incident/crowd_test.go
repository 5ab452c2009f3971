package incident

import (
	"testing"

	"parallax/news"
)

// TestEveryWayOfFilingKnowsTheCrowd files an article anew, changed, by hand and from the store, among the same others: how close it is
// to those is part of every comparison, and must not depend on the way.
func TestEveryWayOfFilingKnowsTheCrowd(t *testing.T) {
	articles, _ := Newsroom(t)
	last := articles[len(articles)-1]
	crowd := func(prepare func(g *Grouper)) float32 {
		g := New(Options{})
		for _, a := range articles[:len(articles)-1] {
			g.File(a)
		}
		prepare(g)
		return g.window.documents[last.ID].crowd
	}
	want := crowd(func(g *Grouper) { g.File(last) })
	if want == 0 {
		t.Fatal("the last article of the newsroom resembles nothing")
	}
	for way, got := range map[string]float32{
		"changed": crowd(func(g *Grouper) {
			draft := last
			draft.Text = draft.Text[:len(draft.Text)/2]
			g.File(draft)
			g.File(last)
		}),
		"by hand": crowd(func(g *Grouper) {
			g.Correct([]news.Correction{{N: 1, Kind: news.CorrectionMove, Incident: news.IncidentID(last.ID), Into: news.IncidentID(articles[0].ID), Articles: []string{last.ID}}})
			g.File(last)
		}),
		"from the store": crowd(func(g *Grouper) { g.Restore(last, news.IncidentID(last.ID)) }),
	} {
		// Of a changed article the words were counted twice, so that it may be searched for by others.
		if got == 0 {
			t.Errorf("%s: no crowd", way)
		} else if way != "changed" && got != want {
			t.Errorf("%s: %f, not %f", way, got, want)
		}
	}
}
