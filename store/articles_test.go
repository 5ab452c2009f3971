package store_test

import (
	"errors"
	"testing"
	"time"

	"parallax/news"
	"parallax/store"
)

func articleIDs(articles []news.Article) []string {
	var ids []string
	for _, a := range articles {
		ids = append(ids, a.ID)
	}
	return ids
}

func TestARepetitionChangesNothing(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	a := article(outlet("tide.example", "PT"), "pt", 1)
	filing := news.Filing{Article: a.ID, Incident: "A", Evidence: []news.Evidence{{Kind: news.EvidenceFounder}}}
	for range 2 {
		must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
		must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{filing}}))
	}
	if changes := all(t, s.Changes(ctx, 0)); len(changes) != 1 || changes[0].Seq != 2 {
		t.Errorf("changes: %+v", changes)
	}
	if n := len(all(t, s.Unfiled(ctx))); n != 0 {
		t.Errorf("%d articles are unfiled", n)
	}
}

func TestChangedContentKeepsItsPlaceUntilFiledAgain(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	a := article(outlet("tide.example", "PT"), "pt", 1)
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: "A"}}}))
	a.Title, a.Language, a.Fetched = "The dam broke", "en", a.Fetched.Add(time.Hour)
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
	got := get[news.Article](t)(s.Article(ctx, a.ID))
	if got.Title != a.Title || got.Incident == nil || got.Incident.ID != "A" {
		t.Errorf("the article is %+v", got)
	}
	if want := article(outlet("tide.example", "PT"), "pt", 1).Fetched; !got.Fetched.Equal(want) {
		t.Errorf("it was fetched at %v, want the first time, %v", got.Fetched, want)
	}
	diff(t, "unfiled", articleIDs(all(t, s.Unfiled(ctx))), []string{a.ID})
	i := get[news.Incident](t)(s.Incident(ctx, "A"))
	if len(i.Headlines) != 1 || i.Headlines[0].Title != a.Title || i.Languages[0] != "en" {
		t.Errorf("the incident is %+v", i)
	}
	sound(t, s)
}

func TestAnArticleKnowsItsPage(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	moved := page(src, 1)
	moved.FinalURL = "https://tide.example/now/here"
	must(t, s.PutPages(ctx, []news.Page{moved}))
	a := article(src, "pt", 1)
	a.URL = moved.FinalURL
	must(t, s.PutArticles(ctx, []news.Article{a, article(src, "pt", 2)}, nil, 1))
	if mark := get[int64](t)(s.Mark(ctx, store.MarkExtract)); mark != 1 {
		t.Errorf("the mark is at %d, want 1", mark)
	}
	sound(t, s)
	must(t, s.PutArticles(ctx, nil, nil, 0))
	if mark := get[int64](t)(s.Mark(ctx, store.MarkExtract)); mark != 1 {
		t.Errorf("the mark went back to %d", mark)
	}
}

func TestProblemsOfExtractionGoWhenTheArticleComes(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	must(t, s.PutSource(ctx, src))
	a := article(src, "pt", 1)
	empty := news.Problem{Source: src.ID, URL: a.URL, Stage: "extract", Reason: "no text", Time: noon}
	must(t, s.PutArticles(ctx, nil, []news.Problem{empty, {Source: src.ID, URL: "x", Stage: "extract", Reason: "not HTML", Time: noon}}, 0))
	must(t, s.PutProblem(ctx, news.Problem{Source: src.ID, URL: "y", Stage: "feed", Reason: "not a feed", Time: noon.Add(1)}))
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
	h := get[news.SourceHealth](t)(s.Source(ctx, src.ID))
	if h.Failed != 1 || len(h.Problems) != 2 || h.Problems[0].Stage != "feed" {
		t.Errorf("failed %d, problems %+v", h.Failed, h.Problems)
	}
	must(t, s.Reset(ctx))
	if h = get[news.SourceHealth](t)(s.Source(ctx, src.ID)); h.Failed != 0 || len(h.Problems) != 1 || h.Articles != 0 {
		t.Errorf("after a reset: failed %d, problems %+v, %d articles", h.Failed, h.Problems, h.Articles)
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	_, article := s.Article(ctx, "x")
	_, incident := s.Incident(ctx, "x")
	_, post := s.Post(ctx, "x")
	_, articles := s.PostArticles(ctx, "x")
	_, source := s.Source(ctx, "x")
	filing := s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: "x", Incident: "A"}}})
	for what, err := range map[string]error{"article": article, "incident": incident, "post": post, "articles of a post": articles,
		"source": source, "filing": filing, "feed": s.RemoveFeed(ctx, "x")} {
		if !errors.Is(err, news.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	got := get[[]news.Article](t)(s.ArticlesByID(ctx, []string{"x", "y"}))
	if got == nil || len(got) != 0 {
		t.Errorf("articles by ID: %v", got)
	}
}

func TestStrangeCursorsAreRefused(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	for n := range 3 {
		a := article(outlet("tide.example", "PT"), "pt", n)
		must(t, s.PutArticles(ctx, []news.Article{a}, nil, 0))
	}
	next := get[news.List[news.Article]](t)(s.Articles(ctx, news.ArticleFilter{Window: news.Window{Limit: 1}})).Next
	for _, cursor := range []string{"x", "!", "YSB4IHk", next[:len(next)/2]} {
		if _, err := s.Articles(ctx, news.ArticleFilter{Window: news.Window{Cursor: cursor}}); !errors.Is(err, news.ErrBadCursor) {
			t.Errorf("articles after %q: %v", cursor, err)
		}
	}
	if _, err := s.Incidents(ctx, news.IncidentFilter{Window: news.Window{Cursor: next}}); !errors.Is(err, news.ErrBadCursor) {
		t.Errorf("incidents after a cursor of articles: %v", err)
	}
	if _, err := s.Posts(ctx, news.PostFilter{Window: news.Window{Cursor: next}}); !errors.Is(err, news.ErrBadCursor) {
		t.Errorf("posts after a cursor of articles: %v", err)
	}
}
