package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"parallax/news"
)

// articleSelect reads whole articles; see scanArticle.
const articleSelect = `SELECT a.n, a.id, a.time, a.turn, a.changed, a.fetched, a.versions, a.copy_of, i.id, b.body, e.body
	FROM articles a%s JOIN bodies b ON b.n = a.n LEFT JOIN incidents i ON i.n = a.incident LEFT JOIN evidence e ON e.n = a.n`

// A storedArticle is an article with the keys that lists are ordered by.
type storedArticle struct {
	n, time, turn, changed, versions int64
	article                          news.Article
}

func scanArticle(r *sql.Rows, c *codec) (s storedArticle, err error) {
	var id, copyOf string
	var incident sql.NullString
	var fetched sql.NullInt64
	var body, evidence []byte
	if err = r.Scan(&s.n, &id, &s.time, &s.turn, &s.changed, &fetched, &s.versions, &copyOf, &incident, &body, &evidence); err != nil {
		return s, err
	}
	a := &s.article
	if *a, err = c.decode(body); err != nil {
		return s, fmt.Errorf("article %s: %w", id, err)
	}
	a.CopyOf = copyOf
	a.Fetched = fromNano(fetched)
	a.Incident, err = placeOf(incident, evidence)
	return s, err
}

// placeOf is the incident of an article and why it is there, nil where there is none.
func placeOf(incident sql.NullString, evidence []byte) (*news.Place, error) {
	if !incident.Valid {
		return nil, nil
	}
	p := &news.Place{ID: incident.String}
	if len(evidence) == 0 {
		return p, nil
	}
	return p, json.Unmarshal(evidence, &p.Evidence)
}

// storedArticles runs articleSelect with what follows it; index, if not empty, names the index to use.
func (s *Store) storedArticles(ctx context.Context, index, rest string, args ...any) ([]storedArticle, error) {
	if index != "" {
		index = " INDEXED BY " + index
	}
	rows, err := s.read.QueryContext(ctx, fmt.Sprintf(articleSelect, index)+" "+rest, args...)
	var c codec
	all, err := collect(rows, err, func(r *sql.Rows) (storedArticle, error) { return scanArticle(r, &c) })
	if err != nil {
		return nil, err
	}
	return all, s.addVersions(ctx, all, &c)
}

func plainArticles(stored []storedArticle) []news.Article {
	all := make([]news.Article, len(stored))
	for i := range stored {
		all[i] = stored[i].article
	}
	return all
}

// Article returns one article. The error wraps news.ErrNotFound if there is none with that ID.
func (s *Store) Article(ctx context.Context, id string) (news.Article, error) {
	found, err := s.storedArticles(ctx, "", "WHERE a.id = ?", id)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("article %.50q: %w", id, news.ErrNotFound)
	}
	if err != nil {
		return news.Article{}, s.explain("read article", err)
	}
	return found[0].article, nil
}

// ArticlesByID returns articles in the order of their IDs in ids. Those that aren't there are left out.
func (s *Store) ArticlesByID(ctx context.Context, ids []string) ([]news.Article, error) {
	all, err := byID(ids, func(marks string, args []any) ([]news.Article, error) {
		found, err := s.storedArticles(ctx, "", "WHERE a.id IN ("+marks+")", args...)
		return plainArticles(found), err
	})
	return all, s.explain("read articles", err)
}

// byID reads articles in the order of their IDs, some at a time: marks are the placeholders of a statement for args.
func byID(ids []string, read func(marks string, args []any) ([]news.Article, error)) ([]news.Article, error) {
	found := make(map[string]news.Article, len(ids))
	for chunk := range slices.Chunk(ids, 500) {
		args := make([]any, len(chunk))
		for i, id := range chunk {
			args[i] = id
		}
		articles, err := read(strings.TrimSuffix(strings.Repeat("?,", len(chunk)), ","), args)
		if err != nil {
			return nil, err
		}
		for _, a := range articles {
			found[a.ID] = a
		}
	}
	all := make([]news.Article, 0, len(found))
	for _, id := range ids {
		if a, ok := found[id]; ok {
			all = append(all, a)
		}
	}
	return all, nil
}

// Articles returns one page of the articles that a filter chooses, the newest first, whole.
func (s *Store) Articles(ctx context.Context, f news.ArticleFilter) (list news.List[news.Article], err error) {
	page, err := s.articlePage(ctx, f)
	if err != nil {
		return list, err
	}
	list.Total = page.total
	stored, err := s.storedArticles(ctx, page.index, page.String()+page.order(), page.args...)
	if err != nil {
		return list, s.explain("list articles", err)
	}
	if n := page.rows; len(stored) > n {
		stored = stored[:n]
		list.Next = articleCursor(stored[n-1].time, stored[n-1].article.ID)
	}
	list.Rows = plainArticles(stored)
	return list, nil
}

// An articlePage is one page of a list of articles as a query for it, with one row more than the page has, if there is one.
type articlePage struct {
	where
	index       string
	rows, total int
}

func (p articlePage) order() string {
	return fmt.Sprintf(" ORDER BY a.time DESC, a.id DESC LIMIT %d", p.rows+1)
}

func (s *Store) articlePage(ctx context.Context, f news.ArticleFilter) (p articlePage, err error) {
	p.rows = limit(f.Window)
	if p.where, p.index, err = s.articleFilter(ctx, f); err != nil {
		return p, s.explain("list articles", err)
	}
	var at int64
	after, ok, err := parseCursor(listArticles, f.Cursor, &at)
	if err != nil {
		return p, err
	}
	if p.total, err = s.countArticles(ctx, f, p.where, p.index); err != nil {
		return p, s.explain("count articles", err)
	}
	if ok {
		p.add("(a.time, a.id) < (?, ?)", at, after.id)
	}
	return p, nil
}

// articleFilter says which articles are meant and which index leads to them with the fewest detours: that of the rarest
// of the things asked for.
func (s *Store) articleFilter(ctx context.Context, f news.ArticleFilter) (w where, index string, err error) {
	w.addIf("a.source", f.Source)
	w.addIf("a.language", f.Language)
	w.addIf("a.country", f.Country)
	if !f.Since.IsZero() {
		w.add("a.time >= ?", f.Since.UnixMicro())
	}
	if !f.Until.IsZero() {
		w.add("a.time < ?", f.Until.UnixMicro())
	}
	if f.Incident != "" {
		// One more condition than needed, so that the index of incidents, which has only filed articles, can be used.
		w.add("a.incident IS NOT NULL AND a.incident = (SELECT COALESCE(merged, n) FROM incidents WHERE id = ?)", f.Incident)
		return w, "articles_by_incident", nil
	}
	var asked []tally
	for _, c := range []struct{ column, value string }{{"source", f.Source}, {"language", f.Language}, {"country", f.Country}} {
		if c.value == "" {
			continue
		}
		n, err := s.covered(ctx, where{[]string{c.column + " = ?"}, []any{c.value}})
		if err != nil {
			return w, "", err
		}
		asked = append(asked, tally{"articles_by_" + c.column, n})
	}
	if len(asked) == 0 {
		return w, "articles_by_time", nil
	}
	return w, slices.MinFunc(asked, func(a, b tally) int { return cmp.Compare(a.count, b.count) }).value, nil
}

// countArticles counts what a filter chooses. Without dates and incident the table of coverage knows it.
func (s *Store) countArticles(ctx context.Context, f news.ArticleFilter, w where, index string) (n int, err error) {
	if f.Incident == "" && f.Since.IsZero() && f.Until.IsZero() {
		var c where
		c.addIf("source", f.Source)
		c.addIf("language", f.Language)
		c.addIf("country", f.Country)
		return s.covered(ctx, c)
	}
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM articles a INDEXED BY `+index+w.String(), w.args...).Scan(&n)
	return n, err
}

// covered counts articles by source, language and country.
func (s *Store) covered(ctx context.Context, w where) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT COALESCE(SUM(articles), 0) FROM coverage`+w.String(), w.args...).Scan(&n)
	return n, err
}
