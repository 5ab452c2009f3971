package index_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/index"
	"parallax/news"
)

// shelf is a store that a test fills.
type shelf map[string]news.Article

func (s shelf) ArticlesByID(_ context.Context, ids []string) ([]news.Article, error) {
	var list []news.Article
	for _, id := range ids {
		if a, ok := s[id]; ok {
			list = append(list, a)
		}
	}
	return list, nil
}

// openWith opens an index of its own for a test, holding these articles.
func openWith(t testing.TB, articles ...news.Article) (*index.Index, shelf) {
	t.Helper()
	s := shelf{}
	for _, a := range articles {
		s[a.ID] = a
	}
	ix, err := index.Open("bleve:"+t.TempDir(), index.Options{Articles: s})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	if err := ix.Update(t.Context(), articles, 1); err != nil {
		t.Fatal(err)
	}
	return ix, s
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// found are the IDs that a query finds, joined.
func found(t testing.TB, ix *index.Index, query string) string {
	t.Helper()
	var ids []string
	for id, err := range ix.IDs(t.Context(), query) {
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		ids = append(ids, id)
	}
	r, err := ix.Search(t.Context(), index.Request{Query: query, Limit: 100})
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var hits []string
	for _, h := range r.Hits {
		hits = append(hits, h.Article.ID)
	}
	slices.Sort(hits)
	if !slices.Equal(hits, ids) {
		t.Errorf("%s: Search finds %v, IDs finds %v", query, hits, ids)
	}
	return strings.Join(ids, " ")
}

func press() []news.Article {
	return []news.Article{
		{ID: "fr1", Language: "fr", Title: "Les élections de dimanche", Lead: "Le scrutin à Lyon", Text: "Jean-Luc Moreau a voté tôt.\n\nLe grand pont vieux attend.",
			Source: news.Source{ID: "matin.example", Name: "Le Matin Bleu", Country: "FR"}, Authors: []string{"Zoé Lemaître"},
			Published: day("2017-11-03"), Incident: &news.Place{ID: "inc1"},
			Posts: []news.Post{{ID: "1", Platform: news.Twitter, Handle: "RealName", Text: "Ballots are counted in the rain", Language: "en"}}},
		{ID: "en1", Language: "en", Title: "A bridge reopens", Text: "The old stone bridge was opened again. It is old and grand.",
			Source:    news.Source{ID: "herald.example:8080", Name: "Harbour Herald", Country: "GB"},
			Published: day("2017-11-05").Add(14 * time.Hour), Incident: &news.Place{ID: "inc2"}},
		{ID: "pt1", Language: "pt-BR", Title: "Eleições adiadas", Text: "As eleições foram adiadas por causa da chuva.",
			Source: news.Source{ID: "folha.example", Country: "BR"}, Published: day("2018-02-28")},
		{ID: "no1", Language: "nb", Title: "Broen åpner", Text: "Den gamle broen åpner igjen. 1 250 gjester kom, 3,5 prosent mer.", Fetched: day("2019-01-01")},
	}
}

func TestQueries(t *testing.T) {
	ix, _ := openWith(t, press()...)
	for _, c := range []struct{ query, want string }{
		{"", "en1 fr1 no1 pt1"},
		{"élection", "fr1"},
		{"election", "fr1"},
		{"eleição", "pt1"},
		{"bridge old", "en1"},
		{"bridge -grand", ""},
		{"bridge OR élections", "en1 fr1"},
		{"(bridge OR élections) NOT country:GB", "fr1"},
		{"-bridge", "fr1 no1 pt1"},
		{`"old stone bridge"`, "en1"},
		{`"stone old bridge"`, ""},
		{`"bridge old"~2`, "en1"},
		{`"opened old"~1`, ""},
		{`"opened old"~4`, "en1"},
		{`"tôt le"`, ""},
		{"jean-luc", "fr1"},
		{`"luc moreau"`, "fr1"},
		{"élec*", "fr1"},
		{"elei*", "pt1"},
		{"title:bridge", "en1"},
		{"title:stone", ""},
		{"text:stone", "en1"},
		{"lead:lyon", "fr1"},
		{"title:(bridge OR élections)", "en1 fr1"},
		{"author:lemaitre", "fr1"},
		{`author:"Zoé Lemaître"`, "fr1"},
		{"source:matin.example", "fr1"},
		{`source:"matin bleu"`, "fr1"},
		{"source:herald.example:8080", "en1"},
		{"lang:fr", "fr1"},
		{"lang:pt", "pt1"},
		{"lang:pt-BR", "pt1"},
		{"lang:pt-PT", ""},
		{"lang:no", "no1"},
		{"country:fr", "fr1"},
		{"ballot", "fr1"},
		{"post:ballots", "fr1"},
		{"text:ballots", ""},
		{"handle:realname", "fr1"},
		{"handle:@RealName", "fr1"},
		{"platform:Twitter", "fr1"},
		{"@realname", "fr1"},
		{"incident:inc1", "fr1"},
		{"after:2017-11-05", "en1 no1 pt1"},
		{"before:2017-11-05", "fr1"},
		{"date:2017-11", "en1 fr1"},
		{"date:2017", "en1 fr1"},
		{"date:2017-11-05", "en1"},
		{"after:2017-11-01 before:2017-11-05", "fr1"},
		{"after:2017-11-04 before:2018-02-28", "en1"},
		{"after:2017-11-04 before:2018-03", "en1 pt1"},
		{"after:2018 before:2019", "pt1"},
		{"after:2019 before:2018", ""},
		{"date:9999", ""},
		{"1250", "no1"},
		{"1 250", "no1"},
		{`"1 250"`, "no1"},
		{"3.5", "no1"},
		{"*", "en1 fr1 no1 pt1"},
	} {
		if got := found(t, ix, c.query); got != c.want {
			t.Errorf("%s finds [%s], want [%s]", c.query, got, c.want)
		}
	}
}

func TestSyntaxErrorsSayWhere(t *testing.T) {
	for _, c := range []struct {
		query string
		pos   int
		says  string
	}{
		{"écoles OR", 7, "OR needs a word behind it"},
		{"(école", 0, "never closed"},
		{"école)", 5, "closes nothing"},
		{`le "pont`, 3, "never closed"},
		{"langs:fr", 0, "there is no field"},
		{"lang:zzzzzzzzz", 5, "no language code"},
		{"country:France", 8, "no country code"},
		{"après after:demain", 12, "no date"},
		{"date:2017-13", 5, "no date"},
		{"a*", 0, "at least 2 letters"},
		{"él*ction", 0, "end of a word"},
		{`"a b"~99`, 6, "distance"},
		{"title:", 0, "needs a value"},
		{"!!!", 0, "no word"},
		{strings.Repeat("(", 40) + "a" + strings.Repeat(")", 40), 16, "nested"},
		{strings.Repeat("a ", 200), 128, "too many words"},
		{strings.Repeat("a", 3000), 2000, "too long"},
		{"title:(lead:a)", 7, "can't stand inside"},
	} {
		_, err := index.Parse(c.query)
		var syntax *index.SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%.40s: error %v, want a SyntaxError", c.query, err)
			continue
		}
		if syntax.Pos != c.pos || !strings.Contains(syntax.Message, c.says) {
			t.Errorf("%.40s: at %d: %s; want at %d: …%s…", c.query, syntax.Pos, syntax.Message, c.pos, c.says)
		}
	}
}

func TestUnderstood(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"a b OR c", "a AND b OR c"},
		{"a (b OR c)", "a AND (b OR c)"},
		{"a AND (b AND c)", "a AND b AND c"},
		{"-a NOT b", "NOT a AND NOT b"},
		{"-(a b)", "NOT (a AND b)"},
		{"not or and", "not AND or AND and"},
		{`“l’été” TITLE:x`, `"l’été" AND title:x`},
		{`title:("a b"~3 OR elect*)`, `title:"a b"~3 OR title:elect*`},
		{"lang:FR-ca country:uk handle:@ABC platform:X", "lang:fr-CA AND country:GB AND handle:abc AND platform:x"},
		{"after:2017-1", "after:2017-1"},
		{"word , word", "word AND word"},
		{"選挙*", "選挙"},
		{`צה"ל`, `צה"ל`},
		{"10:30 https://example.org/x", `"10:30" AND "https://example.org/x"`},
	} {
		q, err := index.Parse(c.query)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if got := q.String(); got != c.want {
			t.Errorf("%s is understood as %s, want %s", c.query, got, c.want)
		}
		again, err := index.Parse(q.String())
		if err != nil || again.String() != q.String() {
			t.Errorf("%s is understood as %s, which is understood as %s (%v)", c.query, q, again, err)
		}
	}
}

func TestPagingVisitsEveryArticleOnce(t *testing.T) {
	var articles []news.Article
	for i := range 57 {
		articles = append(articles, news.Article{ID: id(i), Language: "en", Title: "Rain", Text: strings.Repeat("rain ", 1+i%5), Published: day("2020-01-01").AddDate(0, 0, i%10)})
	}
	ix, _ := openWith(t, articles...)
	for _, sort := range []string{"", index.SortRelevance, index.SortNewest, index.SortOldest} {
		seen := map[string]bool{}
		var times []time.Time
		r := index.Request{Query: "rain", Limit: 10, Sort: sort}
		for page := 0; page == 0 || r.Cursor != ""; page++ {
			res, err := ix.Search(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			if res.Total != 57 {
				t.Fatalf("%s: total %d on page %d, want 57", sort, res.Total, page)
			}
			for _, h := range res.Hits {
				if seen[h.Article.ID] {
					t.Errorf("%s: %s comes twice", sort, h.Article.ID)
				}
				seen[h.Article.ID] = true
				times = append(times, h.Article.Published)
			}
			r.Cursor = res.Next
			if page == 2 && sort == index.SortNewest { // what comes in meanwhile must not disturb
				later := news.Article{ID: "zz", Language: "en", Text: "no match here", Published: day("2020-02-01")}
				if err := ix.Update(t.Context(), []news.Article{later}, 2); err != nil {
					t.Fatal(err)
				}
			}
		}
		if len(seen) != 57 {
			t.Errorf("%s: %d articles, want 57", sort, len(seen))
		}
		switch {
		case sort == index.SortNewest && !slices.IsSortedFunc(times, func(a, b time.Time) int { return b.Compare(a) }):
			t.Error("newest: out of order")
		case sort == index.SortOldest && !slices.IsSortedFunc(times, time.Time.Compare):
			t.Error("oldest: out of order")
		}
	}
}

func id(i int) string { return "a" + string(rune('a'+i/26)) + string(rune('a'+i%26)) }

func TestBadRequests(t *testing.T) {
	ix, _ := openWith(t, press()...)
	first, err := ix.Search(t.Context(), index.Request{Query: "*", Limit: 2})
	if err != nil || first.Next == "" {
		t.Fatal(first.Next, err)
	}
	for _, r := range []index.Request{
		{Query: "*", Cursor: "nonsense"},
		{Query: "*", Cursor: "e30"},
		{Query: "bridge", Cursor: first.Next},
		{Query: "*", Sort: index.SortNewest, Cursor: first.Next},
	} {
		if _, err := ix.Search(t.Context(), r); !errors.Is(err, index.ErrBadCursor) {
			t.Errorf("%+v: error %v, want ErrBadCursor", r, err)
		}
	}
	var syntax *index.SyntaxError
	if _, err := ix.Search(t.Context(), index.Request{Sort: "best"}); !errors.As(err, &syntax) {
		t.Errorf("sort=best: error %v, want a SyntaxError", err)
	}
	if _, err := ix.Trends(t.Context(), index.TrendsRequest{By: "minute"}); !errors.As(err, &syntax) {
		t.Errorf("by=minute: error %v, want a SyntaxError", err)
	}
	if _, err := ix.Concordance(t.Context(), index.ConcordanceRequest{Query: "lang:fr"}); !errors.As(err, &syntax) {
		t.Errorf("concordance without a word: error %v, want a SyntaxError", err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ix.Search(cancelled, index.Request{Query: "bridge"}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled search: %v", err)
	}
}

func TestRelevancePrefersTitles(t *testing.T) {
	ix, _ := openWith(t,
		news.Article{ID: "body", Language: "en", Title: "Weather", Text: "A storm and a storm. The rest of it is about other things."},
		news.Article{ID: "title", Language: "en", Title: "Storm", Text: "The rest of it is about other things."})
	r, err := ix.Search(t.Context(), index.Request{Query: "storm lang:en"})
	if err != nil {
		t.Fatal(err)
	}
	if r.Hits[0].Article.ID != "title" || r.Hits[0].Score <= r.Hits[1].Score {
		t.Errorf("first is %s (%v), then %v", r.Hits[0].Article.ID, r.Hits[0].Score, r.Hits[1].Score)
	}
}

func TestFacets(t *testing.T) {
	ix, _ := openWith(t, press()...)
	r, err := ix.Search(t.Context(), index.Request{Query: "date:2017 OR date:2018 OR date:2019", Facets: true, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]index.FacetValue{}
	for _, f := range r.Facets {
		got[f.Field] = f.Values
	}
	want := map[string][]index.FacetValue{
		"language": {{"en", 1}, {"fr", 1}, {"nb", 1}, {"pt-BR", 1}},
		"source":   {{"folha.example", 1}, {"herald.example:8080", 1}, {"matin.example", 1}},
		"country":  {{"BR", 1}, {"FR", 1}, {"GB", 1}},
		"author":   {{"Zoé Lemaître", 1}},
		"day":      {{"2019-01-01", 1}, {"2018-02-28", 1}, {"2017-11-05", 1}, {"2017-11-03", 1}},
		"platform": {{"twitter", 1}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("facets (-want +got):\n%s", diff)
	}
}

func TestUpdateReplacesAndDeleteForgets(t *testing.T) {
	ix, s := openWith(t, press()...)
	a := s["fr1"]
	a.Incident = &news.Place{ID: "inc9"}
	a.Title = "Rien de neuf"
	s["fr1"] = a
	if err := ix.Update(t.Context(), []news.Article{a}, 7); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{"incident:inc1": "", "incident:inc9": "fr1", "title:élections": "", "*": "en1 fr1 no1 pt1"} {
		if got := found(t, ix, query); got != want {
			t.Errorf("%s finds [%s], want [%s]", query, got, want)
		}
	}
	if err := ix.Delete(t.Context(), []string{"fr1", "unknown"}); err != nil {
		t.Fatal(err)
	}
	if n, err := ix.Count(); n != 3 || err != nil {
		t.Errorf("count %d, %v after a deletion, want 3", n, err)
	}
	if got := found(t, ix, "neuf"); got != "" {
		t.Errorf("a deleted article is found: %s", got)
	}
	if m, err := ix.Mark(); m != 7 || err != nil {
		t.Errorf("mark %d, %v, want 7", m, err)
	}
}
