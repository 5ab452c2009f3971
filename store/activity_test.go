package store_test

import (
	"testing"
	"time"

	"parallax/news"
)

func TestActivityCountsDaysAndFirstReports(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	tide, dune := outlet("tide.example", "PT"), outlet("dune.example", "MA")
	at := func(src news.Source, n int, before time.Duration) news.Article {
		a := article(src, "pt", n)
		a.Published = noon.Add(-before)
		return a
	}
	day := 24 * time.Hour
	articles := []news.Article{
		at(tide, 1, 0), at(dune, 2, time.Hour), // dune was first
		at(tide, 3, 2*day), at(dune, 4, day), // tide was
		at(tide, 5, 2*day),                       // nobody else reported
		at(tide, 6, 40*day), at(dune, 7, 39*day), // too long ago
		at(tide, 8, -day), // dated tomorrow
	}
	must(t, s.PutArticles(ctx, articles, nil, 0))
	incidents := []string{"A", "A", "B", "B", "C", "D", "D", "E"}
	var d news.Decisions
	for i, a := range articles {
		d.Filings = append(d.Filings, news.Filing{Article: a.ID, Incident: incidents[i]})
	}
	must(t, s.PutFilings(ctx, d))
	got := get[news.Activity](t)(s.Activity(ctx, tide.ID, 3, noon))
	diff(t, "activity", got, news.Activity{Since: noon.Truncate(day).Add(-2 * day), Days: []int{2, 0, 1}, Shared: 2, Earliest: 1})
	diff(t, "activity of nobody", get[news.Activity](t)(s.Activity(ctx, "none", 1, noon)), news.Activity{Since: noon.Truncate(day), Days: []int{0}})
}

func TestIncidentsOfAnAuthorOfPosts(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	a, b, c := embedding(src, "pt", 1, embedded()), embedding(src, "pt", 2, embedded()), article(src, "pt", 3)
	must(t, s.PutArticles(ctx, []news.Article{a, b, c}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: "A"}, {Article: b.ID, Incident: "A"}, {Article: c.ID, Incident: "C"}}}))
	for _, f := range []struct {
		platform, handle string
		want             int
	}{{news.Twitter, "anareis", 1}, {news.Twitter, "@AnaReis", 1}, {news.Mastodon, "anareis", 0}, {news.Twitter, "nobody", 0}, {"", "", 2}} {
		list := get[news.List[news.Incident]](t)(s.Incidents(ctx, news.IncidentFilter{Platform: f.platform, Handle: f.handle}))
		if list.Total != f.want || len(list.Rows) != f.want {
			t.Errorf("%s on %q: %d incidents, %d of them listed, want %d", f.handle, f.platform, list.Total, len(list.Rows), f.want)
		}
	}
}
