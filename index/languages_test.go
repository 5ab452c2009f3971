package index_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parallax/index"
	"parallax/news"
)

var update = flag.Bool("update", false, "write the golden files again")

const languagesDir = "../testdata/index"

// A judgedQuery is a query and the documents of its language that it must find.
type judgedQuery struct {
	text string
	want []string
}

// A judgedLanguage is one section of languages.txt.
type judgedLanguage struct {
	code, name string
	documents  []news.Article
	queries    []judgedQuery
}

func readJudgements(t testing.TB) []judgedLanguage {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(languagesDir, "languages.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var list []judgedLanguage
	for n, line := range strings.Split(string(b), "\n") {
		first, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "" || first == "#":
		case first == "=":
			code, name, _ := strings.Cut(rest, " ")
			list = append(list, judgedLanguage{code: code, name: name})
		case first == "?":
			i := strings.LastIndex(rest, ":")
			if i < 0 {
				t.Fatalf("line %d: no colon behind the query", n+1)
			}
			l := &list[len(list)-1]
			l.queries = append(l.queries, judgedQuery{rest[:i], strings.Fields(rest[i+1:])})
		default:
			l := &list[len(list)-1]
			l.documents = append(l.documents, news.Article{ID: l.code + "/" + first, Language: l.code, Text: rest, Fetched: day("2020-01-01")})
		}
	}
	return list
}

// TestLanguages scores every query of languages.txt against all documents at once, counting those of its own
// language, and compares with languages.golden. Run with -update to accept new scores.
func TestLanguages(t *testing.T) {
	languages := readJudgements(t)
	var all []news.Article
	for _, l := range languages {
		all = append(all, l.documents...)
	}
	ix, _ := openWith(t, all...)
	var out strings.Builder
	judgements := 0
	var total score
	for _, l := range languages {
		var s score
		var wrong []string
		for _, q := range l.queries {
			var got []string
			for _, id := range strings.Fields(found(t, ix, q.text)) {
				if name, ok := strings.CutPrefix(id, l.code+"/"); ok {
					got = append(got, name)
				}
			}
			judgements += len(l.documents)
			s.add(got, q.want)
			if !slices.Equal(got, q.want) {
				wrong = append(wrong, fmt.Sprintf("    %s: found %v, want %v\n", q.text, got, q.want))
			}
		}
		total.plus(s)
		fmt.Fprintf(&out, "%-8s precision %.3f recall %.3f queries %d\n%s", l.code, s.precision(), s.recall(), len(l.queries), strings.Join(wrong, ""))
	}
	fmt.Fprintf(&out, "all      precision %.3f recall %.3f languages %d judgements %d\n", total.precision(), total.recall(), len(languages), judgements)

	golden := filepath.Join(languagesDir, "languages.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("search quality changed (-golden +now):\n%s", diff)
	}
}

// A score counts right, superfluous and missed documents.
type score struct{ right, extra, missed int }

func (s *score) add(got, want []string) {
	for _, g := range got {
		if slices.Contains(want, g) {
			s.right++
		} else {
			s.extra++
		}
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			s.missed++
		}
	}
}

func (s *score) plus(o score) {
	s.right += o.right
	s.extra += o.extra
	s.missed += o.missed
}

func (s *score) precision() float64 { return ratio(s.right, s.extra) }
func (s *score) recall() float64    { return ratio(s.right, s.missed) }

func ratio(good, bad int) float64 {
	if good+bad == 0 {
		return 1
	}
	return float64(good) / float64(good+bad)
}

// TestMarksLeftOut finds words by queries without their marks, below those that are written so, and never the
// other way round.
func TestMarksLeftOut(t *testing.T) {
	ix, _ := openWith(t,
		news.Article{ID: "marked", Language: "tr", Title: "Erdoğan konuştu", Published: day("2020-01-02")},
		news.Article{ID: "plain", Language: "tr", Title: "Erdogan konuştu", Published: day("2020-01-01")},
		news.Article{ID: "far", Language: "sv", Text: "Min far såg på.", Published: day("2020-01-01")},
		news.Article{ID: "sheep", Language: "sv", Text: "Ett får betade.", Published: day("2020-01-02")})
	for _, c := range []struct{ query, want string }{
		{"erdogan", "plain marked"}, {"Erdoğan", "marked"}, {"erdog*", "marked plain"},
		{`"erdogan konustu"`, "plain marked"}, {"far lang:sv", "far"}, {"får lang:sv", "sheep"},
	} {
		r, err := ix.Search(t.Context(), index.Request{Query: c.query})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range r.Hits {
			got = append(got, h.Article.ID)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: found %v, want %s", c.query, got, c.want)
		}
	}
}
