package meaning_test

import (
	"os"
	"strings"
	"testing"

	"parallax/incident/meaning"
)

// BenchmarkVectors takes the vectors of the beginning and of the whole of an article of 2,000 characters whose words are met for the first
// time.
func BenchmarkVectors(b *testing.B) {
	sentences, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		b.Fatal(err)
	}
	articles := map[string]string{}
	for line := range strings.Lines(string(sentences)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		articles[fields[0]] += fields[2] + " "
	}
	table := meaning.Default()
	for _, lang := range []string{"en", "de", "fi", "ru", "ar", "hi", "th", "zh", "ja", "ko"} {
		article := []rune(strings.Repeat(articles[lang], 20))[:2000]
		b.Run(lang, func(b *testing.B) {
			for b.Loop() {
				table.Vectors(string(article), 60, 250)
			}
		})
	}
}

func BenchmarkCosine(b *testing.B) {
	v, w := vectorOf("A fire destroyed the old market."), vectorOf("Ein Brand hat den alten Markt zerstört.")
	for b.Loop() {
		v.Cosine(&w)
	}
}

func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("vectors.bin")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := meaning.Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
