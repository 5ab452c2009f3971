package web

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"path"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parallax/export"
	"parallax/index"
	"parallax/news"
	"parallax/web/view"
)

// exporting routes the data: the page about it, the schemas of the records, and the records as a stream.
func (s *site) exporting(mux *http.ServeMux) {
	mux.Handle("GET /export", s.page(s.exportPage))
	mux.HandleFunc("GET /api/v1/export", s.exportStream)
	mux.HandleFunc("GET /schemas/{name}", s.schema)
}

// describeExport adds the export to the description of the API. It isn't one of huma's operations, for its answer is
// a stream that can break off.
func describeExport(o *huma.OpenAPI) {
	param := func(name, doc string, values ...any) *huma.Param {
		return &huma.Param{Name: name, In: "query", Description: doc, Schema: &huma.Schema{Type: huma.TypeString, Enum: values}}
	}
	rows := &huma.Schema{Type: huma.TypeString}
	o.AddOperation(&huma.Operation{
		OperationID: "export", Method: http.MethodGet, Path: "/api/v1/export",
		Summary: "All records of a kind, or those that a query finds, as a stream by ID",
		Parameters: []*huma.Param{
			param("what", "Incidents and posts of a query are those of the articles that it finds", "articles", "incidents", "posts"),
			param("format", "", string(export.JSONL), string(export.CSV)),
			param("q", "A query; empty for everything"),
		},
		Responses: map[string]*huma.Response{
			"200": {Description: "One record a line, as described under /schemas/", Content: map[string]*huma.MediaType{
				"application/jsonl": {Schema: rows}, "text/csv": {Schema: rows},
			}},
			"default": {Description: "Error", Content: map[string]*huma.MediaType{
				"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/ErrorModel"}},
			}},
		},
	})
}

// exportPage says what can be had as data.
func (s *site) exportPage(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	query := q.text("q", maxQuery)
	if q.err != nil {
		return q.err
	}
	counts, err := s.records.Counts(r.Context())
	if err != nil {
		return err
	}
	p := view.ExportProps{Page: s.frame(r, "Data"), Counts: counts, Formats: []string{string(export.JSONL), string(export.CSV)}}
	if p.Schemas, err = fs.Glob(export.Schemas(), "*.json"); err != nil {
		return err
	}
	p.Section, p.Query = "/export", query
	return s.render(w, r, http.StatusOK, view.Export(p))
}

// schema serves one JSON Schema.
func (s *site) schema(w http.ResponseWriter, r *http.Request) {
	body, err := fs.ReadFile(export.Schemas(), path.Base(r.PathValue("name")))
	if err != nil {
		s.problem(w, r, errNoPage)
		return
	}
	w.Header().Set("Content-Type", "application/schema+json")
	_, _ = w.Write(body)
}

// exportStream writes all records of a kind, or those of a query, in constant memory and however long it takes. An
// error before the first byte is a problem as everywhere; after it the connection is broken off, so that nobody
// takes a part for the whole.
func (s *site) exportStream(w http.ResponseWriter, r *http.Request) {
	err := s.export(w, r)
	if err == nil || r.Context().Err() != nil {
		return
	}
	if out, ok := w.(*answer); ok && out.reset() {
		out.Header().Del("Content-Disposition")
		s.problem(w, r, err)
		return
	}
	s.log.Error("export broken off", "query", r.URL.RawQuery, "error", err)
	panic(http.ErrAbortHandler)
}

func (s *site) export(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	what := q.choice("what", "articles", "incidents", "posts")
	format, err := export.ParseFormat(q.choice("format", string(export.JSONL), string(export.CSV)))
	query := q.text("q", maxQuery)
	if err = errors.Join(q.err, err); err != nil {
		return err
	}
	if query != "" && s.search == nil {
		return errNoIndex
	}
	if _, err := index.Parse(query); err != nil {
		return err
	}
	// A server's limits are for pages; recorders and other writers without limits have none to lift.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Time{})
	w.Header().Set("Content-Type", format.ContentType())
	w.Header().Set("Content-Disposition", `attachment; filename="parallax-`+what+format.Extension()+`"`)
	return s.writeRecords(r.Context(), w, exportAsked{what, query, format})
}

type exportAsked struct {
	what, query string
	format      export.Format
}

func (s *site) writeRecords(ctx context.Context, w io.Writer, ask exportAsked) error {
	switch {
	case ask.what == "incidents" && ask.query == "":
		return export.Incidents(w, ask.format, s.records.EachIncident(ctx))
	case ask.what == "incidents":
		return export.Incidents(w, ask.format, eachNamed(s.found(ctx, ask.query), incidentsNamed,
			func(id string) (news.Incident, error) { return s.records.Incident(ctx, id) }))
	case ask.what == "posts" && ask.query == "":
		return export.Posts(w, ask.format, s.records.EachPost(ctx))
	case ask.what == "posts":
		return export.Posts(w, ask.format, eachNamed(s.found(ctx, ask.query), postsNamed,
			func(id string) (news.EmbeddedPost, error) { return s.records.Post(ctx, id) }))
	case ask.query == "":
		return export.Articles(w, ask.format, s.records.EachArticle(ctx))
	default:
		return export.Articles(w, ask.format, s.found(ctx, ask.query))
	}
}

// foundAtOnce is how many articles of a query are read from the records at once.
const foundAtOnce = 100

// found is the articles that a query finds, by ID.
func (s *site) found(ctx context.Context, query string) iter.Seq2[news.Article, error] {
	return func(yield func(news.Article, error) bool) {
		var ids []string
		pass := func() bool {
			articles, err := s.records.ArticlesByID(ctx, ids)
			ids = ids[:0]
			for _, a := range articles {
				if !yield(a, nil) {
					return false
				}
			}
			return err == nil || yield(news.Article{}, err)
		}
		for id, err := range s.search.IDs(ctx, query) {
			if err != nil {
				yield(news.Article{}, err)
				return
			}
			if ids = append(ids, id); len(ids) == foundAtOnce && !pass() {
				return
			}
		}
		if len(ids) > 0 {
			pass()
		}
	}
}

func incidentsNamed(a news.Article) []string {
	if a.Incident == nil {
		return nil
	}
	return []string{a.Incident.ID}
}

func postsNamed(a news.Article) []string {
	var ids []string
	for _, p := range a.Posts {
		ids = append(ids, p.ID)
	}
	return ids
}

// eachNamed is the records that articles name, each once, in the order in which they are named first. It
// remembers their IDs; one that has gone meanwhile is left out.
func eachNamed[T any](articles iter.Seq2[news.Article, error], names func(news.Article) []string, get func(id string) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		seen := map[string]bool{}
		for a, err := range articles {
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, id := range names(a) {
				if seen[id] {
					continue
				}
				seen[id] = true
				record, err := get(id)
				if errors.Is(err, news.ErrNotFound) {
					continue
				}
				if !yield(record, err) || err != nil {
					return
				}
			}
		}
	}
}
