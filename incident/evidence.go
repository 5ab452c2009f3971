package incident

import (
	"cmp"
	"math"
	"slices"

	"parallax/news"
)

const maxValues = 6 // shown of one kind of evidence

// aspects are the kinds of evidence with the inputs that speak of them.
var aspects = []struct {
	evidence string
	kind     int // of the shared words to show, kinds where there are none
	inputs   []int
}{
	{news.EvidencePost, kindPost, nil},
	{news.EvidenceLink, kindLink, nil},
	{news.EvidenceQuote, kindQuotation, nil},
	{news.EvidenceName, kindName, []int{inNameCosine, inNameMass, inNameCount, inNameTop, inNameLead, inNameLeadBest}},
	{news.EvidenceOrganisation, kindOrganisation, []int{inOrganisationMass, inOrganisationCosine}},
	{news.EvidencePlace, kindPlace, []int{inPlaceCosine, inPlaceMass, inPlaceTop, inPlaceCount}},
	{news.EvidenceNumber, kindNumber, []int{inNumberMass, inNumberCount}},
	{news.EvidenceDate, kindDate, []int{inDate}},
	{news.EvidenceWords, kindWord, []int{inWordCosine, inWordMass, inWordTop, inWordLead, inWordLeadBest}},
	{news.EvidenceMeaning, kinds, []int{inMeaning, inHeadMeaning, inCrossMeaning, inApart}},
	{news.EvidenceTime, kinds, []int{inClose}},
}

// explain says what a document shares with the article of the group that it fits best. A kind's weight is what the pair's
// score would lose without it.
func explain(d *document, s *surfaces, v *verdict) []news.Evidence {
	x := v.pair.inputs(d, v.best)
	score := pairForest.score(&x)
	var list []news.Evidence
	for _, a := range aspects {
		without := x
		for _, i := range a.inputs {
			without[i] = 0
		}
		e := news.Evidence{Kind: a.evidence, Article: v.best.id, Weight: max(0, score-pairForest.score(&without))}
		switch a.kind {
		case kindPost:
			e.Weight = postOdds * min(2, v.pair.mass[kindPost])
		case kindLink:
			e.Weight = linkOdds * min(2, v.pair.mass[kindLink])
		case kindQuotation:
			e.Weight = v.pair.ofQuotations()
		}
		e.Weight = math.Round(1000*e.Weight) / 1000
		switch {
		case a.kind == kindQuotation:
			e.Values = sharedQuotations(d, v.best, s)
		case a.kind < kinds:
			e.Values = sharedWords(d, v.best, s, a.kind)
		case a.evidence == news.EvidenceTime && v.pair.timed:
			e.Values = []string{hours(v.pair.days)}
		}
		if len(e.Values) > 0 || (a.evidence == news.EvidenceMeaning && e.Weight > 0) {
			list = append(list, e)
		}
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
