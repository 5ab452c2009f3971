package incident

import "strings"

// A lexicon remembers what was worked out about words, for the same ones come again and again.
type lexicon struct {
	words map[string]wordForms // by the word as it is written
	names map[nameForm][]uint64
}

// wordForms are what a word is compared by.
type wordForms struct {
	folded string // see fold
	stem   uint64 // key of its stem
}

// A nameForm is a word in a language, whose endings are taken off.
type nameForm struct{ lang, word string }

const (
	lexiconSize = 1 << 16 // words, and names
	longWord    = 64      // bytes of a word from which on it isn't worth remembering
)

func newLexicon() *lexicon {
	return &lexicon{words: map[string]wordForms{}, names: map[nameForm][]uint64{}}
}

// annotate works out the forms of the words among some tokens.
func (l *lexicon) annotate(tokens []token) {
	for i := range tokens {
		if t := &tokens[i]; t.script != han && t.script != joined {
			t.forms = l.forms(t.text)
		}
	}
}

func (l *lexicon) forms(word string) wordForms {
	forms, known := l.words[word]
	if known {
		return forms
	}
	if len(word) > longWord {
		return formsOf(word)
	}
	if len(l.words) >= lexiconSize {
		clear(l.words)
	}
	word = strings.Clone(word) // or the whole text would stay in memory
	forms = formsOf(word)
	l.words[word] = forms
	return forms
}

func formsOf(word string) wordForms { return wordForms{fold(word), key('w', stem(word))} }

// nameKeys is nameKeys of a word.
func (l *lexicon) nameKeys(word, lang string) []uint64 {
	keys, known := l.names[nameForm{lang, word}]
	if known {
		return keys
	}
	keys = nameKeys(word, lang)
	if len(word) > longWord {
		return keys
	}
	if len(l.names) >= lexiconSize {
		clear(l.names)
	}
	l.names[nameForm{lang, strings.Clone(word)}] = keys
	return keys
}
