package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"parallax/news"
)

// PutFilings records where articles belong, then which incidents turned out to be one, and then which are parts of a story. An article filed before
// is moved; a filing that says nothing new changes nothing. One without evidence keeps what is stored, but for what it says
// of copies, which becomes what the filing says, and one whose only evidence is a split adds that to what is stored. Filing under an incident that was merged files under the one it redirects to.
// The error wraps news.ErrNotFound if an article isn't there.
//
// States are kept for States to return, those of articles with their filings.
//
// Of a merge, all articles of From move to Into, and From, with all that redirected to it, redirects to Into. Into becomes part of the
// story that From was part of; if it was part of another one, the two stories become one, as they do where a link says so: the
// one that began first keeps its ID.
//
// d.Corrected is the value of Corrected that the decisions were made at. If a person has corrected something since then, they
// may be void: nothing is recorded, and the error wraps ErrCorrected.
func (s *Store) PutFilings(ctx context.Context, d news.Decisions) error {
	return s.update(ctx, "put filings", func(t *tx) error {
		var now int64
		if _, err := t.row([]any{&now}, `SELECT value FROM numbers WHERE name = 'corrected'`); err != nil {
			return err
		}
		if now != d.Corrected {
			return ErrCorrected
		}
		for i := range d.Filings {
			if err := t.err(); err != nil {
				return err
			}
			if err := t.putFiling(&d.Filings[i]); err != nil {
				return fmt.Errorf("filing of article %s: %w", d.Filings[i].Article, err)
			}
		}
		for _, m := range d.Merges {
			if err := t.merge(m); err != nil {
				return fmt.Errorf("merging incident %s into %s: %w", m.From, m.Into, err)
			}
		}
		for i := range d.Links {
			if err := t.putLink(&d.Links[i]); err != nil {
				return fmt.Errorf("linking incident %s to story %s: %w", d.Links[i].Incident, d.Links[i].Story, err)
			}
		}
		for i := range d.States {
			if err := t.putState(&d.States[i]); err != nil {
				return fmt.Errorf("what the grouping remembers of %s%s: %w", d.States[i].Article, d.States[i].Part, err)
			}
		}
		return nil
	})
}

func (t *tx) putFiling(f *news.Filing) error {
	var n, turn int64
	var before sql.NullInt64
	var copyOf string
	var evidence []byte
	found, err := t.row([]any{&n, &turn, &before, &copyOf, &evidence}, `SELECT a.n, a.turn, a.incident, a.copy_of, e.body
		FROM articles a LEFT JOIN evidence e ON e.n = a.n WHERE a.id = ?`, f.Article)
	if err != nil {
		return err
	}
	if !found {
		return news.ErrNotFound
	}
	incident, err := t.incident(f.Incident)
	if err != nil {
		return err
	}
	if turn == noTurn {
		if err := t.giveTurn(n, f.Article); err != nil {
			return err
		}
	}
	text := evidence
	if f.Evidence != nil || evidence == nil || copyOf != f.CopyOf {
		if text, err = evidenceText(f, evidence); err != nil {
			return err
		}
	}
	if before.Valid && before.Int64 == incident && copyOf == f.CopyOf && bytes.Equal(evidence, text) {
		_, err := t.exec(`UPDATE articles SET filed = 1 WHERE n = ? AND filed = 0`, n)
		return err
	}
	changed, err := t.nextChange()
	if err != nil {
		return err
	}
	t.recounts.incident(before)
	t.recounts.incident(sql.NullInt64{Int64: incident, Valid: true})
	_, err = t.exec(`UPDATE articles SET incident = ?, copy_of = ?, filed = 1, changed = ? WHERE n = ?`, incident, f.CopyOf, changed, n)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO evidence (n, body) VALUES (?, ?) ON CONFLICT (n) DO UPDATE SET body = excluded.body`, n, string(text))
	if err == nil && isSplit(f.Evidence) {
		err = t.part(incident, f.Evidence[0])
	}
	return err
}

// isSplit reports whether evidence says of an article that it was moved with others when an incident fell apart, and nothing else.
func isSplit(evidence []news.Evidence) bool {
	return len(evidence) == 1 && evidence[0].Kind == news.EvidenceSplit && len(evidence[0].Values) == 1
}

// part records which incident another one was part of.
func (t *tx) part(incident int64, split news.Evidence) error {
	from, err := t.incident(split.Values[0])
	if err != nil {
		return err
	}
	_, err = t.exec(`UPDATE incidents SET parted = ? WHERE n = ? AND parted IS NULL`, from, incident)
	return err
}

// evidenceText is the evidence of a filing as it is stored, where other evidence may be stored already.
func evidenceText(f *news.Filing, stored []byte) ([]byte, error) {
	split := isSplit(f.Evidence)
	if f.Evidence != nil && !split {
		return json.Marshal(f.Evidence)
	}
	var before []news.Evidence
	evidence := slices.Clone(f.Evidence)
	if stored != nil {
		if err := json.Unmarshal(stored, &before); err != nil {
			return nil, err
		}
	}
	for _, e := range before {
		switch e.Kind {
		case news.EvidenceCopy:
			if !split {
				continue
			}
		case news.EvidenceFounder, news.EvidenceSplit: // of where it was before
			if split {
				continue
			}
		}
		evidence = append(evidence, e)
	}
	if f.CopyOf != "" && !split {
		evidence = append(evidence, news.Evidence{Kind: news.EvidenceCopy, Article: f.CopyOf})
	}
	return json.Marshal(evidence)
}

// incident returns the row of an incident, or of the one it redirects to. A new one is added.
func (t *tx) incident(id string) (n int64, err error) {
	if id == "" {
		return 0, fmt.Errorf("the incident has no ID")
	}
	found, err := t.row([]any{&n}, `SELECT COALESCE(merged, n) FROM incidents WHERE id = ?`, id)
	if found || err != nil {
		return n, err
	}
	_, err = t.row([]any{&n}, `INSERT INTO incidents (id) VALUES (?) RETURNING n`, id)
	return n, err
}

func (t *tx) merge(m news.Merge) error {
	from, err := t.incident(m.From)
	if err != nil {
		return err
	}
	into, err := t.incident(m.Into)
	if err != nil || from == into {
		return err
	}
	rows, err := t.rows(`SELECT n FROM articles WHERE incident = ? ORDER BY time, id`, from)
	articles, err := collect(rows, err, scanOne[int64])
	if err != nil {
		return err
	}
	for _, n := range articles {
		changed, err := t.nextChange()
		if err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE articles SET incident = ?, changed = ? WHERE n = ?`, into, changed, n); err != nil {
			return err
		}
	}
	return t.redirect(from, into)
}

// redirect lets an incident, with all that led to it, lead to another one.
func (t *tx) redirect(from, into int64) error {
	if _, err := t.exec(`UPDATE incidents SET merged = ?1 WHERE n = ?2 OR merged = ?2`, into, from); err != nil {
		return err
	}
	t.recounts.incident(sql.NullInt64{Int64: from, Valid: true})
	t.recounts.incident(sql.NullInt64{Int64: into, Valid: true})
	return t.carryStory(from, into)
}
