package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"iter"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/export"
	"parallax/news"
)

var noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// full returns a record with every field set, so that none can be forgotten in a schema or a column.
func full[T any](t *testing.T) T {
	var v T
	fill(t, reflect.ValueOf(&v).Elem(), "")
	return v
}

func fill(t *testing.T, v reflect.Value, name string) {
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(noon))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(map[string]string{"Language": "pt-BR", "Kind": news.EvidenceName, "Type": news.BlockPost, "Rights": "full"}[name])
		if v.String() == "" {
			v.SetString("some " + name)
		}
	case reflect.Int:
		v.SetInt(1)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		if name == "Languages" {
			name = "Language"
		}
		fill(t, v.Index(0), name)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), name)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), v.Type().Field(i).Name)
		}
	default:
		t.Fatalf("a field %s of kind %s: teach this test to fill it", name, v.Kind())
	}
}

func stream[T any](rows ...T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func TestJSONLIsARecordALine(t *testing.T) {
	a := full[news.Article](t)
	a.Text, a.Declared = "one\n\n<two> & \u2028three", ""
	var b bytes.Buffer
	if err := export.Articles(&b, export.JSONL, stream(a, news.Article{ID: "bare", Schema: 1})); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	if len(lines) != 3 || lines[1] != `{"id":"bare","schema":1}` || lines[2] != "" {
		t.Errorf("lines: %q", lines[1:])
	}
	var back news.Article
	if err := json.Unmarshal([]byte(lines[0]), &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(a, back); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestMergedIncidentsHaveListsAndNoNulls(t *testing.T) {
	var b bytes.Buffer
	if err := export.Incidents(&b, export.JSONL, stream(news.Incident{ID: "b", MergedInto: "a", Schema: 1})); err != nil {
		t.Fatal(err)
	}
	want := `{"id":"b","headlines":[],"articles":0,"independent":0,"sources":0,"languages":[],"posts":0,"merged_into":"a","schema":1}` + "\n"
	if b.String() != want {
		t.Errorf("got  %swant %s", b.String(), want)
	}
}

// table reads CSV as strictly as the standard library does, into maps by column.
func table(t *testing.T, text string) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = r[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestCSVHasEveryColumnFilled(t *testing.T) {
	var articles, incidents, posts bytes.Buffer
	errs := []error{
		export.Articles(&articles, export.CSV, stream(full[news.Article](t))),
		export.Incidents(&incidents, export.CSV, stream(full[news.Incident](t))),
		export.Posts(&posts, export.CSV, stream(full[news.EmbeddedPost](t))),
	}
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text    string
		columns []export.Column
	}{{articles.String(), export.ArticleColumns()}, {incidents.String(), export.IncidentColumns()}, {posts.String(), export.PostColumns()}} {
		row := table(t, c.text)[0]
		if len(row) != len(c.columns) {
			t.Errorf("%d columns are written, %d are documented", len(row), len(c.columns))
		}
		for _, column := range c.columns {
			if row[column.Name] == "" || column.Meaning == "" {
				t.Errorf("column %s: %q, which means %q", column.Name, row[column.Name], column.Meaning)
			}
		}
	}
}

func TestCSVIsSafeAndExact(t *testing.T) {
	for given, want := range map[string]string{
		"plain":                    "plain",
		"comma, \"quote\"":         "comma, \"quote\"",
		"one\n\ntwo":               "one\n\ntwo",
		"=HYPERLINK(\"http://x\")": "'=HYPERLINK(\"http://x\")",
		"+1":                       "'+1",
		"-1":                       "'-1",
		"@SUM(A1)":                 "'@SUM(A1)",
		"  =1+1":                   "'  =1+1",
		"\t=1":                     "'\t=1",
		"\r=1":                     "'=1",
		"＝1":                       "'＝1",
		"a=1":                      "a=1",
		"nul\x00 bell\a esc\x1b":   "nul bell esc",
		"bad \xff byte":            "bad \uFFFD byte",
		"العربية، 中文":              "العربية، 中文",
	} {
		var b bytes.Buffer
		if err := export.Articles(&b, export.CSV, stream(news.Article{ID: "x", Title: given})); err != nil {
			t.Fatal(err)
		}
		if got := table(t, b.String())[0]["title"]; got != want {
			t.Errorf("%q is written as %q, want %q", given, got, want)
		}
		if lines := strings.Count(b.String(), "\r\n"); lines != 2 {
			t.Errorf("%q: %d line ends, want 2", given, lines)
		}
	}
}

func TestADayIsWrittenAsADay(t *testing.T) {
	var b bytes.Buffer
	p := news.EmbeddedPost{Post: news.Post{ID: "1", Platform: news.Twitter, Published: noon, DateOnly: true}}
	if err := export.Posts(&b, export.CSV, stream(p)); err != nil {
		t.Fatal(err)
	}
	if got := table(t, b.String())[0]["published"]; got != "2026-03-14" {
		t.Errorf("published is %q", got)
	}
}

func TestAnErrorEndsTheExportBehindWhatWasWritten(t *testing.T) {
	broken := errors.New("the disk is gone")
	rows := func(yield func(news.Article, error) bool) {
		if yield(news.Article{ID: "a"}, nil) {
			yield(news.Article{}, broken)
		}
	}
	var b bytes.Buffer
	if err := export.Articles(&b, export.JSONL, rows); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	if !strings.HasPrefix(b.String(), `{"id":"a"`) {
		t.Errorf("written: %q", b.String())
	}
	full := failing{errors.New("no space")}
	for _, f := range []export.Format{export.JSONL, export.CSV} {
		if err := export.Articles(full, f, stream(news.Article{ID: "a"})); !errors.Is(err, full.err) {
			t.Errorf("%s to a full disk: %v", f, err)
		}
	}
	if err := export.Articles(&b, "xml", stream[news.Article]()); err == nil || !strings.Contains(err.Error(), "choose jsonl or csv") {
		t.Errorf("an unknown format: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestFormatsByName(t *testing.T) {
	for _, name := range []string{"jsonl", "csv"} {
		f, err := export.ParseFormat(name)
		if err != nil || f.Extension() != "."+name || !strings.Contains(f.ContentType(), name) {
			t.Errorf("%s: %v, %s, %s", name, err, f.Extension(), f.ContentType())
		}
	}
	if _, err := export.ParseFormat("CSV?"); err == nil {
		t.Error("nonsense is a format")
	}
}
