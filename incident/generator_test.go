package incident_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"parallax/news"
)

// A generator makes articles, in the order of their time, that load the grouper like news do:
//
//   - There is an endless sequence of incidents. Each has some names, rare words, a number, countries, a place in time, and is told
//     by 1 to 40 articles, mostly few, in several languages.
//   - An article has 2,000 to 5,000 characters. About a third of its words come from its incident and the other incidents
//     that it mentions as background; the rest are drawn from its language's vocabulary by Zipf's law. One sentence in
//     eight stands in quotation marks. Every 15th article is a copy
//     of an earlier one in the same language with some words changed.
//   - A language's vocabulary has 60,000 made-up words in its own script, of syllables. Chinese and Thai are written without
//     spaces.
//   - It links two pages of its own site, and one in ten embeds a post of its incident.
//
// The same seed gives the same articles.
type generator struct {
	random    *rand.Rand
	zipf      *rand.Zipf
	languages []madeLanguage
	open      []*madeIncident
	now       time.Time
	n         int
}

type madeLanguage struct {
	code      string
	syllables []string
	joint     string // between words
	capital   bool
	texts     []string // of late, to copy
}

type madeIncident struct {
	n         int
	names     []int
	words     []int
	countries []string
	number    int
	left      int // articles to come
}

func newGenerator(seed uint64) *generator {
	g := &generator{random: rand.New(rand.NewPCG(seed, 7)), now: start}
	g.zipf = rand.NewZipf(g.random, 1.07, 3, 60_000)
	for _, l := range []struct{ code, consonants, vowels, joint string }{
		{"en", "b c d f g h l m n p r s t w", "a e i o u ea ou", " "}, {"es", "b c d f g j l m n p r s t", "a e i o ue ia", " "},
		{"de", "b d f g h k l m n r s sch t z", "a e i o u ä ei", " "}, {"fr", "b c d f g j l m n p r s t v", "a é i o ou ai eu", " "},
		{"ru", "б в г д ж з к л м н п р с т ч", "а е и о у я", " "}, {"uk", "б в г д ж з к л м н п р с т ш", "а е і о у ї", " "},
		{"ar", "ب ت ج ح د ر ز س ش ع ف ق ك ل م ن", "ا و ي", " "}, {"hi", "क ख ग च ज ट ड त द न प ब म र ल स", "ा ि ी ु े ो", " "},
		{"tr", "b c ç d f g h k l m n r s ş t y", "a e ı i o ö u ü", " "}, {"ko", "가 나 다 라 마 바 사 아 자 차 카 타 파 하", "은 운 인 안 원", " "},
		{"zh", "中 国 人 大 年 会 生 地 方 学 家 公 民 水 火 山", "的 一 是 在 有 和", ""}, {"th", "ก ข ค ง จ ช ด ต น บ ป พ ม ร ล ส", "า ี ู เ โ", ""},
	} {
		m := madeLanguage{code: l.code, joint: l.joint}
		first := strings.Fields(l.consonants)
		m.capital = l.joint == " " && strings.ToUpper(first[0]) != first[0]
		for _, c := range first {
			for v := range strings.FieldsSeq(l.vowels) {
				m.syllables = append(m.syllables, c+v)
			}
		}
		g.languages = append(g.languages, m)
	}
	return g
}

// word is the nth word of a language.
func (l *madeLanguage) word(n int) string {
	var b strings.Builder
	for n = n*31 + 17; ; n /= len(l.syllables) {
		b.WriteString(l.syllables[n%len(l.syllables)])
		if n < len(l.syllables) {
			return b.String()
		}
	}
}

// name is the nth name, which sounds the same in all languages that have an alphabet.
func (l *madeLanguage) name(n int) string {
	w := l.word(70_000 + n)
	if l.capital {
		r := []rune(w)
		return strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	return w
}

var madeCountries = strings.Fields("Italy France Japan Brazil Kenya Canada India Mexico Norway Peru Spain Egypt")

func (g *generator) incident() *madeIncident {
	// The number of articles of an incident falls off like that of real ones: most have one or two.
	i := &madeIncident{n: g.n, number: 11 + g.random.IntN(9000), left: 1 + int(math.Min(39, 0.7/math.Pow(1-g.random.Float64(), 0.9)))}
	for range 4 + g.random.IntN(5) {
		// Few of the names are new: people of note are in the news again and again.
		name := int(g.zipf.Uint64())
		if g.random.IntN(2) == 0 {
			name = 60_000 + g.random.IntN(2_000_000)
		}
		i.names = append(i.names, name)
	}
	for range 12 {
		i.words = append(i.words, 2_000+g.random.IntN(58_000))
	}
	for range 1 + g.random.IntN(2) {
		i.countries = append(i.countries, madeCountries[g.random.IntN(len(madeCountries))])
	}
	return i
}

// madePause is the time between two articles.
const madePause = 20 * time.Second

// article is the next article of the stream.
func (g *generator) article() news.Article {
	g.now = g.now.Add(madePause)
	g.n++
	if len(g.open) < 400 || g.random.IntN(3) == 0 {
		g.open = append(g.open, g.incident())
	}
	at := g.random.IntN(len(g.open))
	i := g.open[at]
	if i.left--; i.left <= 0 {
		g.open[at] = g.open[len(g.open)-1]
		g.open = g.open[:len(g.open)-1]
	}
	l := &g.languages[g.random.IntN(len(g.languages))]
	host := fmt.Sprintf("outlet%d.example", g.random.IntN(3000))
	a := news.Article{ID: fmt.Sprintf("made%012d", g.n), Language: l.code, Published: g.now,
		URL: fmt.Sprintf("https://%s/%s/report-number-%d", host, l.code, g.n), Title: g.sentence(l, i, 9)}
	a.Links = []string{fmt.Sprintf("https://%s/about/the-newsroom", host), fmt.Sprintf("https://%s/%s/report-number-%d", host, l.code, g.random.IntN(g.n))}
	if g.random.IntN(10) == 0 {
		a.Posts = []news.Post{{ID: fmt.Sprint(9_000_000 + i.n*4 + g.random.IntN(2)), Platform: news.Twitter}}
	}
	if g.random.IntN(15) == 0 && len(l.texts) > 0 {
		a.Text = l.texts[g.random.IntN(len(l.texts))] + "\n\n" + g.sentence(l, i, 15)
		return a
	}
	a.Text = g.text(l, i)
	if l.texts = append(l.texts, a.Text); len(l.texts) > 50 {
		l.texts = l.texts[1:]
	}
	return a
}

func (g *generator) text(l *madeLanguage, i *madeIncident) string {
	var b strings.Builder
	length := 2000 + g.random.IntN(3000)
	about := i
	for n := 0; n < length; {
		if g.random.IntN(8) == 0 && len(g.open) > 0 {
			about = g.open[g.random.IntN(len(g.open))]
		} else {
			about = i
		}
		s := g.sentence(l, about, 12+g.random.IntN(14))
		if g.random.IntN(8) == 0 {
			s = "“" + s + "”"
		}
		b.WriteString(s)
		b.WriteString([]string{" ", " ", "\n\n"}[g.random.IntN(3)])
		n += len([]rune(s)) + 1
	}
	return b.String()
}

func (g *generator) sentence(l *madeLanguage, i *madeIncident, words int) string {
	var list []string
	for range words {
		switch k := g.random.IntN(60); {
		case k < 8:
			list = append(list, l.name(i.names[g.random.IntN(len(i.names))]))
		case k < 20:
			list = append(list, l.word(i.words[g.random.IntN(len(i.words))]))
		case k == 20:
			list = append(list, fmt.Sprint(i.number))
		case k == 21 && l.code == "en":
			list = append(list, i.countries[g.random.IntN(len(i.countries))])
		default:
			list = append(list, l.word(int(g.zipf.Uint64())))
		}
	}
	end := "."
	if l.code == "zh" {
		end = "。"
	}
	s := strings.Join(list, l.joint) + end
	if l.capital {
		r := []rune(s)
		s = strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	return s
}
