package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"parallax/news"
)

// putState keeps or drops what the grouping remembers of an article or beside that. The article has to be filed.
func (t *tx) putState(s *news.State) error {
	if s.Article == "" {
		if s.Body == nil {
			_, err := t.exec(`DELETE FROM state_parts WHERE part = ?`, s.Part)
			return err
		}
		_, err := t.exec(`INSERT INTO state_parts (part, body) VALUES (?, ?) ON CONFLICT (part) DO UPDATE SET body = excluded.body`, s.Part, s.Body)
		return err
	}
	var n, turn int64
	found, err := t.row([]any{&n, &turn}, `SELECT n, turn FROM articles WHERE id = ? AND incident IS NOT NULL`, s.Article)
	switch {
	case err != nil:
		return err
	case !found:
		return news.ErrNotFound
	case s.Body == nil:
		_, err = t.exec(`DELETE FROM states WHERE turn = ?`, turn)
	default:
		_, err = t.exec(`INSERT INTO states (turn, n, body) VALUES (?, ?, ?) ON CONFLICT (turn) DO UPDATE SET n = excluded.n, body = excluded.body`,
			turn, n, s.Body)
	}
	return err
}

// A Remembered is what the grouping remembers of an article, and where the article is filed, without the evidence.
type Remembered struct {
	State  news.State
	Filing news.Filing
}

// StateParts returns the states that aren't of an article.
func (s *Store) StateParts(ctx context.Context) ([]news.State, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT part, body FROM state_parts ORDER BY part`)
	parts, err := collect(rows, err, func(r *sql.Rows) (p news.State, err error) {
		err = r.Scan(&p.Part, &p.Body)
		return p, err
	})
	return parts, s.explain("read what the grouping remembers", err)
}

// stateRows are read at a time: a query for each few costs more than the rows.
const stateRows = 1000

// States returns the states of articles, in the order in which these were filed first. An article that was filed by an
// older version of the program has one without a body.
func (s *Store) States(ctx context.Context) iter.Seq2[Remembered, error] {
	return func(yield func(Remembered, error) bool) {
		turn := int64(0)
		more := func() ([]Remembered, error) {
			rows, err := s.read.QueryContext(ctx, `SELECT s.turn, a.id, i.id, a.copy_of, s.body FROM states s
				CROSS JOIN articles a ON a.n = s.n CROSS JOIN incidents i ON i.n = a.incident WHERE s.turn > ? ORDER BY s.turn LIMIT ?`, turn, stateRows)
			var bodies slab
			return collect(rows, err, func(r *sql.Rows) (m Remembered, err error) {
				err = r.Scan(&turn, &m.State.Article, &m.Filing.Incident, &m.Filing.CopyOf, &bodies)
				m.Filing.Article, m.State.Body = m.State.Article, bodies.last
				return m, err
			})
		}
		chunked(s, "read what the grouping remembers", more)(yield)
	}
}

// A slab takes blobs in, one behind the other: a million of them, each for itself, keep the garbage collector busy.
type slab struct {
	room []byte
	last []byte // the blob that was scanned last
}

const slabSize = 1 << 20

// Scan takes the next blob in.
func (s *slab) Scan(blob any) error {
	b, ok := blob.([]byte)
	if !ok {
		return fmt.Errorf("%T instead of a blob", blob)
	}
	if len(b) > cap(s.room)-len(s.room) {
		s.room = make([]byte, 0, max(slabSize, len(b)))
	}
	start := len(s.room)
	s.room = append(s.room, b...)
	s.last = s.room[start:len(s.room):len(s.room)]
	return nil
}
