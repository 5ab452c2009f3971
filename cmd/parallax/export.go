package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"os"
	"path/filepath"

	"parallax/export"
	"parallax/index"
	"parallax/news"
	"parallax/store"
)

// exportCommand writes records out.
type exportCommand struct {
	dataFlag
	What   string `default:"articles" enum:"articles,incidents,posts" help:"What to write: articles, incidents or posts. [${default}]"`
	Format string `default:"jsonl" enum:"jsonl,csv" help:"jsonl or csv. [${default}]"`
	Query  string `placeholder:"Q" help:"Only articles that the query finds, the incidents they belong to, or the posts they embed."`
	Output string `short:"o" placeholder:"FILE" help:"File to write; standard output where not given."`
}

func (c *exportCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	st, err := c.reading(ctx, log)
	if err != nil {
		return err
	}
	defer st.Close()
	var found iter.Seq2[string, error]
	if c.Query != "" {
		ix, err := c.searching(ctx, st, log)
		if err != nil {
			return err
		}
		defer ix.Close()
		if _, err := index.Parse(c.Query); err != nil {
			return queryError(c.Query, err)
		}
		found = ix.IDs(ctx, c.Query)
	}
	return writeOutput(c.Output, s.out, func(w io.Writer) error { return c.write(ctx, w, st, found) })
}

func (c *exportCommand) write(ctx context.Context, w io.Writer, st *store.Store, found iter.Seq2[string, error]) error {
	format, err := export.ParseFormat(c.Format)
	if err != nil {
		return usageError{err}
	}
	switch c.What {
	case "incidents":
		if found == nil {
			return export.Incidents(w, format, st.EachIncident(ctx))
		}
		return export.Incidents(w, format, incidentsOf(ctx, st, foundArticles(ctx, st, found)))
	case "posts":
		if found == nil {
			return export.Posts(w, format, st.EachPost(ctx))
		}
		return export.Posts(w, format, postsOf(ctx, st, foundArticles(ctx, st, found)))
	}
	if found == nil {
		return export.Articles(w, format, st.EachArticle(ctx))
	}
	return export.Articles(w, format, foundArticles(ctx, st, found))
}

// foundArticles reads the articles of a query's result.
func foundArticles(ctx context.Context, st *store.Store, found iter.Seq2[string, error]) iter.Seq2[news.Article, error] {
	return func(yield func(news.Article, error) bool) {
		for id, err := range found {
			if err != nil {
				yield(news.Article{}, err)
				return
			}
			a, err := st.Article(ctx, id)
			if errors.Is(err, news.ErrNotFound) {
				continue // deleted since it was indexed
			}
			if !yield(a, err) || err != nil {
				return
			}
		}
	}
}

// incidentsOf are the incidents of some articles, each once.
func incidentsOf(ctx context.Context, st *store.Store, articles iter.Seq2[news.Article, error]) iter.Seq2[news.Incident, error] {
	return each(articles, func(a news.Article) []string {
		if a.Incident == nil {
			return nil
		}
		return []string{a.Incident.ID}
	}, func(id string) (news.Incident, error) { return st.Incident(ctx, id) })
}

// postsOf are the posts that some articles embed, each once.
func postsOf(ctx context.Context, st *store.Store, articles iter.Seq2[news.Article, error]) iter.Seq2[news.EmbeddedPost, error] {
	return each(articles, func(a news.Article) []string {
		var ids []string
		for _, p := range a.Posts {
			ids = append(ids, p.ID)
		}
		return ids
	}, func(id string) (news.EmbeddedPost, error) { return st.Post(ctx, id) })
}

// each yields what articles refer to, every record once, in the order of first reference.
func each[T any](articles iter.Seq2[news.Article, error], refer func(news.Article) []string, get func(string) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		seen := map[string]bool{}
		for a, err := range articles {
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, id := range refer(a) {
				if seen[id] {
					continue
				}
				seen[id] = true
				record, err := get(id)
				if !yield(record, err) || err != nil {
					return
				}
			}
		}
	}
}

// writeTo writes to something that is there already.
func writeTo(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	w := bufio.NewWriter(f)
	return errors.Join(write(w), w.Flush(), f.Close())
}

// writeOutput writes to a file that appears whole or not at all, or to standard output.
func writeOutput(name string, stdout io.Writer, write func(io.Writer) error) error {
	if name == "" {
		w := bufio.NewWriter(stdout)
		return errors.Join(write(w), w.Flush())
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return writeTo(name, write) // a pipe or a device can't be replaced
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	w := bufio.NewWriter(f)
	err = errors.Join(write(w), w.Flush(), f.Sync(), f.Close())
	if err == nil {
		err = os.Chmod(f.Name(), 0o644)
	}
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
		return fmt.Errorf("writing %s: %w", name, err)
	}
	return nil
}
