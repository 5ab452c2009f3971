package index

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"parallax/news"
)

// A FrequenciesRequest asks how often the words of a query occur.
type FrequenciesRequest struct {
	Query string // needs at least one word; conditions choose the articles
	Extent
}

// Frequencies say how often the words of a query occur, and where.
type Frequencies struct {
	Understood string
	Articles   int // that the query finds
	Examined   int // those of them that occurrences were counted in: all, or the newest
	Hits       int // occurrences in them
	Words      int // of their texts; see Frequency
	Languages  []Frequency
	Sources    []Frequency
	Forms      []Form
}

// A Frequency is how often the words of a query occur in a language or an outlet. Occurrences are counted in the texts
// of the articles examined. Where only articles that have a word are read, its frequency in them says how much they
// speak of it, and the share of all articles how many do.
type Frequency struct {
	Value      string // BCP 47 tag of the texts, which may be posts; or ID of the outlet
	Name       string // of the outlet
	Hits       int    // occurrences
	Texts      int    // articles that they are in
	Words      int    // of the texts examined; in scripts without spaces pairs of characters
	PerMillion float64
	Found      int // articles that the query finds, 0 where unknown
	All        int // articles that its conditions alone find, 0 where unknown
}

// A Form is one way in which the words of a query are written.
type Form struct {
	Language string
	Text     string
	Hits     int
}

// How many written forms are told apart: of those that are counted, and of those that are given.
const (
	maxCountedForms = 1 << 17
	maxForms        = 200
)

// Frequencies counts the occurrences of a query's words in the newest 2,500 of the articles that it finds, or in all of them, those
// in a post once, however many articles embed it. The error is a *SyntaxError where the query is at fault.
func (ix *Index) Frequencies(ctx context.Context, r FrequenciesRequest) (Frequencies, error) {
	q, m, err := ix.wordQuery(r.Query)
	if err != nil {
		return Frequencies{}, err
	}
	f := Frequencies{Understood: q.String()}
	c := census{languages: map[string]*Frequency{}, sources: map[string]*Frequency{}, forms: map[Form]int{}, lastText: map[*Frequency]string{}}
	e := examination{r.Extent, ix, q, m}
	f.Articles, f.Examined, err = e.run(ctx, func(a *news.Article, texts []reading) bool {
		for _, p := range texts {
			c.count(a, p)
		}
		return true
	})
	if err != nil {
		return f, err
	}
	if err := ix.shares(ctx, q, &c); err != nil {
		return f, err
	}
	f.Languages, f.Sources, f.Forms = ranked(c.languages), ranked(c.sources), c.rankedForms()
	for _, row := range f.Languages {
		f.Hits += row.Hits
		f.Words += row.Words
	}
	return f, nil
}

// A census counts by language, outlet and form.
type census struct {
	languages, sources map[string]*Frequency
	forms              map[Form]int
	lastText           map[*Frequency]string // the article that a row was counted in last
}

func (c *census) count(a *news.Article, p reading) {
	words, hits := len(wordsOf(p.text, p.tokens)), len(p.regions)
	if p.again {
		words, hits = 0, 0
	}
	row := func(rows map[string]*Frequency, value string) *Frequency {
		if rows[value] == nil {
			rows[value] = &Frequency{Value: value}
		}
		return rows[value]
	}
	source := row(c.sources, a.Source.ID)
	source.Name = a.Source.Name
	for _, f := range []*Frequency{row(c.languages, tagOf(p.language)), source} {
		f.Words += words
		f.Hits += hits
		if len(p.regions) > 0 && c.lastText[f] != a.ID {
			f.Texts++
			c.lastText[f] = a.ID
		}
	}
	for _, r := range p.regions[:hits] {
		form := Form{Language: tagOf(p.language), Text: strings.ToLower(oneLine(shortened(p.text[r.start:r.end], longestPhrase)))}
		if n := c.forms[form]; n > 0 || len(c.forms) < maxCountedForms {
			form.Text = strings.Clone(form.Text)
			c.forms[form] = n + 1
		}
	}
}

// shares adds how many of all articles the query finds, as far as facets tell.
func (ix *Index) shares(ctx context.Context, q Query, c *census) error {
	tell := func(q Query, set func(*Frequency, int)) error {
		found, err := ix.find(ctx, q, Request{Limit: 1, Sort: SortNewest, Facets: true})
		for _, facet := range found.Facets {
			rows := map[string]map[string]*Frequency{fieldLanguage: c.languages, fieldSource: c.sources}[facet.Field]
			for _, v := range facet.Values {
				if row := rows[v.Value]; row != nil {
					set(row, v.Count)
				}
			}
		}
		return err
	}
	if err := tell(q, func(f *Frequency, n int) { f.Found = n }); err != nil {
		return err
	}
	return tell(Query{conditionsOf(q.root)}, func(f *Frequency, n int) { f.All = n })
}

// conditionsOf is what a query asks of an article besides its words; nil for nothing.
func conditionsOf(n node) node {
	if and, ok := n.(*andNode); ok {
		var kids []node
		for _, kid := range and.kids {
			if k := conditionsOf(kid); k != nil {
				kids = append(kids, k)
			}
		}
		switch len(kids) {
		case 0:
			return nil
		case 1:
			return kids[0]
		}
		return &andNode{kids}
	}
	if n == nil || hasWords(n) {
		return nil
	}
	return n
}

func hasWords(n node) bool {
	switch n := n.(type) {
	case *textNode:
		return true
	case *notNode:
		return hasWords(n.kid)
	case *orNode:
		return slices.ContainsFunc(n.kids, hasWords)
	case *andNode:
		return slices.ContainsFunc(n.kids, hasWords)
	}
	return false
}

func ranked(rows map[string]*Frequency) []Frequency {
	var list []Frequency
	for _, f := range rows {
		if f.Hits == 0 {
			continue
		}
		if f.Words > 0 {
			f.PerMillion = float64(f.Hits) * 1e6 / float64(f.Words)
		}
		list = append(list, *f)
	}
	slices.SortFunc(list, func(a, b Frequency) int { return cmp.Or(b.Hits-a.Hits, strings.Compare(a.Value, b.Value)) })
	return list
}

func (c *census) rankedForms() []Form {
	var list []Form
	for form, n := range c.forms {
		form.Hits = n
		list = append(list, form)
	}
	slices.SortFunc(list, func(a, b Form) int {
		return cmp.Or(b.Hits-a.Hits, strings.Compare(a.Language, b.Language), strings.Compare(a.Text, b.Text))
	})
	return list[:min(len(list), maxForms)]
}
