package index_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/index"
	"parallax/news"
)

func TestCollocates(t *testing.T) {
	filler := strings.Repeat("the market was calm and the people slept in the town all night long\n\n", 20)
	ix, _ := openWith(t,
		news.Article{ID: "1", Language: "en", Text: "the old bridge collapsed\n\nthe Bridge collapsed\n\nbridges collapsed suddenly\n\n" + filler},
		news.Article{ID: "2", Language: "ar", Text: "انهار الجسر القديم\n\nانهار الجسر\n\nانهار الجسر"})
	r, err := ix.Collocates(t.Context(), index.CollocatesRequest{Query: "bridge OR جسر"})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Languages) != 2 || r.Examined != 2 || r.Window != 5 || r.Least != 3 {
		t.Fatalf("%+v", r)
	}
	rows := map[string]index.Collocate{}
	for _, l := range r.Languages {
		if l.Hits != 3 {
			t.Errorf("%s: %d hits, want 3", l.Language, l.Hits)
		}
		for _, row := range l.Rows {
			rows[l.Language+" "+row.Word] = row
		}
	}
	collapsed := rows["en collapsed"]
	// f(x,y) = f(x) = f(y) = 3, so logDice is at its most. 7 words are near: the (2), old, collapsed (3), suddenly; 287 words in all.
	if want := (index.Collocate{Word: "collapsed", Right: 3, Frequency: 3, LogDice: 14}); !cmp.Equal(collapsed, want, cmp.FilterPath(
		func(p cmp.Path) bool { return p.Last().String() == ".LogLikelihood" }, cmp.Ignore())) {
		t.Errorf("%+v, want %+v", collapsed, want)
	}
	o11, o12, o21, o22 := 3.0, 4.0, 0.0, 280.0
	n := o11 + o12 + o21 + o22
	want := 2 * (o11*math.Log(o11*n/((o11+o12)*(o11+o21))) + o12*math.Log(o12*n/((o11+o12)*(o12+o22))) + o22*math.Log(o22*n/((o21+o22)*(o12+o22))))
	if math.Abs(collapsed.LogLikelihood-want) > 1e-9 {
		t.Errorf("log-likelihood %f, want %f", collapsed.LogLikelihood, want)
	}
	if _, ok := rows["en the"]; ok {
		t.Error("a word that is everywhere is taken for company")
	}
}

func TestCollocatesCountEachWordOnce(t *testing.T) {
	ix, _ := openWith(t, news.Article{ID: "1", Language: "en", Text: "storm red storm\n\nred far far far far far far far far far far far storm"})
	r, err := ix.Collocates(t.Context(), index.CollocatesRequest{Query: "storm", Least: 1, Window: 1, Sort: index.ByCount})
	if err != nil {
		t.Fatal(err)
	}
	l := r.Languages[0]
	if l.Hits != 3 || l.Words != 13 || l.Near != 2 {
		t.Errorf("%+v", l)
	}
	if red := l.Rows[0]; red.Word != "red" || red.Together() != 1 || red.Frequency != 2 {
		t.Errorf("%+v", red)
	}
}

func TestCollocatesOfUndividedScriptsAreParts(t *testing.T) {
	ix, _ := openWith(t,
		news.Article{ID: "1", Language: "zh", Text: strings.Repeat("渡轮相撞。\n\n天气很好大家都在家里。\n\n", 5)},
		news.Article{ID: "2", Language: "ko", Text: strings.Repeat("여객선 충돌했다.\n\n날씨가 좋다 모두 집에 있다.\n\n", 5)})
	for query, want := range map[string]string{"渡轮": "相撞", "여객선": "충돌했다"} {
		r, err := ix.Collocates(t.Context(), index.CollocatesRequest{Query: query})
		if err != nil || len(r.Languages) != 1 {
			t.Fatal(query, r, err)
		}
		var words []string
		for _, row := range r.Languages[0].Rows {
			words = append(words, row.Word)
		}
		if !strings.Contains(strings.Join(words, " "), want) {
			t.Errorf("%s: %q, want %s among them", query, words, want)
		}
	}
}

func TestCollocatesRefuse(t *testing.T) {
	ix, _ := openWith(t)
	for _, r := range []index.CollocatesRequest{
		{Query: "lang:fr"}, {Query: "("}, {Query: "a", Window: 99}, {Query: "a", Window: -1}, {Query: "a", Least: -1}, {Query: "a", Sort: "up"},
	} {
		var syntax *index.SyntaxError
		if _, err := ix.Collocates(t.Context(), r); !errors.As(err, &syntax) {
			t.Errorf("%+v: %v", r, err)
		}
	}
}

func TestFrequencies(t *testing.T) {
	herald, presse := news.Source{ID: "herald.example", Name: "Herald"}, news.Source{ID: "presse.example", Name: "La Presse"}
	ix, _ := openWith(t,
		news.Article{ID: "1", Language: "en", Source: herald, Title: "Storm", Text: "Storms and a storm came in"},
		news.Article{ID: "2", Language: "en", Source: herald, Text: "calm"},
		news.Article{ID: "3", Language: "fr", Source: presse, Text: "la pluie", Posts: []news.Post{{ID: "p", Language: "en", Text: "storm!"}}})
	f, err := ix.Frequencies(t.Context(), index.FrequenciesRequest{Query: "storm lang:en OR post:storm"})
	if err != nil {
		t.Fatal(err)
	}
	if f.Hits != 4 || f.Articles != 2 || f.Examined != 2 {
		t.Errorf("%+v", f)
	}
	f, err = ix.Frequencies(t.Context(), index.FrequenciesRequest{Query: "storm -calm"})
	if err != nil {
		t.Fatal(err)
	}
	want := []index.Frequency{{Value: "en", Hits: 4, Texts: 2, Words: 8, PerMillion: 5e5, Found: 1, All: 2}}
	if diff := cmp.Diff(want, f.Languages); diff != "" {
		t.Errorf("languages (-want +got):\n%s", diff)
	}
	want = []index.Frequency{
		{Value: "herald.example", Name: "Herald", Hits: 3, Texts: 1, Words: 7, PerMillion: 3e6 / 7, Found: 1, All: 2},
		{Value: "presse.example", Name: "La Presse", Hits: 1, Texts: 1, Words: 3, PerMillion: 1e6 / 3, Found: 1, All: 1},
	}
	if diff := cmp.Diff(want, f.Sources); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	forms := []index.Form{{Language: "en", Text: "storm", Hits: 3}, {Language: "en", Text: "storms", Hits: 1}}
	if diff := cmp.Diff(forms, f.Forms); diff != "" {
		t.Errorf("forms (-want +got):\n%s", diff)
	}
}
