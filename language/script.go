package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A sample is the part of a text that its language is judged by: words only, without addresses, handles and
// hashtags, at most a given number of characters.
type sample struct {
	text    string
	letters int
	scripts map[string]int // letters of each script of the table below
}

func newSample(text string, limit int) sample {
	s := sample{scripts: map[string]int{}}
	var b strings.Builder
	// Addresses and digits may fill the start of a text, so more is read than is kept.
	for word := range strings.FieldsSeq(clip(text, 8*limit)) {
		if s.letters >= limit {
			break
		}
		if strings.Contains(word, "://") || strings.HasPrefix(word, "www.") || strings.HasPrefix(word, "pic.twitter.com/") ||
			strings.HasPrefix(word, "@") || strings.HasPrefix(word, "#") {
			continue
		}
		// Chinese, Japanese or Thai "words" are whole paragraphs.
		for _, r := range word {
			if s.letters >= limit {
				break
			}
			b.WriteRune(r)
			if unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) {
				s.letters++
				s.scripts[scriptOf(r)]++
			}
		}
		b.WriteByte(' ')
	}
	s.text = b.String()
	return s
}

// clip is the first n characters of a text.
func clip(text string, n int) string {
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

func countLetters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// A script and the languages that news is written in with it: the usual one first, others only on a hint.
type script struct {
	name  string
	table *unicode.RangeTable
	langs []string // empty: many languages share it and their letters or words decide
}

// scripts stand in the order in which they are tried.
var scripts = []script{
	{"Latin", unicode.Latin, nil},
	{"Cyrillic", unicode.Cyrillic, nil},
	{"Arabic", unicode.Arabic, nil},
	{"Devanagari", unicode.Devanagari, nil},
	{"Han", unicode.Han, []string{"zh"}},
	{"Kana", kana, []string{"ja"}},
	{"Hangul", unicode.Hangul, []string{"ko"}},
	{"Greek", unicode.Greek, []string{"el"}},
	{"Hebrew", unicode.Hebrew, []string{"he", "yi"}},
	{"Thai", unicode.Thai, []string{"th"}},
	{"Bengali", unicode.Bengali, []string{"bn", "as"}},
	{"Armenian", unicode.Armenian, []string{"hy"}},
	{"Georgian", unicode.Georgian, []string{"ka"}},
	{"Gujarati", unicode.Gujarati, []string{"gu"}},
	{"Gurmukhi", unicode.Gurmukhi, []string{"pa"}},
	{"Kannada", unicode.Kannada, []string{"kn"}},
	{"Khmer", unicode.Khmer, []string{"km"}},
	{"Lao", unicode.Lao, []string{"lo"}},
	{"Malayalam", unicode.Malayalam, []string{"ml"}},
	{"Myanmar", unicode.Myanmar, []string{"my", "shn", "mnw"}},
	{"Odia", unicode.Oriya, []string{"or"}},
	{"Sinhala", unicode.Sinhala, []string{"si"}},
	{"Tamil", unicode.Tamil, []string{"ta"}},
	{"Telugu", unicode.Telugu, []string{"te"}},
	{"Tibetan", unicode.Tibetan, []string{"bo", "dz"}},
	{"Ethiopic", unicode.Ethiopic, []string{"am", "ti"}},
	{"Thaana", unicode.Thaana, []string{"dv"}},
	{"Mongolian", unicode.Mongolian, []string{"mn"}},
	{"Syriac", unicode.Syriac, []string{"syr"}},
	{"Cherokee", unicode.Cherokee, []string{"chr"}},
	{"Tifinagh", unicode.Tifinagh, []string{"zgh", "ber", "kab"}},
	{"Nko", unicode.Nko, []string{"nqo"}},
	{"OlChiki", unicode.Ol_Chiki, []string{"sat"}},
	{"MeeteiMayek", unicode.Meetei_Mayek, []string{"mni"}},
	{"CanadianAboriginal", unicode.Canadian_Aboriginal, []string{"iu"}},
}

// kana are the letters that only Japanese uses. The prolonged sound mark is common to both syllabaries.
var kana = &unicode.RangeTable{R16: []unicode.Range16{{Lo: 0x3041, Hi: 0x30ff, Stride: 1}, {Lo: 0x31f0, Hi: 0x31ff, Stride: 1},
	{Lo: 0xff66, Hi: 0xff9d, Stride: 1}}}

func scriptOf(r rune) string {
	if r < utf8.RuneSelf {
		return "Latin"
	}
	for _, s := range scripts {
		if unicode.Is(s.table, r) {
			return s.name
		}
	}
	return ""
}

// shared is the script that most letters are of, among those that many languages share.
func (s *sample) shared() (most string) {
	for _, sc := range scripts {
		if len(sc.langs) == 0 && s.scripts[sc.name] > s.scripts[most] {
			most = sc.name
		}
	}
	return most
}

// byScript decides where the script alone does. Latin names inside other scripts are common and the reverse is
// not, so another script needs only 40 % of the letters to make the text its own.
func (s *sample) byScript(h Hints) (tag string, confidence float64, ok bool) {
	if kana := s.scripts["Kana"]; kana > 0 && 8*kana >= s.scripts["Han"] && 5*(kana+s.scripts["Han"]) >= 2*s.letters {
		return "ja", 0.99, true
	}
	for _, sc := range scripts {
		n := s.scripts[sc.name]
		if len(sc.langs) == 0 || n < 2 || 5*n < 2*s.letters {
			continue
		}
		if sc.name == "Han" {
			return s.han(h)
		}
		for _, hint := range []string{h.Declared, h.Feed, h.Outlet} {
			for _, lang := range sc.langs[1:] {
				if baseOf(hint) == lang {
					return lang, 0.8, true
				}
			}
		}
		return sc.langs[0], 0.99, true
	}
	return "", 0, false
}

// Characters that differ between traditional and simplified writing, among the commonest of running text. The two
// strings correspond character by character.
const (
	traditional = "這個們來時會國說對過還後沒學經發樣當長開關問無進實現點動電與為從見問東車馬書報導紅總統選舉條號體黨長區萬億歲"
	simplified  = "这个们来时会国说对过还后没学经发样当长开关问无进实现点动电与为从见问东车马书报导红总统选举条号体党长区万亿岁"
)

// minTraditional is how many traditional characters, with no simplified one beside them, make a text certain.
const minTraditional = 5

// han tells Chinese from Japanese written in Chinese characters alone, and the two ways to write Chinese.
func (s *sample) han(h Hints) (tag string, confidence float64, ok bool) {
	old, new := 0, 0
	for _, r := range s.text {
		switch {
		case strings.ContainsRune(traditional, r) && !strings.ContainsRune(simplified, r):
			old++
		case strings.ContainsRune(simplified, r) && !strings.ContainsRune(traditional, r):
			new++
		}
	}
	switch {
	case s.letters <= 12 && old == 0 && new == 0 && (baseOf(h.Declared) == "ja" || baseOf(h.Outlet) == "ja"):
		// A Japanese headline can do without kana; a longer text can't.
		return "ja", 0.7, true
	case old >= minTraditional && new == 0:
		return "zh-Hant", 0.95, true
	}
	return "zh", 0.95, true
}
