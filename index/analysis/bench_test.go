package analysis_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parallax/index/analysis"
)

// BenchmarkText analyses the texts of the judgements, in 90 languages, as an indexer does, which has met nearly all words
// before, and word by word as if it had met none. The unit is a byte of text.
func BenchmarkText(b *testing.B) {
	type text struct {
		analyzer *analysis.Analyzer
		text     string
	}
	var texts []text
	size := 0
	files, _ := filepath.Glob("../../testdata/index/judgements/*.txt")
	for _, file := range files {
		lines, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		a := analysis.For("")
		for line := range strings.Lines(string(lines)) {
			switch first, rest, _ := strings.Cut(line, " "); first {
			case "=":
				code, _, _ := strings.Cut(rest, " ")
				a = analysis.For(code)
			case "?", "#", "":
			default:
				texts = append(texts, text{a, rest})
				size += len(rest)
			}
		}
	}
	for _, c := range []struct {
		name string
		memo *analysis.Memo
	}{{"met", &analysis.Memo{}}, {"new", nil}} {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, t := range texts {
					t.analyzer.Text(t.text, c.memo)
				}
			}
		})
	}
}
