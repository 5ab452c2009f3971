package index_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parallax/index"
	"parallax/news"
)

var update = flag.Bool("update", false, "write the golden files again")

// judgementsDir holds what queries of many languages must find: first.txt and hard.txt were there while the rules of the
// languages were written; each of the others was written after them, and measured once before the rules learnt
// from it.
const judgementsDir = "../testdata/index/judgements"

const searchQuality = "../testdata/quality/search.json"

// A judgedQuery is a query and the documents of its language that it must find.
type judgedQuery struct {
	text string
	want []string
}

// A judgedLanguage is one section of a file of judgements.
type judgedLanguage struct {
	code      string
	documents []news.Article
	queries   []judgedQuery
}

// judgements is how many pairs of a query and a document the section decides on.
func (l *judgedLanguage) judgements() int { return len(l.documents) * len(l.queries) }

// readJudgements reads the sections of a file. "= code" opens a language, "a text" is one of its documents,
// "? query: a b" says which of the language's documents the query must find: all the others it must not find.
func readJudgements(t testing.TB, path string) []judgedLanguage {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []judgedLanguage
	for n, line := range strings.Split(string(b), "\n") {
		first, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "" || first == "#":
		case first == "=":
			code, _, _ := strings.Cut(rest, " ")
			list = append(list, judgedLanguage{code: code})
		case first == "?":
			i := strings.LastIndex(rest, ":")
			if i < 0 {
				t.Fatalf("%s:%d: no colon behind the query", path, n+1)
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

// languageQuality is how well the queries of a language are answered, on one file of judgements.
type languageQuality struct {
	Precision  float64  `json:"precision"`
	Recall     float64  `json:"recall"`
	Judgements int      `json:"judgements"`
	Wrong      []string `json:"wrong,omitempty"` // queries that are answered otherwise than they should be
}

// TestSearchQuality scores every query of the judgements against all documents of its file at once, counting those
// of its own language, and fails where a language is worse than search.json says. Run with -update to accept
// new figures.
func TestSearchQuality(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(judgementsDir, "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no judgements", err)
	}
	for _, path := range paths {
		set := strings.TrimSuffix(filepath.Base(path), ".txt")
		compareQuality(t, set, measureLanguages(t, readJudgements(t, path)))
	}
}

// compareQuality fails where a figure has fallen below the one of search.json, or writes it there with -update.
func compareQuality(t *testing.T, set string, now map[string]languageQuality) {
	t.Helper()
	var before map[string]map[string]languageQuality
	b, err := os.ReadFile(searchQuality)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &before); err != nil {
		t.Fatal(err)
	}
	if *update {
		before[set] = now
		writeSearchQuality(t, before)
	}
	for code, q := range now {
		was, ok := before[set][code]
		switch {
		case !ok:
			t.Errorf("%s: %s is not in %s; run with -update", set, code, searchQuality)
		case q.Precision < was.Precision-1e-9 || q.Recall < was.Recall-1e-9 || q.Judgements < was.Judgements:
			t.Errorf("%s: %s fell from %+v to %+v", set, code, was, q)
		case code == allLanguages && (q.Precision < 0.98 || q.Recall < 0.98):
			t.Errorf("%s: %+v, below .98", set, q)
		}
	}
}

// allLanguages is the sum of a file's languages.
const allLanguages = "all"

func measureLanguages(t *testing.T, languages []judgedLanguage) map[string]languageQuality {
	t.Helper()
	var documents []news.Article
	for _, l := range languages {
		documents = append(documents, l.documents...)
	}
	ix, _ := openWith(t, documents...)
	scores := map[string]languageQuality{}
	var total score
	judgements := 0
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
			s.add(got, q.want)
			if !slices.Equal(got, q.want) {
				wrong = append(wrong, fmt.Sprintf("%s: found %v, want %v", q.text, got, q.want))
			}
		}
		total.plus(s)
		judgements += l.judgements()
		scores[l.code] = languageQuality{s.precision(), s.recall(), l.judgements(), wrong}
	}
	scores[allLanguages] = languageQuality{total.precision(), total.recall(), judgements, nil}
	return scores
}

func writeSearchQuality(t *testing.T, now map[string]map[string]languageQuality) {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(now); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(searchQuality, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
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

// TestCompounds asks for the parts of compounds, each compound in a document of its own, and for words that are no
// parts.
func TestCompounds(t *testing.T) {
	b, err := os.ReadFile("../testdata/index/compounds.txt")
	if err != nil {
		t.Fatal(err)
	}
	scores := map[string]languageQuality{}
	for section := range strings.SplitSeq(string(b), "\n= ") {
		code, lines, _ := strings.Cut(section, "\n")
		if !strings.HasPrefix(code, "#") {
			scores[code] = measureCompounds(t, code, strings.Split(strings.TrimSpace(lines), "\n"))
		}
	}
	compareQuality(t, "compounds", scores)
}

func measureCompounds(t *testing.T, code string, lines []string) languageQuality {
	t.Helper()
	var documents []news.Article
	for i, line := range lines {
		word, _, _ := strings.Cut(strings.TrimPrefix(line, "! "), ":")
		documents = append(documents, news.Article{ID: strconv.Itoa(i), Language: code, Text: "… " + word, Fetched: day("2020-01-01")})
	}
	ix, _ := openWith(t, documents...)
	q := languageQuality{}
	var s score
	for i, line := range lines {
		id := strconv.Itoa(i)
		line, never := strings.CutPrefix(line, "! ")
		word, parts, _ := strings.Cut(line, ":")
		for _, part := range strings.Fields(parts) {
			q.Judgements++
			hit := slices.Contains(strings.Fields(found(t, ix, part)), id)
			switch {
			case hit && never:
				s.extra++
				q.Wrong = append(q.Wrong, part+" finds "+word)
			case hit:
				s.right++
			case !never:
				s.missed++
				q.Wrong = append(q.Wrong, part+" misses "+word)
			}
		}
		r, err := ix.Search(t.Context(), index.Request{Query: word})
		if err != nil || len(r.Hits) == 0 || r.Hits[0].Article.ID != id {
			t.Errorf("%s: %s doesn't find itself first: %v", code, word, err)
		}
	}
	q.Precision, q.Recall = s.precision(), s.recall()
	return q
}
