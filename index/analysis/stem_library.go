package analysis

import (
	"strings"

	bleve "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/ckb"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/in"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/romanian"
)

// snowball makes a stemmer of one of the Snowball algorithms, https://snowballstem.org.
func snowball(algorithm func(*snowballstem.Env) bool) func(string) string {
	return func(word string) string {
		env := snowballstem.NewEnv(word)
		algorithm(env)
		return env.Current()
	}
}

// romanianStem writes ș and ț with a cedilla first, as the algorithm expects.
func romanianStem(word string) string {
	return romanianVowel.Replace(snowball(romanian.Stem)(romanianPlural(romanianCedilla.Replace(word))))
}

var (
	romanianCedilla = strings.NewReplacer("ș", "ş", "ț", "ţ")
	romanianVowel   = strings.NewReplacer("oa", "o") // școală, școli
	romanianPlural  = endings(3, "urile urilor uri") // of neuters, which the algorithm leaves alone
)

// hungarianStem runs the algorithm twice, since it leaves the vowel before a suffix that it takes away from the
// bare word, and writes the vowels short that some nouns shorten before suffixes (árvíz, árvizek).
func hungarianStem(word string) string {
	return hungarianShort.Replace(twice(snowball(hungarian.Stem))(word))
}

var hungarianShort = strings.NewReplacer("í", "i", "ú", "u", "ű", "ü")

// englishStem is Porter's second stemmer, but for plurals that change the word, and for words of the news
// that it would throw together.
func englishStem(word string) string {
	if stem, ok := englishExceptions[word]; ok {
		return stem
	}
	return snowball(english.Stem)(word)
}

var englishExceptions = map[string]string{
	"children": "child", "men": "man", "women": "woman", "feet": "foot", "teeth": "tooth", "mice": "mouse",
	"universe": "universe", "universal": "universal", "universally": "universal",
	"organ": "organ", "organs": "organ", "organic": "organic", "general": "general", "generals": "general",
	"generation": "generation", "generations": "generation", "policy": "policy", "policies": "policy",
	"international": "international", "internationally": "international", "importance": "importance",
	"imported": "import", "nationalist": "nationalist", "nationalists": "nationalist",
	"wolves": "wolf", "wives": "wife", "knives": "knife", "thieves": "thief", "halves": "half", "leaves": "leaf",
}

// filtered runs the token filters of bleve's analyzers on one word.
func filtered(word string, filters ...bleve.TokenFilter) string {
	stream := bleve.TokenStream{{Term: []byte(word)}}
	for _, f := range filters {
		stream = f.Filter(stream)
	}
	if len(stream) == 0 {
		return word
	}
	return string(stream[0].Term)
}

func arabicStem(word string) string { return filtered(word, ar.NewArabicStemmerFilter()) }

func soraniStem(word string) string {
	return filtered(word, ckb.NewSoraniNormalizeFilter(), ckb.NewSoraniStemmerFilter())
}

func hindiStem(word string) string {
	return filtered(word, in.NewIndicNormalizeFilter(), hi.NewHindiNormalizeFilter(), hi.NewHindiStemmerFilter())
}

func foldIndic(word string) string { return filtered(word, in.NewIndicNormalizeFilter()) }
