package analysis

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Pairs of neighbouring characters find 拍卖, auction, in 球拍卖完了, the rackets are sold out. So Chinese and Japanese runs
// are cut into words as well, those that are the commonest together, and a pair that reaches from one word into the next,
// and would be taken for a word of its own, is marked: "和|服" in 和服务员. A query that asks for the word 和服 means
// the plain pair; one whose own words part there means both.

// crossed is the term of a pair that two words share.
func crossed(a, b string) string { return a + "|" + b }

// charWords are words of a script without spaces, and ten times the logarithm of how common each is.
type charWords map[string]uint8

var chineseWords, japaneseWords = charWordsOf("zh"), charWordsOf("ja")

func charWordsOf(name string) func() charWords {
	return sync.OnceValue(func() charWords {
		words := charWords{}
		for line := range strings.Lines(wordFile(name)) {
			zipf, list, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			z, _ := strconv.Atoi(zipf)
			for _, w := range strings.Fields(list) {
				words[w] = uint8(z)
			}
		}
		return words
	})
}

const (
	maxCharWord = 3  // characters that a word has at most
	maxKatakana = 7  // the same for a foreign word
	rarest      = 90 // what a word costs is this less its frequency
	unknown     = 85 // what a character that is no word costs
)

// cut says at which of its characters a run has a word's first one, by the cheapest way to make it of words.
func (w charWords) cut(units []string) (starts []bool, price int) {
	n := len(units)
	cost, from := make([]int, n+1), make([]int, n+1)
	for end := 1; end <= n; end++ {
		cost[end] = 1 << 30
		word := ""
		longest := maxCharWord
		if isKatakana(units[end-1]) {
			longest = maxKatakana
		}
		for start := end - 1; start >= 0 && end-start <= longest; start-- {
			word = units[start] + word
			price := unknown
			if z, ok := w[word]; ok {
				price = rarest - int(z)
			} else if end-start > 1 {
				continue
			}
			if c := cost[start] + price; c < cost[end] {
				cost[end], from[end] = c, start
			}
		}
	}
	starts = make([]bool, n+1)
	for i := n; i > 0; i = from[i] {
		starts[from[i]] = true
	}
	starts[n] = true
	return starts, cost[n]
}

// crosses reports whether the pair at i belongs to two words, as one that could be taken for a word: it is one, or
// a longer one could end or begin in it.
func (w charWords) crosses(units []string, starts []bool, i int) bool {
	if !starts[i+1] {
		return w.isBeginning(units, starts, i)
	}
	before, after := !starts[i], !starts[i+2] // the words on both sides have more characters
	_, word := w[units[i]+units[i+1]]
	return before && after || word && (before || after)
}

// isBeginning reports whether the pair at i is a word by chance in a foreign word: パン in パンダ.
func (w charWords) isBeginning(units []string, starts []bool, i int) bool {
	if !isKatakana(units[i]) {
		return false
	}
	end := i + 2
	for !starts[end] {
		end++
	}
	if _, ok := w[units[i]+units[i+1]]; !ok || !starts[i] || end == i+2 {
		return false
	}
	_, rest := w[strings.Join(units[i+2:end], "")]
	return !rest || end == i+3
}

// markCrossed replaces the terms of pairs that reach over the end of a word.
func markCrossed(tokens []Token) {
	japanese := false
	for _, t := range tokens {
		japanese = japanese || isKana(t.Surface)
	}
	for i := 0; i < len(tokens); {
		n := 1
		for isPartOfRun(tokens[i].Surface) && i+n < len(tokens) && tokens[i+n-1].Pos+1 == tokens[i+n].Pos &&
			tokens[i+n-1].End == tokens[i+n].Start && isPartOfRun(tokens[i+n].Surface) {
			n++
		}
		if n > 2 {
			words := chineseWords()
			if japanese {
				words = japaneseWords()
			}
			words.mark(tokens[i : i+n])
		}
		i += n
	}
}

func (w charWords) mark(run []Token) {
	units := make([]string, len(run))
	for i, t := range run {
		units[i] = t.Surface
	}
	starts, _ := w.cut(units)
	for i := 0; i+1 < len(run); i++ {
		if w.crosses(units, starts, i) {
			run[i].Terms = []string{crossed(units[i], units[i+1])}
		}
	}
}

// crossings say for each pair of a query whether it is meant where two words meet too: that is so if it is no part of a word
// of the query.
func crossings(units []string) []bool {
	n := len(units)
	list := make([]bool, n)
	starts, price := chineseWords().cut(units)
	if japanese, p := japaneseWords().cut(units); p < price {
		starts = japanese
	}
	for i := 0; i+1 < n; i++ {
		list[i] = starts[i+1] || isKatakana(units[i]) && n > 2
	}
	return list
}

func isPartOfRun(unit string) bool {
	r, _ := utf8.DecodeRuneInString(unit)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '々'
}

func isKana(unit string) bool {
	r, _ := utf8.DecodeRuneInString(unit)
	return unicode.In(r, unicode.Hiragana, unicode.Katakana)
}

func isKatakana(unit string) bool {
	r, _ := utf8.DecodeRuneInString(unit)
	return unicode.Is(unicode.Katakana, r) || r == 'ー'
}
