package web_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"parallax/news"
	"parallax/web"
)

func TestFrontLooksBackAsFarAsItIsAsked(t *testing.T) {
	s := siteOf(t, world())
	for address, n := range map[string]int{"/": 5, "/?when=week": 5, "/?when=day": 5, "/?when=day&lang=he": 1, "/?when=hour": 0} {
		wantCount(t, s.page(address), ".incident", n)
	}
	d := s.page("/?when=day&lang=es&country=FR")
	want(t, "what is chosen", text(d.Find(".filters [aria-current]")), "Last 24 hours Spanish France")
	want(t, "the way to another time", attribute(d.Find(".filters a").First(), "href"), "/?country=FR&lang=es&when=hour")
	wantHas(t, "the heading", text(d.Find(".now")), "Last 24 hours")
	if r := s.get("/?when=fortnight"); r.StatusCode != 400 {
		t.Errorf("an unknown time: %s", r.Status)
	}
}

func TestNothingInTheLastHourLeadsFurtherBack(t *testing.T) {
	later := func(by time.Duration) func(*web.Options) {
		return func(o *web.Options) { o.Now = func() time.Time { return noon.Add(by) } }
	}
	d := siteOf(t, world(), later(0)).page("/?when=hour")
	want(t, "heading", text(d.Find(".empty h2")), "Nothing in this period")
	want(t, "link", attribute(d.Find(".empty a"), "href"), "/?when=day")
	d = siteOf(t, world(), later(48*time.Hour)).page("/?when=hour&lang=fr")
	want(t, "link past the day", attribute(d.Find(".empty a"), "href"), "/?lang=fr&when=week")
	d = siteOf(t, world(), later(0)).page("/?when=hour&lang=sw")
	want(t, "where all of time has nothing", text(d.Find(".empty h2")), "No incident matches")
}

func TestOneStoryMakesNoWall(t *testing.T) {
	d := siteOf(t, storyWorld()).page("/")
	wantCount(t, d, ".incidents > .incident", 5)
	want(t, "what is folded", text(d.Find(".folded summary")), "1 more incident of this story")
	wantCount(t, d, ".folded li", 1)
}

func TestOneOutletMakesNoWall(t *testing.T) {
	list := slices.Clone(tellings)
	for n := range 9 {
		list = append(list, told{fmt.Sprint("flood", n), "tidewater.example", 1, fmt.Sprint("Crossword ", n), "", nil, ""})
	}
	d := siteOf(t, worldOf(list)).page("/")
	wantCount(t, d, ".incidents > .incident", 7)
	want(t, "what is folded", text(d.Find(".folded summary")), "7 more that only Tidewater Ledger reports")
	wantCount(t, d, ".folded li", 7)
}

func TestReportsOverTimeAreDrawn(t *testing.T) {
	d := siteOf(t, world()).page("/")
	ferry := d.Find(".pace").First()
	wantHas(t, "what it says", attribute(ferry, "aria-label"), "Reports from")
	if len(attribute(ferry.Find("path"), "d")) < 100 {
		t.Errorf("the bars are %q", attribute(ferry.Find("path"), "d"))
	}
	wantCount(t, d, ".pace", 1) // where each language reported once, the dots say it all
}

func TestFrontFiltersByTopic(t *testing.T) {
	m := world()
	for i := range m.articles {
		switch m.articles[i].Incident.ID {
		case news.IncidentID("chess"):
			m.articles[i].Section = "Спорт"
		case news.IncidentID("museum"):
			m.articles[i].Section = "Culture"
		case news.IncidentID("dam"):
			m.articles[i].Section = "World"
		}
	}
	s := siteOf(t, m)
	d := s.page("/?topic=sport")
	wantCount(t, d, ".incident", 1)
	wantHas(t, "the heading", text(d.Find(".now")), "1 incidentSport")
	want(t, "the topics", text(d.Find(`.choices[aria-label="Topics"]`)), "All topics Culture Sport")
	wantCount(t, s.page("/?topic=culture&lang=es&country=FR&when=day"), ".incident", 1)
	wantCount(t, s.page("/?topic=culture&lang=ja"), ".incident", 0)
	if r := s.get("/?topic=astrology"); r.StatusCode != 400 {
		t.Errorf("an unknown topic: %s", r.Status)
	}
	wantHas(t, "the API", bodyOf(t, s.get("/api/v1/incidents?topic=sport")), `"total":1`)
}

func TestAHeadlineThatCanNotBeSeenDoesNotLead(t *testing.T) {
	m := worldOf([]told{
		{"port", "harbourpost.example", 3, "\u200b ", "", nil, ""}, {"port", "lephare.example", 2, "Le port rouvre", "", nil, ""}})
	d := siteOf(t, m).page("/", "Accept-Language", "en")
	want(t, "what leads", text(d.Find(".incident h2")), "Le port rouvre")
	want(t, "its language is said", text(d.Find(".in-language")), "in French")
}
