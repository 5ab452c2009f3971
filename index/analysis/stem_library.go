package analysis

import (
	"strings"
	"sync"

	bleve "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/analysis/lang/ckb"
	"github.com/blevesearch/bleve/v2/analysis/lang/hi"
	"github.com/blevesearch/bleve/v2/analysis/lang/in"
	"github.com/blevesearch/bleve/v2/analysis/lang/pl"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/turkish"
)

// snowball makes a stemmer of one of the Snowball algorithms, https://snowballstem.org.
func snowball(algorithm func(*snowballstem.Env) bool) func(string) string {
	return func(word string) string {
		env := snowballstem.NewEnv(word)
		algorithm(env)
		return env.Current()
	}
}

// romanianStem writes ș and ț with a cedilla first, as the algorithm expects and as texts of the nineties do.
func romanianStem(word string) string {
	env := snowballstem.NewEnv(strings.NewReplacer("ș", "ş", "ț", "ţ").Replace(word))
	romanian.Stem(env)
	return env.Current()
}

// turkishStem leaves words alone that the algorithm would leave without a vowel to tell them apart by.
func turkishStem(word string) string {
	env := snowballstem.NewEnv(word)
	turkish.Stem(env)
	if s := env.Current(); len([]rune(s)) >= 2 {
		return s
	}
	return word
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

// polishFilter loads the Stempel tables (0.3 MB) when the first Polish word comes.
var polishFilter = sync.OnceValue(func() bleve.TokenFilter {
	f, err := pl.NewPolishStemmerFilter()
	if err != nil {
		return nil // the tables are compiled in; without them Polish words are matched as they are written
	}
	return f
})

func polishStem(word string) string {
	f := polishFilter()
	if f == nil || len([]rune(word)) < 3 {
		return word
	}
	return filtered(word, f)
}
