package main

import (
	"math"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"parallax/news"
)

// TestTheOrderIsTheOneThatIsWritten compares the order of the newsroom's incidents with the formula that stands on the page about
// the site.
func TestTheOrderIsTheOneThatIsWritten(t *testing.T) {
	c := needNewsroom(t)
	handler, err := c.site(siteOptions{now: newsroomClock()})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(handler)
	defer site.Close()
	const written = "log₂ sources + log₂ languages + ½ log₂ countries − age of the latest report / 12 h"
	about, err := goquery.NewDocumentFromReader(answered(t, site.URL+"/about").Body)
	if err != nil {
		t.Fatal(err)
	}
	if formula := about.Find(".formula").First().Text(); formula != written {
		t.Errorf("the formula is %q; this test checks %q", formula, written)
	}
	list, err := c.store.Incidents(t.Context(), news.IncidentFilter{Rank: true, Window: news.Window{Limit: 200}})
	if err != nil || len(list.Rows) < 30 {
		t.Fatalf("%d incidents, %v", len(list.Rows), err)
	}
	before, now := math.Inf(1), newsroomClock()()
	for _, i := range list.Rows {
		articles, err := c.store.Articles(t.Context(), news.ArticleFilter{Incident: i.ID, Window: news.Window{Limit: 200}})
		if err != nil {
			t.Fatal(err)
		}
		sources := map[string]bool{}
		for _, a := range articles.Rows {
			if a.CopyOf == "" {
				sources[a.Source.ID] = true
			}
		}
		log := func(n int) float64 { return math.Log2(float64(max(n, 1))) }
		age := now.Sub(i.Last)
		rank := log(len(sources)) + log(len(i.Languages)) + log(len(i.Countries))/2 - float64(age)/float64(12*time.Hour)
		if rank > before+1e-9 {
			t.Errorf("incident %s ranks %.3f and stands behind one of %.3f", i.ID, rank, before)
		}
		before = rank
	}
}
