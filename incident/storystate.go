package incident

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"

	"parallax/news"
)

// storyPart begins the name of the part of a story; its ID follows. A story is encoded as
//
//	varint   opened
//	varint   how many members, and of each the incident's ID and a varint, the time
//	varint   how many firsts, and of each the incident's ID, the article's ID, and the document as a string
//
// where a string is a varint, its length in bytes, and the bytes.
const storyPart = "story "

// appendStories appends the stories that have changed since the last time.
func (g *Grouper) appendStories(states []news.State) []news.State {
	for _, id := range g.stories.inOrder() {
		st := g.stories.byID[id]
		state := news.State{Part: storyPart + id}
		if st != nil {
			state.Body = seal(state.Part, g.appendStory(make([]byte, sealSize), st))
		}
		states = append(states, state)
	}
	return states
}

func (g *Grouper) appendStory(b []byte, st *story) []byte {
	b = binary.AppendVarint(b, int64(st.opened))
	b = binary.AppendVarint(b, int64(len(st.members)))
	for _, m := range slices.Sorted(maps.Keys(st.members)) {
		b = binary.AppendVarint(appendString(b, m), st.members[m])
	}
	b = binary.AppendVarint(b, int64(len(st.firsts)))
	for _, f := range st.firsts {
		b = appendString(appendString(b, f.incident), f.document.id)
		b = appendString(b, string(g.appendDocument(nil, f.document)))
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendVarint(b, int64(len(s))), s...)
}

func (r *reader) string() string { return string(r.bytes(int(max(0, r.varint())))) }

func (g *Grouper) recallStory(s news.State) error {
	r, err := unseal(s.Part, s.Body)
	if err != nil {
		return err
	}
	st := &story{id: strings.TrimPrefix(s.Part, storyPart), opened: int(r.varint()), members: map[string]int64{}}
	for n := r.varint(); n > 0 && !r.short; n-- {
		m := r.string()
		st.members[m] = r.varint()
	}
	for n := r.varint(); n > 0 && !r.short; n-- {
		f := first{incident: r.string()}
		id := r.string()
		d, err := decodeDocument(&news.State{Article: id, Body: []byte(r.string())}, g.embeddings.space)
		if err != nil {
			return err
		}
		d.language = g.languages.id(d.code)
		d.incident = &group{id: f.incident, opened: d.opened}
		f.document = d.document
		st.firsts = append(st.firsts, f)
	}
	if r.short || len(r.rest) > 0 {
		return fmt.Errorf("%s: %w", s.Part, ErrState)
	}
	st.know()
	g.stories.take(st)
	return nil
}

// take takes a story back.
func (s *stories) take(st *story) {
	s.byID[st.id] = st
	for m := range st.members {
		s.of[m] = st
	}
	for _, f := range st.firsts {
		s.recalled[f.document.id] = f.incident
	}
	s.next = max(s.next, st.opened+1)
}

// found compares where an article is that was taken back with where it stands for a story: a person may have put it elsewhere
// meanwhile.
func (s *stories) found(article, incident string) {
	if from, ok := s.recalled[article]; ok {
		delete(s.recalled, article)
		s.moved(article, from, incident, false)
	}
}
