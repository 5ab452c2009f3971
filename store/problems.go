package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"parallax/news"
)

// PutProblem records something that a publisher sent and that could not be used. The same stage failing at the same
// address again renews the record: its reason and time are the latest. A problem of fetching goes when the page is
// archived, one of extraction when the article comes through. One with what was asked to be forgotten isn't recorded.
func (s *Store) PutProblem(ctx context.Context, p news.Problem) error {
	return s.update(ctx, "record a problem", func(t *tx) error { return t.putProblem(p) })
}

func (t *tx) putProblem(p news.Problem) error {
	if unwanted, err := t.forgotten(p.Source, p.URL); unwanted || err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO problems (stage, source, url, reason, cause, time) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (stage, url, source) DO UPDATE SET reason = excluded.reason, cause = excluded.cause, time = excluded.time`,
		p.Stage, p.Source, p.URL, cut(p.Reason, maxReason), causeText(p.Cause), stamp(p.Time).Int64)
	return err
}

// causeText is a cause as its column holds it.
func causeText(c news.Cause) string {
	if c.IsZero() {
		return ""
	}
	c.Host, c.Type, c.Address = cut(c.Host, maxReason), cut(c.Type, maxReason), cut(c.Address, maxReason)
	text, err := json.Marshal(c)
	if err != nil {
		panic(err) // a cause is made of strings and numbers
	}
	return string(text)
}

// causeOf reads a column of causes. One that makes no sense is one that nobody has noted: the words beside it say the same.
func causeOf(text string) (c news.Cause) {
	if json.Unmarshal([]byte(text), &c) != nil {
		return news.Cause{}
	}
	return c
}

const maxReason = 1000 // bytes

// cut makes text valid UTF-8 of at most limit bytes and an ellipsis.
func cut(text string, limit int) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit] + "…"
}

// problems returns a source's latest problems, newest first.
func (s *Store) problems(ctx context.Context, source string, limit int) ([]news.Problem, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT stage, source, url, reason, cause, time FROM problems WHERE source = ?
		ORDER BY time DESC, n DESC LIMIT ?`, source, limit)
	return collect(rows, err, func(r *sql.Rows) (p news.Problem, err error) {
		var at sql.NullInt64
		var cause string
		err = r.Scan(&p.Stage, &p.Source, &p.URL, &p.Reason, &cause, &at)
		p.Cause, p.Time = causeOf(cause), unstamp(at)
		return p, err
	})
}
