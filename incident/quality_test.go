package incident_test

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"parallax/incident"
)

var update = flag.Bool("update", false, "write the figures measured now to the golden file")

const (
	golden    = "../testdata/quality/incident.json"
	tolerance = 0.005
)

// TestQuality files every collection at hand and compares the figures with the committed ones. The sets outside the
// repository are skipped where absent; their figures in the golden file stay as they are.
func TestQuality(t *testing.T) {
	want := map[string]map[string]float64{}
	if b, err := os.ReadFile(golden); err == nil {
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatalf("%s: %v", golden, err)
		}
	}
	got := map[string]map[string]float64{}
	compare := func(t *testing.T, name string, figures map[string]float64) {
		got[name] = figures
		for figure, value := range figures {
			if value < want[name][figure]-tolerance {
				t.Errorf("%s: %s fell from %.4f to %.4f; run with -update if that is meant", name, figure, want[name][figure], value)
			}
		}
	}
	check := func(t *testing.T, name string, rows []row) {
		r := score(predict(rows))
		t.Log(r.line(name))
		compare(t, name, map[string]float64{"bcubed": r.BCubed.F1, "pair": r.Pair.F1, "xpair": r.Cross.F1,
			"xlink": float64(r.Linked) / float64(max(1, r.Linkable))})
	}
	t.Run("newsroom", func(t *testing.T) { check(t, "newsroom", newsroom(t)) })
	t.Run("headlines of the newsroom", func(t *testing.T) { check(t, "newsroom-headlines", halfHeadlines(newsroom(t))) })
	t.Run("visible", func(t *testing.T) {
		sets := visible(t)
		for _, set := range slices.Sorted(maps.Keys(sets)) {
			check(t, set, sets[set])
		}
	})
	t.Run("pairs", func(t *testing.T) {
		one, two := incident.PairAreas(t)
		t.Logf("judged pairs, the same incident against the rest: area under the ROC curve %.4f in one language, %.4f in two", one, two)
		compare(t, "pairs", map[string]float64{"one language": one, "two languages": two})
	})
	if *update {
		maps.Copy(want, got)
		b, err := json.MarshalIndent(want, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(golden), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// halfHeadlines leaves every second article nothing but its headline, as of a page that couldn't be read.
func halfHeadlines(rows []row) []row {
	for i := 1; i < len(rows); i += 2 {
		rows[i].article.Lead, rows[i].article.Text = "", ""
	}
	return rows
}

// predict files each stream with a grouper of its own and follows the merges.
func predict(rows []row) []judged {
	groupers := map[string]*incident.Grouper{}
	placed := make([]string, len(rows))
	merged := map[string]string{}
	at := map[string]int{} // by world and article
	for i, r := range rows {
		g := groupers[r.world]
		if g == nil {
			g = incident.New(incident.Options{})
			groupers[r.world] = g
		}
		d := g.File(r.article)
		placed[i] = d.Filing.Incident
		at[r.world+" "+r.article.ID] = i
		for _, f := range d.Moved {
			placed[at[r.world+" "+f.Article]] = f.Incident
		}
		for _, m := range d.Merges {
			merged[r.world+m.From] = m.Into
		}
	}
	var list []judged
	for i, r := range rows {
		if r.gold == "" {
			continue
		}
		p := placed[i]
		for merged[r.world+p] != "" {
			p = merged[r.world+p]
		}
		list = append(list, judged{stream: r.world, language: r.article.Language, gold: r.gold, predicted: p})
	}
	return list
}
