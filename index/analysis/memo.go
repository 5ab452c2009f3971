package analysis

import (
	"strings"
	"sync"
)

// A Memo remembers the terms of words, for most words of a text have been met before and stemming is what
// analysis spends its time on. It is safe for concurrent use and bounded. A nil Memo remembers nothing.
type Memo struct {
	mu         sync.RWMutex
	known, old map[memoKey]wordTerms
}

type memoKey struct{ analyzer, word string }

// wordTerms are what a word of a text is found by: see Token.
type wordTerms struct {
	terms         []string
	surface, bare string
}

// memoSize is the number of words after which a Memo forgets those that nobody has met since it was last full. It holds
// twice as many at most, about 40 MB.
const memoSize = 1 << 17

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
	if ok {
		m.mu.RUnlock()
		return found
	}
	found, ok = m.old[key]
	m.mu.RUnlock()
	if !ok {
		found = a.wordTerms(word, kind)
	}
	m.learn(memoKey{a.name, strings.Clone(word)}, found) // a copy: word would hold its whole text
	return found
}

func (m *Memo) learn(key memoKey, terms wordTerms) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= memoSize {
		m.known, m.old = make(map[memoKey]wordTerms, memoSize/4), m.known
	}
	m.known[key] = terms
}
