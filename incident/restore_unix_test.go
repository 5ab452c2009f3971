//go:build unix

package incident_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"parallax/incident"
	"parallax/news"
	"parallax/store"
)

// BenchmarkRestore takes a window full of articles back from a store, as every start of the program does: from opening the store on. The
// articles are made as those of BenchmarkWindow. Reported are the time and the processor time for all of them.
func BenchmarkRestore(b *testing.B) {
	for _, live := range benchLive() {
		b.Run(fmt.Sprint(live), func(b *testing.B) {
			dir := b.TempDir()
			fillStore(b, dir, live)
			var spent time.Duration
			for b.Loop() {
				runtime.GC()
				from := cpu()
				g := incident.New(incident.Options{Durable: true})
				if n := restore(b, dir, g); n != live {
					b.Fatalf("%d articles were restored", n)
				}
				spent += cpu() - from
				runtime.KeepAlive(g)
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s")
			b.ReportMetric(spent.Seconds()/float64(b.N), "cpu-s")
		})
	}
}

// restore tells a grouper what a store remembers, as the pipeline does, and returns of how many articles.
func restore(b *testing.B, dir string, g *incident.Grouper) (articles int) {
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	ctx := b.Context()
	st, err := store.Open(ctx, "sqlite:"+dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	parts, err := st.StateParts(ctx)
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range parts {
		if err := g.Recall(p, news.Filing{}); err != nil {
			b.Fatal(err)
		}
	}
	chunks := make(chan []incident.Remembered, 4)
	go func() {
		defer close(chunks)
		var chunk []incident.Remembered
		for m, err := range st.States(ctx) {
			if err != nil {
				b.Error(err)
				return
			}
			if chunk = append(chunk, incident.Remembered(m)); len(chunk) == 2000 {
				chunks <- chunk
				chunk = nil
			}
		}
		chunks <- chunk
	}()
	for chunk := range chunks {
		if _, err := g.RecallArticles(chunk); err != nil {
			b.Fatal(err)
		}
		articles += len(chunk)
	}
	g.File(news.Article{ID: "first", Title: "The index is complete before anything is filed."})
	return articles
}

// fillStore makes a store that remembers so many articles. It writes straight into the tables, for filing a million takes hours.
func fillStore(b *testing.B, dir string, live int) {
	ctx := context.Background()
	st, err := store.Open(ctx, "sqlite:"+dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if err := st.Close(); err != nil {
		b.Fatal(err)
	}
	db, err := sql.Open("sqlite", filepath.Join(dir, "parallax.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	exec := func(query string, args ...any) {
		if _, err := db.Exec(query, args...); err != nil {
			b.Fatal(err)
		}
	}
	parts, states, filings := templates(b, newGenerator(1), 4000)
	for _, p := range parts {
		exec(`INSERT INTO state_parts (part, body) VALUES (?, ?)`, p.Part, p.Body)
	}
	cloner := incident.New(incident.Options{})
	incidents := map[string]int{}
	exec(`BEGIN`)
	for n := range live {
		f, nth := filings[n%len(filings)], n/len(filings)
		s, err := cloner.Clone(states[n%len(states)], nth)
		if err != nil {
			b.Fatal(err)
		}
		id := fmt.Sprint(f.Incident, "-", nth)
		if incidents[id] == 0 {
			incidents[id] = len(incidents) + 1
			exec(`INSERT INTO incidents (n, id, articles) VALUES (?, ?, 1)`, incidents[id], id)
		}
		exec(`INSERT INTO articles (n, id, source, language, country, time, dated, title, hash, incident, filed, changed, turn)
			VALUES (?1, ?2, 'outlet.example', 'en', '', ?1, 1, 'A headline of some eight or nine words stands here', x'', ?3, 1, ?1, ?1)`, n+1, s.Article, incidents[id])
		exec(`INSERT INTO states (turn, n, body) VALUES (?1, ?1, ?2)`, n+1, s.Body)
	}
	exec(`COMMIT`)
	exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
}
