package index

import (
	"context"
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

// A scorer gives articles their scores.
type scorer struct {
	nodes []*textNode
	stats *statistics
	bm25  *bm25Table
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

// score adds up the scores of the articles that were found in a part. They come by their number.
func (s *scorer) score(ctx context.Context, m match) ([]float32, error) {
	sums := make([]float32, m.part.size())
	for i, n := range s.nodes {
		matched := m.kept[n]
		if matched == nil || matched.IsEmpty() {
			continue
		}
		wanted := m.found
		if matched != wanted {
			wanted = roaring.And(wanted, matched)
		}
		if wanted.IsEmpty() {
			continue
		}
		terms, err := m.scoredTerms(n)
		if err != nil {
			return nil, err
		}
		idf := s.stats.idf(i)
		for _, t := range terms {
			if err := s.term(ctx, t, scoring{wanted, sums, float32(idf * t.weight)}); err != nil {
				return nil, err
			}
		}
	}
	return sums, nil
}

// A scoring is which articles get a share of their score, and how much it weighs.
type scoring struct {
	wanted *roaring.Bitmap
	sums   []float32
	weight float32
}

func (s *scorer) term(ctx context.Context, t weightedTerm, to scoring) error {
	i := placesOf(t.termPostings, false)
	looked := 0
	for article := range each(roaring.And(t.articles, to.wanted)) {
		if looked++; looked%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if found, err := i.seek(article); err != nil || !found {
			return err
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
		to.sums[article] += to.weight * sum
	}
	return nil
}

// count makes the statistics of a first page.
func count(v *view, matches []match, nodes []*textNode) (*statistics, error) {
	having := make([][]int, len(matches))
	err := inParallel(len(matches), func(i int) error {
		having[i] = make([]int, len(nodes))
		m := matches[i]
		for j, n := range nodes {
			b, err := m.having(n)
			if err != nil {
				return err
			}
			having[i][j] = int(m.part.live(b).GetCardinality())
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	stats := &statistics{Articles: v.live, Found: make([]int, len(nodes))}
	for _, part := range having {
		for j, n := range part {
			stats.Found[j] += n
		}
	}
	stats.Since, err = recent(matches, maxScored)
	return stats, err
}

// recent finds the day from which on the newest of the articles were published, so many; 0 if there are no more than so
// many, or none has a time. Days are taken whole.
func recent(matches []match, limit int) (int64, error) {
	if foundIn(matches) <= limit {
		return 0, nil
	}
	walk, err := newDayWalk(matches, false)
	if err != nil {
		return 0, err
	}
	since := int64(0)
	for seen := 0; seen < limit; {
		day, articles, ok, err := walk.next()
		if err != nil || !ok {
			return since, err
		}
		since = day
		seen += articles
	}
	return since, nil
}

// divide divides what was found into the articles that are scored and the others.
func (s *statistics) divide(matches []match) (scored, others []match, err error) {
	if s.Since == 0 {
		return matches, nil, nil
	}
	if scored, err = onDays(matches, s.Since, math.MaxInt64); err != nil {
		return nil, nil, err
	}
	for i, m := range matches {
		others = append(others, match{m.matcher, roaring.AndNot(m.found, scored[i].found)})
	}
	return scored, others, nil
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
		postings, err := m.part.postings(field, t)
		if err != nil {
			return nil, err
		}
		if postings.articles != nil {
			list = append(list, weightedTerm{postings, weights[t]})
		}
	}
	return list, nil
}
