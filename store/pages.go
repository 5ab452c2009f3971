package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"parallax/news"
)

// PutPages archives pages in the order given: they are appended to the WARC file and on the disk, then registered, and
// their items, if there are any, leave the queue, with Next as the following visit. Either all of them are archived or none.
// Seq is set in pages.
//
// A page that is in the archive already, fetched at the same moment with the same body, is not archived again; its Seq
// is that of the page which is there. One of what was asked to be forgotten isn't archived either; its Seq stays 0.
func (s *Store) PutPages(ctx context.Context, pages []news.Page) error {
	for {
		w, err := s.fresh(ctx, pages)
		if err != nil || len(w.pages) == 0 {
			return s.explain("archive pages", err)
		}
		err = s.update(ctx, "archive pages", func(t *tx) error { return s.appendPages(t, &w, (*tx).registerPage) })
		if !errors.Is(err, errMeanwhile) {
			return err
		}
	}
}

// errMeanwhile says that pages were removed, or that something was asked to be forgotten, while others were made ready for the archive:
// what these refer to may be gone, or they may be unwanted themselves.
var errMeanwhile = errors.New("something was removed meanwhile")

// fresh makes those of some pages ready for the archive that it shall hold and doesn't.
func (s *Store) fresh(ctx context.Context, pages []news.Page) (w batch, err error) {
	if w, err = s.batch(ctx); err != nil {
		return w, err
	}
	if w.pages, err = s.unarchived(ctx, pages); err != nil {
		return w, err
	}
	if w.bodies, err = s.knownBodies(ctx, w.pages); err != nil {
		return w, err
	}
	return w, w.encode()
}

// A batch is some pages on their way into the archive.
type batch struct {
	pages    []*news.Page
	bodies   []*reference // of pages that have theirs from another one, nil for the rest
	encoded  []byte
	places   []place // of each page, from the beginning of encoded
	unwanted string  // what unwantedState was before pages were chosen
}

func (s *Store) batch(ctx context.Context) (w batch, err error) {
	return w, s.read.QueryRowContext(ctx, unwantedState).Scan(&w.unwanted)
}

// appendPages appends pages to the archive within a transaction that registers them.
func (s *Store) appendPages(t *tx, w *batch, register func(*tx, *news.Page, entry) error) error {
	var unwanted string
	if _, err := t.row([]any{&unwanted}, unwantedState); err != nil {
		return err
	} else if unwanted != w.unwanted {
		return errMeanwhile
	}
	for _, body := range w.bodies {
		if body == nil {
			continue
		}
		if there, err := t.row([]any{new(int)}, `SELECT 1 FROM pages WHERE seq = ?`, body.seq); err != nil {
			return err
		} else if !there {
			return errMeanwhile
		}
	}
	at, err := s.archive.append(w.encoded)
	if err != nil {
		return err
	}
	t.undo = func() error { return s.takeBack(t, at) }
	for i, p := range w.pages {
		e := entry{at: place{at.file, at.offset + w.places[i].offset, w.places[i].length}, digest: digest(p.Body)}
		if w.bodies[i] != nil {
			e.refers = sql.NullInt64{Int64: w.bodies[i].seq, Valid: true}
		}
		if err := register(t, p, e); err != nil {
			return err
		}
	}
	return nil
}

// unarchived returns those of some pages that the archive shall hold and doesn't, and sets the Seq of those that it holds.
func (s *Store) unarchived(ctx context.Context, pages []news.Page) ([]*news.Page, error) {
	var fresh []*news.Page
	for i := range pages {
		p := &pages[i]
		unwanted, err := forgotten(ctx, s.read, p.URL, p.FinalURL, p.Item.URL, "https://"+p.Source.ID)
		if err != nil {
			return nil, err
		}
		if unwanted {
			continue
		}
		// Where nothing was fetched there is no moment that would make two pages one.
		err = sql.ErrNoRows
		if !p.Fetched.IsZero() {
			err = s.read.QueryRowContext(ctx, `SELECT seq FROM pages WHERE article = ? AND fetched = ? AND digest = ? AND feed = 0`,
				news.ArticleID(p.URL), stamp(p.Fetched), digest(p.Body)).Scan(&p.Seq)
		}
		switch {
		case err == sql.ErrNoRows:
			fresh = append(fresh, p)
		case err != nil:
			return nil, err
		}
	}
	return fresh, nil
}

// takeBack removes pages from the archive whose registration failed, unless the failure was reported of a registration
// that is there.
func (s *Store) takeBack(t *tx, at place) error {
	var one int
	there, err := t.row([]any{&one}, `SELECT 1 FROM pages WHERE file = ? AND offset = ?`, at.file, at.offset)
	if err != nil || there {
		return err
	}
	return s.archive.takeBack(at)
}

// knownBodies finds for each page that came over HTTP the archived page of the same address that has the same body, nil where there
// is none.
func (s *Store) knownBodies(ctx context.Context, pages []*news.Page) ([]*reference, error) {
	reader := pageReader{archive: s.archive}
	defer reader.close()
	all := make([]*reference, len(pages))
	for i, p := range pages {
		if p.Status == 0 || len(p.Body) == 0 {
			continue
		}
		var seq int64
		var at place
		err := s.read.QueryRowContext(ctx, `SELECT seq, file, offset, length FROM pages WHERE article = ? AND digest = ? AND feed = 0 AND refers IS NULL
			ORDER BY seq DESC LIMIT 1`, news.ArticleID(p.URL), digest(p.Body)).Scan(&seq, &at.file, &at.offset, &at.length)
		if err == sql.ErrNoRows {
			continue
		} else if err != nil {
			return nil, err
		}
		original, answer, err := reader.pageAt(at)
		if err != nil || !bytes.Equal(original.Body, p.Body) || answer.get("WARC-Type") != typeResponse {
			continue // it is damaged: the page is archived whole
		}
		all[i] = &reference{seq, answer.get("WARC-Record-ID"), answer.get("WARC-Target-URI"), answer.get("WARC-Date")}
	}
	return all, nil
}

// encode writes the pages' records.
func (w *batch) encode() error {
	var b bytes.Buffer
	z := newGzip()
	w.places = make([]place, len(w.pages))
	for i, p := range w.pages {
		records, err := pageRecords(p, w.bodies[i])
		if err != nil {
			return fmt.Errorf("%s: %w", p.URL, err)
		}
		start := int64(b.Len())
		for _, r := range records {
			if err := r.encode(&b, z); err != nil {
				return fmt.Errorf("%s: %w", p.URL, err)
			}
		}
		w.places[i] = place{offset: start, length: int64(b.Len()) - start}
	}
	w.encoded = b.Bytes()
	return nil
}

// An entry is what the register says of a page besides its addresses.
type entry struct {
	at     place
	digest string        // of the body
	refers sql.NullInt64 // see pages.refers
}

// register enters an archived page, and its source if that is new.
func (t *tx) register(p *news.Page, e entry) error {
	result, err := t.exec(`INSERT INTO pages (file, offset, length, article, final, source, fetched, status, digest, refers, feed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, e.at.file, e.at.offset, e.at.length, news.ArticleID(p.URL), news.ArticleID(p.FinalURL), p.Source.ID,
		stamp(p.Fetched), p.Status, e.digest, e.refers, p.Feed != "")
	if err != nil {
		return err
	}
	if p.Seq, err = result.LastInsertId(); err != nil {
		return err
	}
	return t.addSource(p.Source)
}

// registerPage enters the archived page of an article and takes its addresses off the queue.
func (t *tx) registerPage(p *news.Page, e entry) error {
	if err := t.register(p, e); err != nil {
		return err
	}
	for _, id := range distinct(news.ArticleID(p.URL), news.ArticleID(p.FinalURL), news.ArticleID(p.Item.URL)) {
		_, err := t.exec(`INSERT INTO queue (article, source, item, state, due) VALUES (?, ?, '', ?, 0)
			ON CONFLICT (article) DO UPDATE SET state = excluded.state, item = ''`, id, p.Source.ID, itemDone)
		if err != nil {
			return err
		}
	}
	for _, url := range distinct(p.URL, p.Item.URL) {
		if _, err := t.exec(`DELETE FROM problems WHERE stage IN ('fetch', 'visit') AND url = ?`, url); err != nil {
			return err
		}
	}
	if p.Next == nil {
		return nil
	}
	return t.putVisit(*p.Next)
}

// distinct returns the values that aren't empty, each once.
func distinct(values ...string) []string {
	kept := values[:0]
next:
	for _, v := range values {
		if v == "" {
			continue
		}
		for _, k := range kept {
			if k == v {
				continue next
			}
		}
		kept = append(kept, v)
	}
	return kept
}

// Pages returns the archived pages whose Seq is higher than after, in its order. A page that can't be read back (the
// archive is damaged) is returned as an error that wraps ErrDamaged and names its place, with the page's Seq; the stream
// goes on behind it.
func (s *Store) Pages(ctx context.Context, after int64) iter.Seq2[news.Page, error] {
	return s.archived(ctx, after, func(row *pageRow) bool { return !row.feed })
}

// archived reads the rows of the register that are wanted back from the archive.
func (s *Store) archived(ctx context.Context, after int64, wanted func(*pageRow) bool) iter.Seq2[news.Page, error] {
	return func(yield func(news.Page, error) bool) {
		reader := pageReader{archive: s.archive}
		defer reader.close()
		for {
			rows, err := s.pageRows(ctx, s.read, after)
			if err != nil {
				yield(news.Page{}, s.explain("read pages", err))
				return
			}
			if len(rows) == 0 {
				return
			}
			for _, row := range rows {
				after = row.seq
				if !wanted(&row) {
					continue
				}
				p, err := reader.page(&row)
				p.Seq = row.seq
				if !yield(p, s.explain("read page", err)) {
					return
				}
				if ctx.Err() != nil {
					break // the next query says so
				}
			}
		}
	}
}

type pageRow struct {
	seq     int64
	at      place
	body    place // of the page that has the body, zero if this one has it
	article string
	digest  string
	feed    bool // whether it is a document of a feed
}

// A reading is a connection pool or a read transaction.
type reading interface {
	queryer
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// pageRows returns the next few hundred rows of the register.
func (s *Store) pageRows(ctx context.Context, db reading, after int64) ([]pageRow, error) {
	rows, err := db.QueryContext(ctx, pageSelect+` WHERE p.seq > ? ORDER BY p.seq LIMIT 500`, after)
	return collect(rows, err, scanPageRow)
}

// pageSelect reads rows of the register; see scanPageRow.
const pageSelect = `SELECT p.seq, p.file, p.offset, p.length, COALESCE(o.file, 0), COALESCE(o.offset, 0), COALESCE(o.length, 0), p.article, p.digest, p.feed
	FROM pages p LEFT JOIN pages o ON o.seq = p.refers`

func scanPageRow(r *sql.Rows) (p pageRow, err error) {
	err = r.Scan(&p.seq, &p.at.file, &p.at.offset, &p.at.length, &p.body.file, &p.body.offset, &p.body.length, &p.article, &p.digest, &p.feed)
	return p, err
}

// Unread returns how many pages haven't been read yet by MarkExtract: after a crawl or a rebuild that was interrupted.
func (s *Store) Unread(ctx context.Context) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM pages WHERE feed = 0 AND seq > (SELECT COALESCE(MAX(seq), 0) FROM marks WHERE stage = ?)`,
		MarkExtract).Scan(&n)
	return n, s.explain("count the pages that wait to be read", err)
}
