package language_test

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	detect "parallax/language"
	"parallax/news"
)

var update = flag.Bool("update", false, "write the figures measured now to the golden file")

const (
	golden    = "../testdata/quality/language.json"
	tolerance = 0.005
)

// TestQuality measures the share of right answers on every collection that is at hand, and fails where one falls
// below the committed figure. Collections outside the repository are skipped where absent.
func TestQuality(t *testing.T) {
	want := map[string]float64{}
	if b, err := os.ReadFile(golden); err == nil {
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatalf("%s: %v", golden, err)
		}
	}
	got := map[string]float64{}
	for name, load := range map[string]func(*testing.T) []labelled{
		"newsroom": newsroom, "pages": pages, "incidents": incidents, "headlines": headlines, "sentences": sentences,
	} {
		t.Run(name, func(t *testing.T) {
			rows := load(t)
			rows = thin(rows, 1000)
			accuracy, answered := measure(t, rows)
			t.Logf("%s: %d texts, accuracy %.4f, answered %.4f", name, len(rows), accuracy, answered)
			got[name] = accuracy
			if accuracy < want[name]-tolerance {
				t.Errorf("accuracy fell from %.4f to %.4f; run with -update if that is meant", want[name], accuracy)
			}
		})
	}
	if *update {
		for name, figure := range want {
			if _, ok := got[name]; !ok {
				got[name] = figure
			}
		}
		b, _ := json.MarshalIndent(got, "", "  ")
		if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// thin keeps at most n rows, spread evenly.
func thin(rows []labelled, n int) []labelled {
	step := (len(rows) + n - 1) / n
	var kept []labelled
	for i := 0; i < len(rows); i += step {
		kept = append(kept, rows[i])
	}
	return kept
}

type labelled struct {
	article news.Article
	hints   detect.Hints
	want    string
}

func measure(t *testing.T, rows []labelled) (accuracy, answered float64) {
	d := detector(t)
	wrong := map[string]int{}
	right, known := 0, 0
	for _, r := range rows {
		a := d.Article(r.article, r.hints)
		got, _, _ := strings.Cut(a.Language, "-")
		if got != news.Undetermined {
			known++
		}
		if got == r.want {
			right++
		} else {
			wrong[r.want+" taken for "+got]++
		}
	}
	var kinds []string
	for k := range wrong {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b string) int { return wrong[b]*1000 - wrong[a]*1000 + strings.Compare(a, b) })
	for _, k := range kinds[:min(len(kinds), 25)] {
		t.Logf("%4d  %s", wrong[k], k)
	}
	n := float64(len(rows))
	return float64(right) / n, float64(known) / n
}

// newsroom is the fictional newsroom's articles, judged with no hints; gold is the outlet's language.
func newsroom(t *testing.T) []labelled {
	root := "../testdata/newsroom"
	b, err := os.ReadFile(filepath.Join(root, "outlets.json"))
	if err != nil {
		t.Skip("no newsroom: ", err)
	}
	var outlets []struct{ ID, Language string }
	if err := json.Unmarshal(b, &outlets); err != nil {
		t.Fatal(err)
	}
	langs := map[string]string{}
	for _, o := range outlets {
		langs[o.ID], _, _ = strings.Cut(o.Language, "-")
	}
	var rows []labelled
	err = filepath.WalkDir(filepath.Join(root, "articles"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		head, body, _ := strings.Cut(string(b), "\n\n")
		a := news.Article{Text: body}
		outlet := ""
		for line := range strings.Lines(head) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			switch key {
			case "outlet":
				outlet = value
			case "title":
				a.Title = value
			case "lead":
				a.Lead = value
			}
		}
		rows = append(rows, labelled{article: a, want: langs[outlet]})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// pages is the reference texts of real pages, judged with what the page's markup declares.
func pages(t *testing.T) []labelled {
	var rows []labelled
	eachLine(t, "../../shared/eval/extract/ground_truth.jsonl", func(line []byte) {
		var r struct {
			Lang, HTMLLang, Title, Text string
		}
		var h struct {
			HTMLLang string `json:"html_lang"`
		}
		if json.Unmarshal(line, &r) == nil && json.Unmarshal(line, &h) == nil && r.Text != "" && r.Lang != "" {
			rows = append(rows, labelled{news.Article{Title: r.Title, Text: r.Text}, detect.Hints{Declared: h.HTMLLang}, r.Lang})
		}
	})
	return rows
}

func incidents(t *testing.T) []labelled { return grouping(t, true) }
func headlines(t *testing.T) []labelled { return grouping(t, false) }

// grouping is the articles for grouping, without hints: those with a text, or those that are a headline alone.
func grouping(t *testing.T, text bool) []labelled {
	var rows []labelled
	eachLine(t, "../../shared/eval/incidents/dev.jsonl", func(line []byte) {
		var r struct{ Lang, Title, Text string }
		if json.Unmarshal(line, &r) == nil && (r.Text != "") == text {
			rows = append(rows, labelled{article: news.Article{Title: r.Title, Text: r.Text}, want: r.Lang})
		}
	})
	return rows
}

// judged are the languages of sentences: those that lingua has models for.
const judged = `af sq ar hy az eu be bn nb no bs bg ca zh hr cs da nl en eo et fi fr lg ka de el gu he hi hu is id ga it ja kk ko
	la lv lt mk ms mi mr mn nn fa pl pt pa ro ru sr sn sk sl so st es sw sv tl ta te th ts tn tr uk ur vi cy xh yo zu`

// sentences is twenty everyday sentences in each of these languages, without hints.
func sentences(t *testing.T) []labelled {
	var rows []labelled
	known, taken := map[string]bool{}, map[string]int{}
	for code := range strings.FieldsSeq(judged) {
		known[code] = true
	}
	eachLine(t, "../../shared/parallel/tatoeba.tsv", func(line []byte) {
		code, rest, _ := strings.Cut(string(line), "\t")
		text, _, _ := strings.Cut(rest, "\t")
		want := sentenceLanguage(code)
		if !known[want] || taken[code] >= 20 || len([]rune(text)) < 20 {
			return
		}
		taken[code]++
		rows = append(rows, labelled{article: news.Article{Text: text}, want: want})
	})
	return rows
}

func sentenceLanguage(iso3 string) string {
	switch iso3 {
	case "nob":
		return "no"
	case "zsm":
		return "ms"
	case "pes":
		return "fa"
	case "lvs":
		return "lv"
	case "cmn":
		return "zh"
	case "yue", "wuu", "arz", "hsb", "dsb":
		return ""
	}
	base, err := language.ParseBase(iso3)
	if err != nil {
		return ""
	}
	return base.String()
}

func eachLine(t *testing.T, path string, line func([]byte)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("%s is not at hand: its figure is not measured", path)
	}
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		line(sc.Bytes())
	}
	if err := sc.Err(); err != nil {
		t.Fatal(fmt.Errorf("reading %s: %w", path, err))
	}
}
