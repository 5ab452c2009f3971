package export

import (
	"bufio"
	"strings"
	"unicode"
)

// A Column is one column of a CSV file.
type Column struct {
	Name    string
	Meaning string
}

// A column knows how to fill itself from a record.
type column[T any] struct {
	Column
	cell func(*T) string
}

func listed[T any](columns []column[T]) []Column {
	all := make([]Column, len(columns))
	for i, c := range columns {
		all[i] = c.Column
	}
	return all
}

func writeHeader[T any](w *bufio.Writer, columns []column[T]) error {
	return writeLine(w, len(columns), func(i int) string { return columns[i].Name })
}

func writeRecord[T any](w *bufio.Writer, columns []column[T], row *T) error {
	return writeLine(w, len(columns), func(i int) string { return safe(columns[i].cell(row)) })
}

// writeLine writes a record as RFC 4180 wants it. encoding/csv can't: its way to end lines with CRLF changes the
// line breaks inside of cells as well.
func writeLine(w *bufio.Writer, n int, cell func(int) string) error {
	for i := range n {
		if i > 0 {
			w.WriteByte(',')
		}
		text := cell(i)
		if !strings.ContainsAny(text, ",\"\r\n") {
			w.WriteString(text)
			continue
		}
		w.WriteByte('"')
		w.WriteString(strings.ReplaceAll(text, `"`, `""`))
		w.WriteByte('"')
	}
	_, err := w.WriteString("\r\n") // a bufio.Writer repeats its first error
	return err
}

// safe makes publishers' text fit to be opened in a spreadsheet: valid UTF-8 without control characters other than
// tab and line feed, and with an apostrophe before what a spreadsheet would take for a formula (=, +, -, @ in any
// width, tab; see OWASP, "CSV Injection").
func safe(text string) string {
	text = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	if strings.HasPrefix(text, "\t") || strings.IndexFunc(strings.TrimLeftFunc(text, unicode.IsSpace), startsFormula) == 0 {
		return "'" + text
	}
	return text
}

func startsFormula(r rune) bool { return strings.ContainsRune("=+-@＝＋－＠", r) }
