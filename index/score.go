package index

import (
	"context"
	"maps"
	"math"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
)

// How well an article answers a query is the sum over the query's words and phrases of
//
//	idf · weight · (3·title + 1.5·lead + 0.7·post + BM25(text))
//
// title, lead and post being 1 where the word stands in there, and BM25 the saturated count of S. Robertson and H.
// Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with k1 = 1.2 and b = 0.75. idf is that of
// the whole word or phrase in all languages: a word is not rarer for being foreign. weight is 1, less for forms with marks
// that the searcher left out. Conditions and beginnings (elect*) don't count.
//
// Of a query that finds more than maxScored articles, the newest so many are scored, in whole days, and the others follow
// by their time: such words are in everything, and say nothing about any of it.
//
// Nothing in it depends on how bleve cut the index into segments or what it has not yet removed, so scores are the same
// after a restart; and a cursor carries the counts that its first page was scored with, so that they are the same on its
// later pages whatever was indexed meanwhile.
const (
	weightTitle = 3
	weightLead  = 1.5
	weightPost  = 0.7

	bm25K1     = 1.2
	bm25B      = 0.75
	meanLength = 400 // words; fixed, so that the score of an article doesn't move with those of others

	looseWeight = 0.2

	maxScored = 100_000
)

// statistics are the counts that scores depend on.
type statistics struct {
	Articles int   `json:"n"`           // in the index
	Found    []int `json:"f"`           // by each of the scored nodes
	Since    int64 `json:"t,omitempty"` // the first day, in days since 1970, whose articles are scored; 0 if all are
}

// idf is the weight of the i-th scored node.
func (s *statistics) idf(i int) float64 {
	n, f := float64(s.Articles), float64(s.Found[i])
	return math.Log(1 + (max(n-f, 0)+0.5)/(f+0.5))
}

// valid reports whether the counts, which may come from a made-up cursor, are possible ones.
func (s *statistics) valid(nodes int) bool {
	return s != nil && s.Articles >= 0 && len(s.Found) == nodes && !slices.ContainsFunc(s.Found, func(n int) bool { return n < 0 })
}

// scoredNodes are the words and phrases of a query that count: what is excluded doesn't.
func scoredNodes(n node) []*textNode {
	var list []*textNode
	switch n := n.(type) {
	case *orNode:
		for _, k := range n.kids {
			list = append(list, scoredNodes(k)...)
		}
	case *andNode:
		for _, k := range n.kids {
			list = append(list, scoredNodes(k)...)
		}
	case *textNode:
		if !n.prefix {
			list = append(list, n)
		}
	}
	return list
}

// A scorer gives the articles of a part their scores.
type scorer struct {
	nodes []*textNode
	stats *statistics
	bm25  *bm25Table
	sums  []float32 // by article of the part; zero between parts
}

// A bm25Table holds BM25 by count and length.
type bm25Table [standsInText + 1][lengthClasses]float32

var bm25 = sync.OnceValue(func() *bm25Table {
	var table bm25Table
	for n := range table {
		for class := range table[n] {
			k := bm25K1 * (1 - bm25B + bm25B*lengthOf(class)/meanLength)
			table[n][class] = float32(float64(n) * (bm25K1 + 1) / (float64(n) + k))
		}
	}
	return &table
})

// score adds up the scores of the articles that were found in the matcher's part. They are in sums until clear.
func (s *scorer) score(ctx context.Context, m *matcher, found *roaring.Bitmap) error {
	if n := m.part.size(); len(s.sums) < n {
		s.sums = make([]float32, n)
	}
	for i, n := range s.nodes {
		matched := m.kept[n]
		if matched == nil || matched.IsEmpty() {
			continue
		}
		wanted := found
		if matched != found {
			wanted = roaring.And(found, matched)
		}
		if wanted.IsEmpty() {
			continue
		}
		terms, err := m.scoredTerms(n)
		if err != nil {
			return err
		}
		idf := s.stats.idf(i)
		for _, t := range terms {
			if err := s.term(ctx, t.termPostings, wanted, float32(idf*t.weight)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *scorer) term(ctx context.Context, t termPostings, wanted *roaring.Bitmap, weight float32) error {
	i, err := placesOf(t.list, t.articles, wanted, false)
	if err != nil {
		return err
	}
	for n := 0; i.current != nil; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		in := i.standing()
		sum := s.bm25[in&standsInText][i.lengthClass()]
		if in&standsInTitle != 0 {
			sum += weightTitle
		}
		if in&standsInLead != 0 {
			sum += weightLead
		}
		if in&standsInPost != 0 {
			sum += weightPost
		}
		s.sums[i.current.Number()] += weight * sum
		if err := i.next(); err != nil {
			return err
		}
	}
	return nil
}

// recent finds the day from which on the newest of the articles were published, so many; 0 if there are no more than so
// many. Days that share its first article are taken whole.
func recent(matches []match, limit int) (int64, error) {
	total := 0
	for _, m := range matches {
		total += int(m.found.GetCardinality())
	}
	if total <= limit {
		return 0, nil
	}
	day := evenStep(secondsPerDay, 0)
	days := histogram{}
	for _, m := range matches {
		times, err := m.part.times()
		if err != nil {
			return 0, err
		}
		for n := range each(m.found) {
			days[day.of(times[n])]++
		}
	}
	order := slices.Sorted(maps.Keys(days))
	seen := 0
	for _, day := range slices.Backward(order) {
		if seen += days[day]; seen >= limit {
			return day, nil
		}
	}
	return 0, nil
}

const secondsPerDay = 24 * 60 * 60

// since are the articles of a part from a day on.
func (p *part) since(day int64, found *roaring.Bitmap) (*roaring.Bitmap, error) {
	times, err := p.times()
	if err != nil {
		return nil, err
	}
	var list []uint32
	for n := range each(found) {
		if times[n] >= day*secondsPerDay {
			list = append(list, n)
		}
	}
	return roaring.BitmapOf(list...), nil
}

// clear makes the sums ready for the next part.
func (s *scorer) clear(found *roaring.Bitmap) {
	for n := range each(found) {
		s.sums[n] = 0
	}
}

// A weightedTerm is a term of a scored node.
type weightedTerm struct {
	termPostings
	weight float64
}

// scoredTerms are the terms of a node in a part, each once, with the best of its weights.
func (m *matcher) scoredTerms(n *textNode) ([]weightedTerm, error) {
	field := n.indexField()
	weights := map[string]float64{}
	var order []string
	add := func(terms []string, weight float64) {
		for _, t := range terms {
			if _, ok := weights[t]; !ok {
				order = append(order, t)
			}
			weights[t] = max(weights[t], weight)
		}
	}
	for _, p := range m.plan.of(n) {
		for _, word := range p.words {
			for _, slot := range word {
				add(slot.Terms, 1)
				add(slot.Loose, looseWeight)
			}
		}
	}
	var list []weightedTerm
	for _, t := range order {
		postings, articles, err := m.part.postings(field, t)
		if err != nil {
			return nil, err
		}
		if articles != nil {
			list = append(list, weightedTerm{termPostings{postings, articles}, weights[t]})
		}
	}
	return list, nil
}
