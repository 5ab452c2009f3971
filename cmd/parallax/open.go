package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"parallax/incident"
	"parallax/index"
	"parallax/news"
	"parallax/store"
)

// dataFlag is the flag of every command that works on a data folder.
type dataFlag struct {
	Data string `default:"data" placeholder:"DIR" help:"Data folder; made where it doesn't exist. [${default}]"`
}

// records opens the data folder's store for reading and writing.
func (d dataFlag) records(ctx context.Context, log *slog.Logger, now func() time.Time) (*store.Store, error) {
	return store.Open(ctx, "sqlite:"+d.Data, store.Options{Logger: log, Now: now})
}

// reading opens the data folder's store for reading alone, beside a process that may be writing.
func (d dataFlag) reading(ctx context.Context, log *slog.Logger) (*store.Store, error) {
	return store.Open(ctx, "sqlite:"+d.Data, store.Options{Logger: log, ReadOnly: true})
}

// beside opens the data folder's store for corrections and wishes, beside a process that may be writing.
func (d dataFlag) beside(ctx context.Context, log *slog.Logger) (*store.Store, error) {
	return store.Open(ctx, "sqlite:"+d.Data, store.Options{Logger: log, Beside: true})
}

// search opens the data folder's index over the store's texts.
func (d dataFlag) search(st *store.Store, log *slog.Logger) (*index.Index, error) {
	return index.Open("bleve:"+d.index(), index.Options{Articles: quotable{st}, Logger: log, Mapped: mappedLimit()})
}

// searching opens the index for a command that only reads. Such a command can't bring the index up to date, so it says
// when something is missing in there.
func (d dataFlag) searching(ctx context.Context, st *store.Store, log *slog.Logger) (*index.Index, error) {
	ix, err := index.Open("bleve:"+d.index(), index.Options{Articles: quotable{st}, Logger: log, Mapped: mappedLimit(), ReadOnly: true})
	if errors.Is(err, index.ErrInUse) {
		return nil, fmt.Errorf("another parallax works with the search index of %s: if it is parallax serve, search and export on its site "+
			"or by its API (/api/v1/search?q=…, /api/v1/export?q=…), or end it first", d.Data)
	}
	if err != nil {
		return nil, err
	}
	waiting, err := unindexed(ctx, st, ix, 1)
	if err != nil {
		return nil, errors.Join(err, ix.Close())
	}
	if waiting > 0 {
		log.Warn("the search index is behind and not everything will be found: parallax crawl or serve brings it up, parallax rebuild makes it anew")
	}
	return ix, nil
}

// unindexed counts the articles whose last change isn't in the index yet, up to a limit: those that were changed since the
// index was fed last, and those that aren't filed, for the index takes in none of these.
func unindexed(ctx context.Context, st *store.Store, ix *index.Index, limit int) (n int, err error) {
	mark, err := ix.Mark()
	if err != nil {
		return 0, err
	}
	for change, err := range st.Changes(ctx, mark) {
		if err != nil {
			return n, err
		}
		if change.Article.Incident == nil && !change.Removed {
			continue
		}
		if n++; n >= limit {
			return n, nil
		}
	}
	for a, err := range st.Unfiled(ctx) {
		if err != nil {
			return n, err
		}
		if a.Incident != nil {
			continue
		}
		if n++; n >= limit {
			break
		}
	}
	return n, nil
}

func (d dataFlag) index() string { return filepath.Join(d.Data, "index") }

// A folder is an opened data folder with the pipeline over it.
type folder struct {
	store    *store.Store
	index    *index.Index
	pipeline *pipeline
	meter    *meter
}

// open opens a data folder for work: store, index, pipeline. embedder may be nil.
func (d dataFlag) open(ctx context.Context, log *slog.Logger, now func() time.Time, embedder incident.Embedder) (*folder, error) {
	st, err := d.records(ctx, log, now)
	if err != nil {
		return nil, err
	}
	return d.openOver(ctx, st, log, embedder)
}

// openEmptied opens a data folder for work with all that was derived dropped: the records, and the whole index, which
// may hold articles that the pages don't yield any more. It reads nothing of what it drops, so that damage in there
// is no hindrance.
func (d dataFlag) openEmptied(ctx context.Context, log *slog.Logger, embedder incident.Embedder) (*folder, error) {
	st, err := d.records(ctx, log, time.Now)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(st.Reset(ctx), os.RemoveAll(d.index())); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return d.openOver(ctx, st, log, embedder)
}

// openOver opens the index and the pipeline over an open store, which it closes if that fails.
func (d dataFlag) openOver(ctx context.Context, st *store.Store, log *slog.Logger, embedder incident.Embedder) (*folder, error) {
	f, err := d.showing(st, log)
	if err != nil {
		return nil, err
	}
	if err := f.begin(ctx, log, embedder); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// showing opens the index over an open store, which it closes if that fails. The folder has no pipeline until begin.
func (d dataFlag) showing(st *store.Store, log *slog.Logger) (f *folder, err error) {
	f = &folder{store: st, meter: &meter{}}
	started := f.meter.begin(indexStage) // what the index does beside its callers is of that stage
	f.index, err = d.search(st, log)
	f.meter.did(indexStage, 0, started)
	f.meter.end()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// begin makes the pipeline of a folder.
func (f *folder) begin(ctx context.Context, log *slog.Logger, embedder incident.Embedder) (err error) {
	f.pipeline, err = newPipeline(ctx, f, log, embedder)
	return err
}

// Close closes the index and the store, in that order.
func (f *folder) Close() error {
	var err error
	if f.index != nil {
		err = f.index.Close()
	}
	return errors.Join(err, f.store.Close())
}

// configureKept is configure for a list that was made before some of what is in it was forgotten: that is left out.
func configureKept(ctx context.Context, st *store.Store, sources []news.Source, feeds []news.Feed) error {
	for _, s := range sources {
		if err := st.PutSource(ctx, s); err != nil && !errors.Is(err, store.ErrForgotten) {
			return err
		}
	}
	for _, f := range feeds {
		if err := st.PutFeed(ctx, f); err != nil && !errors.Is(err, store.ErrForgotten) {
			return err
		}
	}
	return nil
}

// configure stores sources and feeds, keeping the crawl state of those already there.
func configure(ctx context.Context, st *store.Store, sources []news.Source, feeds []news.Feed) error {
	for _, s := range sources {
		if err := st.PutSource(ctx, s); err != nil {
			return err
		}
	}
	for _, f := range feeds {
		if err := st.PutFeed(ctx, f); err != nil {
			return err
		}
	}
	return nil
}
