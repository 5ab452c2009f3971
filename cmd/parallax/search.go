package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"parallax/index"
	"parallax/news"
)

// searchCommand searches the articles.
type searchCommand struct {
	dataFlag
	JSON   bool     `name:"json" help:"Write the answer as one JSON object."`
	Limit  int      `default:"20" help:"Most hits to write. [${default}]"`
	Sort   string   `default:"relevance" enum:"relevance,newest,oldest,covered" help:"relevance, newest, oldest, or covered: the incidents with most articles first. [${default}]"`
	Across bool     `help:"Show the incidents of the hits, with what is told of them in languages that the query finds nothing in."`
	Query  []string `arg:"" help:"The query; words are joined by AND, see the site's /about for the query language."`
}

// A searchAnswer is what --json writes.
type searchAnswer struct {
	Query      string      `json:"query"`
	Understood string      `json:"understood"`
	Total      int         `json:"total"`
	Hits       []searchHit `json:"hits"`
	Across     []acrossHit `json:"across,omitempty"` // with --across
	Next       string      `json:"next_cursor,omitempty"`
}

// An acrossHit is an incident that the query hits.
type acrossHit struct {
	Incident   string         `json:"incident,omitempty"` // absent for a hit that is filed under none
	Hits       []string       `json:"hits"`               // IDs of the best
	HitsTotal  int            `json:"hits_total"`
	Others     []news.Article `json:"others"` // in languages without a hit, the earliest first
	OtherTotal int            `json:"others_total"`
}

type searchHit struct {
	Score   float64      `json:"score"`
	Snippet string       `json:"snippet,omitempty"` // matches between « and »
	Article news.Article `json:"article"`
}

func (c *searchCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	ix, err := c.searching(ctx, st, log)
	if err != nil {
		return err
	}
	defer ix.Close()
	query := strings.Join(c.Query, " ")
	ask := index.Request{Query: query, Limit: c.Limit, Sort: c.Sort}
	result, err := ix.Search(ctx, ask)
	if err != nil {
		return queryError(query, err)
	}
	var across index.AcrossResult
	if c.Across {
		if across, err = ix.Across(ctx, ask); err != nil {
			return queryError(query, err)
		}
	}
	if c.JSON {
		answer := searchAnswer{Query: query, Understood: result.Understood, Total: result.Total, Next: result.Next, Hits: []searchHit{}}
		for _, h := range result.Hits {
			answer.Hits = append(answer.Hits, searchHit{h.Score, marked(h.Snippet), h.Article})
		}
		for _, g := range across.Groups {
			answer.Across = append(answer.Across, acrossOf(g))
		}
		encoder := json.NewEncoder(s.out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(answer)
	}
	fmt.Fprintf(s.err, "%d found for %s\n", result.Total, result.Understood)
	if c.Across {
		for _, g := range across.Groups {
			writeGroup(s.out, g)
		}
		return nil
	}
	for _, h := range result.Hits {
		writeHit(s.out, h)
	}
	return nil
}

func acrossOf(g index.AcrossGroup) acrossHit {
	a := acrossHit{Incident: g.Incident, Hits: []string{}, HitsTotal: g.Found, Others: append([]news.Article{}, g.Others...), OtherTotal: g.OtherFound}
	for _, h := range g.Hits {
		a.Hits = append(a.Hits, h.Article.ID)
	}
	return a
}

// writeGroup writes an incident: what the query finds, and what the other languages say, a line for each article.
func writeGroup(w io.Writer, g index.AcrossGroup) {
	if g.Incident != "" {
		fmt.Fprintf(w, "incident %s\n\n", g.Incident)
	}
	for _, h := range g.Hits {
		writeHit(w, h)
	}
	if more := g.Found - len(g.Hits); more > 0 {
		fmt.Fprintf(w, "  %d more found\n", more)
	}
	for _, a := range g.Others {
		fmt.Fprintf(w, "  %-8s %s · %s · %s\n", a.Language, strings.Join(strings.Fields(a.Title), " "), a.Source.Name, a.Time().Format("2006-01-02 15:04"))
	}
	if more := g.OtherFound - len(g.Others); more > 0 {
		fmt.Fprintf(w, "  %d more in other languages\n", more)
	}
	fmt.Fprintln(w)
}

func writeHit(w io.Writer, h index.Hit) {
	a := h.Article
	fmt.Fprintf(w, "%s\n  %s · %s · %s\n", marked(h.Title), a.Source.Name, a.Language, a.Time().Format("2006-01-02 15:04"))
	if snippet := marked(h.Snippet); snippet != "" {
		fmt.Fprintf(w, "  %s\n", snippet)
	}
	if a.URL != "" {
		fmt.Fprintf(w, "  %s\n", a.URL)
	}
	fmt.Fprintln(w)
}

// marked writes spans as text with the matches between guillemets.
func marked(spans []index.Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Match {
			b.WriteString("«" + s.Text + "»")
		} else {
			b.WriteString(s.Text)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// queryError points at the place of a query that can't be parsed.
func queryError(query string, err error) error {
	var syntax *index.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	return usageError{fmt.Errorf("the query can't be read: %s\n%s", syntax.Message, caret(query, syntax.Pos))}
}
