package analysis

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Pairs of neighbouring characters find 和服, kimono, in 和服务员, with the waiter. So Chinese and Japanese runs are cut into
// words as well (charwords.go), and a pair that reaches from one word into the next, and would be taken for a word of its
// own, is marked: "和|服" in 和服务员. A query that asks for the word 和服 means the plain pair; one whose own words part there
// means both.
//
// A single character finds the words that mean something like it: 桥, bridge, finds 大桥, and 本, book, doesn't find 日本.

// crossed is the term of a pair that two words share.
func crossed(a, b string) string { return a + "|" + b }

// markWords looks for the words in the runs of Chinese and Japanese characters.
func (a *Analyzer) markWords(tokens []Token) {
	words := chineseWords
	if a.japanese || slices.ContainsFunc(tokens, func(t Token) bool { return isKana(t.Surface) }) {
		words = japaneseWords
	}
	c := cutter{lexicon: words()}
	for i := 0; i < len(tokens); {
		n := 1
		for isPartOfRun(tokens[i].Surface) && i+n < len(tokens) && tokens[i+n-1].Pos+1 == tokens[i+n].Pos &&
			tokens[i+n-1].End == tokens[i+n].Start && isPartOfRun(tokens[i+n].Surface) {
			n++
		}
		if n > 1 {
			c.mark(tokens[i : i+n])
		}
		i += n
	}
}

// mark marks the pairs of a run that cross into another word, and takes the surface of characters that don't find
// their word.
func (c *cutter) mark(run []Token) {
	c.units = c.units[:0]
	for _, t := range run {
		c.units = append(c.units, t.Surface)
	}
	c.cut()
	for i := 0; i+1 < len(run); i++ {
		if c.crosses(i) {
			run[i].Terms = []string{crossed(c.units[i], c.units[i+1])}
		}
	}
	for i := range run {
		if !c.alone(i) {
			run[i].Surface = ""
		}
	}
}

// crosses reports whether the pair at i belongs to two words, as one that could be taken for a word: it is one, or
// a longer one could end or begin in it.
func (c *cutter) crosses(i int) bool {
	if !c.starts[i+1] {
		return c.isBeginning(i) || c.endsOther(i)
	}
	before, after := !c.starts[i], !c.starts[i+2] // the words on both sides have more characters
	return c.sure[i+1] && (before && after || (before || after) && c.zipf(i, i+2) > 0)
}

// isBeginning reports whether the pair at i is a word by chance in a foreign word: パン in パンダ, ブラ in ブラジル. A word that
// is rarer than its parts is a compound of them.
func (c *cutter) isBeginning(i int) bool {
	if !isKatakana(c.units[i]) || !c.starts[i] {
		return false
	}
	end := c.end(i)
	front := c.zipf(i, i+2)
	if end == i+2 || front == 0 || !isKatakana(c.units[end-1]) {
		return false
	}
	return end == i+3 || c.zipf(i, end) > (front+c.zipf(i+2, end))/2
}

// endsOther reports whether the pair at i ends a word of three characters and means something else.
func (c *cutter) endsOther(i int) bool {
	return i > 0 && !c.starts[i] && c.starts[i-1] && c.starts[i+2] && c.otherPair(i-1, i+2)
}

// crossings say for each pair of a query whether it is meant where two words meet too: that is so if it is no part of a word
// of the query. Who asks for a pair alone, or for three characters that are a word, means a word.
func crossings(units []string) []bool {
	n := len(units)
	list := make([]bool, n)
	if n == 2 {
		return list
	}
	c := cutter{lexicon: chineseWords(), units: units}
	j := cutter{lexicon: japaneseWords(), units: units}
	if price := c.cut(); j.cut() < price {
		c = j
	}
	if n < longWord && (c.zipf(0, n) > 0 || j.zipf(0, n) > 0) {
		clear(c.starts[1:n])
	}
	for i := range n - 1 {
		list[i] = c.starts[i+1] || c.endsOther(i) || isKatakana(units[i])
	}
	return list
}

func isPartOfRun(unit string) bool {
	r, _ := utf8.DecodeRuneInString(unit)
	return r >= 0x3041 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '々')
}

func isKana(unit string) bool {
	r, _ := utf8.DecodeRuneInString(unit)
	return r >= 0x3041 && unicode.In(r, unicode.Hiragana, unicode.Katakana)
}

func isKatakana(unit string) bool {
	r, _ := utf8.DecodeRuneInString(unit)
	return unicode.Is(unicode.Katakana, r) || r == 'ー'
}
