package incident

import (
	"strconv"
	"testing"
	"time"

	"parallax/news"
)

// Who stood for a group may leave it when it falls apart; then those who stay stand for it, for without any nothing could be compared
// with it.
func TestSomebodyStandsForEveryPart(t *testing.T) {
	g := New(Options{})
	var all []*document
	for i := range 4 {
		a := news.Article{ID: strconv.Itoa(i), Language: "en", Title: "Report " + strconv.Itoa(i), Published: time.Unix(int64(i), 0)}
		g.File(a)
		all = append(all, g.window.documents[a.ID])
	}
	gr := all[0].incident
	for _, d := range all[1:] {
		g.send(d, gr)
	}
	g.split(all[3], [][]*document{{all[1], all[2]}, {all[0], all[3]}})
	for _, d := range all {
		if len(d.incident.core) != 2 {
			t.Errorf("for the incident of article %s stand %d articles, want 2", d.id, len(d.incident.core))
		}
	}
}
