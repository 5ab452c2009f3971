package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"path"
)

// migrations holds one file for each version of the tables: NNN.sql makes version NNN out of the one before. A file
// that has been published is never changed. The version of a database is its PRAGMA user_version.
//
//	1  first version
//	2  the order of filings, and where incidents have gone
//	3  corrections by people, reports that are no copies
//	4  what the grouping remembers
//	5  stories
//	6  rights of sources
//	7  imprints of feeds, visits to pages, subscriptions to hubs
//	8  versions of articles
//	9  incidents that were divided
//	10 what is to be forgotten
//	11 pages with the body of one before
//	12 topics of articles
//	13 documents of feeds
//	14 requests to remove something
//	15 leads beside titles
//	16 imports that were interrupted
//	17 what sites have asked of crawlers
//	18 imports of files that are compressed as a whole
//	19 causes of failures as data
//
//go:embed migrations/*.sql
var migrations embed.FS

// schemaVersion is the version of the tables that this program reads and writes.
const schemaVersion = 19

// migrate brings the database up to schemaVersion, each step in a transaction of its own.
func migrate(ctx context.Context, conn *sql.Conn) error {
	version, err := readVersion(ctx, conn)
	if err != nil {
		return err
	}
	if err := checkVersion(version, false); err != nil {
		return err
	}
	for v := version + 1; v <= schemaVersion; v++ {
		text, err := migrations.ReadFile(path.Join("migrations", fmt.Sprintf("%03d.sql", v)))
		if err != nil {
			return err
		}
		script := fmt.Sprintf("BEGIN IMMEDIATE;\n%s\nPRAGMA user_version = %d;\nCOMMIT;", text, v)
		if _, err := conn.ExecContext(ctx, script); err != nil {
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // fails where nothing was begun
			return fmt.Errorf("bringing the tables to version %d: %w", v, err)
		}
	}
	return nil
}

type queryer interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func readVersion(ctx context.Context, q queryer) (version int, err error) {
	err = q.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	return version, err
}

// checkVersion refuses tables that this program can't use; readOnly says that it can't bring them up to date either.
func checkVersion(version int, readOnly bool) error {
	switch {
	case version > schemaVersion:
		return fmt.Errorf("it was written by a newer version of parallax (its tables are of version %d, this program knows %d): "+
			"use that newer version, or another folder", version, schemaVersion)
	case version < schemaVersion && readOnly:
		return fmt.Errorf("it was written by an older version of parallax (its tables are of version %d, this program needs %d): "+
			"run a command that writes to it once, such as parallax crawl, and it is brought up to date", version, schemaVersion)
	}
	return nil
}
