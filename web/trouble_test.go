package web_test

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parallax/index"
	"parallax/web/words"
)

// Every message of the index about a query has words in every language, and in English the same ones.
func TestWhatIsWrongWithAQueryHasWords(t *testing.T) {
	names := regexp.MustCompile(`\{\w+\}`)
	for code, english := range index.SyntaxCodes() {
		want(t, code, words.English().Syntax.Of(code), english)
		wanted := names.FindAllString(english, -1)
		slices.Sort(wanted)
		for _, e := range words.All().List() {
			got := names.FindAllString(e.Syntax.Of(code), -1)
			slices.Sort(got)
			if !slices.Equal(got, wanted) {
				t.Errorf("%s, %s: arguments %q, want %q", e.Lang(), code, got, wanted)
			}
		}
	}
}

// faulty are queries with each fault that a reader can make.
var faulty = map[string]string{
	`"open`: "open-quote", "langs:fr": "no-field", strings.Repeat("a", 3000): "too-long", "a)": "stray-close", "!!!": "no-word", "OR a": "or-before", "a OR": "or-behind",
	"AND a": "and-sides", "a NOT": "not-word", strings.Repeat("(", 40) + "a" + strings.Repeat(")", 40): "too-deep", "title:(lead:a)": "field-inside", "lang:": "no-value",
	"handle:@": "no-value", "(a": "open-parenthesis", strings.Repeat("a ", 200): "too-many-words", "a*b": "star-inside", "a*": "star-short", `"a b"~99`: "bad-distance",
	"country:France": "no-country", "lang:zzzzzzzzz": "no-language", "date:soon": "no-date",
}

func TestFaultsAreToldInTheReadersLanguage(t *testing.T) {
	s := whole(t)
	for query, code := range faulty {
		_, err := index.Parse(query)
		wrong, ok := err.(*index.SyntaxError)
		if !ok || wrong.Code != code {
			t.Errorf("%.30q is %v, want the code %s", query, err, code)
			continue
		}
		if strings.ContainsAny(wrong.Message, "{}") {
			t.Errorf("%.30q: an argument is missing in %q", query, wrong.Message)
		}
		if len(query) > 1000 {
			continue // the address itself is refused
		}
		for _, lang := range []string{"ar", "ru"} {
			r := s.get("/" + lang + "/search?q=" + url.QueryEscape(query))
			d := parsed(t, r)
			said := text(d.Find(".query-trouble p").Eq(1))
			if r.StatusCode != 400 || said == "" || said == wrong.Message || strings.ContainsAny(said, "{}") || d.Find(".query-trouble [lang=en]").Length() > 0 {
				t.Errorf("%s, %.30q: %s, %q", lang, query, r.Status, said)
			}
		}
		wantHas(t, "the API", bodyOf(t, s.get("/api/v1/search?q="+url.QueryEscape(query), "Accept-Language", "ru")), strings.ReplaceAll(wrong.Message[:8], `"`, `\"`))
	}
}
