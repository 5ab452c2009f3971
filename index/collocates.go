package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"parallax/news"
)

// A CollocatesRequest asks which words keep company with those of a query.
type CollocatesRequest struct {
	Query  string // needs at least one word; conditions choose the articles
	Window int    // words on each side, 0 means 5, at most 10
	Least  int    // leaves out what comes together less often; 0 means 3
	Sort   string // ByLikelihood (also ""), ByDice or ByCount
	Limit  int    // words of each language: 0 means 50, at most 500
	Extent
}

// The orders of collocates.
const (
	ByLikelihood = "likelihood" // by log-likelihood: what is least likely to be chance
	ByDice       = "dice"       // by logDice: what is most typical
	ByCount      = "count"      // by how often they come together
)

// A CollocatesResult is the company that a query's words keep, apart for each language: what is usual differs
// between them. The corpus that the statistics are over is the texts examined, no more: those of the articles that the query
// finds, all or the newest.
type CollocatesResult struct {
	Understood string
	Articles   int // that the query finds
	Examined   int // those of them that were read: all, or the newest
	Uncounted  int // words of their texts that are in no row, for a million different ones had been counted before they came
	Window     int // words on each side
	Least      int // times that a word comes together with the query's, at least
	Languages  []LanguageCollocates
}

// LanguageCollocates are the collocates in texts of one language. Languages come by Hits.
type LanguageCollocates struct {
	Language string // BCP 47
	Hits     int    // f(x): occurrences of the query's words
	Words    int    // of the texts examined, the hits left out
	Near     int    // those of them within the window of a hit
	Rows     []Collocate
}

// A Collocate is a word that stands near the query's more often than chance would have it. Nothing is left out for
// being a stop word: where such a word is no more frequent near a hit than elsewhere, the statistics say so.
type Collocate struct {
	Word          string  // as it is written most
	Left, Right   int     // times within the window before and behind a hit, each counted once by the nearer hit
	Frequency     int     // f(y): times in all texts examined
	LogLikelihood float64 // see logLikelihood
	LogDice       float64 // see logDice
}

// Together is f(x,y): how often the word stands near the query's.
func (c *Collocate) Together() int { return c.Left + c.Right }

// Limits of a CollocatesRequest.
const (
	usualWindow   = 5
	maxWindow     = 10
	usualLeast    = 3
	usualCompany  = 50
	maxCompany    = 500
	pairsPerWord  = 2 // in scripts without spaces a word is about two characters long
	maxLeast      = 1000
	maxVocabulary = 1 << 20 // words that are told apart; later ones are only counted
)

// Collocates counts the words near the occurrences of a query in the newest 2,500 of the articles that it finds, or in all of
// them, those of a post once, however many articles embed it. The error is a *SyntaxError where the request is at fault.
func (ix *Index) Collocates(ctx context.Context, r CollocatesRequest) (CollocatesResult, error) {
	q, m, err := ix.wordQuery(r.Query)
	if err != nil {
		return CollocatesResult{}, err
	}
	if err := r.complete(); err != nil {
		return CollocatesResult{}, err
	}
	result := CollocatesResult{Understood: q.String(), Window: r.Window, Least: r.Least}
	companies := map[string]*company{}
	v := &vocabulary{room: maxVocabulary}
	e := examination{r.Extent, ix, q, m}
	result.Articles, result.Examined, err = e.run(ctx, func(_ *news.Article, texts []reading) bool {
		for _, p := range texts {
			if p.again {
				continue
			}
			c := companies[tagOf(p.language)]
			if c == nil {
				c = &company{vocabulary: v, window: r.Window, words: map[string]*tally{}}
				companies[tagOf(p.language)] = c
			}
			c.read(p)
		}
		return true
	})
	if err != nil {
		return CollocatesResult{}, err
	}
	result.Uncounted = v.missed
	for tag, c := range companies {
		if c.hits > 0 {
			result.Languages = append(result.Languages, LanguageCollocates{tag, c.hits, c.total, c.near, c.rows(&r)})
		}
	}
	slices.SortFunc(result.Languages, func(a, b LanguageCollocates) int {
		return cmp.Or(b.Hits-a.Hits, strings.Compare(a.Language, b.Language))
	})
	return result, nil
}

// complete puts the usual values for those that are missing, and refuses those that make no sense.
func (r *CollocatesRequest) complete() error {
	r.Window = cmp.Or(r.Window, usualWindow)
	r.Least = cmp.Or(r.Least, usualLeast)
	r.Sort = cmp.Or(r.Sort, ByLikelihood)
	r.Limit = min(cmp.Or(max(r.Limit, 0), usualCompany), maxCompany)
	switch {
	case r.Window < 1 || r.Window > maxWindow:
		return &SyntaxError{Message: fmt.Sprintf("a window of %d words is not between 1 and %d", r.Window, maxWindow)}
	case r.Least < 1 || r.Least > maxLeast:
		return &SyntaxError{Message: fmt.Sprintf("a minimum of %d is not between 1 and %d", r.Least, maxLeast)}
	case !slices.Contains([]string{ByLikelihood, ByDice, ByCount}, r.Sort):
		return &SyntaxError{Message: fmt.Sprintf("there is no order %q; sort by likelihood, dice or count", r.Sort)}
	}
	return nil
}

func tagOf(language string) string {
	if language == "" {
		return news.Undetermined
	}
	return language
}

// A vocabulary bounds how many words are told apart, in all languages together.
type vocabulary struct {
	room   int // for so many more
	missed int // times that a word had none
}

// A company is what was counted in the texts of one language.
type company struct {
	*vocabulary
	window            int
	hits, total, near int
	words             map[string]*tally
}

type tally struct {
	form
	left, right, all int
}

// read counts the words of one text.
func (c *company) read(p reading) {
	words := wordsOf(p.text, p.tokens)
	c.hits += len(p.regions)
	before, behind := distances(words, p.regions)
	for i := range words {
		if before[i] == 0 {
			continue // it is the hit itself
		}
		w := &words[i]
		reach := c.window
		if w.pair {
			reach *= pairsPerWord
		}
		isLeft := behind[i] <= reach && behind[i] <= before[i]
		isRight := !isLeft && before[i] <= reach
		c.total++
		if isLeft || isRight {
			c.near++
		}
		t := c.words[w.key]
		if t == nil {
			if c.room == 0 {
				c.missed++
				continue
			}
			c.room--
			t = &tally{}
			c.words[strings.Clone(w.key)] = t
		}
		t.see(w.form)
		t.all++
		switch {
		case isLeft:
			t.left++
		case isRight:
			t.right++
		}
	}
}

// far is the distance of a word without a hit in its paragraph.
const far = 1 << 30

// distances are, for each word, how many words it stands behind the last hit before it and before the next hit
// behind it, in its own paragraph; 0 for the words of hits.
func distances(words []word, regions []region) (before, behind []int) {
	before, behind = make([]int, len(words)), make([]int, len(words))
	next := 0
	for i := range words {
		for next < len(regions) && regions[next].end <= words[i].start {
			next++
		}
		switch {
		case next < len(regions) && regions[next].start < words[i].end:
			before[i] = 0
		case i > 0 && words[i].paragraph == words[i-1].paragraph && before[i-1] < far:
			before[i] = before[i-1] + 1
		default:
			before[i] = far
		}
	}
	for i := len(words) - 1; i >= 0; i-- {
		switch {
		case before[i] == 0:
			behind[i] = 0
		case i+1 < len(words) && words[i].paragraph == words[i+1].paragraph && behind[i+1] < far:
			behind[i] = behind[i+1] + 1
		default:
			behind[i] = far
		}
	}
	return before, behind
}

// rows are the words that stand near hits more often than chance would have it.
func (c *company) rows(r *CollocatesRequest) []Collocate {
	var rows []Collocate
	for _, t := range c.words {
		together := t.left + t.right
		o12, o21 := c.near-together, t.all-together
		o22 := c.total - c.near - o21
		if together < r.Least || !attracts(together, o12, o21, o22) {
			continue
		}
		rows = append(rows, Collocate{
			Word: strings.Clone(t.text), Left: t.left, Right: t.right, Frequency: t.all,
			LogLikelihood: logLikelihood(together, o12, o21, o22), LogDice: logDice(together, c.hits, t.all),
		})
	}
	slices.SortFunc(rows, func(a, b Collocate) int {
		by := cmp.Compare(b.LogLikelihood, a.LogLikelihood)
		switch r.Sort {
		case ByDice:
			by = cmp.Compare(b.LogDice, a.LogDice)
		case ByCount:
			by = b.Together() - a.Together()
		}
		return cmp.Or(by, b.Together()-a.Together(), strings.Compare(a.Word, b.Word))
	})
	return rows[:min(len(rows), r.Limit)]
}
