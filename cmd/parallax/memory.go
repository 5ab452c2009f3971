package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"parallax/incident"
	"parallax/news"
	"parallax/store"
)

// restore gives the grouper the memory that the store holds. What it can't use, for it is damaged or was written by an
// older version of the program, is made anew out of the articles.
func (p *pipeline) restore(ctx context.Context) error {
	// What is restored stays: there is little to collect, and a million articles to look through for it each time.
	defer debug.SetGCPercent(debug.SetGCPercent(restoreGC))
	p.grouper = incident.New(incident.Options{Window: liveWindow, Durable: true, Embedder: p.embedder})
	if _, err := p.learn(ctx); err != nil {
		return err
	}
	parts, err := p.store.StateParts(ctx)
	if err != nil {
		return err
	}
	for _, part := range parts {
		if err := p.grouper.Recall(part, news.Filing{}); err != nil {
			p.log.Warn("a part of what the grouping remembers can't be used", "part", part.Part, "error", err)
		}
	}
	anew := 0
	for some, err := range ahead(p.store.States(ctx), restoredAtOnce) {
		if err != nil {
			return fmt.Errorf("restoring the live window: %w", err)
		}
		chunk := make([]incident.Remembered, len(some))
		for i, m := range some {
			chunk[i] = incident.Remembered(m)
		}
		for len(chunk) > 0 {
			taken, err := p.grouper.RecallArticles(chunk)
			chunk = chunk[taken:]
			if errors.Is(err, incident.ErrState) {
				anew++
				err = p.relearn(ctx, chunk[0])
				chunk = chunk[1:]
			}
			if err != nil {
				return fmt.Errorf("restoring the live window: %w", err)
			}
		}
		if err := p.keep(ctx); err != nil {
			return err
		}
	}
	if anew > 0 {
		p.log.Info("the live window was restored; what an older version of the program had written of it was made anew", "articles", anew)
	}
	p.warnOfMemory()
	return nil
}

// warnOfMemory says so where what the grouping remembers leaves little of the memory that the program means to stay within: half of the
// processor's time then goes into collecting garbage.
func (p *pipeline) warnOfMemory() {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if limit := debug.SetMemoryLimit(-1); m.HeapAlloc > uint64(limit)/4*3 {
		p.log.Warn("what the grouping remembers of the last days takes most of the memory that --memory allows, so that everything is slow: "+
			"give it twice what is in use", "MiB in use", m.HeapAlloc>>20, "MiB allowed", limit>>20)
	}
}

const (
	restoredAtOnce = 2000 // articles that the grouping takes back together
	restoreGC      = 400  // how much the heap may grow from one collection to the next meanwhile, in percent
)

// relearn reads an article again whose state can't be used.
func (p *pipeline) relearn(ctx context.Context, m incident.Remembered) error {
	a, err := p.store.Article(ctx, m.Filing.Article)
	if err == nil {
		p.grouper.Relearn(a, m.Filing.Incident)
	}
	return err
}

// keep stores what the grouper has learnt from the articles. That holds whatever people have corrected meanwhile.
func (p *pipeline) keep(ctx context.Context) error {
	states := p.grouper.Unsaved()
	for states != nil {
		corrected, err := p.store.Corrected(ctx)
		if err == nil {
			err = p.store.PutFilings(ctx, news.Decisions{States: states, Corrected: corrected})
		}
		if !errors.Is(err, store.ErrCorrected) {
			return err
		}
	}
	return nil
}
