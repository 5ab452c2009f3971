package incident

import (
	"cmp"
	"math"
	"slices"

	"parallax/news"
)

const maxValues = 6 // shown of one kind of evidence

// explain says what a document shares with the article of the group that it fits best. A kind's weight is its part
// in the pair's score; what every pair has, whether related or not, has no part in it.
func explain(d *document, s *surfaces, v *verdict) []news.Evidence {
	x, w := v.pair.inputs(d, v.best), weightsFor(&v.pair)
	part := func(inputs ...int) (sum float64) {
		for _, i := range inputs {
			sum += w[i] * x[i]
		}
		return sum
	}
	var list []news.Evidence
	add := func(kind string, weight float64, values []string) {
		if weight > 0.005 || len(values) > 0 {
			list = append(list, news.Evidence{Kind: kind, Values: values, Article: v.best.id, Weight: math.Round(1000*max(0, weight)) / 1000})
		}
	}
	add(news.EvidencePost, part(inPost), sharedWords(d, v.best, s, kindPost))
	add(news.EvidenceLink, part(inLink), sharedWords(d, v.best, s, kindLink))
	add(news.EvidenceName, part(inNameCosine, inNameMass), sharedWords(d, v.best, s, kindName))
	add(news.EvidencePlace, part(inPlaceCosine), sharedWords(d, v.best, s, kindPlace))
	add(news.EvidenceNumber, part(inNumbers), sharedWords(d, v.best, s, kindNumber))
	add(news.EvidenceDate, part(inDate), sharedWords(d, v.best, s, kindDate))
	add(news.EvidenceWords, part(inWordCosine, inWordMass), sharedWords(d, v.best, s, kindWord))
	if v.pair.timed {
		add(news.EvidenceTime, part(inClose), []string{hours(v.pair.days)})
	}
	slices.SortStableFunc(list, func(a, b news.Evidence) int { return cmp.Compare(b.Weight, a.Weight) })
	return list
}

// sharedWords are the words of d, as written, behind the keys that both documents have, the heaviest first.
func sharedWords(d, o *document, s *surfaces, kind int) []string {
	type hit struct {
		word   uint8
		weight float64
	}
	var hits []hit
	x, y := d.of(kind), o.of(kind)
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i].key() < y[j].key():
			i++
		case x[i].key() > y[j].key():
			j++
		default:
			hits = append(hits, hit{x[i].word(), min(x[i].weight(), y[j].weight())})
			i++
			j++
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.word, b.word))
	})
	var values []string
	for _, h := range hits {
		if v := s[kind][h.word]; len(values) < maxValues && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}
