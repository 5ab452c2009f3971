package extract

import (
	"testing"

	"parallax/extract/measure"
	"parallax/news"
)

// The committed figures of the metadata, and the pages whose gold isn't what the page says.
const (
	goldenMetadata = "../testdata/quality/extract_metadata.json"
	wrongGold      = "../testdata/quality/extract_metadata.tsv"
)

// TestMetadataQuality compares title, day of publication and authors with the gold of the shared pages. Each is given
// twice: on all pages that have it, and ("sound") without those listed in extract_metadata.tsv, whose gold is wrong or
// asks for what a record of an article shouldn't hold. The rules of comparison are those of measure.SameHeadline, measure.SameDay and
// measure.SameSigners.
func TestMetadataQuality(t *testing.T) {
	truths := loadTruths(t)
	unsound := listed(t, wrongGold, 2)
	right, all := map[string]map[string]float64{}, map[string]map[string]float64{}
	judge := func(g *measure.Page, field string, ok bool) {
		groups := []string{g.Source, "ALL"}
		if unsound[g.ID+" "+field] {
			if ok {
				t.Errorf("%s: the %s is listed as wrong gold, but agrees", g.ID, field)
			}
		} else {
			groups = append(groups, "sound")
		}
		for _, group := range groups {
			if all[group] == nil {
				right[group], all[group] = map[string]float64{}, map[string]float64{}
			}
			all[group][field]++
			if ok {
				right[group][field]++
			}
		}
	}
	for i := range truths {
		g := &truths[i]
		m := readMetadata(t, pageOf(g))
		for field, ok := range g.Fields(measure.Reading{Title: m.title, Published: m.published, Authors: m.authors}) {
			judge(g, field, ok)
			if !ok {
				t.Logf("%s %s: %q, not %q", g.ID, field, []any{m.title, m.published, m.authors}, []any{g.Title, g.Date, g.Author})
			}
		}
	}
	out := map[string]figures{}
	for group, fields := range all {
		out[group] = figures{}
		for field, n := range fields {
			out[group][field] = round(right[group][field] / n)
		}
	}
	compareGolden(t, goldenMetadata, out)
}

func readMetadata(tb testing.TB, p news.Page) *metadata {
	doc, err := parse(decode(p.Body, p.ContentType))
	if err != nil {
		tb.Fatal(err)
	}
	return walk(doc).metadata(p)
}
