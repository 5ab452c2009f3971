package store_test

import (
	"testing"
	"time"

	"parallax/news"
)

func TestTalliesCountByHourLanguageAndCountry(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	tide, coast := outlet("tide.example", "PT"), outlet("coast.example", "FR")
	a, b, c, d := article(tide, "pt", 1), article(tide, "pt", 2), article(coast, "fr", 3), article(coast, "fr", 4)
	at := time.Date(2026, 3, 1, 10, 5, 0, 0, time.UTC)
	a.Published, b.Published, c.Published, d.Published = at, at.Add(50*time.Minute), at.Add(time.Hour), at
	must(t, s.PutArticles(ctx, []news.Article{a, b, c, d}, nil, 0))
	must(t, s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{
		{Article: a.ID, Incident: "A"}, {Article: b.ID, Incident: "A", CopyOf: a.ID}, {Article: c.ID, Incident: "A"}, {Article: d.ID, Incident: "B"}}}))
	hour := at.Truncate(time.Hour)
	diff(t, "tallies", get[map[string][]news.Tally](t)(s.Tallies(ctx, []string{"A", "B", "none"})), map[string][]news.Tally{
		"A": {{Hour: hour, Language: "pt", Country: "PT", Articles: 2, Copies: 1}, {Hour: hour.Add(time.Hour), Language: "fr", Country: "FR", Articles: 1}},
		"B": {{Hour: hour, Language: "fr", Country: "FR", Articles: 1}},
	})
}
