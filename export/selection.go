package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"

	"parallax/news"
)

// Records is where the records to write come from.
type Records interface {
	EachArticle(ctx context.Context) iter.Seq2[news.Article, error]
	EachIncident(ctx context.Context) iter.Seq2[news.Incident, error]
	EachPost(ctx context.Context) iter.Seq2[news.EmbeddedPost, error]
	ArticlesByID(ctx context.Context, ids []string) ([]news.Article, error)
	Incident(ctx context.Context, id string) (news.Incident, error)
	Post(ctx context.Context, id string) (news.EmbeddedPost, error)
}

// A Selection is what of the records to write, and how.
type Selection struct {
	What   string // "articles", "incidents" or "posts"
	Format Format
	Found  iter.Seq2[string, error] // IDs of the articles to write, or whose incidents or posts to write; nil for all there is
}

// Write streams a selection of the records, in constant memory but for the IDs of the incidents or posts of a
// query's articles. The error is that of the records, of the writer, or of a selection that means nothing.
func Write(ctx context.Context, w io.Writer, records Records, s Selection) error {
	var found iter.Seq2[news.Article, error]
	if s.Found != nil {
		found = articlesOf(ctx, records, s.Found)
	}
	switch s.What {
	case "articles":
		if found == nil {
			found = records.EachArticle(ctx)
		}
		return Articles(w, s.Format, found)
	case "incidents":
		if found == nil {
			return Incidents(w, s.Format, records.EachIncident(ctx))
		}
		return Incidents(w, s.Format, named(found, incidentNames,
			func(id string) (news.Incident, error) { return records.Incident(ctx, id) }))
	case "posts":
		if found == nil {
			return Posts(w, s.Format, records.EachPost(ctx))
		}
		return Posts(w, s.Format, named(found, postNames,
			func(id string) (news.EmbeddedPost, error) { return records.Post(ctx, id) }))
	}
	return fmt.Errorf("there are no records called %q: articles, incidents and posts there are", s.What)
}

// foundAtOnce is how many articles of a query's result are read at once.
const foundAtOnce = 100

// articlesOf reads the articles that a query found, in the order of the IDs; those deleted since they were indexed
// are left out.
func articlesOf(ctx context.Context, records Records, ids iter.Seq2[string, error]) iter.Seq2[news.Article, error] {
	return func(yield func(news.Article, error) bool) {
		var batch []string
		pass := func() bool {
			articles, err := records.ArticlesByID(ctx, batch)
			batch = batch[:0]
			for _, a := range articles {
				if !yield(a, nil) {
					return false
				}
			}
			return err == nil || yield(news.Article{}, err)
		}
		for id, err := range ids {
			if err != nil {
				yield(news.Article{}, err)
				return
			}
			if batch = append(batch, id); len(batch) == foundAtOnce && !pass() {
				return
			}
		}
		if len(batch) > 0 {
			pass()
		}
	}
}

func incidentNames(a news.Article) []string {
	if a.Incident == nil {
		return nil
	}
	return []string{a.Incident.ID}
}

func postNames(a news.Article) []string {
	var ids []string
	for _, p := range a.Posts {
		ids = append(ids, p.ID)
	}
	return ids
}

// named is the records that articles name, each once, in the order in which they are named first. It remembers
// their IDs; one that has gone meanwhile is left out.
func named[T any](articles iter.Seq2[news.Article, error], names func(news.Article) []string, get func(id string) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		seen := map[string]bool{}
		for a, err := range articles {
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, id := range names(a) {
				if seen[id] {
					continue
				}
				seen[id] = true
				record, err := get(id)
				if errors.Is(err, news.ErrNotFound) {
					continue
				}
				if !yield(record, err) || err != nil {
					return
				}
			}
		}
	}
}
