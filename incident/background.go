package incident

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed background/words.txt.gz
var backgroundWords []byte

// articleWords is the length of the article that background frequencies are turned into chances for.
const articleWords = 300

// A background says how common a key is in a language as a whole: the chance that an article holds it.
type background struct {
	stems     map[uint64]float32
	skeletons map[uint64]float32
	everyday  map[uint64]bool // words that are hardly names, in scripts without capitals and where all nouns have one
}

// everydayChance is that of a word from which on it counts as no name.
const everydayChance = 0.02

// isEveryday reports whether a word is common in a language whose capitals don't mark names.
func (b *background) isEveryday(word string) bool { return b.everyday[key('x', word)] }

// backgrounds holds, for each language of the embedded list, a function that computes its table once.
var backgrounds = sync.OnceValue(func() map[string]func() *background {
	tables := map[string]func() *background{}
	for lang, lines := range readWords() {
		tables[lang] = sync.OnceValue(func() *background { return newBackground(lines, capitalNouns(lang)) })
	}
	return tables
})

// readWords parses the embedded list into its lines by language. See background/make.py for the format.
func readWords() map[string][]string {
	r, err := gzip.NewReader(bytes.NewReader(backgroundWords))
	if err != nil {
		panic("incident: the embedded word list is damaged: " + err.Error())
	}
	b, err := io.ReadAll(r)
	if err != nil {
		panic("incident: the embedded word list is damaged: " + err.Error())
	}
	langs := map[string][]string{}
	lang := ""
	for line := range strings.Lines(string(b)) {
		line = strings.TrimSuffix(line, "\n")
		if code, ok := strings.CutPrefix(line, "="); ok {
			lang = code
			continue
		}
		langs[lang] = append(langs[lang], line)
	}
	return langs
}

// backgroundOf is the table of a language, an empty one where the list has none.
func backgroundOf(lang string) *background {
	switch lang {
	case "no", "nn":
		lang = "nb"
	case "hr", "bs", "sr":
		lang = "sh"
	case "tl":
		lang = "fil"
	}
	if table := backgrounds()[lang]; table != nil {
		return table()
	}
	return &background{}
}

func newBackground(lines []string, nouns bool) *background {
	b := &background{stems: map[uint64]float32{}, skeletons: map[uint64]float32{}, everyday: map[uint64]bool{}}
	for _, line := range lines {
		step, words, _ := strings.Cut(line, " ")
		z, err := strconv.Atoi(step)
		if err != nil {
			continue
		}
		f := float32(math.Pow(10, float64(z)/10-9) * articleWords)
		for word := range strings.FieldsSeq(words) {
			b.add(word, f, nouns)
		}
	}
	return b
}

func (b *background) add(word string, f float32, nouns bool) {
	r, _ := firstRune(word)
	switch kindOf(r) {
	case han, joined:
		grams(word, gramLength(r), func(g string) { b.stems[key('w', g)] += f })
		if isTransliterated(word) {
			b.skeletons[key('n', skeleton(romanize(word)))] += f
		}
		return
	}
	if f >= everydayChance && (kindOf(r) == caseless || nouns) {
		b.everyday[key('x', fold(word))] = true
	}
	roman := romanize(word)
	b.stems[key('w', clipRunes(roman, stemLength))] += f
	b.skeletons[key('n', skeleton(roman))] += f
}

// key is the 64-bit FNV-1a hash of a value with its kind, so that keys of all kinds share one index.
func key(kind byte, value string) uint64 {
	h := newKey(kind)
	for i := range len(value) {
		h = (h ^ uint64(value[i])) * keyPrime
	}
	return h
}

const keyPrime = 1099511628211

// newKey is the key of an empty value.
func newKey(kind byte) uint64 { return (14695981039346656037 ^ uint64(kind)) * keyPrime }

// extendKey adds a character to the value of a key.
func extendKey(h uint64, r rune) uint64 {
	if r < utf8.RuneSelf {
		return (h ^ uint64(r)) * keyPrime
	}
	var b [utf8.UTFMax]byte
	for _, c := range b[:utf8.EncodeRune(b[:], r)] {
		h = (h ^ uint64(c)) * keyPrime
	}
	return h
}
