package web

import (
	"cmp"
	"context"
	"errors"
	"io"
	"iter"
	"net/http"
	"strconv"
	"time"

	"parallax/export"
	"parallax/index"
)

// A WordCounter gives and counts the occurrences of words. Errors that a reader can do something about are *index.SyntaxError.
type WordCounter interface {
	Lines(context.Context, index.LinesRequest) iter.Seq2[index.Line, error]
	Frequencies(context.Context, index.FrequenciesRequest) (index.Frequencies, error)
	Collocates(context.Context, index.CollocatesRequest) (index.CollocatesResult, error)
}

// A WordTable is one of the tables of a concordance as a file, on the site and on the command line.
type WordTable struct {
	Table         string // one of WordTables
	Query         string
	Sort          string // of lines by date, left or right; of collocates by likelihood, dice or count
	Window, Least int    // of collocates; see index.CollocatesRequest
	index.Extent
}

// WordTables are the tables that there are: all lines; the occurrences by language, source and form; the collocates, the first 500
// of each language.
func WordTables() []string { return []string{"lines", "languages", "sources", "forms", "collocates"} }

// Write writes the table as CSV, once everything it is about has been read: an error before that leaves w as it was.
func (t WordTable) Write(ctx context.Context, w io.Writer, c WordCounter) error {
	switch t.Table {
	case "lines":
		return t.writeLines(ctx, w, c)
	case "collocates":
		company, err := c.Collocates(ctx, index.CollocatesRequest{
			Query: t.Query, Window: t.Window, Least: t.Least, Sort: t.Sort, Limit: 500, Extent: t.Extent,
		})
		if err != nil {
			return err
		}
		return collocatesTable(company).write(w)
	}
	f, err := c.Frequencies(ctx, index.FrequenciesRequest{Query: t.Query, Extent: t.Extent})
	if err != nil {
		return err
	}
	switch t.Table {
	case "languages":
		return frequencyTable("language", f.Languages).write(w)
	case "sources":
		return frequencyTable("source", f.Sources).write(w)
	}
	return table{"forms", []string{"language", "form", "occurrences"}, rowsOf(f.Forms, func(f *index.Form) []string {
		return []string{f.Language, f.Text, strconv.Itoa(f.Hits)}
	})}.write(w)
}

// name is that of the table's file.
func (t WordTable) name() string {
	switch t.Table {
	case "lines":
		return "concordance"
	case "languages":
		return "frequencies-by-language"
	case "sources":
		return "frequencies-by-source"
	}
	return t.Table
}

const (
	countsAtOnce = 2                // each takes all processors
	countWait    = 20 * time.Second // that one waits for its turn
)

var errCounting = errors.New("as many counts over all articles as there may be are being made")

// takeTurn waits until a count over all articles may be made. Done says that it has been.
func (s *site) takeTurn(ctx context.Context) (done func(), err error) {
	select {
	case s.counting <- struct{}{}:
		return func() { <-s.counting }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(countWait):
		return nil, errCounting
	}
}

// turnFor is takeTurn for what may be about all articles.
func (s *site) turnFor(ctx context.Context, whole bool) (done func(), err error) {
	if !whole {
		return func() {}, nil
	}
	return s.takeTurn(ctx)
}

// concordanceCSV gives any of the tables of a concordance: of the articles that its page reads, or of all with whole=1, however
// long that takes. After the first byte an error breaks the connection off, so that nobody takes a part for the whole.
func (s *site) concordanceCSV(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	name := q.choice("table", WordTables()...)
	sorts := kwicSorts
	if name == "collocates" {
		sorts = companySorts
	}
	ask := kwicOf(q, sorts)
	if q.err != nil {
		return q.err
	}
	if s.search == nil {
		return errNoIndex
	}
	if _, err := index.Parse(ask.query); err != nil {
		return err
	}
	out := &patient{out: w, control: http.NewResponseController(w)}
	t := WordTable{Table: name, Query: ask.query, Sort: ask.sort, Window: ask.window, Least: ask.least}
	if ask.whole {
		done, err := s.takeTurn(r.Context())
		if err != nil {
			return err
		}
		defer done()
		out.wait()
		t.Extent = index.Extent{Whole: true, Progress: func(int, int) { out.wait() }}
	}
	w.Header().Set("Content-Type", export.CSVContentType)
	w.Header().Set("Content-Disposition", `attachment; filename="`+t.name()+`.csv"`)
	if r.Method == http.MethodHead {
		return nil
	}
	err := t.Write(r.Context(), out, s.search)
	if err == nil || r.Context().Err() == context.Canceled { // nobody reads it any more
		return nil
	}
	if out, ok := w.(*answer); ok && !out.reset() {
		s.log.Error("table broken off", "query", r.URL.RawQuery, "error", err)
		panic(http.ErrAbortHandler)
	}
	w.Header().Del("Content-Disposition")
	return err
}

// writeLines writes the lines as they come.
func (t WordTable) writeLines(ctx context.Context, w io.Writer, c WordCounter) error {
	next, stop := iter.Pull2(c.Lines(ctx, index.LinesRequest{Query: t.Query, Sort: t.Sort, Extent: t.Extent}))
	defer stop()
	line, err, ok := next()
	if err != nil {
		return err // before anything is written
	}
	columns := []string{"before", "match", "after", "language", "in_post", "embedded_by", "article", "source", "country", "time", "url", "title"}
	wrote := export.WriteTable(w, columns, func(yield func([]string) bool) {
		for ; ok && err == nil; line, err, ok = next() {
			a := &line.Article
			if !yield([]string{line.Left, line.Match, line.Right, line.Language, strconv.FormatBool(line.InPost), strconv.Itoa(line.Embedded), a.ID, a.Source.ID,
				a.Source.Country, stampOf(a.Time()), a.URL, a.Title}) {
				return
			}
		}
	})
	return cmp.Or(err, wrote)
}

func frequencyTable(of string, rows []index.Frequency) table {
	return table{
		"frequencies-by-" + of,
		[]string{of, "name", "occurrences", "articles_with_them", "words_examined", "per_million_words", "articles_found", "articles_in_all"},
		rowsOf(rows, func(f *index.Frequency) []string {
			return []string{f.Value, f.Name, strconv.Itoa(f.Hits), strconv.Itoa(f.Texts), strconv.Itoa(f.Words), decimals(f.PerMillion),
				known(f.Found), known(f.All)}
		}),
	}
}

// known writes a count that is 0 where it isn't known.
func known(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func collocatesTable(c index.CollocatesResult) table {
	return table{
		"collocates",
		[]string{"language", "collocate", "together", "left", "right", "frequency", "log_likelihood", "log_dice", "node_frequency", "words_near", "words"},
		func(yield func([]string) bool) {
			for _, l := range c.Languages {
				for _, row := range l.Rows {
					if !yield([]string{l.Language, row.Word, strconv.Itoa(row.Together()), strconv.Itoa(row.Left), strconv.Itoa(row.Right),
						strconv.Itoa(row.Frequency), decimals(row.LogLikelihood), decimals(row.LogDice),
						strconv.Itoa(l.Hits), strconv.Itoa(l.Near), strconv.Itoa(l.Words)}) {
						return
					}
				}
			}
		},
	}
}
