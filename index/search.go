package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

	"parallax/news"
)

// A Request asks for one page of articles.
type Request struct {
	Query  string // see Query; empty finds everything
	Limit  int    // hits on the page: 0 means 20, at most 200
	Cursor string // Next of the page before; empty for the first page
	Sort   string // SortRelevance (also ""), SortNewest or SortOldest
	Facets bool   // count the hits by language, source, country, day and platform
}

// The orders of hits. Articles that stand equal come newest first, then by ID.
const (
	SortRelevance = "relevance" // BM25 over title, lead, text and posts, the title counting most
	SortNewest    = "newest"
	SortOldest    = "oldest"
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
	Score   float64 // only comparable within one search; 0 unless sorted by relevance
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

// A Facet counts the articles that the query finds by one of their properties.
type Facet struct {
	Field  string // language, source, country, day or platform
	Values []FacetValue
}

// A FacetValue is how many articles have a value. Values come by their count, days newest first.
type FacetValue struct {
	Value string
	Count int
}

// ErrBadCursor is returned for a cursor that no search has given out, or that belongs to another query or order.
var ErrBadCursor = errors.New("index: this cursor does not belong to this search; start again from its first page")

const (
	defaultLimit = 20
	maxLimit     = 200
	facetSize    = 50
)

// facetFields are the facets, in the order in which they are given.
var facetFields = []string{fieldLanguage, fieldSource, fieldCountry, fieldDay, fieldPlatform}

// Search returns one page of the articles that a query finds. Paging by cursor is stable by time: articles
// that come in meanwhile neither repeat nor hide others. By relevance, scores may shift a little when the
// index changes between two pages. The error is a *SyntaxError or ErrBadCursor where the request is at fault.
func (ix *Index) Search(ctx context.Context, r Request) (Result, error) {
	q, err := Parse(r.Query)
	if err != nil {
		return Result{}, err
	}
	return ix.find(ctx, q, r)
}

// find is Search for a query that is parsed already.
func (ix *Index) find(ctx context.Context, q Query, r Request) (Result, error) {
	order, err := sortOrder(r.Sort)
	if err != nil {
		return Result{}, err
	}
	limit := pageSize(r.Limit)
	req := bleve.NewSearchRequestOptions(ix.compile(q), limit, 0, false)
	req.SortBy(order)
	if r.Sort == SortNewest || r.Sort == SortOldest {
		req.Score = "none"
	}
	key := cursorKey("search", q.String(), r.Sort)
	if r.Cursor != "" {
		after, err := readCursor(r.Cursor, key, len(order))
		if err != nil {
			return Result{}, err
		}
		req.SetSearchAfter(after)
	}
	if r.Facets {
		for _, f := range facetFields {
			req.AddFacet(f, bleve.NewFacetRequest(f, facetSize))
		}
	}
	found, err := ix.bleve.SearchInContext(ctx, req)
	if err != nil {
		return Result{}, searchError(err)
	}
	result := Result{Total: int(found.Total), Understood: q.String(), Facets: readFacets(found.Facets)}
	if n := len(found.Hits); n == limit {
		result.Next = writeCursor(key, sortValues(found.Hits[n-1], order))
	}
	result.Hits, err = ix.hits(ctx, q, found.Hits)
	return result, err
}

func (ix *Index) compile(q Query) *compiled { return &compiled{q.root, ix.present()} }

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

func sortOrder(sort string) ([]string, error) {
	switch sort {
	case "", SortRelevance:
		return []string{"-_score", "-" + fieldTime, "_id"}, nil
	case SortNewest:
		return []string{"-" + fieldTime, "_id"}, nil
	case SortOldest:
		return []string{fieldTime, "_id"}, nil
	}
	return nil, &SyntaxError{0, fmt.Sprintf("there is no order %q; sort by relevance, newest or oldest", sort)}
}

// sortValues are what bleve needs to go on behind a hit.
func sortValues(hit *search.DocumentMatch, order []string) []string {
	values := slices.Clone(hit.Sort)
	for i, by := range order {
		if by == "-_score" {
			values[i] = strconv.FormatFloat(hit.Score, 'g', -1, 64)
		}
	}
	return values
}

// hits fetches the articles of a page and marks what was found in them.
func (ix *Index) hits(ctx context.Context, q Query, found search.DocumentMatchCollection) ([]Hit, error) {
	ids := make([]string, len(found))
	for i, m := range found {
		ids[i] = m.ID
	}
	articles, err := ix.fetch(ctx, ids)
	if err != nil {
		return nil, err
	}
	scores := make(map[string]float64, len(found))
	for _, m := range found {
		scores[m.ID] = m.Score
	}
	marker := newMarker(q, &ix.memo)
	hits := make([]Hit, len(articles))
	for i, a := range articles {
		hits[i] = Hit{Article: a, Score: scores[a.ID], Title: marker.title(&a)}
		marker.snippet(&a, &hits[i])
	}
	return hits, nil
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

func readFacets(results search.FacetResults) []Facet {
	if results == nil {
		return nil
	}
	var list []Facet
	for _, name := range facetFields {
		f := Facet{Field: name}
		if r := results[name]; r != nil && r.Terms != nil {
			for _, t := range r.Terms.Terms() {
				f.Values = append(f.Values, FacetValue{t.Term, t.Count})
			}
		}
		if name == fieldDay {
			slices.SortFunc(f.Values, func(a, b FacetValue) int { return strings.Compare(b.Value, a.Value) })
		}
		list = append(list, f)
	}
	return list
}
