package export_test

import (
	"bytes"
	"context"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"parallax/export"
	"parallax/news"
)

// memory is a few records, each kind by ID.
type memory struct {
	articles  []news.Article
	incidents []news.Incident
	posts     []news.EmbeddedPost
	sources   []news.SourceHealth
	aliases   map[string]string // former IDs of posts
	broken    error             // behind the last record of each stream
}

func (m memory) EachArticle(_ context.Context, after string) iter.Seq2[news.Article, error] {
	return following(m.articles, after, func(a news.Article) string { return a.ID }, m.broken)
}

func (m memory) EachIncident(_ context.Context, after string) iter.Seq2[news.Incident, error] {
	return following(m.incidents, after, func(i news.Incident) string { return i.ID }, m.broken)
}

func (m memory) EachPost(_ context.Context, after string) iter.Seq2[news.EmbeddedPost, error] {
	return following(m.posts, after, func(p news.EmbeddedPost) string { return p.ID }, m.broken)
}

func following[T any](rows []T, after string, id func(T) string, broken error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range rows {
			if id(row) > after && !yield(row, nil) {
				return
			}
		}
		if broken != nil {
			var none T
			yield(none, broken)
		}
	}
}

func (m memory) ArticlesByID(ctx context.Context, ids []string) (found []news.Article, _ error) {
	for _, id := range ids {
		if a, err := m.Article(ctx, id); err == nil {
			found = append(found, a)
		}
	}
	return found, nil
}

func (m memory) Article(_ context.Context, id string) (news.Article, error) {
	return lookup(m.articles, func(a news.Article) bool { return a.ID == id })
}

func (m memory) Incident(_ context.Context, id string) (news.Incident, error) {
	return lookup(m.incidents, func(i news.Incident) bool { return i.ID == id })
}

func (m memory) Post(_ context.Context, id string) (news.EmbeddedPost, error) {
	return lookup(m.posts, func(p news.EmbeddedPost) bool { return p.ID == id || p.ID == m.aliases[id] })
}

func lookup[T any](rows []T, is func(T) bool) (none T, _ error) {
	if at := slices.IndexFunc(rows, is); at >= 0 {
		return rows[at], nil
	}
	return none, news.ErrNotFound
}

func (m memory) Sources(context.Context) ([]news.SourceHealth, error) { return m.sources, nil }
func (m memory) StateTime(context.Context) (time.Time, error)         { return noon, nil }

// few is records of which some articles know what has gone, or by a name that it had before.
func few() memory {
	place := func(id string) *news.Place {
		return &news.Place{ID: id, Evidence: []news.Evidence{{Kind: news.EvidenceName, Values: []string{"Aurelia"}, Weight: 2.5}}}
	}
	tide, ebb := news.Source{ID: "tide.example", Name: "Tide"}, news.Source{ID: "ebb.example", Name: "Ebb"}
	post := func(id string) news.EmbeddedPost {
		return news.EmbeddedPost{Post: news.Post{ID: id, Platform: news.Twitter}, Articles: 1}
	}
	return memory{
		articles: []news.Article{
			{ID: "a", Source: tide, Title: "=A", Incident: place("j"), Posts: []news.Post{{ID: "2"}, {ID: "twitter~x"}}, Schema: 1},
			{ID: "b", Source: ebb, Title: "B", Incident: place("i"), Posts: []news.Post{{ID: "2"}, {ID: "gone"}}, Published: noon, Schema: 1},
			{ID: "c", Source: tide, Title: "C", Schema: 1},
			{ID: "d", Source: tide, Title: "D", Incident: place("i"), CopyOf: "b", Schema: 1},
		},
		incidents: []news.Incident{{ID: "i", Articles: 2, Schema: 1}, {ID: "j", Articles: 1, Schema: 1}, {ID: "k", MergedInto: "j", Schema: 1}},
		posts:     []news.EmbeddedPost{post("1"), post("2"), post("3")},
		sources:   []news.SourceHealth{{Source: ebb, Articles: 1}, {Source: tide, Articles: 3}},
		aliases:   map[string]string{"twitter~x": "1"},
	}
}

// found is what a query found.
func found(ids ...string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, id := range ids {
			if !yield(id, nil) {
				return
			}
		}
	}
}

// exported returns the IDs of what is written.
func exported(t *testing.T, s export.Selection) (ids []string) {
	t.Helper()
	s.Format = export.JSONL
	s.Done = func(id string) { ids = append(ids, id) }
	var b bytes.Buffer
	if err := export.Write(t.Context(), &b, few(), s); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "\n"); n != len(ids) {
		t.Errorf("%s: %d lines, %d records are done", s.What, n, len(ids))
	}
	return ids
}

// TestWriteSelects follows a query's articles to their incidents, posts and sources, each once, past those that have gone.
func TestWriteSelects(t *testing.T) {
	for what, want := range map[export.Kind][2]string{
		export.Articles: {"a b c d", "a b c"}, export.Incidents: {"i j k", "i j"}, export.Posts: {"1 2 3", "1 2"},
		export.Filings: {"a b d", "a b"}, export.Sources: {"ebb.example tide.example", "ebb.example tide.example"},
	} {
		if got := strings.Join(exported(t, export.Selection{What: what}), " "); got != want[0] {
			t.Errorf("all %s: %s, want %s", what, got, want[0])
		}
		if got := strings.Join(exported(t, export.Selection{What: what, Found: found("a", "away", "b", "c")}), " "); got != want[1] {
			t.Errorf("%s of a query: %s, want %s", what, got, want[1])
		}
	}
}

// TestWriteGoesOn breaks every export off behind each of its records and takes it up there.
func TestWriteGoesOn(t *testing.T) {
	for _, what := range export.Kinds() {
		for _, query := range []iter.Seq2[string, error]{nil, found("a", "b", "c")} {
			all := exported(t, export.Selection{What: what, Found: query})
			for n, id := range all {
				rest := exported(t, export.Selection{What: what, Found: query, After: id})
				if !slices.Equal(rest, all[n+1:]) {
					t.Errorf("%s behind %s: %q, want %q", what, id, rest, all[n+1:])
				}
			}
		}
	}
}

// TestCSVGoesOnWithoutHeader appends the rest of a table to its beginning.
func TestCSVGoesOnWithoutHeader(t *testing.T) {
	whole := write(t, few(), export.Articles, export.CSV)
	var rest bytes.Buffer
	if err := export.Write(t.Context(), &rest, few(), export.Selection{What: export.Articles, Format: export.CSV, After: "b"}); err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(whole, "\r\n")
	if got := strings.Join(lines[:3], "") + rest.String(); got != whole {
		t.Errorf("in two parts:\n%s\nin one:\n%s", got, whole)
	}
}
