package main

import (
	"math"
	"testing"
)

func TestScore(t *testing.T) {
	pages := []page{
		{Source: "a", Text: "one two three four five six"}, // three shingles
		{Source: "a", Text: "one two three four five six"},
		{Source: "b", Text: "渡し船が沈んだ"}, // a character is a token
		{With: []string{"kept  text"}, Without: []string{"share this"}},
	}
	texts := []string{"one, two three four five SIX", "", "渡し船が沈んだ", "kept text\n\nshare this"}
	got := score(pages, texts)
	// The first page: two shingles right, one wrong, one missed. The second has a recall of 0 and no precision.
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
