package index

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestPlacesComeBackAsWritten(t *testing.T) {
	var w placeWriter
	rapid.Check(t, func(t *rapid.T) {
		var want []place
		for zone := range zones {
			for _, pos := range rapid.SliceOfDistinct(rapid.IntRange(0, 1<<rapid.IntRange(1, 26).Draw(t, "bits")), rapid.ID[int]).Draw(t, "positions") {
				want = append(want, placeAt(zone, pos))
			}
		}
		slices.Sort(want)
		w.reset()
		for _, p := range want {
			w.add(p)
		}
		words := w.finish()
		var got []place
		var r placeReader
		for _, word := range words {
			if word == 0 || word >= 1<<62 {
				t.Fatalf("word %x of %v", word, want)
			}
			got = r.read(word, got)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		for zone := range zones {
			if in := standingOf(want).in(zone); in != (len(inZone(want, zone)) > 0) {
				t.Fatalf("in zone %d: %v, of the places %v", zone, in, want)
			}
		}
		if len(words) == 1 && standingOfWord(words[0]) != standingOf(want) {
			t.Fatalf("standing %b of the word, %b of the places %v", standingOfWord(words[0]), standingOf(want), want)
		}
	})
}
