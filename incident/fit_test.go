package incident

import (
	"bufio"
	"encoding/json"
	"flag"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

var fit = flag.Bool("fit", false, "learn the forests from the judged articles and write their tables")

// A lesson is a pair of articles, a headline and a group, or two groups, with the answer.
type lesson struct {
	x       inputs
	same    bool      // they tell of one incident
	group   string    // where it comes from: the set and, of a pair, one language or two
	scripts [2]script // of the two languages, the lower first
	fold    int
	weight  float64
	verdict float64 // of a forest that hasn't learned from its fold
}

// TestFit learns the forest that decides on pairs from the judged articles outside the repository, what its verdicts are to be calibrated
// by, and the forests that decide on headlines and on groups of them, and writes the tables.
func TestFit(t *testing.T) {
	if !*fit {
		t.Skip("run with -fit to learn the forests anew")
	}
	streams := judgedStreams(t)
	lessons := pairLessons(t, streams)
	weigh(lessons)
	folds := learnFolds(lessons)
	steps := calibrate(lessons)
	joins, unions := headlineLessons(streams, folds)
	for name, table := range map[string]string{
		"steps.tsv": steps.format(), "forest.tsv": ofPairs.grow(lessons).format(inputNames[:]), "joins.tsv": ofJoins.grow(joins).format(joinInputs[:]),
		"unions.tsv": ofUnions.grow(unions).format(unionInputs[:]),
	} {
		table = "# Made by go test ./incident -run TestFit -fit.\n" + table
		if err := os.WriteFile(name, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

const (
	wholeStream = 700 // articles up to which pairs that no search finds are lessons too
	longStream  = 2000
	farPairs    = 60 // articles of a stream from which on only one in five of those is
	perArticle  = 14 // lessons of an article of a longer stream
	perIncident = 60 // pairs of one incident of a longer stream
)

func pairLessons(t *testing.T, streams map[string][]judgedArticle) []*lesson {
	lessons := judgedPairs(t)
	for _, name := range slices.Sorted(maps.Keys(streams)) {
		lessons = append(lessons, streamLessons(name, streams[name])...)
	}
	return lessons
}

// A judgedArticle is an article of a stream with its incident, "" where nobody judged it.
type judgedArticle struct {
	article  news.Article
	set      string
	incident string
}

// Newsroom reads the fictional newsroom: its articles and their incidents. The tests from outside the package set it.
var Newsroom func(t testing.TB) (articles []news.Article, incidents []string)

func judgedStreams(t *testing.T) map[string][]judgedArticle {
	streams := map[string][]judgedArticle{}
	eachLine(t, "../../shared/eval/incidents/dev.jsonl", func(line []byte) error {
		var r struct {
			ID, Set, World, Lang, URL, Title, Text string
			Date                                   time.Time
			Cluster                                *string
			Ignore                                 bool
		}
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		j := judgedArticle{set: r.Set, article: news.Article{ID: r.ID, URL: r.URL, Title: r.Title, Text: r.Text, Language: r.Lang, Published: r.Date}}
		if !r.Ignore && r.Cluster != nil {
			j.incident = *r.Cluster
		}
		streams[r.Set+" "+r.World] = append(streams[r.Set+" "+r.World], j)
		return nil
	})
	articles, incidents := Newsroom(t)
	for i, a := range articles {
		streams["newsroom"] = append(streams["newsroom"], judgedArticle{a, "newsroom", incidents[i]})
	}
	for _, s := range streams {
		slices.SortFunc(s, func(a, b judgedArticle) int {
			if c := a.article.Published.Compare(b.article.Published); c != 0 {
				return c
			}
			return strings.Compare(a.article.ID, b.article.ID)
		})
	}
	return streams
}

// streamLessons files a stream into a window without deciding, and compares each article with those before it.
func streamLessons(name string, articles []judgedArticle) (lessons []*lesson) {
	g := New(Options{})
	incidents := map[*document]string{}
	var all []*document
	taken := map[string]int{}
	for _, j := range articles {
		d, _ := g.features(&j.article)
		d.seq = g.seq
		g.seq++
		finds := g.window.search(d, searched)
		incidents[d] = j.incident
		var others []*document
		if len(articles) <= wholeStream {
			near := map[*document]bool{}
			for _, f := range finds {
				near[f.document] = true
			}
			for i, o := range all {
				if near[o] || len(articles) < farPairs || incidents[o] == j.incident || (i+len(all))%5 == 0 {
					others = append(others, o)
				}
			}
		} else {
			for _, f := range finds[:min(len(finds), perArticle)] {
				others = append(others, f.document)
			}
			for i := len(all) - 1; i >= 0 && len(all)-i < 800; i-- {
				if incidents[all[i]] == j.incident && !slices.Contains(others, all[i]) && taken[j.incident] < perIncident {
					taken[j.incident]++
					others = append(others, all[i])
				}
			}
		}
		for _, o := range others {
			if j.incident == "" || incidents[o] == "" {
				continue
			}
			s := compare(d, o)
			x := s.inputs(d, o)
			lessons = append(lessons, &lesson{x: x, same: incidents[o] == j.incident, group: lessonGroup(j.set, &s), scripts: scriptPair(d, o), fold: foldIn(name, incidents[o], len(articles))})
		}
		all = append(all, d)
		d.incident = &group{}
		g.window.add(d)
	}
	return lessons
}

func scriptPair(a, b *document) [2]script {
	return [2]script{min(a.script, b.script), max(a.script, b.script)}
}

func lessonGroup(set string, s *similarity) string {
	if s.same {
		return set + " same"
	}
	return set + " cross"
}

// judgedPairs are pairs of articles that people compared. What the two resemble besides each other is found among the articles of
// the other pairs.
func judgedPairs(t *testing.T) (lessons []*lesson) {
	g := New(Options{})
	type pair struct {
		a, b *document
		id   string
		same bool
	}
	var pairs []pair
	eachLine(t, "../../shared/eval/incidents/pairs_dev.jsonl", func(line []byte) error {
		var r struct{ ID, Lang1, Lang2, Text1, Text2, Date1, Date2, Label string }
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		read := func(id, lang, text, date string) *document {
			published, _ := time.Parse(time.DateOnly, date)
			d, _ := g.features(&news.Article{ID: id, Language: lang, Text: text, Published: published})
			d.seq = g.seq
			g.seq++
			d.incident = &group{}
			g.window.add(d)
			return d
		}
		pairs = append(pairs, pair{read(r.ID+"/1", r.Lang1, r.Text1, r.Date1), read(r.ID+"/2", r.Lang2, r.Text2, r.Date2), r.ID, r.Label == "same"})
		return nil
	})
	for _, p := range pairs {
		g.window.search(p.a, searched)
		g.window.search(p.b, searched)
		s := compare(p.a, p.b)
		x := s.inputs(p.a, p.b)
		lessons = append(lessons, &lesson{x: x, same: p.same, group: lessonGroup("pairs", &s), scripts: scriptPair(p.a, p.b), fold: foldOf(p.id)})
	}
	return lessons
}

// PairAreas are the areas under the ROC curve of the decisions on judged pairs in one language and in two. The forest has learned from
// these pairs; what it does on pairs that it hasn't, TestFolds prints.
func PairAreas(t *testing.T) (one, two float64) {
	groups := map[string][]*lesson{}
	for _, l := range judgedPairs(t) {
		l.verdict = pairForest.score(&l.x)
		groups[l.group] = append(groups[l.group], l)
	}
	return measured(groups["pairs same"]).area, measured(groups["pairs cross"]).area
}

func eachLine(t *testing.T, name string, yield func(line []byte) error) {
	f, err := os.Open(name)
	if err != nil {
		t.Skip("the judged articles are not at hand: ", err)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		if err := yield(sc.Bytes()); err != nil {
			t.Fatal(name, ": ", err)
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
}

// weigh gives each group of lessons the same weight whatever its size, little ones less. Pairs of one incident have the share in it that
// they have in the group, within bounds: a few in ten thousand would teach to say no.
func weigh(lessons []*lesson) {
	type key struct {
		group string
		same  bool
	}
	counts := map[key]int{}
	for _, l := range lessons {
		counts[key{l.group, l.same}]++
	}
	for _, l := range lessons {
		n, others := float64(counts[key{l.group, l.same}]), float64(counts[key{l.group, !l.same}])
		share := n / (n + others)
		if l.same {
			share = max(leastSame, min(mostSame, share))
		} else {
			share = max(1-mostSame, min(1-leastSame, share))
		}
		l.weight = share * 1000 / n * math.Min(1, n/200)
	}
}

const leastSame, mostSame = 0.06, 0.3

const maxBins = 48

// boundsOf cuts the values of each of the first inputs into bins of about as much weight; it returns the bounds between them.
func boundsOf(lessons []*lesson, count int) (bounds [][]float32) {
	bounds = make([][]float32, count)
	for i := range bounds {
		var values []float32
		for n, l := range lessons {
			// Pairs of one incident are few, and where they lie matters most.
			if l.same || n%4 == 0 {
				values = append(values, l.x[i])
			}
		}
		slices.Sort(values)
		for b := 1; b < maxBins; b++ {
			v := values[b*len(values)/maxBins]
			// Bounds are written with few digits; what is compared with them has to be what was learned.
			v = float32(math.Round(float64(v)*1000) / 1000)
			if len(bounds[i]) == 0 || v > bounds[i][len(bounds[i])-1] {
				bounds[i] = append(bounds[i], v)
			}
		}
	}
	return bounds
}

// A schooling is how a forest is learned.
type schooling struct {
	inputs   int
	monotone []int
	bags     int // forests whose mean decides
	trees    int // of each
	rate     float64
	ridge    float64 // added to the sum of second derivatives of a leaf
	asking   int     // inputs that a tree may ask about, drawn anew for each
}

var ofPairs = schooling{inputs: numInputs, monotone: monotone, bags: 4, trees: 160, rate: 0.11, ridge: 12, asking: 6}

// Monotone inputs may only speak for one incident the more there is of them or, with -1, against it.
var monotone = signs(numInputs, []int{inMeaning, inHeadMeaning, inCrossMeaning, inApart, inNameCosine, inNameMass, inNameCount, inNameTop, inNameLead,
	inNameLeadBest, inWordLead, inWordLeadBest, inWordCosine, inWordMass, inWordTop, inPlaceCosine, inPlaceMass, inPlaceTop, inPlaceCount, inNumberMass, inNumberCount,
	inDate, inClose, inOrganisationMass, inOrganisationCosine, inKinds}, []int{inConflict, inDays, inPlaceOther})

func signs(n int, up, down []int) []int {
	m := make([]int, n)
	for _, i := range up {
		m[i] = 1
	}
	for _, i := range down {
		m[i] = -1
	}
	return m
}

// grow learns some forests and returns their mean: each alone depends on what its trees were offered by chance.
func (s *schooling) grow(lessons []*lesson) (mean forest) {
	for bag := range s.bags {
		for _, t := range s.growOne(lessons, rand.New(rand.NewPCG(1, uint64(bag)))) {
			for i := range t.leaf {
				t.leaf[i] /= float32(s.bags)
			}
			mean = append(mean, t)
		}
	}
	return mean
}

// growOne learns a forest by gradient boosting of the logistic loss with second derivatives (Chen and Guestrin, "XGBoost", 2016). No tree sees
// all inputs: many of them say nearly the same, and those that are best on what was learned from would leave no trees to the others
// (Breiman, "Random Forests", 2001). On folds left out it is worth .06 of average precision on ntrex-world.
func (s *schooling) growOne(lessons []*lesson, draw *rand.Rand) (f forest) {
	n := len(lessons)
	bounds := boundsOf(lessons, s.inputs)
	bins := binsOf(lessons, bounds)
	score, gradient, hessian := make([]float64, n), make([]float64, n), make([]float64, n)
	leaf := make([]uint8, n)
	for round := range s.trees {
		for i, l := range lessons {
			p := 1 / (1 + math.Exp(-score[i]))
			y := 0.0
			if l.same {
				y = 1
			}
			gradient[i], hessian[i] = l.weight*(y-p), l.weight*p*(1-p)
			leaf[i] = 0
		}
		offered := draw.Perm(len(bins))[:s.asking]
		var t tree
		for q := range treeDepth {
			input, bin := s.bestQuestion(bins, bounds, &branching{offered, leaf, gradient, hessian, 1 << q})
			t.asks[q], t.above[q] = uint8(input), bounds[input][bin]
			for i := range lessons {
				leaf[i] <<= 1
				if bins[input][i] > uint8(bin) {
					leaf[i] |= 1
				}
			}
		}
		var sums, curves [1 << treeDepth]float64
		for i := range lessons {
			sums[leaf[i]] += gradient[i]
			curves[leaf[i]] += hessian[i]
		}
		// The first tree brings the odds there at once.
		r := s.rate
		if round == 0 {
			r = 1
		}
		for i := range t.leaf {
			t.leaf[i] = float32(r * sums[i] / (curves[i] + s.ridge))
		}
		for i := range lessons {
			score[i] += float64(t.leaf[leaf[i]])
		}
		f = append(f, t)
	}
	return f
}

// binsOf is the number of the bin that each lesson is in, by input.
func binsOf(lessons []*lesson, bounds [][]float32) [][]uint8 {
	bins := make([][]uint8, len(bounds))
	for i, list := range bounds {
		bins[i] = make([]uint8, len(lessons))
		for n, l := range lessons {
			bin, _ := slices.BinarySearch(list, l.x[i])
			bins[i][n] = uint8(bin)
		}
	}
	return bins
}

// A branching is a tree as far as it has grown: the inputs it may ask about, the leaf that each lesson is in, and the derivatives of its loss.
type branching struct {
	offered           []int
	leaf              []uint8
	gradient, hessian []float64
	leaves            int
}

// bestQuestion is the input and the bin after which to part the lessons of all leaves, so that the loss falls most.
func (s *schooling) bestQuestion(bins [][]uint8, bounds [][]float32, at *branching) (input, bin int) {
	most := -1.0
	for _, i := range at.offered {
		var g, h [1 << treeDepth][maxBins]float64
		for n, bin := range bins[i] {
			g[at.leaf[n]][bin] += at.gradient[n]
			h[at.leaf[n]][bin] += at.hessian[n]
		}
		gains := make([]float64, len(bounds[i]))
		for leaf := range at.leaves {
			var allG, allH float64
			for b := range g[leaf] {
				allG += g[leaf][b]
				allH += h[leaf][b]
			}
			var lowG, lowH float64
			for b := range gains {
				lowG += g[leaf][b]
				lowH += h[leaf][b]
				low, high := lowG/(lowH+s.ridge), (allG-lowG)/(allH-lowH+s.ridge)
				if (high-low)*float64(s.monotone[i]) < 0 {
					continue
				}
				gains[b] += lowG*low + (allG-lowG)*high - allG*allG/(allH+s.ridge)
			}
		}
		for b, gain := range gains {
			if gain > most {
				most, input, bin = gain, i, b
			}
		}
	}
	return input, bin
}
