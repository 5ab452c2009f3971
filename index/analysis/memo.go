package analysis

import (
	"strings"
	"sync"
)

// A Memo remembers the terms of words, for most words of a text have been met before and stemming is what
// analysis spends its time on. It is safe for concurrent use and bounded. A nil Memo remembers nothing.
type Memo struct {
	mu    sync.RWMutex
	known map[memoKey]wordTerms
}

type memoKey struct{ analyzer, word string }

// wordTerms are what a word of a text is found by: see Token.
type wordTerms struct {
	terms         []string
	surface, bare string
}

// memoSize is the number of words that a Memo holds, about 10 MB. A full one starts afresh.
const memoSize = 1 << 16

// maxMemoWord keeps rare long words out.
const maxMemoWord = 40

// wordTerms is the analyzer's wordTerms by way of the memo.
func (m *Memo) wordTerms(a *Analyzer, word string, kind int) wordTerms {
	if m == nil || kind != kindWord || len(word) > maxMemoWord {
		return a.wordTerms(word, kind)
	}
	key := memoKey{a.name, word}
	m.mu.RLock()
	found, ok := m.known[key]
	m.mu.RUnlock()
	if ok {
		return found
	}
	terms := a.wordTerms(word, kind)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= memoSize {
		m.known = make(map[memoKey]wordTerms, memoSize/4)
	}
	m.known[memoKey{a.name, strings.Clone(word)}] = terms // a copy: word would hold its whole text
	return terms
}
