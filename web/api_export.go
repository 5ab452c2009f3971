package web

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"parallax/export"
)

// describeExport adds the export to the description of the API. It isn't one of huma's operations, for its answer is
// a stream that can break off.
func describeExport(o *huma.OpenAPI) {
	limit := maxCursor
	text := func(name, doc string) *huma.Param {
		return &huma.Param{Name: name, In: "query", Description: doc, Schema: &huma.Schema{Type: huma.TypeString, MaxLength: &limit}}
	}
	query := text("q", "Only the articles that this query finds, and the incidents, posts, filings and sources of those; empty for everything")
	longest := maxQuery
	query.Schema.MaxLength = &longest
	o.AddOperation(&huma.Operation{
		OperationID: "export", Method: http.MethodGet, Path: "/api/v1/export",
		Summary: "All records of a kind, or those that a query finds, as a stream by ID",
		Description: "There is no limit. An answer that breaks off has lost its connection: take it up with the ID of the last whole record as cursor. " +
			"How much of the texts is in there depends on the rights of the sources; each record says by which it was cut.",
		Parameters: []*huma.Param{
			choices("what", "Records of which kind; without meaning in a datapackage, which has all", export.Kinds()),
			choices("format", "ninjs is for articles and incidents only", export.Formats()),
			query,
			text("cursor", "ID of the last record that you have (for filings: of its article), to begin behind it; for jsonl, csv and ninjs. "+
				"CSV then has no header line"),
		},
		Responses: map[string]*huma.Response{
			"200":     {Description: "The records, as described under /schemas/", Content: exportContent()},
			"default": {Description: "Error", Content: problemContent()},
		},
	})
}

func choices[V ~string](name, doc string, values []V) *huma.Param {
	p := &huma.Param{Name: name, In: "query", Description: doc, Schema: &huma.Schema{Type: huma.TypeString, Default: string(values[0])}}
	for _, v := range values {
		p.Schema.Enum = append(p.Schema.Enum, string(v))
	}
	return p
}

// exportContent describes the files that an export can be: JSON lines are text to OpenAPI, the rest is bytes.
func exportContent() map[string]*huma.MediaType {
	return map[string]*huma.MediaType{
		"application/jsonl":              {Schema: &huma.Schema{Type: huma.TypeString}},
		"text/csv":                       {Schema: &huma.Schema{Type: huma.TypeString}},
		"application/vnd.apache.parquet": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
		"application/zip":                {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}
}

func problemContent() map[string]*huma.MediaType {
	return map[string]*huma.MediaType{"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/ErrorModel"}}}
}
