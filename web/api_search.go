package web

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parallax/index"
	"parallax/news"
)

type searchInput struct {
	PageInput
	Q      string `query:"q" doc:"A query; empty finds everything"`
	Sort   string `query:"sort" enum:"relevance,newest,oldest,covered"`
	Facets string `query:"facets" enum:"true,false" doc:"Whether to count by language, country, source, author, day and platform"`
	Across string `query:"across" enum:"1" doc:"Adds the incidents of the hits with what is told of them in languages that the query finds nothing in"`
	V      string `query:"v" enum:"1" doc:"The version of the query language that q is written in"`
}

type trendsInput struct {
	request
	Q     []string `query:"q,explode" doc:"One to five queries; none or an empty one counts all articles"`
	By    string   `query:"by" enum:"day,hour,week,month"`
	Split string   `query:"split" enum:"language,source,country" doc:"A series for each value, of a single query"`
	Since string   `query:"since" doc:"From this day or moment"`
	Until string   `query:"until" doc:"Before this day or moment"`
	V     string   `query:"v" enum:"1" doc:"The version of the query language that q is written in"`
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
	Understood string       `json:"understood,omitempty" doc:"The query as it was understood"`
	Facets     []facetBody  `json:"facets,omitempty"`
	Across     []acrossBody `json:"across,omitempty" doc:"The incidents of these hits, in the order of their best hits; one stands on the page of its best hit only"`
}

type acrossBody struct {
	Incident   string         `json:"incident,omitempty" doc:"ID; absent for a hit that is filed under none"`
	Hits       []string       `json:"hits" doc:"IDs of the best articles found"`
	HitsTotal  int            `json:"hits_total" doc:"Articles found in all"`
	Others     []news.Article `json:"others" doc:"In languages without a hit, the earliest first"`
	OtherTotal int            `json:"others_total" doc:"Such articles in all"`
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
	s.wordOperations(api)
	get(s, api, operation{"trends", "/api/v1/trends", "Counts of articles over time"}, s.apiTrends)
}

func (s *site) apiSearch(ctx context.Context, in *searchInput) (searchBody, error) {
	q := in.query()
	w := in.window(q)
	ask := index.Request{
		Query: q.text("q", maxQuery), Limit: min(w.Limit, maxHits), Cursor: w.Cursor,
		Sort: q.choice("sort", searchSorts...), Facets: q.choice("facets", "false", "true") == "true",
	}
	across := q.choice("across", "", "1") == "1"
	q.version()
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
	if across {
		body.Across, err = s.apiAcross(ctx, ask)
	}
	return body, err
}

func (s *site) apiAcross(ctx context.Context, ask index.Request) ([]acrossBody, error) {
	result, err := s.search.Across(ctx, ask)
	var list []acrossBody
	for _, g := range result.Groups {
		b := acrossBody{Incident: g.Incident, Hits: []string{}, HitsTotal: g.Found, Others: append([]news.Article{}, g.Others...), OtherTotal: g.OtherFound}
		for _, h := range g.Hits {
			b.Hits = append(b.Hits, h.Article.ID)
		}
		list = append(list, b)
	}
	return list, err
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
