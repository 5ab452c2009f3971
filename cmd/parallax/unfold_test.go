package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"parallax/news"
)

// The articles of the large incident of crowdedFolder by language. All together they are more than a page has in full.
var crowd = map[string]int{"en": 34, "fr": 20, "ar": 12}

// crowdedIncident is the ID of that incident.
const crowdedIncident = "crowded"

// crowdedFolder has one large incident, and so many small ones that no list shows all at once.
func crowdedFolder(t *testing.T) *folder {
	t.Helper()
	ctx := t.Context()
	f, err := dataFlag{t.TempDir()}.open(ctx, slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	var articles []news.Article
	var filings []news.Filing
	report := func(incident, language, title string) {
		n := len(articles)
		host := fmt.Sprintf("paper-%d.example", n%40)
		address := fmt.Sprintf("https://%s/%d", host, n)
		at := newsroomClock()().Add(-time.Duration(200-n) * time.Minute)
		articles = append(articles, news.Article{
			ID: news.ArticleID(address), URL: address, CanonicalURL: address, Title: title, Lead: title + ".", Text: title + ". The ferry Alma.", Language: language,
			Source: news.Source{ID: host, Name: "Paper " + fmt.Sprint(n%40), Host: host, Country: "FR"}, Published: at, Fetched: at, Schema: news.SchemaVersion,
		})
		filings = append(filings, news.Filing{Article: articles[n].ID, Incident: incident})
	}
	titles := map[string]string{"en": "Ferry Alma adrift, report %d", "fr": "Le ferry Alma à la dérive, récit %d", "ar": "العبارة ألما تنجرف، تقرير %d"}
	for _, language := range []string{"en", "fr", "ar"} {
		for n := range crowd[language] {
			report(crowdedIncident, language, fmt.Sprintf(titles[language], n+1))
		}
	}
	for n := range 40 {
		for _, language := range []string{"en", "fr"} { // each by two outlets, so that none is folded away
			report(fmt.Sprint("small-", n), language, fmt.Sprintf("Small matter %d", n+1))
		}
	}
	err = errors.Join(f.store.PutArticles(ctx, articles, nil, 0), f.store.PutFilings(ctx, news.Decisions{Filings: filings}), f.pipeline.search(ctx))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// crowdedReader opens a browser on the site over crowdedFolder.
func crowdedReader(t *testing.T) *reader {
	t.Helper()
	return browse(t, 3*time.Minute, func() *folder { return crowdedFolder(t) })
}

// arrive goes to a page and marks it, so that stays can tell whether it is still the one that was opened.
func (r *reader) arrive(address string) {
	r.t.Helper()
	r.do("opening "+address, chromedp.EmulateViewport(1440, 900), chromedp.Navigate(r.base+address), chromedp.Evaluate[chromedp.Void](`window.opened = history.length`))
}

// stays checks that the page wasn't left or loaded again, and that nothing was added to the browser's history.
func (r *reader) stays(address string) {
	r.t.Helper()
	if at := r.at(); at != r.base+address {
		r.t.Errorf("the address is %s, want %s", at, address)
	}
	if !see[bool](r, `window.opened === history.length`) {
		r.t.Errorf("%s was loaded again, or the history has another entry", address)
	}
}

// tabTo goes on by Tab from an element until the focus is on the one that a selector finds, as far as a reader would go.
func (r *reader) tabTo(from, selector string) {
	r.t.Helper()
	r.do("starting at "+from, chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll(`+quote(from)+`)].at(-1).focus()`))
	for range 12 {
		r.press(kb.Tab)
		if see[bool](r, `document.activeElement.matches(`+quote(selector)+`)`) {
			return
		}
	}
	r.t.Fatalf("on %s Tab doesn't lead from %s to %s", r.at(), from, selector)
}

// links are the addresses of the articles that an element links to, in order and each once.
func (r *reader) links(selector string) []string {
	r.t.Helper()
	return see[[]string](r, `[...new Set([...document.querySelectorAll(`+quote(selector+" a[href^='/articles/']")+`)].map(a => a.getAttribute("href").replace(/#.*/, "")))]`)
}

// scripts switches the page's own scripts on or off.
func (r *reader) scripts(on bool) {
	r.t.Helper()
	r.do("switching scripts", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	}))
}

// TestAnIncidentUnfoldsInPlace unfolds languages of a large incident by mouse and by keyboard, goes back, and comes to the same
// articles without a script.
func TestAnIncidentUnfoldsInPlace(t *testing.T) {
	r := crowdedReader(t)
	const address = "/incidents/" + crowdedIncident
	r.arrive("/")
	r.do("opening the incident", chromedp.Navigate(r.base+address), chromedp.Evaluate[chromedp.Void](`window.opened = history.length`))
	for language := range crowd {
		if n := len(r.links("#in-" + language + " .report")); n != 5 {
			t.Errorf("of %s %d articles stand in the open, want 5", language, n)
		}
	}

	r.click("#in-en .table-link a")
	r.waitFor(`document.querySelector("#in-en .table-link") === null`)
	r.stays(address)
	if !see[bool](r, `document.activeElement.matches("#in-en a, #in-en summary")`) {
		t.Errorf("after the mouse the focus is on %s", see[string](r, `document.activeElement.outerHTML.slice(0, 120)`))
	}

	r.tabTo("#in-fr .report h4 a", "#in-fr .table-link a")
	r.press(kb.Enter)
	r.waitFor(`document.querySelector("#in-fr .table-link") === null`)
	r.stays(address)
	if !see[bool](r, `document.activeElement.matches("#in-fr a, #in-fr summary") && document.activeElement.checkVisibility()`) {
		t.Errorf("after the keyboard the focus is on %s", see[string](r, `document.activeElement.outerHTML.slice(0, 120)`))
	}
	r.press(kb.Tab)
	if !see[bool](r, `document.activeElement.matches("#in-fr *")`) {
		t.Error("Tab doesn't go on among what was unfolded")
	}
	if see[bool](r, `document.querySelector("#in-ar .table-link") === null`) {
		t.Error("a language unfolded that nobody asked for")
	}

	unfolded := map[string][]string{}
	for _, language := range []string{"en", "fr"} {
		unfolded[language] = r.links("#in-" + language)
		if len(unfolded[language]) != crowd[language] {
			t.Errorf("unfolded there are %d articles in %s, want %d", len(unfolded[language]), language, crowd[language])
		}
	}
	r.do("going back", chromedp.Evaluate[chromedp.Void](`history.back()`))
	r.waitFor(`location.pathname === "/" && document.readyState === "complete"`)

	r.scripts(false)
	for language, want := range unfolded {
		r.do("opening the incident", chromedp.Navigate(r.base+address))
		r.follow("#in-" + language + " .table-link a")
		if at := r.at(); at != r.base+address+"?lang="+language {
			t.Errorf("without a script the link leads to %s", at)
		}
		if got := r.links("#in-" + language); !slices.Equal(got, want) {
			t.Errorf("without a script it leads to %d articles in %s, with one to %d", len(got), language, len(want))
		}
	}
}

// TestListsExtendToTheirEnd extends the front page and a list of hits by keyboard and by mouse until there is no more, and compares what
// came with the pages that the links lead to without a script.
func TestListsExtendToTheirEnd(t *testing.T) {
	r := crowdedReader(t)
	const more = ".paging a[rel=next]"
	for address, entries := range map[string]string{"/?when=week": ".incident h2 > a", "/search?q=ferry": ".hit :is(h2, h3) > a"} {
		count := `document.querySelectorAll(` + quote("#list "+entries) + `).length`
		r.scripts(false)
		var paged []string
		for r.arrive(address); ; r.follow(more) {
			paged = append(paged, see[[]string](r, `[...document.querySelectorAll(`+quote("#list "+entries)+`)].map(a => a.getAttribute("href"))`)...)
			if !see[bool](r, `document.querySelector(`+quote(more)+`) !== null`) {
				break
			}
		}
		r.scripts(true)
		r.arrive(address)
		r.do("watching what comes", chromedp.Evaluate[chromedp.Void](`document.addEventListener("htmx:afterRequest", () => {
			const more = document.querySelector(`+quote(more)+`);
			window.late = window.late || more !== null && !more["htmx-internal-data"];
		})`))
		for step := 0; see[bool](r, `document.querySelector(`+quote(more)+`) !== null`); step++ {
			before := see[int](r, count)
			if step%2 == 0 {
				r.tabTo("#list "+entries, more)
				r.press(kb.Enter)
			} else {
				r.click(more)
			}
			r.waitFor(fmt.Sprint(count, " > ", before, ` && !document.querySelector("main").hasAttribute("aria-busy")`))
			r.stays(address)
			if at := see[int](r, `[...document.querySelectorAll("#list a")].filter(a => a.matches(`+quote(entries)+`)).findIndex(a => a === document.activeElement)`); at != before {
				t.Errorf("%s, step %d: the focus is on entry %d, want the first that came, %d", address, step, at, before)
			}
		}
		if see[bool](r, `window.late === true`) {
			t.Errorf("%s: a link came that leads elsewhere if it is chosen at once", address)
		}
		extended := see[[]string](r, `[...document.querySelectorAll(`+quote("#list "+entries)+`)].map(a => a.getAttribute("href"))`)
		if !slices.Equal(extended, paged) || len(paged) < 30 {
			t.Errorf("%s: extended in place it has %d entries, page by page %d:\n%s\n%s", address, len(extended), len(paged), strings.Join(extended, " "), strings.Join(paged, " "))
		}
	}
}
