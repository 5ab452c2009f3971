package incident_test

import "fmt"

// A judged article is one row of a gold standard with the group that was predicted for it.
type judged struct {
	stream, language, gold, predicted string
	beside                            bool // it isn't scored itself, but stands in groups of others that are
}

// A report holds the figures of one set: pairs, BCubed (Bagga and Baldwin 1998), pairs across languages, and the
// gold incidents of several languages of which one predicted group holds two.
type report struct {
	Pair, BCubed, Cross prf
	Linked, Linkable    int
	Articles            int
}

// line is the report of a set for a reader: F1, and precision and recall.
func (r report) line(set string) string {
	return fmt.Sprintf("%-15s %4d articles | BCubed %.4f (%.3f/%.3f) | pair %.4f | xpair %.4f (%.2f/%.2f) | xlink %d/%d", set, r.Articles,
		r.BCubed.F1, r.BCubed.P, r.BCubed.R, r.Pair.F1, r.Cross.F1, r.Cross.P, r.Cross.R, r.Linked, r.Linkable)
}

type prf struct{ F1, P, R float64 }

func newPRF(tp, predicted, gold float64) prf {
	s := prf{P: 1, R: 1}
	if predicted > 0 {
		s.P = tp / predicted
	} else if gold > 0 {
		s.P = 0
	}
	if gold > 0 {
		s.R = tp / gold
	}
	if s.P+s.R > 0 {
		s.F1 = 2 * s.P * s.R / (s.P + s.R)
	}
	return s
}

// tally counts the articles of a group, in all and by language.
type tally struct {
	n         int
	languages map[string]int
}

func (t *tally) add(lang string) {
	if t.languages == nil {
		t.languages = map[string]int{}
	}
	t.n++
	t.languages[lang]++
}

func choose2(n int) float64 { return float64(n*(n-1)) / 2 }

// pairs are the pairs within a group, all and those in different languages.
func (t *tally) pairs() (all, cross float64) {
	all = choose2(t.n)
	cross = all
	for _, n := range t.languages {
		cross -= choose2(n)
	}
	return all, cross
}

func score(rows []judged) report {
	type both struct{ gold, predicted string }
	gold, predicted, common := map[string]*tally{}, map[string]*tally{}, map[both]*tally{}
	scored, beside := map[string]*tally{}, map[string]*tally{} // parts of predicted
	articles := 0
	for _, r := range rows {
		g, p := r.stream+"\x00"+r.gold, r.stream+"\x00"+r.predicted
		count(predicted, p, r.language)
		if r.beside {
			count(beside, p, r.language)
			continue
		}
		articles++
		count(scored, p, r.language)
		count(gold, g, r.language)
		count(common, both{g, p}, r.language)
	}
	goldAll, goldCross := sum(gold)
	predictedAll, predictedCross := sum(predicted)
	scoredAll, scoredCross := sum(scored)
	besideAll, besideCross := sum(beside)
	// Pairs of two that are scored count once, pairs with one beside it half, for the other half counts where that one is scored.
	predictedAll, predictedCross = (predictedAll+scoredAll-besideAll)/2, (predictedCross+scoredCross-besideCross)/2
	all, cross := sum(common)
	n := float64(articles)
	precision, recall := 0.0, 0.0
	linked := map[string]bool{}
	for k, t := range common {
		precision += float64(t.n*t.n) / float64(predicted[k.predicted].n) / n
		recall += float64(t.n*t.n) / float64(gold[k.gold].n) / n
		if len(t.languages) > 1 {
			linked[k.gold] = true
		}
	}
	linkable := 0
	for _, t := range gold {
		if len(t.languages) > 1 {
			linkable++
		}
	}
	return report{
		Pair:     newPRF(all, predictedAll, goldAll),
		BCubed:   prf{2 * precision * recall / (precision + recall), precision, recall},
		Cross:    newPRF(cross, predictedCross, goldCross),
		Linked:   len(linked),
		Linkable: linkable,
		Articles: articles,
	}
}

func count[K comparable](m map[K]*tally, k K, lang string) {
	if m[k] == nil {
		m[k] = &tally{}
	}
	m[k].add(lang)
}

func sum[K comparable](m map[K]*tally) (all, cross float64) {
	for _, t := range m {
		a, c := t.pairs()
		all += a
		cross += c
	}
	return all, cross
}
