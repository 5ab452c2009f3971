package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"parallax/extract"
	"parallax/incident"
	"parallax/index"
	"parallax/language"
	"parallax/news"
	"parallax/store"
)

// A pipeline is the way from a stored page to an article that is grouped and searchable. Each stage reads what
// the one before it has stored, resumes from its own mark and may be stopped at any moment: what it had not
// finished it does again, under the same IDs.
type pipeline struct {
	store     *store.Store
	index     *index.Index
	language  *language.Detector
	grouper   *incident.Grouper // nil where its memory has to be restored first
	embedder  incident.Embedder // of the user's own; may be nil
	corrected int64             // the revision of the latest correction that the grouper knows
	log       *slog.Logger
	progress  func(stage string, done int) // may be nil
}

// liveWindow is how far back the grouper remembers: an incident older than that takes no more articles.
const liveWindow = 14 * 24 * time.Hour

// newPipeline loads the language models and takes the live window's filings back into memory.
func newPipeline(ctx context.Context, f *folder, log *slog.Logger, embedder incident.Embedder) (*pipeline, error) {
	detector, err := language.New(language.Options{})
	if err != nil {
		return nil, err
	}
	p := &pipeline{store: f.store, index: f.index, language: detector, embedder: embedder, log: log}
	return p, p.restore(ctx)
}

// advance brings every stage up to what the crawler or an import has stored.
func (p *pipeline) advance(ctx context.Context) error {
	for _, stage := range []func(context.Context) error{p.extract, p.file, p.search} {
		if err := stage(ctx); err != nil {
			return err
		}
	}
	return nil
}

const (
	extractStage = "extract"
	batchSize    = 200
)

// extract turns new pages into articles with their language. A page that yields nothing becomes a problem
// record of its source.
func (p *pipeline) extract(ctx context.Context) error {
	mark, err := p.store.Mark(ctx, store.MarkExtract)
	if err != nil {
		return err
	}
	var articles []news.Article
	var problems []news.Problem
	stored := mark
	flush := func() error {
		if mark == stored {
			return nil
		}
		err := p.store.PutArticles(ctx, articles, problems, mark)
		p.report(extractStage, len(articles)+len(problems))
		articles, problems, stored = nil, nil, mark
		return err
	}
	results := inParallel(ctx, p.store.Pages(ctx, mark), p.read)
	for r := range results {
		switch {
		case errors.Is(r.err, store.ErrDamaged):
			// One page that the disk has spoilt must not keep back all that come after it.
			p.log.Error("a stored page can't be read and is passed over; parallax check names all of them", "page", r.seq, "error", r.err)
		case r.err != nil:
			return fmt.Errorf("reading the archive: %w", r.err)
		case r.problem != nil:
			problems = append(problems, *r.problem)
		default:
			articles = append(articles, r.article)
		}
		mark = r.seq
		if len(articles)+len(problems) >= batchSize {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return flush()
}

// A reading is what came of one page: an article or a problem.
type reading struct {
	seq     int64
	article news.Article
	problem *news.Problem
	err     error // of the archive
}

// read is the pure part of the extract stage: a page in, an article with its language out.
func (p *pipeline) read(page news.Page, err error) reading {
	if err != nil {
		return reading{seq: page.Seq, err: err}
	}
	a, err := extract.Article(page)
	if err != nil {
		return reading{seq: page.Seq, problem: &news.Problem{
			Source: page.Source.ID, URL: page.URL, Stage: extractStage, Reason: err.Error(), Time: page.Fetched,
		}}
	}
	hints := language.Hints{Declared: a.Declared, Feed: page.Item.Language, Outlet: page.Source.Language}
	return reading{seq: page.Seq, article: p.language.Article(a, hints)}
}

// file decides which incident each new or changed article belongs to, in the store's order: oldest first, unless they were
// filed before.
func (p *pipeline) file(ctx context.Context) error {
	for {
		if p.grouper == nil {
			if err := p.restore(ctx); err != nil {
				return err
			}
		}
		if err := p.correct(ctx); err != nil {
			return err
		}
		waiting, err := p.unfiled(ctx)
		if err != nil {
			return err
		}
		err = p.fileAll(ctx, waiting)
		switch {
		case errors.Is(err, store.ErrCorrected): // with the correction in mind, once more
		case err != nil:
			return err
		case len(waiting) < unfiledAtOnce:
			return ctx.Err()
		}
	}
}

func (p *pipeline) fileAll(ctx context.Context, waiting []news.Article) error {
	for batch := range slices.Chunk(waiting, batchSize) {
		if err := p.fileBatch(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// unfiled reads the articles that wait for their filing. They are read before the first filing is written, for
// writing one changes what is unfiled.
func (p *pipeline) unfiled(ctx context.Context) ([]news.Article, error) {
	var waiting []news.Article
	for a, err := range p.store.Unfiled(ctx) {
		if err != nil {
			return nil, fmt.Errorf("reading unfiled articles: %w", err)
		}
		waiting = append(waiting, a)
		if len(waiting) == unfiledAtOnce {
			break
		}
	}
	return waiting, nil
}

func (p *pipeline) fileBatch(ctx context.Context, articles []news.Article) error {
	p.grouper.Embed(ctx, articles)
	if err := ctx.Err(); err != nil {
		return err // rather than filing them without what the embedder would have said
	}
	decisions := news.Decisions{Corrected: p.corrected}
	for _, a := range articles {
		d := p.grouper.File(a)
		decisions.Filings = append(append(decisions.Filings, d.Filing), d.Copies...)
		decisions.Merges = append(decisions.Merges, d.Merges...)
		decisions.Links = append(decisions.Links, d.Links...)
	}
	decisions.States = p.grouper.Unsaved()
	if err := p.store.PutFilings(ctx, decisions); err != nil {
		p.grouper = nil // it has made decisions that were not recorded, and begins again with what was
		return err
	}
	p.report("incident", len(articles))
	return nil
}

// unfiledAtOnce bounds the memory of the incident stage.
const unfiledAtOnce = 5000

// search brings the index up to the store. The index holds its own mark, so that one which was deleted fills
// itself again.
func (p *pipeline) search(ctx context.Context) error {
	mark, err := p.index.Mark()
	if err != nil {
		return err
	}
	var articles []news.Article
	flush := func() error {
		if len(articles) == 0 {
			return nil
		}
		err := p.index.Update(ctx, articles, mark)
		p.report("index", len(articles))
		articles = nil
		return err
	}
	for change, err := range p.store.Changes(ctx, mark) {
		if err != nil {
			return fmt.Errorf("reading changed articles: %w", err)
		}
		mark = change.Seq
		articles = append(articles, change.Article)
		if len(articles) >= batchSize {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

func (p *pipeline) report(stage string, n int) {
	if p.progress != nil {
		p.progress(stage, n)
	}
	p.log.Debug("stage", "stage", stage, "done", n)
}
