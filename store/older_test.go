package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"parallax/news"
)

// olderFolder makes a data folder as the program of an earlier version left it: the tables that it made, and in them what
// testdata/since-N.sql says of each version up to its own.
func olderFolder(t *testing.T, version int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(dir, databaseName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	run := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	for v := 1; v <= version; v++ {
		script, err := migrations.ReadFile(fmt.Sprintf("migrations/%03d.sql", v))
		if err != nil {
			t.Fatal(err)
		}
		run(string(script))
		rows, err := os.ReadFile(fmt.Sprintf("testdata/since-%d.sql", v))
		if errors.Is(err, fs.ErrNotExist) {
			continue // a version that has no rows of its own
		} else if err != nil {
			t.Fatal(err)
		}
		run(string(rows))
		if v == 1 {
			for n, a := range olderArticles {
				body, hash, err := new(codec).encode(a)
				if err != nil {
					t.Fatal(err)
				}
				run(`INSERT INTO bodies VALUES (?, ?)`, n+1, body)
				run(`UPDATE articles SET hash = ? WHERE n = ?`, hash, n+1)
			}
		}
	}
	run(fmt.Sprint("PRAGMA user_version = ", version))
	return dir
}

var olderArticles = []news.Article{
	{ID: "a1", URL: "https://tide.example/1", Title: "A barragem", Lead: "Resistiu.", Text: "A barragem resistiu.", Language: "pt", Source: news.Source{ID: "tide.example"}, Schema: 1},
	{ID: "a2", URL: "https://dune.example/2", Title: "السد", Text: "صمد السد.", Language: "ar", Source: news.Source{ID: "dune.example"}, Schema: 1},
}

// A folder of every earlier version is brought up to date as it is opened, and is in order.
func TestFoldersOfEarlierVersions(t *testing.T) {
	for version := 1; version < schemaVersion; version++ {
		t.Run(fmt.Sprint("version ", version), func(t *testing.T) {
			ctx := t.Context()
			s, err := Open(ctx, "sqlite:"+olderFolder(t, version), Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if wrong, err := s.Check(ctx); err != nil || len(wrong) > 0 {
				t.Errorf("check: %q, %v", wrong, err)
			}
			counts, err := s.Counts(ctx)
			if err != nil || counts.Articles != 2 || counts.Incidents != 1 || counts.Sources != 2 || counts.Feeds != 1 || counts.Waiting != 1 {
				t.Errorf("it has %+v (%v)", counts, err)
			}
			i, err := s.Incident(ctx, "one")
			if err != nil || i.Articles != 2 || i.Independent != 2 {
				t.Errorf("its incident is %+v (%v)", i, err)
			}
			briefs, err := s.BriefsByID(ctx, []string{"a1", "a2"})
			if err != nil || len(briefs) != 2 || briefs[0].Lead != olderArticles[0].Lead || briefs[1].Lead != "" {
				t.Errorf("in brief its articles are %+v (%v)", briefs, err)
			}
			// Of two articles three weeks apart, the grouping remembers the one that others may still come beside.
			remembered := 0
			for m, err := range s.States(ctx) {
				if remembered++; err != nil || m.State.Article != "a1" || (len(m.State.Body) > 0) != (version >= 4) {
					t.Errorf("the grouping remembers %+v (%v)", m, err)
				}
			}
			if remembered != 1 {
				t.Errorf("the grouping remembers %d articles, want 1", remembered)
			}
			checkEdit(t, s)
		})
	}
}

// checkEdit lets an article of an older folder be edited.
func checkEdit(t *testing.T, s *Store) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	a := olderArticles[0]
	a.Text, a.Fetched = "A barragem cedeu.", time.Date(2026, 3, 15, 0, 0, 0, 0, time.UTC)
	if err := s.PutArticles(ctx, []news.Article{a}, nil, 0); err != nil {
		t.Fatal(err)
	}
	got, err := s.Article(ctx, a.ID)
	if err != nil || len(got.Versions) != 1 || got.Versions[0].Text != olderArticles[0].Text || got.Incident == nil {
		t.Errorf("the edited article is %+v (%v)", got, err)
	}
}
