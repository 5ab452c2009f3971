package store

import (
	"context"
	"database/sql"
	"errors"
	"html"
	"iter"
	"net/http"
	"regexp"
	"strings"
	"time"

	"parallax/news"
)

// The documents that feeds were read out of (the feed itself, its older pages, the sitemaps of an index) are archived beside the
// pages of articles, in the same files and the same register. Nothing is derived from them: they tell what a feed said, and
// when.

// documentReach is how far back a document may refer to another one for its body. A feed that stays the same is written whole again
// after that, so that old files of the archive can go without those that are still young.
const documentReach = 7 * 24 * time.Hour

// FeedDocuments returns the archived documents of feeds whose Seq is higher than after, as Pages returns those of articles. One
// that was answered with "not modified" (304) has the body that the feed had before.
func (s *Store) FeedDocuments(ctx context.Context, after int64) iter.Seq2[news.Page, error] {
	return s.archived(ctx, after, func(row *pageRow) bool { return row.feed })
}

// recordWith runs f in a transaction in which documents of feeds become part of the archive, if f says so: those that the archive
// shall hold and doesn't.
func (s *Store) recordWith(ctx context.Context, operation string, raw []news.Page, f func(*tx) (archive bool, err error)) error {
	for {
		w, err := s.batch(ctx)
		if err == nil && len(raw) > 0 {
			err = s.addDocuments(ctx, &w, raw)
		}
		if err != nil {
			return s.explain(operation, err)
		}
		err = s.update(ctx, operation, func(t *tx) error {
			archive, err := f(t)
			if err != nil || !archive || len(w.pages) == 0 {
				return err
			}
			return s.appendPages(t, &w, (*tx).register)
		})
		if !errors.Is(err, errMeanwhile) {
			return err
		}
	}
}

// addDocuments makes documents of feeds ready for the archive. A "not modified" that refers to nothing in there says nothing.
func (s *Store) addDocuments(ctx context.Context, w *batch, raw []news.Page) error {
	unwanted, err := s.forgettings(ctx)
	if err != nil {
		return err
	}
	reader := pageReader{archive: s.archive}
	defer reader.close()
	for _, p := range raw {
		same, err := s.knownDocument(ctx, &reader, &p)
		if err != nil {
			return err
		}
		if p.Status == http.StatusNotModified && same == nil || unwanted.in(&p) {
			continue
		}
		there := false
		err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM pages WHERE article = ? AND fetched = ? AND digest = ? AND feed = 1)`,
			news.ArticleID(p.URL), stamp(p.Fetched), digest(p.Body)).Scan(&there)
		if err != nil {
			return err
		}
		if !there {
			w.pages, w.bodies = append(w.pages, &p), append(w.bodies, same)
		}
	}
	return w.encode()
}

// knownDocument finds the archived document that a later one has its body from, nil if there is none. One that was answered with
// "not modified" is given that body.
func (s *Store) knownDocument(ctx context.Context, reader *pageReader, p *news.Page) (*reference, error) {
	query, args := `SELECT seq FROM pages WHERE article = ? AND digest = ? AND feed = 1 AND refers IS NULL ORDER BY seq DESC LIMIT 1`,
		[]any{news.ArticleID(p.URL), digest(p.Body)}
	switch {
	case p.Status == 0:
		return nil, nil
	case p.Status == http.StatusNotModified:
		query, args = `SELECT COALESCE(refers, seq) FROM pages WHERE article = ? AND feed = 1 ORDER BY seq DESC LIMIT 1`, args[:1]
	}
	rows, err := s.read.QueryContext(ctx, pageSelect+` WHERE p.seq = (`+query+`)`, args...)
	found, err := collect(rows, err, scanPageRow)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	original, answer, err := reader.pageAt(found[0].at)
	switch {
	case err != nil || digest(original.Body) != found[0].digest || answer.get("WARC-Type") != typeResponse:
		return nil, nil // it is damaged: the document is archived whole
	case p.Status == http.StatusNotModified:
		p.Body = original.Body
	case p.Fetched.Sub(original.Fetched) > documentReach:
		return nil, nil
	}
	return &reference{found[0].seq, answer.get("WARC-Record-ID"), answer.get("WARC-Target-URI"), answer.get("WARC-Date")}, nil
}

// forgettings are all that was asked to be forgotten.
type forgettings []forgetting

func (s *Store) forgettings(ctx context.Context) (forgettings, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT what, name FROM forgotten`)
	return collect(rows, err, func(r *sql.Rows) (f forgetting, err error) {
		err = r.Scan(&f.key, &f.name)
		f.host = !strings.Contains(f.name, "://")
		return f, err
	})
}

// in reports whether a document of a feed is of, or speaks of, something that was asked to be forgotten.
func (all forgettings) in(p *news.Page) bool {
	if len(all) == 0 {
		return false
	}
	for _, f := range all {
		if f.coversPage(p) {
			return true
		}
	}
	for address := range addressesIn(p.Body) {
		for _, f := range all {
			if f.covers(address) {
				return true
			}
		}
	}
	return false
}

var addressPattern = regexp.MustCompile(`(?i)https?:(?://|\\/\\/)[^\s"'<>]+`)

// addressesIn yields the addresses that stand in a feed of any kind, each once: as XML and JSON escape them.
func addressesIn(body []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		seen := map[string]bool{}
		for _, found := range addressPattern.FindAll(body, -1) {
			address := string(found)
			if seen[address] {
				continue
			}
			seen[address] = true
			// Within CDATA an address ends where the section does, within escaped markup where a quote or a tag stands escaped.
			plain := html.UnescapeString(html.UnescapeString(strings.ReplaceAll(address, `\/`, "/")))
			plain, _, _ = strings.Cut(plain, "]]")
			if i := strings.IndexAny(plain, "\"'<>\\ \t\r\n"); i >= 0 {
				plain = plain[:i]
			}
			if !yield(plain) {
				return
			}
		}
	}
}
