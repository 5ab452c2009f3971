package store

import (
	"database/sql"
	"fmt"
	"strings"
)

// recounts are the rows whose aggregates a transaction has made stale. They are counted anew once, at its end.
type recounts struct {
	posts     map[int64]bool
	incidents map[int64]bool
}

func (r *recounts) post(n int64) {
	if r.posts == nil {
		r.posts = map[int64]bool{}
	}
	r.posts[n] = true
}

func (r *recounts) incident(n sql.NullInt64) {
	if !n.Valid {
		return
	}
	if r.incidents == nil {
		r.incidents = map[int64]bool{}
	}
	r.incidents[n.Int64] = true
}

// recount brings aggregates up to date. Posts come first: they disappear with their last article, and incidents count
// posts.
func (t *tx) recount() error {
	for n := range t.recounts.posts {
		if err := t.err(); err != nil {
			return err
		}
		if err := t.recountPost(n); err != nil {
			return fmt.Errorf("counting the articles of a post: %w", err)
		}
	}
	for n := range t.recounts.incidents {
		if err := t.err(); err != nil {
			return err
		}
		if err := t.recountIncident(n); err != nil {
			return fmt.Errorf("summing up an incident: %w", err)
		}
	}
	return nil
}

// recountPost sets how many articles embed a post and in which languages, and removes one that none embeds any more.
func (t *tx) recountPost(n int64) error {
	rows, err := t.rows(`SELECT a.language, COUNT(*) FROM embeds e JOIN articles a ON a.n = e.article WHERE e.post = ?
		GROUP BY a.language`, n)
	languages, err := collect(rows, err, scanTally)
	if err != nil {
		return err
	}
	if len(languages) == 0 {
		return t.deletePost(n, true)
	}
	total := 0
	for _, l := range languages {
		total += l.count
	}
	_, err = t.exec(`UPDATE posts SET articles = ?, languages = ? WHERE n = ?`, total, strings.Join(ordered(languages), " "), n)
	return err
}
