package incident

import (
	"maps"
	"slices"
	"strings"

	"parallax/incident/meaning"
	"parallax/news"
)

// What all headlines of a language have in common tells none from the next, and where all news is of one affair that is most of what a headline
// says: of the headlines on one Olympics one pair in six has a cosine above .3, and one in 140 seen from the mean. So the vectors of a headline are seen from the
// mean of its language, and as that of its first words stands the sum of its weighty words, each by how rare it is. Articles with a text say
// enough of their own.

// means are those of the vectors of all articles that were read, by language.
type means map[string]*languageMeans

// languageMeans are the means of a language.
type languageMeans struct {
	whole meaning.Mean // of the vectors of articles, headlines among them
	words meaning.Mean // of the sums of the weighty words of headlines
	fresh bool         // they have changed since they were saved
}

func (m means) of(code string) *languageMeans {
	l := m[code]
	if l == nil {
		l = &languageMeans{}
		m[code] = l
	}
	return l
}

// centre has a document that is little more than a headline seen from the means of its language, which count it.
func (g *Grouper) centre(d *document, s *surfaces) {
	l := g.means.of(g.languages.code(d.language))
	l.fresh = true
	whole := d.vectors[wholeVector]
	if d.short() {
		weights := weightsOf(d.of(kindWord), 0)
		words := g.reader.Words(s[kindWord], weights[:])
		d.vectors = [2]meaning.Vector{headVector: l.words.Centre(words), wholeVector: l.whole.Centre(whole)}
		l.words.Add(&words)
	}
	l.whole.Add(&whole)
}

// meansPart begins the names of the parts that hold the means of a language: the numbers of meaning.Mean.Append, in the frame of seal.
const meansPart = "means/"

func (m means) appendUnsaved(states []news.State) []news.State {
	for _, code := range slices.Sorted(maps.Keys(m)) {
		l := m[code]
		if !l.fresh {
			continue
		}
		l.fresh = false
		body := l.words.Append(l.whole.Append(make([]byte, sealSize)))
		states = append(states, news.State{Part: meansPart + code, Body: seal(meansPart+code, body)})
	}
	return states
}

func (m means) recall(s news.State) error {
	r, err := unseal(s.Part, s.Body)
	if err != nil {
		return err
	}
	var l languageMeans
	rest := r.rest
	for _, mean := range []*meaning.Mean{&l.whole, &l.words} {
		if *mean, rest, err = meaning.ReadMean(rest); err != nil {
			return ErrState
		}
	}
	m[strings.TrimPrefix(s.Part, meansPart)] = &l
	return nil
}
