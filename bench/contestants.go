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
	"parallax/extract/measure"
	"parallax/news"
)

// A contestant reads a page.
type contestant struct {
	name       string
	ours       bool
	parsesOnly bool
	read       func(*page) (measure.Reading, error)
}

var contestants = []contestant{
	{name: "parse", parsesOnly: true, read: parseOnly},
	{name: "parallax", ours: true, read: ourReading},
	{name: "go-trafilatura-fallback", read: func(p *page) (measure.Reading, error) { return trafilaturaReading(p, true) }},
	{name: "go-trafilatura", read: func(p *page) (measure.Reading, error) { return trafilaturaReading(p, false) }},
	{name: "go-readability", read: readabilityReading},
	{name: "go-domdistiller", read: distillerReading},
}

// A page is one of the evaluation, with its address parsed.
type page struct {
	measure.Page
	address *url.URL
}

// postsInText reports whether the page's reference has the embedded posts in its text.
func (p *page) postsInText() bool { return p.Source == "scrapinghub" }

func load(folder string) ([]page, error) {
	read, err := measure.Load(folder)
	pages := make([]page, len(read))
	for i := range read {
		pages[i] = page{Page: read[i], address: &url.URL{}}
		if u, err := url.Parse(read[i].URL); err == nil {
			pages[i].address = u
		}
	}
	return pages, err
}

func parseOnly(p *page) (measure.Reading, error) {
	_, err := html.Parse(bytes.NewReader(p.Body))
	return measure.Reading{}, err
}

func ourReading(p *page) (measure.Reading, error) {
	sent := news.Page{URL: p.URL, FinalURL: p.URL, Body: p.Body, ContentType: "text/html"}
	a, err := extract.ArticleWith(sent, extract.Options{PostsInText: p.postsInText()})
	return measure.Reading{Text: a.Text, Title: a.Title, Published: a.Published, Authors: a.Authors}, err
}

func trafilaturaReading(p *page, fallback bool) (measure.Reading, error) {
	got, err := trafilatura.Extract(bytes.NewReader(p.Body), trafilatura.Options{
		OriginalURL: p.address, EnableFallback: fallback, ExcludeComments: true,
	})
	if err != nil {
		return measure.Reading{}, err
	}
	m := got.Metadata
	return measure.Reading{Text: got.ContentText, Title: m.Title, Published: m.Date, Authors: measure.Signers(m.Author)}, nil
}

func readabilityReading(p *page) (measure.Reading, error) {
	got, err := readability.FromReader(bytes.NewReader(p.Body), p.address)
	if err != nil || got.Node == nil {
		return measure.Reading{}, err
	}
	var b strings.Builder
	err = got.RenderText(&b)
	published, _ := got.PublishedTime() // the zero time where the page has none
	return measure.Reading{Text: b.String(), Title: got.Title(), Published: published, Authors: measure.Signers(got.Byline())}, err
}

func distillerReading(p *page) (measure.Reading, error) {
	got, err := distiller.ApplyForReader(bytes.NewReader(p.Body), &distiller.Options{OriginalURL: p.address, SkipPagination: true})
	if err != nil {
		return measure.Reading{}, err
	}
	m := got.MarkupInfo
	published, _ := time.Parse(time.RFC3339, m.Article.PublishedTime)
	return measure.Reading{Text: got.Text, Title: got.Title, Published: published, Authors: measure.Signers(m.Author)}, nil
}

// A result is what was measured of a contestant.
type result struct {
	contestant
	readings  []measure.Reading // by page
	best      time.Duration
	allocated uint64 // bytes in one round
}

// readAll takes down what the contestant makes of the pages. Of a page that it refuses, or fails on, it makes nothing.
func (r *result) readAll(pages []page) {
	r.readings = make([]measure.Reading, len(pages))
	for i := range pages {
		r.readings[i] = r.attempt(&pages[i])
	}
}

// attempt is the reading of one page; a contestant that panics has made nothing of it.
func (r *result) attempt(p *page) (reading measure.Reading) {
	defer func() {
		if recover() != nil {
			reading = measure.Reading{}
		}
	}()
	reading, err := r.read(p)
	if err != nil {
		return measure.Reading{}
	}
	return reading
}

// texts are the texts by page.
func (r *result) texts() []string {
	texts := make([]string, len(r.readings))
	for i := range r.readings {
		texts[i] = r.readings[i].Text
	}
	return texts
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
	for i := range r.readings {
		if r.readings[i].Text == "" {
			n++
		}
	}
	return n
}
