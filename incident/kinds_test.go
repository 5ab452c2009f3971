package incident

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

var signals = flag.Bool("signals", false, "print what each kind of evidence is worth by itself")

// TestSignals prints how well each kind of evidence by itself tells the pairs of one incident from the others: average precision and, in
// brackets, the area under the ROC curve, of the cosine of its terms.
func TestSignals(t *testing.T) {
	if !*signals {
		t.Skip("run with -signals to see what each kind of evidence is worth")
	}
	report := map[string][]kindPair{}
	streams := judgedStreams(t)
	for name, articles := range streams {
		set, _, _ := strings.Cut(name, " ")
		if set == "og2021" || set == "ntrex-parallel" {
			continue
		}
		var docs []*document
		g := New(Options{})
		for _, j := range articles {
			d, _ := g.features(&j.article)
			docs = append(docs, d)
			for i, o := range docs[:len(docs)-1] {
				if j.incident == "" || articles[i].incident == "" {
					continue
				}
				s := compare(d, o)
				report[lessonGroup(set, &s)] = append(report[lessonGroup(set, &s)], newKindPair(&s, j.incident == articles[i].incident))
			}
		}
	}
	g := New(Options{})
	eachLine(t, "../../shared/eval/incidents/pairs_dev.jsonl", func(line []byte) error {
		var r struct{ ID, Lang1, Lang2, Text1, Text2, Date1, Date2, Label string }
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		read := func(id, lang, text, date string) *document {
			published, _ := time.Parse(time.DateOnly, date)
			d, _ := g.features(&news.Article{ID: id, Language: lang, Text: text, Published: published})
			return d
		}
		s := compare(read(r.ID+"/1", r.Lang1, r.Text1, r.Date1), read(r.ID+"/2", r.Lang2, r.Text2, r.Date2))
		report[lessonGroup("pairs", &s)] = append(report[lessonGroup("pairs", &s)], newKindPair(&s, r.Label == "same"))
		return nil
	})
	for _, group := range []string{"ntrex-world cross", "wmt21-native cross", "newsroom cross", "pairs cross", "pairs same", "wmt21-native same", "newsroom same"} {
		list := report[group]
		line := fmt.Sprintf("%-19s", group)
		for k := range signalNames {
			ap, auc := precision(list, k)
			line += fmt.Sprintf(" %s %.3f(%.3f)", signalNames[k], ap, auc)
		}
		t.Log(line, len(list))
	}
}

var signalNames = [...]string{"name", "word", "place", "number", "date", "name-mass", "place-mass", "all"}

type kindPair struct {
	value [len(signalNames)]float64
	same  bool
}

func newKindPair(s *similarity, same bool) (p kindPair) {
	p.same = same
	for k := kindName; k <= kindDate; k++ {
		p.value[k] = s.cosine[k]
		if k >= kindNumber {
			p.value[k] = math.Log1p(s.mass[k])
		}
	}
	if s.conflict {
		p.value[kindDate] -= 0.5
	}
	p.value[kindDate+1], p.value[kindDate+2] = s.mass[kindName], s.mass[kindPlace]
	p.value[kindDate+3] = math.Sqrt(s.cosine[kindName]) + 0.05*math.Log1p(s.mass[kindName]) + 0.2*math.Sqrt(s.cosine[kindPlace]) + 0.1*math.Log1p(s.mass[kindPlace]) +
		0.1*math.Log1p(s.mass[kindNumber]) + 0.1*p.value[kindDate]
	return p
}

func precision(list []kindPair, k int) (ap, auc float64) {
	slices.SortStableFunc(list, func(a, b kindPair) int {
		switch {
		case a.value[k] > b.value[k]:
			return -1
		case a.value[k] < b.value[k]:
			return 1
		}
		return 0
	})
	hits, before := 0.0, 0.0
	total := 0.0
	for _, p := range list {
		if p.same {
			total++
		}
	}
	rest := float64(len(list)) - total
	for i := 0; i < len(list); {
		end, n := i, 0.0
		for end < len(list) && list[end].value[k] == list[i].value[k] {
			if list[end].same {
				n++
			}
			end++
		}
		misses := float64(end-i) - n
		auc += misses * (hits + n/2)
		hits += n
		ap += n * hits / float64(end)
		before += misses
		i = end
	}
	return ap / total, auc / (total * rest)
}
