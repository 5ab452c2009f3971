package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"

	"parallax/news"
)

// A list of reports shows of each article only a line or two, and inflating whole articles for that is most of what drawing such a
// list takes. An article in brief is read from its row alone: ID, Source, Title, Lead, Language, CopyOf, how it is filed, and the
// time at which it was published or, where that isn't known, fetched.

// briefSelect reads articles in brief; see scanBrief. The lead of one that was stored before rows had it is in the body.
const briefSelect = `SELECT a.id, a.time, a.dated, a.language, a.country, a.title, a.lead, CASE WHEN a.lead IS NULL THEN (SELECT b.body FROM bodies b WHERE b.n = a.n) END,
	a.copy_of, a.source, s.name, s.host, s.language, i.id, e.body
	FROM articles a%s LEFT JOIN sources s ON s.id = a.source LEFT JOIN incidents i ON i.n = a.incident LEFT JOIN evidence e ON e.n = a.n `

func scanBrief(r *sql.Rows, c *codec) (a news.Article, err error) {
	var at int64
	var dated bool
	var lead, name, host, language, incident sql.NullString
	var body, evidence []byte
	err = r.Scan(&a.ID, &at, &dated, &a.Language, &a.Source.Country, &a.Title, &lead, &body,
		&a.CopyOf, &a.Source.ID, &name, &host, &language, &incident, &evidence)
	if err != nil {
		return a, err
	}
	a.Lead = lead.String
	if !lead.Valid {
		whole, err := c.decode(body)
		if err != nil {
			return a, fmt.Errorf("article %s: %w", a.ID, err)
		}
		a.Lead = whole.Lead
	}
	a.Source.Name, a.Source.Host, a.Source.Language = name.String, host.String, language.String
	switch {
	case dated:
		a.Published = fromMicro(at)
	case at != 0:
		a.Fetched = fromMicro(at)
	}
	a.Incident, err = placeOf(incident, evidence)
	return a, err
}

// briefs runs briefSelect with what follows it; index, if not empty, names the index to use.
func (s *Store) briefs(ctx context.Context, index, rest string, args ...any) ([]news.Article, error) {
	if index != "" {
		index = " INDEXED BY " + index
	}
	rows, err := s.read.QueryContext(ctx, fmt.Sprintf(briefSelect, index)+rest, args...)
	var c codec
	return collect(rows, err, func(r *sql.Rows) (news.Article, error) { return scanBrief(r, &c) })
}

// Briefs is Articles with each article in brief.
func (s *Store) Briefs(ctx context.Context, f news.ArticleFilter) (list news.List[news.Article], err error) {
	page, err := s.articlePage(ctx, f)
	if err != nil {
		return list, err
	}
	list.Total = page.total
	if list.Rows, err = s.briefs(ctx, page.index, page.String()+page.order(), page.args...); err != nil {
		return list, s.explain("list articles", err)
	}
	if n := page.rows; len(list.Rows) > n {
		list.Rows = list.Rows[:n]
		list.Next = articleCursor(articleTime(&list.Rows[n-1]), list.Rows[n-1].ID)
	}
	return list, nil
}

// BriefsByID is ArticlesByID with each article in brief.
func (s *Store) BriefsByID(ctx context.Context, ids []string) ([]news.Article, error) {
	all, err := byID(ids, func(marks string, args []any) ([]news.Article, error) {
		return s.briefs(ctx, "", "WHERE a.id IN ("+marks+")", args...)
	})
	return all, s.explain("read articles", err)
}

// Sample returns of each language of an incident the first article and the latest most-1, in brief and the oldest first. Among the
// latest, articles that copy no other come before those that do. It reads an index and what it returns, and so an incident of
// thousands takes little longer than one of hundreds.
func (s *Store) Sample(ctx context.Context, incident string, most int) ([]news.Article, error) {
	all, err := s.briefs(ctx, "", `WHERE a.n IN (SELECT n FROM (
		SELECT n, ROW_NUMBER() OVER (PARTITION BY language ORDER BY time, id) AS early,
			ROW_NUMBER() OVER (PARTITION BY language ORDER BY copy_of <> '', time DESC, id DESC) AS late
		FROM articles INDEXED BY articles_by_incident
		WHERE incident IS NOT NULL AND incident = (SELECT COALESCE(merged, n) FROM incidents WHERE id = ?)) WHERE early = 1 OR late < ?)
		ORDER BY a.time, a.id`, incident, most)
	return all, s.explain("sample incident", err)
}

func articleCursor(time int64, id string) string {
	return cursor{strconv.FormatInt(time, 10), id}.encode(listArticles)
}
