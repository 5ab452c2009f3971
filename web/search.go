package web

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"parallax/index"
	"parallax/news"
	"parallax/web/view"
)

// A Searcher finds articles. Errors that a reader can do something about are *index.SyntaxError and
// index.ErrBadCursor.
type Searcher interface {
	Search(context.Context, index.Request) (index.Result, error)
	Concordance(context.Context, index.ConcordanceRequest) (index.ConcordanceResult, error)
	Trends(context.Context, index.TrendsRequest) (index.Trends, error)
	// IDs gives the IDs of all articles that a query finds.
	IDs(ctx context.Context, query string) iter.Seq2[string, error]
}

// errNoIndex is the answer to searches where there is no index.
var errNoIndex = errors.New("no index")

// noIndex is what pages say in its place.
const noIndex = "The index is not there at the moment, so nothing can be searched. It may be being built; try again in a few minutes."

// Sorts of articles found and of lines of a concordance.
var (
	searchSorts = []string{"relevance", "newest", "oldest"}
	kwicSorts   = []string{"date", "left", "right"}
)

// searching routes the pages that answer a query.
func (s *site) searching(mux *http.ServeMux) {
	mux.Handle("GET /search", s.page(s.searchPage))
	mux.Handle("GET /concordance", s.page(s.concordancePage))
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
	if q.err != nil {
		return q.err
	}
	p := view.SearchProps{QueryProps: s.queryProps(r, "Search", ask.Query)}
	p.Sorts = sortChoices(r, ask.Sort, searchSorts)
	if ask.Sort != searchSorts[0] {
		p.Hidden = []view.Hidden{{Name: "sort", Value: ask.Sort}}
	}
	status := http.StatusOK
	if ask.Query != "" && s.search != nil {
		result, err := s.search.Search(r.Context(), ask)
		if p.Trouble = troubleOf(ask.Query, err); p.Trouble != nil {
			status = http.StatusBadRequest
		} else if err != nil {
			return err
		}
		p.Hits, p.Total, p.Understood = result.Hits, result.Total, result.Understood
		p.Paging = pagingOf(r, result.Next)
		if p.Incidents, err = s.incidentsOf(r.Context(), result.Hits); err != nil {
			return err
		}
		p.Facets = facetGroups(r, p.Reader, ask.Query, result.Facets)
		p.Tools = append(p.Tools, view.Choice{Label: "Narrow", Href: "#facets"})
		p.Feeds = searchFeeds(ask.Query)
	}
	return s.render(w, r, status, view.Search(p))
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

// concordancePage sets the occurrences of a query under each other.
func (s *site) concordancePage(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	ask := index.ConcordanceRequest{
		Query: q.text("q", maxQuery), Limit: 2 * pageRows, Cursor: q.cursor(), Sort: q.choice("sort", kwicSorts...),
	}
	if q.err != nil {
		return q.err
	}
	p := view.ConcordanceProps{QueryProps: s.queryProps(r, "Concordance", ask.Query)}
	p.Sorts = sortChoices(r, ask.Sort, kwicSorts)
	if ask.Sort != kwicSorts[0] {
		p.Hidden = []view.Hidden{{Name: "sort", Value: ask.Sort}}
	}
	status := http.StatusOK
	if ask.Query != "" && s.search != nil {
		result, err := s.search.Concordance(r.Context(), ask)
		if p.Trouble = troubleOf(ask.Query, err); p.Trouble != nil {
			status = http.StatusBadRequest
		} else if err != nil {
			return err
		}
		p.Lines, p.Total, p.Understood = result.Lines, result.Total, result.Understood
		p.Paging = pagingOf(r, result.Next)
	}
	return s.render(w, r, status, view.Concordance(p))
}

// queryProps is what the pages of queries have in common.
func (s *site) queryProps(r *http.Request, title, query string) view.QueryProps {
	if query != "" {
		title = view.Line(query, 80, title) + " · " + title
	}
	p := view.QueryProps{Page: s.frame(r, title)}
	p.Query, p.Section = query, r.URL.Path
	p.NoIndex = query != ""
	if s.search == nil {
		p.Unavailable = noIndex
	}
	for _, tool := range []struct{ path, label string }{
		{"/search", "Articles"}, {"/concordance", "Concordance"}, {"/trends", "Over time"}, {"/export", "Download"},
	} {
		if tool.path != r.URL.Path {
			p.Tools = append(p.Tools, view.Choice{Label: tool.label, Href: to(r, tool.path+"?q="+url.QueryEscape(query))})
		}
	}
	return p
}

// troubleOf shows where err says that a query can't be parsed; nil for any other error.
func troubleOf(query string, err error) *view.QueryTrouble {
	var syntax *index.SyntaxError
	if !errors.As(err, &syntax) {
		return nil
	}
	chars := []rune(norm.NFC.String(strings.ToValidUTF8(query, "\uFFFD"))) // as the parser counts them
	at := min(max(syntax.Pos, 0), len(chars))
	t := &view.QueryTrouble{Message: syntax.Message, Before: string(chars[:at]), At: "␣", Position: at + 1}
	if at < len(chars) {
		t.At, t.After = string(chars[at]), string(chars[at+1:])
	}
	return t
}

func sortChoices(r *http.Request, current string, sorts []string) []view.Choice {
	labels := map[string]string{
		"relevance": "Best first", "newest": "Newest first", "oldest": "Oldest first",
		"date": "By date", "left": "By what stands before", "right": "By what stands after",
	}
	var out []view.Choice
	for i, sort := range sorts {
		value := sort
		if i == 0 {
			value = ""
		}
		out = append(out, view.Choice{Label: labels[sort], Href: address(r, "sort", value, "cursor", ""), Current: sort == current})
	}
	return out
}

// facetFields are the fields of the query language that the facets of a result narrow by, with the facets' names.
var facetFields = []struct{ facet, field, name string }{
	{"language", "lang", "Language"},
	{"country", "country", "Country"},
	{"source", "source", "Source"},
	{"day", "date", "Day"},
	{"platform", "", "Embedded posts"},
}

// facetsShown is how many values of a facet a page offers.
const facetsShown = 15

// facetGroups makes each value of a facet a link that adds it to the query, or takes it out again.
func facetGroups(r *http.Request, reader view.Reader, query string, facets []index.Facet) []view.FacetGroup {
	var out []view.FacetGroup
	for _, f := range facetFields {
		at := slices.IndexFunc(facets, func(x index.Facet) bool { return x.Field == f.facet })
		if at < 0 || len(facets[at].Values) == 0 {
			continue
		}
		g := view.FacetGroup{Name: f.name, Open: f.facet == "language" || f.facet == "country"}
		for _, v := range facets[at].Values[:min(len(facets[at].Values), facetsShown)] {
			c := view.Choice{Label: facetLabel(reader, f.facet, v.Value), Count: v.Count}
			if f.field != "" {
				narrowed, set := toggle(query, f.field, v.Value)
				c.Current, c.Href = set, address(r, "q", narrowed, "cursor", "")
				g.Open = g.Open || set
			}
			g.Values = append(g.Values, c)
		}
		out = append(out, g)
	}
	return out
}

func facetLabel(reader view.Reader, facet, value string) string {
	switch facet {
	case "language":
		return reader.Language(value)
	case "country":
		return reader.Country(value)
	case "platform":
		return view.PlatformName(value)
	}
	return view.Line(value, 80, "unknown")
}

// toggle adds the condition field:value to a query, or takes it out where it stands there already.
func toggle(query, field, value string) (narrowed string, set bool) {
	token := field + ":" + value
	if strings.ContainsAny(value, " :*()\"") {
		token = field + `:"` + strings.ReplaceAll(value, `"`, "") + `"`
	}
	words := strings.Fields(query)
	if at := slices.Index(words, token); at >= 0 {
		return strings.Join(slices.Delete(words, at, at+1), " "), true
	}
	if slices.Contains(words, "OR") && !(strings.HasPrefix(query, "(") && strings.Count(query, "(") == 1) {
		query = "(" + query + ")" // AND binds more strongly
	}
	return query + " " + token, false
}

func searchFeeds(query string) []view.FeedLink {
	links := feedLinks("This search", "/search")
	for i := range links {
		links[i].Href += "?q=" + url.QueryEscape(query)
	}
	return links
}
