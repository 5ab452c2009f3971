package incident_test

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/incident"
	"parallax/incident/meaning"
	"parallax/news"
)

// An oracle is an embedder that knows what some words mean, whatever the language: texts with a word of one topic get close
// vectors, all others vectors that have nothing to do with each other.
type oracle struct {
	name   string
	dims   int
	topics map[string]uint64 // by word
	down   bool
	asked  []string
}

func (o *oracle) Space() string { return o.name }

func (o *oracle) Embed(_ context.Context, texts []string) [][]float32 {
	vectors := make([][]float32, len(texts))
	for i, text := range texts {
		o.asked = append(o.asked, text)
		if o.down {
			continue
		}
		h := fnv.New64a()
		h.Write([]byte(text))
		noise, topic := rand.New(rand.NewPCG(h.Sum64(), 1)), rand.New(rand.NewPCG(h.Sum64(), 2))
		for word, n := range o.topics {
			if strings.Contains(text, word) {
				topic = rand.New(rand.NewPCG(n, 3))
			}
		}
		vectors[i] = make([]float32, o.dims)
		for j := range vectors[i] {
			vectors[i][j] = float32(1 + topic.NormFloat64() + 0.3*noise.NormFloat64())
		}
	}
	return vectors
}

// fileWith has an embedder asked, and files.
func fileWith(t *testing.T, g *incident.Grouper, articles ...news.Article) (decisions []incident.Decision) {
	t.Helper()
	g.Embed(t.Context(), articles)
	for _, a := range articles {
		decisions = append(decisions, g.File(a))
	}
	return decisions
}

// calibrate files enough made articles, on other things, that the embedder's vectors come to be used.
func calibrate(t *testing.T, g *incident.Grouper) {
	t.Helper()
	made := newGenerator(5)
	var list []news.Article
	for range meaning.CalibrationTexts {
		a := made.article()
		a.Published = start
		list = append(list, a)
	}
	fileWith(t, g, list...)
}

// Reports of one thing in English and Finnish, of which the built-in vectors are not told that they are alike: the words are invented.
var (
	invented = news.Article{ID: "invented", Language: "en", Published: start, Title: "Grolphin brastles in Velmora",
		Text: "The old grolphin of Velmora brastled on Tuesday. Fifty people watched the brastling from the quay, said harbour master Orrin Tull. " +
			"Fishermen mended torn nets meanwhile, bakers sold warm loaves along the pier, and a brass band played until the lighthouse keeper rang his bell at dusk."}
	translated = news.Article{ID: "translated", Language: "fi", Published: start.Add(time.Hour), Title: "Kroltiini rapsahti Velmorassa",
		Text: "Velmoran vanha kroltiini rapsahti tiistaina. Viisikymmentä ihmistä katseli rapsahdusta laiturilta, kertoi satamapäällikkö Orrin Tull. " +
			"Kalastajat paikkasivat sillä välin repeytyneitä verkkoja, leipurit myivät lämpimiä limppuja aallonmurtajalla, ja torvisoittokunta soitti, kunnes majakanvartija kilautti kelloaan hämärässä."}
)

func knows() map[string]uint64 { return map[string]uint64{"rolphin": 1, "roltiini": 1} }

func TestAnEmbeddersVectorsCountOnceTheyAreCalibrated(t *testing.T) {
	closeness := func(e incident.Embedder, prepare func(*incident.Grouper)) float64 {
		g := incident.New(incident.Options{Embedder: e})
		prepare(g)
		fileWith(t, g, invented)
		fileWith(t, g, translated)
		return g.Meaning("invented", "translated")
	}
	builtIn := closeness(nil, func(g *incident.Grouper) { calibrate(t, g) })
	for name, c := range map[string]struct {
		embedder *oracle
		prepare  func(*incident.Grouper)
		own      bool
	}{
		"calibrated":        {&oracle{name: "o", dims: 384, topics: knows()}, func(g *incident.Grouper) { calibrate(t, g) }, true},
		"not calibrated":    {&oracle{name: "o", dims: 384, topics: knows()}, func(g *incident.Grouper) {}, false},
		"down":              {&oracle{name: "o", dims: 384, topics: knows(), down: true}, func(g *incident.Grouper) { calibrate(t, g) }, false},
		"of few dimensions": {&oracle{name: "o", dims: 40, topics: knows()}, func(g *incident.Grouper) { calibrate(t, g) }, true},
	} {
		got := closeness(c.embedder, c.prepare)
		if c.own && got < builtIn+0.2 || !c.own && got != builtIn {
			t.Errorf("%s: two reports of one thing have a cosine of %.3f, by the built-in vectors %.3f", name, got, builtIn)
		}
	}
}

func TestVectorsOfTwoSpacesAreNotCompared(t *testing.T) {
	o := &oracle{name: "o", dims: 384, topics: knows()}
	builtIn := func() float64 {
		g := incident.New(incident.Options{})
		fileWith(t, g, invented, translated)
		return g.Meaning("invented", "translated")
	}()
	for name, between := range map[string]func(){
		"down":             func() { o.down = true },
		"another model":    func() { o.name = "p" },
		"other dimensions": func() { o.dims = 512 },
	} {
		*o = oracle{name: "o", dims: 384, topics: knows()}
		g := incident.New(incident.Options{Embedder: o})
		calibrate(t, g)
		fileWith(t, g, invented)
		between()
		made := newGenerator(9)
		for range meaning.CalibrationTexts { // the other space comes to be calibrated too
			fileWith(t, g, made.article())
		}
		a := translated
		fileWith(t, g, a)
		if got := g.Meaning("invented", "translated"); got != builtIn {
			t.Errorf("%s: cosine %.3f, by the built-in vectors, which both have, %.3f", name, got, builtIn)
		}
	}
}

func TestAnEmbedderIsAskedOnceForEachText(t *testing.T) {
	o := &oracle{name: "o", dims: 8}
	g := incident.New(incident.Options{Embedder: o})
	long := ferryEnglish
	long.ID = "long"
	long.Text = strings.Repeat("A pier is a pier. ", 1000)
	chinese := news.Article{ID: "zh", Title: "渡轮撞上码头", Text: strings.Repeat("渡轮撞上码头。", 1000)}
	empty := news.Article{ID: "empty", Title: "…", Text: " \n12 👍"}
	short := news.Article{ID: "short", Title: "Ferry hits pier"}
	again := short
	again.ID = "again"
	fileWith(t, g, long, chinese, empty, short, again)
	if len(o.asked) != 5 {
		t.Errorf("asked for %d texts, not two each of the long ones and one of the short ones together: %.60q", len(o.asked), o.asked)
	}
	for _, text := range o.asked {
		if n := len([]rune(text)); n > 1600 || n > 800 && strings.Contains(text, "渡轮") {
			t.Errorf("a text of %d characters", n)
		}
	}
	o.asked = nil
	changed := long
	changed.Text += "More."
	changed.Title += "!"
	if fileWith(t, g, chinese, changed); len(o.asked) != 2 {
		t.Errorf("asked for %d texts, where one article had changed", len(o.asked))
	}
	o.asked = nil
	if fileWith(t, g, empty); len(o.asked) != 0 {
		t.Errorf("asked for %q", o.asked)
	}
}

// TestARestartChangesNoDecisionWithAnEmbedder restarts while the space is being calibrated, and after that.
func TestARestartChangesNoDecisionWithAnEmbedder(t *testing.T) {
	pool := newsroom(t)
	options := func() incident.Options {
		return incident.Options{Window: 5 * 24 * time.Hour, Durable: true, Embedder: &oracle{name: "o", dims: 300, topics: map[string]uint64{"ferry": 1}}}
	}
	random := rand.New(rand.NewPCG(7, 1))
	stream := slices.Concat(streamOf(random, pool), streamOf(random, pool), streamOf(random, pool))
	straight, g, m := incident.New(options()), incident.New(options()), newMemory()
	for batch := range slices.Chunk(stream, 10) {
		want, got := fileWith(t, straight, batch...), fileWith(t, g, batch...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("(-straight +restarted):\n%s", diff)
		}
		for _, d := range got {
			m.put(d)
		}
		m.save(g.Unsaved())
		g = m.restored(t, options())
	}
	if !g.Calibrated() {
		t.Error("the space never came to be calibrated")
	}
}

func TestWhatARestartMeetsOfAnEmbedder(t *testing.T) {
	builtIn := incident.New(incident.Options{})
	fileWith(t, builtIn, invented, translated)
	table := builtIn.Meaning("invented", "translated")
	o := oracle{name: "o", dims: 384, topics: knows()}
	g, m := incident.New(incident.Options{Durable: true, Embedder: &o}), newMemory()
	calibrate(t, g)
	for _, d := range fileWith(t, g, invented, translated) {
		m.put(d)
	}
	own := g.Meaning("invented", "translated")
	m.save(g.Unsaved())
	// The other articles are not needed any more.
	m.order = []string{"invented", "translated"}
	lost := *m
	lost.parts = map[string]news.State{}
	other := o
	other.name = "p"
	for name, c := range map[string]struct {
		memory   *memory
		embedder incident.Embedder
		want     float64
	}{
		"the same":                {m, &o, own},
		"no embedder any more":    {m, nil, own},
		"the calibration is lost": {&lost, &o, table},
		"another model, so far":   {m, &other, own},
	} {
		if got := c.memory.restored(t, incident.Options{Embedder: c.embedder}).Meaning("invented", "translated"); got != c.want {
			t.Errorf("%s: cosine %.3f, not %.3f (own %.3f, built-in %.3f)", name, got, c.want, own, table)
		}
	}
	damaged := m.parts["space"]
	for i := range damaged.Body {
		if i > 40 && i%97 > 0 {
			continue
		}
		body := slices.Clone(damaged.Body)
		body[i] ^= 0x40
		if err := incident.New(incident.Options{}).Recall(news.State{Part: "space", Body: body}, news.Filing{}); err == nil {
			t.Fatalf("a calibration damaged at byte %d is taken", i)
		}
	}
}

func ExampleGrouper_Embed() {
	o := &oracle{name: "a model of the user's own", dims: 384}
	g := incident.New(incident.Options{Embedder: o})
	articles := []news.Article{ferryEnglish, ferryFrench}
	g.Embed(context.Background(), articles) // many at once; then one by one
	for _, a := range articles {
		fmt.Println(g.File(a).Filing.Incident == news.IncidentID("en"))
	}
	// Output:
	// true
	// true
}
