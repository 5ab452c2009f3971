package index

import (
	"context"
	"errors"
	"fmt"
	"math"

	"parallax/news"
)

// A Request asks for one page of articles.
type Request struct {
	Query  string // see Query; empty finds everything
	Limit  int    // hits on the page: 0 means 20, at most 200
	Cursor string // Next of the page before; empty for the first page
	Sort   string // SortRelevance (also ""), SortNewest, SortOldest or SortCovered
	Facets bool   // count the hits by language, source, country, day, author and platform
}

// The orders of hits. Articles that stand equal come newest first, then by ID.
const (
	SortRelevance = "relevance" // BM25 over title, lead, text and posts, the title counting most (score.go)
	SortNewest    = "newest"
	SortOldest    = "oldest"
	SortCovered   = "covered" // by how many articles of the index the incident of the article has
)

// A Result is one page of hits.
type Result struct {
	Total      int // articles that the query finds
	Hits       []Hit
	Next       string  // cursor of the page that follows; empty at the end
	Understood string  // the query as it was understood, see Query.String
	Facets     []Facet // of all hits, not of the page; nil unless asked for
}

// A Hit is one article that the query finds.
type Hit struct {
	Article news.Article
	Score   float64 // only comparable within one search; the size of its incident if sorted by SortCovered, 0 if by time
	Title   []Span  // the title with its matches
	Snippet []Span  // a sentence or two with matches, from the lead, the text or a post

	SnippetLanguage string // BCP 47; not the article's where the snippet is from a post
	SnippetInPost   bool   // whether it is from a post that the article embeds
}

// A Span is a piece of text that matches the query or doesn't.
type Span struct {
	Text  string
	Match bool
}

// ErrBadCursor is returned for a cursor that no search has given out, or that belongs to another query or order.
var ErrBadCursor = errors.New("index: this cursor does not belong to this search; start again from its first page")

const (
	defaultLimit = 20
	maxLimit     = 200
)

// Search returns one page of the articles that a query finds. Paging by cursor costs the same on each page, and is
// stable: articles that come in meanwhile neither repeat nor hide others, unless sorted by SortCovered, where articles
// move as their incidents grow. The error is a *SyntaxError or ErrBadCursor where the request is at fault.
func (ix *Index) Search(ctx context.Context, r Request) (Result, error) {
	q, err := Parse(r.Query)
	if err != nil {
		return Result{}, err
	}
	return ix.find(ctx, q, r)
}

// find is Search for a query that is parsed already.
func (ix *Index) find(ctx context.Context, q Query, r Request) (Result, error) {
	if err := checkSort(r.Sort); err != nil {
		return Result{}, err
	}
	s := &search{ix: ix, query: q, sort: r.Sort, ranking: ranking{limit: pageSize(r.Limit)}}
	if r.Facets {
		s.facets = newFacetCounts()
	}
	key := cursorKey("search", q.String(), r.Sort)
	if r.Cursor != "" {
		if err := s.resume(r.Cursor, key); err != nil {
			return Result{}, err
		}
	}
	found, err := s.run(ctx)
	if err != nil {
		return Result{}, searchError(err)
	}
	result := Result{Total: s.total, Understood: q.String()}
	if r.Facets {
		result.Facets = s.facets.facets()
	}
	if n := len(found); n == s.ranking.limit {
		result.Next = writeCursor(cursor{Key: key, After: found[n-1].place(), Stats: s.stats})
	}
	result.Hits, err = ix.hits(ctx, q, found)
	return result, err
}

// A search is one run of a query for one page.
type search struct {
	ix      *Index
	query   Query
	sort    string
	ranking ranking
	stats   *statistics // of the first page; nil unless sorted by relevance
	facets  facetCounts // nil unless wanted
	total   int
}

// resume makes the search go on behind a cursor.
func (s *search) resume(written, key string) error {
	c, err := readCursor(written, key, 3)
	if err != nil {
		return err
	}
	if s.ranking.after, err = readPlace(c.After); err != nil {
		return err
	}
	s.stats = c.Stats
	return nil
}

// run returns the articles of the page, in order.
func (s *search) run(ctx context.Context) ([]*placed, error) {
	var found []*placed
	err := s.ix.read(func(v *view) error {
		matches, total, err := s.ix.plan(s.query).all(ctx, v)
		if err != nil {
			return err
		}
		s.total = total
		if s.facets != nil {
			if err := s.facets.add(matches); err != nil {
				return err
			}
		}
		if err := s.rank(ctx, v, matches); err != nil {
			return err
		}
		found, err = s.ranking.finish()
		return err
	})
	return found, err
}

func (s *search) rank(ctx context.Context, v *view, matches []match) error {
	switch s.sort {
	case SortNewest, SortOldest:
		return s.ranking.rankByTime(matches, s.sort == SortOldest)
	case SortCovered:
		return s.rankByCoverage(v, matches)
	}
	return s.rankByScore(ctx, v, matches)
}

// rankByScore ranks those behind the others that aren't scored.
func (s *search) rankByScore(ctx context.Context, v *view, matches []match) error {
	nodes := scoredNodes(s.query.root)
	if len(nodes) == 0 {
		return s.ranking.rankByTime(matches, false)
	}
	if !s.stats.valid(len(nodes)) {
		stats, err := count(v, matches, nodes)
		if err != nil {
			return err
		}
		s.stats = stats
	}
	scored, others, err := s.stats.divide(matches)
	if err != nil {
		return err
	}
	scorer := scorer{nodes: nodes, stats: s.stats, bm25: bm25()}
	err = s.ranking.rankParts(scored, func(m match, k *ranking) error {
		sums, err := scorer.score(ctx, m)
		if err != nil {
			return err
		}
		return k.rank(m, func(n uint32) float64 { return float64(sums[n]) }, false)
	})
	if err != nil || s.ranking.hopeless(0, math.MaxInt64) {
		return err
	}
	return s.ranking.rankByTime(others, false)
}

// rankByCoverage ranks articles without an incident last.
func (s *search) rankByCoverage(v *view, matches []match) error {
	sizes, err := s.ix.coverage.sizes(v)
	if err != nil {
		return err
	}
	return s.ranking.rankParts(matches, func(m match, k *ranking) error {
		of := sizes[m.part.id]
		return k.rank(m, func(n uint32) float64 { return float64(of[n]) }, false)
	})
}

// searchError passes on what the person can mend and names the operation otherwise.
func searchError(err error) error {
	var syntax *SyntaxError
	if errors.As(err, &syntax) {
		return syntax
	}
	return fmt.Errorf("index: searching: %w", err)
}

func pageSize(limit int) int {
	if limit <= 0 {
		return defaultLimit
	}
	return min(limit, maxLimit)
}

// hits fetches the articles of a page and marks what was found in them.
func (ix *Index) hits(ctx context.Context, q Query, found []*placed) ([]Hit, error) {
	ids := make([]string, len(found))
	scores := make(map[string]float64, len(found))
	for i, r := range found {
		ids[i] = r.id
		scores[r.id] = r.key
	}
	articles, err := ix.fetch(ctx, ids)
	if err != nil {
		return nil, err
	}
	marker := newMarker(q, &ix.memo)
	hits := make([]Hit, len(articles))
	err = inParallel(len(articles), func(i int) error {
		a := &articles[i]
		hits[i] = Hit{Article: *a, Score: scores[a.ID], Title: marker.title(a)}
		marker.snippet(a, &hits[i])
		return ctx.Err()
	})
	return hits, err
}

// fetch returns articles by ID; without a source of articles they have nothing but their ID.
func (ix *Index) fetch(ctx context.Context, ids []string) ([]news.Article, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	if ix.articles == nil {
		list := make([]news.Article, len(ids))
		for i, id := range ids {
			list[i].ID = id
		}
		return list, nil
	}
	list, err := ix.articles.ArticlesByID(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("index: fetching the articles that were found: %w", err)
	}
	return list, nil
}
