package incident_test

import (
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/incident"
	"parallax/news"
)

// A copyCase is an article of testdata/incident/copies.json: reports of agencies, what outlets made of them, and reports of
// their own. A paragraph "@3" is the third of the article's original, "@id:3" of another one; edits are made in the
// paragraphs together. The articles stand in the order in which they arrive.
type copyCase struct {
	ID         string      `json:"id"`
	Language   string      `json:"language"`
	Hours      float64     `json:"hours"` // of publication
	Title      string      `json:"title"`
	Paragraphs []string    `json:"paragraphs"`
	Edits      [][2]string `json:"edits"`
	CopyOf     string      `json:"copy_of"`
	Why        string      `json:"why"`
}

func copyCases(t *testing.T) (cases []copyCase, articles []news.Article) {
	t.Helper()
	text, err := os.ReadFile("../testdata/incident/copies.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	byID := map[string]*copyCase{}
	for i := range cases {
		byID[cases[i].ID] = &cases[i]
	}
	for _, c := range cases {
		var paragraphs []string
		for _, p := range c.Paragraphs {
			if ref, ok := strings.CutPrefix(p, "@"); ok {
				id, n, other := strings.Cut(ref, ":")
				if !other {
					id, n = c.CopyOf, ref
				}
				at, err := strconv.Atoi(n)
				if err != nil {
					t.Fatalf("%s: %s", c.ID, p)
				}
				p = byID[id].Paragraphs[at-1]
			}
			paragraphs = append(paragraphs, p)
		}
		body := strings.Join(paragraphs, "\n\n")
		for _, e := range c.Edits {
			if !strings.Contains(body, e[0]) {
				t.Errorf("%s: there is no %q to edit", c.ID, e[0])
			}
			body = strings.Replace(body, e[0], e[1], 1)
		}
		articles = append(articles, news.Article{ID: c.ID, URL: "https://" + c.ID + ".example/", Language: c.Language, Title: c.Title, Text: body,
			Published: start.Add(time.Duration(c.Hours * float64(time.Hour)))})
	}
	return cases, articles
}

const copiesGolden = "../testdata/quality/copies.json"

// TestCopyQuality finds the copies among reports of the same incidents and compares the figures with the committed ones.
func TestCopyQuality(t *testing.T) {
	cases, articles := copyCases(t)
	g := incident.New(incident.Options{})
	found := map[string]string{}
	for _, a := range articles {
		d := g.File(a)
		for _, f := range append(d.Moved, d.Filing) {
			found[f.Article] = f.CopyOf
		}
	}
	right, predicted, gold := 0, 0, 0
	for _, c := range cases {
		if c.CopyOf != "" {
			gold++
		}
		if found[c.ID] != "" {
			predicted++
		}
		if c.CopyOf != "" && found[c.ID] == c.CopyOf {
			right++
		}
		if found[c.ID] != c.CopyOf {
			t.Logf("%s (%s) is a copy of %q, found one of %q", c.ID, c.Why, c.CopyOf, found[c.ID])
		}
	}
	got := map[string]float64{"articles": float64(len(cases)), "precision": float64(right) / float64(predicted), "recall": float64(right) / float64(gold)}
	t.Logf("%d articles, %d copies: precision %.3f, recall %.3f", len(cases), gold, got["precision"], got["recall"])
	if *update {
		text, err := json.MarshalIndent(got, "", "  ")
		if err == nil {
			err = os.WriteFile(copiesGolden, append(text, '\n'), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var want map[string]float64
	text, err := os.ReadFile(copiesGolden)
	if err == nil {
		err = json.Unmarshal(text, &want)
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("run with -update if that is meant (-committed +measured):\n%s", diff)
	}
}

// Whatever order a story and its copies arrive in, they are copies of the one that was published first.
func TestTheFirstPublishedIsTheOriginal(t *testing.T) {
	_, articles := copyCases(t)
	var zug []news.Article
	for _, a := range articles {
		if strings.HasPrefix(a.ID, "zug-") && a.ID != "zug-own" {
			zug = append(zug, a)
		}
	}
	for _, order := range [][]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		g := incident.New(incident.Options{})
		copies := map[string]string{}
		for _, i := range order {
			d := g.File(zug[i])
			for _, f := range append(d.Moved, d.Filing) {
				copies[f.Article] = f.CopyOf
			}
			f := d.Filing
			marked := slices.ContainsFunc(f.Evidence, func(e news.Evidence) bool { return e.Kind == news.EvidenceCopy && e.Article == f.CopyOf })
			if marked != (f.CopyOf != "") {
				t.Errorf("%v: %s is a copy of %q with evidence %+v", order, f.Article, f.CopyOf, f.Evidence)
			}
			f.Evidence = nil
			if again := g.File(zug[i]); cmp.Diff(again.Filing, f) != "" || len(again.Moved) > 0 {
				t.Errorf("%v: filed again %s gets another answer", order, zug[i].ID)
			}
		}
		if want := map[string]string{"zug-wire": "", "zug-copy": "zug-wire", "zug-copy-2": "zug-wire"}; !cmp.Equal(copies, want) {
			t.Errorf("%v: copies %v, want %v", order, copies, want)
		}
	}
}

// A copy whose original is no longer live is known as a copy of it all the same, and so are copies of that copy.
func TestACopyOfACopyWhoseOriginalIsGone(t *testing.T) {
	_, articles := copyCases(t)
	g := incident.New(incident.Options{})
	restored := articles[1]
	restored.CopyOf = "gone"
	g.Restore(restored, "elsewhere")
	if f := g.File(articles[2]).Filing; f.CopyOf != "gone" || f.Incident != "elsewhere" {
		t.Errorf("filed as %+v", f)
	}
}
