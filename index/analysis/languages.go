package analysis

import (
	"strings"
	"unicode"

	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/spanish"
)

var (
	latin    = []*unicode.RangeTable{unicode.Latin}
	cyrillic = []*unicode.RangeTable{unicode.Cyrillic}
	arabic   = []*unicode.RangeTable{unicode.Arabic}
)

// For returns the analyzer of texts in a language, given by its BCP 47 tag. It never returns nil.
func For(tag string) *Analyzer {
	base := baseLanguage(tag)
	if base == "ja" {
		return japanese
	}
	if a, ok := analyzers[base]; ok {
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

var (
	fallback = &Analyzer{plain}
	japanese = &Analyzer{language{name: plain.name, normalize: plain.normalize, japanese: true}}
)

// analyzers holds the languages that have rules of their own, by base language. It never changes.
var analyzers = index([]language{
	// Romance and its neighbours.
	{name: "fr", scripts: latin, stem: steps(replacing("oux", "ou"), rule(snowball(french.Stem))), elisions: strings.Fields("l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu quelqu")},
	{name: "es", scripts: latin, stem: steps(spanishSingular, rule(snowball(spanish.Stem))), keep: "ñ", bare: bareNames},
	{name: "it", scripts: latin, stem: steps(italianParticiple, rule(snowball(italian.Stem)), italianShort), elisions: strings.Fields("l d c m t s v un dell nell sull all dall dagl degl negl sugl agl gl quest quell sant anch com cos quand")},
	{name: "pt", scripts: latin, stem: steps(portuguesePlural, rule(snowball(portuguese.Stem)))},
	{name: "ro", scripts: latin, stem: romanianStemmer},
	{name: "ca", scripts: latin, stem: catalanStem, elisions: strings.Fields("l d m n s t")},
	{name: "gl", scripts: latin, stem: galicianStem},
	{name: "ast", scripts: latin, stem: asturianStem, elisions: strings.Fields("l d n m t s")},
	{name: "oc", scripts: latin, stem: occitanStem, elisions: strings.Fields("l d m n s t qu")},
	{name: "la", scripts: latin, stem: latinStem},
	{name: "eu", scripts: latin, stem: basqueStem},

	// Germanic.
	{name: "en", scripts: latin, stem: rule(englishStem), plural: "s"},
	{name: "de", scripts: latin, compounds: germanCompounds, stem: germanStemmer, queries: germanQueries, number: germanNumber, keep: "äöü", bare: bareNouns},
	{name: "lb", scripts: latin, stem: luxembourgishStem, elisions: strings.Fields("d")},
	{name: "nl", scripts: latin, compounds: dutchCompounds, stem: dutchStem, plural: "s"},
	{name: "af", scripts: latin, stem: afrikaansStem, plural: "s"},
	{name: "fy", scripts: latin, stem: frisianStem},
	{name: "sv", scripts: latin, compounds: swedishCompounds, stem: swedishStem, keep: "åäö", bare: bareNames},
	{name: "da", scripts: latin, compounds: danishCompounds, stem: danishStem, keep: "æøå", bare: bareNames},
	{name: "no", scripts: latin, compounds: norwegianCompounds, stem: norwegianStem, keep: "æøå", bare: bareNames},
	{name: "is", scripts: latin, compounds: icelandicCompounds, stem: icelandicStem, keep: "áéíóúýæöþð", bare: bareNames},
	{name: "fo", scripts: latin, stem: faroeseStem, keep: "áíóúýæøð", bare: bareNames},

	// Slavic.
	{name: "ru", scripts: cyrillic, stem: russianStem, normalize: foldYo},
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
	{name: "fi", scripts: latin, compounds: finnishCompounds, stem: finnishStem, keep: "äöå", bare: bareNames},
	{name: "hu", scripts: latin, compounds: hungarianCompounds, stem: hungarianStem, keep: "áéíóöőúüű"},
	{name: "el", scripts: []*unicode.RangeTable{unicode.Greek}, stem: greekStem},
	{name: "sq", scripts: latin, stem: albanianStem},
	{name: "ga", scripts: latin, joined: irishUnmutated, normalize: irishRoot, stem: irishStem, elisions: strings.Fields("d b m")},
	{name: "gd", scripts: latin, normalize: irishRoot, stem: gaelicStem, elisions: strings.Fields("d b m")},
	{name: "cy", scripts: latin, stem: welshStem, readings: welshReadings},
	{name: "hy", scripts: []*unicode.RangeTable{unicode.Armenian}, stem: armenianStem},
	{name: "ka", scripts: []*unicode.RangeTable{unicode.Georgian}, stem: georgianStem},
	{name: "mt", scripts: latin, stem: malteseStem, keep: "ċġħż"},
	{name: "eo", scripts: latin, stem: esperantoStem},

	// Turkic and Mongolian.
	{name: "tr", scripts: latin, stem: turkishStem, turkic: true, suffixed: true, keep: "çğıöşü"},
	{name: "az", scripts: latin, stem: turkishStem, turkic: true, suffixed: true, keep: "çəğıöşü"},
	{name: "kk", scripts: cyrillic, stem: kazakhStem},
	{name: "ky", scripts: cyrillic, stem: kazakhStem},
	{name: "tt", scripts: cyrillic, stem: kazakhStem},
	{name: "uz", scripts: append(latin, cyrillic...), normalize: uzbekLatin, stem: uzbekStem},
	{name: "ug", scripts: arabic, stem: uyghurStem},
	{name: "mn", scripts: cyrillic, stem: mongolianStem},

	// Semitic and Iranian, Ethiopic.
	{name: "ar", scripts: arabic, normalize: foldArabic, stem: arabicStem},
	{name: "he", scripts: []*unicode.RangeTable{unicode.Hebrew}, normalize: foldHebrew, stem: hebrewStem, readings: hebrewReadings, queries: hebrewQueries},
	{name: "fa", scripts: arabic, joined: withoutPersianAffixes, pieces: persianPieces, normalize: foldArabicScript, stem: persianStem},
	{name: "ckb", scripts: arabic, stem: soraniStem},
	{name: "ps", scripts: arabic, normalize: foldArabicScript, stem: pashtoStem},
	{name: "ur", scripts: arabic, normalize: foldArabicScript, stem: urduStem},
	{name: "tg", scripts: cyrillic, stem: tajikStem},
	{name: "am", scripts: []*unicode.RangeTable{unicode.Ethiopic}, normalize: amharicLetters, stem: amharicStem, readings: amharicReadings},
	{name: "ti", scripts: []*unicode.RangeTable{unicode.Ethiopic}, normalize: amharicLetters, stem: amharicStem, readings: amharicReadings},

	// India and its neighbours.
	{name: "hi", scripts: []*unicode.RangeTable{unicode.Devanagari}, stem: hindiStem},
	{name: "mr", scripts: []*unicode.RangeTable{unicode.Devanagari}, normalize: foldIndic, stem: marathiStem},
	{name: "ne", scripts: []*unicode.RangeTable{unicode.Devanagari}, normalize: foldIndic, stem: nepaliStem},
	{name: "bn", scripts: []*unicode.RangeTable{unicode.Bengali}, normalize: foldIndic, stem: bengaliStem},
	{name: "as", scripts: []*unicode.RangeTable{unicode.Bengali}, normalize: foldIndic, stem: assameseStem},
	{name: "or", scripts: []*unicode.RangeTable{unicode.Oriya}, normalize: foldIndic, stem: odiaStem},
	{name: "pa", scripts: []*unicode.RangeTable{unicode.Gurmukhi}, normalize: foldPunjabi, stem: punjabiStem},
	{name: "gu", scripts: []*unicode.RangeTable{unicode.Gujarati}, normalize: foldIndic, stem: gujaratiStem},
	{name: "si", scripts: []*unicode.RangeTable{unicode.Sinhala}, stem: sinhalaStem},
	{name: "ta", scripts: []*unicode.RangeTable{unicode.Tamil}, stem: tamilStem},
	{name: "te", scripts: []*unicode.RangeTable{unicode.Telugu}, stem: teluguStem},
	{name: "kn", scripts: []*unicode.RangeTable{unicode.Kannada}, stem: kannadaStem},
	{name: "ml", scripts: []*unicode.RangeTable{unicode.Malayalam}, stem: malayalamStem},

	// South-East Asia and Africa.
	{name: "id", scripts: latin, stem: indonesianStem},
	{name: "fil", scripts: latin, readings: filipinoReadings, queries: filipinoReadings},
	{name: "vi", scripts: latin, keep: "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"},
	{name: "sw", scripts: latin, readings: swahiliReadings, queries: swahiliReadings},
	{name: "so", scripts: latin, stem: somaliStem},
	{name: "zu", scripts: latin, readings: zuluReadings, queries: zuluReadings},
	{name: "xh", scripts: latin, readings: zuluReadings, queries: zuluReadings},
})

func index(list []language) map[string]*Analyzer {
	byName := make(map[string]*Analyzer, len(list))
	for _, l := range list {
		if l.stem == nil {
			l.stem = rule(func(word string) string { return word })
		}
		byName[l.name] = &Analyzer{l}
	}
	return byName
}

func foldYo(lowered string) string { return strings.ReplaceAll(lowered, "ё", "е") }
