package incident

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// A gazetteer finds the countries named in texts of one language, by CLDR's names for them (x/text/language/display).
// Names are compared by their stems, so that "Indonesiens" and "Indonesian" find ID; the names of scripts without
// spaces are looked for anywhere.
type gazetteer struct {
	byStem map[string][]placeName // first four letters of the first word → names, longest first
	byRune map[rune][]placeName   // first character → names of scripts without spaces, longest first
}

type placeName struct {
	words   []string // folded
	country string
}

const placeStem = 4

func newGazetteer(lang string) *gazetteer {
	g := &gazetteer{byStem: map[string][]placeName{}, byRune: map[rune][]placeName{}}
	tag, err := language.Parse(lang)
	if err != nil {
		return g
	}
	namer := display.Regions(tag)
	if namer == nil {
		return g
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string(a) + string(b)
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() || region.String() != code {
				continue
			}
			g.add(namer.Name(region), code)
		}
	}
	for country, also := range otherNames[lang] {
		for _, name := range also {
			g.add(name, country)
		}
	}
	for _, names := range g.byStem {
		slices.SortFunc(names, longest)
	}
	for _, names := range g.byRune {
		slices.SortFunc(names, longest)
	}
	return g
}

func longest(a, b placeName) int {
	return cmp.Or(len(strings.Join(b.words, " "))-len(strings.Join(a.words, " ")), strings.Compare(a.country, b.country))
}

// otherNames are names in daily use that CLDR's short names leave out.
var otherNames = map[string]map[string][]string{
	"en": {"US": {"U.S.", "USA", "America", "American"}, "GB": {"UK", "Britain", "British"}, "FR": {"French"}, "NL": {"Dutch"}, "CH": {"Swiss"},
		"GR": {"Greek"}, "PL": {"Polish"}, "ES": {"Spanish"}, "DK": {"Danish"}, "TR": {"Turkey", "Turkish"}, "CZ": {"Czech"}},
	"fr": {"US": {"américain", "américaine"}, "GB": {"britannique"}, "DE": {"allemand", "allemande"}, "FR": {"français", "française"}},
	"de": {"US": {"USA", "Amerika", "amerikanisch"}, "GB": {"Großbritannien", "britisch"}},
	"es": {"US": {"EEUU", "estadounidense"}, "GB": {"británico", "británica"}},
	"pt": {"US": {"EUA", "americano", "americana"}, "GB": {"britânico", "britânica"}},
	"it": {"US": {"USA", "americano", "americana"}, "GB": {"Gran Bretagna", "britannico"}},
	"ru": {"US": {"США", "Америка", "американский"}, "GB": {"британский", "Британия"}},
	"uk": {"US": {"США", "Америка", "американський"}, "GB": {"Британія", "британський"}},
	"ar": {"US": {"أمريكا", "الأمريكي", "الأمريكية", "أميركا", "الأميركي"}, "GB": {"بريطانيا", "البريطاني"}},
	"he": {"US": {"ארהב", "אמריקה", "אמריקאי"}, "GB": {"בריטניה"}},
	"fa": {"US": {"آمریکا", "امریکا"}, "GB": {"بریتانیا", "انگلیس"}},
	"hi": {"US": {"अमेरिका", "अमेरिकी"}, "GB": {"ब्रिटेन"}},
	"ja": {"US": {"米国", "アメリカ"}, "GB": {"英国"}},
	"zh": {"US": {"美国", "美國"}, "GB": {"英国", "英國"}, "CN": {"中國"}, "DE": {"德國"}, "FR": {"法國"}},
	"pl": {"US": {"USA", "amerykański"}}, "cs": {"US": {"USA", "americký"}}, "nl": {"US": {"VS", "Amerikaanse"}},
	"sv": {"US": {"USA", "amerikansk"}}, "hu": {"US": {"USA", "amerikai"}}, "tr": {"US": {"ABD", "Amerikan"}},
	"el": {"US": {"ΗΠΑ", "αμερικανικός"}}, "ro": {"US": {"SUA", "american"}}, "id": {"US": {"AS", "Amerika"}},
	"ca": {"US": {"EUA", "americà"}}, "vi": {"US": {"Mỹ"}}, "ko": {"US": {"미국"}},
}

func (g *gazetteer) add(name, country string) {
	first, _ := firstRune(name)
	if first == 0 || name == country {
		return
	}
	if k := kindOf(first); k == han || k == katakana || k == joined {
		g.byRune[first] = append(g.byRune[first], placeName{[]string{name}, country})
		return
	}
	var words []string
	for _, t := range tokenize(name, false, 0) {
		words = append(words, fold(t.text))
	}
	if len(words) == 0 {
		return
	}
	s := clipRunes(words[0], placeStem)
	g.byStem[s] = append(g.byStem[s], placeName{words, country})
}

// A mention is a country named in a text.
type mention struct {
	country string
	surface string
	count   int
}

// find returns the countries named by the tokens, in the order of their first mention.
func (g *gazetteer) find(tokens []token) []mention {
	var list []mention
	add := func(country, surface string) {
		for i := range list {
			if list[i].country == country {
				list[i].count++
				return
			}
		}
		list = append(list, mention{country, surface, 1})
	}
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		if t.script == han || t.script == katakana || t.script == joined {
			g.findInRun(t.text, add)
			continue
		}
		if name, ok := g.at(tokens[i:]); ok {
			add(name.country, t.text)
			i += len(name.words) - 1
			continue
		}
	}
	return list
}

func (g *gazetteer) findInRun(run string, add func(country, surface string)) {
	for i, r := range run {
		for _, name := range g.byRune[r] {
			if strings.HasPrefix(run[i:], name.words[0]) {
				add(name.country, name.words[0])
				break
			}
		}
	}
}

// at is the best name at the start of the tokens: the one with the most letters in common.
func (g *gazetteer) at(tokens []token) (best placeName, ok bool) {
	word := tokens[0].fold()
	bestCommon := 0
	for _, form := range placeForms(word, tokens[0].script) {
		for _, name := range g.byStem[clipRunes(form, placeStem)] {
			if len(name.words) > len(tokens) || (tokens[0].script == cased && len(name.words) == 1 && utf8.RuneCountInString(name.words[0]) < placeStem && !tokens[0].capital) {
				continue
			}
			common := 0
			for j, w := range name.words {
				part := form
				if j > 0 {
					part = tokens[j].fold()
				}
				c := sameStem(part, w)
				if c == 0 {
					common = 0
					break
				}
				common += c
			}
			if common > bestCommon {
				best, bestCommon = name, common
			}
		}
	}
	return best, bestCommon > 0
}

// placeForms adds, for scripts without capitals, the word without a joined preposition, article or particle.
func placeForms(word string, script scriptKind) []string {
	forms := []string{word}
	if script != caseless {
		return forms
	}
	for _, p := range []string{"وال", "بال", "لل", "ال", "و", "ب", "ל", "ב", "ה", "ו", "מ", "ש", "וב", "ול", "ומ"} {
		if rest, ok := strings.CutPrefix(word, p); ok && utf8.RuneCountInString(rest) >= 3 {
			forms = append(forms, rest)
		}
	}
	if first, _ := firstRune(word); unicode.Is(unicode.Hangul, first) {
		runes := []rune(word)
		for cut := 1; cut <= 2 && len(runes)-cut >= 2; cut++ {
			forms = append(forms, string(runes[:len(runes)-cut]))
		}
	}
	return forms
}

// sameStem is the number of letters at the start of a word that agree with a name, 0 where the word isn't a form of
// it: all but the last two letters of the name have to agree, at least three and no more than six, and the
// word may be four letters longer.
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
