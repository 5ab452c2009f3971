package main

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// heard is what a browser asked for and complained of.
type heard struct {
	mu         sync.Mutex
	requests   []string
	complaints []string
}

// listen hears what the browser does from now on.
func (r *reader) listen() *heard {
	r.t.Helper()
	h := &heard{}
	err := chromedp.Listen(r.ctx, func(event any) {
		h.mu.Lock()
		defer h.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			h.requests = append(h.requests, e.Request.URL)
		case *log.EventEntryAdded:
			h.complaints = append(h.complaints, e.Entry.Text+" "+e.Entry.URL)
		case *runtime.EventExceptionThrown:
			h.complaints = append(h.complaints, e.ExceptionDetails.Text)
		}
	})
	if err != nil {
		r.t.Fatal(err)
	}
	r.do("hearing", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, log.Enable, cdp.Empty{})
		return err
	}))
	return h
}

// take is what was heard since the last time.
func (h *heard) take() (requests, complaints []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	requests, complaints = h.requests, h.complaints
	h.requests, h.complaints = nil, nil
	return requests, complaints
}

// TestNoPageAsksAnybodyElse opens every kind of page and records all that the browser asks for: only this site is asked, nothing
// breaks the Content-Security-Policy, no script fails, and nothing is left behind but what a reader chose.
func TestNoPageAsksAnybodyElse(t *testing.T) {
	r := newReader(t)
	pages := r.pages()
	h := r.listen()
	for _, name := range sorted(pages) {
		h.take()
		r.do("opening "+pages[name], chromedp.EmulateViewport(1440, 900), chromedp.Navigate(pages[name]))
		r.do("to its end", chromedp.Evaluate[chromedp.Void](`scrollTo(0, document.body.scrollHeight)`))
		requests, complaints := h.take()
		if len(requests) == 0 {
			t.Errorf("%s: no request was recorded", name)
		}
		for _, address := range requests {
			if !strings.HasPrefix(address, r.base+"/") && !strings.HasPrefix(address, "data:") { // the browser's own signs for fields
				t.Errorf("%s asks for %s", name, address)
			}
		}
		for _, c := range complaints {
			if !strings.Contains(c, "status of 404") && !strings.Contains(c, "status of 400") { // which two of the pages are
				t.Errorf("%s: %s", name, c)
			}
		}
		if kept := see[string](r, `document.cookie + JSON.stringify(localStorage)`); kept != "{}" {
			t.Errorf("%s leaves %s behind", name, kept)
		}
	}
}

// TestEverythingWorksWithoutScripts reads with scripts switched off, on a phone: headlines, filters, further pages, an incident, its
// posts and their author, a source, a search, another language.
func TestEverythingWorksWithoutScripts(t *testing.T) {
	r := newReader(t)
	r.do("switching scripts off", chromedp.EmulateViewport(390, 844), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}), chromedp.Navigate(r.base+"/"))
	if see[bool](r, `[...document.querySelectorAll("[data-theme-switch], [data-keys], [data-keep-search]")].some((e) => e.checkVisibility())`) {
		t.Error("the page offers what only a script can do")
	}
	for _, step := range []struct{ selector, to, proof string }{
		{".paging a[rel=next]", "cursor=", "main article h2 a"},
		{".paging a:not([rel=next])", "/", "main article h2 a"},
		{".filters a[href*='lang=fr']", "lang=fr", "main article h2 a[lang=fr]"},
		{"main article h2 a", "/incidents/", ".tongue-group"},
		{".post-author a", "/authors/", ".stacked-posts .post"},
		{".post footer a[href^='/posts/']", "/posts/", ".report h4 a"},
		{".report h4 a", "/articles/", ".publisher a[rel~=external]"},
		{".kicker .outlet", "/sources/", ".bars rect"},
		{".editions a[hreflang=ar]", "/ar/sources/", "html[dir=rtl]"},
		{".masthead nav a[href='/ar/sources']", "/ar/sources", "tbody th a"},
		{".filters a[href*='sort=articles']", "sort=articles", "th[aria-sort=descending]"},
	} {
		if strings.HasPrefix(step.selector, ".editions") {
			r.click(".editions summary")
		}
		r.follow(step.selector)
		if !strings.Contains(r.at(), step.to) {
			t.Fatalf("%s led to %s", step.selector, r.at())
		}
		if !see[bool](r, `document.querySelector(`+quote(step.proof)+`) !== null`) {
			t.Errorf("%s has no %s", r.at(), step.proof)
		}
		if w := see[int](r, `document.documentElement.scrollWidth`); w > 390 {
			t.Errorf("%s is %d px wide on a phone of 390", r.at(), w)
		}
	}
	r.do("searching", chromedp.Navigate(r.base+"/"), chromedp.SetValue("#q-top", "ferry"), chromedp.Submit(".find"))
	r.waitFor(`location.pathname === "/search" && document.querySelector(".hit") !== null`)
}
