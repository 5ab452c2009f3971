package incident

import (
	"strings"

	"golang.org/x/text/language"

	"parallax/news"
)

// A langID is the number of a base language within one Grouper.
type langID uint16

// undetermined is the number of the language that isn't known.
const undetermined langID = 0

// languages number the base languages that were met. There are at most as many as the registry of BCP 47 has: whatever isn't
// among those is undetermined.
type languages struct {
	codes []string
	byTag map[string]langID
}

func newLanguages() *languages {
	return &languages{codes: []string{news.Undetermined}, byTag: map[string]langID{news.Undetermined: undetermined}}
}

// id returns the number of the base of a tag.
func (l *languages) id(tag string) langID {
	base := strings.ToLower(tag)
	if end := strings.IndexAny(base, "-_"); end >= 0 {
		base = base[:end]
	}
	if id, ok := l.byTag[base]; ok {
		return id
	}
	if _, err := language.ParseBase(base); err != nil {
		return undetermined
	}
	id := langID(len(l.codes))
	l.codes = append(l.codes, base)
	l.byTag[base] = id
	return id
}

// code is the code of a number: "en".
func (l *languages) code(id langID) string { return l.codes[id] }
