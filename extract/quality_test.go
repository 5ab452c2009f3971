package extract

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parallax/extract/measure"
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

func loadTruths(tb testing.TB) []measure.Page {
	tb.Helper()
	pages, err := measure.Load(sharedDir)
	if errors.Is(err, fs.ErrNotExist) {
		tb.Skipf("the shared evaluation pages are not here: %v", err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return pages
}

func pageOf(p *measure.Page) news.Page {
	return news.Page{URL: p.URL, FinalURL: p.URL, Body: p.Body, ContentType: "text/html"}
}

// figures are what is measured on a set of texts, by group.
type figures map[string]float64

func bodyFigures(pages []measure.Page, texts []string) figures {
	out := figures{}
	for name, f1 := range measure.Bodies(pages, texts) {
		out[name] = round(f1)
	}
	return out
}

func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// TestQuality measures on the shared pages and compares with the committed figures: none may fall by more
// than .002. The weights are fitted to these very pages: what to expect of other outlets is told by TestFit
// with -cross, and is about .01 lower.
func TestQuality(t *testing.T) {
	truths := loadTruths(t)
	texts := make([]string, len(truths))
	for i := range truths {
		g := &truths[i]
		a, _ := ArticleWith(pageOf(g), Options{PostsInText: strings.HasPrefix(g.ID, "sh-")})
		texts[i] = a.Text
	}
	languages := measure.Languages(truths, texts)
	worst := slices.MinFunc(slices.Collect(maps.Keys(languages)), func(a, b string) int { return cmp.Compare(languages[a], languages[b]) })
	failed := measure.Failed(truths, texts)
	t.Logf("lowest of %d languages: %s; pages under .50: %s", len(languages), worst, strings.Join(failed, ", "))
	body := bodyFigures(truths, texts)
	body["lowest language"] = round(languages[worst])
	body["pages from .50"] = round(1 - float64(len(failed))/float64(len(texts)))
	compareGolden(t, goldenQuality, map[string]figures{"body": body, "tweets": tweetFigures(t)})
}

// notSilver are tweets whose label says that they are mere links, though the page shows them: their element
// is a widget's, with the address in an attribute.
const notSilver = "../testdata/quality/extract_silver.tsv"

// tweetFigures are recall and precision of embedded tweets, and the shares of their fields that are right.
func tweetFigures(t *testing.T) figures {
	pages, err := measure.LoadEmbeddings(sharedDir)
	if err != nil {
		t.Fatal(err)
	}
	f := measure.Tweets(pages, listed(t, notSilver, 2), func(e *measure.Embedding) []measure.Tweet {
		a, _ := Article(news.Page{URL: "https://ledger.example/x", FinalURL: "https://ledger.example/x", Body: e.Body, ContentType: "text/html"})
		var tweets []measure.Tweet
		for _, p := range a.Posts {
			if p.Platform == news.Twitter {
				tweets = append(tweets, measure.Tweet{ID: p.ID, Handle: p.Handle, Text: p.Text})
			}
		}
		return tweets
	})
	t.Logf("tweets missed: %q; not labelled: %q", f.Missed, f.Extra)
	return figures{"recall": round(f.Recall), "precision": round(f.Precision), "text": round(f.Text), "handle": round(f.Handle)}
}

// listed reads a table in which what is listed stands in the first cells.
func listed(tb testing.TB, file string, cells int) map[string]bool {
	tb.Helper()
	table, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return measure.Listed(string(table), cells)
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
	for _, part := range slices.Sorted(maps.Keys(got)) {
		for _, name := range slices.Sorted(maps.Keys(got[part])) {
			t.Logf("%-12s %-16s %.4f", part, name, got[part][name])
		}
	}
}
