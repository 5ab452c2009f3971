// Alone marks, in zh.txt.gz and ja.txt.gz, which words are found by a part of them: 大桥, great bridge, by 桥, but 日本, Japan,
// not by 本, book, and 日本人, a Japanese, not by 本人, oneself. Run it in the folder of these files, after make.py:
//
//	go run ./alone
//
// What words and characters mean is told by the vectors of package meaning, where these know more of a word than its
// characters. A word of two or three Chinese characters is found by its last one, for in both languages the head of a compound
// stands behind what describes it, and by the words that are in it. Where that isn't so, a digit behind the word has a bit
// for each part that it is found by:
//
//	1  its first character
//	2  its last character
//	4  its last two characters, of three
package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"log"
	"os"
	"strconv"
	"strings"
	"unicode"

	"parallax/incident/meaning"
)

func main() {
	for _, name := range []string{"zh.txt.gz", "ja.txt.gz"} {
		if err := mark(name); err != nil {
			log.Fatal(err)
		}
	}
}

func mark(name string) error {
	text, err := read(name)
	if err != nil {
		return err
	}
	m := marker{zipf: map[string]int{}}
	for line := range strings.Lines(text) {
		zipf, list, _ := strings.Cut(line, " ")
		for word := range strings.FieldsSeq(list) {
			if m.zipf[plain(word)], err = strconv.Atoi(zipf); err != nil {
				return err
			}
		}
	}
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return err
	}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		for i, word := range words[1:] {
			if parts := m.parts(plain(word), strings.HasSuffix(word, nameMark)); parts != byLast|byPair {
				words[i+1] = plain(word) + strconv.Itoa(parts)
			} else {
				words[i+1] = plain(word)
			}
		}
		if _, err := io.WriteString(w, strings.Join(words, " ")+"\n"); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(name, out.Bytes(), 0o644)
}

// nameMark is what make.py puts behind names.
const nameMark = "n"

func plain(word string) string { return strings.TrimRight(word, nameMark+"01234567") }

func read(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	r, err := gzip.NewReader(file)
	if err != nil {
		return "", err
	}
	text, err := io.ReadAll(r)
	return string(text), err
}

// How close a word has to be to its first or last character or its last two, as a cosine; how close to the sum of its
// characters it is when nothing else is known of it; and how close two such characters are when each means the word: 湖泊,
// lake and pool.
const (
	likeFirst = .35
	likeLast  = .2
	likePair  = .3
	mereSum   = .95
	alike     = .18

	muchRather = 15 // in steps of frequency: thirty times
)

// The parts that a word is found by.
const (
	byFirst = 1 << iota
	byLast
	byPair
)

// A marker knows how common the words of a language are.
type marker struct{ zipf map[string]int }

// parts are what the word is found by. No name means what its first character means.
func (m *marker) parts(word string, name bool) int {
	chars := strings.Split(word, "")
	n := len(chars)
	if n < 2 || n > 3 || strings.ContainsFunc(word, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		return byLast | byPair
	}
	whole := vector(word)
	if whole.IsZero() {
		return byLast | byPair
	}
	first, last, sum := vector(chars[0]), vector(chars[n-1]), vector(strings.Join(chars, " "))
	known := whole.Cosine(&sum) <= mereSum
	parts := byPair
	if n == 3 && !m.meansPair(&whole, known, chars) {
		parts = 0
	}
	if !name && (known && whole.Cosine(&first) >= likeFirst || !known && n == 2 && first.Cosine(&last) >= alike) {
		parts |= byFirst
	}
	if !known || whole.Cosine(&last) >= likeLast {
		parts |= byLast
	}
	return parts
}

// meansPair reports whether a word of three characters means what the last two of them mean, or may do so. It doesn't if it is
// rather made of the first two and one, and means something else; or, where nothing is known of it, much rather.
func (m *marker) meansPair(whole *meaning.Vector, known bool, chars []string) bool {
	front, back := chars[0]+chars[1], chars[1]+chars[2]
	if m.zipf[front] == 0 || m.zipf[back] == 0 {
		return true
	}
	rather := m.zipf[front] + m.zipf[chars[2]] - m.zipf[chars[0]] - m.zipf[back]
	if !known {
		return rather <= muchRather
	}
	pair := vector(back)
	return rather < 0 || whole.Cosine(&pair) >= likePair
}

func vector(text string) meaning.Vector { return meaning.Default().Vector(text, 10) }
