package index_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/index"
	"parallax/news"
)

// filed is an article under an incident.
func filed(id, incident, language, title string) news.Article {
	return news.Article{ID: id, Language: language, Title: title, Published: day("2020-01-01"), Incident: &news.Place{ID: incident}}
}

// groups writes the groups of a page, each as incident: hits | others.
func groups(r index.AcrossResult) string {
	var list []string
	for _, g := range r.Groups {
		s := g.Incident + ":"
		for _, h := range g.Hits {
			s += " " + h.Article.ID
		}
		s += " |"
		for _, a := range g.Others {
			s += " " + a.ID
		}
		list = append(list, s)
	}
	return strings.Join(list, "\n")
}

func TestAcrossReadsInAllLanguages(t *testing.T) {
	lone := filed("lone", "", "en", "ferry")
	lone.Incident = nil
	ix, _ := openWith(t,
		filed("en1", "crash", "en", "ferry ferry"), filed("en2", "crash", "en", "a ferry"), filed("en3", "crash", "en", "boats collide"),
		filed("ru1", "crash", "ru", "паром"), filed("zh1", "crash", "zh", "渡轮"), filed("fr1", "crash", "fr", "ferry"),
		filed("en4", "strike", "en", "strike"), filed("de1", "strike", "de", "streik"), lone)
	r, err := ix.Across(t.Context(), index.Request{Query: "ferry", Sort: index.SortNewest})
	if err != nil {
		t.Fatal(err)
	}
	want := "crash: en1 en2 fr1 | ru1 zh1\n: lone |"
	if diff := cmp.Diff(want, groups(r)); diff != "" || r.Total != 4 || r.Next != "" {
		t.Errorf("total %d, next %q (-want +got):\n%s", r.Total, r.Next, diff)
	}
	r, err = ix.Across(t.Context(), index.Request{Query: "ferry lang:en incident:crash"})
	if err != nil || len(r.Groups) != 1 {
		t.Fatal(r, err)
	}
	if g := r.Groups[0]; g.Found != 2 || g.OtherFound != 3 || len(g.Hits[0].Title) < 2 {
		t.Errorf("%+v", g)
	}
}

// TestAcrossShowsEachIncidentOnce pages through hits of which each incident has several.
func TestAcrossShowsEachIncidentOnce(t *testing.T) {
	var articles []news.Article
	for i := range 60 {
		articles = append(articles, filed(fmt.Sprint("a", i), fmt.Sprint("i", i%12), "en", "ferry"+strings.Repeat(" ferry", i%5)))
	}
	ix, _ := openWith(t, articles...)
	for _, sort := range []string{index.SortRelevance, index.SortNewest, index.SortOldest} {
		seen := map[string]int{}
		r := index.Request{Query: "ferry", Sort: sort, Limit: 7}
		for page := 0; page == 0 || r.Cursor != ""; page++ {
			res, err := ix.Across(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range res.Groups {
				seen[g.Incident]++
				if g.Found != 5 {
					t.Errorf("%s has %d hits, want 5", g.Incident, g.Found)
				}
			}
			r.Cursor = res.Next
		}
		if len(seen) != 12 {
			t.Errorf("by %s: %d incidents, want 12", sort, len(seen))
		}
		for id, n := range seen {
			if n != 1 {
				t.Errorf("by %s: %s stands on %d pages", sort, id, n)
			}
		}
	}
}
