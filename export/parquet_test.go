package export_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/parquet-go/parquet-go"

	"parallax/export"
	"parallax/news"
)

// readParquet reads the rows of a file without knowing what was written.
func readParquet(t *testing.T, file string) []map[string]any {
	t.Helper()
	f, err := parquet.OpenFile(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]map[string]any, f.NumRows())
	r := parquet.NewGenericReader[map[string]any](f, f.Schema())
	defer r.Close()
	for i := range rows {
		rows[i] = map[string]any{}
	}
	if n, err := r.Read(rows); n != len(rows) {
		t.Fatalf("%d of %d rows can be read: %v", n, len(rows), err)
	}
	return rows
}

// TestParquetHoldsEverything writes records with every field set and looks for empty columns, in lists too.
func TestParquetHoldsEverything(t *testing.T) {
	for _, k := range export.Kinds() {
		rows := readParquet(t, write(t, whole(t), k, export.Parquet))
		if len(rows) != 1 {
			t.Fatalf("%s: %d rows, want 1", k, len(rows))
		}
		for _, c := range export.Columns(k) {
			name := c.Name
			switch {
			case k == export.Articles && strings.HasPrefix(name, "source_"):
				name = "source"
			case strings.HasPrefix(name, "headline"):
				name = "headlines"
			}
			if _, there := rows[0][name]; !there {
				t.Errorf("%s: CSV has a column %s, Parquet has none", k, name)
			}
		}
		noneEmpty(t, string(k), rows[0])
	}
}

func noneEmpty(t *testing.T, path string, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		for name, field := range v {
			noneEmpty(t, path+"."+name, field)
		}
	case []any:
		if len(v) == 0 {
			t.Errorf("%s is empty", path)
		}
		for _, element := range v {
			noneEmpty(t, path, element)
		}
	default:
		if v == nil || reflect.ValueOf(v).IsZero() {
			t.Errorf("%s is %v", path, v)
		}
	}
}

func TestParquetKnowsUnknownAndStrange(t *testing.T) {
	m := memory{articles: []news.Article{{ID: "a"}, {ID: "b", Title: "half \xff", Text: "nul\x00", Published: noon}}}
	rows := readParquet(t, write(t, m, export.Articles, export.Parquet))
	if rows[0]["title"] != nil || rows[0]["published"] != nil {
		t.Errorf("what isn't known is %v, %v", rows[0]["title"], rows[0]["published"])
	}
	title, _ := rows[1]["title"].(string)
	if !utf8.ValidString(title) || !strings.HasPrefix(title, "half") || rows[1]["text"] != "nul\x00" {
		t.Errorf("strange texts are %q, %q", rows[1]["title"], rows[1]["text"])
	}
}

// TestParquetOfManyRows passes the border of a row group.
func TestParquetOfManyRows(t *testing.T) {
	var m memory
	long := strings.Repeat("The dam held. ", 20_000)
	for i := range 100 {
		m.articles = append(m.articles, news.Article{ID: string(rune('A' + i)), Text: long})
	}
	file := write(t, m, export.Articles, export.Parquet)
	f, err := parquet.OpenFile(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if f.NumRows() != 100 || len(f.RowGroups()) < 2 {
		t.Errorf("%d rows in %d groups, want 100 in several", f.NumRows(), len(f.RowGroups()))
	}
}
