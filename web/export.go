package web

import (
	"errors"
	"io/fs"
	"net/http"
	"path"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parallax/export"
	"parallax/index"
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
	selection := export.Selection{What: what, Format: format}
	if query != "" {
		selection.Found = s.search.IDs(r.Context(), query)
	}
	return export.Write(r.Context(), w, s.records, selection)
}
