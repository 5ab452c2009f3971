package incident

import "strings"

// A lexicon remembers what was worked out about words, language by language, for the same ones come again and again.
type lexicon struct {
	dictionaries map[string]*dictionary // by language
	size         int                    // words in all of them that were met of late
	seen         register               // by what is counted in an article
	uses         []use                  // room for those of an article
}

// A dictionary is the part of a lexicon for one language.
type dictionary struct {
	lexicon       *lexicon
	lang          string
	background    *background
	gazetteer     *gazetteer
	organisations *gazetteer
	words         map[string]*word // as they are written, those that were met of late
	before        map[string]*word // and before these
}

// A word is what is known of a word.
type word struct {
	script scriptKind
	folded string // see fold
	form   uint64 // key of what is counted as one word: in scripts with capitals of folded, or else of the word itself
	stem   uint64 // key of its stem
	asked  traits // those that are known
	has    traits
	names  []uint64 // see nameKeys; known once asked has withNames
}

// traits are what is worked out about a word when it is first asked for.
type traits uint8

const (
	withNames         traits = 1 << iota
	everyday                 // it is common, and no name
	opensPlace               // the name of a place may begin with it
	opensDay                 // a name of a day may begin with it
	opensOrganisation        // a name of an organisation may begin with it
)

const (
	lexiconSize = 1 << 15 // words that were met of late, and as many before
	longWord    = 64      // bytes of a word from which on it isn't worth remembering
)

func newLexicon() *lexicon { return &lexicon{dictionaries: map[string]*dictionary{}} }

// of returns the dictionary of a language.
func (l *lexicon) of(lang string) *dictionary {
	d := l.dictionaries[lang]
	if d == nil {
		d = &dictionary{lexicon: l, lang: lang, background: backgroundOf(lang), gazetteer: newGazetteer(lang), organisations: newOrganisationGazetteer(lang), words: map[string]*word{}}
		l.dictionaries[lang] = d
	}
	return d
}

// annotate looks the words among some tokens up.
func (d *dictionary) annotate(tokens []token) {
	for i := range tokens {
		t := &tokens[i]
		if t.spaceless() {
			continue
		}
		// A mark at the beginning has no script of its own.
		if w := d.word(t.text, t.script); w.script == t.script {
			t.word = w
		}
	}
}

// wordOf is the word of a token.
func (d *dictionary) wordOf(t *token) *word {
	if t.word == nil {
		return newWord(t.text, t.script)
	}
	return t.word
}

// word looks a word up.
func (d *dictionary) word(text string, script scriptKind) *word {
	w := d.words[text]
	if w != nil {
		return w
	}
	if w = d.before[text]; w == nil {
		w = newWord(text, script)
	}
	if len(text) > longWord {
		return w
	}
	if d.lexicon.size++; d.lexicon.size > lexiconSize {
		d.lexicon.age()
	}
	d.words[strings.Clone(text)] = w // or the whole article would stay in memory
	return w
}

// age forgets the words that weren't met of late.
func (l *lexicon) age() {
	for _, d := range l.dictionaries {
		d.before, d.words = d.words, make(map[string]*word, len(d.words))
	}
	l.size = 1
}

func newWord(text string, script scriptKind) *word {
	w := &word{script: script, folded: strings.Clone(fold(text)), stem: key('w', stem(text))}
	w.form = key('x', w.folded)
	if script != cased {
		w.form = key('y', text)
	}
	return w
}

// is reports whether a word has a trait, which it works out the first time.
func (w *word) is(trait traits, compute func() bool) bool {
	if w.asked&trait == 0 {
		w.asked |= trait
		if compute() {
			w.has |= trait
		}
	}
	return w.has&trait != 0
}

// nameKeys is nameKeys of a word that is written as text.
func (d *dictionary) nameKeys(w *word, text string) []uint64 {
	if w.asked&withNames == 0 {
		w.asked |= withNames
		w.names = nameKeys(text, d.lang)
	}
	return w.names
}

// isEveryday reports whether a word is a common one that is no name, with or without what its language may have joined to it.
func (d *dictionary) isEveryday(w *word) bool {
	return w.is(everyday, func() bool {
		if w.script == cased {
			return d.background.everyday[w.form]
		}
		for _, form := range bareForms(w.folded, d.lang) {
			if d.background.isEveryday(form) {
				return true
			}
		}
		return false
	})
}
