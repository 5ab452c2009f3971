package meaning

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const smallRegions = 2

// smallTable is the file of a table with some pieces; piece n has score −n/8 and a vector of its own.
func smallTable(pieces ...string) []byte {
	b := []byte(magic)
	text := strings.Join(pieces, "")
	for _, n := range []int{len(pieces), len(text), Dims, smallRegions} {
		b = binary.LittleEndian.AppendUint32(b, uint32(n))
	}
	for _, p := range pieces {
		b = append(b, byte(len(p)))
	}
	b = append(b, text...)
	for i := range pieces {
		b = binary.LittleEndian.AppendUint16(b, uint16(256*i))
	}
	for range pieces {
		b = binary.LittleEndian.AppendUint16(b, 1<<8)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range len(pieces)*Dims/2 + smallRegions*Dims {
		b = append(b, byte(random.Uint32()))
	}
	return b
}

func readSmall(t testing.TB, pieces ...string) *Table {
	t.Helper()
	table, err := Read(smallTable(pieces...))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func (t *Table) pieces(text string, limit int) (list []int) {
	for _, p := range t.Reader().pieces(text, limit) {
		list = append(list, int(p))
	}
	return list
}

func (t *Table) cutAs(text string, limit int) (list []string) {
	for _, p := range t.pieces(text, limit) {
		list = append(list, string(t.piece(p)))
	}
	return list
}

func TestATextIsCutTheMostProbableWay(t *testing.T) {
	table := readSmall(t, "▁ab", "▁a", "b", "ba", "c", "abc", "▁", "é", "ﬁ", "fi", "水", "水道", "道")
	for text, want := range map[string][]string{
		"":               nil,
		" \n\t":          nil,
		"ab":             {"▁ab"},
		"aba":            {"▁a", "ba"}, // 1+3 is less than 0 and an unknown character
		"abc  ab":        {"▁ab", "c", "▁ab"},
		"c":              {"▁", "c"},
		"xcx":            {"▁", "c"},
		"e\u0301":        {"▁", "é"}, // NFKC
		"ﬁ":              {"▁", "fi"},
		"ａｂ\u3000ａｂ":     {"▁ab", "▁ab"},
		"水道\u2028水":      {"▁", "水道", "▁", "水"},
		"a\x00b":         {"▁a", "▁", "b"},
		"a\xffb":         {"▁a", "b"},
		"👍":              {"▁"},
		"ABA":            {"▁a", "ba"},
		"▁ab":            {"▁", "▁ab"},
		"ab\u00a0\u00b4": {"▁ab", "▁"},
	} {
		if got := table.cutAs(text, 10); !slices.Equal(got, want) {
			t.Errorf("%q is cut as %q, not %q", text, got, want)
		}
	}
	if got := table.cutAs(strings.Repeat("ab c ", 9), 4); !slices.Equal(got, []string{"▁ab", "▁", "c", "▁ab"}) {
		t.Errorf("at most four pieces are %q", got)
	}
}

// TestCuttingByWordsIsCuttingTheText compares with the plain algorithm on the whole text, and looks every piece up in a map.
func TestCuttingByWordsIsCuttingTheText(t *testing.T) {
	table := Default()
	numbers := map[string]int{}
	for i := range table.scores {
		numbers[string(table.piece(i))] = i
	}
	sentences, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(sentences)), "\n")
	random := rand.New(rand.NewPCG(1, 1))
	reader := table.Reader()
	for _, line := range lines {
		text := []rune(strings.Split(line, "\t")[2])
		if random.IntN(2) == 0 { // some noise
			for range 5 {
				text[random.IntN(len(text))] = []rune("\u0301 x\u00a0ﷺ👍水\u2028")[random.IntN(8)]
			}
		}
		want := cutWhole(table, numbers, string(text))
		for _, limit := range []int{1, 7, 1000} {
			if got := table.pieces(string(text), limit); !slices.Equal(got, want[:min(limit, len(want))]) {
				t.Errorf("%q is cut into %v, the whole of it at once into %v", string(text), got, want)
			}
			if got, want := reader.Vectors(string(text), limit), table.Vectors(string(text), limit); got[0] != want[0] {
				t.Errorf("%q has another vector where words are remembered", string(text))
			}
		}
	}
}

func cutWhole(t *Table, numbers map[string]int, text string) (pieces []int) {
	var b []byte
	for _, word := range strings.FieldsFunc(norm.NFKC.String(text), isSpace) {
		b = append(append(b, space...), strings.ToLower(word)...)
	}
	type way struct {
		score float32
		last  int
		from  int
	}
	best := make([]way, len(b)+1)
	for end := 1; end <= len(b); end++ {
		best[end] = way{float32(math.Inf(-1)), -1, end}
		for from := end - 1; from >= 0; from-- {
			if !utf8.RuneStart(b[from]) || end < len(b) && !utf8.RuneStart(b[end]) {
				continue
			}
			if n, ok := numbers[string(b[from:end])]; ok && best[from].score+t.scores[n] >= best[end].score {
				best[end] = way{best[from].score + t.scores[n], n, from}
			}
			if utf8.RuneCount(b[from:end]) == 1 && best[from].score+t.unknown > best[end].score {
				best[end] = way{best[from].score + t.unknown, -1, from}
			}
		}
	}
	for end := len(b); end > 0; end = best[end].from {
		if best[end].last >= 0 {
			pieces = append(pieces, best[end].last)
		}
	}
	slices.Reverse(pieces)
	return pieces
}

func TestADamagedTableIsRefused(t *testing.T) {
	whole := smallTable("▁ab", "▁a", "b")
	for n := range whole {
		if _, err := Read(whole[:n]); err == nil {
			t.Fatalf("the first %d bytes of %d are taken for a table", n, len(whole))
		}
	}
	if _, err := Read(append(slices.Clone(whole), 0)); err == nil {
		t.Error("a byte too many is not noticed")
	}
	for name, change := range map[string]func(b []byte){
		"another magic":         func(b []byte) { b[0] = 'Q' },
		"another version":       func(b []byte) { b[7]++ },
		"another dimension":     func(b []byte) { b[16]++ },
		"too many pieces":       func(b []byte) { copy(b[8:], "\xff\xff\xff\xff") },
		"too long a text":       func(b []byte) { copy(b[12:], "\xff\xff\xff\xff") },
		"lengths that are off":  func(b []byte) { b[24]++ },
		"too many regions":      func(b []byte) { copy(b[20:], "\xff\xff\xff\xff") },
		"pieces for their text": func(b []byte) { b[8]--; b[12] += 1 + 4 + Dims/2 },
	} {
		b := slices.Clone(whole)
		change(b)
		if _, err := Read(b); err == nil || err.Error() == "" {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	whole := smallTable("▁ab", "▁a", "b", "水", "")
	f.Add(whole, "ab 水b")
	f.Add(smallTable(), "ab")
	f.Add(smallTable("a", "a", "\xff"), "a\xff")
	f.Add(whole[:len(whole)/2], "")
	f.Fuzz(func(t *testing.T, b []byte, text string) {
		table, err := Read(b)
		if err != nil {
			return
		}
		if n := len(table.pieces(text, 20)); n > 20 {
			t.Errorf("%d pieces", n)
		}
		v := table.Vector(text, 20)
		for _, region := range table.Regions(&v, 5) {
			if int(region) >= len(table.regions) {
				t.Errorf("region %d of %d", region, len(table.regions))
			}
		}
	})
}
