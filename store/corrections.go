package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"parallax/news"
)

// A Refusal says why a correction can't be made as it was asked for, and what to ask for instead.
type Refusal struct{ reason string }

func (r *Refusal) Error() string { return r.reason }

func refuse(format string, args ...any) error { return &Refusal{fmt.Sprintf(format, args...)} }

// ErrCorrected is returned, wrapped, by PutFilings for decisions made without knowing of the latest corrections.
var ErrCorrected = errors.New("something was corrected meanwhile")

// A formerState is what undoing a correction brings back.
type formerState struct {
	Filings   []news.Filing `json:"filings"`             // of its Articles
	Redirects []string      `json:"redirects,omitempty"` // IDs that led to its Incident
	Chapters  []formerPart  `json:"chapters,omitempty"`  // the stories of its Incident and Into, where one of them was left empty
}

// MergeIncidents makes two incidents one. The one that was opened first keeps its ID, the other's redirects to it. The
// error is a *Refusal if that can't be done.
func (s *Store) MergeIncidents(ctx context.Context, a, b, note string) (news.Correction, error) {
	return s.correct(ctx, "merge incidents", func(t *tx) (c news.Correction, err error) {
		if a == b {
			return c, refuse("%.50q was given twice: name two incidents", a)
		}
		first, err := t.liveIncident(a)
		if err != nil {
			return c, err
		}
		second, err := t.liveIncident(b)
		if err != nil {
			return c, err
		}
		if second.n < first.n {
			first, second = second, first
		}
		return news.Correction{Kind: news.CorrectionMerge, Note: note, Incident: second.id, Into: first.id,
			Articles: second.articles, Received: first.articles}, nil
	})
}

// SplitIncident makes some articles of an incident an incident of their own, whose ID derives from the first of them. The error
// is a *Refusal if that can't be done.
func (s *Store) SplitIncident(ctx context.Context, id string, articles []string, note string) (news.Correction, error) {
	return s.correct(ctx, "split an incident", func(t *tx) (c news.Correction, err error) {
		incident, err := t.liveIncident(id)
		if err != nil {
			return c, err
		}
		for _, a := range articles {
			if slices.Contains(incident.articles, a) {
				continue
			}
			filed, err := t.filedArticle(a)
			if err != nil {
				return c, err
			}
			return c, refuse("article %s is not under %s but under %s: name articles of one incident", a, id, filed.Incident)
		}
		c = news.Correction{Kind: news.CorrectionSplit, Note: note, Incident: incident.id}
		for _, a := range incident.articles {
			if slices.Contains(articles, a) {
				c.Articles = append(c.Articles, a)
			} else {
				c.Stay = append(c.Stay, a)
			}
		}
		switch {
		case len(c.Articles) == 0:
			return c, refuse("no article was named: name those that are to be an incident of their own")
		case len(c.Stay) == 0:
			return c, refuse("these are all articles of %s and nothing would be left there: name those that don't belong with the others", id)
		}
		c.Into, err = t.splitID(c.Articles[0])
		return c, err
	})
}

// MoveArticle files an article under another incident. The error is a *Refusal if that can't be done.
func (s *Store) MoveArticle(ctx context.Context, article, id, note string) (news.Correction, error) {
	return s.correct(ctx, "move an article", func(t *tx) (c news.Correction, err error) {
		filed, err := t.filedArticle(article)
		if err != nil {
			return c, err
		}
		from, err := t.liveIncident(filed.Incident)
		if err != nil {
			return c, err
		}
		into, err := t.liveIncident(id)
		if err != nil {
			return c, err
		}
		if from.n == into.n {
			return c, refuse("article %s is under %s already", article, id)
		}
		// What was found beside the article stays too: else, in a rebuild, its former companions would follow it.
		c = news.Correction{Kind: news.CorrectionMove, Note: note, Incident: from.id, Into: into.id,
			Articles: []string{article}, Received: into.articles}
		c.Stay = slices.DeleteFunc(from.articles, func(a string) bool { return a == article })
		return c, nil
	})
}

// correct makes the correction that plan returns, in one transaction with planning it.
func (s *Store) correct(ctx context.Context, operation string, plan func(*tx) (news.Correction, error)) (c news.Correction, err error) {
	err = s.updateBy(ctx, s.corrector(), operation, func(t *tx) error {
		if err := t.refuseWhileRebuilding(); err != nil {
			return err
		}
		if c, err = plan(t); err != nil {
			return err
		}
		c.Time, c.Note = s.now().UTC().Truncate(time.Second), cut(strings.TrimSpace(c.Note), maxReason)
		before, err := t.apply(&c)
		if err != nil {
			return err
		}
		return t.record(&c, before)
	})
	return c, err
}

// apply moves the articles of a correction, and lets the IDs of incidents that lose all of theirs redirect.
func (t *tx) apply(c *news.Correction) (before formerState, err error) {
	into, err := t.revive(c.Into)
	if err != nil {
		return before, err
	}
	for _, a := range c.Articles {
		if err := t.err(); err != nil {
			return before, err
		}
		f, err := t.filedArticle(a)
		if err != nil {
			return before, err
		}
		before.Filings = append(before.Filings, f)
		f.Incident = c.Into
		f.Evidence = corrected(f.Evidence, c)
		if err := t.putFiling(&f); err != nil {
			return before, err
		}
	}
	if len(c.Stay) > 0 {
		return before, nil
	}
	from, err := t.incident(c.Incident)
	if err != nil {
		return before, err
	}
	rows, err := t.rows(`SELECT id FROM incidents WHERE merged = ? ORDER BY n`, from)
	if before.Redirects, err = collect(rows, err, scanOne[string]); err != nil {
		return before, err
	}
	if before.Chapters, err = t.formerParts(from, into); err != nil {
		return before, err
	}
	return before, t.redirect(from, into)
}

// corrected is the evidence of an article that a correction puts elsewhere. What a merged incident's articles share goes on
// to count; what others shared with the incident that they were taken out of doesn't.
func corrected(evidence []news.Evidence, c *news.Correction) []news.Evidence {
	e := news.Evidence{Kind: news.EvidenceCorrection}
	if c.Note != "" {
		e.Values = []string{c.Note}
	}
	if c.Kind != news.CorrectionMerge {
		return []news.Evidence{e}
	}
	kept := slices.DeleteFunc(slices.Clone(evidence), func(e news.Evidence) bool { return e.Kind == news.EvidenceCorrection })
	return append([]news.Evidence{e}, kept...)
}

func (t *tx) record(c *news.Correction, before formerState) error {
	var err error
	if c.Revision, err = t.nextRevision(); err != nil {
		return err
	}
	state, err := json.Marshal(before)
	if err != nil {
		return err
	}
	_, err = t.row([]any{&c.N}, `INSERT INTO corrections (body, before, revision) VALUES ('', ?, ?) RETURNING n`, string(state), c.Revision)
	if err != nil {
		return err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = t.exec(`UPDATE corrections SET body = ? WHERE n = ?`, string(body), c.N)
	return err
}

func (t *tx) nextRevision() (n int64, err error) {
	_, err = t.row([]any{&n}, `UPDATE numbers SET value = value + 1 WHERE name = 'corrected' RETURNING value`)
	return n, err
}

const correctionSelect = `SELECT body, undone, revision FROM corrections`

func scanCorrection(r *sql.Rows) (c news.Correction, err error) {
	var body []byte
	var undone sql.NullInt64
	var revision int64
	if err = r.Scan(&body, &undone, &revision); err != nil {
		return c, err
	}
	err = json.Unmarshal(body, &c)
	c.Undone, c.Revision = unstamp(undone), revision
	return c, err
}

// Corrections returns everything that was ever corrected, in that order, with what was undone.
func (s *Store) Corrections(ctx context.Context) ([]news.Correction, error) {
	rows, err := s.read.QueryContext(ctx, correctionSelect+` ORDER BY n`)
	all, err := collect(rows, err, scanCorrection)
	return all, s.explain("read corrections", err)
}

// Corrected returns how often something was corrected or undone: the Revision of the latest. It may grow at any moment,
// for another process may correct.
func (s *Store) Corrected(ctx context.Context) (revision int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT value FROM numbers WHERE name = 'corrected'`).Scan(&revision)
	return revision, s.explain("read corrections", err)
}

// A heldIncident is an incident with its articles in the order in which they were filed first.
type heldIncident struct {
	n        int64
	id       string
	articles []string
}

// liveIncident finds an incident that can be corrected.
func (t *tx) liveIncident(id string) (h heldIncident, err error) {
	h.id = id
	var merged sql.NullString
	found, err := t.row([]any{&h.n, &merged}, `SELECT n, (SELECT m.id FROM incidents m WHERE m.n = i.merged) FROM incidents i WHERE id = ?`, id)
	if err != nil {
		return h, err
	}
	if merged.Valid {
		return h, refuse("incident %s was merged into %s already: name that one", id, merged.String)
	}
	if found {
		rows, err := t.rows(`SELECT id FROM articles WHERE incident = ? ORDER BY turn`, h.n)
		if h.articles, err = collect(rows, err, scanOne[string]); err != nil || len(h.articles) > 0 {
			return h, err
		}
	}
	found, err = t.row([]any{&merged}, formerSelect, id)
	if err == nil && found {
		return h, refuse("incident %s has become part of %s: name that one", id, merged.String)
	}
	return h, cmp.Or(err, refuse("there is no incident %.50q: the address of its page ends with its ID, "+
		"and parallax export --what incidents lists them all", id))
}

// filedArticle returns where an article is filed.
func (t *tx) filedArticle(id string) (f news.Filing, err error) {
	var incident sql.NullString
	var evidence []byte
	found, err := t.row([]any{&f.CopyOf, &incident, &evidence}, `SELECT a.copy_of, i.id, e.body FROM articles a
		LEFT JOIN incidents i ON i.n = a.incident LEFT JOIN evidence e ON e.n = a.n WHERE a.id = ?`, id)
	switch {
	case err != nil:
		return f, err
	case !found:
		return f, refuse("there is no article %.50q: the address of its page ends with its ID, and parallax export lists them all", id)
	case !incident.Valid:
		return f, refuse("article %s isn't filed yet: try again in a moment", id)
	}
	f.Article, f.Incident = id, incident.String
	if len(evidence) > 0 {
		err = json.Unmarshal(evidence, &f.Evidence)
	}
	return f, err
}

// splitID is the ID of the incident that an article opens when it is split off: the one it opened once, or would have,
// unless others are there.
func (t *tx) splitID(founder string) (id string, err error) {
	id = news.IncidentID(founder)
	for n := 1; ; n++ {
		used, err := t.row([]any{new(int64)}, `SELECT n FROM articles WHERE incident = (SELECT n FROM incidents WHERE id = ?) LIMIT 1`, id)
		if err != nil || !used {
			return id, err
		}
		id = news.SplitID(founder, n)
	}
}

// revive returns the row of an incident, which no longer redirects if it did. A new one is added.
func (t *tx) revive(id string) (n int64, err error) {
	if _, err := t.exec(`UPDATE incidents SET merged = NULL WHERE id = ?`, id); err != nil {
		return 0, err
	}
	return t.incident(id)
}

// Rebuilding reports whether pages wait to be read again that had been read before a Reset.
func (s *Store) Rebuilding(ctx context.Context) (is bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT COALESCE(MAX(value > (SELECT COALESCE(MAX(seq), 0) FROM marks WHERE stage = ?)), 0)
		FROM numbers WHERE name = 'rebuilding'`, MarkExtract).Scan(&is)
	return is, s.explain("ask whether a rebuild is under way", err)
}

// refuseWhileRebuilding refuses corrections while incidents are being put together: what a person sees then isn't whole.
func (t *tx) refuseWhileRebuilding() error {
	rebuilding, err := t.row([]any{new(int64)}, `SELECT value FROM numbers WHERE name = 'rebuilding'
		AND (value > (SELECT COALESCE(MAX(seq), 0) FROM marks WHERE stage = '`+MarkExtract+`')
			OR EXISTS (SELECT 1 FROM articles WHERE filed = 0 AND page <= value))`)
	if err == nil && rebuilding {
		err = refuse("everything is being derived again: correct when parallax rebuild is done, and run it once more if it was interrupted")
	}
	return err
}
