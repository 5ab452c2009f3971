package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"parallax/news"
)

// Check compares archive and records with each other and with themselves, and returns what is wrong, in words,
// nothing if all is well. It reads everything once: expect it to take as long as reading the archive from the disk
// takes. What is written meanwhile isn't looked at.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	snapshot, err := s.readers.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, s.explain("check", err)
	}
	defer snapshot.Rollback()
	c := checker{store: s, db: snapshot}
	for _, step := range []func(context.Context) error{c.database, c.archive, c.articles, c.invariants} {
		if err := step(ctx); err != nil {
			return c.findings(), s.explain("check", err)
		}
	}
	return c.findings(), nil
}

// maxFindings is how many findings are told one by one.
const maxFindings = 200

// A checker collects what is wrong in one snapshot of the database.
type checker struct {
	store *Store
	db    *sql.Tx
	codec codec
	wrong []string
	more  int
}

func (c *checker) found(format string, args ...any) {
	if len(c.wrong) == maxFindings {
		c.more++
		return
	}
	c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
}

func (c *checker) findings() []string {
	if c.more == 0 {
		return c.wrong
	}
	return append(c.wrong, fmt.Sprintf("and %d more", c.more))
}

func (c *checker) database(ctx context.Context) error {
	rows, err := c.db.QueryContext(ctx, `PRAGMA quick_check(20)`)
	lines, err := collect(rows, err, scanOne[string])
	for _, line := range lines {
		if line != "ok" {
			c.found("the database is damaged: %s", line)
		}
	}
	return err
}

// archive reads every registered page back, and looks for bytes that no page accounts for.
func (c *checker) archive(ctx context.Context) error {
	reader := pageReader{archive: c.store.archive}
	defer reader.close()
	ends := map[int]int64{}
	for after := int64(0); ; {
		rows, err := c.store.pageRows(ctx, c.db, after)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			break
		}
		for _, row := range rows {
			after = row.seq
			if row.at.offset < ends[row.at.file] {
				c.found("page %d shares bytes of %s with another page", row.seq, warcName(row.at.file))
			}
			ends[row.at.file] = row.at.offset + row.at.length
			p, err := reader.page(&row)
			switch {
			case err != nil:
				c.found("page %d can't be read back: %v", row.seq, err)
			case digest(p.Body) != row.digest:
				c.found("page %d (%s) isn't the one that was registered: its digest is another", row.seq, p.URL)
			case news.ArticleID(p.URL) != row.article:
				c.found("page %d is registered for another address than %s", row.seq, p.URL)
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
	}
	return c.unregistered(ends)
}

// unregistered looks for WARC files that end elsewhere than their last page. A read-only store doesn't know what a writer
// is adding just now.
func (c *checker) unregistered(ends map[int]int64) error {
	if c.store.write == nil {
		return nil
	}
	c.store.write.mu.Lock()
	defer c.store.write.mu.Unlock()
	serials, err := c.store.archive.serials()
	if err != nil {
		return err
	}
	for _, serial := range serials {
		info, err := os.Stat(c.store.archive.path(serial))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		} else if err != nil {
			return err
		}
		end, ok := ends[serial]
		if !ok {
			continue // nothing but its warcinfo record
		}
		var now int64
		err = c.store.readers.QueryRow(`SELECT MAX(offset + length) FROM pages WHERE file = ?`, serial).Scan(&now)
		if err != nil {
			return err
		}
		if end = max(end, now); info.Size() > end {
			c.found("%s has %d bytes that aren't registered: open the store for writing to register them", warcName(serial), info.Size()-end)
		}
	}
	return nil
}

// articles reads every article and compares it with its row, its page and the posts it is said to embed.
func (c *checker) articles(ctx context.Context) error {
	for n := int64(0); ; {
		rows, err := c.db.QueryContext(ctx, `SELECT a.n, a.id, a.source, a.language, a.hash, b.body,
				a.page IS NULL OR EXISTS (SELECT 1 FROM pages p WHERE p.seq = a.page)
			FROM articles a JOIN bodies b ON b.n = a.n WHERE a.n > ? ORDER BY a.n LIMIT ?`, n, chunkRows)
		chunk, err := collect(rows, err, scanChecked)
		if err != nil || len(chunk) == 0 {
			return err
		}
		for _, row := range chunk {
			n = row.n
			if err := c.article(ctx, &row); err != nil {
				return err
			}
		}
	}
}

// A checkedRow is an article's row beside its body.
type checkedRow struct {
	n                    int64
	id, source, language string
	hash, body           []byte
	hasPage              bool
}

func scanChecked(r *sql.Rows) (c checkedRow, err error) {
	err = r.Scan(&c.n, &c.id, &c.source, &c.language, &c.hash, &c.body, &c.hasPage)
	return c, err
}

func (c *checker) article(ctx context.Context, row *checkedRow) error {
	if !row.hasPage {
		c.found("article %s was read out of a page that isn't there", row.id)
	}
	a, err := c.codec.decode(row.body)
	if err != nil {
		c.found("article %s can't be read: %v", row.id, err)
		return nil
	}
	if _, hash, err := c.codec.encode(a); err != nil || !bytes.Equal(hash, row.hash) {
		c.found("article %s isn't what was stored: its hash is another", row.id)
	}
	if a.ID != row.id || a.Source.ID != row.source || a.Language != row.language {
		c.found("article %s is listed as another than it is", row.id)
	}
	rows, err := c.db.QueryContext(ctx, `SELECT p.id FROM embeds e JOIN posts p ON p.n = e.post WHERE e.article = ?`, row.n)
	embedded, err := collect(rows, err, scanOne[string])
	if err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, id := range embedded {
		listed[id] = true
	}
	own := map[string]bool{}
	for _, p := range a.Posts {
		if p.ID != "" && !listed[p.ID] {
			c.found("article %s embeds post %s and isn't listed there", row.id, p.ID)
		}
		own[p.ID] = true
	}
	for id := range listed {
		if !own[id] {
			c.found("article %s is listed under post %s and doesn't embed it", row.id, id)
		}
	}
	return nil
}

// heldSelect finds where people have put articles: the last correction that speaks of one holds.
const heldSelect = `SELECT article, incident, MAX(n) FROM (
		SELECT c.n, j.value AS article, c.body ->> 'into' AS incident FROM corrections c, json_each(c.body, '$.articles') j WHERE c.undone IS NULL
		UNION ALL SELECT c.n, j.value, c.body ->> 'into' FROM corrections c, json_each(c.body, '$.received') j WHERE c.undone IS NULL
		UNION ALL SELECT c.n, j.value, c.body ->> 'incident' FROM corrections c, json_each(c.body, '$.stay') j WHERE c.undone IS NULL)
	GROUP BY article`

// invariants are queries that find nothing where all is well. Each returns one column, what the message is about.
var invariants = []struct{ wrong, query string }{
	{"the page of %s is archived and its item still waits",
		`SELECT p.article FROM pages p JOIN queue q ON q.article = p.article WHERE p.feed = 0 AND q.state <> 1`},
	{"the mark of stage %s lies behind the last page",
		`SELECT stage FROM marks WHERE seq > (SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'pages')`},
	{"article %s has no body", `SELECT id FROM articles a WHERE NOT EXISTS (SELECT 1 FROM bodies b WHERE b.n = a.n)`},
	{"body %s belongs to no article", `SELECT n FROM bodies b WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.n = b.n)`},
	{"a version of article number %s belongs to none", `SELECT article FROM versions v WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.n = v.article)`},
	{"the versions of article %s don't agree with what is said of them",
		`SELECT a.id FROM articles a LEFT JOIN (SELECT article, COUNT(*) AS n, MAX(latest) AS last, MIN(latest - since) AS least FROM versions GROUP BY article) v
			ON v.article = a.n WHERE a.versions <> COALESCE(v.n, 0) OR v.last >= a.since OR v.least < 0 OR a.latest < a.since`},
	{"evidence %s belongs to no article", `SELECT n FROM evidence e WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.n = e.n)`},
	{"what the grouping remembers at turn %s belongs to no article",
		`SELECT turn FROM states s WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.n = s.n AND a.turn = s.turn AND a.incident IS NOT NULL)`},
	{"article %s is marked as filed and isn't", `SELECT id FROM articles WHERE filed = 1 AND incident IS NULL`},
	{"article %s is filed and has no place in the order of filings",
		`SELECT id FROM articles a WHERE incident IS NOT NULL AND turn IS NOT (SELECT turn FROM filing_order f WHERE f.article = a.id)`},
	{"article %s is filed under an incident that isn't there",
		`SELECT id FROM articles a WHERE incident IS NOT NULL AND NOT EXISTS (SELECT 1 FROM incidents i WHERE i.n = a.incident)`},
	{"article %s is filed under an incident that was merged",
		`SELECT a.id FROM articles a JOIN incidents i ON i.n = a.incident WHERE i.merged IS NOT NULL`},
	{"article %s changed later than anything did",
		`SELECT id FROM articles WHERE changed > (SELECT value FROM numbers WHERE name = 'changed')`},
	{"incident %s redirects to one that isn't there or redirects itself",
		`SELECT i.id FROM incidents i LEFT JOIN incidents m ON m.n = i.merged
		WHERE i.merged IS NOT NULL AND (m.n IS NULL OR m.merged IS NOT NULL)`},
	{"incident %s is part of a story that isn't there or redirects",
		`SELECT i.id FROM incidents i LEFT JOIN stories s ON s.n = i.story WHERE i.story IS NOT NULL AND (s.n IS NULL OR s.merged IS NOT NULL)`},
	{"story %s redirects to one that isn't there or redirects itself",
		`SELECT s.id FROM stories s LEFT JOIN stories m ON m.n = s.merged WHERE s.merged IS NOT NULL AND (m.n IS NULL OR m.merged IS NOT NULL)`},
	{"correction %s can't be read", `SELECT n FROM corrections WHERE NOT json_valid(body) OR NOT json_valid(before) OR body ->> 'n' <> n`},
	{"correction %s is newer than what was ever corrected",
		`SELECT n FROM corrections WHERE revision > (SELECT value FROM numbers WHERE name = 'corrected')`},
	{"article %s isn't where a person has put it: parallax rebuild puts it there",
		`SELECT h.article FROM (` + heldSelect + `) h JOIN articles a ON a.id = h.article
			LEFT JOIN incidents i ON i.id = h.incident WHERE a.filed = 1 AND a.incident IS NOT COALESCE(i.merged, i.n)`},
	{"two incidents that correction %s set apart are one",
		`SELECT c.n FROM corrections c JOIN incidents x ON x.id = c.body ->> 'incident' JOIN incidents y ON y.id = c.body ->> 'into'
		WHERE c.undone IS NULL AND c.body ->> 'stay' IS NOT NULL AND COALESCE(x.merged, x.n) = COALESCE(y.merged, y.n)
			AND NOT EXISTS (SELECT 1 FROM corrections l WHERE l.n > c.n AND l.undone IS NULL AND l.body ->> 'stay' IS NULL)`},
	{"the sums of incident %s don't agree with its articles",
		`SELECT i.id FROM incidents i LEFT JOIN (SELECT incident, COUNT(*) AS articles, COUNT(DISTINCT source) AS sources,
				SUM(copy_of = '') AS independent, MIN(time) AS first, MAX(time) AS last FROM articles WHERE incident IS NOT NULL GROUP BY incident) a ON a.incident = i.n
		WHERE i.articles <> COALESCE(a.articles, 0) OR a.articles > 0 AND (i.first <> a.first OR i.last <> a.last
			OR i.body ->> 'articles' <> a.articles OR i.body ->> 'sources' <> a.sources
			OR i.body ->> 'independent' IS NOT a.independent)`},
	{"the number of posts of incident %s is wrong",
		`SELECT i.id FROM incidents i WHERE i.articles > 0 AND i.body ->> 'posts' <>
			(SELECT COUNT(DISTINCT e.post) FROM articles a JOIN embeds e ON e.article = a.n WHERE a.incident = i.n)`},
	{"incident %s is not listed, or listed wrongly, under a language, country, source or topic",
		`WITH actual AS (SELECT incident, 'language' AS kind, language AS value FROM articles WHERE incident IS NOT NULL
				UNION SELECT incident, 'country', country FROM articles WHERE incident IS NOT NULL AND country <> ''
				UNION SELECT incident, 'source', source FROM articles WHERE incident IS NOT NULL
				UNION SELECT incident, 'topic', topic FROM (SELECT incident, topic, COUNT(*) AS n, SUM(COUNT(*)) OVER (PARTITION BY incident) AS told
					FROM articles WHERE incident IS NOT NULL AND topic <> '' GROUP BY incident, topic) WHERE 3 * n >= told)
		SELECT DISTINCT i.id FROM incidents i JOIN (
			SELECT incident FROM (SELECT * FROM actual EXCEPT SELECT incident, kind, value FROM incident_facets)
			UNION SELECT incident FROM (SELECT incident, kind, value FROM incident_facets EXCEPT SELECT * FROM actual)) d ON d.incident = i.n`},
	{"the number of articles of %s is wrong",
		`SELECT source || ' in ' || language || ' from ' || country FROM (
			SELECT source, language, country, SUM(n) AS n FROM (
				SELECT source, language, country, -articles AS n FROM coverage
				UNION ALL SELECT source, language, country, COUNT(*) FROM articles GROUP BY source, language, country)
			GROUP BY source, language, country) WHERE n <> 0`},
	{"an article that isn't there is listed under post %s",
		`SELECT e.post FROM embeds e WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.n = e.article)`},
	{"article number %s embeds a post that isn't there",
		`SELECT e.article FROM embeds e WHERE NOT EXISTS (SELECT 1 FROM posts p WHERE p.n = e.post)`},
	{"the number of articles that embed post %s is wrong",
		`SELECT id FROM posts p WHERE articles = 0 OR articles <> (SELECT COUNT(*) FROM embeds e WHERE e.post = p.n)`},
	{"post ID %s leads to a post that isn't there",
		`SELECT id FROM post_aliases x WHERE NOT EXISTS (SELECT 1 FROM posts p WHERE p.n = x.post)`},
	{"two posts have the content %s and one has no address",
		`SELECT k.key FROM post_keys k JOIN posts p ON p.n = k.post GROUP BY k.key
		HAVING COUNT(*) > 1 AND MAX(INSTR(p.id, '~')) > 0 AND MIN(INSTR(p.id, '~')) = 0`},
}

func (c *checker) invariants(ctx context.Context) error {
	for _, v := range invariants {
		rows, err := c.db.QueryContext(ctx, v.query)
		about, err := collect(rows, err, scanOne[string])
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil { // a record that SQLite can't make sense of
			c.found("the records can't be checked as a whole, parallax rebuild makes them anew: %v in %q", err, v.query)
			continue
		}
		for _, what := range about {
			c.found(v.wrong, what)
		}
	}
	return nil
}
