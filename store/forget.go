package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"parallax/news"
)

// A Removal says what was taken out of a store.
type Removal struct {
	Pages    int   // of the archive
	Articles int   // with their versions, filings and the posts that nobody else embeds
	Items    int   // that waited to be fetched, or were known
	Feeds    int   //
	Bytes    int64 // of the archive
	Raw      int   // documents of feeds in the archive
}

// ErrForgotten is returned, wrapped, for what a person has asked to be forgotten.
var ErrForgotten = errors.New("it was asked to be forgotten: parallax forget --allow takes that back")

// A forgetting is a host or an address to forget.
type forgetting struct {
	key, name string
	host      bool
}

func forgettable(what string) (forgetting, error) {
	what = strings.TrimSpace(what)
	if strings.Contains(what, "://") {
		if id := news.ArticleID(what); id != "" {
			return forgetting{id, what, false}, nil
		}
	} else if host := news.SourceID("https://" + what); strings.ContainsAny(host, ".:") && host == strings.TrimPrefix(strings.ToLower(what), "www.") {
		return forgetting{host, host, true}, nil
	}
	return forgetting{}, fmt.Errorf("%.100q is neither an address nor a host: write https://example.org/page for one page, or example.org for all of a site", what)
}

// covers reports whether an address is of what is to be forgotten.
func (f *forgetting) covers(address string) bool {
	if !f.host {
		return address != "" && news.ArticleID(address) == f.key
	}
	host := news.SourceID(address)
	return host == f.key || strings.HasSuffix(host, "."+f.key)
}

func (f *forgetting) coversPage(p *news.Page) bool {
	return f.host && p.Source.ID == f.key || f.covers(p.URL) || f.covers(p.FinalURL) || f.covers(p.Item.URL)
}

func (f *forgetting) coversArticle(a *news.Article) bool {
	return f.host && a.Source.ID == f.key || !f.host && a.ID == f.key || f.covers(a.URL) || f.covers(a.CanonicalURL)
}

// keys are what an address is forgotten by.
func keys(address string) []any {
	all := []any{news.ArticleID(address)}
	for host := news.SourceID(address); host != ""; {
		all = append(all, host)
		_, host, _ = strings.Cut(host, ".")
	}
	return all
}

// forgotten reports whether one of some addresses was asked to be forgotten.
func forgotten(ctx context.Context, q queryer, addresses ...string) (is bool, err error) {
	var any bool
	if err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM forgotten)`).Scan(&any); err != nil || !any {
		return false, err
	}
	for _, address := range distinct(addresses...) {
		all := keys(address)
		marks := strings.TrimSuffix(strings.Repeat("?,", len(all)), ",")
		err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM forgotten WHERE what IN (`+marks+`))`, all...).Scan(&is)
		if is || err != nil {
			return is, err
		}
	}
	return false, nil
}

// forgotten asks in the transaction; the names of sources count as hosts.
func (t *tx) forgotten(source string, addresses ...string) (bool, error) {
	if source != "" {
		addresses = append(addresses, "https://"+source)
	}
	return forgotten(context.WithoutCancel(t.ctx), t.writer.conn, addresses...)
}

// pagesOf finds the archived pages of what is to be forgotten by what their notes say, and the documents of feeds that speak of
// it. It reads the notes of the whole archive, and all those documents.
func (s *Store) pagesOf(ctx context.Context, f forgetting) (pages []pageRow, err error) {
	reader := pageReader{archive: s.archive}
	defer reader.close()
	for after := int64(0); ; {
		rows, err := s.pageRows(ctx, s.read, after)
		if err != nil || len(rows) == 0 {
			return pages, err
		}
		for _, row := range rows {
			after = row.seq
			covered, err := f.coversRow(&reader, &row)
			if err != nil {
				s.log.Warn("store: a page can't be read; whether it is of what is to be forgotten isn't known", "page", row.seq, "error", err)
				continue
			}
			if covered {
				pages = append(pages, row)
			}
		}
	}
}

// coversRow reports whether an archived page is of what is to be forgotten. One that has the body of another is so if that is.
func (f forgetting) coversRow(reader *pageReader, row *pageRow) (bool, error) {
	if row.feed && row.body.length == 0 {
		p, _, err := reader.pageAt(row.at)
		return forgettings{f}.in(&p), err
	}
	p, err := reader.notes(row.at)
	return f.coversPage(&p) || !f.host && !row.feed && row.article == f.key, err
}

// removePages takes pages out of the archive, with those that refer to them for their bodies and what was read out of both, and does
// more in the same transaction.
func (s *Store) removePages(ctx context.Context, pages []pageRow, more func(*tx, *Removal) error) (r Removal, err error) {
	if pages, err = s.withReferences(ctx, pages); err != nil {
		return r, s.explain("remove pages", err)
	}
	var settle []func() error
	err = s.update(ctx, "remove pages", func(t *tx) error {
		settle, r = nil, Removal{}
		if _, err := t.exec(`PRAGMA secure_delete = ON`); err != nil {
			return err
		}
		byFile := map[int]map[int64]bool{}
		for _, p := range pages {
			if byFile[p.at.file] == nil {
				byFile[p.at.file] = map[int64]bool{}
			}
			byFile[p.at.file][p.seq] = true
			r.Bytes += p.at.length
			if p.feed {
				r.Raw++
				continue
			}
			r.Pages++
			if err := t.removeArticles(&r, `WHERE page = ?`, p.seq); err != nil {
				return err
			}
		}
		if err := more(t, &r); err != nil {
			return err
		}
		for file, gone := range byFile {
			if err := t.err(); err != nil {
				return err
			}
			done, err := s.rewriteFile(t, file, gone)
			if err != nil {
				return err
			}
			settle = append(settle, done)
		}
		return nil
	})
	if err != nil {
		return Removal{}, errors.Join(err, s.settleFiles(context.WithoutCancel(ctx)))
	}
	for _, done := range settle {
		err = errors.Join(err, done())
	}
	// What the log still has of it goes into the database, which overwrites it.
	s.write.mu.Lock()
	_, walErr := s.write.conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA wal_checkpoint(TRUNCATE)`)
	s.write.mu.Unlock()
	return r, s.explain("remove pages", errors.Join(err, walErr))
}

// withReferences adds the pages whose bodies are those of some pages.
func (s *Store) withReferences(ctx context.Context, pages []pageRow) ([]pageRow, error) {
	known := map[int64]bool{}
	for _, p := range pages {
		known[p.seq] = true
	}
	for _, p := range slices.Clone(pages) {
		rows, err := s.read.QueryContext(ctx, pageSelect+` WHERE p.refers = ?`, p.seq)
		more, err := collect(rows, err, scanPageRow)
		if err != nil {
			return nil, err
		}
		for _, m := range more {
			if !known[m.seq] {
				known[m.seq] = true
				pages = append(pages, m)
			}
		}
	}
	return pages, nil
}

// removeMatching removes the articles of what is to be forgotten, whatever pages they were read out of.
func (t *tx) removeMatching(f forgetting, r *Removal) error {
	if !f.host {
		return t.removeArticles(r, `WHERE id = ?`, f.key)
	}
	for n := int64(0); ; {
		rows, err := t.rows(`SELECT a.n, b.body FROM articles a JOIN bodies b ON b.n = a.n WHERE a.n > ? ORDER BY a.n LIMIT ?`, n, chunkRows)
		type row struct {
			n    int64
			body []byte
		}
		chunk, err := collect(rows, err, func(r *sql.Rows) (one row, err error) {
			err = r.Scan(&one.n, &one.body)
			return one, err
		})
		if err != nil || len(chunk) == 0 {
			return err
		}
		for _, one := range chunk {
			n = one.n
			if a, err := t.writer.codec.decode(one.body); err == nil && f.coversArticle(&a) {
				if err := t.removeArticles(r, `WHERE n = ?`, n); err != nil {
					return err
				}
			}
		}
		if err := t.err(); err != nil {
			return err
		}
	}
}

// removeArticles removes the articles that a condition chooses, with all that is said of them.
func (t *tx) removeArticles(r *Removal, where string, arg any) error {
	rows, err := t.rows(`SELECT n, id, source, language, country, incident FROM articles `+where, arg)
	type row struct {
		articleRow
		id string
	}
	all, err := collect(rows, err, func(r *sql.Rows) (a row, err error) {
		err = r.Scan(&a.n, &a.id, &a.source, &a.language, &a.country, &a.incident)
		return a, err
	})
	if err != nil {
		return err
	}
	for _, a := range all {
		if err := t.cover(a.source, a.language, a.country, -1); err != nil {
			return err
		}
		if err := t.embed(a.n, nil); err != nil {
			return err
		}
		t.recounts.incident(a.incident)
		// Those that copy it are beside it.
		if _, err := t.exec(`UPDATE articles SET copy_of = '' WHERE incident = ? AND copy_of = ?`, a.incident, a.id); err != nil {
			return err
		}
		for _, query := range []string{`DELETE FROM states WHERE turn = (SELECT turn FROM articles WHERE n = ?)`, `DELETE FROM articles WHERE n = ?`,
			`DELETE FROM bodies WHERE n = ?`, `DELETE FROM versions WHERE article = ?`, `DELETE FROM evidence WHERE n = ?`} {
			if _, err := t.exec(query, a.n); err != nil {
				return err
			}
		}
		for _, query := range []string{`DELETE FROM filing_order WHERE article = ?`, `DELETE FROM former_incidents WHERE article = ?`,
			`DELETE FROM former_stories WHERE article = ?`} {
			if _, err := t.exec(query, a.id); err != nil {
				return err
			}
		}
		changed, err := t.nextChange()
		if err != nil {
			return err
		}
		if _, err := t.exec(`INSERT INTO removed (changed, article) VALUES (?, ?)`, changed, a.id); err != nil {
			return err
		}
		r.Articles++
	}
	return nil
}

// removeWaiting removes the items, visits and problems of what is to be forgotten, and of a host its feeds and its source.
func (t *tx) removeWaiting(f forgetting, r *Removal) error {
	counted := func(n *int, query string, args ...any) error {
		result, err := t.exec(query, args...)
		if err != nil {
			return err
		}
		if n != nil {
			rows, _ := result.RowsAffected()
			*n += int(rows)
		}
		return nil
	}
	if !f.host {
		return errors.Join(counted(&r.Items, `DELETE FROM queue WHERE article = ?`, f.key), counted(nil, `DELETE FROM visits WHERE article = ?`, f.key),
			counted(nil, `DELETE FROM problems WHERE url = ?`, f.name))
	}
	below := "%." + f.key
	if err := t.removeManners(f); err != nil {
		return err
	}
	return errors.Join(
		counted(&r.Items, `DELETE FROM queue WHERE source = ?1 OR source LIKE ?2`, f.key, below),
		counted(nil, `DELETE FROM visits WHERE source = ?1 OR source LIKE ?2`, f.key, below),
		counted(nil, `DELETE FROM problems WHERE source = ?1 OR source LIKE ?2`, f.key, below),
		counted(nil, `DELETE FROM subscriptions WHERE feed IN (SELECT url FROM feeds WHERE source = ?1 OR source LIKE ?2)`, f.key, below),
		counted(&r.Feeds, `DELETE FROM feeds WHERE source = ?1 OR source LIKE ?2`, f.key, below),
		counted(nil, `DELETE FROM sources WHERE id = ?1 OR id LIKE ?2`, f.key, below),
		counted(nil, `DELETE FROM rights WHERE source = ?1 OR source LIKE ?2`, f.key, below))
}

// removeManners removes what the sites of a host have asked for.
func (t *tx) removeManners(f forgetting) error {
	rows, err := t.rows(`SELECT site FROM manners`)
	sites, err := collect(rows, err, scanOne[string])
	for _, site := range sites {
		if err == nil && f.covers(siteAddress(site)) {
			_, err = t.exec(`DELETE FROM manners WHERE site = ?`, site)
		}
	}
	return err
}

// siteAddress is the address of a site that is named with or without a scheme, whatever its port.
func siteAddress(site string) string {
	if _, host, ok := strings.Cut(site, "://"); ok {
		site = host
	}
	u := url.URL{Host: site}
	return "https://" + u.Hostname()
}

// Expire removes the files of the archive whose pages were all fetched before a time, and the oldest ones as long as the archive
// has more than some bytes, with the articles that were read out of nothing else; a zero limit is none. The file that pages are
// appended to stays; with a limit of bytes, files are closed from then on when they have a sixteenth of it. Items that are
// known stay known: a feed that names them again doesn't bring them back.
func (s *Store) Expire(ctx context.Context, before time.Time, bytes int64) (total Removal, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT file, MAX(COALESCE(fetched, 0)) FROM pages GROUP BY file ORDER BY MAX(seq)`)
	type file struct {
		serial int
		latest int64
		size   int64
	}
	files, err := collect(rows, err, func(r *sql.Rows) (f file, err error) {
		err = r.Scan(&f.serial, &f.latest)
		return f, err
	})
	if err != nil {
		return total, s.explain("expire", err)
	}
	s.archive.bound(bytes / 16)
	size := int64(0)
	for i := range files {
		if info, err := os.Stat(s.archive.path(files[i].serial)); err == nil {
			files[i].size = info.Size()
			size += info.Size()
		}
	}
	for _, f := range files[:max(len(files)-1, 0)] {
		old := !before.IsZero() && f.latest < before.UnixMicro()
		if !old && (bytes <= 0 || size <= bytes) {
			continue
		}
		pages, err := s.pagesIn(ctx, f.serial)
		if err != nil {
			return total, s.explain("expire", err)
		}
		r, err := s.removePages(ctx, pages, func(*tx, *Removal) error { return nil })
		if err != nil {
			return total, err
		}
		size -= f.size
		total.Pages, total.Articles, total.Bytes = total.Pages+r.Pages, total.Articles+r.Articles, total.Bytes+f.size
		total.Raw += r.Raw
	}
	return total, nil
}

func (s *Store) pagesIn(ctx context.Context, serial int) ([]pageRow, error) {
	rows, err := s.read.QueryContext(ctx, pageSelect+` WHERE p.file = ?`, serial)
	return collect(rows, err, scanPageRow)
}
