package export_test

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"parallax/export"
	"parallax/news"
)

// TestWriteSelects follows a query's articles to their incidents and posts, each once, past those that have gone.
func TestWriteSelects(t *testing.T) {
	r := memory{articles: map[string]news.Article{
		"a": {ID: "a", Incident: &news.Place{ID: "i"}, Posts: []news.Post{{ID: "1"}, {ID: "2"}}},
		"b": {ID: "b", Incident: &news.Place{ID: "i"}, Posts: []news.Post{{ID: "2"}, {ID: "gone"}}},
		"c": {ID: "c"},
	}}
	for what, want := range map[string][]string{"articles": {"a", "b", "c"}, "incidents": {"i"}, "posts": {"1", "2"}} {
		found := func(yield func(string, error) bool) {
			for _, id := range []string{"a", "gone", "b", "c"} {
				if !yield(id, nil) {
					return
				}
			}
		}
		var b strings.Builder
		if err := export.Write(t.Context(), &b, r, export.Selection{What: what, Format: export.JSONL, Found: found}); err != nil {
			t.Fatal(err)
		}
		var got []string
		for line := range strings.Lines(b.String()) {
			_, id, _ := strings.Cut(line, `"id":"`)
			id, _, _ = strings.Cut(id, `"`)
			got = append(got, id)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
	if err := export.Write(t.Context(), io.Discard, r, export.Selection{What: "outlets"}); err == nil {
		t.Error("records of a kind that there is not are written")
	}
}

// memory is a few records.
type memory struct {
	export.Records
	articles map[string]news.Article
}

func (m memory) ArticlesByID(_ context.Context, ids []string) (found []news.Article, _ error) {
	for _, id := range ids {
		if a, ok := m.articles[id]; ok {
			found = append(found, a)
		}
	}
	return found, nil
}

func (m memory) Incident(_ context.Context, id string) (news.Incident, error) {
	return news.Incident{ID: id}, nil
}

func (m memory) Post(_ context.Context, id string) (news.EmbeddedPost, error) {
	if id == "gone" {
		return news.EmbeddedPost{}, news.ErrNotFound
	}
	return news.EmbeddedPost{Post: news.Post{ID: id}}, nil
}
