// Make writes trigrams.bin, by which package language tells languages apart, out of the models that lingua-go carries. Run it in
// the folder language:
//
//	go run ./make
package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"log"
	"maps"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/pemistahl/lingua-go/serialization"
	"google.golang.org/protobuf/proto"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	folder, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/pemistahl/lingua-go").Output()
	if err != nil {
		return err
	}
	folders, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(folder)), "language-models", "??"))
	if err != nil {
		return err
	}
	var models []model
	for _, folder := range folders {
		m, err := readModel(folder)
		if errors.Is(err, fs.ErrNotExist) {
			continue // a language that has its script for itself
		} else if err != nil {
			return err
		}
		if m.script < len(scripts) {
			models = append(models, m)
		}
	}
	return os.WriteFile("trigrams.bin", encode(models), 0o666)
}

// scripts are those that many languages share and write words in that are letters throughout.
var scripts = []struct {
	name  string
	table *unicode.RangeTable
}{{"Latin", unicode.Latin}, {"Cyrillic", unicode.Cyrillic}, {"Arabic", unicode.Arabic}}

// A sequence is three letters.
type sequence [3]rune

// A model is how often each sequence stands among all of a language, in the script that most of them are in.
type model struct {
	code   string
	script int // place in scripts, or len(scripts)
	shares map[sequence]float64
}

// readModel reads the model of a language. Lingua's tell how often the last letter follows those before it.
func readModel(folder string) (m model, err error) {
	var following [4]map[string]float64
	for n, name := range []string{1: "unigrams", 2: "bigrams", 3: "trigrams"} {
		if n > 0 {
			if following[n], err = readFile(filepath.Join(folder, name+".pb.bin.zip")); err != nil {
				return m, err
			}
		}
	}
	all, inScript := map[sequence]float64{}, make([]int, len(scripts)+1)
	for letters, p := range following[3] {
		s := sequence([]rune(letters))
		all[s] = p * following[2][string(s[:2])] * following[1][string(s[:1])]
		inScript[scriptOf(s)]++
	}
	m = model{code: filepath.Base(folder), shares: all}
	for script, n := range inScript {
		if n > inScript[m.script] {
			m.script = script
		}
	}
	maps.DeleteFunc(all, func(s sequence, share float64) bool { return scriptOf(s) != m.script || share == 0 })
	return m, nil
}

// scriptOf is the place in scripts of the one that all letters are in, or len(scripts).
func scriptOf(s sequence) int {
	for i, script := range scripts {
		if !slices.ContainsFunc(s[:], func(r rune) bool { return !unicode.Is(script.table, r) || r > math.MaxUint16 }) {
			return i
		}
	}
	return len(scripts)
}

// readFile reads one of lingua's files: probabilities by letters.
func readFile(name string) (map[string]float64, error) {
	z, err := zip.OpenReader(name)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	f, err := z.File[0].Open()
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	var m serialization.SerializableLanguageModel
	if err := proto.Unmarshal(b, &m); err != nil {
		return nil, err
	}
	probabilities := map[string]float64{}
	for _, set := range m.NgramSets {
		for _, letters := range set.Ngrams {
			probabilities[letters] = set.Probability
		}
	}
	return probabilities, nil
}

// step is what a unit of rareness is, in nats.
const step = 0.125

// encode writes the format that trigrams.go tells.
func encode(models []model) []byte {
	slices.SortFunc(models, func(a, b model) int { return cmp.Or(a.script-b.script, strings.Compare(a.code, b.code)) })
	var b bytes.Buffer
	for i, script := range scripts {
		b.WriteString(script.name)
		for _, m := range models {
			if m.script == i {
				b.WriteString(" " + m.code)
			}
		}
		b.WriteByte('\n')
	}
	postings := map[sequence][]byte{}
	for i, m := range models {
		for s, share := range m.shares {
			postings[s] = append(postings[s], byte(i), byte(min(math.Round(-math.Log(share)/step), math.MaxUint8)))
		}
	}
	last := uint64(0)
	for _, s := range slices.SortedFunc(maps.Keys(postings), func(a, b sequence) int { return slices.Compare(a[:], b[:]) }) {
		key := uint64(s[0])<<32 | uint64(s[1])<<16 | uint64(s[2])
		b.Write(binary.AppendUvarint(nil, key-last))
		b.WriteByte(byte(len(postings[s]) / 2))
		b.Write(postings[s])
		last = key
	}
	return b.Bytes()
}
