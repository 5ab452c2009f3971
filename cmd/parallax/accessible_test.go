package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe-core is the checker of accessibility that finds, of what WCAG asks, all that a program can find. It is no part of the
// project: .ci/run fetches this version into the user's cache, where the tests look for it.
const (
	axeFile   = "axe-core-4.14.1.min.js"
	axeSHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
)

// needAxe is the source of axe-core, or skips the test where it hasn't been fetched.
func needAxe(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skipf("axe-core isn't looked for: %v", err)
	}
	path := filepath.Join(cache, "parallax", axeFile)
	source, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("the pages are not checked for accessibility: %v; .ci/run fetches it", err)
	}
	if sum := sha256.Sum256(source); hex.EncodeToString(sum[:]) != axeSHA256 {
		t.Fatalf("%s is not the file that it was: remove it, and let .ci/run fetch it again", path)
	}
	return string(source)
}

// A violation is one rule that a page breaks, and where.
type violation struct {
	ID, Help string
	Nodes    []struct {
		Target         []any
		HTML           string
		FailureSummary string
	}
}

func (v violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", v.ID, v.Help)
	for _, n := range v.Nodes[:min(len(v.Nodes), 5)] {
		fmt.Fprintf(&b, "\n    %v %.200s\n        %s", n.Target, n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", "\n        "))
	}
	if more := len(v.Nodes) - 5; more > 0 {
		fmt.Fprintf(&b, "\n    and in %d more places", more)
	}
	return b.String()
}

// axe runs the rules of WCAG 2.2 AA on the page as it is, or only some of them.
func (r *reader) axe(rules ...string) []violation {
	r.t.Helper()
	only := `{type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}, rules: {"target-size": {enabled: true}}`
	if len(rules) > 0 {
		list, err := json.Marshal(rules)
		if err != nil {
			r.t.Fatal(err)
		}
		only = `{type: "rule", values: ` + string(list) + `}`
	}
	r.do("running axe", chromedp.Evaluate[chromedp.Void](`window.found = null;
		axe.run(document, {runOnly: `+only+`, resultTypes: ["violations"]}).then(r => window.found = JSON.stringify(r.violations), e => window.found = JSON.stringify([{id: "axe", help: String(e), nodes: []}])); 0`))
	r.waitFor(`window.found !== null`)
	var found []violation
	if err := json.Unmarshal([]byte(see[string](r, `window.found`)), &found); err != nil {
		r.t.Fatal(err)
	}
	return found
}

// TestEveryPageIsAccessible has axe-core look at every kind of page, from the left and from the right, wide and on a phone, in
// light and in dark. In the dark only what colours decide can differ.
func TestEveryPageIsAccessible(t *testing.T) {
	axe := needAxe(t)
	r := newReader(t)
	pages := r.pages()
	for _, edition := range []string{"", "/ar"} {
		for _, width := range []int64{390, 1440} {
			for _, name := range sorted(pages) {
				address := strings.Replace(pages[name], r.base, r.base+edition, 1)
				r.scheme("light")
				r.do("opening "+address, chromedp.EmulateViewport(width, 900), chromedp.Navigate(address), chromedp.Evaluate[chromedp.Void](axe+"; 0"))
				found := r.axe()
				r.scheme("dark")
				found = append(found, r.axe("color-contrast", "link-in-text-block")...)
				if name == "front" {
					r.press("?")
					found = append(found, r.axe()...)
				}
				for _, v := range found {
					t.Errorf("%s (%s) at %d px breaks %s", name, address, width, v)
				}
			}
		}
	}
}

// small are the links, buttons and fields of a phone's page that are less than 44 px in height and in width, as WCAG 2.2 asks
// at its best (2.5.5), but for links inside a sentence and what isn't seen.
const small = `[...document.querySelectorAll("a[href], button, input, select, summary")].filter(e => {
	const box = e.getBoundingClientRect();
	if (!e.checkVisibility() || box.width <= 1 || e.classList.contains("skip") || Math.max(box.height, box.width) >= 43.5 && box.height >= 43.5) return false;
	if (e.matches("input[type=checkbox], input[type=radio]") && e.closest("label")) return e.closest("label").getBoundingClientRect().height < 43.5;
	const around = e.closest("p, li, dd, td, th, h1, h2, h3, blockquote, div");
	return !(around && around.matches("p, li, dd, blockquote") && around.textContent.trim().length > e.textContent.trim().length + 3 && getComputedStyle(e).display === "inline");
}).map(e => e.outerHTML.slice(0, 120) + " " + Math.round(e.getBoundingClientRect().width) + "×" + Math.round(e.getBoundingClientRect().height))`

// TestAFingerHitsWhatItMeans measures everything that can be touched on a phone.
func TestAFingerHitsWhatItMeans(t *testing.T) {
	r := newReader(t)
	pages := r.pages()
	for _, name := range sorted(pages) {
		r.do("opening "+pages[name], chromedp.EmulateViewport(390, 844), chromedp.Navigate(pages[name]))
		found := see[[]string](r, small)
		for _, target := range found[:min(len(found), 8)] {
			t.Errorf("%s (%s): too small to be hit: %s", name, pages[name], target)
		}
	}
}

func sorted(pages map[string]string) []string {
	names := make([]string, 0, len(pages))
	for name := range pages {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
