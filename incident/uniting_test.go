package incident

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

// groupOf is a group of headlines, all of which stand for it.
func groupOf(g *Grouper, titles ...string) *group {
	gr := &group{}
	for i, title := range titles {
		gr.core = append(gr.core, headlineDocument(g, title, title, i))
	}
	gr.members = gr.core
	return gr
}

// It doesn't matter which of two groups is named first, nor whether the bridge stands for one of them.
func TestAUnionHasNoSides(t *testing.T) {
	g := New(Options{})
	a := groupOf(g, "Reservoir wall cracks above Korsund", "Korsund flees as reservoir floods mills", "Mills of Korsund under water")
	b := groupOf(g, "Dam bursts in Tolvere hills", "Engineers warned of Tolvere dam, minister admits")
	bridge := headlineDocument(g, "bridge", "Korsund reservoir: dam in Tolvere hills had cracks for years", 5)
	x, y := inputsOfUnion(a, b, bridge, 2, 1), inputsOfUnion(b, a, bridge, 2, 1)
	for i, name := range unionInputs {
		if d := x[i] - y[i]; d > 1e-5 || d < -1e-5 {
			t.Errorf("%s: %f one way, %f the other", name, x[i], y[i])
		}
	}
	a.core = append(slices.Clone(a.core), bridge)
	if z := inputsOfUnion(a, b, bridge, 2, 1); z != x {
		t.Error("the bridge speaks for one side")
	}
	if x[unionBest] < x[unionNext] || x[unionNext] < x[unionMean] || x[unionReach] > x[unionReachBest] || x[unionSaid] > x[unionSaidBest] || x[unionSmall] >= x[unionLarge] {
		t.Errorf("out of order: %v", x[:numUnions])
	}
	if x[unionCross] != noPair {
		t.Errorf("the best pair of two languages has %f, where there is one language", x[unionCross])
	}
}

// A group whose core has left the window, or is the bridge alone, is united with nothing and breaks nothing.
func TestAUnionWithNobody(t *testing.T) {
	g := New(Options{})
	a, bridge := groupOf(g, "Reservoir wall cracks above Korsund"), headlineDocument(g, "bridge", "Korsund reservoir cracks", 5)
	for _, b := range []*group{{}, {core: []*document{bridge}, members: []*document{bridge}}} {
		x := inputsOfUnion(a, b, bridge, 5, 5)
		if score := unionForest.score(&x); score >= unionScore {
			t.Errorf("a group without anybody is of one incident with another one: %.2f", score)
		}
	}
}

func TestOnlyTheBestGroupsAreBridged(t *testing.T) {
	verdicts := []verdict{{score: 3}, {score: 2}, {score: 1}, {score: 0.5}, {score: 0}, {score: 0}, {score: bridgeScore - 0.1}}
	if n := len(bridged(verdicts)); n != bridges {
		t.Errorf("%d groups, not %d", n, bridges)
	}
	if n := len(bridged(verdicts[4:])); n != 1 {
		t.Errorf("%d groups are fitted well enough, not one", n)
	}
	if n := len(bridged(verdicts[:1])); n != 0 {
		t.Errorf("%d groups beside the only one", n)
	}
}

// Headlines on one incident that began as two groups, for they have no word in common, become one when others tell both. What is told of
// besides stays elsewhere.
func TestHeadlinesBridgeGroups(t *testing.T) {
	for _, c := range []struct {
		language         string
		english, foreign []string
		bridges          []string
		besides          string
	}{
		{
			"es",
			[]string{"Nerissa forces Tarnby to postpone rowing finals", "Rowing finals postponed as Nerissa nears Tarnby", "Tarnby rowing finals called off over Nerissa"},
			[]string{"El tifón obliga a suspender las regatas", "Suspendidas las regatas por el tifón", "Las regatas, suspendidas por la llegada del tifón"},
			[]string{"El tifón Nerissa obliga a suspender las finales de remo en Tarnby", "Tarnby: suspendidas las regatas de remo por el tifón Nerissa"},
			"Fencing: Ilka Vestergren wins sabre gold in Tarnby",
		},
		{
			"de",
			[]string{"Korsund evacuated after reservoir wall cracks", "Reservoir wall cracks, Korsund evacuated", "Thousands flee Korsund as reservoir cracks"},
			[]string{"Risse im Damm: Tausende müssen ihre Häuser verlassen", "Tausende verlassen Häuser wegen Rissen im Damm", "Damm hat Risse, Tausende auf der Flucht"},
			[]string{"Korsund: Risse im Damm des Stausees, Tausende verlassen ihre Häuser", "Stausee bei Korsund: Damm hat Risse, Tausende auf der Flucht"},
			"Korsund elects its first female mayor",
		},
	} {
		g := New(Options{})
		at := time.Date(2026, 3, 2, 19, 0, 0, 0, time.UTC)
		where := map[string]string{}
		var merges []news.Merge
		file := func(language string, titles ...string) {
			for _, title := range titles {
				at = at.Add(10 * time.Minute)
				d := g.File(news.Article{ID: title, Language: language, Title: title, Published: at})
				where[title] = d.Filing.Incident
				merges = append(merges, d.Merges...)
			}
		}
		file("en", c.english...)
		file(c.language, c.foreign...)
		first, second := where[c.english[0]], where[c.foreign[0]]
		if first == second {
			t.Errorf("%q and %q are one from the beginning: this tests nothing", c.english[0], c.foreign[0])
		}
		file(c.language, c.bridges...)
		if diff := cmp.Diff([]news.Merge{{From: second, Into: first}}, merges); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.bridges, diff)
		}
		file("en", c.besides)
		if where[c.besides] == first {
			t.Errorf("%q is taken for the same", c.besides)
		}
	}
}

// What a person has set apart no headline unites.
func TestNoHeadlineBridgesWhatAPersonHasSetApart(t *testing.T) {
	g := New(Options{})
	at := time.Date(2026, 3, 2, 19, 0, 0, 0, time.UTC)
	english, german := "Korsund evacuated after reservoir wall cracks", "Risse im Damm: Tausende müssen ihre Häuser verlassen"
	g.Correct([]news.Correction{{N: 1, Kind: news.CorrectionSplit, Incident: news.IncidentID(english), Into: news.IncidentID(german), Articles: []string{german}, Stay: []string{english}}})
	for i, title := range []string{english, "Thousands flee Korsund as reservoir cracks", german, "Damm hat Risse, Tausende auf der Flucht",
		"Korsund: Risse im Damm des Stausees, Tausende verlassen ihre Häuser", "Stausee bei Korsund: Damm hat Risse, Tausende auf der Flucht"} {
		language := "de"
		if i < 2 {
			language = "en"
		}
		at = at.Add(10 * time.Minute)
		if d := g.File(news.Article{ID: title, Language: language, Title: title, Published: at}); len(d.Merges) > 0 {
			t.Errorf("%q unites: %v", title, d.Merges)
		}
	}
}
