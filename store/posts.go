package store

import (
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"parallax/news"
)

// A postRow is a post as the table holds it.
type postRow struct {
	n    int64
	id   string
	body []byte
}

// putPosts records the posts that an article embeds and returns their rows, each once. A post without address that is
// known with one gets that one's ID, in the article too; so the same post is embedded by everyone who embeds it.
func (t *tx) putPosts(a *news.Article) ([]int64, error) {
	if len(a.Posts) == 0 {
		return nil, nil
	}
	rows := make(map[int64]bool, len(a.Posts))
	renamed := map[string]string{}
	// Addressed posts first: they may take in others of the same article.
	for _, addressed := range []bool{true, false} {
		for i := range a.Posts {
			p := &a.Posts[i]
			if p.ID == "" || p.Addressed() != addressed {
				continue
			}
			row, err := t.putPost(*p)
			if err != nil {
				return nil, err
			}
			rows[row.n] = true
			if row.id != p.ID {
				renamed[p.ID] = row.id
			}
		}
	}
	if len(renamed) > 0 {
		renamePosts(a, renamed)
	}
	return slices.Sorted(maps.Keys(rows)), nil
}

// renamePosts gives posts of an article other IDs. Two that become one are merged where the first stood. The article's
// slices are replaced, for its caller may still hold them.
func renamePosts(a *news.Article, renamed map[string]string) {
	var posts []news.Post
	at := map[string]int{}
	for _, p := range a.Posts {
		if id, ok := renamed[p.ID]; ok {
			p.ID = id
		}
		if i, ok := at[p.ID]; ok && p.ID != "" {
			posts[i] = richer(posts[i], p)
			continue
		}
		at[p.ID] = len(posts)
		posts = append(posts, p)
	}
	a.Posts = posts
	a.Blocks = slices.Clone(a.Blocks)
	for i, b := range a.Blocks {
		if id, ok := renamed[b.Post]; ok {
			a.Blocks[i].Post = id
		}
	}
}

// putPost records one copy of a post and returns the row that stands for it.
func (t *tx) putPost(p news.Post) (postRow, error) {
	key := news.ContentKey(p.Platform, p.Handle, p.Text)
	row, known, err := t.findPost(&p, key)
	if err != nil {
		return row, err
	}
	if known {
		err = t.enrichPost(&row, p)
	} else {
		err = t.insertPost(&row, p)
	}
	if err != nil || key == "" {
		return row, err
	}
	if _, err := t.exec(`INSERT OR IGNORE INTO post_keys (key, post) VALUES (?, ?)`, key, row.n); err != nil {
		return row, err
	}
	if isAddressed(row.id) {
		err = t.absorbUnaddressed(&row, key)
	}
	return row, err
}

// findPost looks for a post's row by its ID, by an ID it had once, and for one without address by its content. Of
// several with that content the first ID is taken.
func (t *tx) findPost(p *news.Post, key string) (row postRow, known bool, err error) {
	dest := []any{&row.n, &row.id, &row.body}
	known, err = t.row(dest, `SELECT n, id, body FROM posts WHERE id = ?`, p.ID)
	if known || err != nil || p.Addressed() {
		return row, known, err
	}
	known, err = t.row(dest, `SELECT p.n, p.id, p.body FROM post_aliases a JOIN posts p ON p.n = a.post WHERE a.id = ?`, p.ID)
	if known || err != nil || key == "" {
		return row, known, err
	}
	known, err = t.row(dest, `SELECT p.n, p.id, p.body FROM post_keys k JOIN posts p ON p.n = k.post
		WHERE k.key = ? AND INSTR(p.id, '~') = 0 ORDER BY p.id LIMIT 1`, key)
	return row, known, err
}

func isAddressed(id string) bool {
	p := news.Post{ID: id}
	return p.Addressed()
}

func (t *tx) insertPost(row *postRow, p news.Post) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	row.id, row.body = p.ID, body
	_, err = t.row([]any{&row.n}, `INSERT INTO posts (id, platform, handle, language, body) VALUES (?, ?, ?, ?, ?) RETURNING n`,
		p.ID, p.Platform, strings.ToLower(p.Handle), p.Language, string(body))
	return err
}

// enrichPost adds to a record what another copy of the post knows more.
func (t *tx) enrichPost(row *postRow, p news.Post) error {
	var old news.Post
	if err := json.Unmarshal(row.body, &old); err != nil {
		return err
	}
	merged := richer(old, p)
	merged.ID = row.id
	body, err := json.Marshal(merged)
	if err != nil || string(body) == string(row.body) {
		return err
	}
	row.body = body
	_, err = t.exec(`UPDATE posts SET platform = ?, handle = ?, language = ?, body = ? WHERE n = ?`,
		merged.Platform, strings.ToLower(merged.Handle), merged.Language, string(body), row.n)
	return err
}

// absorbUnaddressed finds posts without address that have the same content as an addressed one and makes them that
// one: the articles that embed them embed it, and their IDs lead to it.
func (t *tx) absorbUnaddressed(into *postRow, key string) error {
	rows, err := t.rows(`SELECT p.n, p.id, p.body FROM post_keys k JOIN posts p ON p.n = k.post
		WHERE k.key = ? AND INSTR(p.id, '~') > 0`, key)
	others, err := collect(rows, err, scanPostRow)
	if err != nil {
		return err
	}
	for _, from := range others {
		if err := t.absorbPost(into, &from); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) absorbPost(into, from *postRow) error {
	var p news.Post
	if err := json.Unmarshal(from.body, &p); err != nil {
		return err
	}
	if err := t.enrichPost(into, p); err != nil {
		return err
	}
	rows, err := t.rows(`SELECT article FROM embeds WHERE post = ?`, from.n)
	articles, err := collect(rows, err, scanOne[int64])
	if err != nil {
		return err
	}
	for _, n := range articles {
		if err := t.renameInArticle(n, map[string]string{from.id: into.id}); err != nil {
			return err
		}
	}
	for _, query := range []string{
		`INSERT OR IGNORE INTO embeds (article, post) SELECT article, ?1 FROM embeds WHERE post = ?2`,
		`INSERT OR IGNORE INTO post_keys (key, post) SELECT key, ?1 FROM post_keys WHERE post = ?2`,
		`UPDATE post_aliases SET post = ?1 WHERE post = ?2`,
	} {
		if _, err := t.exec(query, into.n, from.n); err != nil {
			return err
		}
	}
	if _, err := t.exec(`INSERT OR REPLACE INTO post_aliases (id, post) VALUES (?, ?)`, from.id, into.n); err != nil {
		return err
	}
	t.recounts.post(into.n)
	return t.deletePost(from.n, false)
}

// deletePost removes a post's row and its traces, with the IDs that led to it or, when they lead elsewhere now, without.
func (t *tx) deletePost(n int64, aliases bool) error {
	queries := []string{`DELETE FROM posts WHERE n = ?`, `DELETE FROM embeds WHERE post = ?`, `DELETE FROM post_keys WHERE post = ?`}
	if aliases {
		queries = append(queries, `DELETE FROM post_aliases WHERE post = ?`)
	}
	for _, query := range queries {
		if _, err := t.exec(query, n); err != nil {
			return err
		}
	}
	return nil
}

// renameInArticle gives a stored article's posts other IDs. It is to be filed again: that it shares a post with
// others may be news.
func (t *tx) renameInArticle(n int64, renamed map[string]string) error {
	var body []byte
	var incident sql.NullInt64
	if _, err := t.row([]any{&body, &incident}, `SELECT b.body, a.incident FROM bodies b JOIN articles a ON a.n = b.n WHERE b.n = ?`, n); err != nil {
		return err
	}
	a, err := t.writer.codec.decode(body)
	if err != nil {
		return err
	}
	renamePosts(&a, renamed)
	body, hash, err := t.writer.codec.encode(a)
	if err != nil {
		return err
	}
	changed, err := t.nextChange()
	if err != nil {
		return err
	}
	t.recounts.incident(incident)
	if _, err := t.exec(`UPDATE bodies SET body = ? WHERE n = ?`, body, n); err != nil {
		return err
	}
	_, err = t.exec(`UPDATE articles SET hash = ?, changed = ?, filed = 0 WHERE n = ?`, hash, changed, n)
	return err
}

// embed makes posts the ones that an article embeds.
func (t *tx) embed(article int64, posts []int64) error {
	rows, err := t.rows(`SELECT post FROM embeds WHERE article = ?`, article)
	before, err := collect(rows, err, scanOne[int64])
	if err != nil {
		return err
	}
	for _, post := range before {
		t.recounts.post(post)
		if _, still := slices.BinarySearch(posts, post); still {
			continue
		}
		if _, err := t.exec(`DELETE FROM embeds WHERE article = ? AND post = ?`, article, post); err != nil {
			return err
		}
	}
	for _, post := range posts {
		t.recounts.post(post)
		if _, err := t.exec(`INSERT OR IGNORE INTO embeds (article, post) VALUES (?, ?)`, article, post); err != nil {
			return err
		}
	}
	return nil
}

func scanPostRow(r *sql.Rows) (p postRow, err error) {
	err = r.Scan(&p.n, &p.id, &p.body)
	return p, err
}
