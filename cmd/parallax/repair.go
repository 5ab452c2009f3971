package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	"parallax/news"
	"parallax/store"
)

// A repair puts a data folder in order, and says what it does. What the archive holds can be derived again; what it has lost is
// kept as the article that was read out of it, where there is one.
type repair struct {
	dataFlag
	log   *slog.Logger
	steps *progress
}

// run repairs what is wrong.
func (r repair) run(ctx context.Context) error {
	anew, err := r.database(ctx)
	if err != nil {
		return err
	}
	st, err := r.records(ctx, r.log, time.Now)
	if err != nil {
		return err
	}
	if err := r.archive(ctx, st); err != nil {
		return errors.Join(err, st.Close())
	}
	wrong, err := st.Check(ctx)
	if err == nil && (anew || len(wrong) > 0) {
		for _, w := range wrong {
			r.steps.say("%s", w)
		}
		r.steps.say("everything that is derived is made anew")
		err = errors.Join(st.Reset(ctx), os.RemoveAll(r.index()))
	}
	if err != nil {
		return errors.Join(err, st.Close())
	}
	f, err := r.openOver(ctx, st, r.log, nil)
	if err != nil {
		return err
	}
	f.pipeline.progress = r.steps.work
	err = f.pipeline.advance(ctx)
	if err == nil {
		err = r.searchable(ctx, f)
	}
	r.steps.end()
	return errors.Join(err, f.Close())
}

// database puts another database in the place of a damaged one, and reports whether it did.
func (r repair) database(ctx context.Context) (bool, error) {
	damage, err := store.Damaged(ctx, r.Data)
	if err != nil || damage == "" {
		return false, err
	}
	r.steps.say("the database is damaged: %s", damage)
	saved, err := store.SalvageDatabase(ctx, r.Data)
	if err != nil {
		return false, err
	}
	r.steps.say("of what can't be derived again, %d sources, %d feeds, %d items and %d corrections were saved; the damaged database is now %s",
		saved.Rows["sources"], saved.Rows["feeds"], saved.Rows["queue"], saved.Rows["corrections"], saved.Old)
	if len(saved.Lost) > 0 {
		r.steps.say("not everything could be read of: %s", strings.Join(saved.Lost, ", "))
	}
	return true, nil
}

// archive makes do without the pages that can't be read.
func (r repair) archive(ctx context.Context, st *store.Store) error {
	lost, err := st.Unreadable(ctx)
	if err != nil || len(lost) == 0 {
		return err
	}
	kept, replaced := 0, map[int64]int64{}
	for seq, articles := range lost {
		replaced[seq] = 0
		for _, a := range articles {
			page, err := pageOfArticle(a)
			if err != nil {
				return err
			}
			pages := []news.Page{page}
			if err := st.PutPages(ctx, pages); err != nil {
				return err
			}
			replaced[seq] = pages[0].Seq
			kept++
		}
	}
	if _, err := st.DropPages(ctx, replaced); err != nil {
		return err
	}
	r.steps.say("%d pages of the archive can't be read and are given up; %d articles that were read out of them are kept as articles", len(lost), kept)
	return nil
}

// pageOfArticle is an article as a page of the archive, as an import of our own JSON makes it.
func pageOfArticle(a news.Article) (news.Page, error) {
	when := a.Fetched
	a.Incident, a.CopyOf = nil, ""
	body, err := json.Marshal(a)
	if err != nil {
		return news.Page{}, fmt.Errorf("article %s: %w", a.ID, err)
	}
	p := document(a.URL, articleType, body, when)
	p.Source = a.Source
	return p, nil
}

// searchable makes the index anew if it holds another number of articles than the store.
func (r repair) searchable(ctx context.Context, f *folder) error {
	counts, err := f.store.Counts(ctx)
	if err != nil {
		return err
	}
	indexed, err := f.index.Count()
	if err != nil || indexed == counts.Articles {
		return err
	}
	r.steps.say("the index holds %d articles, the store %d: it is made anew", indexed, counts.Articles)
	if err := errors.Join(f.index.Close(), os.RemoveAll(r.index())); err != nil {
		return err
	}
	if f.index, err = r.search(f.store, r.log); err != nil {
		return err
	}
	f.pipeline.index = f.index
	return f.pipeline.search(ctx)
}
