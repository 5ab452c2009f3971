package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

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
	meter     *meter
	log       *slog.Logger
	progress  func(work string, done int) // may be nil
	forgotten func()                      // called when something was removed that people asked to be forgotten; may be nil
}

// liveWindow is how far back the grouper remembers: an incident older than that takes no more articles.
const liveWindow = 14 * 24 * time.Hour

// newPipeline loads the language models and takes the live window's filings back into memory.
func newPipeline(ctx context.Context, f *folder, log *slog.Logger, embedder incident.Embedder) (*pipeline, error) {
	detector, err := language.New(language.Options{})
	if err != nil {
		return nil, err
	}
	p := &pipeline{store: f.store, index: f.index, language: detector, embedder: embedder, meter: f.meter, log: log}
	return p, p.restore(ctx)
}

const (
	batchSize = 200 // records that become durable at once
	// chunkSize is how many pages are read before their articles are filed. Within a chunk they are filed in the order of
	// their time, whatever the order they came in.
	chunkSize = 1000
)

// advance brings every stage up to what the crawler or an import has stored. While the articles of one chunk are
// stored and filed, the pages of the next are read and the articles of the one before are indexed. What came of a chunk
// doesn't depend on how fast each of them goes.
//
// A rebuild files nothing before all pages are read: the order in which articles were filed once isn't that of their pages.
func (p *pipeline) advance(ctx context.Context) error {
	if err := p.forget(ctx); err != nil {
		return err
	}
	rebuilding, err := p.store.Rebuilding(ctx)
	if err != nil {
		return err
	}
	work, ctx := errgroup.WithContext(ctx)
	filed := make(chan struct{}, 1)
	work.Go(func() error {
		defer close(filed)
		err := p.extract(ctx, func() error {
			if rebuilding {
				return nil
			}
			return p.file(ctx, filed)
		})
		if err != nil {
			return err
		}
		return p.file(ctx, filed)
	})
	work.Go(func() error {
		for range filed {
			if err := p.search(ctx); err != nil {
				return err
			}
		}
		return p.search(ctx)
	})
	return work.Wait()
}

// extract turns new pages into articles with their language. A page that yields nothing becomes a problem
// record of its source. stored is called whenever a chunk of them is in the store.
func (p *pipeline) extract(ctx context.Context, stored func() error) error {
	mark, err := p.store.Mark(ctx, store.MarkExtract)
	if err != nil {
		return err
	}
	pages := inParallel(ctx, timed(p.meter, readStage, p.store.Pages(ctx, mark)), p.read, chunkSize)
	for chunk := range chunks(pages, chunkSize) {
		for batch := range slices.Chunk(chunk, batchSize) {
			if err := p.record(ctx, batch); err != nil {
				return err
			}
		}
		if err := stored(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// record stores what was read out of some pages.
func (p *pipeline) record(ctx context.Context, batch []reading) error {
	var articles []news.Article
	var problems []news.Problem
	for _, r := range batch {
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
	}
	started := p.meter.begin(recordStage)
	if err := p.store.PutArticles(ctx, articles, problems, batch[len(batch)-1].seq); err != nil {
		return err
	}
	p.meter.did(recordStage, len(articles), started)
	p.report("reading articles", len(batch))
	return nil
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
	started := p.meter.begin(extractStage)
	a, err := extract.Article(page)
	p.meter.did(extractStage, 1, started)
	if err != nil {
		problem := &news.Problem{Source: page.Source.ID, URL: page.URL, Stage: "extract", Reason: err.Error(), Time: page.Fetched}
		if not := new(extract.NotArticle); errors.As(err, &not) {
			problem.Cause = not.Cause
		}
		return reading{seq: page.Seq, problem: problem}
	}
	hints := language.Hints{Declared: a.Declared, Feed: page.Item.Language, Outlet: page.Source.Language}
	started = p.meter.begin(languageStage)
	a = p.language.Article(a, hints)
	p.meter.did(languageStage, 1, started)
	return reading{seq: page.Seq, article: a}
}

// file decides which incident each new or changed article belongs to, in the store's order: oldest first, unless they were
// filed before. It puts a token into filed whenever there is something new to index, unless there is one already.
func (p *pipeline) file(ctx context.Context, filed chan<- struct{}) error {
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
		err = p.fileAll(ctx, waiting, filed)
		switch {
		case errors.Is(err, store.ErrCorrected): // with the correction in mind, once more
		case err != nil:
			return err
		case len(waiting) < unfiledAtOnce:
			return ctx.Err()
		}
	}
}

func (p *pipeline) fileAll(ctx context.Context, waiting []news.Article, filed chan<- struct{}) error {
	for batch := range slices.Chunk(waiting, batchSize) {
		if err := p.fileBatch(ctx, batch); err != nil {
			return err
		}
		select {
		case filed <- struct{}{}:
		default: // the index will see these too
		}
	}
	return nil
}

// unfiled reads the articles that wait for their filing. They are read before the first filing is written, for
// writing one changes what is unfiled.
func (p *pipeline) unfiled(ctx context.Context) ([]news.Article, error) {
	var waiting []news.Article
	for a, err := range timed(p.meter, loadStage, p.store.Unfiled(ctx)) {
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
	started := p.meter.begin(groupStage)
	p.grouper.Embed(ctx, articles)
	if err := ctx.Err(); err != nil {
		return err // rather than filing them without what the embedder would have said
	}
	decisions := news.Decisions{Corrected: p.corrected}
	for _, a := range articles {
		d := p.grouper.File(a)
		decisions.Filings = append(append(decisions.Filings, d.Filing), d.Moved...)
		decisions.Merges = append(decisions.Merges, d.Merges...)
		decisions.Links = append(decisions.Links, d.Links...)
	}
	decisions.States = p.grouper.Unsaved()
	p.meter.did(groupStage, len(articles), started)
	started = p.meter.begin(filingStage)
	if err := p.store.PutFilings(ctx, decisions); err != nil {
		p.grouper = nil // it has made decisions that were not recorded, and begins again with what was
		return err
	}
	p.meter.did(filingStage, len(articles), started)
	p.report("finding incidents", len(articles))
	return nil
}

const (
	unfiledAtOnce = 5000 // bounds the memory of the incident stage
	indexedAtOnce = 1000 // likewise of the index, which is written the faster the more it is given
)

// search brings the index up to the store. The index holds its own mark, so that one which was deleted fills
// itself again; it answers nothing until it has most of the articles.
func (p *pipeline) search(ctx context.Context) error {
	mark, err := p.index.Mark()
	if err != nil {
		return err
	}
	defer p.index.Building(false)
	flushed := false
	var articles []news.Article
	var removed []string
	flush := func() error {
		if len(articles)+len(removed) == 0 {
			return nil
		}
		if !flushed {
			if err := p.closeUntilBuilt(ctx); err != nil {
				return err
			}
			flushed = true
		}
		started := p.meter.begin(indexStage)
		err := p.index.Delete(ctx, removed) // first, for one of them may be among the articles again
		if err == nil {
			err = p.index.Update(ctx, articles, mark)
		}
		p.meter.did(indexStage, len(articles), started)
		p.report("indexing", len(articles))
		articles, removed = nil, nil
		return err
	}
	for change, err := range timed(p.meter, loadStage, p.store.Changes(ctx, mark)) {
		if err != nil {
			return fmt.Errorf("reading changed articles: %w", err)
		}
		switch {
		case change.Removed:
			removed = append(removed, change.Article.ID)
		case change.Article.Incident == nil:
			continue // its filing is a later change
		default:
			articles = append(articles, change.Article)
		}
		mark = change.Seq
		if len(articles)+len(removed) >= indexedAtOnce {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// closeUntilBuilt closes the index to searches if it is empty, or if more than a tenth of the articles, and many, are
// missing in it.
func (p *pipeline) closeUntilBuilt(ctx context.Context) error {
	indexed, err := p.index.Count()
	if err != nil {
		return err
	}
	stored, err := p.store.Counts(ctx)
	if err != nil {
		return err
	}
	missing := stored.Articles - indexed
	p.index.Building(indexed == 0 || missing > indexedAtOnce && missing*10 > stored.Articles)
	return nil
}

func (p *pipeline) report(work string, n int) {
	if p.progress != nil {
		p.progress(work, n)
	}
	p.log.Debug("stage", "work", work, "done", n)
}
