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
	*truth
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
		t.Log("by domains never seen:", bodyFigures(truths, func(i int) string { return texts[i] }))
	}
	if !*fit {
		return
	}
	m := train(lessons, func(*lesson) bool { return true })
	t.Log("fitted:", bodyFigures(truths, func(i int) string { return lessons[i].text(m) }))
	var b strings.Builder
	b.WriteString("# Made by: go test ./extract -run TestFit -fit\n")
	for g := range groupsEnd {
		for v := range groups[g].values {
			if one, two := m.first[g.value(v)], m.second[g.value(v)]; one != 0 || two != 0 {
				fmt.Fprintf(&b, "%s:%d\t%.2f\t%.2f\n", groups[g].name, v, one, two)
			}
		}
	}
	if err := os.WriteFile("weights.tsv", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func learn(tb testing.TB, g *truth) lesson {
	doc, err := parse(decode(g.body, "text/html"))
	if err != nil {
		tb.Fatal(err)
	}
	s := walk(doc)
	l := lesson{truth: g, survey: s, meta: s.metadata(g.page()), fold: domainHash(g.URL)}
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

// byText marks the blocks of a page whose whole text is known. Each shingle of the text is used up by the
// first block that has it, so that of a text that stands twice one is body.
func (l *lesson) byText() {
	left := shingles(l.Text)
	flat := " " + strings.Join(tokens(l.Text), " ") + " "
	all := float64(len(tokens(l.Text)))
	for i := range l.survey.blocks {
		b := &l.survey.blocks[i]
		t := tokens(b.text)
		if b.embed != nil || len(t) == 0 {
			l.body[i] = -1
			continue
		}
		l.weight[i] = math.Min(1, (float64(len(t))+1)/all)
		if len(t) < 4 {
			if strings.Contains(flat, " "+strings.Join(t, " ")+" ") {
				l.body[i] = 1
			}
			continue
		}
		found, sum := 0, 0
		for s, n := range shingles(b.text) {
			both := min(n, left[s])
			found, sum = found+both, sum+n
		}
		l.body[i] = float64(found) / float64(sum)
	}
}

// bySegments marks the blocks of a page of which only some segments are known.
func (l *lesson) bySegments() {
	for i := range l.survey.blocks {
		l.body[i] = -1
		b := &l.survey.blocks[i]
		flat := collapsed(b.text)
		for _, w := range l.With {
			if w = collapsed(w); w != "" && strings.Contains(flat, w) {
				l.body[i], l.weight[i] = 1, segmentWeight
			}
		}
		for _, w := range l.Without {
			if w = collapsed(w); w != "" && l.body[i] < 0 && (strings.Contains(flat, w)) {
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
	var parts []string
	for i := range l.survey.blocks {
		b := &l.survey.blocks[i]
		switch {
		case !keep[i]:
		case b.embed == nil:
			parts = append(parts, b.text)
		case strings.HasPrefix(l.ID, "sh-"):
			parts = append(parts, b.embed.shown)
		}
	}
	return strings.Join(parts, "\n\n")
}

// train fits both passes to the lessons that are wanted.
func train(lessons []lesson, wanted func(*lesson) bool) model {
	var one []sample
	views := make([]*view, len(lessons))
	for i := range lessons {
		l := &lessons[i]
		views[i] = newView(l.survey, l.meta)
		if !wanted(l) {
			continue
		}
		for j := range l.survey.blocks {
			if l.body[j] >= 0 {
				one = append(one, sample{views[i].first(j, nil), l.body[j], l.weight[j]})
			}
		}
	}
	first := make(weights, offsets[groupsEnd])
	regress(first, one)
	var two []sample
	for i := range lessons {
		l := &lessons[i]
		if !wanted(l) {
			continue
		}
		score := make([]float64, len(l.survey.blocks))
		for j := range l.survey.blocks {
			if l.survey.blocks[j].embed == nil {
				score[j] = first.score(views[i].first(j, nil))
			}
		}
		l.survey.raise(score)
		o := newOutline(views[i], score)
		for j := range l.survey.blocks {
			if l.body[j] >= 0 {
				two = append(two, sample{o.second(j, views[i].first(j, nil)), l.body[j], l.weight[j]})
			}
		}
	}
	second := make(weights, offsets[groupsEnd])
	regress(second, two)
	return model{first, second}
}

// regress fits a logistic regression by AdaGrad with a quadratic penalty.
func regress(m weights, samples []sample) {
	const epochs, rate, penalty, scale = 30, 0.1, 2e-4, 30
	squares := make([]float64, len(m))
	order := rand.New(rand.NewPCG(1, 2))
	for range epochs {
		order.Shuffle(len(samples), func(i, j int) { samples[i], samples[j] = samples[j], samples[i] })
		for _, s := range samples {
			p := 1 / (1 + math.Exp(-m.score(s.features)))
			g := (p - s.body) * math.Min(1, s.weight*scale)
			for _, f := range s.features {
				d := g + penalty*float64(m[f])
				squares[f] += d * d
				m[f] -= float32(rate * d / math.Sqrt(squares[f]+1e-6))
			}
		}
	}
}
