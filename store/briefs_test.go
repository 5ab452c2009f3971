package store_test

import (
	"fmt"
	"testing"

	"parallax/news"
)

// inBrief is an article as Briefs gives it.
func inBrief(a news.Article) news.Article {
	b := news.Article{ID: a.ID, Source: a.Source, Title: a.Title, Lead: a.Lead, Language: a.Language, CopyOf: a.CopyOf, Incident: a.Incident, Published: a.Published}
	if a.Published.IsZero() {
		b.Fetched = a.Fetched
	}
	return b
}

func TestBriefsAreTheArticlesInBrief(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	tide, dune := outlet("tide.example", "PT"), outlet("dune.example", "EG")
	dune.Language = "ar"
	var articles []news.Article
	var filings []news.Filing
	for n := range 7 {
		a := article([]news.Source{tide, dune}[n%2], []string{"pt", "ar"}[n%2], n)
		a.Lead = fmt.Sprint("What happened, by ", n)
		articles = append(articles, a)
		f := news.Filing{Article: a.ID, Incident: "A", Evidence: []news.Evidence{{Kind: news.EvidenceName, Values: []string{"Tide"}, Article: articles[0].ID, Weight: 2}}}
		if n == 5 {
			f.CopyOf = articles[1].ID
		}
		filings = append(filings, f)
	}
	articles[2].Lead = ""
	articles[3].Published = articles[3].Published.AddDate(0, 0, -1)
	articles[6].Published = articles[6].Published.Truncate(0).AddDate(-5000, 0, 0) // unbelievable, and so unknown
	must(t, s.PutArticles(ctx, articles, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: filings[:6]}))
	for _, f := range []news.ArticleFilter{{}, {Incident: "A"}, {Language: "pt"}, {Source: dune.ID}, {Incident: "A", Language: "ar"}} {
		for f.Limit = 2; ; {
			whole := get[news.List[news.Article]](t)(s.Articles(ctx, f))
			brief := get[news.List[news.Article]](t)(s.Briefs(ctx, f))
			for i := range whole.Rows {
				whole.Rows[i] = inBrief(whole.Rows[i])
			}
			diff(t, fmt.Sprintf("%+v", f), brief, whole)
			if f.Cursor = whole.Next; f.Cursor == "" {
				break
			}
		}
	}
	ids := []string{articles[4].ID, "none", articles[0].ID}
	whole, brief := get[[]news.Article](t)(s.ArticlesByID(ctx, ids)), get[[]news.Article](t)(s.BriefsByID(ctx, ids))
	diff(t, "by ID", brief, []news.Article{inBrief(whole[0]), inBrief(whole[1])})

	edited := articles[0]
	edited.Title, edited.Lead, edited.Fetched = "The dam fell", "Nobody was hurt.", edited.Fetched.AddDate(0, 0, 1)
	must(t, s.PutArticles(ctx, []news.Article{edited}, nil, 0))
	if got := get[[]news.Article](t)(s.BriefsByID(ctx, ids[2:])); got[0].Title != edited.Title || got[0].Lead != edited.Lead {
		t.Errorf("after an edit it is %+v", got[0])
	}
}

func TestASampleHasTheFirstAndTheLatestOfEachLanguage(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	var articles []news.Article
	var filings []news.Filing
	for n := range 20 {
		language := "pt"
		if n%5 == 4 {
			language = "fr" // 4, 9, 14, 19
		}
		articles = append(articles, article(src, language, n))
		f := news.Filing{Article: articles[n].ID, Incident: "A"}
		if n == 17 || n == 18 {
			f.CopyOf = articles[1].ID
		}
		filings = append(filings, f)
	}
	articles = append(articles, article(src, "ar", 30))
	filings = append(filings, news.Filing{Article: articles[20].ID, Incident: "A", CopyOf: articles[1].ID})
	must(t, s.PutArticles(ctx, articles, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: filings, Merges: []news.Merge{{From: "B", Into: "A"}}}))
	for _, incident := range []string{"A", "B"} {
		var got []string
		for _, a := range get[[]news.Article](t)(s.Sample(ctx, incident, 3)) {
			got = append(got, a.Title)
		}
		diff(t, "sample", got, []string{articles[0].Title, articles[4].Title, articles[14].Title, articles[15].Title, articles[16].Title, articles[19].Title, articles[20].Title})
	}
	diff(t, "of what isn't there", len(get[[]news.Article](t)(s.Sample(ctx, "none", 3))), 0)
}

func TestPostsOfIncidents(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	var articles []news.Article
	var filings []news.Filing
	for n := range 6 {
		a := article(src, "pt", n)
		for id := range 3 - n/2 {
			a.Posts = append(a.Posts, news.Post{ID: fmt.Sprint(100 + id), Platform: news.Twitter, Text: fmt.Sprint("Post ", id), Language: "pt"})
		}
		articles = append(articles, a)
		filings = append(filings, news.Filing{Article: a.ID, Incident: []string{"A", "B"}[n%2]})
	}
	must(t, s.PutArticles(ctx, articles, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: filings}))
	for most := range 4 {
		got := get[map[string][]news.EmbeddedPost](t)(s.PostsOf(ctx, []string{"B", "A", "none"}, most))
		for _, id := range []string{"A", "B", "none"} {
			list := get[news.List[news.EmbeddedPost]](t)(s.Posts(ctx, news.PostFilter{Incident: id, Window: news.Window{Limit: 10}}))
			diff(t, fmt.Sprint(most, " of ", id), append([]news.EmbeddedPost{}, got[id]...), append([]news.EmbeddedPost{}, list.Rows[:min(most, len(list.Rows))]...))
		}
	}
	diff(t, "of none", get[map[string][]news.EmbeddedPost](t)(s.PostsOf(ctx, nil, 3)), map[string][]news.EmbeddedPost{})
}
