package web_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"parallax/export"
	"parallax/news"
	"parallax/web"
)

// A description is what /api/openapi.json says, for a test to hold the answers against.
type description struct {
	t        *testing.T
	compiler *jsonschema.Compiler
	OpenAPI  string
	Paths    map[string]map[string]struct {
		OperationID string
		Summary     string
		Parameters  []struct {
			Name, In, Description string
		}
		Responses map[string]struct {
			Content map[string]struct{ Schema json.RawMessage }
		}
	}
}

func describedBy(t *testing.T, s testSite) *description {
	t.Helper()
	body := bodyOf(t, s.get("/api/openapi.json"))
	d := &description{t: t, compiler: jsonschema.NewCompiler()}
	if err := json.Unmarshal([]byte(body), d); err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	d.compiler.AssertFormat()
	if err := d.compiler.AddResource("https://parallax.example/openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	return d
}

// check holds an answer against what is described of a path: its status, its media type, and its body where that is JSON. It
// returns the body.
func (d *description) check(path, address string, r *http.Response) string {
	d.t.Helper()
	status := "200"
	if r.StatusCode != http.StatusOK {
		status = "default"
	}
	media, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if _, ok := d.Paths[path]["get"].Responses[status].Content[media]; !ok {
		d.t.Errorf("%.200s: %s, and an answer of %s isn't described", address, r.Status, media)
	}
	body := bodyOf(d.t, r)
	if !strings.HasSuffix(media, "json") {
		return body
	}
	steps := []string{"paths", path, "get", "responses", status, "content", media, "schema"}
	for i, step := range steps {
		steps[i] = strings.ReplaceAll(step, "/", "~1")
	}
	pointer := url.URL{Path: "/" + strings.Join(steps, "/")}
	schema, err := d.compiler.Compile("https://parallax.example/openapi.json#" + pointer.EscapedPath())
	if err != nil {
		d.t.Fatal(err)
	}
	conforms(d.t, schema, address, body)
	return body
}

func conforms(t *testing.T, schema *jsonschema.Schema, address, body string) {
	t.Helper()
	if strings.Contains(body, ":null") {
		t.Errorf("%.200s: null in %s", address, body)
	}
	answer, err := jsonschema.UnmarshalJSON(strings.NewReader(body))
	if err == nil {
		err = schema.Validate(answer)
	}
	if err != nil {
		t.Errorf("%.200s: %v", address, err)
	}
}

// callsOf are addresses that call each operation of the API, each in several ways.
func callsOf(m *memory) map[string][]string {
	calls := map[string][]string{
		"/api/v1/incidents": {"/api/v1/incidents", "/api/v1/incidents?lang=fr&sort=rank&limit=1", "/api/v1/incidents?country=BR",
			"/api/v1/incidents?story=" + ferryStory},
		"/api/v1/incidents/{id}": {"/api/v1/incidents/" + news.IncidentID("ferry"), "/api/v1/incidents/" + news.IncidentID("inquiry")},
		"/api/v1/stories/{id}":   {"/api/v1/stories/" + ferryStory},
		"/api/v1/articles":       {"/api/v1/articles?since=2026-03-14&until=2026-03-15T00:00:00Z", "/api/v1/articles?incident=" + news.IncidentID("dam")},
		"/api/v1/articles/{id}":  {"/api/v1/articles/" + idOf(m, "ferry", "almanara.example")},
		"/api/v1/posts":          {"/api/v1/posts", "/api/v1/posts?platform=mastodon"},
		"/api/v1/sources":        {"/api/v1/sources?limit=3"},
		"/api/v1/search": {"/api/v1/search?q=312&facets=true", "/api/v1/search?q=zeppelin", "/api/v1/search",
			"/api/v1/search?q=312+lang:fr&across=1&v=1"},
		"/api/v1/concordance":            {"/api/v1/concordance?q=312&sort=left&limit=3", "/api/v1/concordance?q=312&sort=right&whole=1"},
		"/api/v1/frequencies":            {"/api/v1/frequencies?q=312&whole=1", "/api/v1/frequencies?q=zeppelin"},
		"/api/v1/collocates":             {"/api/v1/collocates?q=312&least=1", "/api/v1/collocates?q=312&window=2&sort=dice&limit=2&whole=1", "/api/v1/collocates?q=zeppelin"},
		"/api/v1/incidents/{id}/compare": {"/api/v1/incidents/" + news.IncidentID("ferry") + "/compare", "/api/v1/incidents/" + news.IncidentID("chess") + "/compare"},
		"/api/v1/trends":                 {"/api/v1/trends?q=312&q=museo", "/api/v1/trends?split=language&by=month"},
	}
	for _, k := range export.Kinds() {
		for _, f := range export.Formats() {
			if f.Holds(k) {
				calls["/api/v1/export"] = append(calls["/api/v1/export"], "/api/v1/export?what="+string(k)+"&format="+string(f), "/api/v1/export?q=312&what="+string(k)+"&format="+string(f))
			}
		}
	}
	return calls
}

// TestEveryOperationAnswersAsDescribed calls all that is described. An operation that is added needs calls.
func TestEveryOperationAnswersAsDescribed(t *testing.T) {
	m := storyWorld()
	for _, rights := range []news.Rights{news.RightsFull, news.RightsExcerpt, news.RightsMetadata} {
		s := siteOf(t, m, indexed(t, m), by(rights))
		d := describedBy(t, s)
		if !strings.HasPrefix(d.OpenAPI, "3.1") {
			t.Errorf("OpenAPI %q, want 3.1", d.OpenAPI)
		}
		calls := callsOf(m)
		if got, want := slices.Sorted(maps.Keys(d.Paths)), slices.Sorted(maps.Keys(calls)); !slices.Equal(got, want) {
			t.Errorf("described: %q, called: %q", got, want)
		}
		for path, addresses := range calls {
			if d.Paths[path]["get"].Summary == "" || d.Paths[path]["get"].OperationID == "" {
				t.Errorf("%s: nothing says what it does", path)
			}
			for _, address := range addresses {
				r := s.get(address)
				if r.StatusCode != http.StatusOK {
					t.Errorf("%s: %s: %s", address, r.Status, bodyOf(t, r))
					continue
				}
				body := d.check(path, address, r)
				if strings.HasPrefix(body, `{"total":`) && (!d.takes(path, "limit") || !d.takes(path, "cursor")) {
					t.Errorf("%s answers with a list, and nothing says how to page through it", path)
				}
			}
		}
	}
}

// takes reports whether a path is described to have a parameter.
func (d *description) takes(path, name string) bool {
	for _, p := range d.Paths[path]["get"].Parameters {
		if p.Name == name {
			return true
		}
	}
	return false
}

// by makes a site show texts by some rights.
func by(r news.Rights) func(*web.Options) { return func(o *web.Options) { o.Rights = r } }

// TestAnswersFollowTheirPublishedSchema compiles /schemas/answers.schema.json, and the records in the answers by the schemas of the
// records, as somebody would who knows nothing but what is published.
func TestAnswersFollowTheirPublishedSchema(t *testing.T) {
	m := storyWorld()
	s := siteOf(t, m, indexed(t, m), by(news.RightsExcerpt))
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	var list struct{ Schemas []string }
	if err := json.Unmarshal([]byte(bodyOf(t, s.get("/schemas/"))), &list); err != nil {
		t.Fatal(err)
	}
	compiled := map[string]*jsonschema.Schema{}
	for _, address := range list.Schemas {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(bodyOf(t, s.get(u.Path))))
		if err == nil {
			err = c.AddResource(address, doc)
		}
		if err != nil {
			t.Fatal(address, err)
		}
	}
	for _, address := range list.Schemas {
		schema, err := c.Compile(address)
		if err != nil {
			t.Fatal(address, err)
		}
		compiled[address[strings.LastIndex(address, "/")+1:]] = schema
	}
	d := describedBy(t, s)
	answers := strings.Replace(list.Schemas[0], "article.schema.json", "answers.schema.json", 1)
	for path, addresses := range callsOf(m) {
		if path == "/api/v1/export" {
			continue
		}
		schema, err := c.Compile(answers + "#/$defs/" + d.Paths[path]["get"].OperationID + "-answer")
		if err != nil {
			t.Fatal(err)
		}
		conforms(t, schema, addresses[0], bodyOf(t, s.get(addresses[0])))
	}
	for address, kind := range map[string]string{
		"/api/v1/articles": "article", "/api/v1/incidents": "incident", "/api/v1/posts": "post", "/api/v1/sources": "source",
	} {
		var list struct{ Items []json.RawMessage }
		if err := json.Unmarshal([]byte(bodyOf(t, s.get(address))), &list); err != nil || len(list.Items) == 0 {
			t.Fatalf("%s: %d records, %v", address, len(list.Items), err)
		}
		for _, item := range list.Items {
			conforms(t, compiled[kind+".schema.json"], address, string(item))
		}
	}
	lines := bodyOf(t, s.get("/api/v1/export?what=filings"))
	for line := range strings.Lines(lines) {
		conforms(t, compiled["filing.schema.json"], "filings", line)
	}
}

// TestErrorsAreAsDescribed gives every parameter of every operation a value that can't be meant, and others that nobody would
// think of.
func TestErrorsAreAsDescribed(t *testing.T) {
	m := storyWorld()
	s := siteOf(t, m, indexed(t, m))
	d := describedBy(t, s)
	strange := []string{
		"\x00", "\xff\xfe", "\xed\xa0\x80", strings.Repeat("9", 400), "-1", "1e309", "NaN", "%", "' OR 1=1 --", "\u202e", "(((((", "*", "\"", "a:b:c",
		"9999-99-99", "0000-00-00T00:00:00Z", "\r\nX: y", strings.Repeat("👩‍👩‍👧‍👦", 60),
	}
	for path, addresses := range callsOf(m) {
		base, query, _ := strings.Cut(addresses[0], "?")
		for _, p := range d.Paths[path]["get"].Parameters {
			if p.In != "query" {
				continue
			}
			values, err := url.ParseQuery(query)
			if err != nil {
				t.Fatal(err)
			}
			with := func(value string) (string, *http.Response) {
				values.Set(p.Name, value)
				address := base + "?" + values.Encode()
				return address, s.get(address)
			}
			address, r := with(strings.Repeat("x", 5000))
			body := bodyOf(t, r)
			if r.StatusCode != http.StatusBadRequest || !strings.Contains(body, `"location":"query.`+p.Name+`"`) {
				t.Errorf("%.60s…: %s, %.300s; want 400 and a pointer at %s", address, r.Status, body, p.Name)
			}
			for _, value := range strange {
				address, r := with(value)
				if r.StatusCode >= 500 {
					t.Errorf("%.200s: %s", address, r.Status)
				}
				d.check(path, address, r)
			}
		}
		if strings.Contains(path, "{id}") {
			address := strings.Replace(path, "{id}", "none", 1)
			r := s.get(address)
			want(t, address, r.Status, "404 Not Found")
			d.check(path, address, r)
		}
	}
}
