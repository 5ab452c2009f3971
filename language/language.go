// Package language says which language a text is written in.
//
// Start with New, then Detect for a text or Article for an article with its embedded posts:
//
//	d, err := language.New(language.Options{})
//	tag, confidence := d.Detect("Le ferry est rentré au port dans la nuit.", language.Hints{})
//
// Three things are weighed. The script comes first: what is written in Khmer or Hangul letters needs no
// statistics (script.go). Texts in the scripts that many languages share go to lingua's character n-grams, on the
// first 250 characters, where its accuracy has levelled off while its cost still grows. Last come the hints,
// what the page, its feed and its outlet claim: they are wrong often enough (an English page template around a
// Chinese text) that they only tip the balance between languages that the text itself leaves open.
//
// Answers are BCP 47: a bare language, except "zh-Hant" for Chinese that is certainly in traditional characters.
// Norwegian Bokmål is "no", as publishers and reference corpora name it; Nynorsk stays "nn". Where the text says
// too little the answer is "und" with confidence 0.
//
// The package does not split texts of several languages: an article has the language of its own prose, and its
// posts have theirs.
package language

import (
	"errors"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/pemistahl/lingua-go"
	"golang.org/x/text/language"

	"parallax/news"
)

// Hints are what others claim a text's language to be, as BCP 47 tags; each may be empty or wrong.
type Hints struct {
	Declared string // by the page's markup
	Feed     string // by the feed that named the page
	Outlet   string // what the outlet usually writes in
}

// Options of a Detector; the zero value works.
type Options struct {
	// Accurate loads lingua's one- to five-gram models instead of its trigrams alone: better on headlines without
	// text, at some 1.2 GB of memory and five seconds of loading.
	Accurate bool
	// Languages restricts what lingua distinguishes, as two-letter codes; empty means all 75 that it knows.
	// Languages told by their script are always known.
	Languages []string
}

// A Detector detects languages. It is safe for concurrent use.
type Detector struct {
	lingua lingua.LanguageDetector
}

// New loads the models, about 0.3 s and 80 MB with the zero Options.
func New(o Options) (*Detector, error) {
	langs, err := linguaLanguages(o.Languages)
	if err != nil {
		return nil, err
	}
	// Loading lazily is not safe for concurrent use, so everything is loaded here.
	b := lingua.NewLanguageDetectorBuilder().FromLanguages(langs...).WithPreloadedLanguageModels()
	if !o.Accurate {
		b = b.WithLowAccuracyMode()
	}
	return &Detector{lingua: b.Build()}, nil
}

func linguaLanguages(codes []string) ([]lingua.Language, error) {
	if len(codes) == 0 {
		return lingua.AllLanguages(), nil
	}
	var langs []lingua.Language
	for _, code := range codes {
		l := lingua.GetLanguageFromIsoCode639_1(lingua.GetIsoCode639_1FromValue(strings.ToUpper(code)))
		if l == lingua.Unknown {
			return nil, errors.New("language: no model for " + code + "; use a two-letter code that lingua knows")
		}
		langs = append(langs, l)
	}
	if len(langs) < 2 {
		return nil, errors.New("language: give at least two languages to tell apart, or none for all")
	}
	return langs, nil
}

const (
	sampleRunes = 250 // characters shown to the models
	minLetters  = 6   // fewer say nothing in a shared alphabet
	sureLetters = 60  // from here on hints count for little

	// A hint multiplies the odds of its language; the hints that agree multiply together.
	declaredOdds = 6
	feedOdds     = 3
	outletOdds   = 4

	minConfidence = 0.4 // below this the answer is "und"
)

// Detect returns the language of a text as a BCP 47 tag and the confidence in it, in (0, 1]; "und", 0 where the
// text leaves it open. Addresses, handles and hashtags in the text are not looked at.
func (d *Detector) Detect(text string, h Hints) (tag string, confidence float64) {
	s := newSample(text, sampleRunes)
	if s.letters == 0 {
		return news.Undetermined, 0
	}
	if tag, confidence, ok := s.byScript(h); ok {
		return tag, confidence
	}
	if s.letters < minLetters {
		return news.Undetermined, 0
	}
	values := d.lingua.ComputeLanguageConfidenceValues(s.text)
	best, p := weigh(values, h, s)
	if best == "" || p < minConfidence {
		return news.Undetermined, 0
	}
	return asHinted(best, h), p
}

// weigh multiplies the models' probabilities with the odds of the hints and returns the likeliest language with
// its share. Hints fade with the length of the text: at sureLetters and beyond their odds are their square root.
func weigh(values []lingua.ConfidenceValue, h Hints, s sample) (tag string, p float64) {
	fade := 1 - 0.5*math.Min(1, float64(s.letters)/sureLetters)
	odds := map[string]float64{}
	for _, hint := range []struct {
		tag  string
		odds float64
	}{{h.Declared, declaredOdds}, {h.Feed, feedOdds}, {h.Outlet, outletOdds}} {
		if base := baseOf(hint.tag); base != "" {
			odds[base] += math.Log(hint.odds) * fade
		}
	}
	sum, top := 0.0, 0.0
	for _, v := range values {
		code := codeOf(v.Language())
		if s.excludes(code) {
			continue
		}
		w := v.Value() * math.Exp(odds[code]) * prior(code)
		sum += w
		if w > top {
			top, tag = w, code
		}
	}
	switch {
	case sum > 0:
		return tag, top / sum
	case 2*s.scripts["Devanagari"] > s.letters:
		// The models often know none of a Hindi headline's trigrams.
		return "hi", minConfidence
	}
	return "", 0
}

// codeOf is the tag of one of lingua's languages.
func codeOf(l lingua.Language) string {
	code := strings.ToLower(l.IsoCode639_1().String())
	if code == "nb" {
		return "no"
	}
	return code
}

// baseOf is the bare language of a BCP 47 tag as this package names it, "" where there is none to be had.
func baseOf(tag string) string {
	t, err := language.Parse(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"))
	if tag == "" || err != nil {
		return ""
	}
	base, confidence := t.Base()
	if confidence != language.Exact {
		return ""
	}
	switch code := base.String(); code {
	case "und", "mul", "zxx":
		return ""
	case "nb":
		return "no"
	case "iw":
		return "he"
	case "in":
		return "id"
	case "tl":
		return "tl"
	case "fil":
		return "tl"
	default:
		return code
	}
}

// Known returns the tags of all languages that a Detector with zero Options can answer, some only on a hint, sorted.
func Known() []string {
	known := map[string]bool{}
	for _, l := range lingua.AllLanguages() {
		known[codeOf(l)] = true
	}
	for _, s := range scripts {
		for _, code := range s.langs {
			known[code] = true
		}
	}
	for code := range takenFor {
		known[code] = true
	}
	return slices.Sorted(maps.Keys(known))
}
