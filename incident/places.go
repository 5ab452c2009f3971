package incident

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A gazetteer finds the countries and cities named in texts of one language: countries by CLDR's names for them and by those of their
// people, cities by GeoNames's. A name is known under the endings and joined prefixes of its language, and under no other: "Indonesiens"
// is ID, but "police" isn't Poland. Scripts without spaces are searched at every character.
type gazetteer struct {
	opening   traits                 // of a word that a name may begin with
	endings   map[string]bool        // of the language, see endingsOf
	nouns     bool                   // every noun has a capital
	inflected bool                   // they are added to cities as well
	cityCuts  int                    // vowels that a city loses before them
	whole     map[string][]*place    // first word, folded → names that begin with it
	stems     map[string][]*place    // the same without its last vowel or two: what endings are added to
	starts    map[string]startsOf    // startOf whole and stems
	runs      map[string][]placeName // first two characters → names in a script without spaces, longest first
}

// startsOf tells what the names with some first letters stand for.
type startsOf uint8

const (
	startsCountry startsOf = 1 << iota
	startsCity
)

// A place is something with a name on a map.
type place struct {
	key     string   // of a country its code: "FR"
	country string   // that it lies in, or that it is
	people  int      // thousands
	rest    []string // the words after the first, folded
	given   bool     // people are called so as well
	small   bool     // written with a small letter: "français"
	title   bool     // an organisation's name, which no adjective is made of
	acronym bool     // one written in capitals alone
}

func (p *place) isCity() bool { return p.key != p.country }

type placeName struct {
	name string
	*place
}

const (
	shortestStem = 4 // letters of what an ending may be added to, in scripts with capitals
	startLetters = 3
)

// gazetteers are made when a language is first met, and are the same for all.
var placeGazetteers sync.Map

// newGazetteer is the gazetteer of a language.
func newGazetteer(lang string) *gazetteer {
	made, _ := placeGazetteers.LoadOrStore(lang, sync.OnceValue(func() *gazetteer { return makeGazetteer(lang) }))
	return made.(func() *gazetteer)()
}

func emptyGazetteer(lang string, opening traits) *gazetteer {
	g := &gazetteer{opening: opening, endings: endingsOf(lang), whole: map[string][]*place{}, stems: map[string][]*place{}, starts: map[string]startsOf{},
		runs: map[string][]placeName{}}
	g.inflected, g.cityCuts = inflectsCities(lang)
	g.nouns = capitalNouns(lang)
	return g
}

func makeGazetteer(lang string) *gazetteer {
	g := emptyGazetteer(lang, opensPlace)
	countryNames(lang, func(country, name string, inflected bool) {
		g.add(name, place{key: country, country: country, people: math.MaxInt32}, inflected)
	})
	cityNames(lang, func(c city, name string) {
		g.add(name, place{key: c.key, country: c.country, people: c.thousands}, true)
	})
	g.sort()
	return g
}

// sort puts the longer names before the shorter ones, and of equal names the larger places first.
func (g *gazetteer) sort() {
	for _, names := range []map[string][]*place{g.whole, g.stems} {
		for _, list := range names {
			slices.SortFunc(list, func(a, b *place) int {
				return cmp.Or(len(b.rest)-len(a.rest), cmp.Compare(b.people, a.people), strings.Compare(a.key, b.key))
			})
		}
	}
	for _, list := range g.runs {
		slices.SortFunc(list, func(a, b placeName) int {
			return cmp.Or(len(b.name)-len(a.name), cmp.Compare(b.people, a.people), strings.Compare(a.key, b.key))
		})
	}
}

// add enters a name. One that isn't inflected stands for itself only.
func (g *gazetteer) add(name string, p place, inflected bool) {
	first, _ := firstRune(name)
	if first == 0 {
		return
	}
	if k := kindOf(first); k == han || k == katakana || k == joined {
		start := clipRunes(name, 2)
		g.runs[start] = append(g.runs[start], placeName{name, &p})
		return
	}
	var words []string
	for _, t := range tokenize(name, false, 0) {
		words = append(words, fold(t.text))
	}
	if len(words) == 0 {
		return
	}
	p.rest = words[1:]
	p.small = unicode.IsLower(first)
	p.given = len(words) == 1 && givenNames[words[0]]
	enter := func(table map[string][]*place, form string) {
		if !slices.ContainsFunc(table[form], func(o *place) bool { return o.key == p.key && slices.Equal(o.rest, p.rest) }) {
			table[form] = append(table[form], &p)
		}
		starts := startsCountry
		if p.isCity() {
			starts = startsCity
		}
		g.starts[startOf(form)] |= starts
	}
	enter(g.whole, words[0])
	runes := []rune(words[0])
	least := shortestStem
	switch {
	case unicode.Is(unicode.Hangul, first):
		least = 2
	case kindOf(first) == caseless:
		least = 3
	}
	if !inflected || len(g.endings) == 0 || len(runes) < least || (p.isCity() && !g.inflected) {
		return
	}
	enter(g.stems, words[0])
	if open, ok := strings.CutSuffix(words[0], "ів"); ok {
		enter(g.stems, open+"ов") // Ukrainian: Львів, у Львові
	}
	cuts := 2 // "Russia", "Russian"
	if p.isCity() {
		cuts = g.cityCuts
	}
	for cut := 1; cut <= cuts && len(runes)-cut >= least && finalVowels[runes[len(runes)-cut]]; cut++ {
		enter(g.stems, string(runes[:len(runes)-cut]))
	}
}

// startOf is the first letters of a word, two where vowels aren't written.
func startOf(word string) string {
	if first, _ := firstRune(word); kindOf(first) == caseless {
		return clipRunes(word, startLetters-1)
	}
	return clipRunes(word, startLetters)
}

// finalVowels are the letters that a name may lose at its end before it gets another ending.
var finalVowels = func() map[rune]bool {
	m := map[rune]bool{}
	for _, r := range "aeiouyаеиоуыэюяьйіїєαεηιουωςاةهיהी" {
		m[r] = true
	}
	return m
}()

// A mention is a place named in a text.
type mention struct {
	key     string
	country string // that it lies in, or that it is
	surface string
	count   int
	order   int // of its first token
}

// find returns the places named by the tokens, in the order of their first mention. Of several with one name it is the one in a
// country that the text names, or else the largest.
func (g *gazetteer) find(tokens []token) []mention {
	type hit struct {
		places  []*place
		surface string
		order   int
	}
	var hits []hit
	countries := map[string]bool{}
	add := func(places []*place, surface string, order int) {
		hits = append(hits, hit{places, surface, order})
		if !places[0].isCity() {
			countries[places[0].key] = true
		}
	}
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		if t.script == han || t.script == katakana || t.script == joined {
			g.findInRun(tokens, i, add)
			continue
		}
		if places := g.at(tokens, i); len(places) > 0 {
			add(places, joinWords(tokens[i:i+1+len(places[0].rest)]), t.order)
			i += len(places[0].rest)
		}
	}
	var list []mention
	for _, h := range hits {
		p := h.places[0]
		if i := slices.IndexFunc(h.places, func(p *place) bool { return countries[p.country] }); i >= 0 {
			p = h.places[i]
		}
		if i := slices.IndexFunc(list, func(m mention) bool { return m.key == p.key }); i >= 0 {
			list[i].count++
			continue
		}
		list = append(list, mention{p.key, p.country, h.surface, 1, h.order})
	}
	return list
}

// joinWords is a name of several words as it is written, as far as its words are.
func joinWords(tokens []token) string {
	if len(tokens) == 1 {
		return tokens[0].text
	}
	var b strings.Builder
	for i := range tokens {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(tokens[i].text)
	}
	return b.String()
}

// findInRun looks for names in the run of token i, without spaces. A short name in katakana has to be all of its run, for such runs are words;
// and where the characters for foreign names go on, it is a part of a longer one.
func (g *gazetteer) findInRun(tokens []token, i int, add func(places []*place, surface string, order int)) {
	t := &tokens[i]
	dotted := isDot(t.link) || (i+1 < len(tokens) && isDot(tokens[i+1].link))
	run := t.text
	for at := 0; at < len(run); {
		_, size := utf8.DecodeRuneInString(run[at:])
		var found []*place
		name := ""
		for _, n := range g.runs[clipRunes(run[at:], 2)] {
			if name != "" && n.name != name {
				break
			}
			if !strings.HasPrefix(run[at:], n.name) || dotted && len(n.name) == len(run) || !standsAlone(t, at, n) {
				continue
			}
			name, found = n.name, append(found, n.place)
		}
		if len(found) > 0 {
			add(found, name, t.order)
			size = len(name)
		}
		at += size
	}
}

const (
	shortKatakana = 9   // bytes, three letters
	largeCity     = 500 // thousand people
)

func standsAlone(t *token, at int, n placeName) bool {
	end := at + len(n.name)
	switch t.script {
	case katakana:
		return (at == 0 && end == len(t.text) && (len(n.name) > shortKatakana || n.people >= largeCity)) || (at == 0 && len(n.name) > shortKatakana+3)
	case han:
		if !n.isCity() || !isForeign(n.name) {
			return true
		}
		before, _ := utf8.DecodeLastRuneInString(t.text[:at])
		after, _ := utf8.DecodeRuneInString(t.text[end:])
		return !foreignRunes[before] && !foreignRunes[after]
	}
	return true
}

// at is the places that the longest name at token i stands for, the largest first.
func (g *gazetteer) at(tokens []token, i int) (best []*place) {
	t := &tokens[i]
	if t.word != nil && !t.word.is(g.opening, func() bool { return g.opens(t) }) {
		return nil
	}
	for _, form := range joinedForms(t.fold(), t.script) {
		starts := g.starts[startOf(form)]
		if starts == 0 || (starts == startsCity && t.script == cased && !t.capital) {
			continue
		}
		best = g.longer(best, g.whole[form], tokens, i, "")
		for end := len(form) - 1; end > 0 && len(form)-end <= longestEnding; end-- {
			if utf8.RuneStart(form[end]) && g.endings[form[end:]] {
				best = g.longer(best, g.stems[form[:end]], tokens, i, form[end:])
			}
		}
	}
	return best
}

// opens reports whether the name of a place may begin with the word of a token.
func (g *gazetteer) opens(t *token) bool {
	for _, form := range joinedForms(t.fold(), t.script) {
		starts := g.starts[startOf(form)]
		if starts == 0 || (starts == startsCity && t.script == cased && !t.capital) {
			continue
		}
		if len(g.whole[form]) > 0 {
			return true
		}
		for end := len(form) - 1; end > 0 && len(form)-end <= longestEnding; end-- {
			if utf8.RuneStart(form[end]) && g.endings[form[end:]] && len(g.stems[form[:end]]) > 0 {
				return true
			}
		}
	}
	return false
}

// longer is the better of the places found so far and of those in a list that the tokens from i on name.
func (g *gazetteer) longer(best, list []*place, tokens []token, i int, ending string) []*place {
	var found []*place
	for _, p := range list {
		if len(found) > 0 && len(p.rest) < len(found[0].rest) {
			break
		}
		if g.namesPlace(p, tokens, i, ending) {
			found = append(found, p)
		}
	}
	if len(found) == 0 || (len(best) > 0 && len(best[0].rest) >= len(found[0].rest)) {
		return best
	}
	if !found[0].isCity() {
		return found[:1]
	}
	return found
}

// namesPlace reports whether the tokens from i on name a place whose first word fits, with an ending. In scripts with capitals a city is
// written with one, and isn't part of a name of several words: "Jack London" is none.
func (g *gazetteer) namesPlace(p *place, tokens []token, i int, ending string) bool {
	if len(p.rest) >= len(tokens)-i {
		return false
	}
	for j, w := range p.rest {
		if !restOfName(&tokens[i+1+j], w, p.isCity()) {
			return false
		}
	}
	t := &tokens[i]
	switch {
	case p.acronym && t.script == cased:
		return isAcronym(t.text) && !t.headline
	case p.title && t.script == cased:
		return t.capital || p.small
	case t.script != cased || (len(p.rest) > 0 && !p.isCity()):
		return true
	case !t.capital:
		return !p.isCity() && (p.small || utf8.RuneCountInString(ending) >= 2)
	case len(p.rest) > 0 || t.headline || (!p.isCity() && !p.given):
		return true
	}
	return len(t.text) > 2 && (g.nouns || !besideName(tokens, i))
}

// restOfName reports whether a token is a further word of a place's name. That of a city is written with a capital as well.
func restOfName(t *token, word string, ofCity bool) bool {
	f := t.fold()
	if !ofCity || t.script != cased {
		return sameStem(f, word) > 0
	}
	return f == word || (t.capital && len(word) > shortestStem && len(f) <= len(word)+6 && strings.HasPrefix(f, clipRunes(word, utf8.RuneCountInString(word)-1)))
}

// besideName reports whether the word before or after token i looks like another part of one name.
func besideName(tokens []token, i int) bool {
	if i+1 < len(tokens) && tokens[i+1].link == ' ' && tokens[i+1].capital {
		return true
	}
	return tokens[i].link == ' ' && i > 0 && tokens[i-1].capital && !tokens[i-1].opening
}

// sameStem is the number of letters at the start of a word that agree with a word of a name, 0 where it isn't a form of it: all but the last
// two letters have to agree, at least three and no more than six, and the word may be four letters longer.
func sameStem(word, name string) int {
	common, wordLen, nameLen := 0, utf8.RuneCountInString(word), utf8.RuneCountInString(name)
	w := []rune(word)
	for i, r := range []rune(name) {
		if i >= len(w) || w[i] != r {
			break
		}
		common++
	}
	need := min(max(nameLen-2, 3), 6)
	if nameLen <= 4 {
		need = nameLen
	}
	if common < need || wordLen > nameLen+4 || (nameLen <= 3 && wordLen != nameLen) {
		return 0
	}
	return common
}

// clipRunes is the first n characters of a text.
func clipRunes(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for i := range text {
		if n == 0 {
			return text[:i]
		}
		n--
	}
	return text
}

// How much of its weight a country gets that isn't named, but for a city.
const impliedCountry = 0.7

// addPlaces adds the places of a text. A city weighs what it says beyond its country, which is a place of the text as well: the negative logarithm
// of the chance of the city where the country is named.
func (d *draft) addPlaces(list []mention, stats *langStats) (observed []uint64) {
	named := map[string]bool{}
	for _, m := range list {
		named[m.key] = true
	}
	for _, m := range list[:min(len(list), maxPlaces)] {
		k, country := key('c', m.key), key('c', m.country)
		weight := stats.rarity(k, placeChances())
		if k != country {
			ofCountry := stats.rarity(country, placeChances())
			weight = max(leastCity, weight-ofCountry)
			if !named[m.country] {
				named[m.country] = true
				observed = append(observed, country)
				d.add(kindPlace, country, impliedCountry*ofCountry*emphasis(m.order, m.count), m.surface)
			}
		}
		observed = append(observed, k)
		d.add(kindPlace, k, weight*emphasis(m.order, m.count), m.surface)
	}
	return observed
}

const leastCity = 0.5 // weight of a city that stands for its country

// placeChances is roughly how often the world's news names a country or a city: others than those listed stand in one article of fifty, half as
// often by their capital, and more rarely by other cities.
var placeChances = sync.OnceValue(func() map[uint64]float32 {
	m := map[uint64]float32{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			m[key('c', string(a)+string(b))] = 0.02
		}
	}
	for country, p := range map[string]float32{"US": 0.35, "RU": 0.12, "CN": 0.12, "GB": 0.12, "FR": 0.1, "DE": 0.1, "UA": 0.08, "IL": 0.06,
		"IR": 0.06, "JP": 0.06, "IN": 0.06, "ES": 0.06, "IT": 0.06, "BR": 0.06, "CA": 0.05, "AU": 0.05, "TR": 0.05, "SY": 0.04, "MX": 0.04} {
		m[key('c', country)] = p
	}
	for _, c := range cities() {
		ofCountry := m[key('c', c.country)]
		p := ofCountry * min(0.3, 0.02+0.00003*float32(c.thousands))
		if c.capital {
			p = ofCountry / 2
		}
		m[key('c', c.key)] = p
	}
	return m
})
