package analysis

import (
	"strings"

	bleve "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ckb"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/in"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
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
	return romanianVowel.Replace(snowball(romanian.Stem)(romanianPlural.likely(romanianCedilla.Replace(word))))
}

// romanianStemmer tries articles and plurals that the algorithm leaves on the word too: muzeu, muzeul; tablou, tablourile.
var romanianStemmer = steps(endings(4, "u ul ului ele elor urile urilor uri iile iilor ii ile ilor lor le"), rule(romanianStem), endings(4, "i ă"))

var (
	romanianCedilla = strings.NewReplacer("ș", "ş", "ț", "ţ")
	romanianVowel   = strings.NewReplacer("oa", "o") // școală, școli
	romanianPlural  = endings(3, "urile urilor uri") // of neuters, which the algorithm leaves alone
)

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

// indic unifies the ways in which the scripts of India write a sound.
var indic = in.NewIndicNormalizeFilter()

// soraniStem leaves the whole word in query and text, for bleve's stemmer takes only the longest ending.
var soraniStem = steps(
	rule(func(word string) string { return filtered(word, ckb.NewSoraniNormalizeFilter()) }),
	endings(3, "یان مان تان"),
	endings(2, "ەکانی ەکان ەکانە ەکەی ەکە انی ان ێک ێکی یەک ەی ی ە دا ەوە یش اندا ەکەدا ەکاندا کە کان"),
	endings(3, "ان ە"),
)

var hindiStem = rule(func(word string) string {
	return filtered(word, indic, hi.NewHindiNormalizeFilter(), hi.NewHindiStemmerFilter())
})
