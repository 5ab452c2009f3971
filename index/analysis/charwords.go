package analysis

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// charWords are the words of a language without spaces. A run of characters is cut into those that are the commonest
// together, by how common each is alone: the most probable path through all words that the run has (A. Viterbi, 1967, over
// single words).
type charWords struct {
	words  map[string]charWord
	simple map[string]string // the simplified forms of characters, by which words are looked up
}

// A charWord is what is known of a word.
type charWord struct {
	zipf  uint8 // ten times the logarithm of how often it comes among 10^9 words
	parts uint8 // what of it finds it, of byFirst, byLast, byPair
}

// The parts of a word that may find it: words/alone says which do.
const (
	byFirst = 1 << iota // its first character
	byLast              // its last character
	byPair              // its last two characters, of three
)

var (
	chineseWords = sync.OnceValue(func() *charWords {
		return &charWords{words: charWordsOf("zh"), simple: simpleCharacters()}
	})
	japaneseWords = sync.OnceValue(func() *charWords { return &charWords{words: charWordsOf("ja")} })
)

// charWordsOf reads a list; words/alone explains the marks behind the words.
func charWordsOf(name string) map[string]charWord {
	text := wordFile(name)
	words := make(map[string]charWord, strings.Count(text, " "))
	for line := range strings.Lines(text) {
		zipf, list, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		z, _ := strconv.Atoi(zipf)
		for w := range strings.FieldsSeq(list) {
			word := charWord{zipf: uint8(z), parts: byLast | byPair}
			if mark := w[len(w)-1]; mark >= '0' && mark <= '7' {
				w, word.parts = w[:len(w)-1], mark-'0'
			}
			words[w] = word
		}
	}
	return words
}

// simpleCharacters are the simplified forms of traditional Chinese characters.
func simpleCharacters() map[string]string {
	chars := strings.Split(wordFile("simple"), "")
	simple := make(map[string]string, len(chars)/2)
	for i := 0; i+1 < len(chars); i += 2 {
		simple[chars[i]] = chars[i+1]
	}
	return simple
}

const (
	maxCharWord  = 5  // characters that a word has at most
	maxKatakana  = 7  // the same for a foreign word
	longWord     = 4  // characters from which on a word is looked into for others
	rarest       = 90 // what a word costs is this less its frequency
	unknown      = 85 // what a character that is no word costs
	marginOfFour = 30 // the same inside a word of four characters, for two words may share one of them: 消費税, 税率
	seldom       = 15 // what a long word costs less, for hardly ever does one come about by chance
	leftOver     = 25 // what a character costs more that the parts of a long word leave over
	margin       = 6  // what another way to cut may cost more and still be as good
)

// A cutter cuts runs of characters, one after the other.
type cutter struct {
	lexicon *charWords
	units   []string // the characters of the run; what follows is of the run that was cut last
	inside  int      // what a single character costs more
	margin  int      // what another way may cost more and still be good
	starts  []bool   // whether a word begins at this character; one more than there are characters
	sure    []bool   // whether it begins there in every good way to cut the run
	single  []bool   // whether the character is a word of its own in a good way to cut it

	text   string // the run as words are looked up in it
	at     []int  // where each of the characters begins in it
	prices []int  // of the words that end at a character, maxKatakana for each, the shortest first; 0 for none
	cost   []int  // of the cheapest way to the character
	rest   []int  // of the cheapest way from the character on
	from   []int  // where the last word on the way to it began
}

// cut finds the words of the run, and answers what they cost.
func (c *cutter) cut() int {
	n := len(c.units)
	var b strings.Builder
	c.at = append(c.at[:0], 0)
	for _, u := range c.units {
		if s, ok := c.lexicon.simple[u]; ok {
			u = s
		}
		b.WriteString(u)
		c.at = append(c.at, b.Len())
	}
	c.text = b.String()
	c.starts, c.sure, c.single = zeros(c.starts, n+1), zeros(c.sure, n+1), zeros(c.single, n+1)
	c.cost, c.rest, c.from = zeros(c.cost, n+1), zeros(c.rest, n+1), zeros(c.from, n+1)
	c.prices = zeros(c.prices, (n+1)*maxKatakana)
	c.inside, c.margin = 0, margin
	c.path(0, n, maxKatakana)
	price := c.cost[n]
	for i := 0; i < n; {
		end := c.end(i)
		if end-i >= longWord && isHanText(c.text[c.at[i]:c.at[end]]) {
			c.inside, c.margin = leftOver, margin
			if end-i == longWord {
				c.margin = marginOfFour
			}
			c.path(i, end, end-i-1)
		}
		i = end
	}
	return price
}

func zeros[T any](list []T, n int) []T {
	list = append(list[:0], make([]T, n)...)
	clear(list)
	return list
}

// path cuts what stands between two characters into words none of which is longer than is said.
func (c *cutter) path(from, until, longest int) {
	c.cost[from] = 0
	for end := from + 1; end <= until; end++ {
		c.cost[end] = 1 << 30
		most := maxCharWord
		if isKatakana(c.units[end-1]) {
			most = maxKatakana
		}
		for start := end - 1; start >= max(from, end-min(most, longest)); start-- {
			price := c.price(start, end)
			if start == end-1 {
				price += c.inside
			}
			if sum := c.cost[start] + price; price > 0 && sum < c.cost[end] {
				c.cost[end], c.from[end] = sum, start
			}
		}
	}
	for i := until; i > from; i = c.from[i] {
		c.starts[i], c.starts[c.from[i]] = true, true
		c.sure[i], c.sure[c.from[i]] = true, true
	}
	c.doubt(from, until, longest)
}

// doubt looks for other ways to cut, not much more expensive than the cheapest.
func (c *cutter) doubt(from, until, longest int) {
	c.rest[until] = 0
	for i := from; i < until; i++ {
		c.rest[i] = 1 << 30
	}
	for end := until; end > from; end-- {
		for start := end - 1; start >= max(from, end-min(maxKatakana, longest)); start-- {
			price := c.prices[end*maxKatakana+end-start-1]
			if price == 0 {
				continue
			}
			if start == end-1 {
				price += c.inside
			}
			c.rest[start] = min(c.rest[start], price+c.rest[end])
			if c.cost[start]+price+c.rest[end] >= c.cost[until]+c.margin {
				continue
			}
			for i := start + 1; i < end; i++ {
				if i > start+1 && c.otherPair(start, end) {
					break
				}
				c.sure[i] = false
			}
			if start == end-1 {
				c.single[start] = true
			}
		}
	}
}

// price is what the word between two characters costs, 0 if it is none.
func (c *cutter) price(start, end int) int {
	price := &c.prices[end*maxKatakana+end-start-1]
	if *price == 0 {
		if w, ok := c.lexicon.words[c.text[c.at[start]:c.at[end]]]; ok {
			*price = rarest - int(w.zipf)
			if end-start >= longWord {
				*price -= seldom
			}
		} else if end-start == 1 {
			*price = unknown
		}
	}
	return *price
}

// end is where the word ends that begins at a character.
func (c *cutter) end(start int) int {
	end := start + 1
	for !c.starts[end] {
		end++
	}
	return end
}

// zipf is how common the word between two characters is, 0 if it is none.
func (c *cutter) zipf(from, until int) int {
	return int(c.lexicon.words[c.text[c.at[from]:c.at[until]]].zipf)
}

// otherPair reports whether the word between two characters has three of them, the last two of which mean something
// else: 京都 in 東京都.
func (c *cutter) otherPair(start, end int) bool {
	if end-start != 3 {
		return false
	}
	w, known := c.lexicon.words[c.text[c.at[start]:c.at[end]]]
	return known && w.parts&byPair == 0
}

// alone reports whether the character finds the word that it is in. Words that are not all of Chinese characters are
// inflected or foreign: there each does.
func (c *cutter) alone(i int) bool {
	if c.single[i] {
		return true
	}
	start := i
	for !c.starts[start] {
		start--
	}
	end := c.end(start)
	word := c.text[c.at[start]:c.at[end]]
	if !isHanText(word) {
		return true
	}
	w := c.lexicon.words[word]
	return i == start && w.parts&byFirst != 0 || i == end-1 && w.parts&byLast != 0
}

// isHanText reports whether a text is of Chinese characters only.
func isHanText(text string) bool {
	for i := 0; i < len(text); {
		if !isHan(text[i:]) {
			return false
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	}
	return true
}
