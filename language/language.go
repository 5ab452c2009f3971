// Package language says which language a text is written in.
//
// Start with New, then Detect for a text or Article for an article with its embedded posts:
//
//	d, err := language.New(language.Options{})
//	tag, confidence := d.Detect("Le ferry est rentré au port dans la nuit.", language.Hints{})
//
// Three things are weighed. The script comes first: what is written in Khmer or Hangul letters needs no statistics (script.go).
// Texts in the scripts that many languages share are judged by their first 250 letters: by which sequences of three letters are
// common in which language (trigrams.go), or, where vowels are marks on letters and between Indonesian and Malay, by their commonest
// words (words.go). Last come the hints, what the page, its feed and its outlet claim: they are wrong often enough (an English page template around a
// Chinese text) that they only tip the balance between languages that the text itself leaves open.
//
// The sequences are lingua's, of the models that lingua-go carries. That library looks each up in every language's model in turn, which
// takes 2 ms a text, and lets languages that lack a sequence get off for free; here one look tells all of them, in 0.07 ms, and what a
// language never writes counts against it.
//
// Answers are BCP 47: a bare language, except "zh-Hant" for Chinese that is certainly in traditional characters.
// Norwegian Bokmål is "no", as publishers and reference corpora name it; Nynorsk stays "nn". Where the text says
// too little the answer is "und" with confidence 0.
//
// The package does not split texts of several languages: an article has the language of its own prose, and its
// posts have theirs.
package language

import (
	"maps"
	"math"
	"slices"
	"strings"

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
	// Languages restricts what the letters of shared scripts are told apart by, as two-letter codes; empty means all 60 of them.
	// Languages told by their script are always known.
	Languages []string
}

// A Detector detects languages. It is safe for concurrent use.
type Detector struct {
	models *models
}

// New reads the models, which takes some 60 ms and 10 MB.
func New(o Options) (*Detector, error) {
	m, err := readModels(trigramFile)
	if err != nil {
		return nil, err
	}
	return &Detector{m}, m.restrict(o.Languages)
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
	best, p := weigh(d.likelihoods(s), h, s)
	if best == "" || p < minConfidence {
		return news.Undetermined, 0
	}
	return asHinted(best, h), p
}

// likelihoods are those of the languages that share the script of a sample.
func (d *Detector) likelihoods(s sample) []likelihood {
	script := s.shared()
	if script == "Devanagari" {
		return s.byWords(devanagari)
	}
	likelihoods := d.models.likelihoods(s.text, script)
	for _, word := range s.byWords(malay) {
		for i := range likelihoods {
			if likelihoods[i].language == word.language {
				likelihoods[i].of *= word.of
			}
		}
	}
	return likelihoods
}

// weigh multiplies the languages' likelihoods with the odds of the hints and returns the likeliest language with
// its share. Hints fade with the length of the text: at sureLetters and beyond their odds are their square root.
func weigh(likelihoods []likelihood, h Hints, s sample) (tag string, p float64) {
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
	for _, l := range likelihoods {
		if s.excludes(l.language) {
			continue
		}
		w := l.of * math.Exp(odds[l.language]) * prior(l.language)
		sum += w
		if w > top {
			top, tag = w, l.language
		}
	}
	if sum == 0 {
		return "", 0
	}
	return tag, top / sum
}

// published is how publishers and corpora name a language that the models know by a code.
func published(code string) string {
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
	case "iw":
		return "he"
	case "in":
		return "id"
	case "fil":
		return "tl"
	default:
		return published(code)
	}
}

// Known returns the tags of all languages that a Detector with zero Options can answer, some only on a hint, sorted.
func Known() []string {
	known := map[string]bool{}
	languages, _ := modelledLanguages(trigramFile)
	for _, l := range languages {
		known[l.code] = true
	}
	for _, language := range devanagari.languages {
		known[language] = true
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
