package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"
)

// surfaceQueries use every part of the query language, in the newsroom's languages.
var surfaceQueries = strings.Split(`Rotterdam
ferry
ferries -rotterdam
ferry OR train
(ferry OR train) AND NOT lang:en
"17 minutes"
"17 minutes"~3
"minutes 17"~5
ferr*
title:ferry
lead:ferry
text:(ferry OR harbour)
post:ferry
author:an*
lang:de
lang:de Fähre
lang:pt-BR
country:FR
lang:ar date:2017
after:2017-11 before:2017-12
date:2017-11-03
hôpital
hopital
hopitaux
Fähren
dispersi
barragens
горняки
гірники
مقبرة
النهائي
מוזיאון
इंजन
月球
着陸
착륙
ดวงจันทร์
górnikow
erdogan
stormen
εταιρεία
#tajfun OR @nobody
*
NOT lang:en
3.5 OR 1250`, "\n")

// TestTheSameQueryFindsTheSameEverywhere asks the site, the API and the command line, and compares what they find, in
// order, and how they understood it.
func TestTheSameQueryFindsTheSameEverywhere(t *testing.T) {
	c := needNewsroom(t)
	handler, err := c.site(siteOptions{now: newsroomClock(), log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	data := t.TempDir() // the index admits one process
	if err := os.CopyFS(data, os.DirFS(c.data)); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, query := range surfaceQueries {
		page := askSite(t, server.URL, query)
		found += len(page.ids)
		for name, other := range map[string]surface{"the API": askAPI(t, server.URL, query), "the command line": askCommand(t, data, query)} {
			other.ids = other.ids[:min(len(other.ids), max(len(page.ids), 1))]
			if diff := cmp.Diff(page, other, cmp.AllowUnexported(surface{})); diff != "" {
				t.Errorf("%s (-the site +%s):\n%s", query, name, diff)
			}
		}
	}
	if found < 100 {
		t.Errorf("%d articles found by %d queries: too few to compare", found, len(surfaceQueries))
	}
}

// A surface is what one of the ways to ask answers.
type surface struct {
	understood string
	ids        []string
}

func answered(t *testing.T, address string) *http.Response {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", address, answer.Status)
	}
	t.Cleanup(func() { answer.Body.Close() })
	return answer
}

func askSite(t *testing.T, base, query string) surface {
	t.Helper()
	d, err := goquery.NewDocumentFromReader(answered(t, base+"/search?q="+url.QueryEscape(query)).Body)
	if err != nil {
		t.Fatal(err)
	}
	s := surface{understood: d.Find(".understood code").First().Text()}
	d.Find("ol.hits > .hit").Each(func(_ int, hit *goquery.Selection) {
		s.ids = append(s.ids, path.Base(hit.Find(`a[href*="/articles/"]`).First().AttrOr("href", "")))
	})
	return s
}

func askAPI(t *testing.T, base, query string) surface {
	t.Helper()
	var body struct {
		Understood string
		Items      []struct{ Article struct{ ID string } }
	}
	if err := json.NewDecoder(answered(t, base+"/api/v1/search?limit=50&q="+url.QueryEscape(query)).Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	s := surface{understood: body.Understood}
	for _, item := range body.Items {
		s.ids = append(s.ids, item.Article.ID)
	}
	return s
}

func askCommand(t *testing.T, data, query string) surface {
	t.Helper()
	code, out, errs := command(t, "search", "--data", data, "--json", "--limit", "50", "--", query)
	if code != 0 {
		t.Fatalf("parallax search %s: %d %s", query, code, errs)
	}
	var answer searchAnswer
	if err := json.Unmarshal([]byte(out), &answer); err != nil {
		t.Fatal(err)
	}
	s := surface{understood: answer.Understood}
	for _, hit := range answer.Hits {
		s.ids = append(s.ids, hit.Article.ID)
	}
	return s
}
