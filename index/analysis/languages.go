package analysis

import (
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
)

var (
	latin    = []*unicode.RangeTable{unicode.Latin}
	cyrillic = []*unicode.RangeTable{unicode.Cyrillic}
	arabic   = []*unicode.RangeTable{unicode.Arabic}
)

// For returns the analyzer of texts in a language, given by its BCP 47 tag. It never returns nil.
func For(tag string) *Analyzer {
	if a, ok := analyzers[baseLanguage(tag)]; ok {
		return a
	}
	return fallback
}

// Named returns the analyzer that Name names, or nil if there is none.
func Named(name string) *Analyzer {
	if name == plain.name {
		return fallback
	}
	for _, a := range analyzers {
		if a.name == name {
			return a
		}
	}
	return nil
}

// baseLanguage is the language part of a tag, after old and alternative codes are unified.
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch base {
	case "nb", "nn":
		return "no"
	case "hr", "bs", "sh", "cnr":
		return "sr"
	case "iw":
		return "he"
	case "in", "ms", "zsm":
		return "id"
	case "mo":
		return "ro"
	case "ku":
		return "ckb"
	case "tl":
		return "fil"
	case "pes", "prs":
		return "fa"
	case "arb", "arz":
		return "ar"
	}
	return base
}

var fallback = &Analyzer{plain}

// analyzers holds the languages that have rules of their own, by base language. It never changes.
var analyzers = index([]language{
	// Romance and its neighbours.
	{name: "fr", scripts: latin, stem: snowball(french.Stem), elisions: strings.Fields("l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu quelqu")},
	{name: "es", scripts: latin, stem: snowball(spanish.Stem), keep: "ñ", bare: bareNames},
	{name: "it", scripts: latin, stem: steps(italianParticiple, snowball(italian.Stem)), elisions: strings.Fields("l d c m t s v un dell nell sull all dall dagl degl negl sugl agl gl quest quell sant anch com cos quand")},
	{name: "pt", scripts: latin, stem: steps(portuguesePlural, snowball(portuguese.Stem))},
	{name: "ro", scripts: latin, stem: romanianStem},
	{name: "ca", scripts: latin, stem: catalanStem, elisions: strings.Fields("l d m n s t")},
	{name: "gl", scripts: latin, stem: galicianStem},
	{name: "eu", scripts: latin, stem: basqueStem},

	// Germanic.
	{name: "en", scripts: latin, stem: englishStem},
	{name: "de", scripts: latin, stem: germanStem, queries: germanQueries, number: germanNumber, keep: "äöü", bare: bareNouns},
	{name: "nl", scripts: latin, stem: steps(snowball(dutch.Stem), dutchTail)},
	{name: "af", scripts: latin, stem: afrikaansStem},
	{name: "sv", scripts: latin, stem: steps(snowball(swedish.Stem), replacing("mm", "m")), keep: "åäö", bare: bareNames},
	{name: "da", scripts: latin, stem: steps(snowball(danish.Stem), undouble), keep: "æøå", bare: bareNames},
	{name: "no", scripts: latin, stem: steps(snowball(norwegian.Stem), replacing("mm", "m")), keep: "æøå", bare: bareNames},
	{name: "is", scripts: latin, stem: icelandicStem, keep: "áéíóúýæöþð", bare: bareNames},

	// Slavic.
	{name: "ru", scripts: cyrillic, stem: snowball(russian.Stem), normalize: foldYo},
	{name: "uk", scripts: cyrillic, stem: ukrainianStem},
	{name: "be", scripts: cyrillic, stem: belarusianStem},
	{name: "bg", scripts: cyrillic, stem: bulgarianStem},
	{name: "mk", scripts: cyrillic, stem: macedonianStem},
	{name: "sr", scripts: append(latin, cyrillic...), stem: serbianStem, normalize: serbianLatin, keep: "čćšž"},
	{name: "sl", scripts: latin, stem: slovenianStem, keep: "čšž"},
	{name: "cs", scripts: latin, stem: czechStem, keep: "áčďéěíňóřšťúůýž"},
	{name: "sk", scripts: latin, stem: slovakStem, keep: "áäčďéíĺľňóôŕšťúýž"},
	{name: "pl", scripts: latin, stem: polishStem, keep: "ąćęłńóśźż"},

	// Baltic, Finnic, Hungarian, Greek, Albanian, Celtic, Armenian.
	{name: "lt", scripts: latin, stem: lithuanianStem, keep: "ąčęėįšųūž"},
	{name: "lv", scripts: latin, stem: latvianStem, keep: "āčēģīķļņšūž"},
	{name: "et", scripts: latin, stem: estonianStem, keep: "äöüõšž", bare: bareNames},
	{name: "fi", scripts: latin, stem: steps(snowball(finnish.Stem), endings(5, "o ö i e")), keep: "äöå", bare: bareNames},
	{name: "hu", scripts: latin, stem: hungarianStem, keep: "áéíóöőúüű"},
	{name: "el", scripts: []*unicode.RangeTable{unicode.Greek}, stem: greekStem},
	{name: "sq", scripts: latin, stem: albanianStem},
	{name: "ga", scripts: latin, stem: steps(irishBroad, snowball(irish.Stem)), elisions: strings.Fields("d b m")},
	{name: "hy", scripts: []*unicode.RangeTable{unicode.Armenian}, stem: armenianStem},
	{name: "ka", scripts: []*unicode.RangeTable{unicode.Georgian}, stem: georgianStem},

	// Turkic.
	{name: "tr", scripts: latin, stem: turkishStem, turkic: true, suffixed: true, keep: "çğıöşü"},
	{name: "az", scripts: latin, stem: turkishStem, turkic: true, suffixed: true, keep: "çəğıöşü"},
	{name: "kk", scripts: cyrillic, stem: kazakhStem},
	{name: "uz", scripts: latin, stem: uzbekStem},

	// Semitic and Iranian.
	{name: "ar", scripts: arabic, normalize: foldArabic, stem: twice(arabicStem)},
	{name: "he", scripts: []*unicode.RangeTable{unicode.Hebrew}, normalize: foldHebrew, stem: hebrewStem, readings: hebrewReadings, queries: hebrewQueries},
	{name: "fa", scripts: arabic, joined: withoutPersianAffixes, normalize: foldArabicScript, stem: persianStem},
	{name: "ckb", scripts: arabic, stem: twice(soraniStem)},
	{name: "ur", scripts: arabic, normalize: foldArabicScript, stem: urduStem},

	// India and its neighbours.
	{name: "hi", scripts: []*unicode.RangeTable{unicode.Devanagari}, stem: hindiStem},
	{name: "mr", scripts: []*unicode.RangeTable{unicode.Devanagari}, normalize: foldIndic, stem: marathiStem},
	{name: "ne", scripts: []*unicode.RangeTable{unicode.Devanagari}, normalize: foldIndic, stem: nepaliStem},
	{name: "bn", scripts: []*unicode.RangeTable{unicode.Bengali}, normalize: foldIndic, stem: bengaliStem},
	{name: "pa", scripts: []*unicode.RangeTable{unicode.Gurmukhi}, normalize: foldIndic, stem: punjabiStem},
	{name: "gu", scripts: []*unicode.RangeTable{unicode.Gujarati}, normalize: foldIndic, stem: gujaratiStem},
	{name: "ta", scripts: []*unicode.RangeTable{unicode.Tamil}, stem: twice(snowball(tamil.Stem))},
	{name: "te", scripts: []*unicode.RangeTable{unicode.Telugu}, stem: teluguStem},
	{name: "kn", scripts: []*unicode.RangeTable{unicode.Kannada}, stem: kannadaStem},
	{name: "ml", scripts: []*unicode.RangeTable{unicode.Malayalam}, stem: malayalamStem},

	// South-East Asia and Africa.
	{name: "id", scripts: latin, stem: indonesianStem},
	{name: "vi", scripts: latin, keep: "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"},
})

func index(list []language) map[string]*Analyzer {
	byName := make(map[string]*Analyzer, len(list))
	for _, l := range list {
		byName[l.name] = &Analyzer{l}
	}
	return byName
}

func foldYo(lowered string) string { return strings.ReplaceAll(lowered, "ё", "е") }
