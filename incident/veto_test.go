package incident_test

import (
	"strings"
	"testing"
	"time"

	"parallax/incident"
	"parallax/news"
)

// Two storms of one week, told by one outlet in nearly the same words: other days, other places.
func TestTheSameWordsOnOtherDaysAndPlacesAreAnotherIncident(t *testing.T) {
	const told = "Storm Ottilie tore roofs off 240 houses in PLACE and left 31,000 homes without power, the civil protection office said. Gusts of 148 kilometres an hour " +
		"felled trees across roads and railway lines. Firefighters under commander Benedikta Sorrel worked through the night. Director Halvard Quist asked people to stay at home. " +
		"Insurer Meridian Mutual expects claims of 85 million."
	report := func(id, day, place string, at time.Time) news.Article {
		return news.Article{ID: id, Language: "en", Published: at, Title: "Storm Ottilie in " + place, Text: strings.Replace(told, "PLACE", place+" on "+day, 1)}
	}
	portugal := report("portugal", "3 March", "Portugal", start)
	norway := report("norway", "9 March", "Norway", start.Add(20*time.Hour))
	// In words of its own, so that it isn't a copy.
	norway.Text = "In Norway on 9 March the storm Ottilie left 31,000 homes without power and 240 houses without roofs. " +
		"Benedikta Sorrel, commander of the firefighters, spoke of gusts of 148 kilometres an hour; Halvard Quist, director of civil protection, told people to stay at home. Meridian Mutual, an insurer, counts on claims of 85 million for trees, roads and railway lines."
	g := incident.New(incident.Options{})
	g.File(portugal)
	if f := g.File(norway).Filing; f.Incident == news.IncidentID("portugal") {
		t.Errorf("filed as %+v", f.Evidence)
	}
	again := norway
	again.ID, again.Text = "again", strings.ReplaceAll(strings.ReplaceAll(norway.Text, "Norway", "Portugal"), "9 March", "3 March")
	h := incident.New(incident.Options{})
	h.File(portugal)
	if f := h.File(again).Filing; f.Incident != news.IncidentID("portugal") {
		t.Error("even of the same day and place they are apart: this test tests nothing")
	}
}
