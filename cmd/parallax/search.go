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
	JSON  bool     `name:"json" help:"Write the answer as one JSON object."`
	Limit int      `default:"20" help:"Most hits to write. [${default}]"`
	Sort  string   `default:"relevance" enum:"relevance,newest,oldest" help:"relevance, newest or oldest. [${default}]"`
	Query []string `arg:"" help:"The query; words are joined by AND, see the site's /about for the query language."`
}

// A searchAnswer is what --json writes.
type searchAnswer struct {
	Query      string      `json:"query"`
	Understood string      `json:"understood"`
	Total      int         `json:"total"`
	Hits       []searchHit `json:"hits"`
	Next       string      `json:"next_cursor,omitempty"`
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
	result, err := ix.Search(ctx, index.Request{Query: query, Limit: c.Limit, Sort: c.Sort})
	if err != nil {
		return queryError(query, err)
	}
	if c.JSON {
		answer := searchAnswer{Query: query, Understood: result.Understood, Total: result.Total, Next: result.Next, Hits: []searchHit{}}
		for _, h := range result.Hits {
			answer.Hits = append(answer.Hits, searchHit{h.Score, marked(h.Snippet), h.Article})
		}
		encoder := json.NewEncoder(s.out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(answer)
	}
	fmt.Fprintf(s.err, "%d found for %s\n", result.Total, result.Understood)
	for _, h := range result.Hits {
		writeHit(s.out, h)
	}
	return nil
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
	return usageError{fmt.Errorf("the query can't be read: %s\n  %s\n  %s^", syntax.Message, query, strings.Repeat(" ", max(0, syntax.Pos)))}
}
