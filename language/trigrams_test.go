package language

import (
	"strings"
	"testing"
)

func TestDamagedModels(t *testing.T) {
	head := "Latin en fr\nCyrillic ru\nArabic ar\n"
	sound := head + "\x01\x01\x00\x05" // one sequence, English
	if _, err := readModels(sound); err != nil {
		t.Error(err)
	}
	for name, file := range map[string]string{
		"a key without end":         head + "\xff",
		"no count":                  head + "\x01",
		"postings cut":              head + "\x01\x02\x00\x05",
		"a language that isn't one": head + "\x01\x01\x04\x05",
	} {
		if _, err := readModels(file); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// A sequence that a language never writes speaks against it, and one that stands there twice counts once.
func TestLikelihoods(t *testing.T) {
	m, err := readModels(trigramFile)
	if err != nil {
		t.Fatal(err)
	}
	of := func(text string) map[string]float64 {
		all := map[string]float64{}
		for _, l := range m.likelihoods(text, "Latin") {
			all[l.language] = l.of
		}
		return all
	}
	once, twice := of("szczęście"), of(strings.Repeat("szczęście ", 2))
	if once["pl"] != 1 || once["en"] > 0.01 {
		t.Errorf("a Polish word: pl %v, en %v", once["pl"], once["en"])
	}
	if twice["de"] != once["de"] {
		t.Errorf("the same word twice: de %v, once %v", twice["de"], once["de"])
	}
	if got := of("1 2 3"); len(got) != 0 {
		t.Errorf("no letters: %v", got)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
