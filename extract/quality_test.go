package extract

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

var update = flag.Bool("update", false, "write the goldens anew")

// sharedDir holds real pages with their texts. They belong to their publishers and are no part of the
// repository; the tests that measure on them are skipped where they are missing.
const sharedDir = "../../shared/eval/extract"

// The committed figures: of the shared pages, and of the bundled newsroom.
const (
	goldenQuality  = "../testdata/quality/extract.json"
	goldenNewsroom = "../testdata/quality/extract_newsroom.json"
)

// A truth is a page of the evaluation and what a person read in it.
type truth struct {
	ID, File, URL, Source, Lang string
	Title, Date, Author         string
	Text                        string
	With, Without               []string
	body                        []byte
}

func loadTruths(tb testing.TB) []truth {
	tb.Helper()
	var all []truth
	eachLine(tb, "ground_truth.jsonl", func(line []byte) {
		var g truth
		if err := json.Unmarshal(line, &g); err != nil {
			tb.Fatal(err)
		}
		g.body = sharedPage(tb, g.File)
		all = append(all, g)
	})
	return all
}

func eachLine(tb testing.TB, name string, do func([]byte)) {
	tb.Helper()
	f, err := os.Open(filepath.Join(sharedDir, name))
	if err != nil {
		tb.Skipf("the shared evaluation pages are not here: %v", err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		do(lines.Bytes())
	}
}

func sharedPage(tb testing.TB, file string) []byte {
	tb.Helper()
	packed, err := os.ReadFile(filepath.Join(sharedDir, file))
	if err != nil {
		tb.Skipf("the shared evaluation pages are not here: %v", err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		tb.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		tb.Fatal(err)
	}
	return body
}

func (g *truth) page() news.Page {
	return news.Page{URL: g.URL, FinalURL: g.URL, Body: g.body, ContentType: "text/html"}
}

// The metric is that of the scrapinghub article-extraction-benchmark: multisets of 4-token shingles, true and
// false ones normalized by page, F1 of the mean precision and the mean recall.

var (
	token = regexp.MustCompile(`[\pL\pN_]+`)
	dense = regexp.MustCompile(`([\x{3040}-\x{30ff}\x{3400}-\x{9fff}\x{f900}-\x{faff}\x{0e00}-\x{0e7f}])`)
)

func tokens(s string) []string { return token.FindAllString(dense.ReplaceAllString(s, " $1 "), -1) }

func shingles(s string) map[string]int {
	t := tokens(s)
	m := map[string]int{}
	for i := 0; i < max(1, len(t)-3) && len(t) > 0; i++ {
		m[strings.Join(t[i:min(len(t), i+4)], " ")]++
	}
	return m
}

// match is how a text compares to the true one: shares of shingles found rightly, wrongly, and missed.
func match(truth, text string) (tp, fp, fn float64) {
	a, b := shingles(truth), shingles(text)
	for s, n := range a {
		both := min(n, b[s])
		tp += float64(both)
		fn += float64(n - both)
	}
	for s, n := range b {
		fp += float64(n - min(n, a[s]))
	}
	if sum := tp + fp + fn; sum > 0 {
		return tp / sum, fp / sum, fn / sum
	}
	return 0, 0, 0
}

// A tallyF1 collects the pages of one group.
type tallyF1 struct{ p, r, np, nr float64 }

func (t *tallyF1) add(tp, fp, fn float64) {
	if tp+fp > 0 {
		t.p, t.np = t.p+tp/(tp+fp), t.np+1
	}
	if tp+fn > 0 {
		t.r, t.nr = t.r+tp/(tp+fn), t.nr+1
	}
}

func (t *tallyF1) f1() float64 {
	p, r := t.p/math.Max(1, t.np), t.r/math.Max(1, t.nr)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// figures are what is measured on a set of texts, by group.
type figures map[string]float64

func bodyFigures(truths []truth, text func(i int) string) figures {
	groups := map[string]*tallyF1{"ALL": {}}
	var tp, fp, fn float64
	for i := range truths {
		g := &truths[i]
		got := text(i)
		if g.Text != "" {
			a, b, c := match(g.Text, got)
			if groups[g.Source] == nil {
				groups[g.Source] = &tallyF1{}
			}
			groups[g.Source].add(a, b, c)
			groups["ALL"].add(a, b, c)
			continue
		}
		flat := collapsed(got)
		for _, w := range g.With {
			if strings.Contains(flat, collapsed(w)) {
				tp++
			} else {
				fn++
			}
		}
		for _, w := range g.Without {
			if strings.Contains(flat, collapsed(w)) {
				fp++
			}
		}
	}
	out := figures{}
	for name, t := range groups {
		out[name] = round(t.f1())
	}
	out["segments"] = round(2 * tp / (2*tp + fp + fn))
	return out
}

// collapsed is a text with its white space collapsed, as segments are compared.
func collapsed(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ReplaceAll(s, "\u00ad", ""), unicode.IsSpace), " ")
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// TestQuality measures on the shared pages and compares with the committed figures: none may fall by more
// than .002. The weights are fitted to these very pages: what to expect of other outlets is told by TestFit
// with -cross, and is about .01 lower.
func TestQuality(t *testing.T) {
	truths := loadTruths(t)
	articles := make([]news.Article, len(truths))
	for i := range truths {
		g := &truths[i]
		articles[i], _ = ArticleWith(g.page(), Options{PostsInText: strings.HasPrefix(g.ID, "sh-")})
	}
	compareGolden(t, goldenQuality, map[string]figures{
		"body":   bodyFigures(truths, func(i int) string { return articles[i].Text }),
		"tweets": tweetFigures(t),
	})
}

// notSilver are tweets whose label says that they are mere links, though the page shows them: their element
// is a widget's, with the address in an attribute.
const notSilver = "../testdata/quality/extract_silver.tsv"

// tweetFigures are recall and precision of embedded tweets, and the shares of their fields that are right.
func tweetFigures(t *testing.T) figures {
	wrong, err := os.ReadFile(notSilver)
	if err != nil {
		t.Fatal(err)
	}
	var hit, missed, extra, texts, sameText, handles, sameHandle float64
	eachLine(t, "embeds.jsonl", func(line []byte) {
		var g struct {
			ID, File string
			Tweets   []struct{ Form, ID, Handle, Text string }
		}
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		a, _ := Article(news.Page{URL: "https://ledger.example/x", FinalURL: "https://ledger.example/x", Body: sharedPage(t, g.File), ContentType: "text/html"})
		got := map[string]news.Post{}
		for _, p := range a.Posts {
			if p.Platform == news.Twitter {
				got[p.ID] = p
			}
		}
		done := map[string]bool{}
		for _, want := range g.Tweets {
			p, found := got[want.ID]
			if done[want.ID] || want.Form == "plain_link" && !strings.Contains(string(wrong), want.ID) {
				continue
			}
			done[want.ID] = true
			delete(got, want.ID)
			if !found {
				t.Logf("%s: missed tweet %s (%s)", g.ID, want.ID, want.Form)
				missed++
				continue
			}
			hit++
			if want.Text != "" {
				if texts++; fold(want.Text) == fold(p.Text) {
					sameText++
				}
			}
			if want.Handle != "" && p.Handle != "" {
				if handles++; strings.EqualFold(want.Handle, p.Handle) {
					sameHandle++
				}
			}
		}
		for id := range got {
			t.Logf("%s: tweet %s is not labelled", g.ID, id)
			extra++
		}
	})
	return figures{
		"recall": round(hit / (hit + missed)), "precision": round(hit / (hit + extra)),
		"text": round(sameText / texts), "handle": round(sameHandle / handles),
	}
}

func compareGolden(t *testing.T, golden string, got map[string]figures) {
	t.Helper()
	if *update {
		data, err := json.MarshalIndent(got, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("no golden figures; write them with -update: %v", err)
	}
	var want map[string]figures
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	for part, fs := range want {
		for name, w := range fs {
			if g := got[part][name]; g < w-.002 {
				t.Errorf("%s %s fell from %.4f to %.4f", part, name, w, g)
			}
		}
	}
	t.Log(cmp.Diff(want, got))
}
