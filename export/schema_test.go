package export_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"parallax/export"
	"parallax/news"
)

// compile compiles the schema of a kind of record, as it would be published.
func compile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	files, err := fs.Glob(export.Schemas(), "*")
	if err != nil || len(files) != len(export.Kinds()) {
		t.Fatalf("files: %q, %v", files, err)
	}
	for _, file := range files {
		raw, err := fs.ReadFile(export.Schemas(), file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(file, err)
		}
		if err := c.AddResource("https://parallax.example/schemas/"+file, doc); err != nil {
			t.Fatal(file, err)
		}
	}
	s, err := c.Compile("https://parallax.example/schemas/" + name + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, lines string) {
	t.Helper()
	for line := range strings.Lines(lines) {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err == nil {
			err = s.Validate(doc)
		}
		if err != nil {
			t.Errorf("%s%v", line, err)
		}
	}
}

// schemaOf names the schema of each kind.
var schemaOf = map[export.Kind]string{
	export.Articles: "article", export.Incidents: "incident", export.Posts: "post", export.Filings: "filing", export.Sources: "source",
}

func TestExportedRecordsFollowTheirSchemas(t *testing.T) {
	m := whole(t)
	m.articles = append(m.articles, news.Article{ID: "t", Schema: news.SchemaVersion, Incident: &news.Place{ID: "b"}})
	m.posts = append(m.posts, news.EmbeddedPost{Post: news.Post{ID: "twitter~x", Platform: news.Twitter}})
	m.incidents = append(m.incidents, news.Incident{ID: "t", MergedInto: "a", Schema: news.SchemaVersion})
	m.sources = append(m.sources, news.SourceHealth{Source: news.Source{ID: "t"}})
	for _, k := range export.Kinds() {
		lines := write(t, m, k, export.JSONL)
		if strings.Count(lines, "\n") != 2 {
			t.Errorf("%s: %s", k, lines)
		}
		validate(t, compile(t, schemaOf[k]), lines)
	}
}

func TestSchemasRefuseWhatIsWrong(t *testing.T) {
	for name, wrong := range map[string][]string{
		"article": {`{}`, `{"id":"a","schema":2}`, `{"id":"a","schema":1,"language":null}`, `{"id":"a","schema":1,"published":"yesterday"}`,
			`{"id":"a","schema":1,"posts":[{"id":"1"}]}`, `{"id":"a","schema":1,"blocks":[{"type":"table"}]}`},
		"incident": {`{"id":"a","headlines":null,"articles":0,"sources":0,"languages":[],"posts":0,"schema":1}`},
		"post":     {`{"id":"1","platform":"twitter"}`, `{"id":"1","articles":1}`, `{"id":"1","platform":"twitter","articles":1,"rights":"some"}`},
		"filing":   {`{"article":"a"}`, `{"article":"a","incident":""}`},
		"source":   {`{"id":"a"}`, `{"articles":1}`, `{"id":"a","articles":1,"feeds":["https://a.example/feed"]}`},
	} {
		s := compile(t, name)
		for _, text := range wrong {
			doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if s.Validate(doc) == nil {
				t.Errorf("%s: %s passes", name, text)
			}
		}
	}
}

func TestTheSchemaOfSourcesKnowsEveryCause(t *testing.T) {
	s := compile(t, "source")
	record := func(code news.CauseCode) map[string]any {
		return map[string]any{"id": "a", "articles": json.Number("1"), "feeds": []any{
			map[string]any{"url": "https://a.example/feed", "source": "a", "last_cause": map[string]any{"code": string(code)}},
		}}
	}
	for _, code := range news.CauseCodes() {
		if err := s.Validate(record(code)); err != nil {
			t.Errorf("%s: %v", code, err)
		}
	}
	if s.Validate(record("moonstruck")) == nil {
		t.Error("a code that nobody gives passes")
	}
}

// TestSchemasDescribeEveryField compares the properties of the schemas with the fields of the structs, so that
// neither grows alone.
func TestSchemasDescribeEveryField(t *testing.T) {
	for name, record := range map[string]any{
		"article": news.Article{}, "incident": news.Incident{}, "post": news.EmbeddedPost{}, "filing": news.Filing{}, "source": news.SourceHealth{},
	} {
		compare(t, name, compile(t, name), reflect.TypeOf(record))
	}
}

func compare(t *testing.T, path string, s *jsonschema.Schema, typ reflect.Type) {
	t.Helper()
	properties := map[string]*jsonschema.Schema{}
	for s := s; s != nil; s = s.Ref {
		maps.Copy(properties, s.Properties)
	}
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	fields := map[string]reflect.Type{}
	collect(typ, fields)
	if d := cmp.Diff(slices.Sorted(maps.Keys(fields)), slices.Sorted(maps.Keys(properties))); d != "" {
		t.Errorf("%s: fields (-) and properties (+) differ:\n%s", path, d)
	}
	for name, field := range fields {
		sub := properties[name]
		if sub == nil {
			continue
		}
		for field.Kind() == reflect.Pointer || field.Kind() == reflect.Slice {
			field = field.Elem()
		}
		if field.Kind() != reflect.Struct || field.PkgPath() == "time" {
			continue
		}
		if items, ok := sub.Items2020, sub.Items2020 != nil; ok {
			sub = items
		}
		compare(t, path+"."+name, sub, field)
	}
}

// collect gathers the JSON fields of a struct, those of embedded structs too.
func collect(typ reflect.Type, fields map[string]reflect.Type) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Anonymous {
			collect(f.Type, fields)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "-" {
			fields[name] = f.Type
		}
	}
}
