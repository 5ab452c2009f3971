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
	Key   string   `json:"k"`
	After []string `json:"a"`
}

// cursorKey tells searches apart whose pages don't belong together.
func cursorKey(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:6])
}

func writeCursor(key string, after []string) string {
	b, err := json.Marshal(cursor{key, after})
	if err != nil {
		return "" // strings always marshal
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor returns the place that a cursor names, n values, or ErrBadCursor.
func readCursor(s, key string, n int) ([]string, error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return nil, ErrBadCursor
	}
	var c cursor
	if err := json.Unmarshal(b, &c); err != nil || c.Key != key || len(c.After) != n {
		return nil, ErrBadCursor
	}
	return c.After, nil
}

// readOffset reads a cursor that holds a number.
func readOffset(s, key string) (int, error) {
	after, err := readCursor(s, key, 1)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(after[0])
	if err != nil || n < 0 {
		return 0, ErrBadCursor
	}
	return n, nil
}
