package web

import (
	"encoding/json"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"parallax/export"
)

// answersSchema is the file that describes the answers of the API. It is made of the API's own description.
const answersSchema = "answers.schema.json"

// schemaNames are the files under /schemas/.
func schemaNames() []string {
	names, err := fs.Glob(export.Schemas(), "*.json")
	if err != nil {
		panic(err) // "*.json" is a valid pattern
	}
	return append(names, answersSchema)
}

// schemas lists the schemas.
func (s *site) schemas(w http.ResponseWriter, r *http.Request) {
	list := struct {
		Schemas []string `json:"schemas"`
	}{}
	for _, name := range schemaNames() {
		list.Schemas = append(list.Schemas, s.origin(r)+"/schemas/"+name)
	}
	writeJSON(w, "application/json", list)
}

// schema serves one JSON Schema.
func (s *site) schema(w http.ResponseWriter, r *http.Request) {
	name := path.Base(r.PathValue("name"))
	if name == answersSchema {
		writeJSON(w, "application/schema+json", s.answers)
		return
	}
	body, err := fs.ReadFile(export.Schemas(), name)
	if err != nil {
		s.problem(w, r, errNoPage)
		return
	}
	w.Header().Set("Content-Type", "application/schema+json")
	_, _ = w.Write(body)
}

func writeJSON(w http.ResponseWriter, contentType string, v any) {
	body, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err) // what is written here is made of strings and lists
	}
	w.Header().Set("Content-Type", contentType)
	_, _ = w.Write(body)
}

// answersOf makes a JSON Schema of the API's description: under $defs what answers are made of, and for each operation
// what it answers, as in "answers.schema.json#/$defs/articles-answer".
func answersOf(o *huma.OpenAPI) (json.RawMessage, error) {
	const inAPI, here = `"#/components/schemas/`, `"#/$defs/`
	defs := map[string]any{}
	for name, schema := range o.Components.Schemas.Map() {
		defs[name] = schema
	}
	for _, item := range o.Paths {
		op := item.Get
		if op == nil || op.Responses["200"] == nil {
			continue
		}
		if body := op.Responses["200"].Content["application/json"]; body != nil {
			defs[op.OperationID+"-answer"] = body.Schema
		}
	}
	body, err := json.Marshal(map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Answers of the API",
		"description": "What GET /api/v1/… answers; errors are ErrorModel, as application/problem+json.", "$defs": defs,
	})
	return json.RawMessage(strings.ReplaceAll(string(body), inAPI, here)), err
}
