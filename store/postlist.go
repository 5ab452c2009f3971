package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"parallax/news"
)

// posts reads posts; rest follows FROM posts p.
func (s *Store) posts(ctx context.Context, rest string, args ...any) ([]news.EmbeddedPost, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT p.articles, p.languages, p.body FROM posts p `+rest, args...)
	return collect(rows, err, func(r *sql.Rows) (news.EmbeddedPost, error) { return scanPost(r) })
}

// scanPost reads what else a row has, and then a post.
func scanPost(r *sql.Rows, before ...any) (p news.EmbeddedPost, err error) {
	var languages string
	var body []byte
	if err := r.Scan(append(before, &p.Articles, &languages, &body)...); err != nil {
		return p, err
	}
	p.Languages = strings.Fields(languages)
	return p, json.Unmarshal(body, &p.Post)
}

// Post returns one post, also by an ID that it had before its address was known. The error wraps news.ErrNotFound.
func (s *Store) Post(ctx context.Context, id string) (news.EmbeddedPost, error) {
	found, err := s.posts(ctx, `WHERE p.n = (SELECT n FROM posts WHERE id = ?1 UNION ALL SELECT post FROM post_aliases WHERE id = ?1)`, id)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("post %.80q: %w", id, news.ErrNotFound)
	}
	if err != nil {
		return news.EmbeddedPost{}, s.explain("read post", err)
	}
	return found[0], nil
}

// PostArticles returns the articles that embed a post, in brief and the oldest first. The error wraps news.ErrNotFound if there is
// no such post.
func (s *Store) PostArticles(ctx context.Context, id string) ([]news.Article, error) {
	p, err := s.Post(ctx, id)
	if err != nil {
		return nil, err
	}
	articles, err := s.briefs(ctx, "", `WHERE a.n IN (SELECT article FROM embeds WHERE post = (SELECT n FROM posts WHERE id = ?))
		ORDER BY a.time, a.id`, p.ID)
	return articles, s.explain("read the articles of a post", err)
}

// PostsOf returns of each of some incidents, by ID, the posts that most articles embed, at most so many. Incidents without posts are
// left out.
func (s *Store) PostsOf(ctx context.Context, incidents []string, most int) (map[string][]news.EmbeddedPost, error) {
	out := map[string][]news.EmbeddedPost{}
	if len(incidents) == 0 {
		return out, nil
	}
	args := make([]any, len(incidents), len(incidents)+1)
	for i, id := range incidents {
		args[i] = id
	}
	rows, err := s.read.QueryContext(ctx, `SELECT o.incident, p.articles, p.languages, p.body FROM (
			SELECT i.id AS incident, p.n, ROW_NUMBER() OVER (PARTITION BY i.n ORDER BY p.articles DESC, p.id DESC) AS place
			FROM incidents i JOIN articles a INDEXED BY articles_by_incident ON a.incident = i.n JOIN embeds e ON e.article = a.n JOIN posts p ON p.n = e.post
			WHERE i.id IN (?`+strings.Repeat(", ?", len(incidents)-1)+`) GROUP BY i.n, p.n) o
		JOIN posts p ON p.n = o.n WHERE o.place <= ? ORDER BY o.incident, o.place`, append(args, most)...)
	_, err = collect(rows, err, func(r *sql.Rows) (none struct{}, err error) {
		var incident string
		p, err := scanPost(r, &incident)
		out[incident] = append(out[incident], p)
		return none, err
	})
	return out, s.explain("list the posts of incidents", err)
}

// Posts returns one page of the posts that a filter chooses, the most embedded first.
func (s *Store) Posts(ctx context.Context, f news.PostFilter) (list news.List[news.EmbeddedPost], err error) {
	var embedded int
	after, ok, err := parseCursor(listPosts, f.Cursor, &embedded)
	if err != nil {
		return list, err
	}
	var w where
	w.addIf("p.platform", f.Platform)
	w.addIf("p.handle", strings.ToLower(strings.TrimPrefix(f.Handle, "@")))
	w.addIf("p.language", f.Language)
	if f.Incident != "" {
		w.add(`p.n IN (SELECT e.post FROM articles a JOIN embeds e ON e.article = a.n
			WHERE a.incident = (SELECT COALESCE(merged, n) FROM incidents WHERE id = ?))`, f.Incident)
	}
	if err := s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM posts p`+w.String(), w.args...).Scan(&list.Total); err != nil {
		return list, s.explain("count posts", err)
	}
	if ok {
		w.add("(p.articles, p.id) < (?, ?)", embedded, after.id)
	}
	n := limit(f.Window)
	w.args = append(w.args, n+1)
	list.Rows, err = s.posts(ctx, w.String()+" ORDER BY p.articles DESC, p.id DESC LIMIT ?", w.args...)
	if err != nil {
		return list, s.explain("list posts", err)
	}
	if len(list.Rows) > n {
		list.Rows = list.Rows[:n]
		last := list.Rows[n-1]
		list.Next = cursor{strconv.Itoa(last.Articles), last.ID}.encode(listPosts)
	}
	return list, nil
}
