package main

import (
	"context"
	"io"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A reader is a person at a browser, looking at the site over the crawled newsroom.
type reader struct {
	t    *testing.T
	ctx  context.Context
	base string
}

// newReader opens a browser on the site, or skips the test where there is no Chromium.
func newReader(t *testing.T) *reader {
	t.Helper()
	return browse(t, 3*time.Minute, func() *folder { return needNewsroom(t).folder })
}

// browse opens a browser for so long on the site over a folder, or skips the test, and doesn't ask for the folder, where there
// is no Chromium.
func browse(t *testing.T, limit time.Duration, over func() *folder) *reader {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("no Chromium is installed: the site is not tried in a browser")
	}
	handler, err := over().site(siteOptions{now: newsroomClock(), log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	return &reader{t, ctx, server.URL}
}

func (r *reader) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	r.t.Helper()
	if err := chromedp.Do(r.ctx, steps...); err != nil {
		r.t.Fatalf("%s: %v", what, err)
	}
}

// see evaluates a JavaScript expression in the page. The site itself needs no script; the test does.
func see[T any](r *reader, expression string) T {
	r.t.Helper()
	v, err := chromedp.Run(r.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		r.t.Fatalf("looking for %s: %v", expression, err)
	}
	return v
}

// click moves the mouse to the first element to be seen that a selector finds and presses it there, if nothing lies over it.
func (r *reader) click(selector string) {
	r.t.Helper()
	at := see[[]float64](r, `(e => {
		if (!e) return [];
		e.scrollIntoView({block: "center", behavior: "instant"});
		const box = e.getClientRects()[0];
		if (!box) return [];
		const x = box.left + box.width / 2, y = box.top + box.height / 2, top = document.elementFromPoint(x, y);
		return top && (e.contains(top) || top.contains(e)) ? [x, y] : [];
	})([...document.querySelectorAll(`+quote(selector)+`)].find(e => e.checkVisibility()))`)
	if len(at) == 0 {
		r.t.Fatalf("on %s nobody can click %s", r.at(), selector)
	}
	r.do("clicking "+selector, chromedp.MouseClickXY(at[0], at[1]))
}

// follow clicks the first element that a selector finds and waits for the page it leads to.
func (r *reader) follow(selector string) {
	r.t.Helper()
	before := r.at()
	r.click(selector)
	r.waitFor(`location.href !== ` + quote(before) + ` && document.readyState === "complete"`)
}

// waitFor waits until an expression is true.
func (r *reader) waitFor(expression string) {
	r.t.Helper()
	for range 200 {
		// An expression fails that is under way while the browser changes pages: not yet, then.
		if there, err := chromedp.Run(r.ctx, chromedp.Evaluate[bool](expression)); err == nil && there {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	r.t.Fatalf("on %s it never becomes true that %s", r.at(), expression)
}

func (r *reader) at() string {
	r.t.Helper()
	at, err := chromedp.Run(r.ctx, chromedp.Location())
	if err != nil {
		r.t.Fatal(err)
	}
	return at
}

func quote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"` }

// TestReaderWalksTheSite goes the way of a reader: front page, an incident told in several languages, an article of
// it, a tweet, and searches in French and in Arabic.
func TestReaderWalksTheSite(t *testing.T) {
	r := newReader(t)
	r.do("opening the front page", chromedp.Navigate(r.base+"/"))
	if n := see[int](r, `document.querySelectorAll("main article h2 a").length`); n < 10 {
		t.Errorf("the front page shows %d incidents, want at least 10", n)
	}
	r.follow("main article h2 a")
	if !strings.Contains(r.at(), "/incidents/") {
		t.Fatalf("the headline led to %s", r.at())
	}
	languages := `new Set([...document.querySelectorAll("main a[href^='/articles/'][lang]")].map(a => a.lang)).size`
	if n := see[int](r, languages); n < 2 {
		t.Errorf("the first incident shows headlines in %d languages, want at least 2", n)
	}
	if n := see[int](r, `document.querySelectorAll("main a[href^='/posts/']").length`); n == 0 {
		t.Error("the first incident shows no post")
	}
	r.follow("main a[href^='/articles/'][lang]")
	if n := see[int](r, `document.querySelectorAll("main p[lang], main [lang] p").length`); n < 3 {
		t.Errorf("%s shows %d paragraphs, want at least 3", r.at(), n)
	}
	r.follow("main a[href^='/incidents/']")
	r.follow("main a[href^='/posts/']")
	if n := see[int](r, `document.querySelectorAll("main a[href^='/articles/']").length`); n == 0 {
		t.Error("the post names no article that embeds it")
	}
	for _, s := range []struct{ query, match, dir string }{{"comptes", "compte", "ltr"}, {"مقبرة", "مقبرة", "rtl"}} {
		r.do("opening the search", chromedp.Navigate(r.base+"/search?q="+url.QueryEscape(s.query)))
		if marked := see[string](r, `[...document.querySelectorAll("main mark")].map(m => m.textContent).join(" ")`); !strings.Contains(marked, s.match) {
			t.Errorf("the search for %s marks %q, not %q", s.query, marked, s.match)
		}
		if dir := see[string](r, `getComputedStyle(document.querySelector("main mark")).direction`); dir != s.dir {
			t.Errorf("the hits of %s run %s, want %s", s.query, dir, s.dir)
		}
	}
}

// TestNoPageIsWiderThanAPhone opens every kind of page at the width of a phone.
func TestNoPageIsWiderThanAPhone(t *testing.T) {
	r := newReader(t)
	for name, address := range r.pages() {
		r.do("opening "+address, chromedp.EmulateViewport(390, 844), chromedp.Navigate(address))
		if w := see[int](r, `document.documentElement.scrollWidth`); w > 390 {
			t.Errorf("the %s page %s is %d px wide on a phone of 390", name, address, w)
		}
		if n := see[int](r, `document.querySelectorAll("h1").length`); n != 1 {
			t.Errorf("the %s page has %d first headings", name, n)
		}
	}
}

// TestThePageMirrorsInArabic looks at where things stand on a page that is read from the right.
func TestThePageMirrorsInArabic(t *testing.T) {
	r := newReader(t)
	r.do("opening the front page in Arabic", chromedp.EmulateViewport(1440, 900), chromedp.Navigate(r.base+"/ar/"))
	for what, expression := range map[string]string{
		"the page runs from the right":              `getComputedStyle(document.documentElement).direction === "rtl"`,
		"the name of the site is at the right":      `document.querySelector(".brand").getBoundingClientRect().right > innerWidth - 160`,
		"the navigation is right of the search":     `document.querySelector(".masthead nav").getBoundingClientRect().left > document.querySelector(".find").getBoundingClientRect().right`,
		"its entries run to the left":               `[...document.querySelectorAll(".masthead nav a")].every((a, i, all) => !i || a.getBoundingClientRect().right <= all[i - 1].getBoundingClientRect().left + 8)`,
		"the menu of languages is at the left":      `document.querySelector(".editions").getBoundingClientRect().left < 160`,
		"a headline is right of the other ones":     `(x => x.querySelector("h2").getBoundingClientRect().left > x.querySelector(".others").getBoundingClientRect().right - 1)(document.querySelector(".incident:not(.alone)"))`,
		"the first report is at the right of lines": `(c => c.getBoundingClientRect().left > c.ownerSVGElement.getBoundingClientRect().left + c.ownerSVGElement.getBoundingClientRect().width / 2)(document.querySelector(".spread circle.first"))`,
		"a French headline keeps its direction":     `[...document.querySelectorAll("main a[lang=fr]")].every(a => getComputedStyle(a).direction === "ltr")`,
	} {
		if !see[bool](r, expression) {
			t.Errorf("in Arabic it isn't so that %s", what)
		}
	}
	r.click(".editions summary")
	r.follow(".editions a[hreflang=ja]")
	if !strings.HasSuffix(r.at(), "/ja/") || see[string](r, `document.documentElement.lang`) != "ja" {
		t.Errorf("the menu leads to %s", r.at())
	}
	r.follow("main article h2 a")
	if !strings.Contains(r.at(), "/ja/incidents/") {
		t.Errorf("a headline leads out of Japanese, to %s", r.at())
	}
}

// TestNoLanguageIsWiderThanAPhone opens every kind of page on a phone, mirrored and with long words.
func TestNoLanguageIsWiderThanAPhone(t *testing.T) {
	r := newReader(t)
	for name, address := range r.pages() {
		for _, edition := range []string{"/ar", "/de"} {
			there := strings.Replace(address, r.base, r.base+edition, 1)
			r.do("opening "+there, chromedp.EmulateViewport(390, 844), chromedp.Navigate(there))
			r.do("unfolding the menu", chromedp.Evaluate[chromedp.Void](`document.querySelector(".editions summary").click()`))
			widest := `Math.max(document.documentElement.scrollWidth, ...[...document.querySelectorAll(".editions a")].map(a => a.getBoundingClientRect().right))`
			if w := see[float64](r, widest); w > 390 {
				t.Errorf("the %s page %s is %.0f px wide on a phone of 390", name, there, w)
			}
			if left := see[float64](r, `document.querySelector(".editions ul").getBoundingClientRect().left`); left < 0 {
				t.Errorf("the menu of %s begins %.0f px before the phone's edge", there, -left)
			}
		}
	}
}

// story is the ID of a story of the newsroom.
func (r *reader) story() string {
	r.t.Helper()
	for i, err := range needNewsroom(r.t).store.EachIncident(r.t.Context(), "") {
		if err == nil && i.Story != nil {
			return i.Story.ID
		}
	}
	r.t.Fatal("the newsroom has no story")
	return ""
}

// failing is the ID of a source with a page that couldn't be had.
func (r *reader) failing() string {
	r.t.Helper()
	all, err := needNewsroom(r.t).store.Sources(r.t.Context())
	if err != nil {
		r.t.Fatal(err)
	}
	for _, s := range all {
		if len(s.Problems) > 0 {
			return s.ID
		}
	}
	r.t.Fatal("all of the newsroom works")
	return ""
}

// pages are one address of each kind of page.
func (r *reader) pages() map[string]string {
	r.t.Helper()
	r.do("opening the front page", chromedp.Navigate(r.base+"/"))
	incident := see[string](r, `document.querySelector("main article h2 a").href`)
	r.do("opening an incident", chromedp.Navigate(incident))
	author := see[string](r, `(document.querySelector("main a[href^='/authors/']") || {}).href || ""`)
	source := see[string](r, `document.querySelector("main a[href^='/sources/']").href`)
	return map[string]string{
		"front":         r.base + "/",
		"source":        source,
		"failing":       r.base + "/sources/" + r.failing(),
		"author":        author,
		"story":         r.base + "/stories/" + r.story(),
		"missing":       r.base + "/incidents/none",
		"mistaken":      r.base + "/search?q=%22unclosed",
		"incident":      incident,
		"article":       see[string](r, `document.querySelector("main a[href^='/articles/'][lang]").href`),
		"post":          see[string](r, `document.querySelector("main a[href^='/posts/']").href`),
		"sources":       r.base + "/sources",
		"search":        r.base + "/search?q=ferry",
		"search-arabic": r.base + "/search?q=" + url.QueryEscape("مقبرة"),
		"concordance":   r.base + "/concordance?q=" + url.QueryEscape("مقبرة"),
		"trends":        r.base + "/trends?q=ferry",
		"across":        r.base + "/search?q=" + url.QueryEscape("مقبرة lang:ar") + "&across=1",
		"frequencies":   r.base + "/concordance?q=court&show=frequencies",
		"collocates":    r.base + "/concordance?q=court&show=collocates&least=1",
		"searches":      r.base + "/searches?q=ferry&q=" + url.QueryEscape("مقبرة"),
		"compare":       incident + "/compare",
		"nothing":       r.base + "/search?q=zeppelin+ferry",
		"export":        r.base + "/export",
		"untakeable":    r.base + "/export?what=posts&format=ninjs",
		"about":         r.base + "/about",
	}
}
