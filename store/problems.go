package store

import (
	"context"
	"database/sql"
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
	_, err := t.exec(`INSERT INTO problems (stage, source, url, reason, time) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (stage, url, source) DO UPDATE SET reason = excluded.reason, time = excluded.time`,
		p.Stage, p.Source, p.URL, cut(p.Reason, maxReason), stamp(p.Time).Int64)
	return err
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
	rows, err := s.read.QueryContext(ctx, `SELECT stage, source, url, reason, time FROM problems WHERE source = ?
		ORDER BY time DESC, n DESC LIMIT ?`, source, limit)
	return collect(rows, err, func(r *sql.Rows) (p news.Problem, err error) {
		var at sql.NullInt64
		err = r.Scan(&p.Stage, &p.Source, &p.URL, &p.Reason, &at)
		p.Time = unstamp(at)
		return p, err
	})
}
