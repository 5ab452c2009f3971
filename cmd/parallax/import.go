package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"parallax/news"
	"parallax/store"
)

// importCommand takes documents that were not crawled into the archive.
type importCommand struct {
	workFlags
	File []string `arg:"" help:"Files ending in .warc, .html, .htm, .jsonl, .json or .txt, compressed (.gz) or not, and folders of such files. JSON is our own, or of news-please, Fundus or Media Cloud; lists of feeds (.opml) are for parallax feeds import."`
}

// derivedAtOnce is how many documents of a file are archived before what is in them becomes searchable: a multiple of chunkSize,
// so that it comes to the same as at once. What an interrupted import has archived isn't read again by the next.
const derivedAtOnce = 5 * chunkSize

const (
	importBatch  = 100              // documents that become durable at once
	markedAtOnce = 10 * importBatch // documents after which it is recorded how far a file was read
)

func (c *importCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	f, err := c.open(ctx, log, time.Now)
	if err != nil {
		return err
	}
	defer f.Close()
	steps := newProgress(s.err)
	f.pipeline.progress = steps.work
	before, err := f.store.Counts(ctx)
	if err != nil {
		return err
	}
	files, failed := inFolders(c.File)
	m := importer{folder: f, steps: steps, known: map[string]bool{}}
	for _, name := range files {
		bad, err := m.importFile(ctx, name)
		if err != nil {
			return errors.Join(failed, err)
		}
		if bad != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", name, bad))
		}
	}
	if err := f.pipeline.advance(ctx); err != nil {
		return errors.Join(failed, err)
	}
	if err := m.forget(ctx); err != nil {
		return errors.Join(failed, err)
	}
	after, err := f.store.Counts(ctx)
	if err != nil {
		return errors.Join(failed, err)
	}
	steps.say("%d documents read, %d of them new, %d articles more, %d came to nothing; %d articles in %d incidents in all",
		m.read, after.Pages-before.Pages, after.Articles-before.Articles, after.Failed-before.Failed, after.Articles, after.Incidents)
	return failed
}

// An importer takes documents into the archive in batches.
type importer struct {
	*folder
	steps *progress
	known map[string]bool // sources that are stored
	read  int             // documents, those that were in the archive already included

	finished []string // files (by their identity) that were read to their end
}

// importFile archives the documents of one file. bad is what is wrong with the file, after the documents before that
// place; err is an error of our own, after which no other file is worth trying. Of a file whose import was interrupted the rest is read.
func (m *importer) importFile(ctx context.Context, name string) (bad, err error) {
	in, bad := documents(name, store.Place{})
	if bad != nil {
		return bad, nil
	}
	defer func() { in.Close() }()
	identity, bad := in.identity()
	if bad != nil {
		return bad, nil
	}
	start, err := m.store.Imported(ctx, identity)
	if err != nil {
		return nil, err
	}
	switch {
	case start.At >= in.size && in.size > 0:
		m.steps.say("%s was imported before the import of other files was interrupted; it isn't read again", filepath.Base(name))
		m.finished = append(m.finished, identity)
		return nil, nil
	case start != store.Place{}:
		rest, bad := documents(name, start)
		if bad != nil {
			return bad, nil
		}
		in.Close()
		in = rest
		m.steps.say("%s was imported in part before; the rest is read", filepath.Base(name))
	}
	bad, err = m.takeIn(ctx, in, identity)
	if err != nil {
		return nil, err
	}
	end := store.Place{At: in.size}
	if bad != nil {
		end = store.Place{}
	}
	m.finished = append(m.finished, identity)
	return bad, m.store.PutImported(ctx, identity, end)
}

// forget removes what is recorded of files that were read to their end: given again, they are read again.
func (m *importer) forget(ctx context.Context) error {
	for _, file := range m.finished {
		if err := m.store.PutImported(ctx, file, store.Place{}); err != nil {
			return err
		}
	}
	return nil
}

// takeIn archives the documents of an open file, and records now and then how far it has come.
func (m *importer) takeIn(ctx context.Context, in *intake, identity string) (bad, err error) {
	in.heard = func() error {
		m.steps.bytes("importing "+filepath.Base(in.file.Name()), in.read, in.size)
		return ctx.Err()
	}
	var batch []news.Page
	done := 0
	for page, wrong := range in.pages {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if wrong != nil {
			bad = wrong
			break
		}
		if batch = append(batch, page); len(batch) == importBatch {
			if err := m.put(ctx, batch); err != nil {
				return nil, err
			}
			batch = batch[:0]
		}
		if done++; done%markedAtOnce == 0 {
			if err := m.store.PutImported(ctx, identity, in.resume()); err != nil {
				return nil, err
			}
		}
		if done%derivedAtOnce == 0 {
			if err := m.pipeline.advance(ctx); err != nil {
				return nil, err
			}
		}
	}
	return bad, m.put(ctx, batch)
}

func (m *importer) put(ctx context.Context, pages []news.Page) error {
	for _, p := range pages {
		if m.known[p.Source.ID] {
			continue
		}
		m.known[p.Source.ID] = true
		if err := keepSource(ctx, m.store, p.Source); err != nil {
			return err
		}
	}
	m.read += len(pages)
	started := m.meter.begin(archiveStage)
	defer m.meter.did(archiveStage, len(pages), started)
	return m.store.PutPages(ctx, pages)
}

// keepSource stores a source that isn't there yet; one that is keeps what is known of it.
func keepSource(ctx context.Context, st *store.Store, s news.Source) error {
	_, err := st.Source(ctx, s.ID)
	if errors.Is(err, news.ErrNotFound) {
		err = st.PutSource(ctx, s)
	}
	if errors.Is(err, store.ErrForgotten) {
		return nil // the store turns its pages away
	}
	return err
}
