package web

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parallax/index"
	"parallax/news"
)

type searchInput struct {
	pageInput
	Q      string `query:"q" doc:"A query; empty finds everything"`
	Sort   string `query:"sort" enum:"relevance,newest,oldest"`
	Facets string `query:"facets" enum:"true,false" doc:"Whether to count by language, country, source, day and platform"`
}

type concordanceInput struct {
	pageInput
	Q    string `query:"q" doc:"A query with at least one word" required:"true"`
	Sort string `query:"sort" enum:"date,left,right" doc:"By date, or by what stands before or after the match"`
}

type trendsInput struct {
	request
	Q     []string `query:"q,explode" doc:"One to five queries; none or an empty one counts all articles"`
	By    string   `query:"by" enum:"day,hour,week,month"`
	Split string   `query:"split" enum:"language,source,country" doc:"A series for each value, of a single query"`
	Since string   `query:"since" doc:"From this day or moment"`
	Until string   `query:"until" doc:"Before this day or moment"`
}

type spanBody struct {
	Text  string `json:"text"`
	Match bool   `json:"match,omitempty"`
}

type hitBody struct {
	Article  news.Article  `json:"article"`
	Score    float64       `json:"score,omitempty"`
	Title    []spanBody    `json:"title,omitempty" doc:"The title, its matches apart"`
	Snippet  []spanBody    `json:"snippet,omitempty" doc:"A sentence or two with matches"`
	Lang     string        `json:"snippet_language,omitempty" doc:"Of the snippet, which may be from an embedded post"`
	InPost   bool          `json:"snippet_in_post,omitempty" doc:"Whether the snippet is from an embedded post"`
	Coverage *coverageBody `json:"coverage,omitempty" doc:"How much there is of the incident that it is filed under"`
}

type coverageBody struct {
	Articles    int `json:"articles"`
	Independent int `json:"independent" doc:"Articles that are no copies of others"`
	Languages   int `json:"languages" doc:"How many"`
}

type countBody struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

type facetBody struct {
	Field  string      `json:"field"`
	Values []countBody `json:"values"`
}

type searchBody struct {
	listBody[hitBody]
	Understood string      `json:"understood,omitempty" doc:"The query as it was understood"`
	Facets     []facetBody `json:"facets,omitempty"`
}

type kwicBody struct {
	Article string      `json:"article" doc:"ID of the article"`
	Title   string      `json:"title,omitempty"`
	Lang    string      `json:"language,omitempty" doc:"Of the line, which may be from an embedded post"`
	InPost  bool        `json:"in_post,omitempty" doc:"Whether the line is from an embedded post"`
	Source  news.Source `json:"source,omitzero"`
	Time    time.Time   `json:"time,omitzero"`
	Left    string      `json:"left" doc:"What stands before the match, in reading order"`
	Match   string      `json:"match"`
	Right   string      `json:"right"`
}

type concordanceBody struct {
	listBody[kwicBody]
	Understood string `json:"understood,omitempty"`
}

type seriesBody struct {
	Query  string `json:"query"`
	Value  string `json:"value,omitempty" doc:"The language, source or country, where split"`
	Counts []int  `json:"counts"`
}

type trendsBody struct {
	By      string       `json:"by"`
	Buckets []time.Time  `json:"buckets" doc:"Where each step begins"`
	Totals  []int        `json:"totals" doc:"All articles of each step"`
	Series  []seriesBody `json:"series"`
}

// searchOperations are the operations that answer a query.
func (s *site) searchOperations(api huma.API) {
	get(s, api, operation{"search", "/api/v1/search", "Articles that a query finds"}, s.apiSearch)
	get(s, api, operation{"concordance", "/api/v1/concordance", "The words of a query in their context"}, s.apiConcordance)
	get(s, api, operation{"trends", "/api/v1/trends", "Counts of articles over time"}, s.apiTrends)
}

func (s *site) apiSearch(ctx context.Context, in *searchInput) (searchBody, error) {
	q := in.query()
	w := in.window(q)
	ask := index.Request{
		Query: q.text("q", maxQuery), Limit: min(w.Limit, maxHits), Cursor: w.Cursor,
		Sort: q.choice("sort", searchSorts...), Facets: q.choice("facets", "false", "true") == "true",
	}
	if q.err != nil {
		return searchBody{}, q.err
	}
	if s.search == nil {
		return searchBody{}, errNoIndex
	}
	result, err := s.search.Search(ctx, ask)
	if err != nil {
		return searchBody{}, err
	}
	incidents, err := s.incidentsOf(ctx, result.Hits)
	if err != nil {
		return searchBody{}, err
	}
	body := searchBody{Understood: result.Understood}
	body.Total, body.NextCursor, body.Items = result.Total, result.Next, []hitBody{}
	for _, h := range result.Hits {
		body.Items = append(body.Items, hitBody{h.Article, h.Score, spansOf(h.Title), spansOf(h.Snippet), h.SnippetLanguage, h.SnippetInPost,
			coverageOf(incidents, h.Article)})
	}
	for _, f := range result.Facets {
		facet := facetBody{Field: f.Field, Values: []countBody{}}
		for _, v := range f.Values {
			facet.Values = append(facet.Values, countBody(v))
		}
		body.Facets = append(body.Facets, facet)
	}
	return body, nil
}

// coverageOf counts an article's incident; nil where it is filed under none.
func coverageOf(incidents map[string]news.Incident, a news.Article) *coverageBody {
	if a.Incident == nil {
		return nil
	}
	i, ok := incidents[a.Incident.ID]
	if !ok {
		return nil
	}
	return &coverageBody{i.Articles, i.Independent, len(i.Languages)}
}

func spansOf(list []index.Span) []spanBody {
	var out []spanBody
	for _, s := range list {
		out = append(out, spanBody(s))
	}
	return out
}

func (s *site) apiConcordance(ctx context.Context, in *concordanceInput) (concordanceBody, error) {
	q := in.query()
	w := in.window(q)
	ask := index.ConcordanceRequest{
		Query: q.text("q", maxQuery), Limit: min(w.Limit, maxHits), Cursor: w.Cursor, Sort: q.choice("sort", kwicSorts...),
	}
	if q.err != nil {
		return concordanceBody{}, q.err
	}
	if s.search == nil {
		return concordanceBody{}, errNoIndex
	}
	result, err := s.search.Concordance(ctx, ask)
	if err != nil {
		return concordanceBody{}, err
	}
	body := concordanceBody{Understood: result.Understood}
	body.Total, body.NextCursor, body.Items = result.Total, result.Next, []kwicBody{}
	for _, line := range result.Lines {
		a := line.Article
		body.Items = append(body.Items, kwicBody{a.ID, a.Title, line.Language, line.InPost, a.Source, a.Time(), line.Left, line.Match, line.Right})
	}
	return body, nil
}

func (s *site) apiTrends(ctx context.Context, in *trendsInput) (trendsBody, error) {
	ask, err := s.trendsOf(ctx, in.query())
	if err != nil {
		return trendsBody{}, err
	}
	if s.search == nil {
		return trendsBody{}, errNoIndex
	}
	trends, err := s.trends(ctx, ask)
	if err != nil {
		return trendsBody{}, err
	}
	body := trendsBody{By: ask.By, Buckets: append([]time.Time{}, trends.Buckets...), Totals: append([]int{}, trends.Totals...), Series: []seriesBody{}}
	for _, series := range trends.Series {
		body.Series = append(body.Series, seriesBody{series.Query, series.Value, append([]int{}, series.Counts...)})
	}
	return body, nil
}
