package web_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"parallax/news"
)

// monstrous are titles that try to break a page: too long, without a space, of many marks, running the other way.
var monstrous = []string{
	strings.Repeat("unbroken", 625), strings.Repeat("👩‍👩‍👧‍👦", 700), strings.Repeat("a\u200b", 2500), "\u202eevil\u2066 " + strings.Repeat("ب", 4900),
	"e" + strings.Repeat("\u0301", 2500), strings.Repeat("\n \t", 1600) + "late", strings.Repeat("漢", 5000), "",
}

// monster is records of one incident with 5,000 articles, some of which have monstrous titles, and a language of its own.
func monster() *memory {
	m := largeIncident(5000)
	for i := range m.articles {
		a := &m.articles[i]
		if i < 60 || i%50 == 0 {
			a.Title = monstrous[i%len(monstrous)]
			a.Lead = a.Title
		}
		if i == 4321 {
			a.Language = ""
		}
	}
	return m
}

func TestAnIncidentOfThousandsStaysOnePage(t *testing.T) {
	m := monster()
	s := siteOf(t, m)
	d := s.page("/incidents/large")
	wantCount(t, d, ".tongue-group", 13)
	wantHas(t, "what there is", text(d.Find(".incident-head .kicker")), "5,000 articles")
	wantCount(t, d, ".tongue-group > h3 .count", 13)
	if n := d.Find(".report").Length(); n < 24 || n > 13*5 {
		t.Errorf("%d reports stand in the open, want a few of each language", n)
	}
	wantCount(t, d, ".badge.first", 3) // among the coverage, in the list by time, and in the table of the map
	wantHas(t, "the rest of a language", text(d.Find("#in-fr .table-link")), "more in French")
	want(t, "where it is", attribute(d.Find("#in-fr .table-link a"), "href"), "/incidents/large?lang=fr")
	wantCount(t, d, ".timeline li.first", 1)
	for _, title := range monstrous {
		if title != "" && strings.Contains(d.Text(), title) {
			t.Errorf("a title of %d characters stands in full", utf8.RuneCountInString(title))
		}
	}
	if strings.ContainsAny(d.Text(), "\u202e\u2066") {
		t.Error("controls that reorder text came through")
	}
	page, _ := s.weight("/incidents/large")
	if page > 60<<10 {
		t.Errorf("the page takes %d bytes", page)
	}
}

func TestEveryReportOfThousandsCanBeReached(t *testing.T) {
	m := monster()
	s := siteOf(t, m)
	seen := map[string]bool{}
	pages := 0
	for address := "/incidents/large?by=time"; address != ""; pages++ {
		d := s.page(address)
		wantCount(t, d, "h1", 1)
		for _, a := range d.Find(`.timeline .what > a, .timeline .copies a`).EachIter() {
			seen[attribute(a, "href")] = true
		}
		address = attribute(d.Find(".paging [rel=next]"), "href")
	}
	if pages != 25 || len(seen) != 5000-copiesUnder(m, 200) {
		t.Errorf("%d reports on %d pages", len(seen), pages)
	}
	french := 0
	for _, a := range m.articles {
		if a.Language == "fr" {
			french++
		}
	}
	reached := map[string]bool{}
	for address := "/incidents/large?lang=fr"; address != ""; {
		d := s.page(address)
		wantCount(t, d, ".tongue-group", 1)
		want(t, "the way back", attribute(d.Find(".incident-head + .table-link a"), "href"), "/incidents/large")
		for _, a := range d.Find(`.tongue-group a[href^="/articles/"]`).EachIter() {
			if !strings.Contains(attribute(a, "href"), "#") {
				reached[attribute(a, "href")] = true
			}
		}
		address = attribute(d.Find(".paging [rel=next]"), "href")
	}
	if len(reached) < french*3/4 {
		t.Errorf("%d of the %d articles in French can be reached", len(reached), french)
	}
}

// copiesUnder counts the copies that stand under their originals on pages of so many articles, newest first.
func copiesUnder(m *memory, perPage int) (n int) {
	at := map[string]int{}
	for i, a := range m.byIncident("large") {
		at[a.ID] = (len(m.articles) - 1 - i) / perPage // they come oldest first
	}
	original := map[string]news.Article{}
	for _, a := range m.articles {
		original[a.ID] = a
	}
	for _, a := range m.articles {
		if a.CopyOf != "" && original[a.CopyOf].CopyOf == "" && at[a.ID] == at[a.CopyOf] {
			n++
		}
	}
	return n
}

// TestWhatSurroundsThousandsStaysSmall opens what else there is of an incident of thousands: the comparison, its feeds, its records.
func TestWhatSurroundsThousandsStaysSmall(t *testing.T) {
	m := monster()
	s := siteOf(t, m, indexed(t, m))
	d := s.page("/incidents/large/compare")
	wantCount(t, d, ".colophon", 1)
	honest(t, "the comparison", d)
	for _, address := range []string{"/incidents/large/compare", "/incidents/large/feed.xml", "/incidents/large/feed.json", "/api/v1/incidents/large", "/api/v1/articles?incident=large"} {
		if n := len(bodyOf(t, s.get(address))); n > 1<<20 {
			t.Errorf("%s takes %d bytes", address, n)
		}
	}
}
