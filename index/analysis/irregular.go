package analysis

import (
	_ "embed"
	"strings"
	"sync"
)

// irregularText lists the words whose forms no ending explains. "= code" opens a language; each other line is a word
// and its irregular forms, or the stems of such forms before the regular endings. The lists were written for
// this package.
//
//go:embed irregular.txt
var irregularText string

// irregular holds, by language, the terms of the words that a form or a stem belongs to.
var irregular = sync.OnceValue(func() map[string]map[string][]string {
	all := map[string]map[string][]string{}
	var l *language
	for line := range strings.Lines(irregularText) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
			continue
		case words[0] == "=":
			l = &analyzers[words[1]].language
			all[l.name] = map[string][]string{}
			continue
		}
		lemma := l.lowered(words[0])
		if l.stem != nil {
			lemma = l.stem.likely(lemma)
		}
		for _, form := range words[1:] {
			key := fold(l.lowered(form), l.keep)
			all[l.name][key] = appendNew(all[l.name][key], l.term(lemma))
		}
	}
	return all
})
