package words

import (
	"slices"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// An Edition is the site in one interface language: its words, and how it writes numbers, dates and times. Editions are
// made once and shared; nothing in them changes.
type Edition struct {
	Tag  language.Tag
	Name string // of the language, in itself, as a menu shows it
	*Words
	convention
	lang  string
	place [len(categories)]int // of the form of each plural category in a Plural
	small [200]uint8           // the category of each small number, which most numbers are
}

// Lang is the edition's BCP 47 tag, which is also how addresses name it.
func (e *Edition) Lang() string { return e.lang }

// categories are the plural categories of CLDR in the order in which a Plural gives its forms.
var categories = [...]plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other}

// NewEdition makes the edition of a language from its catalogue. It panics if there are no conventions for the language.
func NewEdition(tag string, w *Words) *Edition {
	c, ok := conventions[tag]
	if !ok {
		panic("words: no conventions for " + tag + "; add it to cldr/make.py")
	}
	e := &Edition{Tag: language.MustParse(tag), Name: w.Name, Words: w, convention: c, lang: tag}
	used := usedCategories(e.Tag)
	for i, c := range categories {
		e.place[i] = max(slices.Index(used, c), 0)
	}
	for n := range e.small {
		e.small[n] = uint8(slices.Index(categories[:], categoryOf(e.Tag, n)))
	}
	return e
}

// usedCategories are the plural categories that whole numbers fall in, in their order.
func usedCategories(tag language.Tag) []plural.Form {
	seen := map[plural.Form]bool{}
	for n := range 1000 {
		seen[categoryOf(tag, n)] = true
	}
	for n := 1000; n <= 1_000_000; n *= 10 {
		seen[categoryOf(tag, n)] = true
	}
	var out []plural.Form
	for _, c := range categories {
		if seen[c] {
			out = append(out, c)
		}
	}
	return out
}

func categoryOf(tag language.Tag, n int) plural.Form {
	return plural.Cardinal.MatchPlural(tag, n%10_000_000, 0, 0, 0, 0)
}

// category is the place of a number's plural category in categories.
func (e *Edition) category(n int) int {
	if n >= 0 && n < len(e.small) {
		return int(e.small[n])
	}
	return slices.Index(categories[:], categoryOf(e.Tag, n))
}

// Editions are the languages of an interface. English, which readers get who read none of the others, is among them.
type Editions struct {
	list    []*Edition
	matcher language.Matcher
}

// All returns every edition that there is.
func All() *Editions {
	var list []*Edition
	for _, c := range catalogues {
		list = append(list, NewEdition(c.tag, c.words))
	}
	return New(list...)
}

// New makes an interface of some editions, in the order in which a menu shows them.
func New(list ...*Edition) *Editions {
	tags := []language.Tag{language.English} // what the matcher falls back on
	for _, edition := range list {
		tags = append(tags, edition.Tag)
	}
	return &Editions{list: list, matcher: language.NewMatcher(tags)}
}

// List gives the editions in the order in which a menu shows them.
func (e *Editions) List() []*Edition { return e.list }

// Named returns the edition that a tag names exactly, or nil.
func (e *Editions) Named(tag string) *Edition {
	for _, edition := range e.list {
		if edition.Lang() == tag {
			return edition
		}
	}
	return nil
}

// Nearest returns the edition that a language tag stands for though it is written otherwise, as "zh-TW" or "FR" is, or nil
// where there is none of that language.
func (e *Editions) Nearest(tag string) *Edition {
	t, err := language.Parse(tag)
	if err != nil || t == language.Und {
		return nil
	}
	_, at, confidence := e.matcher.Match(t)
	if confidence < language.High || at == 0 {
		return nil
	}
	base, _ := t.Base()
	if found, _ := e.list[at-1].Tag.Base(); found != base {
		return nil
	}
	return e.list[at-1]
}

// For returns the edition that suits a reader best who reads these languages, the best first.
func (e *Editions) For(reads []language.Tag) *Edition {
	_, at, _ := e.matcher.Match(reads...)
	if at == 0 {
		return e.English()
	}
	return e.list[at-1]
}

// English is the words that those of the other languages are translations of.
func English() *Words { return &english }

// English is the edition that the others are translations of.
func (e *Editions) English() *Edition { return e.Named("en") }
