package store

import (
	"encoding/base64"
	"fmt"
	"strings"

	"parallax/news"
)

// A cursor is the place in a list behind which a page begins: the sort key and the ID of the row before it. So a page
// begins at the same place whatever was added before it meanwhile. It is written as the list's letter, the key and
// the ID, joined by spaces, in base64 without padding.
type cursor struct {
	key string
	id  string
}

// The letters of the lists, which keep a cursor of one from being taken for another's.
const (
	listArticles        = "a"
	listIncidents       = "i"
	listIncidentsRanked = "r"
	listPosts           = "p"
)

func (c cursor) encode(list string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(list + " " + c.key + " " + c.id))
}

// parseCursor reads a cursor of a list and scans its key into key. An empty one is no cursor. The error wraps
// news.ErrBadCursor.
func parseCursor(list, text string, key any) (c cursor, ok bool, err error) {
	if text == "" {
		return c, false, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	parts := strings.Split(string(raw), " ")
	if err == nil && len(parts) == 3 && parts[0] == list {
		var n int
		if n, err = fmt.Sscanf(parts[1], "%v", key); err == nil && n == 1 {
			return cursor{parts[1], parts[2]}, true, nil
		}
	}
	return c, false, fmt.Errorf("store: %.50q: %w", text, news.ErrBadCursor)
}

// defaultLimit is how many rows a page of a list has when its Window doesn't say, maxLimit how many at most.
const (
	defaultLimit = 50
	maxLimit     = 1000
)

func limit(w news.Window) int {
	if w.Limit <= 0 {
		return defaultLimit
	}
	return min(w.Limit, maxLimit)
}

// A where collects the conditions of a query.
type where struct {
	conditions []string
	args       []any
}

func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

// addIf adds "column = value" unless value is empty.
func (w *where) addIf(column, value string) {
	if value != "" {
		w.add(column+" = ?", value)
	}
}

func (w *where) String() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}
