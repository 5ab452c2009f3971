package analysis

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A language is the set of rules that the words of one language are analysed by. Absent rules do nothing.
type language struct {
	name    string
	scripts []*unicode.RangeTable // what it is written in; words in other scripts are folded only

	japanese bool     // its characters make Japanese words, though there be no kana among them
	turkic   bool     // I is the capital of ı
	keep     string   // lower-case letters with marks that fold leaves alone
	bare     bareness // which words are found without the marks of those letters
	elisions []string // what is dropped in front of an apostrophe
	suffixed bool     // what follows an apostrophe is a suffix, and dropped
	plural   string   // an ending that an apostrophe parts from its word: the dog's, foto's

	pieces    func(word string) []string    // of a word that joiners make of several
	joined    func(word string) string      // what joiners inside a word mean, before they are dropped
	normalize func(lowered string) string   // spelling, before stemming
	stem      *stemmer                      // from inflected form to stems
	readings  func(lowered string) []string // in texts: all the words that a written form can stand for
	queries   func(lowered string) []string // in queries: the same, but only what a searcher may mean
	compounds *compounding                  // how words are put together from others, nil where they rarely are
	number    func(lowered string) string   // of a noun: what its singular and plural share where their stems differ, or ""
}

// Bareness is which words of a text are found by a query that was typed without marks. Where readers drop marks
// themselves that is every word. Where they never do, strangers do so in names, which those languages
// write with a capital: then far finds Får at most at the beginning of a sentence.
type bareness int

const (
	bareWords bareness = iota
	bareNames          // capitalised words, in any of their forms
	bareNouns          // capitalised words, in this form only: in German each noun has a capital
)

// forWord returns the rules for a word of a text in the language: its own, or plain folding for a word in a
// script that the language isn't written in.
func (l *language) forWord(word string) *language {
	if len(l.scripts) == 0 || l.writes(word) {
		return l
	}
	return &plain
}

// writes reports whether the language is written in the script of the word's first letter.
func (l *language) writes(word string) bool {
	for _, r := range word {
		if unicode.IsLetter(r) {
			return unicode.In(r, l.scripts...)
		}
	}
	return true // digits only
}

// lowered is the word in lower case and normal spelling, without elided articles and apostrophes.
func (l *language) lowered(word string) string {
	if l.joined != nil {
		word = l.joined(word)
	}
	w := strings.ReplaceAll(lower(stripIgnorable(word), l.turkic), ".", "") // U.S.
	w = l.withoutApostrophe(w)
	if l.normalize != nil {
		w = l.normalize(w)
	}
	return cut(w)
}

func (l *language) withoutApostrophe(w string) string {
	i := strings.IndexFunc(w, isApostrophe)
	if i < 0 {
		return strings.ReplaceAll(w, "·", "")
	}
	_, n := utf8.DecodeRuneInString(w[i:])
	before, after := w[:i], w[i+n:]
	switch {
	case l.suffixed && before != "":
		return before
	case after != "" && contains(l.elisions, before):
		return l.withoutApostrophe(after)
	case before != "" && after != "" && after == l.plural:
		return before
	}
	return strings.Map(func(r rune) rune {
		if isApostrophe(r) || r == '·' {
			return -1
		}
		return r
	}, w)
}

func (l *language) folded(lowered string) string { return fold(lowered, l.keep) }

// forms are the readings of a word in a text.
func (l *language) forms(lowered string) []string {
	if l.readings == nil {
		return l.withPlain(lowered)
	}
	return l.readings(lowered)
}

// queryForms are the readings of a word in a query.
func (l *language) queryForms(lowered string) []string {
	if l.queries == nil {
		return l.withPlain(lowered)
	}
	return l.queries(lowered)
}

// withPlain adds the word without its marks: stemmers know "électricité" by its accents, and writers leave
// them out on capitals and keyboards that lack them.
func (l *language) withPlain(lowered string) []string {
	if isASCII(lowered) || l.stem == nil {
		return []string{lowered}
	}
	return appendNew([]string{lowered}, l.folded(lowered))
}

// term is the index term of a stem.
func (l *language) term(stem string) string { return l.name + ":" + fold(stem, l.keep) }

// textTerms are the terms of a word of a text: its stems, and those of the words whose irregular form it is.
func (l *language) textTerms(lowered string) []string {
	var stems []string
	forms := l.forms(lowered)
	for _, form := range forms {
		if l.stem == nil {
			stems = append(stems, form)
			continue
		}
		all := l.stem.all(form)
		if n := len(all); n > maxReadings { // the likely ones, and the whole word
			all = append(all[:maxReadings-1:maxReadings-1], all[n-1])
		}
		stems = append(stems, all...)
	}
	var terms []string
	for _, stem := range stems {
		if stem != "" {
			terms = appendNew(terms, l.term(stem))
		}
	}
	return l.withLemmas(terms, forms)
}

// queryTerms are the terms that a query word looks for: those of the stems that it is likely to have, and,
// less well, those of its other stems.
func (l *language) queryTerms(lowered string) (likely, other []string) {
	forms := l.queryForms(lowered)
	for _, form := range forms {
		if l.stem == nil {
			likely = appendNew(likely, l.term(form))
			continue
		}
		likely = appendNew(likely, l.term(l.stem.whole(form)))
		likely = appendNew(likely, l.term(l.stem.likely(form)))
		for _, stem := range l.stem.all(form) {
			if stem != "" {
				other = appendNew(other, l.term(stem))
			}
		}
	}
	return l.withLemmas(likely, forms), other
}

// withLemmas adds the terms of the words that a form is irregular of: said is a form of say, whatever it is stemmed to.
// Where endings follow the irregular part, as in Swedish händerna, a stem is listed.
func (l *language) withLemmas(terms, forms []string) []string {
	lemmas := irregular()[l.name]
	if lemmas == nil {
		return terms
	}
	for _, form := range forms {
		for _, lemma := range lemmas[fold(form, l.keep)] {
			terms = appendNew(terms, lemma)
		}
	}
	for _, t := range terms[:len(terms):len(terms)] {
		for _, lemma := range lemmas[strings.TrimPrefix(t, l.name+":")] {
			terms = appendNew(terms, lemma)
		}
	}
	return terms
}

// foundBare reports whether a word of a text is found without its marks too.
func (l *language) foundBare(word, lowered string) bool {
	return l.keep != "" && !isASCII(lowered) && fold(lowered, "") != lowered && (l.bare == bareWords || isCapital(word))
}

// bareTerms are what a word is found by without its marks. Stemmers know endings by their marks, so the stem
// is taken before the marks and after.
func (l *language) bareTerms(form string) []string {
	name := l.name + "~:"
	bare := fold(form, "")
	if l.bare == bareNouns || l.stem == nil {
		return []string{name + bare}
	}
	return appendNew([]string{name + fold(l.stem.likely(form), "")}, name+fold(l.stem.likely(bare), ""))
}

// minCompound is how long a word has to be to be looked into for others, in bytes.
const minCompound = 7

// partTerms are what the parts of a compound are found by.
func (l *language) partTerms(lowered string) []string {
	if l.compounds == nil || len(lowered) < minCompound {
		return nil
	}
	var terms []string
	for _, word := range l.compounds.parts(lowered, l.stem) {
		for _, t := range l.textTerms(word) {
			terms = appendNew(terms, l.partTerm(t))
		}
		if l.number != nil {
			if key := l.number(word); key != "" {
				terms = appendNew(terms, l.partTerm(l.numberTerm(key)))
			}
		}
	}
	return terms
}

// partTerm is the term of a part of a compound, made of that of the word.
func (l *language) partTerm(term string) string { return l.name + "+" + term[len(l.name):] }

// plainWords are, by language, the words that are meant as they are typed, without marks: Turkish sinir, nerve, is
// not sınır, border.
var plainWords = sync.OnceValue(func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for line := range strings.Lines(wordFile("plain")) {
		code, words, _ := strings.Cut(strings.TrimPrefix(line, "="), " ")
		all[code] = setOf(words)
	}
	return all
})

// numberTerm is the term that the singular and the plural of a noun share.
func (l *language) numberTerm(key string) string { return l.name + "^:" + key }

func isCapital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

func contains(list []string, s string) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

// plain is the analyzer of languages without rules: case and diacritics only.
var plain = language{name: "x", normalize: foldPlain}

// foldPlain unifies the spelling of the scripts that have several ways to write a letter.
func foldPlain(lowered string) string {
	r, _ := utf8.DecodeRuneInString(lowered)
	switch {
	case unicode.Is(unicode.Arabic, r):
		return foldArabicScript(lowered)
	case unicode.Is(unicode.Hebrew, r):
		return foldHebrew(lowered)
	}
	return lowered
}
