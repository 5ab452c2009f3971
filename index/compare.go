package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"parallax/news"
)

// A Comparison is how the languages tell one incident: what is peculiar to each, and what all or some of them name.
type Comparison struct {
	Languages []Telling // in the order of their first article
	Names     []Mention // people, places, organisations, things; those that most languages name first
	Numbers   []Mention
}

// A Telling is what one language's articles say.
type Telling struct {
	Language string
	Articles int // compared; copies of others among them are left out
	Indexed  int // articles of the language in the whole index, these among them
	Words    []Distinctive
}

// A Distinctive is a word that a language's articles on the incident use and its other articles don't, or less.
type Distinctive struct {
	Word          string  // as it is written most
	Times         int     // in the articles compared
	Articles      int     // of those compared that have it
	Elsewhere     int     // other articles of the index that have it
	LogLikelihood float64 // of Articles and Elsewhere among all articles of the language; see logLikelihood
}

// Limits of a Comparison.
const (
	maxDistinctive = 24
	fewDistinctive = 6    // as many are given though they may be chance
	significant    = 3.84 // log-likelihood that chance gives in one of 20 cases
	maxMentions    = 48
	maxRun         = 6 // characters of a word in a script without spaces
)

// Compare compares the articles of one incident by their language. They should come oldest first. A word's frequency
// elsewhere is the number of articles that have it, for those numbers the index knows without reading anything. Where
// a language has one article only, every word of it is in all of its articles, and those come first that are rare
// elsewhere and repeated here.
func (ix *Index) Compare(ctx context.Context, articles []news.Article) (Comparison, error) {
	tellings, order := ix.tellings(articles)
	var c Comparison
	err := ix.read(func(v *view) error {
		for _, tag := range order {
			t := tellings[tag]
			if err := ctx.Err(); err != nil {
				return err
			}
			indexed, err := v.frequency(fieldLanguage, tag)
			if err != nil {
				return err
			}
			row := Telling{Language: tag, Articles: len(t.texts), Indexed: max(indexed, len(t.texts))}
			if row.Words, err = t.distinctive(v, row.Indexed); err != nil {
				return err
			}
			c.Languages = append(c.Languages, row)
		}
		return nil
	})
	if err != nil {
		return c, fmt.Errorf("index: comparing: %w", err)
	}
	c.Names, c.Numbers = names(tellings, order), numbers(tellings, order)
	return c, nil
}

// A telling is the words of one language's articles.
type telling struct {
	language string
	texts    []toldText
	terms    map[string]*told // by term
}

// A toldText is one article as words.
type toldText struct {
	article *news.Article
	parts   []reading // title, lead and text; without regions
	words   [][]word  // of each part
}

// told counts a word.
type told struct {
	form
	times, articles int
	last            int // the article that it was counted in last, from 1
}

// tellings analyses articles, by language and in the order of each language's first article. Copies of another article
// of the same language say nothing of their own.
func (ix *Index) tellings(articles []news.Article) (map[string]*telling, []string) {
	languages := map[string]string{}
	for i := range articles {
		languages[articles[i].ID] = languageOf(&articles[i])
	}
	m := &marker{memo: &ix.memo}
	tellings := map[string]*telling{}
	var order []string
	for i := range articles {
		a := &articles[i]
		tag := languageOf(a)
		if languages[a.CopyOf] == tag {
			continue
		}
		t := tellings[tag]
		if t == nil {
			t = &telling{language: tag, terms: map[string]*told{}}
			tellings[tag] = t
			order = append(order, tag)
		}
		t.add(m, a)
	}
	return tellings, order
}

func (t *telling) add(m *marker, a *news.Article) {
	text := toldText{article: a}
	for _, p := range []reading{
		{field: fieldTitle, passage: passage{a.Title, a.Language}},
		{field: fieldLead, passage: passage{a.Lead, a.Language}},
		{field: fieldText, passage: passage{a.Text, a.Language}},
	} {
		if p.text == "" || p.field == fieldLead && strings.HasPrefix(a.Text, a.Lead) {
			continue
		}
		p.tokens = m.analyzer(p.field, p.passage).Text(clip(p.text, maxText), m.memo)
		text.parts = append(text.parts, p)
		text.words = append(text.words, wordsOf(p.text, p.tokens))
	}
	t.texts = append(t.texts, text)
	for _, words := range text.words {
		for i := range words {
			t.count(words[i].term, words[i].form)
		}
	}
}

// count counts a word of the text that was added last.
func (t *telling) count(key, form string) {
	w := t.terms[key]
	if w == nil {
		w = &told{}
		t.terms[key] = w
	}
	w.see(form)
	w.times++
	if w.last != len(t.texts) {
		w.last = len(t.texts)
		w.articles++
	}
}

// distinctive are the words that the articles have more often than the other articles of the language.
func (t *telling) distinctive(v *view, indexed int) ([]Distinctive, error) {
	rows := map[string]Distinctive{}
	isPair := map[string]bool{}
	for _, text := range t.texts {
		for _, words := range text.words {
			for _, w := range words {
				isPair[w.term] = isPair[w.term] || w.pair
			}
		}
	}
	for term, w := range t.terms {
		if w.times < 2 || term == "" || isNumber(term) || utf8.RuneCountInString(w.text) < 2 {
			continue
		}
		d, err := v.distinctive(term, w, len(t.texts), indexed)
		if err != nil {
			return nil, err
		}
		if d.LogLikelihood > 0 {
			rows[term] = d
		}
	}
	list := t.runs(rows, isPair)
	for term, d := range rows {
		if !isPair[term] {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b Distinctive) int {
		return cmp.Or(cmp.Compare(b.LogLikelihood, a.LogLikelihood), b.Times-a.Times, strings.Compare(a.Word, b.Word))
	})
	many := len(list)
	if at := slices.IndexFunc(list, func(d Distinctive) bool { return d.LogLikelihood < significant }); at >= 0 {
		many = max(at, fewDistinctive)
	}
	return list[:min(len(list), many, maxDistinctive)], nil
}

// runs makes words of the distinctive pairs of a script without spaces: where such pairs overlap in a text, the
// characters that they cover are taken for one word.
func (t *telling) runs(rows map[string]Distinctive, isPair map[string]bool) []Distinctive {
	if !slices.ContainsFunc(mapKeys(rows), func(term string) bool { return isPair[term] }) {
		return nil
	}
	found := map[string]*Distinctive{}
	lastIn := map[string]int{}
	for n, text := range t.texts {
		for i, words := range text.words {
			for _, run := range distinctiveRuns(words, rows) {
				form := text.parts[i].text[run.start:run.end]
				d := found[form]
				if d == nil {
					least := rows[run.least]
					d = &Distinctive{Word: form, Elsewhere: least.Elsewhere, LogLikelihood: least.LogLikelihood}
					found[form] = d
				}
				d.Times++
				if lastIn[form] != n+1 {
					lastIn[form] = n + 1
					d.Articles++
				}
			}
		}
	}
	var list []Distinctive
	for _, d := range found {
		if d.Times > 1 {
			list = append(list, *d)
		}
	}
	return list
}

func mapKeys(rows map[string]Distinctive) []string {
	var keys []string
	for k := range rows {
		keys = append(keys, k)
	}
	return keys
}

// A run is a stretch of text that distinctive pairs cover, and the term of the least distinctive of them.
type run struct {
	start, end int
	least      string
}

func distinctiveRuns(words []word, rows map[string]Distinctive) []run {
	var runs []run
	pairs := 0
	for _, w := range words {
		d, ok := rows[w.term]
		if !w.pair || !ok {
			pairs = 0
			continue
		}
		if n := len(runs); pairs > 0 && pairs < maxRun-1 && w.start < runs[n-1].end {
			runs[n-1].end = w.end
			if d.LogLikelihood < rows[runs[n-1].least].LogLikelihood {
				runs[n-1].least = w.term
			}
			pairs++
			continue
		}
		runs = append(runs, run{w.start, w.end, w.term})
		pairs = 1
	}
	return runs
}

// distinctive measures a term that so many of n articles have against all that are indexed. Its LogLikelihood is 0 if
// the term isn't more frequent in them.
func (v *view) distinctive(term string, w *told, n, indexed int) (Distinctive, error) {
	all, err := v.frequency(fieldBody, term)
	if err != nil {
		return Distinctive{}, err
	}
	elsewhere := min(max(all-w.articles, 0), indexed-n) // pairs of characters and tags are of no language
	d := Distinctive{Word: w.text, Times: w.times, Articles: w.articles, Elsewhere: elsewhere}
	if o12, o22 := n-w.articles, indexed-n-elsewhere; attracts(w.articles, o12, elsewhere, o22) {
		d.LogLikelihood = logLikelihood(w.articles, o12, elsewhere, o22)
	}
	return d, nil
}
