package web_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

func TestSearchMarksWhatItFinds(t *testing.T) {
	s := whole(t)
	for _, c := range []struct{ q, mark, lang, dir string }{
		{"Passagers", "passagers", "fr", "ltr"},
		{"пострадавшие", "пострадавших", "ru", "ltr"},
		{"راكبًا", "راكبًا", "ar", "rtl"},
		{"渡轮", "渡轮", "zh", "ltr"},
	} {
		d := s.page("/search?q=" + c.q)
		hit := d.Find(".hit").First()
		want(t, c.q+": direction", attribute(hit, "dir"), c.dir)
		want(t, c.q+": language", attribute(hit.Find("h3"), "lang"), c.lang)
		if !strings.Contains(hit.Find("mark").Text(), c.mark) {
			t.Errorf("%s: marked %q, want %q among it", c.q, hit.Find("mark").Text(), c.mark)
		}
		wantHas(t, c.q+": understood", text(d.Find(".understood")), c.q)
		want(t, c.q+": in the form", attribute(d.Find("#q"), "value"), c.q)
	}
}

func TestHitsSayHowMuchTheirIncidentHas(t *testing.T) {
	s := whole(t)
	hit := s.page("/search?q=passagers").Find(".hit").First()
	wantHas(t, "on the page", text(hit.Find(".byline")), "its incident (16 articles, 15 independent reports)")
	wantHas(t, "in JSON", bodyOf(t, s.get("/api/v1/search?q=passagers")), `"coverage":{"articles":16,"independent":15,"languages":13}`)
	wantHas(t, "the incident", bodyOf(t, s.get("/api/v1/incidents?limit=1")), `"articles":16,"independent":15,`)
}

func TestFacetsNarrowAndWiden(t *testing.T) {
	s := whole(t)
	d := s.page("/search?q=312+OR+nine")
	var arabic *goquery.Selection
	d.Find(".facets a").Each(func(_ int, a *goquery.Selection) {
		if strings.HasPrefix(text(a), "Arabic") {
			arabic = a
		}
	})
	if arabic == nil {
		t.Fatal("no facet for Arabic")
	}
	want(t, "narrowed", attribute(arabic, "href"), "/search?q=%28312+OR+nine%29+lang%3Aar")
	d = s.page(attribute(arabic, "href"))
	d.Find(".hit h3").Each(func(_ int, h *goquery.Selection) { want(t, "language", attribute(h, "lang"), "ar") })
	current := d.Find(".facets [aria-current]")
	wantHas(t, "current", text(current), "Arabic")
	want(t, "widened", attribute(current, "href"), "/search?q=%28312+OR+nine%29")
}

func TestSearchOrderAndEmptyStates(t *testing.T) {
	s := whole(t)
	d := s.page("/search?q=312&sort=oldest")
	want(t, "oldest first", attribute(d.Find(".hit h3").First(), "lang"), "it")
	want(t, "the form keeps it", attribute(d.Find(`.ask input[name=sort]`), "value"), "oldest")
	wantHas(t, "nothing asked", text(s.page("/search").Find("main")), "How to write a query")
	wantHas(t, "nothing found", text(s.page("/search?q=zeppelin").Find("main")), "Nothing found")
	wantHas(t, "no index", text(siteOf(t, world()).page("/search?q=x").Find("main")), "index is not there")
	for _, address := range []string{"/search?q=x&sort=best", "/search?q=312&cursor=nonsense", "/concordance?q=312&sort=up", "/trends?by=year", "/trends?since=soon",
		"/trends?q=a&q=b&split=language", "/trends?by=hour&since=2001-01-01", "/trends?since=2026-03-01&until=2026-02-01", "/trends.csv?by=x", "/search?q=" + strings.Repeat("x", 5000)} {
		if r := s.get(address); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%.60s: %s, want 400", address, r.Status)
		}
	}
}

func TestQueryThatCanNotBeParsedIsShown(t *testing.T) {
	s := whole(t)
	for _, path := range []string{"/search", "/concordance", "/trends"} {
		r := s.get(path + "?q=%D9%84%D8%A7%20(ferry")
		if r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s, want 400", path, r.Status)
		}
		d := parsed(t, r)
		trouble := d.Find(".query-trouble")
		if trouble.Length() != 1 || text(trouble.Find("mark")) == "" {
			t.Errorf("%s: the fault isn't shown: %q", path, text(trouble))
		}
		wantHas(t, path, text(d.Find("main")), "How to write a query")
	}
}

func TestConcordanceRunsAsItsTextDoes(t *testing.T) {
	s := whole(t)
	d := s.page("/concordance?q=312")
	rows := d.Find(".kwic tbody tr")
	if rows.Length() < 12 {
		t.Errorf("%d lines, want at least 12", rows.Length())
	}
	found := map[string]bool{}
	rows.Each(func(_ int, row *goquery.Selection) {
		lang, dir := attribute(row.Find(".match"), "lang"), attribute(row, "dir")
		found[lang+" "+dir] = true
		wantHas(t, "match", text(row.Find(".match")), "312")
	})
	for _, pair := range []string{"ar rtl", "he rtl", "fr ltr", "ja ltr"} {
		if !found[pair] {
			t.Errorf("no line in %s", pair)
		}
	}
}

func TestTrendsAreAChartAndATable(t *testing.T) {
	s := whole(t)
	d := s.page("/trends?q=312&q=museo&since=2026-03-10&until=2026-03-15")
	wantCount(t, d, ".plot .scroll .series polyline", 2)
	wantCount(t, d, ".counts tbody tr", 5)
	wantHas(t, "named", text(d.Find(".counts thead")), "From312museoAll articles")
	wantCount(t, d, `.ask input[name=q]`, 3)
	d = s.page("/trends?split=language")
	wantHas(t, "split", text(d.Find(".counts thead")), "English")
	d = s.page("/trends?q=312&show=share&since=2026-03-13&until=2026-03-14")
	wantHas(t, "share", text(d.Find(".counts tbody")), "%")

	r := s.get("/trends.csv?q=312&since=2026-03-12&until=2026-03-15")
	want(t, "content type", r.Header.Get("Content-Type"), "text/csv; charset=utf-8; header=present")
	rows, err := csv.NewReader(r.Body).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v; want 4", len(rows), err)
	}
	want(t, "head", strings.Join(rows[0], ","), "from,312,all")
	want(t, "day", rows[2][0], "2026-03-13T00:00:00Z")
}

// TestTextsOfPostsRunTheirWay finds an Arabic post in articles of other languages.
func TestTextsOfPostsRunTheirWay(t *testing.T) {
	s := whole(t)
	foreign := 0
	s.page("/search?q=جدار").Find(".hit").Each(func(_ int, hit *goquery.Selection) {
		want(t, "snippet's language", attribute(hit.Find(".snippet"), "lang"), "ar")
		want(t, "snippet's direction", attribute(hit.Find(".snippet"), "dir"), "rtl")
		if attribute(hit.Find("h3"), "lang") != "ar" {
			foreign++
			wantHas(t, "where the snippet is from", text(hit), "In a post that it embeds")
		}
	})
	lines := s.page("/concordance?q=جدار").Find(".kwic tbody tr")
	lines.Each(func(_ int, line *goquery.Selection) {
		want(t, "line's direction", attribute(line, "dir"), "rtl")
		want(t, "match's language", attribute(line.Find(".match"), "lang"), "ar")
	})
	if foreign == 0 || lines.Length() == 0 {
		t.Errorf("%d articles in other languages, %d lines; the test needs some", foreign, lines.Length())
	}
}

func TestTrendsBeginWithTheFirstArticle(t *testing.T) {
	s := whole(t)
	days := s.page("/trends?q=312").Find(".counts tbody tr").Length()
	asked := s.page("/trends?q=312&since=2026-02-01").Find(".counts tbody tr").Length()
	if days != 7 || asked <= days {
		t.Errorf("%d days, and %d where a beginning was asked for", days, asked)
	}
	wantHas(t, "of a time without articles", text(s.page("/trends?q=312&since=2020-01-01&until=2020-02-01").Find("main")), "Nothing to count")
}
