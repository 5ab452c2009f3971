package web

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"

	"parallax/index"
	"parallax/news"
	"parallax/web/view"
	"parallax/web/words"
)

// A Searcher finds articles. Errors that a reader can do something about are *index.SyntaxError and
// index.ErrBadCursor.
type Searcher interface {
	Search(context.Context, index.Request) (index.Result, error)
	Across(context.Context, index.Request) (index.AcrossResult, error)
	Concordance(context.Context, index.ConcordanceRequest) (index.ConcordanceResult, error)
	WordCounter
	// Compare compares the articles of one incident, oldest first, by their language.
	Compare(context.Context, []news.Article) (index.Comparison, error)
	Trends(context.Context, index.TrendsRequest) (index.Trends, error)
	// IDs gives the IDs of all articles that a query finds.
	IDs(ctx context.Context, query string) iter.Seq2[string, error]
}

// errNoIndex is the answer to searches where there is no index.
var errNoIndex = errors.New("no index")

// searchSorts are the orders of articles found.
var searchSorts = []string{index.SortRelevance, index.SortNewest, index.SortOldest, index.SortCovered}

// searching routes the pages that answer a query.
func (s *site) searching(mux *http.ServeMux) {
	mux.Handle("GET /search", s.page(s.searchPage))
	mux.Handle("GET /searches", s.page(s.searchesPage))
	mux.Handle("GET /searches.opml", s.page(s.searchesOPML))
	mux.Handle("GET /concordance", s.page(s.concordancePage))
	mux.Handle("GET /concordance.csv", s.page(s.concordanceCSV))
	mux.Handle("GET /trends", s.page(s.trendsPage))
	mux.Handle("GET /trends.csv", s.page(s.trendsCSV))
}

// searchPage answers a query with articles.
func (s *site) searchPage(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	ask := index.Request{
		Query: q.text("q", maxQuery), Limit: pageRows, Cursor: q.cursor(), Facets: true,
		Sort: q.choice("sort", searchSorts...),
	}
	across := q.choice("across", "", "1") == "1"
	q.version()
	if q.err != nil {
		return q.err
	}
	p := view.SearchProps{QueryProps: s.queryProps(r, func(n words.Nav) string { return n.Search }, ask.Query), Across: across}
	p.Here, p.Everywhere = address(r, "across", "", "cursor", ""), address(r, "across", "1", "cursor", "")
	p.Sorts = labelled(r, "sort", ask.Sort, searchSorts, p.Reader.OrderName, "cursor")
	p.Hidden = kept(r, "sort", "across")
	status := http.StatusOK
	if ask.Query != "" && s.search != nil {
		err := s.fillSearch(r, &p, ask)
		if p.Trouble = troubleOf(p.Reader.Edition, ask.Query, err); p.Trouble != nil {
			status = http.StatusBadRequest
		} else if err != nil {
			return err
		}
	}
	return s.render(w, r, status, view.Search(p))
}

// fillSearch asks the index for what the page shows.
func (s *site) fillSearch(r *http.Request, p *view.SearchProps, ask index.Request) error {
	result, err := s.search.Search(r.Context(), ask)
	if err != nil {
		return err
	}
	p.Hits, p.Total, p.Understood = result.Hits, result.Total, result.Understood
	p.Paging = pagingOf(r, result.Next)
	p.Narrowed = conditionsOf(r, p.Reader, ask.Query)
	if result.Total == 0 {
		p.Suggestions, err = s.suggestions(r.Context(), ask.Query)
		return err
	}
	hits := result.Hits
	if p.Across {
		across, err := s.search.Across(r.Context(), ask)
		if err != nil {
			return err
		}
		p.Groups, p.Paging = across.Groups, pagingOf(r, across.Next)
		for _, g := range across.Groups {
			hits = append(hits, g.Hits...)
		}
	}
	if p.Incidents, err = s.incidentsOf(r.Context(), hits); err != nil {
		return err
	}
	p.Facets = facetGroups(r, p.Reader, ask.Query, result.Facets)
	p.Tools = append(p.Tools, view.Choice{Label: p.Reader.ToolName("#facets"), Href: "#facets"})
	p.Save = s.saveProps(r, ask.Query, result.Understood)
	p.Feeds = p.Save.Feeds
	return nil
}

// incidentsOf are the incidents that articles found are filed under, by ID.
func (s *site) incidentsOf(ctx context.Context, hits []index.Hit) (map[string]news.Incident, error) {
	out := map[string]news.Incident{}
	for _, h := range hits {
		if h.Article.Incident == nil {
			continue
		}
		id := h.Article.Incident.ID
		if _, known := out[id]; known {
			continue
		}
		i, err := s.records.Incident(ctx, id)
		if err != nil && !errors.Is(err, news.ErrNotFound) {
			return nil, err
		}
		if err == nil && i.Articles > 0 {
			out[id] = i
		}
	}
	return out, nil
}

// queryProps is what the pages of queries have in common. A page is called after its entry in the navigation.
func (s *site) queryProps(r *http.Request, entry func(words.Nav) string, query string) view.QueryProps {
	p := view.QueryProps{Page: s.frame(r, "")}
	if p.Title = entry(p.Reader.Nav); query != "" {
		p.Title = view.Line(query, 80, p.Title) + " · " + p.Title
	}
	p.Query, p.Section = query, r.URL.Path
	p.NoIndex = query != ""
	if s.search == nil {
		p.Unavailable = p.Reader.Failure.NoIndexText
	}
	for _, path := range []string{"/search", "/concordance", "/trends", "/export"} {
		if path != r.URL.Path {
			p.Tools = append(p.Tools, view.Choice{Label: p.Reader.ToolName(path), Href: to(r, path+"?q="+url.QueryEscape(query))})
		}
	}
	return p
}
