package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"parallax/news"
)

// A Salvage says what was saved out of a damaged database.
type Salvage struct {
	Old  string         // where the damaged database is now; it may be deleted
	Rows map[string]int // rows that could be read, by table
	Lost []string       // tables of which some rows, or all, can't be read
}

// keptTables hold what can't be derived again, but for the register of pages, which is read back from the archive.
var keptTables = []string{"sources", "feeds", "queue", "numbers", "filing_order", "former_incidents", "former_stories", "corrections", "rights",
	"visits", "subscriptions", "forgotten", "removals", "superseded", "imports", "manners"}

// Damaged says what is wrong with the database in a folder, "" if nothing is.
func Damaged(ctx context.Context, dir string) (string, error) {
	name := filepath.Join(dir, databaseName)
	if _, err := os.Stat(name); err != nil {
		return "", err
	}
	db, err := sql.Open("sqlite", dataSource(name, readQuery(false)))
	if err != nil {
		return "", err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, `PRAGMA quick_check(1)`)
	lines, err := collect(rows, err, scanOne[string])
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err != nil && strings.Contains(advice(err), "damaged"):
		return err.Error(), nil
	case err != nil:
		return "", err
	case len(lines) == 1 && lines[0] == "ok":
		return "", nil
	}
	return strings.Join(lines, "; "), nil
}

// SalvageDatabase puts a new database in the place of a damaged one, with all rows of the kept tables that can still be read.
// The old one is moved aside. The next Open registers the pages of the archive; the rest is to be derived again.
func SalvageDatabase(ctx context.Context, dir string) (s Salvage, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("store: salvage %s: %w", dir, err)
		}
	}()
	lock, err := takeLock(filepath.Join(dir, lockName))
	if err != nil {
		return s, err
	}
	defer lock.Close()
	s.Rows = map[string]int{}
	if s.Old, err = moveAside(filepath.Join(dir, databaseName)); err != nil {
		return s, err
	}
	w, err := openWriter(ctx, filepath.Join(dir, databaseName))
	if err != nil {
		return s, err
	}
	defer w.close()
	if err := migrate(ctx, w.conn); err != nil {
		return s, err
	}
	old, err := sql.Open("sqlite", dataSource(s.Old, readQuery(false)))
	if err != nil {
		return s, err
	}
	defer old.Close()
	for _, table := range keptTables {
		n, whole, err := saveTable(ctx, old, w.conn, table)
		if err != nil {
			return s, err
		}
		if s.Rows[table] = n; !whole {
			s.Lost = append(s.Lost, table)
		}
	}
	return s, nil
}

// moveAside renames a database and the files beside it to a name that nothing has.
func moveAside(name string) (aside string, err error) {
	for n := 1; ; n++ {
		aside = fmt.Sprintf("%s.damaged-%d", name, n)
		if _, err := os.Stat(aside); errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	for _, ending := range []string{"", "-wal", "-shm"} {
		if err := os.Rename(name+ending, aside+ending); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return aside, nil
}

// saveTable copies the rows of a table that can be read: from its beginning up to the damage, and from its end back to it.
func saveTable(ctx context.Context, old *sql.DB, conn *sql.Conn, table string) (n int, whole bool, err error) {
	for _, order := range []string{"ASC", "DESC"} {
		saved, readErr, err := copyRows(ctx, old, conn, fmt.Sprintf("SELECT * FROM %s ORDER BY 1 %s", table, order), table)
		if n += saved; err != nil {
			return n, false, err
		}
		if readErr == nil {
			return n, order == "ASC", nil
		}
		if strings.Contains(readErr.Error(), "no such table") { // of an older version
			return 0, true, nil
		}
	}
	return n, false, nil
}

func copyRows(ctx context.Context, old *sql.DB, conn *sql.Conn, query, table string) (n int, readErr, err error) {
	rows, readErr := old.QueryContext(ctx, query)
	if readErr != nil {
		return 0, readErr, ctx.Err()
	}
	defer rows.Close()
	columns, readErr := rows.Columns()
	if readErr != nil {
		return 0, readErr, ctx.Err()
	}
	// "numbers" has rows already, with the values of an empty store.
	insert := fmt.Sprintf("INSERT OR %s INTO %s (%s) VALUES (%s)", map[bool]string{true: "REPLACE", false: "IGNORE"}[table == "numbers"], table,
		strings.Join(columns, ", "), strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", "))
	values, dest := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	for rows.Next() {
		if readErr := rows.Scan(dest...); readErr != nil {
			return n, readErr, ctx.Err()
		}
		result, err := conn.ExecContext(ctx, insert, values...)
		if err != nil {
			return n, nil, err
		}
		added, _ := result.RowsAffected()
		n += int(added)
	}
	return n, rows.Err(), ctx.Err()
}

// Unreadable returns the pages that can't be read back from the archive, each with what was read out of it.
func (s *Store) Unreadable(ctx context.Context) (map[int64][]news.Article, error) {
	lost := map[int64][]news.Article{}
	for p, err := range s.archived(ctx, 0, func(*pageRow) bool { return true }) {
		if err == nil {
			continue
		}
		if p.Seq == 0 || ctx.Err() != nil {
			return nil, err
		}
		stored, err := s.storedArticles(ctx, "", "WHERE a.page = ?", p.Seq)
		if err != nil {
			return nil, s.explain("read articles", err)
		}
		lost[p.Seq] = plainArticles(stored)
	}
	return lost, nil
}

// DropPages takes pages that can't be read out of the archive. A page that stands for one of them from now on, and has what was
// read out of it, is its value; else that goes with the page.
func (s *Store) DropPages(ctx context.Context, replaced map[int64]int64) (Removal, error) {
	var gone []pageRow
	rows, err := s.pageRows(ctx, s.read, 0)
	for ; err == nil && len(rows) > 0; rows, err = s.pageRows(ctx, s.read, rows[len(rows)-1].seq) {
		for _, row := range rows {
			if _, is := replaced[row.seq]; is {
				gone = append(gone, row)
			}
		}
	}
	if err != nil {
		return Removal{}, s.explain("drop pages", err)
	}
	err = s.update(ctx, "drop pages", func(t *tx) error {
		for seq, by := range replaced {
			if by == 0 {
				continue
			}
			if _, err := t.exec(`UPDATE articles SET page = ? WHERE page = ?`, by, seq); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Removal{}, err
	}
	return s.removePages(ctx, gone, func(*tx, *Removal) error { return nil })
}
