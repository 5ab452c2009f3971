package meaning_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parallax/incident/meaning"
)

var update = flag.Bool("update", false, "write the figures measured now to the golden file")

const (
	golden = "../../testdata/quality/meaning.json"
	pud    = "../../../shared/parallel/pud.tsv"
)

// figures are those of one set, by language.
type figures map[string]float64

// TestQuality compares with the figures of the golden file, which -update writes anew. Sets that aren't part of the repository are
// skipped where absent; their figures in the golden file stay as they are.
//
//	english       share of the invented sentences of a language whose nearest English sentence, of ten, says the same
//	translations  share of their translations into the other languages among as many sentences of these that are nearest
//	pud           share of 1,000 sentences of news and Wikipedia (Parallel Universal Dependencies) whose nearest English sentence
//	              is the one of the same meaning
func TestQuality(t *testing.T) {
	want := map[string]figures{}
	if b, err := os.ReadFile(golden); err == nil {
		if err := json.Unmarshal(b, &want); err != nil {
			t.Fatalf("%s: %v", golden, err)
		}
	}
	got := map[string]figures{"english": {}, "translations": {}}
	sentences := inventedSentences(t)
	for lang := range sentences {
		if lang != "en" {
			got["english"][lang] = nearestIsRight(sentences[lang], sentences["en"])
		}
		got["translations"][lang] = translationsFound(sentences, lang)
	}
	if columns, ok := pudSentences(t); ok {
		got["pud"] = figures{}
		for lang := range columns {
			if lang != "English" {
				got["pud"][lang] = nearestIsRight(columns[lang], columns["English"])
			}
		}
	}
	for set, f := range got {
		sum := 0.0
		for lang, value := range f {
			f[lang] = math.Round(1000*value) / 1000
			sum += value
		}
		f["mean"] = math.Round(1000*sum/float64(len(f))) / 1000
		t.Logf("%-13s mean %.3f", set, f["mean"])
		for lang, value := range f {
			// A sentence more or less is chance, in all languages together it isn't.
			slack := 0.02
			if lang == "mean" {
				slack = 0.005
			}
			if value < want[set][lang]-slack && !*update {
				t.Errorf("%s: %s fell from %.3f to %.3f; run with -update if that is meant", set, lang, want[set][lang], value)
			}
		}
		if want[set] = f; len(want[set]) == 0 {
			t.Errorf("%s: no figures", set)
		}
	}
	if *update {
		b, err := json.MarshalIndent(want, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func vectorOf(text string) meaning.Vector { return meaning.Default().Vector(text, 250) }

// inventedSentences are the vectors of testdata/sentences.tsv by language, in the order of their meanings.
func inventedSentences(t *testing.T) map[string][]meaning.Vector {
	t.Helper()
	b, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	vectors := map[string][]meaning.Vector{}
	for line := range strings.Lines(string(b)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		vectors[fields[0]] = append(vectors[fields[0]], vectorOf(fields[2]))
	}
	for lang, list := range vectors {
		if len(list) != len(vectors["en"]) {
			t.Fatalf("%d sentences in %s", len(list), lang)
		}
	}
	if len(vectors) < 20 {
		t.Fatalf("%d languages", len(vectors))
	}
	return vectors
}

// pudSentences are the vectors of the parallel sentences by language; ok is false where they are absent.
func pudSentences(t *testing.T) (vectors map[string][]meaning.Vector, ok bool) {
	t.Helper()
	b, err := os.ReadFile(filepath.FromSlash(pud))
	if errors.Is(err, fs.ErrNotExist) {
		t.Logf("%s is absent; its figures aren't measured", pud)
		return nil, false
	}
	if err != nil {
		t.Fatal(err)
	}
	vectors = map[string][]meaning.Vector{}
	var languages []string
	for line := range strings.Lines(string(b)) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if languages == nil {
			languages = fields
			continue
		}
		for i, lang := range languages[1:] {
			vectors[lang] = append(vectors[lang], vectorOf(fields[i+1]))
		}
	}
	return vectors, true
}

// nearestIsRight is the share of sentences to which, of the others, the one of the same number is nearest.
func nearestIsRight(sentences, others []meaning.Vector) float64 {
	lengths := make([]float64, len(others))
	for j := range others {
		lengths[j] = math.Sqrt(float64(dot(&others[j], &others[j])))
	}
	right := 0
	for i := range sentences {
		best, at := math.Inf(-1), 0
		for j := range others {
			// A cosine but for the length of the sentence. A million of Vector.Cosine takes too long.
			if c := float64(dot(&sentences[i], &others[j])) / max(1, lengths[j]); c > best {
				best, at = c, j
			}
		}
		if at == i {
			right++
		}
	}
	return float64(right) / float64(len(sentences))
}

func dot(v, w *meaning.Vector) int32 {
	var even, odd int32
	for i := 0; i < meaning.Dims; i += 2 {
		even += int32(v[i]) * int32(w[i])
		odd += int32(v[i+1]) * int32(w[i+1])
	}
	return even + odd
}

// translationsFound is the R-precision of finding translations: of the n sentences of other languages that are nearest to one
// which has n translations, the share that are these.
func translationsFound(sentences map[string][]meaning.Vector, lang string) float64 {
	type other struct {
		number int
		cosine float64
	}
	found, n := 0, len(sentences)-1
	for i := range sentences[lang] {
		var list []other
		for l, vectors := range sentences {
			for j := range vectors {
				if l != lang {
					list = append(list, other{j, sentences[lang][i].Cosine(&vectors[j])})
				}
			}
		}
		slices.SortFunc(list, func(a, b other) int { return cmp.Compare(b.cosine, a.cosine) })
		for _, o := range list[:n] {
			if o.number == i {
				found++
			}
		}
	}
	return float64(found) / float64(n*len(sentences[lang]))
}
