package export_test

import (
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"parallax/export"
	"parallax/news"
)

// ninjsRules compiles the rules of the standard, as far as what is written comes near them.
func ninjsRules(t *testing.T) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("testdata/ninjs-rules.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("https://parallax.example/ninjs", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("https://parallax.example/ninjs")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestNinjsFollowsTheStandard(t *testing.T) {
	m := whole(t)
	a := &m.articles[0]
	a.URL, a.CanonicalURL, a.Image, a.Source.Host = "https://tide.example/Über uns?q=a b|c&d={e}", "https://tide.example/", "https://tide.example/a.jpg", "tide.example"
	a.Posts[0].URL = "https://social.example/@tide/1"
	strange := news.Article{ID: "t x/ü%", URL: "urn:sha256:00", Image: "javascript:alert(1)", Language: "und", Source: news.Source{ID: "a", Host: "no host"},
		Posts: []news.Post{{ID: "mastodon:a:ü", URL: "://"}}, Lead: "a\x00b\xff"}
	m.articles = append(m.articles, strange)
	m.incidents = append(m.incidents, news.Incident{ID: "t", MergedInto: "a"})
	rules := ninjsRules(t)
	for _, k := range []export.Kind{export.Articles, export.Incidents} {
		lines := write(t, m, k, export.NinJS)
		if strings.Count(lines, "\n") != 2 {
			t.Errorf("%s: %s", k, lines)
		}
		validate(t, rules, lines)
	}
	lines := write(t, m, export.Articles, export.NinJS)
	for _, part := range []string{`"uri":"urn:parallax:article:some%20ID"`, `"type":"picture"`, `"events":[{`, `"value":"some Text","charCount":9`, `"contentType":"text/html"`} {
		if !strings.Contains(lines, part) {
			t.Errorf("%s is missing in %s", part, lines)
		}
	}
	if strings.Contains(lines, "javascript") {
		t.Errorf("what is no address stands as one in %s", lines)
	}
	if merged := write(t, m, export.Incidents, export.NinJS); !strings.Contains(merged, `"canceled"`) || !strings.Contains(merged, `{"role":"merged_into","value":"a"}`) {
		t.Errorf("a merged incident names no heir in %s", merged)
	}
}

func TestNinjsRulesRefuseWhatIsWrong(t *testing.T) {
	const standard = `"standard":{"name":"ninjs","version":"3.0"}`
	rules := ninjsRules(t)
	for _, wrong := range []string{
		`{` + standard + `}`, `{"uri":"a b",` + standard + `}`, `{"uri":"urn:a:b","type":"article",` + standard + `}`, `{"uri":"urn:a:b","headline":"x",` + standard + `}`,
		`{"uri":"urn:a:b","bodies":[{"charCount":1}],` + standard + `}`, `{"uri":"urn:a:b","associations":[{"uri":"urn:a:c"}],` + standard + `}`,
	} {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		if rules.Validate(doc) == nil {
			t.Errorf("%s passes", wrong)
		}
	}
}
