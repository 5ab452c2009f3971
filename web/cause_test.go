package web_test

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"parallax/export"
	"parallax/news"
	"parallax/web/words"
)

// failing is a source with a feed for each cause there is, and one that failed before causes were noted.
func failing() *memory {
	source := news.Source{ID: "failing.example", Name: "The Failing", Host: "failing.example"}
	health := news.SourceHealth{Source: source}
	for _, code := range news.CauseCodes() {
		health.Feeds = append(health.Feeds, news.Feed{
			URL: "https://failing.example/" + string(code), Source: source.ID, Failures: 1, LastFetch: noon, LastError: "in English: " + string(code),
			LastCause: news.Cause{
				Code: code, Host: "host.example", Limit: 3, Type: "image/png", From: "2026-01-02", Until: "2026-02-03", Address: "https://moved.example/",
			},
		})
	}
	health.Feeds = append(health.Feeds, news.Feed{URL: "https://failing.example/older", Source: source.ID, Failures: 1, LastError: "as it was told once"})
	health.Problems = []news.Problem{
		{Source: source.ID, URL: "https://failing.example/1", Stage: "fetch", Reason: "one", Time: noon, Cause: news.Cause{Code: news.CauseForbidden, Status: 403, During: news.DuringRobots, Rest: 45}},
		{Source: source.ID, URL: "https://failing.example/2", Stage: "push", Reason: "two", Time: noon, Cause: news.Cause{Code: news.CauseServerError, Status: 503, Host: "hub.example", During: news.DuringHub, Rest: 7200}},
		{Source: source.ID, URL: "https://failing.example/3", Stage: "visit", Reason: "three", Time: noon, Cause: news.Cause{Code: "moonstruck"}},
	}
	return &memory{sources: []news.SourceHealth{health}}
}

// Every code that a cause can have has words in every language of the site.
func TestEveryCauseHasWords(t *testing.T) {
	said := map[string]bool{}
	for _, code := range news.CauseCodes() {
		for _, e := range words.All().List() {
			message := e.Cause(string(code), 2)
			if message == "" {
				t.Errorf("%s says nothing of %s", e.Lang(), code)
			}
			if e.Lang() == "en" && said[message] {
				t.Errorf("%s is told as another cause: %s", code, message)
			}
			said[message] = true
		}
	}
	for _, code := range export.FaultCodes() {
		for _, e := range words.All().List() {
			if e.Faults.Of(code) == "" {
				t.Errorf("%s says nothing of %s", e.Lang(), code)
			}
		}
	}
}

func TestFailuresAreToldInTheReadersLanguage(t *testing.T) {
	m := failing()
	s := siteOf(t, m)
	for _, e := range words.All().List() {
		d := s.page("/" + e.Lang() + "/sources/failing.example")
		feeds := d.Find(".feed div.trouble")
		if feeds.Length() != len(news.CauseCodes())+1 {
			t.Fatalf("%s: %d feeds tell why they fail", e.Lang(), feeds.Length())
		}
		feeds.Each(func(i int, f *goquery.Selection) {
			told := f.ChildrenFiltered("p")
			if i == len(news.CauseCodes()) {
				want(t, "a failure from before there were codes", text(told.Find("[lang=en]")), "as it was told once")
				return
			}
			code := string(news.CauseCodes()[i])
			if said := text(told); said == "" || strings.ContainsAny(said, "{}") || told.Find("[lang=en]").Length() > 0 {
				t.Errorf("%s, %s: %q", e.Lang(), code, said)
			}
			want(t, "what the log says", text(f.Find("details p[lang=en]")), "in English: "+code)
		})
		want(t, "a code from the future", text(d.Find(".problems li").Eq(2).Find("bdi[lang=en]")), "three")
	}
}

func TestFailuresAreToldWithTheirCircumstances(t *testing.T) {
	d := siteOf(t, failing()).page("/sources/failing.example")
	reason := func(code news.CauseCode) string {
		return text(d.Find(".feed div.trouble").Eq(slices.Index(news.CauseCodes(), code)).ChildrenFiltered("p"))
	}
	want(t, "seconds", reason(news.CauseSilence), "the server was silent for 3 seconds")
	want(t, "days", reason(news.CauseExpired), "the server’s certificate is valid from 2 Jan 2026 to 3 Feb 2026 only")
	want(t, "bytes", reason(news.CauseTooLarge), "the answer is larger than 3 B")
	problems := d.Find(".problems li > p:first-child")
	want(t, "of robots.txt", text(problems.Eq(0)),
		"Page not fetched: its robots.txt couldn’t be had: the server doesn’t let us in (403); the server is left alone for 1 minute")
	want(t, "of a hub", text(problems.Eq(1)),
		"Push by a hub: the hub hub.example didn’t take our request: the server has an error (503); the server is left alone for 2 hours")
	gone := d.Find(".feed").Eq(slices.Index(news.CauseCodes(), news.CauseGone))
	want(t, "what to do", text(gone.Find("p.faint")), "What to do: parallax feeds rm takes the feed off the list")
	ru := siteOf(t, failing()).page("/ru/sources/failing.example")
	wantHas(t, "few seconds", text(ru.Find(".feed div.trouble").Eq(slices.Index(news.CauseCodes(), news.CauseSilence))), "сервер молчал 3 секунды")
}

// The form of the page of the data leads to the file, or says in the reader's language what is wrong.
func TestAWrongChoiceOfDataIsToldInTheReadersLanguage(t *testing.T) {
	s := whole(t)
	form := s.page("/ar/export").Find("form.take")
	want(t, "where the form leads", attribute(form, "action"), "/ar/export")
	r := s.get("/ar/export?what=posts&format=csv&q=312")
	want(t, "a choice that means something", r.Status+" "+r.Header.Get("Location"), "303 See Other /api/v1/export?format=csv&q=312&what=posts")
	for query, told := range map[string]string{
		"what=posts&format=ninjs": "ninjs", "what=everything&format=csv": "everything", "what=articles&format=xls": "xls",
		"what=articles&format=csv&q=" + url.QueryEscape(`"open`): "علامة الاقتباس", "what=articles&format=csv&cursor=none": "none",
		"what=articles&format=parquet&cursor=none": "none",
	} {
		r := s.get("/ar/export?" + query)
		d := parsed(t, r)
		said := text(d.Find("[role=alert]"))
		if r.StatusCode != 400 || !strings.Contains(said, told) || strings.ContainsAny(said, "{}") || d.Find("form.take").Length() != 1 {
			t.Errorf("%s: %s, %q", query, r.Status, said)
		}
	}
	d := parsed(t, s.get("/ar/export?what=posts&format=ninjs"))
	wantHas(t, "the part of the address, kept from reordering the sentence", d.Find("[role=alert]").Text(), "\u2068format=\"ninjs\"\u2069")
	want(t, "what was chosen", attribute(d.Find("#what option[selected]"), "value")+" as "+attribute(d.Find("#format option[selected]"), "value"), "posts as ninjs")
}

func TestAFaultOfOursIsLoggedOnce(t *testing.T) {
	m := world()
	m.broken = errors.New("disk on fire")
	s := siteOf(t, m)
	want(t, "the page", s.get("/export?format=csv&cursor=a").Status, "500 Internal Server Error")
	if n := strings.Count(s.log.String(), "disk on fire"); n != 1 {
		t.Errorf("logged %d times: %s", n, s.log)
	}
}
