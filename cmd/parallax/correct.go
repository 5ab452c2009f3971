package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"parallax/news"
)

// correct follows what people have corrected since the grouper last heard of it, maybe by another process. The store has done
// so already; here the grouper's memory comes to be what the store holds.
func (p *pipeline) correct(ctx context.Context) error {
	revision, err := p.store.Corrected(ctx)
	if err != nil || revision == p.corrected {
		return err
	}
	fresh, err := p.learn(ctx)
	if err != nil {
		return err
	}
	var moved []string
	for _, c := range fresh {
		moved = slices.Concat(moved, c.Articles)
	}
	articles, err := p.store.ArticlesByID(ctx, moved)
	if err != nil {
		return fmt.Errorf("reading corrected articles: %w", err)
	}
	counts, err := p.store.Counts(ctx)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if a.Incident != nil && !a.Time().Before(counts.Latest.Add(-liveWindow)) {
			p.grouper.Restore(a, a.Incident.ID)
		}
	}
	p.log.Info("corrections of incidents were taken over", "corrections", len(fresh), "articles", len(articles))
	return nil
}

// learn tells the grouper all corrections that hold, and returns those that it didn't know of, undone ones too.
func (p *pipeline) learn(ctx context.Context) (fresh []news.Correction, err error) {
	all, err := p.store.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	var hold []news.Correction
	revision := p.corrected
	for _, c := range all {
		if c.Revision > p.corrected {
			fresh = append(fresh, c)
		}
		revision = max(revision, c.Revision)
		if !c.Undone.IsZero() {
			continue
		}
		if c.Incident, err = p.present(ctx, c.Incident); err != nil {
			return nil, err
		}
		if c.Into, err = p.present(ctx, c.Into); err != nil {
			return nil, err
		}
		hold = append(hold, c)
	}
	p.grouper.Correct(hold)
	p.corrected = revision
	return fresh, nil
}

// present is the ID of the incident that an incident has become since a correction spoke of it.
func (p *pipeline) present(ctx context.Context, id string) (string, error) {
	i, err := p.store.Incident(ctx, id)
	switch {
	case errors.Is(err, news.ErrNotFound): // not yet, in a rebuild
		return id, nil
	case err == nil && i.MergedInto != "":
		return i.MergedInto, nil
	}
	return id, err
}
