package index_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/index"
	"parallax/news"
)

// wire makes n articles about a storm, of which several share each minute and each score.
func wire(from, n int) []news.Article {
	var list []news.Article
	for i := from; i < from+n; i++ {
		list = append(list, news.Article{
			ID: fmt.Sprintf("a%05d", (i*7919)%100000), Language: "en", Title: "Report " + strings.Repeat("storm ", i%3),
			Text:      "The storm came. " + strings.Repeat("storm and rain ", i%5) + strings.Repeat("Nothing else happened there. ", i%7),
			Published: day("2024-03-01").Add(time.Duration(i/4) * time.Minute), Incident: &news.Place{ID: fmt.Sprint("inc", i%(1+i/10))},
		})
	}
	return list
}

// pages reads all pages of a search, and does something between them.
func pages(t *testing.T, ix *index.Index, r index.Request, between func()) []index.Hit {
	t.Helper()
	var hits []index.Hit
	for {
		page, err := ix.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		hits = append(hits, page.Hits...)
		if page.Next == "" {
			return hits
		}
		r.Cursor = page.Next
		between()
	}
}

func idsOf(hits []index.Hit) []string {
	var ids []string
	for _, h := range hits {
		ids = append(ids, h.Article.ID)
	}
	return ids
}

func TestPagesStayAsTheyWereWhileArticlesComeIn(t *testing.T) {
	for _, sort := range []string{index.SortRelevance, index.SortNewest, index.SortOldest} {
		t.Run(sort, func(t *testing.T) {
			ix, s := openWith(t, wire(0, 200)...)
			r := index.Request{Query: "storm OR rain", Limit: 17, Sort: sort}
			want := pages(t, ix, r, func() {})
			if len(want) != 200 || len(slices.Compact(slices.Sorted(slices.Values(idsOf(want))))) != 200 {
				t.Fatalf("%d hits in all, or some twice; want 200", len(want))
			}
			next := 200
			got := pages(t, ix, r, func() {
				if next > 400 {
					return
				}
				more := wire(next, 30)
				next += 30
				for _, a := range more {
					s[a.ID] = a
				}
				if err := ix.Update(t.Context(), more, 1); err != nil {
					t.Fatal(err)
				}
			})
			old := map[string]float64{}
			for _, h := range want {
				old[h.Article.ID] = h.Score
			}
			var kept []string
			for _, h := range got {
				if score, was := old[h.Article.ID]; was {
					kept = append(kept, h.Article.ID)
					if score != h.Score {
						t.Errorf("%s scored %v, and %v on a later page", h.Article.ID, score, h.Score)
					}
				}
			}
			if diff := cmp.Diff(idsOf(want), kept); diff != "" {
				t.Errorf("the articles of before (-want +got):\n%s", diff)
			}
		})
	}
}

// However the index was put together, what it answers is the same.
func TestAnswersDontDependOnHowTheIndexGrew(t *testing.T) {
	articles := wire(0, 300)
	atOnce, _ := openWith(t, articles...)
	dir := t.TempDir()
	ix, err := index.Open("bleve:"+dir, index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for batch := range slices.Chunk(articles, 23) { // each twice, so that some are deleted
		for range 2 {
			if err := ix.Update(t.Context(), batch, 1); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := ix.Delete(t.Context(), []string{"none"}); err != nil {
		t.Fatal(err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	if ix, err = index.Open("bleve:"+dir, index.Options{}); err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	for _, query := range []string{"storm", `"storm and rain" OR report`, "title:storm -rain", `"rain storm"~3 after:2024-03-01`, ""} {
		for _, sort := range []string{"", index.SortNewest, index.SortOldest, index.SortCovered} {
			r := index.Request{Query: query, Sort: sort, Limit: 50, Facets: true}
			want, err := atOnce.Search(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ix.Search(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			for i := range got.Hits { // one of them has texts
				if got.Hits[i].Article.ID != want.Hits[i].Article.ID || got.Hits[i].Score != want.Hits[i].Score {
					t.Errorf("%q by %s: hit %d is %s (%v), want %s (%v)", query, sort, i, got.Hits[i].Article.ID, got.Hits[i].Score, want.Hits[i].Article.ID, want.Hits[i].Score)
					break
				}
			}
			got.Hits, want.Hits = nil, nil
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%q by %s (-at once +in steps):\n%s", query, sort, diff)
			}
		}
	}
}

func TestMostCoveredFirst(t *testing.T) {
	about := func(id, incident string, at string) news.Article {
		a := news.Article{ID: id, Language: "en", Text: "storm", Published: day(at)}
		if incident != "" {
			a.Incident = &news.Place{ID: incident}
		}
		return a
	}
	ix, s := openWith(t, about("lone", "", "2024-01-09"), about("one", "x", "2024-01-08"), about("two", "y", "2024-01-01"), about("three", "y", "2024-01-02"))
	order := func() string {
		r, err := ix.Search(t.Context(), index.Request{Query: "storm", Sort: index.SortCovered})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(idsOf(r.Hits), " ")
	}
	if got, want := order(), "three two one lone"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var more []news.Article
	for i := range 3 { // coverage that doesn't match counts as well
		a := about(fmt.Sprint("more", i), "x", "2024-01-03")
		a.Text = "rain"
		more = append(more, a)
	}
	for _, a := range more {
		s[a.ID] = a
	}
	if err := ix.Update(t.Context(), more, 2); err != nil {
		t.Fatal(err)
	}
	if got, want := order(), "one three two lone"; got != want {
		t.Errorf("after the incident has grown: got %s, want %s", got, want)
	}
}

// A word that comes so often that its places don't fit where few of them do.
func TestWordsThatComeOften(t *testing.T) {
	often := strings.Repeat("storm over the hills. ", 2000) + "\n\nAt the end a storm surge."
	ix, _ := openWith(t, news.Article{ID: "often", Language: "en", Title: "Storm", Text: often}, news.Article{ID: "once", Language: "en", Text: "A storm. A surge."})
	for query, want := range map[string]string{
		`"storm surge"`: "often", "storm": "often once", `"the hills storm"`: "often", `"surge storm"`: "", "title:storm": "often", "text:storm": "often once", "lead:storm": "",
		`"storm hills"~2`: "often", `"end surge"~2`: "often", `"end surge"~1`: "",
	} {
		if got := found(t, ix, query); got != strings.Join(slices.Sorted(slices.Values(strings.Fields(want))), " ") {
			t.Errorf("%s finds [%s], want [%s]", query, got, want)
		}
	}
}

func TestCursorsThatNobodyGaveOut(t *testing.T) {
	ix, _ := openWith(t, wire(0, 50)...)
	first, err := ix.Search(t.Context(), index.Request{Query: "storm", Limit: 5})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []string{"x", "e30", strings.Repeat("A", 1<<20), first.Next[:len(first.Next)-3], "\x00", "بعد"} {
		if _, err := ix.Search(context.Background(), index.Request{Query: "storm", Cursor: c}); err != index.ErrBadCursor {
			t.Errorf("cursor %.20q: %v", c, err)
		}
	}
	if _, err := ix.Search(t.Context(), index.Request{Query: "rain", Cursor: first.Next}); err != index.ErrBadCursor {
		t.Errorf("a cursor of another query: %v", err)
	}
}
