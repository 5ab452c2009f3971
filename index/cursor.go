package index

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
)

// A cursor is base64url over JSON: the key of the search that it belongs to, and the place in its order where
// the page before ended.
type cursor struct {
	Key   string      `json:"k"`
	After []string    `json:"a"`
	Stats *statistics `json:"s,omitempty"` // that the pages before were scored with
}

// cursorKey tells searches apart whose pages don't belong together.
func cursorKey(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:6])
}

func writeCursor(c cursor) string {
	b, err := json.Marshal(c)
	if err != nil {
		return "" // strings and numbers always marshal
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// maxCursor is longer than any cursor that is given out.
const maxCursor = 64 << 10

// readCursor reads a cursor, whose place must be of n values; else ErrBadCursor.
func readCursor(s, key string, n int) (cursor, error) {
	var c cursor
	if len(s) > maxCursor {
		return c, ErrBadCursor
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return c, ErrBadCursor
	}
	if err := json.Unmarshal(b, &c); err != nil || c.Key != key || len(c.After) != n {
		return c, ErrBadCursor
	}
	return c, nil
}

// readOffset reads a cursor that holds a number.
func readOffset(s, key string) (int, error) {
	c, err := readCursor(s, key, 1)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(c.After[0])
	if err != nil || n < 0 {
		return 0, ErrBadCursor
	}
	return n, nil
}
