package main

import (
	"context"
	"flag"
	"log/slog"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"parallax/news"
)

// Flags of TestScreenshots, which draws nothing unless it is given a folder.
var (
	shots         = flag.String("shots", "", "folder to write a picture of every kind of page into, as PAGE-LANGUAGE-WIDTH-SCHEME.png")
	shotsEditions = flag.String("shots.editions", "en,ar", "interface languages of the pictures, separated by commas")
	shotsPages    = flag.String("shots.pages", "", "only these pages, separated by commas")
	shotsWhole    = flag.Bool("shots.whole", false, "whole pages to their foot, up to 4,000 px, and not what a window shows first")
)

// A form is a window and a medium that a page is pictured in.
type form struct {
	name, medium, scheme string
	width, height        int64
}

// forms are a wide window and a phone, in the light and in the dark, and a sheet of A4 paper.
var forms = []form{
	{"1440-light", "screen", "light", 1440, 1000}, {"1440-dark", "screen", "dark", 1440, 1000},
	{"390-light", "screen", "light", 390, 844}, {"390-dark", "screen", "dark", 390, 844},
	{"794-print", "print", "light", 794, 1123},
}

// TestScreenshots draws every kind of page in every form, when it is asked to:
//
//	go test ./cmd/parallax -run Screenshots -shots FOLDER
//
// Those that the README shows lie in web/screenshots.
func TestScreenshots(t *testing.T) {
	if *shots == "" {
		t.Skip("not asked for: go test ./cmd/parallax -run Screenshots -shots FOLDER")
	}
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	r := browse(t, time.Hour, func() *folder { return needNewsroom(t).folder })
	r.draw(r.states())
	empty := browse(t, time.Hour, func() *folder { return emptyFolder(t) })
	empty.draw(map[string]string{
		"empty-front":   empty.base + "/",
		"empty-sources": empty.base + "/sources",
		"empty-search":  empty.base + "/search?q=ferry",
		"empty-about":   empty.base + "/about",
	})
}

// acts are what is done to pages, by name, before they are pictured.
var acts = map[string]string{
	"front-languages": `document.querySelector(".editions summary").click()`,
	"front-keys":      `document.querySelector(".colophon button").click()`,
	"incident-why":    `document.querySelectorAll("main details").forEach(d => d.open = true)`,
	"front-unfolded":  `document.querySelectorAll("main details").forEach(d => d.open = true)`,
	"search-unfolded": `document.querySelectorAll("main details").forEach(d => d.open = true)`,
	"export-unfolded": `document.querySelectorAll("main details").forEach(d => d.open = true)`,
}

// states are the pages and what else they can look like.
func (r *reader) states() map[string]string {
	r.t.Helper()
	all := r.pages()
	maps.Copy(all, map[string]string{
		"front-french":      r.base + "/?lang=fr",
		"front-none":        r.base + "/?lang=ko&country=BR",
		"front-hour":        r.base + "/?when=hour",
		"sources-filtered":  r.base + "/sources?lang=fr",
		"search-empty":      r.base + "/search",
		"search-none":       r.base + "/search?q=zeppelin",
		"concordance-empty": r.base + "/concordance",
		"trends-empty":      r.base + "/trends",
		"trends-two":        r.base + "/trends?q=ferry&q=" + url.QueryEscape("lang:fr"),
		"searches-empty":    r.base + "/searches",
		"incident-one":      all["incident"] + "?lang=fr",
		"incident-time":     all["incident"] + "?by=time",
		"incident-why":      all["incident"],
		"front-languages":   r.base + "/",
		"front-keys":        r.base + "/",
		"front-unfolded":    r.base + "/",
		"search-unfolded":   r.base + "/search?q=ferry",
		"export-unfolded":   r.base + "/export",
	})
	r.do("opening the front page", chromedp.Navigate(r.base+"/"))
	all["incident-small"] = see[string](r, `document.querySelector("main article.alone h2 a").href`)
	r.do("opening an outlet that fails", chromedp.Navigate(r.base+"/sources"))
	all["source-failing"] = see[string](r, `[...document.querySelectorAll("main th a[href^='/sources/elbbote']")][0].href`)
	all["article-edited"] = r.base + "/articles/" + r.edited()
	return all
}

// edited is the ID of an article of the newsroom that said something else before. The newsroom never changes a text, so one of
// its articles gets a past here.
func (r *reader) edited() string {
	r.t.Helper()
	store := needNewsroom(r.t).store
	list, err := store.Articles(r.t.Context(), news.ArticleFilter{Window: news.Window{Limit: 1}, Language: "en"})
	if err != nil || len(list.Rows) == 0 {
		r.t.Fatalf("the newsroom has no English article: %v", err)
	}
	a := list.Rows[0]
	sentences := strings.SplitAfter(a.Text, ". ")
	if len(sentences) < 6 {
		r.t.Fatalf("%s has %d sentences, too few to edit", a.ID, len(sentences))
	}
	a.Fetched = a.Fetched.Add(-40 * time.Minute)
	a.Title = "Developing: " + a.Title
	a.Text = strings.Join(slices.Delete(sentences, 2, 4), "")
	if err := store.PutArticles(r.t.Context(), []news.Article{a}, nil, 0); err != nil {
		r.t.Fatal(err)
	}
	return a.ID
}

// emptyFolder is the data folder of an installation that has no feeds.
func emptyFolder(t *testing.T) *folder {
	t.Helper()
	f, err := dataFlag{t.TempDir()}.open(t.Context(), slog.New(slog.DiscardHandler), newsroomClock(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// draw writes the pictures of pages, by name, in all forms and editions that are asked for.
func (r *reader) draw(pages map[string]string) {
	r.t.Helper()
	for _, name := range sorted(pages) {
		if *shotsPages != "" && !slices.Contains(strings.Split(*shotsPages, ","), name) {
			continue
		}
		for edition := range strings.SplitSeq(*shotsEditions, ",") {
			address := strings.Replace(pages[name], r.base, r.base+"/"+edition, 1)
			for _, f := range forms {
				r.picture(f, name, address, filepath.Join(*shots, name+"-"+edition+"-"+f.name+".png"))
			}
		}
	}
}

// picture writes what a page looks like in a form.
func (r *reader) picture(f form, name, address, file string) {
	r.t.Helper()
	r.media(f.medium, f.scheme)
	r.do("opening "+address, chromedp.EmulateViewport(f.width, f.height), chromedp.Navigate(address))
	if act, ok := acts[name]; ok {
		r.do("readying "+name, chromedp.Evaluate[chromedp.Void](act+"; 0"))
	}
	if *shotsWhole {
		r.do("unrolling "+address, chromedp.EmulateViewport(f.width, min(see[int64](r, `document.documentElement.scrollHeight`), 4000)))
	}
	picture, err := chromedp.Run(r.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(file, picture, 0o644); err != nil {
		r.t.Fatal(err)
	}
}

// scheme makes the browser one that prefers "light" or "dark" pages.
func (r *reader) scheme(name string) {
	r.t.Helper()
	r.media("screen", name)
}

// media makes the browser one that shows pages on a "screen" or in "print", and prefers them "light" or "dark".
func (r *reader) media(medium, scheme string) {
	r.t.Helper()
	prefers := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
	r.do("preferring "+scheme, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: prefers})
		return err
	}))
}
