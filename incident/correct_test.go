package incident_test

import (
	"testing"
	"time"

	"parallax/incident"
	"parallax/news"
)

// moved is a correction that takes an article out of an incident where others stay.
func moved(article, from, into string) news.Correction {
	return news.Correction{N: 1, Kind: news.CorrectionMove, Incident: from, Into: into, Articles: []string{article}, Stay: []string{"en"}, Note: "Ana: not this ferry"}
}

func TestAnArticleThatWasMovedNeverMovesBack(t *testing.T) {
	ferry, council := news.IncidentID("en"), news.IncidentID("budget")
	g := incident.New(incident.Options{})
	g.Correct([]news.Correction{moved("fr", ferry, council)})
	g.File(ferryEnglish)
	g.File(budget)
	check := func(when string, f news.Filing) {
		t.Helper()
		if f.Incident != council || f.Evidence[0].Kind != news.EvidenceCorrection || f.Evidence[0].Values[0] != "Ana: not this ferry" {
			t.Errorf("%s it is filed as %+v", when, f)
		}
	}
	check("first", g.File(ferryFrench).Filing)
	if d := g.File(ferryFrench); !d.Unchanged || d.Filing.Incident != council {
		t.Errorf("again it is filed as %+v", d)
	}
	changed := ferryFrench
	changed.Title = "Messine : 51 blessés après le choc d'un ferry"
	check("changed", g.File(changed).Filing)
	if f := g.File(ferryRussian).Filing; f.Incident != ferry && f.Incident != council {
		t.Errorf("a later report is filed as %+v", f)
	}
	g.Correct(nil)
	changed.Title = "Messine : 52 blessés après le choc d'un ferry"
	if f := g.File(changed).Filing; f.Incident != ferry {
		t.Errorf("when the correction was undone it is filed as %+v", f)
	}
}

// The articles of TestABridgeMergesTwoIncidents, which merge without a correction.
func TestWhatAPersonHasSetApartIsNotMerged(t *testing.T) {
	first, second, bridge := bridged()
	a, b := news.IncidentID("a"), news.IncidentID("b")
	for what, apart := range map[string]news.Correction{
		"split": {Kind: news.CorrectionSplit, Incident: a, Into: b, Articles: []string{"b"}, Stay: []string{"a"}},
		"move":  {Kind: news.CorrectionMove, Incident: b, Into: a, Articles: []string{"long ago"}, Stay: []string{"b"}},
	} {
		g := incident.New(incident.Options{})
		g.Correct([]news.Correction{apart})
		g.File(first)
		g.File(second)
		if d := g.File(bridge); len(d.Merges) > 0 {
			t.Errorf("%s: merged %v", what, d.Merges)
		}
		merged := news.Correction{Kind: news.CorrectionMerge, Incident: b, Into: a, Articles: []string{"b"}, Received: []string{"a"}}
		g = incident.New(incident.Options{})
		g.Correct([]news.Correction{apart, merged})
		merges := g.File(first).Merges
		d := g.File(second)
		if merges = append(merges, d.Merges...); d.Filing.Incident != a || len(merges) != 1 || merges[0] != (news.Merge{From: b, Into: a}) {
			t.Errorf("%s and then merged by hand: %+v, %v", what, d, merges)
		}
		if d := g.File(bridge); d.Filing.Incident != a || len(d.Merges) > 0 {
			t.Errorf("%s, a later report: %+v", what, d)
		}
	}
}

// What is set apart stays so when one of the two goes on under the ID of a third.
func TestSetApartThroughAnotherMerge(t *testing.T) {
	first, second, bridge := bridged()
	third := ferryEnglish
	third.ID = "third"
	g := incident.New(incident.Options{})
	g.Correct([]news.Correction{{Kind: news.CorrectionSplit, Incident: news.IncidentID("b"), Into: news.IncidentID("third"),
		Articles: []string{"third"}, Stay: []string{"b"}}})
	again := bridge
	again.ID, again.Published = "again", bridge.Published.Add(time.Hour)
	again.Text += " " + ferryEnglish.Text
	merges := 0
	for _, a := range []news.Article{first, second, third, bridge, again} {
		merges += len(g.File(a).Merges)
	}
	if merges == 0 {
		t.Fatal("nothing was merged at all")
	}
	if b, c := g.File(second).Filing.Incident, g.File(third).Filing.Incident; b == c {
		t.Errorf("what was set apart is under one incident, %s", b)
	}
}

func TestLaterArticlesJoinMergedIncidents(t *testing.T) {
	ferry, council := news.IncidentID("en"), news.IncidentID("budget")
	g := incident.New(incident.Options{})
	g.File(ferryEnglish)
	g.File(budget)
	g.Correct([]news.Correction{{Kind: news.CorrectionMerge, Incident: council, Into: ferry, Articles: []string{"budget"}, Received: []string{"en"}}})
	g.Restore(budget, ferry)
	if f := g.File(ferryFrench).Filing; f.Incident != ferry {
		t.Errorf("a report like the first is filed as %+v", f)
	}
	more := budget
	more.ID, more.Title, more.Published = "more", "Rotterdam budget: Verhaegen answers Terpstra", start.Add(9*time.Hour)
	if f := g.File(more).Filing; f.Incident != ferry {
		t.Errorf("a report like the merged one is filed as %+v", f)
	}
}
