package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"parallax/news"
)

// MarkExtract is the stage whose mark PutArticles moves.
const MarkExtract = "extract"

// Mark returns how far a stage has come in the order of pages; 0 before its first.
func (s *Store) Mark(ctx context.Context, stage string) (seq int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT seq FROM marks WHERE stage = ?`, stage).Scan(&seq)
	if err == sql.ErrNoRows {
		return 0, nil
	}
	return seq, s.explain("read mark", err)
}

// PutArticles records articles with their posts, and the problems of pages that yielded none, and moves the mark
// "extract" up to upto, the Seq of the last page they come from (0 for articles that come without pages). An
// article already there is replaced; if its content is the same nothing changes. One whose content has changed
// keeps its place under its incident until it is filed again. Its Incident and CopyOf are not read: PutFilings sets
// them.
//
// Fetched stays what it was first, so that an article without a date of its own keeps its place in time. Where the article
// really says something else than before, the older wording becomes one of its versions (see news.Reworded). Content that was
// fetched before what is there doesn't replace it, but may be such a version.
func (s *Store) PutArticles(ctx context.Context, articles []news.Article, problems []news.Problem, upto int64) error {
	return s.update(ctx, "put articles", func(t *tx) error {
		for _, a := range articles {
			if err := t.err(); err != nil {
				return err
			}
			if err := t.putArticle(a); err != nil {
				return fmt.Errorf("article %s: %w", a.ID, err)
			}
		}
		for _, p := range problems {
			if err := t.putProblem(p); err != nil {
				return err
			}
		}
		_, err := t.exec(`INSERT INTO marks (stage, seq) VALUES (?, ?)
			ON CONFLICT (stage) DO UPDATE SET seq = MAX(seq, excluded.seq)`, MarkExtract, upto)
		return err
	})
}

// An articleRow is what the table knows of an article without its body.
type articleRow struct {
	n        int64
	hash     []byte
	source   string
	language string
	country  string
	fetched  sql.NullInt64
	incident sql.NullInt64
	read     span
}

func (t *tx) articleRow(id string) (row articleRow, found bool, err error) {
	found, err = t.row([]any{&row.n, &row.hash, &row.source, &row.language, &row.country, &row.fetched, &row.incident,
		&row.read.since, &row.read.latest}, `SELECT n, hash, source, language, country, fetched, incident, since, latest FROM articles WHERE id = ?`, id)
	return row, found, err
}

func (t *tx) putArticle(a news.Article) error {
	if a.ID == "" {
		return errors.New("it has no ID")
	}
	if unwanted, err := t.forgotten(a.Source.ID, a.URL, a.CanonicalURL); unwanted || err != nil {
		return err
	}
	tidyArticle(&a)
	if _, err := t.exec(`DELETE FROM problems WHERE stage = 'extract' AND url = ?`, a.URL); err != nil {
		return err
	}
	old, known, err := t.articleRow(a.ID)
	if err != nil {
		return err
	}
	read := moment(a.Fetched)
	if known && old.read.over(read.since) {
		return t.putOlder(&old, &a)
	}
	posts, err := t.putPosts(&a)
	if err != nil {
		return err
	}
	body, hash, err := t.writer.codec.encode(a)
	if err != nil {
		return err
	}
	if known && bytes.Equal(hash, old.hash) {
		_, err := t.exec(`UPDATE articles SET latest = ? WHERE n = ?`, read.latest, old.n)
		return err
	}
	if !a.Revised.IsZero() {
		read = moment(a.Revised)
	}
	if known {
		if read, err = t.revise(&old, &a); err != nil {
			return err
		}
		if old.fetched.Valid {
			a.Fetched = fromNano(old.fetched)
		}
	}
	if err := t.counted(&old, known, &a); err != nil {
		return err
	}
	n, err := t.writeArticle(&a, body, hash, read)
	if err != nil {
		return err
	}
	if !known {
		err = t.putVersions(n, &a)
	}
	if err != nil {
		return err
	}
	return t.embed(n, posts)
}

// counted counts an article in where it stands now and out where it stood before.
func (t *tx) counted(old *articleRow, known bool, a *news.Article) error {
	if err := t.addSource(a.Source); err != nil {
		return err
	}
	if known {
		if err := t.cover(old.source, old.language, old.country, -1); err != nil {
			return err
		}
		t.recounts.incident(old.incident)
	}
	return t.cover(a.Source.ID, a.Language, a.Source.Country, 1)
}

// writeArticle writes an article's row and body.
func (t *tx) writeArticle(a *news.Article, body, hash []byte, read span) (n int64, err error) {
	page, err := t.pageOf(a.URL)
	if err != nil {
		return 0, err
	}
	changed, err := t.nextChange()
	if err != nil {
		return 0, err
	}
	_, err = t.row([]any{&n}, `INSERT INTO articles (id, page, source, language, country, topic, time, dated, fetched, title, lead, hash, changed, since, latest, turn)
		VALUES (?1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, COALESCE((SELECT turn FROM filing_order WHERE article = ?1), ?))
		ON CONFLICT (id) DO UPDATE SET page = excluded.page, source = excluded.source, language = excluded.language,
			country = excluded.country, topic = excluded.topic, time = excluded.time, dated = excluded.dated, fetched = excluded.fetched,
			title = excluded.title, lead = excluded.lead, hash = excluded.hash, changed = excluded.changed, filed = 0,
			since = excluded.since, latest = excluded.latest
		RETURNING n`,
		a.ID, page, a.Source.ID, a.Language, a.Source.Country, news.TopicOf(a), articleTime(a), !a.Published.IsZero(), stampNano(a.Fetched),
		a.Title, a.Lead, hash, changed, read.since, read.latest, noTurn)
	if err != nil {
		return 0, err
	}
	_, err = t.exec(`INSERT INTO bodies (n, body) VALUES (?, ?) ON CONFLICT (n) DO UPDATE SET body = excluded.body`, n, body)
	return n, err
}

// articleTime is Article.Time as the lists are ordered by it; 0 where it is unknown.
func articleTime(a *news.Article) int64 {
	if a.Time().IsZero() {
		return 0
	}
	return a.Time().UnixMicro()
}

func stampNano(t time.Time) sql.NullInt64 {
	return sql.NullInt64{Int64: t.UnixNano(), Valid: !t.IsZero()}
}

// pageOf finds the page that an article was read out of: the last one that was asked for at, or led to, its URL.
func (t *tx) pageOf(url string) (seq sql.NullInt64, err error) {
	id := news.ArticleID(url)
	if id == "" {
		return seq, nil
	}
	_, err = t.row([]any{&seq}, `SELECT MAX(seq) FROM (SELECT MAX(seq) AS seq FROM pages WHERE article = ?1 AND feed = 0
		UNION ALL SELECT MAX(seq) FROM pages WHERE final = ?1 AND feed = 0)`, id)
	return seq, err
}

// nextChange gives out the next place in the order of changes.
func (t *tx) nextChange() (n int64, err error) {
	_, err = t.row([]any{&n}, `UPDATE numbers SET value = value + 1 WHERE name = 'changed' RETURNING value`)
	return n, err
}

// cover counts an article of a kind in, or out.
func (t *tx) cover(source, language, country string, by int) error {
	_, err := t.exec(`INSERT INTO coverage (source, language, country, articles) VALUES (?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET articles = articles + excluded.articles`, source, language, country, by)
	return err
}
