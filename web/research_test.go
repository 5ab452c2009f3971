package web_test

import (
	"context"
	"encoding/csv"
	"errors"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"parallax/index"
	"parallax/news"
	"parallax/web"
)

// tableAt reads a CSV file of the site as rows by the names of their columns.
func tableAt(t *testing.T, s testSite, address string) []map[string]string {
	t.Helper()
	r := s.get(address)
	if r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", address, r.Status)
	}
	want(t, address, r.Header.Get("Content-Type"), "text/csv; charset=utf-8; header=present")
	wantHas(t, address, r.Header.Get("Content-Disposition"), ".csv")
	rows, err := csv.NewReader(r.Body).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

func TestAcrossIsOneClickAwayAndBack(t *testing.T) {
	s := whole(t)
	d := s.page("/search?q=passagers+lang:fr")
	over := d.Find(`.across-switch a:not([aria-current])`)
	want(t, "over", attribute(over, "href"), "/search?across=1&q=passagers+lang%3Afr")
	d = s.page(attribute(over, "href"))
	want(t, "back", attribute(d.Find(`.across-switch a:not([aria-current])`), "href"), "/search?q=passagers+lang%3Afr")
	group := d.Find(".across")
	wantCount(t, d, ".across", 1)
	group.Find(".hit h3").Each(func(_ int, h *goquery.Selection) { want(t, "hits first", attribute(h, "lang"), "fr") })
	var others []string
	group.Find(".across-others a[lang]").Each(func(_ int, a *goquery.Selection) {
		others = append(others, attribute(a, "lang"))
		if attribute(a, "lang") == "ar" {
			want(t, "Arabic", attribute(a, "dir"), "rtl")
		}
	})
	slices.Sort(others)
	want(t, "others", strings.Join(slices.Compact(others), " "), "ar de en es he hi it ja ko ru th zh")
	wantHas(t, "the language is said", text(group.Find(".across-others")), "Hebrew")
	wantHas(t, "the form keeps it", attribute(d.Find(`.ask input[name=across]`), "value"), "1")
}

func TestConditionsCanBeTakenAway(t *testing.T) {
	s := whole(t)
	d := s.page(`/search?q=312+lang:fr+-country:DE+"zwei+lang:de"~3`)
	chips := d.Find(".narrowed a")
	if chips.Length() != 2 {
		t.Fatalf("%d conditions, want 2: %s", chips.Length(), text(chips))
	}
	wantHas(t, "language", text(chips.First()), "French")
	want(t, "without it", attribute(chips.First(), "href"), "/search?q=312+-country%3ADE+%22zwei+lang%3Ade%22~3")
	wantHas(t, "exclusion", text(chips.Last()), "Germany")
	want(t, "of a choice between conditions", text(s.page("/search?q=312+OR+lang:fr").Find(".narrowed")), "")
	want(t, "the last one", attribute(s.page("/search?q=lang:fr").Find(".narrowed a"), "href"), "/search?q=%2A")
}

func TestEveryFacetNarrows(t *testing.T) {
	s := whole(t)
	fields := map[string]bool{}
	s.page("/search?q=312+OR+nine&sort=covered").Find(".facets details").Each(func(_ int, group *goquery.Selection) {
		link := group.Find("a").First()
		fields[text(group.Find("summary"))] = true
		narrowed := s.page(attribute(link, "href"))
		count := strings.Fields(text(link))
		wantHas(t, attribute(link, "href"), text(narrowed.Find("#hits")), count[len(count)-1]+" article")
		wantCount(t, narrowed, ".narrowed a", 1)
	})
	for _, name := range []string{"Language", "Country", "Source", "Author", "Day", "Embedded posts"} {
		if !fields[name] {
			t.Errorf("there is no facet %s: %v", name, fields)
		}
	}
}

func TestSearchesAreKeptInTheirAddress(t *testing.T) {
	s := whole(t)
	save := s.page("/search?q=312+OR+nine&sort=newest").Find(".save")
	var links []string
	save.Find("a").Each(func(_ int, a *goquery.Selection) { links = append(links, attribute(a, "href")) })
	for _, link := range []string{
		"/search?q=312+OR+nine&sort=newest&v=1", "/search?q=%28312+OR+nine%29+before%3A2026-03-15&sort=newest&v=1",
		"/search/feed.xml?q=312+OR+nine", "/search/feed.json?q=312+OR+nine", "/search/feed.xml?format=rss&q=312+OR+nine", "/searches?q=312+OR+nine",
	} {
		if !slices.Contains(links, link) {
			t.Errorf("%s is missing among %q", link, links)
			continue
		}
		if r := s.get(link); r.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", link, r.Status)
		}
	}
	r := s.get("/search?q=312&v=99")
	want(t, "another version", r.Status, "400 Bad Request")
	wantHas(t, "another version", bodyOf(t, r), "reads version 1")

	d := s.page("/searches?q=312&q=zeppelin&q=%28&q=312")
	wantCount(t, d, ".saved > li", 3)
	wantHas(t, "one that finds", text(d.Find(".saved > li").First()), "15 articles")
	wantHas(t, "one with a fault", text(d.Find(".saved .trouble")), "parenthesis")
	want(t, "taken off", attribute(d.Find("[data-forget]").First(), "href"), "/searches?q=zeppelin&q=%28")
	wantCount(t, d, `.ask input[type=hidden][name=q]`, 3)
	opml := bodyOf(t, s.get("/searches.opml?q=312&q=a+%22b%22"))
	wantHas(t, "OPML", opml, `xmlUrl="http://example.com/search/feed.xml?q=312"`)
	wantHas(t, "OPML", opml, `text="Parallax: a &#34;b&#34;"`)
}

func TestConcordanceCountsAndKeepsCompany(t *testing.T) {
	s := whole(t)
	d := s.page("/concordance?q=312&show=frequencies")
	wantHas(t, "by language", text(d.Find("[aria-labelledby=by-language] tbody")), "Arabic")
	wantCount(t, d, `.tables a[href^="/concordance.csv?"]`, 3)
	d.Find(".tables a[download]").Each(func(_ int, a *goquery.Selection) {
		if len(tableAt(t, s, attribute(a, "href"))) == 0 {
			t.Errorf("%s is empty", attribute(a, "href"))
		}
	})
	rows := tableAt(t, s, "/concordance.csv?q=312&table=languages")
	at := slices.IndexFunc(rows, func(r map[string]string) bool { return r["language"] == "fr" })
	if at < 0 || rows[at]["articles_found"] != "1" || rows[at]["articles_in_all"] != "2" {
		t.Errorf("French: %v", rows)
	}
	d = s.page("/concordance?q=312&show=collocates&least=1&window=2")
	wantHas(t, "formulas", text(d.Find(".method")), "logDice = 14 + log₂")
	for _, row := range tableAt(t, s, "/concordance.csv?q=312&table=collocates&least=1") {
		if row["together"] == "0" || row["log_likelihood"] == "" || strings.Contains(row["collocate"], "312") {
			t.Errorf("%v", row)
		}
	}
	lines := tableAt(t, s, "/concordance.csv?q=312&sort=left")
	shown := s.page("/concordance?q=312").Find(".bar h2")
	if want := strings.Fields(text(shown))[0]; want != strconv.Itoa(len(lines)) {
		t.Errorf("%d lines as CSV, the page says %s", len(lines), want)
	}
	want(t, "nothing to count", text(s.page("/concordance?q=zeppelin&show=collocates").Find(".empty h2")), "Nothing found")
}

// TestWholeTablesAgreeWithThePage looks at files of all articles where the page has read all too.
func TestWholeTablesAgreeWithThePage(t *testing.T) {
	s := whole(t)
	for _, name := range web.WordTables() {
		quick, all := "/concordance.csv?q=312&least=1&table="+name, "/concordance.csv?q=312&least=1&whole=1&table="+name
		rows := tableAt(t, s, all)
		if diff := cmp.Diff(tableAt(t, s, quick), rows); diff != "" || len(rows) == 0 {
			t.Errorf("%s: %d rows (-quick +whole):\n%s", name, len(rows), diff)
		}
	}
	for _, sort := range []string{"date", "left", "right"} {
		var shown []string
		s.page("/concordance?q=312&sort=" + sort).Find(".kwic tbody tr").Each(func(_ int, row *goquery.Selection) {
			shown = append(shown, text(row.Find("mark"))+" "+strings.TrimPrefix(attribute(row.Find(".where a"), "href"), "/articles/"))
		})
		var lines []string
		for _, row := range tableAt(t, s, "/concordance.csv?q=312&whole=1&sort="+sort) {
			lines = append(lines, row["match"]+" "+row["article"])
		}
		if diff := cmp.Diff(shown, lines[:min(len(lines), len(shown))]); diff != "" || len(shown) == 0 {
			t.Errorf("by %s (-page +file):\n%s", sort, diff)
		}
	}
	if r := s.get("/concordance.csv?q=%28&whole=1"); r.StatusCode != http.StatusBadRequest || r.Header.Get("Content-Disposition") != "" {
		t.Errorf("a query that can't be read: %s", r.Status)
	}
}

// A large index finds more than a page reads.
type large struct{ web.Searcher }

func (large) Frequencies(_ context.Context, r index.FrequenciesRequest) (index.Frequencies, error) {
	f := index.Frequencies{Articles: 9000, Examined: index.MostExamined, Hits: 7}
	if r.Whole {
		f.Examined = 9000
	}
	return f, nil
}

func (large) Lines(context.Context, index.LinesRequest) iter.Seq2[index.Line, error] {
	return func(yield func(index.Line, error) bool) {
		for range 100_000 {
			if !yield(index.Line{Left: strings.Repeat("before ", 20), Match: "match"}, nil) {
				return
			}
		}
		yield(index.Line{}, errors.New("the disk is full"))
	}
}

func TestPagesSayWhatTheyRead(t *testing.T) {
	m := world()
	s := siteOf(t, m, func(o *web.Options) { o.Search = large{} })
	d := s.page("/concordance?q=storm&show=frequencies")
	wantHas(t, "the page", text(d.Find(".bar")), "the newest 2,500 of 9,000 articles")
	wantHas(t, "the files", text(d.Find(".bar")), "are of all 9,000 articles")
	wantHas(t, "their address", attribute(d.Find("a[download]").First(), "href"), "whole=1")
	wantHas(t, "API", bodyOf(t, s.get("/api/v1/frequencies?q=storm")), `"examined":2500`)
	wantHas(t, "API, all", bodyOf(t, s.get("/api/v1/frequencies?q=storm&whole=1")), `"examined":9000`)
	defer func() {
		if recover() == nil {
			t.Error("a table that breaks off looks whole")
		}
	}()
	s.get("/concordance.csv?q=storm&whole=1")
}

func TestLanguagesAreCompared(t *testing.T) {
	m := world()
	s := siteOf(t, m, indexed(t, m))
	base := "/incidents/" + news.IncidentID("ferry")
	link := s.page(base).Find(`a[href="` + base + `/compare"]`)
	if link.Length() != 1 {
		t.Error("the incident doesn't lead to its comparison")
	}
	d := s.page(base + "/compare")
	first := d.Find(".firsts tbody tr").First()
	wantHas(t, "who was first", text(first), "Italian")
	wantHas(t, "who was first", text(first), "first")
	wantCount(t, d, ".firsts tbody tr", 13)
	wantCount(t, d, ".own-words [lang=ar][dir=rtl]", 1) // Hebrew has no other article to hold its words against
	var everywhere []string
	d.Find("[aria-labelledby=numbers] tbody tr").Each(func(_ int, row *goquery.Selection) {
		if strings.Contains(text(row.Find("td").First()), "all") {
			everywhere = append(everywhere, text(row.Find("th")))
		}
	})
	wantHas(t, "numbers in every language", strings.Join(everywhere, " "), "312")
	for _, table := range []string{"languages", "words", "names", "numbers", "posts"} {
		if len(tableAt(t, s, base+"/compare.csv?table="+table)) == 0 {
			t.Errorf("the table of %s is empty", table)
		}
	}
	names := map[string]int{}
	for _, row := range tableAt(t, s, base+"/compare.csv?table=names") {
		names[row["mention"]]++
	}
	if names["Aurelia"] < 2 {
		t.Errorf("Aurelia is named in %d languages: %v", names["Aurelia"], names)
	}
	posts := tableAt(t, s, base+"/compare.csv?table=posts")
	want(t, "who quotes", posts[0]["post"], "2030001")
	want(t, "merged", s.get("/incidents/mergedaway/compare").Header.Get("Location"), base+"/compare")
	want(t, "merged, in the API", s.get("/api/v1/incidents/mergedaway/compare").Header.Get("Location"), "/api/v1"+base+"/compare")
	want(t, "unknown", s.get("/incidents/none/compare").Status, "404 Not Found")
	wantHas(t, "without an index", text(siteOf(t, m).page(base+"/compare").Find("main")), "Who was first")
}

func TestNothingFoundSaysWhatWould(t *testing.T) {
	s := whole(t)
	for address, want := range map[string]string{
		"/search?q=passagers+lang:de":           "/search?q=passagers",
		"/search?q=passagers+zeppelin":          "/search?q=passagers+OR+zeppelin",
		"/search?q=passagerly":                  "/search?q=passag%2A",
		"/concordance?q=passagers+country:JP":   "/concordance?q=passagers",
		"/search?q=%22lost+in%22+lang:fr":       "/search?q=lang%3Afr",
		"/search?q=zeppelin":                    "",
		"/search?q=zeppelin+OR+blimp+%28a+b%29": "",
	} {
		found := false
		s.page(address).Find(".suggestions a").Each(func(_ int, a *goquery.Selection) { found = found || attribute(a, "href") == want })
		if found != (want != "") {
			t.Errorf("%s: %q isn't suggested", address, want)
		}
	}
}
