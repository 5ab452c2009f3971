package main

import (
	"encoding/csv"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A tongue is a language that a researcher searches in.
type tongue struct {
	language, dir string
	query         string // finds articles of the language
	other         string // to compare it with over time
}

var tongues = []tongue{
	{"en", "ltr", "Rotterdam", "court"},
	{"ar", "rtl", "مقبرة", "البحر"},
}

// TestResearcherWorksInEachDirection walks search, concordance, trends, comparison and export in a language that runs to the
// right and in one that runs to the left.
func TestResearcherWorksInEachDirection(t *testing.T) {
	r := newReader(t)
	for _, l := range tongues {
		t.Run(l.language, func(t *testing.T) {
			r := &reader{t, r.ctx, r.base}
			r.searches(l)
			r.readsConcordance(l)
			r.comparesTrends(l)
			r.comparesLanguages(l)
		})
	}
}

func (r *reader) open(path string) {
	r.t.Helper()
	r.do("opening "+path, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(r.base+path))
}

// fetches reads a table that the page offers.
func (r *reader) fetches(selector string) [][]string {
	r.t.Helper()
	address := see[string](r, `document.querySelector(`+quote(selector)+`)?.href ?? ""`)
	if address == "" {
		r.t.Fatalf("%s offers no %s", r.at(), selector)
	}
	answer, err := http.Get(address)
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	rows, err := csv.NewReader(answer.Body).ReadAll()
	if err != nil || len(rows) < 2 {
		r.t.Errorf("%s has %d rows: %v", address, len(rows), err)
	}
	return rows
}

// searches narrows a result by a facet, opens an article, reads in every language, and takes the data along.
func (r *reader) searches(l tongue) {
	r.t.Helper()
	r.open("/search?q=" + url.QueryEscape(l.query))
	all := see[int](r, `document.querySelectorAll(".hit").length`)
	r.follow(`.facets a[href*="lang%3A` + l.language + `"]`)
	foreign := `[...document.querySelectorAll(".hit h3")].filter(h => h.lang !== ` + quote(l.language) + `).length`
	if n := see[int](r, foreign); n != 0 {
		r.t.Errorf("%s shows %d articles in other languages", r.at(), n)
	}
	if dir := see[string](r, `getComputedStyle(document.querySelector(".hit h3 a")).direction`); dir != l.dir {
		r.t.Errorf("headlines run %s, want %s", dir, l.dir)
	}
	r.follow(".narrowed a")
	if n := see[int](r, `document.querySelectorAll(".hit").length`); n != all {
		r.t.Errorf("%d articles once the condition is taken out again, %d before", n, all)
	}
	r.follow(`.across-switch a:not([aria-current])`)
	if n := see[int](r, `document.querySelectorAll(".across .hit").length`); n == 0 {
		r.t.Errorf("%s shows no hits", r.at())
	}
	r.follow(`.across-switch a:not([aria-current])`)
	if n := see[int](r, `document.querySelectorAll(".hit").length`); n != all {
		r.t.Errorf("%d articles on the way back, %d before", n, all)
	}
	r.follow(`.tools a[href*="/export"]`)
	query := see[string](r, `[...document.querySelectorAll("main input")].map(i => i.value).join(" ")`)
	if !strings.Contains(query, l.query) {
		r.t.Errorf("the page of the export has %q for the query %s", query, l.query)
	}
	r.exports(l)
	r.open("/search?q=" + url.QueryEscape(l.query))
	r.follow(".hit h3 a")
	if !strings.Contains(r.at(), "/articles/") {
		r.t.Errorf("the headline led to %s", r.at())
	}
}

func (r *reader) exports(l tongue) {
	r.t.Helper()
	answer, err := http.Get(r.base + "/api/v1/export?format=csv&q=" + url.QueryEscape(l.query))
	if err != nil {
		r.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK || strings.Count(string(body), "\r\n") < 2 {
		r.t.Errorf("the export of %s: %s, %d bytes, %v", l.query, answer.Status, len(body), err)
	}
}

// readsConcordance sorts the lines, sees that the matches stand under each other with their contexts on the right sides, and
// looks at the tables.
func (r *reader) readsConcordance(l tongue) {
	r.t.Helper()
	r.open("/concordance?q=" + url.QueryEscape(l.query+" lang:"+l.language))
	const lines = `[...document.querySelectorAll(".kwic tbody tr")].map(r => r.querySelector(".after").textContent)`
	before := see[[]string](r, lines)
	r.follow(`.bar .choices a[href*="sort=right"]`)
	after := see[[]string](r, lines)
	if len(before) != len(after) || len(before) > 2 && strings.Join(before, "\n") == strings.Join(after, "\n") {
		r.t.Errorf("sorting %d lines gives %d in the same order", len(before), len(after))
	}
	// The edge of a match that its text begins at, as a distance from where the row of that language begins.
	const edges = `[...document.querySelectorAll('.kwic tr[dir="DIR"]')].map(row => {
		const m = row.querySelector(".match").getBoundingClientRect();
		return Math.round(m.left + m.width / 2);
	})`
	at := see[[]int](r, strings.ReplaceAll(edges, "DIR", l.dir))
	for _, x := range at {
		if x < at[0]-8 || x > at[0]+8 {
			r.t.Errorf("the matches stand at %v, not under each other", at)
			break
		}
	}
	const sides = `(row => row.querySelector(".before").getBoundingClientRect().left < row.querySelector(".after").getBoundingClientRect().left)(document.querySelector('.kwic tbody tr'))`
	if left := see[bool](r, sides); left != (l.dir == "ltr") {
		r.t.Errorf("what stands before a match in %s is at its left: %t", l.language, left)
	}
	if rows := r.fetches(`a[href*="table=lines"]`); len(rows) != len(after)+1 {
		r.t.Errorf("%d lines as CSV, %d on the page", len(rows)-1, len(after))
	}
	r.follow(`.tabs a[href*="show=frequencies"]`)
	r.fetches(`a[href*="table=languages"]`)
	r.follow(`.tabs a[href*="show=collocates"]`)
	r.follow(`.filters a[href*="least=1"]`)
	r.fetches(`a[href*="table=collocates"]`)
}

// comparesTrends counts two queries over time.
func (r *reader) comparesTrends(l tongue) {
	r.t.Helper()
	r.open("/trends?" + url.Values{"q": {l.query, l.other}}.Encode())
	if n := see[int](r, `document.querySelectorAll(".plot .scroll polyline").length`); n != 2 {
		r.t.Errorf("%s draws %d lines, want 2", r.at(), n)
	}
	if rows := r.fetches(`.plot a[href*=".csv"]`); len(rows) != see[int](r, `document.querySelectorAll(".counts tbody tr").length`)+1 {
		r.t.Errorf("the CSV has %d rows, the page another number", len(rows))
	}
	r.follow(`.filters a[href*="show=share"]`)
	if cell := see[string](r, `document.querySelector(".counts tbody td").textContent`); !strings.Contains(cell, "%") {
		r.t.Errorf("a share is written %q", cell)
	}
	r.open("/trends?q=" + url.QueryEscape(l.query))
	r.follow(`.filters a[href*="split=language"]`)
	if n := see[int](r, `document.querySelectorAll(".plot .scroll polyline").length`); n == 0 {
		r.t.Errorf("%s draws nothing", r.at())
	}
}

// comparesLanguages goes from an article by its incident to the comparison.
func (r *reader) comparesLanguages(l tongue) {
	r.t.Helper()
	r.open("/search?q=" + url.QueryEscape(l.query))
	r.follow(`.hit a[href^="/incidents/"]`)
	if !see[bool](r, `document.querySelector("main a[href$='/compare']") !== null`) {
		r.t.Skip("the first hit's incident is told in one language only")
	}
	r.follow(`main a[href$="/compare"]`)
	if n := see[int](r, `document.querySelectorAll(".firsts tbody tr").length`); n < 2 {
		r.t.Errorf("%s compares %d languages", r.at(), n)
	}
	for _, table := range []string{"languages", "words", "names"} {
		r.fetches(`a[href*="table=` + table + `"]`)
	}
	if dir := see[string](r, `getComputedStyle(document.querySelector(".own-words ol:lang(`+l.language+`)") ?? document.body).direction`); dir != l.dir {
		r.t.Errorf("the words run %s, want %s", dir, l.dir)
	}
}

// TestSearchesAreKeptInTheBrowser keeps a search, finds it again, and forgets it.
func TestSearchesAreKeptInTheBrowser(t *testing.T) {
	r := newReader(t)
	r.open("/search?q=court")
	r.click(".save summary")
	r.click("[data-keep-search]")
	r.open("/search?q=" + url.QueryEscape("مقبرة"))
	r.click(".save summary")
	r.click("[data-keep-search]")
	r.open("/ar/searches")
	r.waitFor(`document.querySelectorAll(".saved > li").length === 2`)
	if at := r.at(); !strings.Contains(at, "/ar/searches?q=court&q=") {
		t.Errorf("the kept list opens as %s", at)
	}
	r.follow("[data-forget]")
	r.open("/searches")
	r.waitFor(`document.querySelectorAll(".saved > li").length === 1`)
}
