//go:build unix

package index_test

import (
	"context"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"time"

	"parallax/news"
)

// A corpus is an invented corpus that is like the world's news where it matters to an index. Any of its articles can be
// made again from its number, so that a million of them take no memory.
//
//   - Twelve languages with the shares that they have in news, of which Chinese and Japanese are written without spaces.
//   - Words follow Zipf's law in two regimes, as in large corpora (R. Ferrer i Cancho and R. Solé, "Two regimes in the
//     frequency of words and the origins of complex lexicons", Journal of Quantitative Linguistics 8, 2001): the 8,000 words
//     of the core as 1/rank, the rest as rank^-1.9. So the vocabulary never ends, and grows as Heaps' law says: English
//     has 500,000 words after 300,000 articles.
//   - A word that was used is likely to come again in the same article.
//   - The length of texts is log-normal with a median of 260 words; a half of them begin with their lead.
//   - 2,000 sources, the largest with a twelfth of all articles, each with twenty authors; 1,370 articles a day, fewer at night,
//     which come in nearly in the order of their times; incidents of 1 to some thousand articles; 8 % quote a post.
type corpus struct {
	tongues []*tongue
	sources int
	start   time.Time
	total   int
	making  [2]atomic.Int64 // time spent on making articles, in nanoseconds: that passed, of the processor
}

// A tongue makes the words of a language.
type tongue struct {
	code     string
	share    float64
	country  []string
	letters  []rune
	marked   []rune // letters with marks: one of fifty
	spaced   bool
	seed     uint64
	core     []string
	fullStop string
}

const (
	coreWords      = 8000
	articlesPerDay = 1370 // a million in two years
)

func newCorpus(total int) *corpus {
	c := &corpus{sources: 2000, start: day("2024-01-01"), total: total}
	latin := "etaoinsrhldcumfpgwybvk"
	add := func(code string, share float64, letters, fullStop string, spaced bool, countries ...string) {
		letters, marked, _ := strings.Cut(letters, "+")
		t := &tongue{marked: []rune(marked), code: code, share: share, country: countries, letters: []rune(letters), spaced: spaced, fullStop: fullStop, seed: uint64(len(c.tongues) + 1)}
		for rank := range coreWords {
			t.core = append(t.core, t.make(rank))
		}
		c.tongues = append(c.tongues, t)
	}
	add("en", .30, latin, ".", true, "US", "GB", "IN", "AU", "CA")
	add("es", .12, latin+"+ñáéíó", ".", true, "ES", "MX", "AR")
	add("fr", .10, latin+"+éèàç", ".", true, "FR", "BE", "SN")
	add("de", .10, latin+"+äöüß", ".", true, "DE", "AT", "CH")
	add("ru", .09, "оеаинтсрвлкмдпуяыьгзбчйхжшюц", ".", true, "RU", "KZ")
	add("zh", .07, "", "。", false, "CN", "TW")
	add("ar", .06, "ابتثجحدرسشصطعفقكلمنهوي", ".", true, "EG", "SA", "MA")
	add("pt", .05, latin+"+ãõçáê", ".", true, "BR", "PT")
	add("ja", .04, "", "。", false, "JP")
	add("hi", .03, "अआकखगचजतदनपबमयरलवसह", "।", true, "IN")
	add("it", .02, latin+"+àèìò", ".", true, "IT")
	add("tr", .02, latin+"+ığşçöü", ".", true, "TR")
	return c
}

// make is the word of a rank, the most frequent being 0. Frequent words are short.
func (t *tongue) make(rank int) string {
	h := mix(t.seed<<32 | uint64(rank))
	if !t.spaced {
		n := 1 + int(h%5)/2 // 1 to 3 characters
		word := make([]rune, n)
		for i := range word {
			h = mix(h)
			u := float64(h>>11) / (1 << 53)
			word[i] = 0x4E00 + rune(3500*u*u*u*u) // a hundred characters make up two fifths of a text
		}
		return string(word)
	}
	n := 2 + int(math.Log2(float64(rank+1))/2.3) + int(h%3)
	word := make([]rune, n)
	for i := range word {
		h = mix(h)
		u := float64(h>>11) / (1 << 53)
		word[i] = t.letters[int(u*u*float64(len(t.letters)))]
		if len(t.marked) > 0 && h%50 == 0 {
			word[i] = t.marked[int(u*float64(len(t.marked)))]
		}
	}
	return string(word)
}

func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// word draws a word.
func (t *tongue) word(rng *rand.Rand) string {
	u := rng.Float64()
	if rng.Float64() < .89 {
		return t.core[min(int(math.Exp(u*math.Log(coreWords+1)))-1, coreWords-1)]
	}
	return t.make(int(min(coreWords*math.Pow(1-u, -1/0.9), 1<<40)))
}

// words draws a sentence's words, some of them again.
func (t *tongue) words(rng *rand.Rand, n int, used *[]string) string {
	list := make([]string, n)
	for i := range list {
		if len(*used) > 0 && rng.Float64() < .12 {
			list[i] = (*used)[rng.IntN(len(*used))]
		} else {
			list[i] = t.word(rng)
			*used = append(*used, list[i])
		}
	}
	if t.spaced {
		return strings.Join(list, " ")
	}
	return strings.Join(list, "")
}

func (t *tongue) paragraph(rng *rand.Rand, n int, used *[]string) string {
	var b strings.Builder
	for n > 0 {
		k := min(n, 8+rng.IntN(20))
		if b.Len() > 0 && t.spaced {
			b.WriteByte(' ')
		}
		b.WriteString(t.words(rng, k, used))
		b.WriteString(t.fullStop)
		n -= k
	}
	return b.String()
}

// article makes the article of a number.
func (c *corpus) article(i int) news.Article {
	start, cpu := time.Now(), processorTime()
	defer func() {
		c.making[0].Add(int64(time.Since(start)))
		c.making[1].Add(int64(processorTime() - cpu))
	}()
	rng := rand.New(rand.NewPCG(7, uint64(i)))
	source := min(int(math.Exp(rng.Float64()*math.Log(float64(c.sources+1))))-1, c.sources-1)
	t := c.tongueOf(source)
	var used []string
	a := news.Article{ID: articleID(i), Language: t.code, Title: t.words(rng, 6+rng.IntN(7), &used)}
	a.Lead = t.words(rng, 15+rng.IntN(16), &used) + t.fullStop
	var paragraphs []string
	if rng.IntN(2) == 0 {
		paragraphs = append(paragraphs, a.Lead)
	}
	for n := int(math.Exp(rng.NormFloat64()*.6 + math.Log(260))); n > 0; {
		k := min(n, 30+rng.IntN(50))
		paragraphs = append(paragraphs, t.paragraph(rng, k, &used))
		n -= k
	}
	a.Text = strings.Join(paragraphs, "\n\n")
	a.Source = news.Source{ID: fmt.Sprintf("paper%d.example", source), Name: fmt.Sprintf("Paper %d", source), Country: t.country[source%len(t.country)]}
	a.Published = c.time(i, rng)
	if rng.IntN(10) < 6 {
		a.Authors = []string{fmt.Sprintf("Author%d Of%d", rng.IntN(20), source)}
	}
	size := math.Pow(1-rng.Float64(), -1/1.1) // of the incident
	a.Incident = &news.Place{ID: articleID(i - i%min(int(size), 3000))}
	if rng.IntN(12) == 0 {
		a.Posts = []news.Post{{ID: fmt.Sprint(i), Platform: []string{news.Twitter, "bluesky", "mastodon"}[rng.IntN(3)], Handle: fmt.Sprintf("user%d", rng.IntN(5000)),
			Text: t.words(rng, 25, &used), Language: t.code}}
	}
	return a
}

// time is when an article was published: fewer at night, and in nearly the order in which they come.
func (c *corpus) time(i int, rng *rand.Rand) time.Time {
	at := c.start.Add(time.Duration(i) * 24 * time.Hour / articlesPerDay)
	at = at.Add(-time.Duration(rng.ExpFloat64() * float64(3*time.Hour))).Truncate(time.Minute)
	if h := at.Hour(); h < 6 && rng.IntN(2) == 0 {
		at = at.Add(-8 * time.Hour)
	}
	return at
}

// tongueOf is the language of a source.
func (c *corpus) tongueOf(source int) *tongue {
	u := float64(mix(uint64(source))>>11) / (1 << 53)
	for _, t := range c.tongues {
		if u -= t.share; u < 0 {
			return t
		}
	}
	return c.tongues[0]
}

var idEncoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

const scramble, unscramble = 0x9E3779B97F4A7C15, 0xF1DE83E19937733D // odd, and inverse to each other

// articleID looks as random as the digests that real IDs are, but tells the number of its article.
func articleID(i int) string {
	var b [10]byte
	binary.BigEndian.PutUint64(b[:], uint64(i)*scramble)
	binary.BigEndian.PutUint16(b[8:], uint16(mix(uint64(i))))
	return idEncoding.EncodeToString(b[:])
}

// ArticlesByID makes articles again.
func (c *corpus) ArticlesByID(_ context.Context, ids []string) ([]news.Article, error) {
	list := make([]news.Article, len(ids))
	for i, id := range ids {
		b, err := idEncoding.DecodeString(id)
		if err != nil {
			return nil, err
		}
		list[i] = c.article(int(binary.BigEndian.Uint64(b) * unscramble))
	}
	return list, nil
}
