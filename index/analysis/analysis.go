// Package analysis turns text into the terms that it is searched by, each language in its own way.
//
//	a := analysis.For("fr")
//	a.Text("Les élections de l’État", nil)  // the words of a text: positions, byte offsets, index terms
//	a.Words("élection")                // the slots that a query word has to fill in such a text
//
// Words of a language that separates them by spaces are lowered, stemmed and stripped of diacritics by the
// rules of that language, and their terms carry the analyzer's name ("fr:elect"), so that a French stem never
// meets an English one by accident. Words in a script that the language isn't written in are folded only and
// belong to no language ("x:"). Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese text becomes pairs of
// neighbouring characters; these pairs, numbers, #hashtags and @handles are the same in all languages and
// carry no name.
//
// Marks that make a letter of their own count: får is not far in Swedish. But people leave out marks that their
// keyboard lacks, so a word with such letters has further terms without them ("tr~:erdogan" for Erdoğan), which
// a query word reaches only if it was typed without any, and by Slot.Loose, so that the exact form comes first.
//
// A stem alone is a guess. So a word of a text has every stem that its endings allow (stem_light.go), the words whose
// irregular form it is (irregular.go) and, in languages that write compounds in one word, its parts
// (compound.go): Wahl finds Präsidentschaftswahl, below texts that say Wahl.
//
// The package knows nothing of documents, queries or search engines.
package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Version grows whenever the terms of some text change, which makes an index built before useless.
//
//	1  first version
//	2  words are found without their marks; German stems keep their umlaut
//	3  words of a text have all the stems that they may have; irregular forms, parts of compounds, words
//	   with hyphens or points in one piece
//	4  Chinese and Japanese words by larger lexicons, their characters where they mean the word; Hungarian stems that
//	   lose a vowel
const Version = 4

// A Token is one word of a text, or one character of a text without spaces.
type Token struct {
	Terms   []string // what it is found by; all of them stand at Pos
	Surface string   // the whole word, lowered and folded but not stemmed, for searches by its beginning or its character
	Bare    string   // Surface without any marks, where it is found by that too; else empty
	Start   int      // byte offset of its first byte
	End     int      // byte offset behind its last byte
	Pos     int      // number of tokens before it, paragraph gaps included
}

// A Slot is one position that a query word has to fill. Query words of one slot are the rule; "Jean-Luc" has
// two, and a Chinese word has one for every pair of characters that is needed to cover it.
type Slot struct {
	Terms  []string // any of them fills it
	Loose  []string // so do these, but less well: words with marks that the searcher left out
	Prefix string   // or any pair that begins with this character, if it isn't empty
	Alone  bool     // only where the character of Prefix finds the word that it is in
	Offset int      // distance from the first slot, in positions
	Width  int      // how many positions it covers: 2 for a pair of characters, 1 otherwise
}

// paragraphGap is what a blank line adds to the positions, so that no phrase reaches from one paragraph into
// the next. It is larger than any distance that a query may ask for.
const paragraphGap = 60

// MaxDistance is the largest number of words that a proximity search may allow between its words.
const MaxDistance = 50

// maxWord is the longest word that is searchable, in bytes. Longer ones are cut.
const maxWord = 120

// An Analyzer analyses the texts and the query words of one language. It has no state and is safe for
// concurrent use.
type Analyzer struct{ language }

// Name is what the analyzer's terms begin with: a language code, or "x" for languages without rules of their
// own. Languages that are analysed alike share an analyzer.
func (a *Analyzer) Name() string { return a.name }

// Text analyses a text, which should be NFC. The tokens' terms must not be changed.
func (a *Analyzer) Text(text string, memo *Memo) []Token {
	return a.AppendText(make([]Token, 0, len(text)/6+1), text, memo, nil)
}

// AppendText appends the tokens of a text to others, with positions of its own from 0 on. Their terms stand in the room, if there is one.
func (a *Analyzer) AppendText(tokens []Token, text string, memo *Memo, room *Room) []Token {
	from, pos := len(tokens), 0
	s := segmenter{text: text}
	j := joiner{analyzer: a, text: text, memo: memo, room: room}
	runs := false
	for s.next() {
		pos += s.gap * paragraphGap
		switch s.kind {
		case kindWord, kindNumber:
			w := memo.wordTerms(a, s.word(), s.kind, room)
			if len(w.terms) == 0 {
				continue
			}
			tokens = append(tokens, Token{Terms: w.terms, Surface: w.surface, Bare: w.bare, Start: s.start, End: s.end, Pos: pos})
			j.meet(tokens, s.kind)
			pos++
		case kindTag:
			tag := tagTerm(s.word())
			w := memo.wordTerms(a, tagged(s.word()), kindWord, room)
			tokens = append(tokens, Token{Terms: append([]string{tag}, w.terms...), Surface: w.surface, Bare: w.bare, Start: s.start, End: s.end, Pos: pos})
			pos++
		case kindUnit:
			tokens = append(tokens, a.unit(&s, pos))
			runs = runs || isPartOfRun(s.word())
			pos++
		}
	}
	j.finish(tokens)
	if runs {
		a.markWords(tokens[from:])
	}
	return tokens
}

// unit is the token of one character of unspaced text: the pair that it forms with its right neighbour, or
// the character alone where the run ends.
func (a *Analyzer) unit(s *segmenter, pos int) Token {
	char := unitTerm(s.word())
	t := Token{Surface: char, Start: s.start, End: s.end, Pos: pos}
	if next := s.peekUnit(); next != "" {
		t.Terms = []string{char + unitTerm(next)}
	} else {
		t.Terms = []string{char}
	}
	return t
}

// wordTerms returns the terms of a spaced word or number as it stands in a text, and its unstemmed forms.
func (a *Analyzer) wordTerms(word string, kind int) wordTerms {
	if kind == kindNumber {
		n := numberTerm(word)
		return wordTerms{terms: []string{n}, surface: n}
	}
	l := a.forWord(word)
	lowered := l.lowered(word)
	if lowered == "" {
		return wordTerms{}
	}
	w := wordTerms{surface: l.folded(lowered)}
	if hasDigit(lowered) {
		w.terms = []string{w.surface}
		return w
	}
	w.terms = l.textTerms(lowered)
	if l.number != nil && isCapital(word) {
		if key := l.number(lowered); key != "" {
			w.terms = append(w.terms, l.numberTerm(key))
		}
	}
	w.terms = append(w.terms, l.partTerms(lowered)...)
	if l.pieces != nil {
		for _, piece := range l.pieces(word) {
			for _, t := range l.textTerms(l.lowered(piece)) {
				w.terms = appendNew(w.terms, t)
			}
		}
	}
	if l.foundBare(word, lowered) {
		w.bare = fold(lowered, "")
		w.terms = append(w.terms, l.bareTerms(lowered)...)
	}
	return w
}

// Words returns the slots that a query word, or the words of a phrase, have to fill in a text of the
// analyzer's language, in order. It is empty for a text without letters, digits or symbols to search by.
func (a *Analyzer) Words(text string) []Slot {
	var slots []Slot
	pos := 0
	s := segmenter{text: norm.NFC.String(text)}
	for s.next() {
		switch s.kind {
		case kindTag:
			slots = append(slots, Slot{Terms: []string{tagTerm(s.word())}, Offset: pos, Width: 1})
			pos++
		case kindUnit:
			var units []string
			units = append(units, unitTerm(s.word()))
			for s.peekUnit() != "" && s.next() {
				units = append(units, unitTerm(s.word()))
			}
			run := unspaced(units, pos)
			slots = append(slots, run...)
			pos += run[len(run)-1].Offset + run[len(run)-1].Width - pos
		default:
			if slot := a.slot(s.word(), s.kind); len(slot.Terms) > 0 {
				slot.Offset, slot.Width = pos, 1
				slots = append(slots, slot)
				pos++
			}
		}
	}
	return slots
}

// slot is what a spaced word or number of a query asks for.
func (a *Analyzer) slot(word string, kind int) Slot {
	if kind == kindNumber {
		return Slot{Terms: []string{numberTerm(word)}}
	}
	l := a.forWord(word)
	lowered := l.lowered(word)
	switch {
	case lowered == "":
		return Slot{}
	case hasDigit(lowered):
		return Slot{Terms: []string{l.folded(lowered)}}
	}
	var slot Slot
	slot.Terms, slot.Loose = l.queryTerms(lowered)
	if l.number != nil {
		if key := l.number(lowered); key != "" {
			slot.Terms = append(slot.Terms, l.numberTerm(key))
		}
	}
	typed := lowered
	if l.turkic && !strings.Contains(word, "ı") {
		typed = strings.ReplaceAll(lowered, "ı", "i") // Istanbul may be meant with a dot
		exact, other := l.queryTerms(typed)
		for _, t := range exact {
			slot.Terms = appendNew(slot.Terms, t)
		}
		slot.Loose = append(slot.Loose, other...)
	}
	if l.compounds != nil {
		for _, t := range slot.Terms {
			slot.Loose = append(slot.Loose, l.partTerm(t))
		}
	}
	if l.keep != "" && fold(typed, "") == typed && !plainWords()[l.name][typed] {
		slot.Loose = append(slot.Loose, l.bareTerms(typed)...)
	}
	slot.Loose = slices.DeleteFunc(slot.Loose, func(t string) bool { return contains(slot.Terms, t) })
	return slot
}

// Beginning returns what the Surface of a word must begin with to be found by the beginning that is given.
func (a *Analyzer) Beginning(text string) string {
	s := segmenter{text: norm.NFC.String(text)}
	if !s.next() {
		return ""
	}
	switch s.kind {
	case kindNumber:
		return numberTerm(s.word())
	case kindTag:
		l := a.forWord(tagged(s.word()))
		return l.folded(l.lowered(tagged(s.word())))
	case kindUnit:
		return unitTerm(s.word())
	}
	l := a.forWord(s.word())
	return l.folded(l.lowered(s.word()))
}

// Fits reports whether the token fills the slot.
func (t *Token) Fits(s *Slot) bool {
	for _, have := range t.Terms {
		if contains(s.Terms, have) || contains(s.Loose, have) {
			return true
		}
	}
	if s.Prefix == "" {
		return false
	}
	return t.Surface == s.Prefix || !s.Alone && strings.HasPrefix(t.Terms[0], s.Prefix)
}

// unspaced covers a run of characters of a query with as few pairs as possible, without the endings that a text may
// vary.
func unspaced(units []string, pos int) []Slot {
	units, alternatives := koreanQuery(units)
	if alternatives == nil {
		units, alternatives = japaneseQuery(units)
	}
	n := len(units)
	if n == 1 {
		return []Slot{{Prefix: units[0], Offset: pos, Width: 1}}
	}
	var crossing []bool
	if isPartOfRun(units[0]) {
		crossing = crossings(units)
	}
	pair := func(i int) Slot {
		slot := Slot{Terms: []string{units[i] + units[i+1]}, Offset: pos + i, Width: 2}
		if i+2 == n && alternatives != nil {
			slot.Terms = nil
			for _, last := range alternatives {
				slot.Terms = append(slot.Terms, units[i]+last)
			}
		}
		if crossing != nil && (crossing[i] || i+2 == n && alternatives != nil) {
			for _, t := range slot.Terms {
				_, first := utf8.DecodeRuneInString(t)
				slot.Terms = append(slot.Terms, crossed(t[:first], t[first:]))
			}
		}
		return slot
	}
	var slots []Slot
	for i := 0; i+1 < n; i += 2 {
		slots = append(slots, pair(i))
	}
	if n%2 == 1 {
		slots = append(slots, pair(n-2))
	}
	return slots
}

// unitTerm brings compatibility variants (half-width kana, full-width letters) of a character together.
func unitTerm(unit string) string { return norm.NFKC.String(stripIgnorable(unit)) }

// tagTerm is the term of "#hashtag" or "@handle".
func tagTerm(tag string) string {
	sign := "#"
	if r, _ := utf8.DecodeRuneInString(tag); r == '@' || r == '＠' {
		sign = "@"
	}
	return sign + cut(strings.ToLower(norm.NFKC.String(tagged(tag))))
}

// tagged is a tag without its sign, which may be a full-width one.
func tagged(tag string) string {
	_, n := utf8.DecodeRuneInString(tag)
	return tag[n:]
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}

// cut shortens a term to maxWord bytes without breaking a character.
func cut(s string) string {
	if len(s) <= maxWord {
		return s
	}
	s = s[:maxWord]
	for len(s) > 0 {
		if r, n := utf8.DecodeLastRuneInString(s); r != utf8.RuneError || n != 1 {
			break
		}
		s = s[:len(s)-1]
	}
	return s
}
