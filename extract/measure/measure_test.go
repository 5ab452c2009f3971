package measure

import (
	"math"
	"testing"
	"time"
)

func TestBodies(t *testing.T) {
	pages := []Page{
		{Source: "a", Text: "one two three four five six"}, // three shingles
		{Source: "a", Text: "one two three four five six"},
		{Source: "b", Text: "渡し船が沈んだ"}, // a character is a token
		{With: []string{"kept  text"}, Without: []string{"share this"}},
	}
	texts := []string{"one, two three four five SIX", "", "渡し船が沈んだ", "kept text\n\nshare this"}
	got := Bodies(pages, texts)
	// The first page: two shingles right, one wrong, one missed, as shares of the four. The second has a recall of 0 and no precision.
	precision, recall := 2.0/3, (2.0/3+0)/2
	want := map[string]float64{
		"a": 2 * precision * recall / (precision + recall), "b": 1, "segments": 2.0 / 3,
		"ALL": harmonic((2.0/3+1)/2, (2.0/3+0+1)/3),
	}
	for name, w := range want {
		if math.Abs(got[name]-w) > 1e-9 {
			t.Errorf("%s: %.4f, want %.4f", name, got[name], w)
		}
	}
}

func TestSameHeadline(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"“A ferry sank”", "A Ferry Sank", true},
		{"A ferry sank at night | The Harbour Post", "A ferry sank at night", true},
		{"A ferry sank", "A ferry sank and a port closed", false},
		{"Sank - a ferry and all who were on it", "Sank", false},
		{"渡し船が沈んだ_港新聞", "渡し船が沈んだ", true},
	} {
		if SameHeadline(c.a, c.b) != c.same || SameHeadline(c.b, c.a) != c.same {
			t.Errorf("%q and %q: want %v", c.a, c.b, c.same)
		}
	}
}

func TestSameDay(t *testing.T) {
	evening := time.Date(2021, 3, 4, 23, 30, 0, 0, time.UTC)
	for gold, same := range map[string]bool{"2021-03-04": true, "2021.03.04": true, "2021-03-05": false, "2021-03-05T00:30:00+01:00": true} {
		if SameDay(gold, evening) != same {
			t.Errorf("%s: want %v", gold, same)
		}
	}
}

func TestSameSigners(t *testing.T) {
	for _, c := range []struct {
		gold  string
		names []string
		same  bool
	}{
		{"Ada Quist; Bo Lindt", []string{"Bo Lindt", "Ada Quist"}, true},
		{"Ada Quist, PhD and Bo Lindt", []string{"ADA QUIST", "Bo Lindt"}, true},
		{"Ada Quist", []string{"Ada Quist", "Bo Lindt"}, false},
		{"AFP", []string{"AFP"}, true},
		{"Ada Quist", nil, false},
	} {
		if SameSigners(c.gold, c.names) != c.same {
			t.Errorf("%q and %q: want %v", c.gold, c.names, c.same)
		}
	}
}
