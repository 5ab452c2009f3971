package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
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
		v.SetString(map[string]string{"Language": "pt-BR", "Kind": news.EvidenceName, "Type": news.BlockPost, "Rights": "full", "Stage": "fetch"}[name])
		if v.String() == "" {
			v.SetString("some " + name)
		}
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Uint8:
		v.SetUint(1)
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

// write returns what is written of records in a format.
func write(t *testing.T, m memory, k export.Kind, f export.Format) string {
	t.Helper()
	var b bytes.Buffer
	if err := export.Write(t.Context(), &b, m, export.Selection{What: k, Format: f}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// whole is one record of each kind with every field set.
func whole(t *testing.T) memory {
	a := full[news.Article](t)
	a.Declared, a.Rights = "", news.RightsFull
	return memory{
		articles: []news.Article{a}, incidents: []news.Incident{full[news.Incident](t)}, posts: []news.EmbeddedPost{full[news.EmbeddedPost](t)},
		sources: []news.SourceHealth{full[news.SourceHealth](t)},
	}
}

func TestJSONLIsARecordALine(t *testing.T) {
	m := whole(t)
	m.articles[0].Text = "one\n\n<two> & \u2028three"
	m.articles = append(m.articles, news.Article{ID: "t", Schema: 1})
	lines := strings.Split(write(t, m, export.Articles, export.JSONL), "\n")
	if len(lines) != 3 || lines[1] != `{"id":"t","rights":"full","schema":1}` || lines[2] != "" {
		t.Errorf("lines: %q", lines[1:])
	}
	var back news.Article
	if err := json.Unmarshal([]byte(lines[0]), &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(m.articles[0], back); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestMergedIncidentsHaveListsAndNoNulls(t *testing.T) {
	got := write(t, memory{incidents: []news.Incident{{ID: "b", MergedInto: "a", Schema: 1}}}, export.Incidents, export.JSONL)
	want := `{"id":"b","headlines":[],"articles":0,"independent":0,"sources":0,"languages":[],"posts":0,"merged_into":"a","schema":1}` + "\n"
	if got != want {
		t.Errorf("got  %swant %s", got, want)
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
	for _, k := range export.Kinds() {
		row := table(t, write(t, whole(t), k, export.CSV))[0]
		columns := export.Columns(k)
		if len(row) != len(columns) {
			t.Errorf("%s: %d columns are written, %d are documented", k, len(row), len(columns))
		}
		for _, column := range columns {
			if row[column.Name] == "" || column.Meaning == "" || column.Type == "" {
				t.Errorf("%s: column %s: %q, of type %q, which means %q", k, column.Name, row[column.Name], column.Type, column.Meaning)
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
		"\u200b\ufeff=1":           "'\u200b\ufeff=1",
		"a=1":                      "a=1",
		"nul\x00 bell\a esc\x1b":   "nul bell esc",
		"bad \xff byte":            "bad \uFFFD byte",
		"العربية، 中文":              "العربية، 中文",
	} {
		text := write(t, memory{articles: []news.Article{{ID: "x", Title: given}}}, export.Articles, export.CSV)
		if got := table(t, text)[0]["title"]; got != want {
			t.Errorf("%q is written as %q, want %q", given, got, want)
		}
		if lines := strings.Count(text, "\r\n"); lines != 2 {
			t.Errorf("%q: %d line ends, want 2", given, lines)
		}
	}
}

func TestADayIsWrittenAsADay(t *testing.T) {
	p := news.EmbeddedPost{Post: news.Post{ID: "1", Platform: news.Twitter, Published: noon, DateOnly: true}}
	if got := table(t, write(t, memory{posts: []news.EmbeddedPost{p}}, export.Posts, export.CSV))[0]["published"]; got != "2026-03-14" {
		t.Errorf("published is %q", got)
	}
}

func TestAnErrorEndsTheExportBehindWhatWasWritten(t *testing.T) {
	broken := errors.New("the disk is gone")
	m := memory{articles: []news.Article{{ID: "a"}}, broken: broken}
	for _, f := range export.Formats() {
		var b bytes.Buffer
		if err := export.Write(t.Context(), &b, m, export.Selection{What: export.Articles, Format: f}); !errors.Is(err, broken) {
			t.Errorf("%s: the error is %v", f, err)
		}
		if f == export.JSONL && !strings.HasPrefix(b.String(), `{"id":"a"`) {
			t.Errorf("written: %q", b.String())
		}
	}
	full := failing{errors.New("no space")}
	for _, f := range export.Formats() {
		err := export.Write(t.Context(), full, whole(t), export.Selection{What: export.Articles, Format: f})
		if !errors.Is(err, full.err) {
			t.Errorf("%s to a full disk: %v", f, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestSelectionsThatMeanNothing(t *testing.T) {
	m := memory{articles: []news.Article{{ID: "a"}}}
	for _, c := range []struct {
		what   export.Kind
		format export.Format
		after  string
		param  string
	}{
		{"outlets", export.JSONL, "", "what"},
		{"", export.JSONL, "", "what"},
		{export.Articles, "xml", "", "format"},
		{export.Articles, "", "", "format"},
		{export.Posts, export.NinJS, "", "format"},
		{export.Articles, export.JSONL, "b", "cursor"},
		{export.Incidents, export.JSONL, "a", "cursor"},
		{export.Sources, export.CSV, "a", "cursor"},
		{export.Articles, export.CSV, "\x00\xff", "cursor"},
		{export.Articles, export.Parquet, "a", "cursor"},
		{export.Articles, export.DataPackage, "a", "cursor"},
	} {
		var b bytes.Buffer
		err := export.Write(t.Context(), &b, m, export.Selection{What: c.what, Format: c.format, After: c.after})
		var fault *export.Fault
		if !errors.As(err, &fault) || fault.Param != c.param || fault.Message == "" {
			t.Errorf("%s as %s behind %q: %v, want a fault of %s", c.what, c.format, c.after, err, c.param)
		}
		if b.Len() > 0 {
			t.Errorf("%s as %s behind %q: something is written all the same", c.what, c.format, c.after)
		}
	}
}

func TestFormatsByName(t *testing.T) {
	for _, f := range export.Formats() {
		if got, err := export.ParseFormat(string(f)); err != nil || got != f || f.Extension() == "" || f.ContentType() == "application/octet-stream" {
			t.Errorf("%s: %v, %s, %s", f, err, f.Extension(), f.ContentType())
		}
	}
}
