package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"parallax/news"
)

// apiVersion is the version of the JSON API. It grows when an answer changes its meaning.
//
//	1.0.0  first version
const apiVersion = "1.0.0"

// api routes the JSON API and its description. Parameters are read by the same code as those of the pages, so
// that both understand and refuse the same; huma describes them and writes the answers.
func (s *site) api(mux *http.ServeMux) error {
	config := huma.DefaultConfig(s.site.Title, apiVersion)
	config.Info.Description = "What the world's press writes, grouped by incident across languages. Lists are paged by limit and " +
		"cursor: an answer's next_cursor is the cursor of the next page. Errors are application/problem+json (RFC 9457)."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/openapi", "", ""
	config.CreateHooks = nil // no $schema property in answers: records have the shape that they have everywhere
	api := humago.New(mux, config)
	api.UseMiddleware(func(ctx huma.Context, next func(huma.Context)) {
		ctx.SetHeader("Cache-Control", "no-cache") // answers are kept, and asked for again by their ETag, as pages are
		next(ctx)
	})
	s.recordOperations(api)
	s.searchOperations(api)
	s.compareOperation(api)
	describeExport(api.OpenAPI())
	describe(api.OpenAPI())
	answers, err := answersOf(api.OpenAPI())
	if err != nil {
		return fmt.Errorf("web: describing the API: %w", err)
	}
	s.answers = answers
	mux.HandleFunc("GET /api/", func(w http.ResponseWriter, r *http.Request) { s.problem(w, r, errNoPage) })
	return nil
}

// describe makes the description as strict about null, and as lenient about new fields, as the records are.
func describe(o *huma.OpenAPI) {
	for _, schema := range o.Components.Schemas.Map() {
		if schema.AdditionalProperties == false {
			schema.AdditionalProperties = nil
		}
		for _, property := range schema.Properties {
			if property.Type == huma.TypeArray {
				property.Nullable = false
			}
		}
	}
	if cause := o.Components.Schemas.Map()["Cause"]; cause != nil {
		for _, code := range news.CauseCodes() {
			cause.Properties["code"].Enum = append(cause.Properties["code"].Enum, string(code))
		}
	}
}

// A request is embedded by the inputs of operations, whose own fields only describe the parameters, and holds
// what was really asked.
type request struct{ values url.Values }

// Resolve is called by huma before the handler.
func (in *request) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	in.values = u.Query()
	return nil
}

func (in *request) query() *params { return &params{values: in.values} }

// A countParam is the number of rows asked for.
type countParam string

// Schema describes the parameter as the number that it is written as.
func (countParam) Schema(huma.Registry) *huma.Schema {
	low, high := 1.0, float64(maxAPIRows)
	return &huma.Schema{Type: huma.TypeInteger, Minimum: &low, Maximum: &high, Default: apiRows}
}

// PageInput is the parameters of every list. It is exported for huma, which describes no others of what an input embeds.
type PageInput struct {
	request
	Limit  countParam `query:"limit" doc:"Rows in the answer"`
	Cursor string     `query:"cursor" doc:"The next_cursor of the page before"`
}

func (in *PageInput) window(q *params) news.Window {
	return news.Window{Limit: q.number("limit", apiRows, 1, maxAPIRows), Cursor: q.cursor()}
}

// An output is the answer of an operation.
type output[B any] struct{ Body B }

// A listBody is one page of a list.
type listBody[T any] struct {
	Total      int    `json:"total" doc:"Rows in the whole list"`
	NextCursor string `json:"next_cursor,omitempty" doc:"Cursor of the next page; absent on the last one"`
	Items      []T    `json:"items"`
}

func listOf[T any](l news.List[T]) listBody[T] {
	if l.Rows == nil {
		l.Rows = []T{}
	}
	return listBody[T]{Total: l.Total, NextCursor: l.Next, Items: l.Rows}
}

// operation names a GET operation of the API.
type operation struct{ id, path, summary string }

// get registers an operation: h answers, or returns an error that becomes a problem.
func get[I, B any](s *site, api huma.API, op operation, h func(context.Context, *I) (B, error)) {
	huma.Register(api, huma.Operation{
		OperationID: op.id, Method: http.MethodGet, Path: op.path, Summary: op.summary,
		SkipValidateParams: true, // see request
	}, func(ctx context.Context, in *I) (*output[B], error) {
		body, err := h(ctx, in)
		if err != nil {
			return nil, s.apiError(op.path, err)
		}
		return &output[B]{Body: body}, nil
	})
}

// apiError is an error in the form of the API: a problem, or a redirect for a record that has moved.
func (s *site) apiError(path string, err error) error {
	var moved *movedTo
	if errors.As(err, &moved) {
		to := huma.NewError(http.StatusMovedPermanently, "It was merged into another one.")
		return huma.ErrorWithHeaders(to, http.Header{"Location": {"/api/v1" + moved.path}})
	}
	f := s.diagnose(s.editions.English(), path, err)
	h := http.Header{}
	f.askBack(h)
	return huma.ErrorWithHeaders(problemOf(f), h)
}

func problemOf(f failure) huma.StatusError {
	var details []error
	if f.param != "" {
		details = append(details, &huma.ErrorDetail{Location: "query." + f.param, Message: f.detail, Value: f.position()})
	}
	e := huma.NewError(f.status, f.message, details...)
	if model, ok := e.(*huma.ErrorModel); ok {
		model.Title = f.heading
		model.Instance = f.instance()
	}
	return e
}

// problem writes an error of the API that arises outside its operations.
func (s *site) problem(w http.ResponseWriter, r *http.Request, err error) {
	f := s.diagnose(s.editions.English(), r.URL.Path, err)
	e := problemOf(f)
	f.askBack(w.Header())
	body, err := json.Marshal(e)
	if err != nil {
		s.log.Error("problem could not be written", "error", err)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(e.GetStatus())
	_, _ = w.Write(body)
}
