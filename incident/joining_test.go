package incident

import (
	"testing"
	"time"

	"parallax/news"
)

func headlineDocument(g *Grouper, id, title string, hours int) *document {
	at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC).Add(time.Duration(hours) * time.Hour)
	d, _ := g.features(&news.Article{ID: id, Language: "en", Title: title, Published: at})
	return d
}

func TestWhatAGroupHasSaid(t *testing.T) {
	g := New(Options{})
	gr := &group{core: []*document{
		headlineDocument(g, "a", "Reservoir wall cracks above Korsund", 0),
		headlineDocument(g, "b", "Korsund flees as reservoir floods mills", 1),
	}}
	for _, c := range []struct {
		title       string
		once, twice bool
	}{
		{"Reservoir wall cracks above Korsund", true, false},
		{"Korsund reservoir", true, true},
		{"Parliament votes on tobacco taxes", false, false},
	} {
		once, twice := saidBy(gr.core, headlineDocument(g, "c", c.title, 2))
		if (once > 0.99) != c.once || (twice > 0.99) != c.twice || twice > once {
			t.Errorf("%q: %.2f of it was said, %.2f twice", c.title, once, twice)
		}
	}
	if once, twice := saidBy(gr.core, headlineDocument(g, "d", "", 2)); once != 1 || twice != 1 {
		t.Errorf("of a headline without words %.2f was said, %.2f twice", once, twice)
	}
	if once, _ := saidBy(gr.core[:1], gr.core[0]); once != 0 {
		t.Errorf("a headline was said by itself: %.2f", once)
	}
}

// Nobody may stand for a group whose members have been found nonetheless.
func TestJoiningAGroupWithoutCore(t *testing.T) {
	g := New(Options{})
	d, o := headlineDocument(g, "a", "Reservoir wall cracks above Korsund", 0), headlineDocument(g, "b", "Korsund flees as reservoir floods mills", 1)
	pairs := []pairing{{other: o, similarity: compare(d, o)}}
	scoreAll(pairs, d)
	if v := conclude(d, &group{}, pairs, unfit); v.best != o || v.score <= unfit {
		t.Errorf("the best is %v, with a score of %v", v.best, v.score)
	}
}

// A headline belongs to a group by what the group says, not by the few words that it has in common with some of it.
func TestHeadlinesOfOneTournament(t *testing.T) {
	g := New(Options{})
	at := time.Date(2026, 3, 2, 19, 0, 0, 0, time.UTC)
	file := func(language, title string) string {
		at = at.Add(10 * time.Minute)
		return g.File(news.Article{ID: title, Language: language, Title: title, Published: at}).Filing.Incident
	}
	sabre := file("en", "Ilka Vestergren wins sabre gold at Tarnby Games")
	for _, title := range []string{
		"Tarnby Games: Vestergren takes gold in women's sabre", "Sabre gold for Vestergren at the Tarnby Games", "Vestergren beats Dumont to win sabre final in Tarnby",
		"Gold for fencer Vestergren at Tarnby Games", "Fencing: Ilka Vestergren wins sabre final", "Tarnby Games: fencer Vestergren wins women's sabre final",
	} {
		if file("en", title) != sabre {
			t.Errorf("%q is on its own", title)
		}
	}
	for language, title := range map[string]string{"fr": "Jeux de Tarnby : l'escrimeuse Ilka Vestergren en or au sabre", "de": "Fechterin Ilka Vestergren holt Säbel-Gold in Tarnby"} {
		if file(language, title) != sabre {
			t.Errorf("%q is on its own", title)
		}
	}
	others := map[string]bool{sabre: true}
	for _, title := range []string{
		"Tarnby Games: thunderstorm halts rowing heats", "Cyclist tests positive for steroids at Tarnby Games", "Tarnby Games opening ceremony draws protest over ticket prices",
	} {
		incident := file("en", title)
		if others[incident] {
			t.Errorf("%q is taken for something else", title)
		}
		others[incident] = true
	}
}
