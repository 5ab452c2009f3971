package index

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

// TestLinesAreSortedInFiles sorts more lines than memory holds, and finds the order that memory alone makes.
func TestLinesAreSortedInFiles(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	rng := rand.New(rand.NewPCG(1, 2))
	small, large := newLineSorter(ByRight), newLineSorter(ByRight)
	small.most = 20_000
	embedded := 0
	var want []Line
	for i := range 1000 {
		a := &news.Article{ID: fmt.Sprint(i), Title: "Storm", Published: time.Unix(int64(i), 0).UTC(), Source: news.Source{ID: "s", Country: "FR"}, Text: "not kept"}
		r := &reading{field: fieldText, passage: passage{fmt.Sprintf("storm %c tail", 'a'+rng.IntN(20)), "en"}}
		if i%3 == 0 {
			r.field, r.embedded = fieldPost, &embedded
		}
		o := occurrence{a, r, region{start: 0, end: 5}}
		for _, s := range []*lineSorter{small, large} {
			if err := s.add(&o); err != nil {
				t.Fatal(err)
			}
		}
		line := o.line()
		line.Article.Text = ""
		want = append(want, line)
	}
	embedded = 7 // known when all articles have been read
	for i := range want {
		if want[i].InPost {
			want[i].Embedded = 7
		}
	}
	sortLines(want, ByRight)
	if len(small.runs) < 5 || len(large.runs) > 0 {
		t.Fatalf("%d and %d runs", len(small.runs), len(large.runs))
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("a process that is killed now leaves %v behind, %v", left, err)
	}
	for _, s := range []*lineSorter{small, large} {
		var got []Line
		for line, err := range s.sorted() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, line)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d runs (-want +got):\n%s", len(s.runs), diff)
		}
		s.close()
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestLinesSurviveAFullDisk asks for a file where there can be none.
func TestLinesSurviveAFullDisk(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()+"/missing")
	s := newLineSorter(ByDate)
	s.most = 1
	o := occurrence{&news.Article{ID: "a"}, &reading{passage: passage{"storm", "en"}}, region{end: 5}}
	if err := s.add(&o); err == nil {
		t.Error("no error")
	}
	if got := slices.Collect(func(yield func(string) bool) {
		for l := range s.sorted() {
			yield(l.Match)
		}
	}); len(got) != 1 {
		t.Errorf("%q", got)
	}
	s.close()
}
