package language

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"strings"
	"unicode"
)

// trigramFile tells how often languages write three letters in a row. ./make makes it, as README.md says: a line for each
// script, with its name and the codes of the languages written in it, then each sequence in order:
//
//	uvarint  its key less that of the one before; see trigram
//	byte     how many languages write it
//	2 bytes  for each of these: its place among all codes; how rare the sequence is in it, in steps
//
//go:embed trigrams.bin
var trigramFile string

// sharedScripts is how many scripts the file has.
const sharedScripts = 3

const (
	step   = 0.125 // nats below certainty
	unseen = 18.0  // likewise, where a language never writes a sequence

	// independence is how much each sequence counts. They overlap; counted whole they would make the likeliest language look far too
	// certain. With this, of the answers with a confidence of .8 eight out of ten are right.
	independence = 0.4
)

// models tell by their letters the languages apart that share a script. They are safe for concurrent use.
type models struct {
	languages []modelled
	postings  map[uint64]uint32 // where in the file it is told which languages write a sequence
	file      string
}

// A modelled language.
type modelled struct{ code, script string }

// trigram is the key of three letters, each of the Basic Multilingual Plane.
func trigram(a, b, c rune) uint64 { return uint64(a)<<32 | uint64(b)<<16 | uint64(c) }

// modelledLanguages reads the head of a file, and returns the rest of it.
func modelledLanguages(file string) (languages []modelled, rest string) {
	for range sharedScripts {
		var head string
		head, file, _ = strings.Cut(file, "\n")
		script, codes, _ := strings.Cut(head, " ")
		for code := range strings.FieldsSeq(codes) {
			languages = append(languages, modelled{published(code), script})
		}
	}
	return languages, file
}

var errModels = errors.New("language: trigrams.bin is damaged; make it anew with go run ./make")

func readModels(file string) (*models, error) {
	m := &models{}
	m.languages, m.file = modelledLanguages(file)
	m.postings = make(map[uint64]uint32, len(m.file)/10)
	for at, key := 0, uint64(0); at < len(m.file); {
		delta, n := binary.Uvarint([]byte(m.file[at:min(at+binary.MaxVarintLen64, len(m.file))]))
		if at += n; n <= 0 || at >= len(m.file) || at+1+2*int(m.file[at]) > len(m.file) {
			return nil, errModels
		}
		key += delta
		m.postings[key] = uint32(at)
		for postings := m.of(key); postings != ""; postings = postings[2:] {
			if int(postings[0]) >= len(m.languages) {
				return nil, errModels
			}
		}
		at += 1 + 2*int(m.file[at])
	}
	return m, nil
}

// of returns what the file tells of a sequence, two bytes for each language.
func (m *models) of(key uint64) string {
	at, known := m.postings[key]
	if !known {
		return ""
	}
	return m.file[at+1 : int(at)+1+2*int(m.file[at])]
}

// A likelihood is how likely it is that a language has a text, against the likeliest language of its script, which has 1.
type likelihood struct {
	language string
	of       float64
}

// likelihoods judges the languages of a script that write any of a text's sequences; none where there are none. A
// sequence counts once, however often it stands there.
func (m *models) likelihoods(text, script string) []likelihood {
	sums := make([]float64, len(m.languages)) // nats above what a language would have that never writes any of it
	seen := make(map[uint64]bool, sampleRunes)
	var a, b rune // 0 where it isn't a letter
	for _, c := range text {
		if c = unicode.ToLower(c); !unicode.IsLetter(c) || c > math.MaxUint16 {
			c = 0
		}
		if key := trigram(a, b, c); a != 0 && b != 0 && c != 0 && !seen[key] {
			seen[key] = true
			for postings := m.of(key); postings != ""; postings = postings[2:] {
				sums[postings[0]] += max(0, unseen-step*float64(postings[1]))
			}
		}
		a, b = b, c
	}
	top := 0.0
	for i, l := range m.languages {
		if l.script == script {
			top = max(top, sums[i])
		}
	}
	var likelihoods []likelihood
	for i, l := range m.languages {
		if l.script == script && sums[i] > 0 {
			likelihoods = append(likelihoods, likelihood{l.code, math.Exp(independence * (sums[i] - top))})
		}
	}
	return likelihoods
}

// restrict leaves of the languages only some, by their codes.
func (m *models) restrict(codes []string) error {
	if len(codes) == 0 {
		return nil
	}
	if len(codes) == 1 {
		return errors.New("language: give at least two languages to tell apart, or none for all")
	}
	for _, code := range codes {
		if !slices.ContainsFunc(m.languages, func(l modelled) bool { return l.code == published(code) }) {
			return errors.New("language: no model for " + code + "; use one of " + strings.Join(Known(), ", "))
		}
	}
	for i := range m.languages {
		if l := &m.languages[i]; !slices.ContainsFunc(codes, func(code string) bool { return published(code) == l.code }) {
			l.script = "" // of no text
		}
	}
	return nil
}
