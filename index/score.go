package index

import (
	"context"
	"math"

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
)

// statistics are the counts that scores depend on.
type statistics struct {
	Articles int   `json:"n"` // in the index
	Found    []int `json:"f"` // by each of the scored nodes
}

// idf is the weight of the i-th scored node.
func (s *statistics) idf(i int) float64 {
	n, f := float64(s.Articles), float64(s.Found[i])
	return math.Log(1 + (max(n-f, 0)+0.5)/(f+0.5))
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
	bm25  [standsInText + 1][lengthClasses]float32 // by count and length
	sums  []float32                             // by article of the part; zero between parts
}

func newScorer(nodes []*textNode, stats *statistics) *scorer {
	s := &scorer{nodes: nodes, stats: stats}
	for n := range s.bm25 {
		for class := range s.bm25[n] {
			k := bm25K1 * (1 - bm25B + bm25B*lengthOf(class)/meanLength)
			s.bm25[n][class] = float32(float64(n) * (bm25K1 + 1) / (float64(n) + k))
		}
	}
	return s
}

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

// clear makes the sums ready for the next part.
func (s *scorer) clear(found *roaring.Bitmap) {
	found.Iterate(func(n uint32) bool {
		s.sums[n] = 0
		return true
	})
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
