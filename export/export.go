// Package export writes records out of Parallax: for programs as JSON Lines, for spreadsheets and statistics as CSV, and
// for feed readers as RSS, Atom and JSON Feed.
//
//	err := export.Articles(w, export.CSV, store.EachArticle(ctx))
//
// Articles, Incidents and Posts take a stream of records and write each as it comes, in constant memory. Schemas
// holds a JSON Schema for the JSON of each kind; the columns of the CSV are listed, with their meaning, by
// ArticleColumns, IncidentColumns and PostColumns. RSS, Atom and JSONFeed write a Feed, which the caller makes out
// of whatever it lists.
//
// The package chooses nothing and knows neither where records come from nor where they go.
package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"parallax/news"
)

// A Format is a way to write records.
type Format string

// The formats.
const (
	JSONL Format = "jsonl" // a JSON object a line, as in news, described by Schemas
	CSV   Format = "csv"   // RFC 4180 in UTF-8 with a header line
)

// ParseFormat returns the format with a name.
func ParseFormat(name string) (Format, error) {
	switch f := Format(name); f {
	case JSONL, CSV:
		return f, nil
	}
	return "", fmt.Errorf("unknown export format %.20q: choose %s or %s", name, JSONL, CSV)
}

// ContentType is the format's media type.
func (f Format) ContentType() string {
	switch f {
	case JSONL:
		return "application/jsonl; charset=utf-8"
	case CSV:
		return "text/csv; charset=utf-8; header=present"
	}
	return "application/octet-stream"
}

// Extension is what the name of a file in this format ends with, with the dot.
func (f Format) Extension() string { return "." + string(f) }

// Articles writes articles. An error of rows ends the export and is returned, wrapped; what came before it is written.
func Articles(w io.Writer, f Format, rows iter.Seq2[news.Article, error]) error {
	return write(w, f, rows, articleColumns)
}

// Incidents writes incidents, those that were merged into others too; it does as Articles does with errors.
func Incidents(w io.Writer, f Format, rows iter.Seq2[news.Incident, error]) error {
	// Lists that a record must have are never null, whoever made it.
	whole := func(yield func(news.Incident, error) bool) {
		for i, err := range rows {
			if i.Headlines == nil {
				i.Headlines = []news.Headline{}
			}
			if i.Languages == nil {
				i.Languages = []string{}
			}
			if !yield(i, err) {
				return
			}
		}
	}
	return write(w, f, whole, incidentColumns)
}

// Posts writes embedded posts; it does as Articles does with errors.
func Posts(w io.Writer, f Format, rows iter.Seq2[news.EmbeddedPost, error]) error {
	return write(w, f, rows, postColumns)
}

// write writes rows in a format, and flushes what it has written whatever happens.
func write[T any](w io.Writer, f Format, rows iter.Seq2[T, error], columns []column[T]) (err error) {
	out := bufio.NewWriterSize(w, 64<<10)
	defer func() {
		if flushErr := out.Flush(); err == nil && flushErr != nil {
			err = fmt.Errorf("export: %w", flushErr)
		}
	}()
	var each func(*T) error
	switch f {
	case JSONL:
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		each = func(row *T) error { return enc.Encode(row) }
	case CSV:
		if err := writeHeader(out, columns); err != nil {
			return fmt.Errorf("export: %w", err)
		}
		each = func(row *T) error { return writeRecord(out, columns, row) }
	default:
		_, err := ParseFormat(string(f))
		return fmt.Errorf("export: %w", err)
	}
	for row, err := range rows {
		if err == nil {
			err = each(&row)
		}
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	return nil
}
