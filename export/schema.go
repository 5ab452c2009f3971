package export

import (
	"embed"
	"io/fs"
)

// The schemas refer to each other by file name and have no $id, so that they hold wherever they are published
// together. They allow fields that they don't know: news.SchemaVersion grows only when a field goes or changes its
// meaning.
//
//go:embed schemas/*.schema.json
var schemas embed.FS

// Schemas holds the JSON Schemas (draft 2020-12) of the records: article.schema.json, incident.schema.json, post.schema.json,
// filing.schema.json and source.schema.json.
func Schemas() fs.FS {
	sub, err := fs.Sub(schemas, "schemas")
	if err != nil {
		panic(err) // "schemas" is a valid path
	}
	return sub
}
