package export

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"parallax/news"
)

// A Column is one column of a table.
type Column struct {
	Name    string
	Type    string // of Table Schema: string, integer, number, boolean, datetime or array
	Meaning string
}

// A column knows how to fill itself from a record, with one of
//
//	string, int, float64, bool, time.Time, moment, []string, []news.Evidence, []news.Headline
//
// An empty string, time or list is unknown, and so is the number 0 of a column of fractions.
type column[T any] struct {
	Column
	cell func(*T) any
}

// A moment is a time that may be known to the day only.
type moment struct {
	time.Time
	day bool
}

func listed[T any](columns []column[T]) []Column {
	all := make([]Column, len(columns))
	for i, c := range columns {
		all[i] = c.Column
	}
	return all
}

// between separates the values of a cell that holds several and is meant for people.
const between = " | "

// forPeople writes a cell so that it can be read in a spreadsheet: several values are separated by bars.
func forPeople(cell any) string {
	switch v := cell.(type) {
	case []string:
		return safe(strings.Join(v, between))
	case []news.Evidence:
		return safe(strings.Join(each(v, evidenceInWords), between))
	case []news.Headline:
		return safe(strings.Join(each(v, func(h news.Headline) string { return h.Language + ": " + h.Title }), between))
	case moment:
		if v.day && !v.IsZero() {
			return v.UTC().Format(time.DateOnly)
		}
	}
	return plain(cell)
}

// forPrograms writes a cell so that nothing of it is lost: several values are a JSON array, times are whole.
func forPrograms(cell any) string {
	switch v := cell.(type) {
	case []string:
		return array(v)
	case []news.Evidence:
		return array(v)
	case []news.Headline:
		return array(v)
	}
	return plain(cell)
}

// plain writes a cell that holds one value.
func plain(cell any) string {
	switch v := cell.(type) {
	case string:
		return safe(v)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	case float64:
		if v == 0 {
			return ""
		}
		return strconv.FormatFloat(v, 'f', -1, 64)
	case moment:
		return rfc3339(v.Time)
	case time.Time:
		return rfc3339(v)
	}
	return ""
}

func rfc3339(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func array[V any](values []V) string {
	if len(values) == 0 {
		return ""
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(values) != nil {
		return "" // a weight that is no number, which no store has
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func evidenceInWords(e news.Evidence) string {
	if len(e.Values) == 0 {
		return e.Kind
	}
	return e.Kind + ": " + strings.Join(e.Values, ", ")
}

func each[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = f(a)
	}
	return out
}
