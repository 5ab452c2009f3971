package extract

import (
	"flag"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"net/url"
	"os"
	"strings"
	"testing"

	"parallax/extract/measure"
	"parallax/news"
)

var (
	fit   = flag.Bool("fit", false, "fit weights.tsv anew to the shared pages")
	cross = flag.Bool("cross", false, "cross-validate the fit by domain and print the figures")
)

// A sample is one block of a page with a known text: its features, whether it is body (or which share of it),
// and how much it counts.
type sample struct {
	features []feature
	body     float64
	weight   float64
}

// A lesson is a page to learn from.
type lesson struct {
	*measure.Page
	survey *survey
	meta   *metadata
	body   []float64 // by block: share of it that is body; -1 where nothing is known
	weight []float64
	fold   int
}

// TestFit makes weights.tsv: two logistic regressions, the second one on what the first one made out. A page
// counts the same whatever its length, and its blocks count by their words, as the metric has it. With -cross
// it prints the figures of texts chosen by weights that were fitted to pages of other domains alone.
func TestFit(t *testing.T) {
	if !*fit && !*cross {
		t.Skip("run with -fit to fit the weights, with -cross to cross-validate")
	}
	truths := loadTruths(t)
	lessons := make([]lesson, len(truths))
	for i := range truths {
		lessons[i] = learn(t, &truths[i])
	}
	if *cross {
		const folds = 5
		texts := make([]string, len(truths))
		for f := range folds {
			m := train(lessons, func(l *lesson) bool { return l.fold%folds != f })
			for i := range lessons {
				if lessons[i].fold%folds == f {
					texts[i] = lessons[i].text(m)
				}
			}
		}
		t.Log("by domains never seen:", bodyFigures(truths, texts))
	}
	if !*fit {
		return
	}
	m := train(lessons, func(*lesson) bool { return true })
	fitted := make([]string, len(truths))
	for i := range lessons {
		fitted[i] = lessons[i].text(m)
	}
	t.Log("fitted:", bodyFigures(truths, fitted))
	m.save(t)
}

func (m model) save(t *testing.T) {
	const made = "# Made by: go test ./extract -run TestFit -fit\n"
	first, second := made, made
	for g := range groupsEnd {
		for v := range groups[g].values {
			if w := m.first[g.value(v)]; w != 0 {
				first += fmt.Sprintf("%s:%d\t%.2f\n", groups[g].name, v, w)
			}
		}
	}
	for _, tree := range m.second {
		for q, asked := range tree.asks {
			second += fmt.Sprintf("%s>%d\t", traitName(asked), tree.above[q])
		}
		for l, w := range tree.leaf {
			second += fmt.Sprintf("%.3f%c", w, "\t\n"[l/(len(tree.leaf)-1)])
		}
	}
	for file, table := range map[string]string{"weights.tsv": first, "forest.tsv": second} {
		if err := os.WriteFile(file, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func learn(tb testing.TB, g *measure.Page) lesson {
	doc, err := parse(decode(g.Body, "text/html"))
	if err != nil {
		tb.Fatal(err)
	}
	s := walk(doc)
	l := lesson{Page: g, survey: s, meta: s.metadata(pageOf(g)), fold: domainHash(g.URL)}
	l.body, l.weight = make([]float64, len(s.blocks)), make([]float64, len(s.blocks))
	if g.Text != "" {
		l.byText()
	} else {
		l.bySegments()
	}
	return l
}

func domainHash(address string) int {
	u, err := url.Parse(address)
	if err != nil {
		return 0
	}
	h := fnv.New32a()
	parts := strings.Split(u.Hostname(), ".")
	h.Write([]byte(strings.Join(parts[max(0, len(parts)-2):], ".")))
	return int(h.Sum32() >> 1)
}

// byText marks the blocks of a page whose whole text is known. Each shingle of the text is used up by the first block
// that has it, so that of a text that stands twice one is body. Texts too short to have a shingle stand in menus as
// well: they are body where a block beside them is.
func (l *lesson) byText() {
	blocks := l.survey.blocks
	left := measure.Shingles(l.Text)
	all := float64(len(measure.Tokens(l.Text)))
	short := make([]bool, len(blocks))
	for i := range blocks {
		t := measure.Tokens(blocks[i].text)
		short[i] = len(t) < 4
		if blocks[i].embed != nil || len(t) == 0 {
			l.body[i] = -1
			continue
		}
		l.weight[i] = math.Min(1, (float64(len(t))+1)/all)
		if short[i] {
			continue
		}
		found, sum := 0, 0
		for s, n := range measure.Shingles(blocks[i].text) {
			both := min(n, left[s])
			left[s] -= both
			found, sum = found+both, sum+n
		}
		l.body[i] = float64(found) / float64(sum)
	}
	flat := " " + strings.Join(measure.Tokens(l.Text), " ") + " "
	for i := range blocks {
		if l.body[i] == 0 && short[i] && strings.Contains(flat, " "+strings.Join(measure.Tokens(blocks[i].text), " ")+" ") && l.beside(i, short) {
			l.body[i] = 1
		}
	}
}

// beside reports whether a block of some length near block i is body.
func (l *lesson) beside(i int, short []bool) bool {
	for j := max(0, i-2); j <= min(len(short)-1, i+2); j++ {
		if !short[j] && l.body[j] > 0.5 {
			return true
		}
	}
	return false
}

// bySegments marks the blocks of a page of which only some segments are known.
func (l *lesson) bySegments() {
	for i := range l.survey.blocks {
		l.body[i] = -1
		b := &l.survey.blocks[i]
		flat := measure.Collapse(b.text)
		for _, w := range l.With {
			if w = measure.Collapse(w); w != "" && strings.Contains(flat, w) {
				l.body[i], l.weight[i] = 1, segmentWeight
			}
		}
		for _, w := range l.Without {
			if w = measure.Collapse(w); w != "" && l.body[i] < 0 && (strings.Contains(flat, w)) {
				l.body[i], l.weight[i] = 0, segmentWeight
			}
		}
	}
}

// segmentWeight is what a known segment counts, in pages.
const segmentWeight = 0.05

func (l *lesson) text(m model) string {
	o, score := l.survey.judge(l.meta, m)
	keep := o.keeps(score)
	var body []block
	for i := range l.survey.blocks {
		if keep[i] {
			body = append(body, l.survey.blocks[i])
		}
	}
	var a news.Article
	write(&a, l.survey.arrange(body), Options{PostsInText: strings.HasPrefix(l.ID, "sh-")})
	return a.Text
}

// innerFolds is in how many parts the pages are parted so that the second pass learns from first scores of pages that
// the first pass did not learn from.
const innerFolds = 3

// train fits both passes to the lessons that are wanted.
func train(lessons []lesson, wanted func(*lesson) bool) model {
	views := make([]*view, len(lessons))
	samples := make([][]sample, len(lessons))
	for i := range lessons {
		l := &lessons[i]
		if !wanted(l) {
			continue
		}
		views[i] = newView(l.survey, l.meta)
		for j := range l.survey.blocks {
			if l.body[j] >= 0 {
				samples[i] = append(samples[i], sample{views[i].first(j, nil), l.body[j], l.weight[j]})
			}
		}
	}
	firstOf := func(wanted func(i int) bool) weights {
		var all []sample
		for i := range samples {
			if wanted(i) {
				all = append(all, samples[i]...)
			}
		}
		w := make(weights, offsets[groupsEnd])
		regress(w, all)
		return w
	}
	inner := func(i int) int { return lessons[i].fold / 64 % innerFolds }
	var examples []example
	for f := range innerFolds {
		first := firstOf(func(i int) bool { return inner(i) != f })
		for i := range lessons {
			if views[i] != nil && inner(i) == f {
				examples = lessons[i].examples(views[i], i, first, examples)
			}
		}
	}
	return model{firstOf(func(int) bool { return true }), grow(examples)}
}

// examples appends what the second pass learns from a page.
func (l *lesson) examples(v *view, page int, first weights, out []example) []example {
	score := v.firstPass(first)
	o := newOutline(v, score)
	for j := range l.survey.blocks {
		if l.body[j] >= 0 && score[j] > hopeless {
			e := example{page: page, score: score[j], body: l.body[j], weight: math.Min(1, l.weight[j]*fullWeight)}
			o.traitsOf(j, &e.traits)
			out = append(out, e)
		}
	}
	return out
}

// fullWeight is the inverse of the share of its page from which a block counts fully.
const fullWeight = 30

// regress fits a logistic regression by AdaGrad with a quadratic penalty.
func regress(m weights, samples []sample) {
	const epochs, rate, penalty = 30, 0.1, 2e-4
	squares := make([]float64, len(m))
	order := rand.New(rand.NewPCG(1, 2))
	for range epochs {
		order.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		for _, s := range samples {
			p := 1 / (1 + math.Exp(-m.score(s.features)))
			g := (p - s.body) * math.Min(1, s.weight*fullWeight)
			for _, f := range s.features {
				d := g + penalty*float64(m[f])
				squares[f] += d * d
				m[f] -= float32(rate * d / math.Sqrt(squares[f]+1e-6))
			}
		}
	}
}
