package store

import (
	"cmp"
	"context"
	"database/sql"
	"iter"
	"slices"
	"strings"

	"parallax/news"
)

// chunkRows is how many rows a stream reads at a time.
const chunkRows = 200

// chunked returns the rows of one chunk after the other until there is none. more returns the chunk that follows the
// last one it returned.
func chunked[T any](s *Store, operation string, more func() ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			rows, err := more()
			if err != nil {
				var none T
				yield(none, s.explain(operation, err))
				return
			}
			if len(rows) == 0 {
				return
			}
			for _, row := range rows {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// A Change is an article and the place of its last change in the order of all changes.
type Change struct {
	Seq     int64
	Article news.Article
	Removed bool // the article is gone; nothing but its ID is known
}

// Changes returns each article whose content or filing has changed since the change with number after, once, in the
// order of the last changes, and those that were removed. What changes while the stream is read comes with the next call. An
// index that has taken in what was returned has the Seq of the last as its mark.
//
// A Seq is given in the transaction that makes the change, one at a time, so nothing can appear later with a lower one.
func (s *Store) Changes(ctx context.Context, after int64) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		var until int64
		if err := s.read.QueryRowContext(ctx, `SELECT value FROM numbers WHERE name = 'changed'`).Scan(&until); err != nil {
			yield(Change{}, s.explain("read changes", err))
			return
		}
		after := after // each reading begins anew
		more := func() ([]Change, error) {
			changes, err := s.removals(ctx, after, until)
			if err != nil {
				return nil, err
			}
			stored, err := s.storedArticles(ctx, "articles_by_change",
				"WHERE a.changed > ? AND a.changed <= ? ORDER BY a.changed LIMIT ?", after, until, chunkRows)
			if err != nil {
				return nil, err
			}
			for _, row := range stored {
				changes = append(changes, Change{Seq: row.changed, Article: row.article})
			}
			slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Seq, b.Seq) })
			changes = changes[:min(len(changes), chunkRows)] // what is cut off may not be all that follows
			if n := len(changes); n > 0 {
				after = changes[n-1].Seq
			}
			return changes, nil
		}
		chunked(s, "read changes", more)(yield)
	}
}

// removals are the next articles that were removed.
func (s *Store) removals(ctx context.Context, after, until int64) ([]Change, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT changed, article FROM removed WHERE changed > ? AND changed <= ? ORDER BY changed LIMIT ?`, after, until, chunkRows)
	return collect(rows, err, func(r *sql.Rows) (c Change, err error) {
		c.Removed = true
		err = r.Scan(&c.Seq, &c.Article.ID)
		return c, err
	})
}

// Unfiled returns the articles whose present content hasn't been filed: those that were filed before (other content of
// theirs, or before a Reset) in the order in which they were, then the new ones in the order of their Time, then ID. So
// what a Reset has dropped is filed again as it was. They may be filed while the stream is read.
func (s *Store) Unfiled(ctx context.Context) iter.Seq2[news.Article, error] {
	return s.inTurn(ctx, "read unfiled articles", "articles_unfiled", "a.filed = 0")
}

func (s *Store) inTurn(ctx context.Context, operation, index, condition string, args ...any) iter.Seq2[news.Article, error] {
	return func(yield func(news.Article, error) bool) {
		turn, at, id := int64(0), int64(0), "" // each reading begins anew
		more := func() ([]news.Article, error) {
			args := append(slices.Clone(args), turn, at, id, chunkRows)
			stored, err := s.storedArticles(ctx, index, "WHERE "+condition+
				" AND (a.turn, a.time, a.id) > (?, ?, ?) ORDER BY a.turn, a.time, a.id LIMIT ?", args...)
			if n := len(stored); n > 0 {
				turn, at, id = stored[n-1].turn, stored[n-1].time, stored[n-1].article.ID
			}
			return plainArticles(stored), err
		}
		chunked(s, operation, more)(yield)
	}
}

// EachArticle returns all articles by ID, from the first one behind after on.
func (s *Store) EachArticle(ctx context.Context, after string) iter.Seq2[news.Article, error] {
	return func(yield func(news.Article, error) bool) {
		id := after
		more := func() ([]news.Article, error) {
			stored, err := s.storedArticles(ctx, "", "WHERE a.id > ? ORDER BY a.id LIMIT ?", id, chunkRows)
			if n := len(stored); n > 0 {
				id = stored[n-1].article.ID
			}
			return plainArticles(stored), err
		}
		chunked(s, "read articles", more)(yield)
	}
}

// EachIncident returns all incidents by ID, from the first one behind after on, and the IDs that redirect, with MergedInto set.
func (s *Store) EachIncident(ctx context.Context, after string) iter.Seq2[news.Incident, error] {
	return func(yield func(news.Incident, error) bool) {
		id := after
		more := func() ([]news.Incident, error) {
			rows, err := s.incidents(ctx, "WHERE i.id > ? AND (i.articles > 0 OR i.merged IS NOT NULL) ORDER BY i.id LIMIT ?", id, chunkRows)
			if err != nil {
				return nil, err
			}
			former, err := s.formerIncidents(ctx, id)
			if err != nil {
				return nil, err
			}
			list := append(plainIncidents(rows), former...)
			slices.SortFunc(list, func(a, b news.Incident) int { return strings.Compare(a.ID, b.ID) })
			list = list[:min(len(list), chunkRows)] // what is cut off may not be all that follows
			if n := len(list); n > 0 {
				id = list[n-1].ID
			}
			return list, nil
		}
		chunked(s, "read incidents", more)(yield)
	}
}

// EachPost returns all posts by ID, from the first one behind after on.
func (s *Store) EachPost(ctx context.Context, after string) iter.Seq2[news.EmbeddedPost, error] {
	return func(yield func(news.EmbeddedPost, error) bool) {
		id := after
		more := func() ([]news.EmbeddedPost, error) {
			posts, err := s.posts(ctx, "WHERE p.id > ? ORDER BY p.id LIMIT ?", id, chunkRows)
			if n := len(posts); n > 0 {
				id = posts[n-1].ID
			}
			return posts, err
		}
		chunked(s, "read posts", more)(yield)
	}
}
