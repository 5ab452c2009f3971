package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"parallax/news"
)

// visitsAtOnce is among how many of the visits that have waited longest DueVisits chooses: after a day without a crawl there may be
// a million.
const visitsAtOnce = 50_000

// DueVisits returns at most limit visits that may be made now, dealt out source by source like DueItems. A visit is due
// until PutPages has what came of it or Visited says that nothing did. One that lies further ahead than any does was put there by a
// clock that has been set back since.
func (s *Store) DueVisits(ctx context.Context, now time.Time, limit int) ([]news.Visit, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT v.visit, v.due FROM
		(SELECT article, ROW_NUMBER() OVER (PARTITION BY source ORDER BY due, article) AS turn FROM
			(SELECT * FROM (SELECT article, source, due FROM visits WHERE due <= ?1 ORDER BY due LIMIT ?3)
				UNION ALL SELECT article, source, due FROM visits WHERE due > ?2) ORDER BY turn LIMIT ?4) t
		JOIN visits v ON v.article = t.article ORDER BY t.turn, v.source`, now.UnixMicro(), now.Add(longestWait).UnixMicro(), visitsAtOnce, limit)
	visits, err := collect(rows, err, func(r *sql.Rows) (v news.Visit, err error) {
		var text []byte
		var due sql.NullInt64
		if err := r.Scan(&text, &due); err != nil {
			return v, err
		}
		err = json.Unmarshal(text, &v)
		v.Due = unstamp(due)
		return v, err
	})
	return visits, s.explain("read visits", err)
}

// Visited records a visit that brought no new page: v is the one to follow, or the last that was had if its Due is zero. A
// reason, where there is one, becomes a problem of stage "visit".
func (s *Store) Visited(ctx context.Context, v news.Visit, why news.Reason) error {
	return s.update(ctx, "record a visit", func(t *tx) error {
		if err := t.putVisit(v); err != nil || why.Text == "" {
			return err
		}
		return t.putProblem(news.Problem{Source: v.Item.Source, URL: v.Item.URL, Stage: "visit", Reason: why.Text, Cause: why.Cause, Time: s.now()})
	})
}

// putVisit writes the next visit to an article's page, or that there is none.
func (t *tx) putVisit(v news.Visit) error {
	article := news.ArticleID(v.Item.URL)
	if unwanted, err := t.forgotten(v.Item.Source, v.Item.URL); unwanted || err != nil {
		return err
	}
	if v.Due.IsZero() {
		_, err := t.exec(`DELETE FROM visits WHERE article = ?`, article)
		return err
	}
	tidyItem(&v.Item)
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO visits (article, source, visit, due) VALUES (?, ?, ?, ?)
		ON CONFLICT (article) DO UPDATE SET visit = excluded.visit, due = excluded.due`,
		article, v.Item.Source, string(text), stamp(v.Due).Int64)
	return err
}
