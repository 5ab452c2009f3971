package store_test

import (
	"testing"
	"time"

	"parallax/news"
)

func TestFromFeedToIncident(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	must(t, s.PutSource(ctx, src))
	must(t, s.PutFeed(ctx, news.Feed{URL: "https://tide.example/feed", Source: src.ID, Title: "Tide"}))
	feeds := get[[]news.Feed](t)(s.DueFeeds(ctx, noon))
	if len(feeds) != 1 {
		t.Fatalf("%d feeds are due, want 1", len(feeds))
	}
	f := feeds[0]
	f.ETag, f.NextFetch, f.Interval = `W/"x"`, noon.Add(time.Hour), time.Hour
	items := []news.Item{page(src, 1).Item, page(src, 2).Item, {URL: "javascript:alert(1)"}}
	if fresh := get[int](t)(s.FeedFetched(ctx, f, items)); fresh != 2 {
		t.Errorf("%d items are fresh, want 2", fresh)
	}
	if fresh := get[int](t)(s.FeedFetched(ctx, f, items)); fresh != 0 {
		t.Errorf("%d items are fresh the second time, want 0", fresh)
	}
	if due := get[[]news.Item](t)(s.DueItems(ctx, time.Now(), 10)); len(due) != 2 {
		t.Errorf("%d items are due, want 2", len(due))
	}
	must(t, s.PutPages(ctx, []news.Page{page(src, 1)}))
	due := get[[]news.Item](t)(s.DueItems(ctx, time.Now(), 10))
	diff(t, "due items", due, []news.Item{page(src, 2).Item})
	must(t, s.ItemFailed(ctx, due[0], news.Reason{Text: "it answered 500"}, time.Time{}))

	a := article(src, "pt", 1)
	must(t, s.PutArticles(ctx, []news.Article{a}, nil, 1))
	diff(t, "unfiled", all(t, s.Unfiled(ctx)), []news.Article{a})
	id := news.IncidentID(a.ID)
	evidence := []news.Evidence{{Kind: news.EvidenceFounder, Weight: 1}}
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: id, Evidence: evidence}}}))
	a.Incident = &news.Place{ID: id, Evidence: evidence}
	diff(t, "article", get[news.Article](t)(s.Article(ctx, a.ID)), a)
	diff(t, "incident", get[news.Incident](t)(s.Incident(ctx, id)), news.Incident{
		ID: id, First: a.Published, Last: a.Published, Articles: 1, Independent: 1, Sources: 1, Languages: []string{"pt"}, Countries: []string{"PT"},
		Headlines: []news.Headline{{Article: a.ID, Title: a.Title, Language: "pt", Source: src, Published: a.Published}},
		Schema:    news.SchemaVersion,
	})
	diff(t, "counts", get[news.Counts](t)(s.Counts(ctx)), news.Counts{
		Sources: 1, Feeds: 1, Pages: 1, Articles: 1, Incidents: 1, Languages: 1, Failed: 1, Latest: a.Published})
	h := get[news.SourceHealth](t)(s.Source(ctx, src.ID))
	if h.Articles != 1 || h.Failed != 1 || len(h.Feeds) != 1 || h.Feeds[0].ETag != f.ETag || len(h.Problems) != 1 {
		t.Errorf("health of the source: %+v", h)
	}
	list := get[news.List[news.Incident]](t)(s.Incidents(ctx, news.IncidentFilter{Language: "pt", Source: src.ID, Rank: true}))
	if list.Total != 1 || len(list.Rows) != 1 {
		t.Errorf("incidents: %+v", list)
	}
	sound(t, s)
}
