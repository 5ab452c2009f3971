package store_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

func TestMergesLeadToTheLastInTheChain(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	a, b, c := article(src, "pt", 1), article(src, "en", 2), article(src, "ar", 3)
	must(t, s.PutArticles(ctx, []news.Article{a, b, c}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: "A"}, {Article: b.ID, Incident: "B"}, {Article: c.ID, Incident: "C"}}}))
	must(t, s.PutFilings(ctx, news.Decisions{Merges: []news.Merge{{From: "C", Into: "B"}}}))
	must(t, s.PutFilings(ctx, news.Decisions{Merges: []news.Merge{{From: "B", Into: "A"}, {From: "C", Into: "B"}, {From: "A", Into: "C"}}}))
	for _, id := range []string{"B", "C"} {
		if i := get[news.Incident](t)(s.Incident(ctx, id)); i.MergedInto != "A" || i.Articles != 0 || i.Headlines == nil {
			t.Errorf("incident %s is %+v", id, i)
		}
	}
	i := get[news.Incident](t)(s.Incident(ctx, "A"))
	if i.MergedInto != "" || i.Articles != 3 || len(i.Headlines) != 3 || i.Headlines[0].Article != a.ID {
		t.Errorf("incident A is %+v", i)
	}
	// A grouper that doesn't know of the merge yet files under an old ID.
	d := article(src, "en", 4)
	must(t, s.PutArticles(ctx, []news.Article{d}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: d.ID, Incident: "C"}}}))
	if got := get[news.Article](t)(s.Article(ctx, d.ID)); got.Incident.ID != "A" {
		t.Errorf("the article is filed under %s, want A", got.Incident.ID)
	}
	list := get[news.List[news.Article]](t)(s.Articles(ctx, news.ArticleFilter{Incident: "B"}))
	if list.Total != 4 {
		t.Errorf("under the old ID of B there are %d articles, want the 4 of A", list.Total)
	}
	var redirects int
	for _, i := range all(t, s.EachIncident(ctx, "")) {
		if i.MergedInto != "" {
			redirects++
		}
	}
	if redirects != 2 {
		t.Errorf("the stream of incidents has %d redirects, want 2", redirects)
	}
	sound(t, s)
}

func TestAnIncidentThatLosesItsArticlesIsNotListed(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	a := article(outlet("tide.example", "PT"), "pt", 1)
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: "A"}}}))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: "B"}}}))
	if _, err := s.Incident(ctx, "A"); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("the empty incident: %v", err)
	}
	if list := get[news.List[news.Incident]](t)(s.Incidents(ctx, news.IncidentFilter{})); list.Total != 1 || list.Rows[0].ID != "B" {
		t.Errorf("incidents: %+v", list)
	}
	sound(t, s)
}

// What groups articles doesn't remember the evidence of what it decided once, and says so by giving none.
func TestAFilingWithoutEvidenceKeepsWhatIsStored(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	a := article(outlet("tide.example", "PT"), "pt", 1)
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
	evidence := []news.Evidence{{Kind: news.EvidenceFounder, Article: a.ID, Weight: 1}}
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: "A", Evidence: evidence}}}))
	for _, incident := range []string{"A", "B"} {
		must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: incident}}}))
		got := get[news.Article](t)(s.Article(ctx, a.ID)).Incident
		diff(t, "filed under "+incident, got, &news.Place{ID: incident, Evidence: evidence})
	}
	for _, original := range []string{"one", "two", ""} {
		must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: "B", CopyOf: original}}}))
		want := slices.Clone(evidence)
		if original != "" {
			want = append(want, news.Evidence{Kind: news.EvidenceCopy, Article: original})
		}
		diff(t, "as a copy of "+original, get[news.Article](t)(s.Article(ctx, a.ID)).Incident, &news.Place{ID: "B", Evidence: want})
	}
}

func TestRankWeighsBreadthAgainstFreshness(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	names := []string{"tide", "dune", "fjord", "lake"}
	put := func(incident string, at time.Time, languages []string, copyOf string) {
		for i, language := range languages {
			a := article(outlet(names[i]+".example", "PT"), language, len(incident)*100+i+int(at.Unix()%1e6))
			a.Published = at
			must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
			f := news.Filing{Article: a.ID, Incident: incident}
			if i > 0 {
				f.CopyOf = copyOf
			}
			must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{f}}))
		}
	}
	put("lone and new", noon, []string{"en"}, "")
	put("broad, 20 h old", noon.Add(-20*time.Hour), []string{"en", "pt", "ar", "no"}, "")
	put("copied, 6 h old", noon.Add(-6*time.Hour), []string{"en", "en", "en", "en"}, "x")
	put("broad, 3 days old", noon.AddDate(0, 0, -3), []string{"en", "pt", "ar", "no"}, "")
	var ids []string
	for _, i := range get[news.List[news.Incident]](t)(s.Incidents(ctx, news.IncidentFilter{Rank: true})).Rows {
		ids = append(ids, i.ID)
	}
	diff(t, "by rank", ids, []string{"broad, 20 h old", "lone and new", "copied, 6 h old", "broad, 3 days old"})
}

// Decisions depend on the order they are made in, so what a reset drops comes back in the order of the first filings, and
// what is new behind it.
func TestAResetKeepsTheOrderOfFilings(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	one, two, three := article(src, "pt", 1), article(src, "pt", 2), article(src, "pt", 3)
	for _, a := range []news.Article{three, one} { // as they happened to arrive
		must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
		must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: news.IncidentID(a.ID)}}}))
	}
	for range 2 {
		must(t, s.Reset(ctx))
		must(t, s.PutArticles(ctx, []news.Article{one, two, three}, nil, 0))
		diff(t, "unfiled", articleIDs(all(t, s.Unfiled(ctx))), []string{three.ID, one.ID, two.ID})
	}
}

// A link to an incident leads to its articles after everything was derived anew, whatever became of it.
func TestIncidentsAreFoundAfterAReset(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	one, two := article(src, "pt", 1), article(src, "pt", 2)
	must(t, s.PutArticles(ctx, []news.Article{one, two}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: one.ID, Incident: "A"}, {Article: two.ID, Incident: "B"}}, Merges: []news.Merge{{From: "B", Into: "A"}}}))
	must(t, s.Reset(ctx))
	must(t, s.PutArticles(ctx, []news.Article{one, two}, nil, 0))
	if _, err := s.Incident(ctx, "A"); !errors.Is(err, news.ErrNotFound) {
		t.Errorf("before it is filed again: %v", err)
	}
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: one.ID, Incident: "C"}, {Article: two.ID, Incident: "C"}}}))
	for _, id := range []string{"A", "B"} {
		if i := get[news.Incident](t)(s.Incident(ctx, id)); i.ID != id || i.MergedInto != "C" {
			t.Errorf("%s is %q and redirects to %q, want C", id, i.ID, i.MergedInto)
		}
	}
	into := map[string]string{}
	for _, i := range all(t, s.EachIncident(ctx, "")) {
		into[i.ID] = i.MergedInto
	}
	diff(t, "all incidents", into, map[string]string{"A": "C", "B": "C", "C": ""})
	if i := get[news.Incident](t)(s.Incident(ctx, "C")); i.MergedInto != "" || i.Articles != 2 {
		t.Errorf("C redirects to %q with %d articles", i.MergedInto, i.Articles)
	}
	sound(t, s)
}

func TestASplitKeepsWhatIsKnownOfAnArticle(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	one, two := article(src, "pt", 1), article(src, "en", 2)
	must(t, s.PutArticles(ctx, []news.Article{one, two}, nil, 0))
	names := news.Evidence{Kind: news.EvidenceName, Values: []string{"Falkenrath"}, Article: one.ID, Weight: 2}
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: one.ID, Incident: "A"}, {Article: two.ID, Incident: "A", Evidence: []news.Evidence{names}}}}))
	split := news.Evidence{Kind: news.EvidenceSplit, Values: []string{"A"}, Article: two.ID}
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: two.ID, Incident: "B", Evidence: []news.Evidence{split}}}}))
	got := get[news.Article](t)(s.Article(ctx, two.ID))
	if diff := cmp.Diff(&news.Place{ID: "B", Evidence: []news.Evidence{split, names}}, got.Incident); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	a, b := get[news.Incident](t)(s.Incident(ctx, "A")), get[news.Incident](t)(s.Incident(ctx, "B"))
	if b.SplitFrom != "A" || a.SplitFrom != "" || b.Articles != 1 || a.Articles != 1 {
		t.Errorf("the incidents are %+v and %+v", a, b)
	}
}

func TestIncidentsHaveTheTopicsOfTheirSections(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	var all []news.Article
	var filings []news.Filing
	for n, section := range []string{"Desporto", "Sport", "Sports", "Economia", "Mundo", ""} {
		a := article(src, "pt", n+1)
		a.Section = section
		all = append(all, a)
		filings = append(filings, news.Filing{Article: a.ID, Incident: "cup"})
	}
	must(t, s.PutArticles(ctx, all, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: filings}))
	for topic, want := range map[string]int{news.TopicSport: 1, news.TopicBusiness: 0, "": 1} {
		if list := get[news.List[news.Incident]](t)(s.Incidents(ctx, news.IncidentFilter{Topic: topic, Rank: true})); list.Total != want || len(list.Rows) != want {
			t.Errorf("topic %q: %d incidents, want %d", topic, list.Total, want)
		}
	}
	sound(t, s)
}
