package main

import (
	"context"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// silentEvents stands in the place of a browser's EventSource, so that a test can say what it would have heard.
const silentEvents = `window.broken = []; document.addEventListener("securitypolicyviolation", (e) => broken.push(e.violatedDirective + " " + e.blockedURI));
window.heard = []; window.EventSource = class extends EventTarget {
	constructor(address) { super(); this.address = address; heard.push(this); }
	close() { this.closed = true; }
	tell(data) { this.dispatchEvent(new MessageEvent("incidents", {data: JSON.stringify(data)})); }
}`

// TestListsChangeInPlace filters and extends the list of the front page, hears of new incidents, and goes back, all without
// loading the page again.
func TestListsChangeInPlace(t *testing.T) {
	r := newReader(t)
	r.do("standing in for the events", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: silentEvents})
		return err
	}))
	r.do("opening the front page", chromedp.Navigate(r.base+"/?when=week"), chromedp.Evaluate[chromedp.Void](`window.opened = "once"`))
	all := see[int](r, `document.querySelectorAll("main h2 a").length`)

	r.click(".paging a[rel=next]")
	r.waitFor(`document.querySelectorAll("main h2 a").length > ` + strconv.Itoa(all))
	if at := r.at(); at != r.base+"/?when=week" {
		t.Errorf("more led to %s", at)
	}
	if focused := see[bool](r, `document.activeElement.closest("#list") !== null`); !focused {
		t.Error("the keyboard doesn't go on among what was added")
	}

	r.click(".filters a[href*='lang=fr']")
	r.waitFor(`location.search === "?lang=fr&when=week" && document.querySelector(".filters a[aria-current][href*='lang=fr']") !== null`)
	if n := see[int](r, `document.querySelectorAll("main h2 a").length`); n == 0 || n >= all {
		t.Errorf("in French there are %d incidents of %d", n, all)
	}
	if lang := see[string](r, `document.querySelector("main h2 a").lang`); lang != "fr" {
		t.Errorf("the first headline is in %q", lang)
	}
	if other := see[string](r, `document.querySelector(".editions a[hreflang=ar]").getAttribute("href")`); other != "/ar/?lang=fr&when=week" {
		t.Errorf("the other language is at %s", other)
	}
	if closed := see[bool](r, `heard.length === 2 && heard[0].closed && heard[1].address === "/events?lang=fr&when=week"`); !closed {
		t.Error("the page doesn't listen for incidents in French, or still for all")
	}

	r.do("hearing of new incidents", chromedp.Evaluate[chromedp.Void](`heard[1].tell({n: 3, text: "3 new incidents"})`))
	if bar := see[string](r, `document.querySelector(".arrived").innerText`); bar != "3 new incidents show" && bar != "3 new incidents\nshow" {
		t.Errorf("the bar says %q", bar)
	}
	r.click(".arrived a")
	r.waitFor(`document.querySelector(".arrived").hidden`)

	r.do("going back", chromedp.Evaluate[chromedp.Void](`history.back()`))
	r.waitFor(`location.search === "?when=week" && document.querySelector(".filters a[aria-current][href*='lang=fr']") === null`)
	if opened := see[string](r, `window.opened`); opened != "once" {
		t.Error("the page was loaded again")
	}
	if other := see[string](r, `document.querySelector(".editions a[hreflang=ar]").getAttribute("href")`); other != "/ar/?when=week" {
		t.Errorf("after going back the other language is at %s", other)
	}
	if broken := see[[]string](r, `window.broken`); len(broken) > 0 {
		t.Errorf("the script broke the Content-Security-Policy: %q", broken)
	}
	if kept := see[[]string](r, `[...Object.values(localStorage), ...Object.values(sessionStorage)].filter(v => v.includes("<"))`); len(kept) > 0 {
		t.Errorf("the browser keeps pages that nobody asked it to: %.200q", kept)
	}
}
