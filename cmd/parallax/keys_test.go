package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// press hits a key as a reader does, wherever the focus is.
func (r *reader) press(key string) {
	r.t.Helper()
	r.do("pressing "+key, chromedp.KeyEvent(key))
}

// TestTheKeyboardReadsTheSite goes through the site without a mouse: by the single keys, and by Tab alone.
func TestTheKeyboardReadsTheSite(t *testing.T) {
	r := newReader(t)
	r.do("opening the front page", chromedp.EmulateViewport(1440, 900), chromedp.Navigate(r.base+"/"))
	const place = `[...document.querySelectorAll("main .incident h2 > a")].indexOf(document.activeElement)`
	for _, step := range []struct {
		key  string
		want int
	}{{"j", 0}, {"j", 1}, {"j", 2}, {"k", 1}} {
		if r.press(step.key); see[int](r, place) != step.want {
			t.Fatalf("after %s the focus is on entry %d, want %d", step.key, see[int](r, place), step.want)
		}
	}
	if outline := see[string](r, `getComputedStyle(document.activeElement).outlineStyle`); outline != "solid" {
		t.Errorf("the entry in focus has an outline that is %s", outline)
	}
	to := see[string](r, `document.activeElement.href`)
	r.press("o")
	r.waitFor(`location.href === ` + quote(to) + ` && document.readyState === "complete"`)
	r.press("g")
	r.waitFor(`location.pathname === "/" && document.readyState === "complete"`)
	r.press("/")
	r.press("j") // into the field: no shortcut there
	if value := see[string](r, `document.activeElement.id + " " + document.activeElement.value`); !strings.HasPrefix(value, "q-top") || !strings.HasSuffix(value, "j") {
		t.Errorf("after / and j: %q", value)
	}
	r.do("opening a page", chromedp.Navigate(r.base+"/about"))
	r.press(kb.Tab)
	if at := see[string](r, `document.activeElement.className`); at != "skip" {
		t.Errorf("the first Tab leads to %q, not to the link that skips", at)
	}
	r.press(kb.Enter)
	r.waitFor(`location.hash === "#main"`)
	r.press(kb.Tab)
	if !see[bool](r, `document.activeElement.closest("main, footer") !== null`) {
		t.Errorf("behind the link that skips comes %s", see[string](r, `document.activeElement.outerHTML.slice(0, 80)`))
	}
}

// TestTheKeysCanBeSwitchedOff opens the help and switches single keys off, for good.
func TestTheKeysCanBeSwitchedOff(t *testing.T) {
	r := newReader(t)
	r.do("opening the front page", chromedp.EmulateViewport(1440, 900), chromedp.Navigate(r.base+"/"))
	r.press("?")
	r.waitFor(`document.getElementById("keys").open`)
	if help := see[string](r, `document.getElementById("keys").innerText`); !strings.Contains(help, "switched off") {
		t.Errorf("the help doesn't say that keys can be switched off: %s", help)
	}
	r.click("[data-turn]")
	r.press(kb.Escape)
	r.waitFor(`!document.getElementById("keys").open`)
	for _, when := range []string{"at once", "on the next page"} {
		r.press("j")
		if see[bool](r, `document.activeElement.matches("main a")`) {
			t.Errorf("%s j still works", when)
		}
		r.do("reloading", chromedp.Reload())
	}
	r.click("[data-keys]")
	r.click("[data-turn]")
	r.click("#keys .primary")
	r.press("j")
	if !see[bool](r, `document.activeElement.matches("main .incident h2 > a")`) {
		t.Error("j doesn't work again")
	}
}
