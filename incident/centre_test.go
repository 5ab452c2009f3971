package incident

import (
	"fmt"
	"testing"
	"time"

	"parallax/news"
)

// themed files a stream of headlines on one tournament, and returns the grouper that has seen them.
func themed(t *testing.T) *Grouper {
	t.Helper()
	g := New(Options{Durable: true})
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	for i, what := range []string{
		"sabre final draws record crowd", "swimmers complain of cold water", "organisers defend ticket prices", "marathon route moved after protest",
		"host city counts the cost", "judoka carries the flag", "opening ceremony without fireworks", "doping test clears cyclist",
		"volleyball team misses its flight", "archers wait for the wind", "mascot delights children", "rowers train before dawn",
	} {
		for day := range 12 {
			g.File(news.Article{ID: fmt.Sprint(i, day), Language: "en", Title: fmt.Sprintf("Tarnby Summer Games 2026: %s on day %d", what, day+1), Published: at.AddDate(0, 0, day).Add(time.Duration(i) * time.Hour)})
		}
	}
	return g
}

var (
	storm     = news.Article{ID: "storm", Language: "en", Title: "Tarnby Summer Games 2026: typhoon threatens rowing regatta"}
	stormToo  = news.Article{ID: "storm too", Language: "en", Title: "Tarnby Summer Games 2026: regatta postponed as cyclone nears"}
	wrestlers = news.Article{ID: "wrestlers", Language: "en", Title: "Tarnby Summer Games 2026: wrestlers test positive for steroids"}
)

// Where all headlines are of one tournament, what tells them apart counts.
func TestHeadlinesAreSeenFromTheMean(t *testing.T) {
	cosines := func(g *Grouper) (alike, unlike [2]float64) {
		a, _ := g.features(&storm)
		b, _ := g.features(&stormToo)
		c, _ := g.features(&wrestlers)
		for v := range alike {
			alike[v], unlike[v] = a.vectors[v].Cosine(&b.vectors[v]), a.vectors[v].Cosine(&c.vectors[v])
		}
		return alike, unlike
	}
	_, plain := cosines(New(Options{}))
	alike, unlike := cosines(themed(t))
	for v, name := range []string{headVector: "weighty words", wholeVector: "whole"} {
		if unlike[v] > 0.4 || alike[v] < unlike[v]+0.2 {
			t.Errorf("%s: two headlines on one thing have a cosine of %.2f, two others of %.2f", name, alike[v], unlike[v])
		}
	}
	if plain[wholeVector] < 0.4 {
		t.Errorf("without a mean the others have a cosine of %.2f: this test tests nothing", plain[wholeVector])
	}
}

// An article with a text is what it is, whatever others say.
func TestTextsAreNotSeenFromTheMean(t *testing.T) {
	a := storm
	a.Text = "Harbour master Orrin Tull closed both piers on Sunday while gusts of 40 knots kept oarsmen, umpires and ferries ashore. Forecasters expect the eye to " +
		"pass south of the lighthouse before midnight; sandbags were stacked along the boathouse, grandstands dismantled and buoys hauled in. Coaches grumbled about " +
		"lost training, hoteliers about cancelled bookings. A reserve lake, forty kilometres inland, stands ready should Tuesday's heats drown as well."
	g, other := New(Options{}), themed(t)
	d, _ := g.features(&a)
	e, _ := other.features(&a)
	if d.short() || d.vectors != e.vectors {
		t.Error("a text means something else where others were read before")
	}
}

// The means are taken back as they were saved, by language, and a damaged one is left out.
func TestMeansAreRecalled(t *testing.T) {
	g := themed(t)
	g.File(news.Article{ID: "fr", Language: "fr", Title: "Jeux de Tarnby : le typhon menace l'aviron"})
	states := g.means.appendUnsaved(nil)
	if len(states) != 2 {
		t.Fatalf("%d languages have changed", len(states))
	}
	if again := g.means.appendUnsaved(nil); len(again) != 0 {
		t.Errorf("%d languages have changed since", len(again))
	}
	h := New(Options{})
	for _, s := range states {
		if err := h.Recall(s, news.Filing{}); err != nil {
			t.Fatal(err)
		}
	}
	for code, want := range g.means {
		if got := h.means[code]; got == nil || got.whole != want.whole || got.words != want.words {
			t.Errorf("the means of %s are others", code)
		}
	}
	states[0].Body[len(states[0].Body)-1] ^= 1
	if err := New(Options{}).Recall(states[0], news.Filing{}); err == nil {
		t.Error("a damaged mean was taken")
	}
}
