package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"parallax/news"
)

// UndoCorrection takes a correction back: its articles are where they were before, those that came later stay where they
// are. The error is a *Refusal if that can't be done.
func (s *Store) UndoCorrection(ctx context.Context, n int) (c news.Correction, err error) {
	err = s.updateBy(ctx, s.corrector(), "undo a correction", func(t *tx) error {
		if err := t.refuseWhileRebuilding(); err != nil {
			return err
		}
		rows, err := t.rows(correctionSelect + ` ORDER BY n`)
		all, err := collect(rows, err, scanCorrection)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(all, func(c news.Correction) bool { return c.N == n })
		if at < 0 {
			return refuse("there is no correction %d: parallax incidents list shows those that there are", n)
		}
		c = all[at]
		if !c.Undone.IsZero() {
			return refuse("correction %d has been undone already, on %s", n, c.Undone.Format("2 January 2006"))
		}
		for _, later := range all[at+1:] {
			if later.Undone.IsZero() && touches(&later, &c) {
				return refuse("correction %d was made later and builds on %d: undo %[1]d first", later.N, n)
			}
		}
		return t.undoCorrection(&c, s.now().UTC().Truncate(time.Second))
	})
	return c, err
}

// touches reports whether two corrections have to do with the same incidents or articles.
func touches(a, b *news.Correction) bool {
	incidents := []string{b.Incident, b.Into}
	if slices.Contains(incidents, a.Incident) || slices.Contains(incidents, a.Into) {
		return true
	}
	articles := map[string]bool{}
	for _, id := range slices.Concat(b.Articles, b.Stay, b.Received) {
		articles[id] = true
	}
	return slices.ContainsFunc(slices.Concat(a.Articles, a.Stay, a.Received), func(id string) bool { return articles[id] })
}

func (t *tx) undoCorrection(c *news.Correction, now time.Time) error {
	var text []byte
	if _, err := t.row([]any{&text}, `SELECT before FROM corrections WHERE n = ?`, c.N); err != nil {
		return err
	}
	var before formerState
	if err := json.Unmarshal(text, &before); err != nil {
		return fmt.Errorf("correction %d: what was before it can't be read: %w", c.N, err)
	}
	if !c.Separates() {
		from, err := t.revive(c.Incident)
		if err != nil {
			return err
		}
		for _, id := range before.Redirects {
			if _, err := t.exec(`UPDATE incidents SET merged = ? WHERE id = ? AND articles = 0`, from, id); err != nil {
				return err
			}
		}
	}
	for _, f := range before.Filings {
		found, err := t.row([]any{&f.CopyOf}, `SELECT copy_of FROM articles WHERE id = ?`, f.Article)
		if err == nil && found { // a rebuild may not have yielded the article any more
			err = t.putFiling(&f)
		}
		if err != nil {
			return err
		}
	}
	if err := t.redirectIfEmpty(c.Into, c.Incident); err != nil {
		return err
	}
	for _, p := range before.Chapters {
		if err := t.putBack(&p); err != nil {
			return err
		}
	}
	var err error
	if c.Revision, err = t.nextRevision(); err != nil {
		return err
	}
	c.Undone = now
	_, err = t.exec(`UPDATE corrections SET undone = ?, revision = ? WHERE n = ?`, stamp(now), c.Revision, c.N)
	return err
}

// redirectIfEmpty lets an incident lead to another one if nothing is filed under it any more.
func (t *tx) redirectIfEmpty(id, into string) error {
	n, err := t.incident(id)
	if err != nil {
		return err
	}
	target, err := t.incident(into)
	if err != nil || n == target {
		return err
	}
	used, err := t.row([]any{new(int64)}, `SELECT n FROM articles WHERE incident = ? LIMIT 1`, n)
	if err != nil || used {
		return err
	}
	return t.redirect(n, target)
}
