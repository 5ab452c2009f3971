package web

import (
	"bytes"
	"io"
	"iter"
	"net/http"
	"strconv"
	"time"

	"parallax/export"
)

// A table is what a page shows, as a file: a header and rows of as many cells.
type table struct {
	name   string // of the file, without its extension
	header []string
	rows   iter.Seq[[]string]
}

// write writes the table in the CSV of package export.
func (t table) write(w io.Writer) error { return export.WriteTable(w, t.header, t.rows) }

// csv answers with a table in the CSV of package export.
func (s *site) csv(w http.ResponseWriter, t table) error {
	var b bytes.Buffer // whole before the first byte goes out, so that a failure can still be told
	if err := t.write(&b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", export.CSVContentType)
	w.Header().Set("Content-Disposition", `attachment; filename="`+t.name+`.csv"`)
	_, _ = w.Write(b.Bytes())
	return nil
}

// rowsOf makes a row of each element of a list.
func rowsOf[T any](list []T, row func(*T) []string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for i := range list {
			if !yield(row(&list[i])) {
				return
			}
		}
	}
}

// stampOf writes a time for programs, or nothing where it isn't known.
func stampOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func decimals(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }
