package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"time"

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

// search opens the data folder's index over the store's texts.
func (d dataFlag) search(st *store.Store, log *slog.Logger) (*index.Index, error) {
	return index.Open("bleve:"+filepath.Join(d.Data, "index"), index.Options{Articles: st, Logger: log})
}

// A folder is an opened data folder with the pipeline over it.
type folder struct {
	store    *store.Store
	index    *index.Index
	pipeline *pipeline
}

// open opens a data folder for work: store, index, pipeline.
func (d dataFlag) open(ctx context.Context, log *slog.Logger, now func() time.Time) (*folder, error) {
	st, err := d.records(ctx, log, now)
	if err != nil {
		return nil, err
	}
	f := &folder{store: st}
	if f.index, err = d.search(st, log); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if f.pipeline, err = newPipeline(ctx, st, f.index, log); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Close closes the index and the store, in that order.
func (f *folder) Close() error {
	var err error
	if f.index != nil {
		err = f.index.Close()
	}
	return errors.Join(err, f.store.Close())
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
