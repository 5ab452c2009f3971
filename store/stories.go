package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"parallax/news"
)

// putLink makes an incident part of a story. Where it is part of another one, the two become one.
func (t *tx) putLink(l *news.Link) error {
	incident, err := t.incident(l.Incident)
	if err != nil {
		return err
	}
	story, err := t.story(l.Story)
	if err != nil {
		return err
	}
	var before sql.NullInt64
	var linked string
	if _, err := t.row([]any{&before, &linked}, `SELECT story, linked FROM incidents WHERE n = ?`, incident); err != nil {
		return err
	}
	if before.Valid && before.Int64 != story {
		return t.uniteStories(before.Int64, story)
	}
	if len(l.Evidence) > 0 {
		text, err := json.Marshal(l.Evidence)
		if err != nil {
			return err
		}
		linked = string(text)
	}
	_, err = t.exec(`UPDATE incidents SET story = ?, linked = ? WHERE n = ?`, story, linked, incident)
	return err
}

// story returns the row of a story, or of the one it redirects to. A new one is added.
func (t *tx) story(id string) (n int64, err error) {
	if id == "" {
		return 0, fmt.Errorf("the story has no ID")
	}
	found, err := t.row([]any{&n}, `SELECT COALESCE(merged, n) FROM stories WHERE id = ?`, id)
	if found || err != nil {
		return n, err
	}
	_, err = t.row([]any{&n}, `INSERT INTO stories (id) VALUES (?) RETURNING n`, id)
	return n, err
}

// uniteStories makes two stories one. The one that began first keeps its ID, the other's redirects to it.
func (t *tx) uniteStories(a, b int64) error {
	older, younger := min(a, b), max(a, b)
	if _, err := t.exec(`UPDATE incidents SET story = ? WHERE story = ?`, older, younger); err != nil {
		return err
	}
	_, err := t.exec(`UPDATE stories SET merged = ?1 WHERE n = ?2 OR merged = ?2`, older, younger)
	return err
}

// carryStory lets an incident take over the story of one that redirects to it from now on.
func (t *tx) carryStory(from, into int64) error {
	var theirs, own sql.NullInt64
	if _, err := t.row([]any{&theirs, &own}, `SELECT f.story, i.story FROM incidents f, incidents i WHERE f.n = ? AND i.n = ?`, from, into); err != nil {
		return err
	}
	switch {
	case !theirs.Valid:
		return nil
	case !own.Valid:
		if _, err := t.exec(`UPDATE incidents SET (story, linked) = (SELECT story, linked FROM incidents WHERE n = ?) WHERE n = ?`, from, into); err != nil {
			return err
		}
	case own != theirs:
		if err := t.uniteStories(own.Int64, theirs.Int64); err != nil {
			return err
		}
	}
	_, err := t.exec(`UPDATE incidents SET story = NULL, linked = '' WHERE n = ?`, from)
	return err
}

// A formerPart is the story that an incident was part of before a correction; without a story it was part of none.
type formerPart struct {
	Incident string `json:"incident"`
	Story    string `json:"story,omitempty"`
	Linked   string `json:"linked,omitempty"`
}

// formerParts reads what carryStory is about to change.
func (t *tx) formerParts(from, into int64) (parts []formerPart, err error) {
	rows, err := t.rows(`SELECT i.id, COALESCE(s.id, ''), i.linked FROM incidents i LEFT JOIN stories s ON s.n = i.story WHERE i.n IN (?, ?) ORDER BY i.n`, from, into)
	parts, err = collect(rows, err, func(r *sql.Rows) (p formerPart, err error) {
		err = r.Scan(&p.Incident, &p.Story, &p.Linked)
		return p, err
	})
	if !slices.ContainsFunc(parts, func(p formerPart) bool { return p.Story != "" }) {
		return nil, err
	}
	return parts, err
}

// putBack makes an incident part of the story again that it was part of. Two stories that became one with the incidents stay one.
func (t *tx) putBack(p *formerPart) error {
	var story sql.NullInt64
	if p.Story != "" {
		if _, err := t.row([]any{&story}, `SELECT COALESCE(merged, n) FROM stories WHERE id = ?`, p.Story); err != nil {
			return err
		}
	}
	_, err := t.exec(`UPDATE incidents SET story = ?, linked = ? WHERE id = ? AND merged IS NULL`, story, p.Linked, p.Incident)
	return err
}

// keepFormerStories does for stories what keepFormer does for incidents.
func (t *tx) keepFormerStories() error {
	_, err := t.exec(`INSERT INTO former_stories (id, article)
		SELECT s.id, a.id FROM stories s JOIN articles a
			ON a.n = (SELECT x.n FROM articles x JOIN incidents i ON i.n = x.incident WHERE i.story = COALESCE(s.merged, s.n) ORDER BY x.turn LIMIT 1)
		WHERE TRUE ON CONFLICT (id) DO UPDATE SET article = excluded.article`)
	return err
}

// Story returns one story; one that turned out to be another, then or when everything was derived anew, has nothing but its ID and
// MergedInto. The error wraps news.ErrNotFound if there never was one with that ID, or fewer than two incidents are left of it.
func (s *Store) Story(ctx context.Context, id string) (news.Story, error) {
	story := news.Story{ID: id, Languages: []string{}, Schema: news.SchemaVersion}
	var n int64
	var merged sql.NullString
	err := s.read.QueryRowContext(ctx, `SELECT n, (SELECT m.id FROM stories m WHERE m.n = s.merged) FROM stories s WHERE id = ?`, id).Scan(&n, &merged)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		story.MergedInto, err = s.formerStory(ctx, id)
	case err == nil && merged.Valid:
		story.MergedInto = merged.String
	case err == nil:
		err = s.sumStory(ctx, n, &story)
	}
	if errors.Is(err, news.ErrNotFound) {
		err = fmt.Errorf("story %.50q: %w", id, err)
	}
	return story, s.explain("read story", err)
}

// formerStory finds the story that one of before the last Reset has become.
func (s *Store) formerStory(ctx context.Context, id string) (into string, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT s.id FROM former_stories f JOIN articles a ON a.id = f.article
		JOIN incidents i ON i.n = a.incident JOIN stories s ON s.n = i.story WHERE f.id = ? AND s.id <> f.id`, id).Scan(&into)
	if errors.Is(err, sql.ErrNoRows) {
		err = news.ErrNotFound
	}
	return into, err
}

// sumStory sums the incidents of a story up.
func (s *Store) sumStory(ctx context.Context, n int64, story *news.Story) error {
	var first, last sql.NullInt64
	err := s.read.QueryRowContext(ctx, `SELECT COUNT(*), COALESCE(SUM(articles), 0), MIN(NULLIF(first, 0)), MAX(last) FROM incidents
		WHERE story = ? AND articles > 0`, n).Scan(&story.Incidents, &story.Articles, &first, &last)
	if err != nil {
		return err
	}
	if story.Incidents < leastStory {
		return news.ErrNotFound
	}
	story.First, story.Last = fromMicro(first.Int64), fromMicro(last.Int64)
	rows, err := s.read.QueryContext(ctx, `SELECT f.value FROM incidents i JOIN incident_facets f ON f.incident = i.n
		WHERE i.story = ? AND i.articles > 0 AND f.kind = 'language' GROUP BY f.value ORDER BY COUNT(*) DESC, f.value`, n)
	story.Languages, err = collect(rows, err, scanOne[string])
	return err
}

// leastStory is how many incidents a story has: what is left of one that a person has taken the others from is none.
const leastStory = 2

// storyColumns are those of the story of an incident i; a storedChapter holds them.
const storyColumns = `(SELECT s.id FROM stories s WHERE s.n = i.story),
	(SELECT COUNT(*) FROM incidents x WHERE x.story = i.story AND x.articles > 0), i.linked`

// A storedChapter is what an incident's row says of its story.
type storedChapter struct {
	story     sql.NullString
	incidents int
	linked    []byte
}

func (c *storedChapter) chapter() (*news.Chapter, error) {
	if !c.story.Valid || c.incidents < leastStory {
		return nil, nil
	}
	chapter := news.Chapter{ID: c.story.String, Incidents: c.incidents}
	if len(c.linked) == 0 {
		return &chapter, nil
	}
	return &chapter, json.Unmarshal(c.linked, &chapter.Evidence)
}
