package incident_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/incident"
	"parallax/news"
)

// Reports of two incidents, and a round-up of the week that tells of both.
const (
	mineText = "Rescuers brought 14 miners out of the flooded Karelin pit near Donvale on Thursday. Overseer Petra Halloran said pumps had failed at 4 in the morning. " +
		"Mine owner Castellane Coal suspended its director, Ruben Ostrander, while the inspectorate under Milada Kessler opened an inquiry. " + mineQuote
	trainText = "A freight train carrying 900 tonnes of chlorine left the rails at Brusk junction on Friday and 3,200 people had to leave their homes. " +
		"Driver Anselm Okafor escaped unhurt. Railway chief Ingrid Falkenrath blamed a worn switch that the operator Norrail had known of since spring. " + trainQuote
	mineQuote  = "“We heard the water roaring and crawled into the upper gallery,” miner Tobias Renfield said."
	trainQuote = "“The brakes held until the rusty switch snapped under the wagons,” he said."
)

func roundUp() []news.Article {
	at := func(hours int) time.Time { return start.Add(time.Duration(hours) * time.Hour) }
	return []news.Article{
		{ID: "mine", Language: "en", Published: at(0), Title: "14 miners saved from flooded Karelin pit", Text: mineText},
		{ID: "week", Language: "en", Published: at(30), Title: "The week: 14 miners saved from flooded Karelin pit, chlorine train derails at Brusk junction, 3,200 flee", Text: "Two rescues kept the country awake. At the Karelin pit near Donvale, rescuers brought 14 miners out of the water after pumps had failed; overseer Petra Halloran wept, and Castellane Coal let director Ruben Ostrander go while Milada Kessler's inspectorate moved in. " + mineQuote +
			" A day later Brusk junction smelled of chlorine: the freight train of driver Anselm Okafor left the rails with 900 tonnes, 3,200 people fled, and railway chief Ingrid Falkenrath pointed at Norrail and a worn switch. " + trainQuote},
		{ID: "train", Language: "en", Published: at(31), Title: "Chlorine train derails at Brusk junction, 3,200 flee", Text: trainText},
		{ID: "train-2", Language: "en", Published: at(33), Title: "Norrail knew of worn switch before Brusk derailment",
			Text: "The operator Norrail knew since spring that a switch at Brusk junction was worn, railway chief Ingrid Falkenrath admitted. The freight train with 900 tonnes of chlorine that driver Anselm Okafor steered left the rails there, and 3,200 people fled their homes."},
		{ID: "train-fr", Language: "fr", Published: at(34), Title: "Déraillement de Brusk : 3 200 personnes évacuées",
			Text: "Un train de marchandises chargé de 900 tonnes de chlore a déraillé à l’aiguillage de Brusk ; 3 200 habitants ont été évacués. Le conducteur Anselm Okafor est indemne. Ingrid Falkenrath, patronne des chemins de fer, met en cause l’opérateur Norrail."},
		{ID: "mine-2", Language: "en", Published: at(36), Title: "Inquiry into Karelin pit flooding begins",
			Text: "Milada Kessler of the inspectorate began her inquiry into the flooding of the Karelin pit near Donvale, from which 14 miners were saved. Castellane Coal suspended director Ruben Ostrander; overseer Petra Halloran said that the pumps had failed."},
	}
}

// filed files articles and returns where they are at the end, and everything that moved.
func filed(g *incident.Grouper, articles []news.Article) (where map[string]string, moved []news.Filing) {
	where = map[string]string{}
	for _, a := range articles {
		d := g.File(a)
		where[a.ID] = d.Filing.Incident
		for _, f := range d.Moved {
			where[f.Article] = f.Incident
		}
		moved = append(moved, d.Moved...)
	}
	return where, moved
}

func TestARoundUpDoesNotHoldTwoIncidentsTogether(t *testing.T) {
	articles := roundUp()
	glued, _ := filed(incident.New(incident.Options{}), articles[:3])
	if glued["train"] != glued["mine"] {
		t.Fatal("the round-up glues nothing: this test tests nothing")
	}
	where, moved := filed(incident.New(incident.Options{}), articles)
	mine := news.IncidentID("mine")
	if where["mine"] != mine || where["mine-2"] != mine || where["week"] != mine {
		t.Errorf("the older incident lost its ID, or its reports: %v", where)
	}
	train := where["train"]
	if train == mine || where["train-2"] != train || where["train-fr"] != train {
		t.Errorf("the younger incident has no ID of its own: %v", where)
	}
	var want []news.Filing
	for _, a := range []string{"train", "train-2"} {
		want = append(want, news.Filing{Article: a, Incident: train,
			Evidence: []news.Evidence{{Kind: news.EvidenceSplit, Values: []string{mine}, Article: "train"}}})
	}
	if diff := cmp.Diff(want, moved); diff != "" {
		t.Errorf("what moved (-want +got):\n%s", diff)
	}
}

func TestOneIncidentNeverFallsApart(t *testing.T) {
	g := incident.New(incident.Options{})
	_, moved := filed(g, []news.Article{ferryEnglish, ferryFrench, budget, ferryRussian})
	if len(moved) > 0 {
		t.Errorf("moved: %+v", moved)
	}
}

func TestWhatAPersonHasPutTogetherIsNotDivided(t *testing.T) {
	mine := news.IncidentID("mine")
	g := incident.New(incident.Options{})
	g.Correct([]news.Correction{{Kind: news.CorrectionMerge, Incident: news.IncidentID("train"), Into: mine,
		Articles: []string{"train", "train-2", "train-fr"}, Received: []string{"mine"}}})
	where, moved := filed(g, roundUp())
	for a, i := range where {
		if i != mine {
			t.Errorf("%s is under %s", a, i)
		}
	}
	if len(moved) > 0 {
		t.Errorf("moved: %+v", moved)
	}
}

// TestASplitSurvivesARestart ends the program before and after an incident is divided.
func TestASplitSurvivesARestart(t *testing.T) {
	articles := roundUp()
	want, _ := filed(incident.New(incident.Options{}), articles)
	for stop := range articles {
		options := incident.Options{Durable: true}
		g, m := incident.New(options), newMemory()
		for i, a := range articles {
			m.put(g.File(a))
			m.save(g.Unsaved())
			if i == stop {
				g = m.restored(t, options)
			}
		}
		for id, f := range m.filings {
			if f.Incident != want[id] {
				t.Errorf("ended after %s: %s is under %s, not %s", articles[stop].ID, id, f.Incident, want[id])
			}
		}
	}
}

// A copy of the half of a round-up that is its own isn't a copy of the report that the other half repeats.
func TestACopyOfOneHalfIsNoCopyOfTheOther(t *testing.T) {
	first := news.Article{ID: "mine", Language: "en", Published: start, Title: "Miners saved", Text: mineText}
	both := news.Article{ID: "both", Language: "en", Published: start.Add(time.Hour), Title: "Today", Text: mineText + " " + trainText}
	second := news.Article{ID: "train", Language: "en", Published: start.Add(2 * time.Hour), Title: "Train derails", Text: trainText}
	g := incident.New(incident.Options{})
	g.File(first)
	g.File(both)
	if f := g.File(second).Filing; f.CopyOf == "mine" || f.Incident == news.IncidentID("mine") {
		t.Errorf("filed as %+v", f)
	}
}
