package incident

import (
	"fmt"
	"testing"
	"time"

	"parallax/news"
)

// A report that comes again every day is one incident as long as the first of it is live, and then another.
func TestAnIncidentEndsWithTheWindow(t *testing.T) {
	start := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	g := New(Options{Window: 14 * 24 * time.Hour})
	made := 0
	file := func(n, day int) string {
		at := start.AddDate(0, 0, day)
		for range clockArticles { // the clock goes by what all articles say
			made++
			g.File(news.Article{ID: fmt.Sprint("other", made), Language: "en", Published: at, Title: fmt.Sprint("Match ", made), Text: fmt.Sprintf("Team %d met team %d.", 3*made, 7*made)})
		}
		return g.File(news.Article{ID: fmt.Sprint("ferry", n), Language: "en", Published: at, Title: "Ferry still aground off Velmora",
			Text: "The ferry Astrid Halloran is still aground off Velmora, said harbour master Orrin Tull. Two tugs from Port Ellery pulled in vain at high tide, " +
				"and the 214 passengers of the ferry, who were brought ashore by lifeboat, wait at the Hotel Meridian. The owner, Kestrel Lines, blames a " +
				fmt.Sprintf("broken rudder; inspector Mireille Tamsin has asked %d witnesses.", 12+n)}).Filing.Incident
	}
	var incidents []string
	for day := range 24 {
		incidents = append(incidents, file(day, day))
	}
	for n, i := range incidents {
		switch {
		case n < 14 && i != incidents[0]:
			t.Errorf("the report after %d days is not in the incident of those before", n)
		case n > 15 && i == incidents[0]:
			t.Errorf("after %d days the incident still takes articles", n)
		}
	}
}

// A window that is recalled reaches as far back as it did, so that the same incidents take no more.
func TestARecalledWindowReachesAsFarBack(t *testing.T) {
	g := New(Options{Window: 14 * 24 * time.Hour, Durable: true})
	for n := range 40 * clockArticles {
		g.File(news.Article{ID: fmt.Sprint("match", n), Language: "en", Published: time.Date(2026, 3, 1+n/clockArticles, 8, 0, 0, 0, time.UTC), Title: fmt.Sprint("Match ", n)})
	}
	h := New(g.options)
	var list []Remembered
	for _, s := range g.Unsaved() {
		if d := g.window.documents[s.Article]; d != nil {
			list = append(list, Remembered{s, news.Filing{Article: d.id, Incident: d.incident.id}})
		} else if s.Part != "" && len(s.Body) > 0 {
			if err := h.Recall(s, news.Filing{}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if _, err := h.RecallArticles(list); err != nil {
		t.Fatal(err)
	}
	h.window.ready()
	if g.window.first == 0 || h.window.first != g.window.first {
		t.Errorf("the window reaches back to filing %d, recalled to %d", g.window.first, h.window.first)
	}
}
