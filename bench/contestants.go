package main

import (
	"bytes"
	"net/url"
	"runtime"
	"strings"
	"time"

	readability "codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"parallax/extract"
	"parallax/news"
)

// A contestant reads the body text out of a page.
type contestant struct {
	name       string
	ours       bool
	parsesOnly bool
	text       func(*page) (string, error)
}

var contestants = []contestant{
	{name: "parse", parsesOnly: true, text: parseOnly},
	{name: "parallax", ours: true, text: ourText},
	{name: "go-trafilatura-fallback", text: func(p *page) (string, error) { return trafilaturaText(p, true) }},
	{name: "go-trafilatura", text: func(p *page) (string, error) { return trafilaturaText(p, false) }},
	{name: "go-readability", text: readabilityText},
	{name: "go-domdistiller", text: distillerText},
}

func parseOnly(p *page) (string, error) {
	_, err := html.Parse(bytes.NewReader(p.body))
	return "", err
}

func ourText(p *page) (string, error) {
	sent := news.Page{URL: p.URL, FinalURL: p.URL, Body: p.body, ContentType: "text/html"}
	a, err := extract.ArticleWith(sent, extract.Options{PostsInText: p.postsInText()})
	return a.Text, err
}

func trafilaturaText(p *page, fallback bool) (string, error) {
	got, err := trafilatura.Extract(bytes.NewReader(p.body), trafilatura.Options{
		OriginalURL: p.address, EnableFallback: fallback, ExcludeComments: true,
	})
	if err != nil {
		return "", err
	}
	return got.ContentText, nil
}

func readabilityText(p *page) (string, error) {
	got, err := readability.FromReader(bytes.NewReader(p.body), p.address)
	if err != nil || got.Node == nil {
		return "", err
	}
	var b strings.Builder
	err = got.RenderText(&b)
	return b.String(), err
}

func distillerText(p *page) (string, error) {
	got, err := distiller.ApplyForReader(bytes.NewReader(p.body), &distiller.Options{OriginalURL: p.address, SkipPagination: true})
	if err != nil {
		return "", err
	}
	return got.Text, nil
}

// A result is what was measured of a contestant.
type result struct {
	contestant
	texts     []string // by page
	best      time.Duration
	allocated uint64 // bytes in one round
}

// read takes down the texts. A page that a contestant refuses, or fails on, has none.
func (r *result) read(pages []page) {
	r.texts = make([]string, len(pages))
	for i := range pages {
		r.texts[i] = r.attempt(&pages[i])
	}
}

// attempt is the text of one page; a contestant that panics has found none.
func (r *result) attempt(p *page) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	text, err := r.text(p)
	if err != nil {
		return ""
	}
	return text
}

// time runs one round over all pages.
func (r *result) time(pages []page) {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := clock()
	for i := range pages {
		r.attempt(&pages[i])
	}
	took := clock() - start
	runtime.ReadMemStats(&after)
	if r.best == 0 || took < r.best {
		r.best = took
	}
	r.allocated = after.TotalAlloc - before.TotalAlloc
}

// speed is in pages a second.
func (r *result) speed(pages []page) float64 { return float64(len(pages)) / r.best.Seconds() }

// empty is how many pages gave no text.
func (r *result) empty() int {
	n := 0
	for _, t := range r.texts {
		if t == "" {
			n++
		}
	}
	return n
}

func parseAddress(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		return &url.URL{}
	}
	return u
}
