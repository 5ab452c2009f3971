package extract

import (
	"os"
	"strings"
	"testing"
	"time"

	"parallax/news"
)

// The committed figures of the metadata, and the pages whose gold isn't what the page says.
const (
	goldenMetadata = "../testdata/quality/extract_metadata.json"
	wrongGold      = "../testdata/quality/extract_metadata.tsv"
)

// TestMetadataQuality compares title, day of publication and authors with the gold of the shared pages. Each is given
// twice: on all pages that have it, and ("sound") without those listed in extract_metadata.tsv, whose gold is wrong or
// asks for what a record of an article shouldn't hold. The rules of comparison are those of sameHeadline, sameDay and
// sameSigners.
func TestMetadataQuality(t *testing.T) {
	truths := loadTruths(t)
	unsound := listedGold(t)
	right, all := map[string]map[string]float64{}, map[string]map[string]float64{}
	judge := func(g *truth, field string, ok bool) {
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
		m := readMetadata(t, g.page())
		if title := strings.TrimSpace(g.Title); title != "" {
			ok := sameHeadline(title, m.title)
			judge(g, "title", ok)
			if !ok {
				t.Logf("%s title\t%s\t%s", g.ID, title, m.title)
			}
		}
		if g.Source == "daniel" {
			continue // its dates are those of a crawl
		}
		if g.Date != "" {
			ok := sameDay(g.Date, m.published)
			judge(g, "day", ok)
			if !ok {
				t.Logf("%s day\t%s\t%s", g.ID, g.Date, m.published)
			}
		}
		if strings.TrimSpace(g.Author) != "" {
			ok := sameSigners(g.Author, m.authors)
			judge(g, "authors", ok)
			if !ok {
				t.Logf("%s authors\t%s\t%s", g.ID, g.Author, strings.Join(m.authors, "; "))
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

// listedGold are the "page field" of extract_metadata.tsv.
func listedGold(tb testing.TB) map[string]bool {
	data, err := os.ReadFile(wrongGold)
	if err != nil {
		tb.Fatal(err)
	}
	listed := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		if cells := strings.Split(line, "\t"); len(cells) == 3 && !strings.HasPrefix(line, "#") {
			listed[cells[0]+" "+cells[1]] = true
		}
	}
	return listed
}

// sameHeadline compares letters and digits, in any case. One of the two may have a piece more, parted by a bar or a dash
// and at most five words long: an outlet, a section.
func sameHeadline(a, b string) bool {
	if fold(a) == fold(b) {
		return true
	}
	return fold(withoutTail(a)) == fold(b) || fold(withoutTail(b)) == fold(a)
}

func withoutTail(s string) string {
	for _, dash := range []string{" | ", " - ", " – ", " — ", "_", " : "} {
		if head, tail, ok := cutLast(s, dash); ok && words(tail) <= 5 && words(head) > words(tail) {
			return head
		}
	}
	return s
}

// sameDay compares the day as printed: that of the page's time in its own zone, or, where the gold has a zone, in that.
func sameDay(gold string, got time.Time) bool {
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04:05Z07:00"} {
		if t, err := time.Parse(layout, gold); err == nil && got.In(t.Location()).Format(time.DateOnly) == t.Format(time.DateOnly) {
			return true
		}
	}
	return strings.HasPrefix(strings.ReplaceAll(gold, ".", "-"), got.Format(time.DateOnly))
}

// sameSigners compares sets of names by their letters. In the gold, names stand one after the other in several ways,
// with academic degrees, agencies beside people, and roles after a comma.
func sameSigners(gold string, names []string) bool {
	want := map[string]bool{}
	for name := range strings.SplitSeq(gold, ";") {
		for _, part := range andWords.Split(strings.TrimSpace(name), -1) {
			if part = strings.TrimSpace(part); part != "" && !isDegree(part) {
				want[fold(part)] = true
			}
		}
	}
	if len(names) != len(want) {
		return false
	}
	for _, name := range names {
		if !want[fold(name)] {
			return false
		}
	}
	return true
}
