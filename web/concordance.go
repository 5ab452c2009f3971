package web

import (
	"net/http"
	"strconv"

	"parallax/index"
	"parallax/web/view"
	"parallax/web/words"
)

// What a concordance can be asked for, the usual first.
var (
	kwicShows    = []string{"lines", "frequencies", "collocates"}
	kwicSorts    = []string{index.ByDate, index.ByLeft, index.ByRight}
	companySorts = []string{index.ByLikelihood, index.ByDice, index.ByCount}
)

// A kwicAsked is a request for a concordance or for the statistics of one.
type kwicAsked struct {
	query, cursor, sort string
	limit               int
	window, least       int
	whole               bool
}

// kwicOf reads a request whose orders are the given ones.
func kwicOf(q *params, sorts []string) kwicAsked {
	return kwicAsked{
		query: q.text("q", maxQuery), cursor: q.cursor(), sort: q.choice("sort", sorts...), limit: 2 * pageRows,
		window: q.number("window", 5, 1, 10), least: q.number("least", 3, 1, 1000), whole: q.choice("whole", "", "1") == "1",
	}
}

func (k kwicAsked) lines() index.ConcordanceRequest {
	return index.ConcordanceRequest{Query: k.query, Limit: k.limit, Cursor: k.cursor, Sort: k.sort, Whole: k.whole}
}

func (k kwicAsked) company() index.CollocatesRequest {
	return index.CollocatesRequest{Query: k.query, Window: k.window, Least: k.least, Sort: k.sort, Limit: k.limit, Extent: index.Extent{Whole: k.whole}}
}

// concordancePage sets the occurrences of a query under each other, counts them, or shows the company they keep.
func (s *site) concordancePage(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	show := q.choice("show", kwicShows...)
	sorts := kwicSorts
	if show == "collocates" {
		sorts = companySorts
	}
	ask := kwicOf(q, sorts)
	if q.err != nil {
		return q.err
	}
	ask.whole = false // a page is quick
	p := view.ConcordanceProps{QueryProps: s.queryProps(r, func(n words.Nav) string { return n.Concordance }, ask.query), Show: show}
	p.Shows = labelled(r, "show", show, kwicShows, p.Reader.ConcordanceShow, "sort", "cursor", "window", "least")
	if show != "frequencies" {
		p.Sorts = labelled(r, "sort", ask.sort, sorts, p.Reader.OrderName, "cursor")
	}
	if show == "collocates" {
		p.Windows = numbered(r, p.Reader, "window", ask.window, 5, 2, 3, 10)
		p.Leasts = numbered(r, p.Reader, "least", ask.least, 3, 1, 2, 5, 10)
	}
	p.Hidden = kept(r, "show", "sort", "window", "least")
	p.CSV = "/concordance.csv" + onlyQuery(r) + "&whole=1"
	status := http.StatusOK
	if ask.query != "" && s.search != nil {
		err := s.fillConcordance(r, &p, ask)
		if p.Trouble = troubleOf(p.Reader.Edition, ask.query, err); p.Trouble != nil {
			status = http.StatusBadRequest
		} else if err != nil {
			return err
		}
		if p.Trouble == nil && p.Articles == 0 {
			if p.Suggestions, err = s.suggestions(r.Context(), ask.query); err != nil {
				return err
			}
		}
	}
	return s.render(w, r, status, view.Concordance(p))
}

// fillConcordance asks the index for what the page shows.
func (s *site) fillConcordance(r *http.Request, p *view.ConcordanceProps, ask kwicAsked) error {
	switch p.Show {
	case "frequencies":
		f, err := s.search.Frequencies(r.Context(), index.FrequenciesRequest{Query: ask.query})
		p.Frequencies, p.Understood, p.Articles, p.Examined, p.Total = f, f.Understood, f.Articles, f.Examined, f.Hits
		return err
	case "collocates":
		c, err := s.search.Collocates(r.Context(), ask.company())
		p.Collocates, p.Understood, p.Articles, p.Examined = c, c.Understood, c.Articles, c.Examined
		for _, l := range c.Languages {
			p.Total += l.Hits
		}
		return err
	}
	result, err := s.search.Concordance(r.Context(), ask.lines())
	p.Lines, p.Total, p.Understood, p.Articles, p.Examined = result.Lines, result.Total, result.Understood, result.Articles, result.Examined
	p.Estimated, p.ByDate = result.Estimated, ask.sort == index.ByDate
	p.Paging = pagingOf(r, result.Next)
	return err
}

// labelled offers values as links that set a parameter and take out others; the first value takes the parameter out.
func labelled(r *http.Request, name, current string, values []string, label func(string) string, without ...string) []view.Choice {
	var out []view.Choice
	for i, v := range values {
		set := v
		if i == 0 {
			set = ""
		}
		changes := []string{name, set}
		for _, other := range without {
			changes = append(changes, other, "")
		}
		out = append(out, view.Choice{Label: label(v), Href: address(r, changes...), Current: v == current})
	}
	return out
}

// numbered offers numbers as links that set a parameter, in ascending order; usual takes it out.
func numbered(r *http.Request, reader view.Reader, name string, current, usual int, others ...int) []view.Choice {
	var out []view.Choice
	placed := false
	add := func(n int) {
		set := strconv.Itoa(n)
		if n == usual {
			set = ""
		}
		out = append(out, view.Choice{Label: reader.Number(n), Href: address(r, name, set), Current: n == current})
	}
	for _, n := range others {
		if !placed && n > usual {
			add(usual)
			placed = true
		}
		add(n)
	}
	if !placed {
		add(usual)
	}
	return out
}

// kept are parameters of a request as the hidden fields of a form.
func kept(r *http.Request, names ...string) []view.Hidden {
	var out []view.Hidden
	for _, name := range names {
		if v := r.URL.Query().Get(name); v != "" {
			out = append(out, view.Hidden{Name: name, Value: v})
		}
	}
	return out
}

// onlyQuery is the request's query string without the page and the look.
func onlyQuery(r *http.Request) string {
	q := r.URL.Query()
	for _, name := range []string{"cursor", "theme", "show", "whole"} {
		q.Del(name)
	}
	return "?" + q.Encode()
}
