package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"parallax/news"
)

// Versions are kept of what one address said at different times; news.Reworded says which differences make one. What is
// read may be older than what was read before, out of an imported archive: it takes its place among the versions by
// the time it was fetched at, so that the order of reading doesn't matter. Nobody needs two hundred versions of a ticker:
// beyond maxVersions the oldest go, but for the very first.
const maxVersions = 100

// A span is when a wording was read first and last, in nanoseconds; NULL if that isn't known.
type span struct{ since, latest sql.NullInt64 }

func moment(t time.Time) span { return span{stampNano(t), stampNano(t)} }

// over reports whether a wording was last read after a time.
func (s span) over(read sql.NullInt64) bool {
	return read.Valid && s.since.Valid && s.latest.Int64 > read.Int64
}

// A wording is what an article says, or said, for some time.
type wording struct {
	since, latest int64
	news.Version
}

func wordingOf(a *news.Article, s span) wording {
	return wording{s.since.Int64, s.latest.Int64, news.Version{Title: a.Title, Lead: a.Lead, Text: a.Text, Modified: a.Modified}}
}

// same reports whether two wordings are one.
func (w *wording) same(other *wording) bool {
	return !news.Reworded(&news.Article{Title: w.Title, Text: w.Text}, &news.Article{Title: other.Title, Text: other.Text})
}

// present reads the present content of a known article. Another address of the same article may show it otherwise: ok says
// whether it was read at that of other, so that what differs is an edit. Damaged content is no wording either.
func (t *tx) present(row *articleRow, other *news.Article) (a news.Article, ok bool, err error) {
	var body []byte
	if _, err := t.row([]any{&body}, `SELECT body FROM bodies WHERE n = ?`, row.n); err != nil {
		return a, false, err
	}
	a, damage := t.writer.codec.decode(body)
	return a, damage == nil && row.read.since.Valid && news.CanonicalURL(a.URL) == news.CanonicalURL(other.URL), nil
}

// revise keeps the present content of an article as a version if what is about to replace it is a real edit. It returns when
// the new content was read.
func (t *tx) revise(old *articleRow, a *news.Article) (span, error) {
	read := moment(a.Fetched)
	before, comparable, err := t.present(old, a)
	if err != nil || !comparable || !read.since.Valid {
		return read, err
	}
	if read.since.Int64 == old.read.latest.Int64 || !news.Reworded(&before, a) {
		return span{old.read.since, read.latest}, nil
	}
	return read, t.putVersion(old.n, wordingOf(&before, old.read))
}

// putOlder takes in what was fetched before the present content of an article: if it is another wording, it becomes a version.
func (t *tx) putOlder(row *articleRow, a *news.Article) error {
	present, comparable, err := t.present(row, a)
	if err != nil || !comparable {
		return err
	}
	before, err := t.wordings(row.n)
	if err != nil {
		return err
	}
	before = append(before, wordingOf(&present, row.read))
	after := inserted(slices.Clone(before), wordingOf(a, moment(a.Fetched)))
	last := len(after) - 1
	if _, err := t.exec(`UPDATE articles SET since = ?, latest = ? WHERE n = ?`, after[last].since, after[last].latest, row.n); err != nil {
		return err
	}
	if _, err := t.exec(`DELETE FROM versions WHERE article = ?`, row.n); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE articles SET versions = 0 WHERE n = ?`, row.n); err != nil {
		return err
	}
	for _, w := range after[:last] {
		if err := t.putVersion(row.n, w); err != nil {
			return err
		}
	}
	return nil
}

// inserted puts what was read once into its place among the wordings of an article, which are in order of time; the last was read
// later.
func inserted(all []wording, late wording) []wording {
	next := slices.IndexFunc(all, func(w wording) bool { return w.latest >= late.latest })
	following := &all[next]
	switch {
	case following.latest == late.latest: // two answers of one moment
		return all
	case following.same(&late):
		following.since = min(following.since, late.since)
		return all
	case following.since < late.since: // it was gone for a while and came back
		again := *following
		following.latest, again.since = following.since, again.latest
		return slices.Insert(all, next+1, late, again)
	case following.since == late.since:
		return all
	case next > 0 && all[next-1].same(&late):
		all[next-1].latest = late.latest
		return all
	}
	return slices.Insert(all, next, late)
}

// putVersion adds a version and drops the oldest but one where there are too many.
func (t *tx) putVersion(article int64, w wording) error {
	w.Seen = time.Time{} // its column has it
	body, err := t.writer.codec.deflate(w.Version)
	if err != nil {
		return err
	}
	if _, err := t.exec(`DELETE FROM versions WHERE article = ?1 AND since = (SELECT since FROM versions WHERE article = ?1 ORDER BY since LIMIT 1 OFFSET 1)
		AND (SELECT COUNT(*) FROM versions WHERE article = ?1) >= ?2`, article, maxVersions); err != nil {
		return err
	}
	if _, err := t.exec(`INSERT OR IGNORE INTO versions (article, since, latest, body) VALUES (?, ?, ?, ?)`, article, w.since, w.latest, body); err != nil {
		return err
	}
	_, err = t.exec(`UPDATE articles SET versions = (SELECT COUNT(*) FROM versions WHERE article = ?1) WHERE n = ?1`, article)
	return err
}

// putVersions keeps the versions that a new article brings along, as one does that was exported.
func (t *tx) putVersions(n int64, a *news.Article) error {
	for _, v := range a.Versions {
		tidyTime(&v.Modified)
		if tidyTime(&v.Seen); v.Seen.IsZero() {
			continue
		}
		if err := t.putVersion(n, wording{v.Seen.UnixNano(), v.Seen.UnixNano(), v}); err != nil {
			return err
		}
	}
	return nil
}

// wordings are the versions of an article, the oldest first.
func (t *tx) wordings(article int64) ([]wording, error) {
	rows, err := t.rows(`SELECT since, latest, body FROM versions WHERE article = ? ORDER BY since`, article)
	return collect(rows, err, func(r *sql.Rows) (w wording, err error) {
		var body []byte
		if err = r.Scan(&w.since, &w.latest, &body); err == nil {
			err = t.writer.codec.inflate(body, &w.Version)
		}
		return w, err
	})
}

// addVersions gives articles the versions that they had.
func (s *Store) addVersions(ctx context.Context, articles []storedArticle, c *codec) error {
	at := map[int64]*news.Article{}
	var args []any
	for i := range articles {
		if articles[i].versions > 0 {
			at[articles[i].n] = &articles[i].article
			args = append(args, articles[i].n)
		}
	}
	if len(args) == 0 {
		return nil
	}
	rows, err := s.read.QueryContext(ctx, `SELECT v.article, a.since, v.since, v.body FROM versions v JOIN articles a ON a.n = v.article WHERE v.article IN (`+
		strings.TrimSuffix(strings.Repeat("?,", len(args)), ",")+`) ORDER BY v.article, v.since`, args...)
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var n int64
		var revised, since sql.NullInt64
		var body []byte
		if err := r.Scan(&n, &revised, &since, &body); err != nil {
			return none, err
		}
		a := at[n]
		var v news.Version
		if err := c.inflate(body, &v); err != nil {
			return none, fmt.Errorf("a version of article %s: %w", a.ID, err)
		}
		v.Seen, a.Revised = fromNano(since), fromNano(revised)
		a.Versions = append(a.Versions, v)
		return none, nil
	})
	return err
}

// fromNano is the time at nanoseconds since 1970, the zero time for NULL.
func fromNano(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(0, n.Int64).UTC()
}
