package analysis

import (
	"hash/maphash"
	"sync"
)

// A Memo remembers the terms of words, for most words of a text have been met before and stemming is what
// analysis spends its time on. It is safe for concurrent use and bounded. A nil Memo remembers nothing.
//
// Of each word it keeps one string, in which all that is known of it stands one after the other: a hundred thousand words with
// a handful of strings each would keep the garbage collector busy.
type Memo struct {
	mu         sync.RWMutex
	known, old map[uint64]string // by memoKey; see pack
}

// wordTerms are what a word of a text is found by: see Token.
type wordTerms struct {
	terms         []string
	surface, bare string
}

const (
	// memoSize is the number of words after which a Memo forgets those that nobody has met since it was last full. It holds
	// twice as many at most, about 30 MB.
	memoSize = 1 << 17
	// maxMemoWord keeps rare long words out.
	maxMemoWord = 40
	// maxPacked is how long a part of what is known of a word may be: its length stands in one byte.
	maxPacked = 255
)

var memoSeed = maphash.MakeSeed()

func memoKey(analyzer, word string) uint64 {
	return maphash.String(memoSeed, analyzer) ^ maphash.String(memoSeed, word)*0x9e3779b97f4a7c15
}

// wordTerms is the analyzer's wordTerms by way of the memo. room is where terms may be put.
func (m *Memo) wordTerms(a *Analyzer, word string, kind int, room *Room) wordTerms {
	if m == nil || kind != kindWord || len(word) > maxMemoWord {
		return a.wordTerms(word, kind)
	}
	key := memoKey(a.name, word)
	m.mu.RLock()
	packed, known := m.known[key]
	if !known {
		packed = m.old[key]
	}
	m.mu.RUnlock()
	if w, ok := unpack(packed, a.name, word, room); ok {
		if !known {
			m.learn(key, packed)
		}
		return w
	}
	w := a.wordTerms(word, kind)
	if packed, ok := pack(a.name, word, &w); ok {
		m.learn(key, packed)
	}
	return w
}

func (m *Memo) learn(key uint64, packed string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= memoSize {
		m.known, m.old = make(map[uint64]string, memoSize/4), m.known
	}
	m.known[key] = packed
}

// pack writes down what is known of a word: the analyzer, the word, its surface, what it is bare of marks, and its terms, each behind its
// length. ok is false where there is too much of it.
func pack(analyzer, word string, w *wordTerms) (packed string, ok bool) {
	b := make([]byte, 0, 128)
	for _, parts := range [...][]string{{analyzer, word, w.surface, w.bare}, w.terms} {
		for _, part := range parts {
			if len(part) > maxPacked {
				return "", false
			}
			b = append(append(b, byte(len(part))), part...)
		}
	}
	return string(b), true
}

// unpack reads what pack wrote. ok is false where it was of another word.
func unpack(packed, analyzer, word string, room *Room) (w wordTerms, ok bool) {
	if packed == "" {
		return w, false
	}
	next := func() (part string) {
		n := 1 + int(packed[0])
		part, packed = packed[1:n], packed[n:]
		return part
	}
	if next() != analyzer || next() != word {
		return w, false
	}
	w.surface, w.bare = next(), next()
	n := 0
	for rest := packed; rest != ""; rest = rest[1+int(rest[0]):] {
		n++
	}
	w.terms = room.take(n)
	for i := range w.terms {
		w.terms[i] = next()
	}
	return w, true
}
