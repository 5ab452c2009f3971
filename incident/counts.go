package incident

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"parallax/news"
)

// The counts of a language are saved in parts: "vocabulary/en/0" with all of them as they once were, and "vocabulary/en/1" and
// on with what was added since. When the additions are longer than the whole, it is written anew and they go: so what is
// written is at most about twice what is observed, however long the lists have become.
//
// A part holds the number of articles and then, by key, the distance of each key from the one before and its count, all
// as varints, in the frame of seal.
const vocabularyPart = "vocabulary/"

// leastWhole is the length in bytes of additions below which the whole isn't written anew.
const leastWhole = 64 << 10

// saving is what a language's counts know of what was saved.
type saving struct {
	fresh         []uint32 // keys observed since then, one for each observation
	freshArticles int
	additions     int  // parts of additions that are saved
	added         int  // their length
	whole         int  // length of the part with the whole
	stale         bool // the whole has to be written, for it isn't what was saved and the additions
}

func (s *saving) observe(keys []uint64) {
	s.freshArticles++
	for _, k := range keys {
		s.fresh = append(s.fresh, cutKey(k))
	}
}

func partName(code string, n int) string { return vocabularyPart + code + "/" + strconv.Itoa(n) }

// appendUnsaved appends the parts that have changed since the last time.
func (v *vocabulary) appendUnsaved(states []news.State) []news.State {
	for _, code := range slices.Sorted(maps.Keys(v.langs)) {
		l := v.langs[code]
		s := l.saving
		if s.freshArticles == 0 {
			continue
		}
		name := partName(code, s.additions+1)
		body := s.appendFresh(make([]byte, sealSize))
		if s.stale || s.added+len(body) > max(leastWhole, s.whole) {
			for n := range s.additions {
				states = append(states, news.State{Part: partName(code, n+1)})
			}
			name = partName(code, 0)
			body = l.appendAll(make([]byte, sealSize))
			s.additions, s.added, s.whole, s.stale = 0, 0, len(body), false
		} else {
			s.additions, s.added = s.additions+1, s.added+len(body)
		}
		states = append(states, news.State{Part: name, Body: seal(name, body)})
		s.fresh, s.freshArticles = nil, 0
	}
	return states
}

func (s *saving) appendFresh(b []byte) []byte {
	b = binary.AppendVarint(b, int64(s.freshArticles))
	slices.Sort(s.fresh)
	before := uint32(0)
	for i := 0; i < len(s.fresh); {
		key, n := s.fresh[i], 0
		for ; i < len(s.fresh) && s.fresh[i] == key; i++ {
			n++
		}
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(key-before)), uint64(n))
		before = key
	}
	return b
}

func (s *langStats) appendAll(b []byte) []byte {
	b = binary.AppendVarint(b, int64(s.articles))
	before := uint32(0)
	for _, key := range slices.Sorted(maps.Keys(s.seen)) {
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(key-before)), uint64(s.seen[key]))
		before = key
	}
	return b
}

// recall takes back one part.
func (v *vocabulary) recall(state news.State) error {
	code, number, ok := strings.Cut(strings.TrimPrefix(state.Part, vocabularyPart), "/")
	n, err := strconv.Atoi(number)
	if !ok || err != nil {
		return fmt.Errorf("%.50q: %w", state.Part, ErrState)
	}
	l := v.lang(code)
	s := l.saving
	if s == nil {
		s = &saving{} // nothing will be saved again
	}
	s.additions = max(s.additions, n)
	r, err := unseal(state.Part, state.Body)
	if err != nil {
		s.stale = true
		return err
	}
	if n == 0 {
		s.whole = len(state.Body)
	} else {
		s.added += len(state.Body)
	}
	l.articles += float64(r.varint())
	for key := uint32(0); len(r.rest) > 0; {
		key += uint32(r.uvarint())
		l.seen[key] += uint32(r.uvarint())
	}
	return nil
}
