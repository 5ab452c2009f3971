package incident

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"math"
	"slices"
	"strings"

	"parallax/incident/meaning"
	"parallax/news"
)

// stateVersion is the version of what Unsaved returns. It is raised whenever an article's terms, their weights, its vectors or the sketch
// of its text come out differently than before, so that what an older program has written isn't compared with what this
// one makes; TestStateVersion fails where that was forgotten.
const stateVersion = 6

// ErrState says that a state is damaged or was written by another version of the program.
var ErrState = errors.New("the state is damaged or of another version")

// Unsaved returns what has changed in the grouper's memory since it was last called: what another Grouper has to be told, with
// Recall, to decide like this one. It is nil unless Options.Durable is set.
func (g *Grouper) Unsaved() []news.State {
	if !g.options.Durable {
		return nil
	}
	states := make([]news.State, 0, len(g.unsaved)+len(g.gone)+8)
	for _, d := range g.unsaved {
		d.unsaved = false
		if g.window.documents[d.id] == d {
			states = append(states, news.State{Article: d.id, Body: g.appendDocument(nil, d)})
		}
	}
	for _, id := range g.gone {
		if g.window.documents[id] == nil {
			states = append(states, news.State{Article: id})
		}
	}
	clear(g.unsaved)
	clear(g.gone)
	g.unsaved, g.gone = g.unsaved[:0], g.gone[:0]
	if len(states) == 0 {
		return nil
	}
	states = g.means.appendUnsaved(g.embeddings.appendUnsaved(g.vocabulary.appendUnsaved(states)))
	states = g.appendStories(states)
	return append(states, news.State{Part: clockPart, Body: g.appendClock(nil)})
}

// touch says that a document has to be saved.
func (g *Grouper) touch(d *document) {
	if g.options.Durable && !d.unsaved {
		d.unsaved = true
		g.unsaved = append(g.unsaved, d)
	}
}

// Recall takes back what Unsaved returned: first the parts, those without an article, in any order, then the articles in the
// order in which they were filed first. filing says where the article is filed; of a part it isn't read. The error wraps
// ErrState if the state can't be used: a part may then be left out, and an article has to be given to Relearn.
func (g *Grouper) Recall(s news.State, filing news.Filing) error {
	switch {
	case s.Article != "":
		_, err := g.RecallArticles([]Remembered{{s, filing}})
		return err
	case s.Part == clockPart:
		return g.recallClock(s.Body)
	case s.Part == spacePart:
		return g.embeddings.recall(s.Body)
	case strings.HasPrefix(s.Part, meansPart):
		return g.means.recall(s)
	case strings.HasPrefix(s.Part, storyPart):
		return g.recallStory(s)
	}
	return g.vocabulary.recall(s)
}

// Relearn takes an article back whose state Recall refused, when its turn comes among the others, so that it is as old as
// it was: the older of two incidents keeps its ID when they become one. Whether it stood for its incident isn't known any more.
func (g *Grouper) Relearn(a news.Article, incident string) {
	next := g.seq
	g.seq = g.recalled
	g.Restore(a, incident)
	g.recalled, g.seq = g.seq, max(next, g.seq)
}

// A document is encoded as
//
//	 1 byte   stateVersion
//	 4 bytes  CRC-32C of the article's ID and all that follows
//	 1 byte   flags
//	 8 bytes  content
//	varints   time, seq, opened of its group, place
//	 1 byte   length of the language's code, and the code
//	          for each kind a varint, how many terms it has, and 4 bytes, the norm
//	          the weights of the names and the words that lead, 4 bytes each
//	          the terms, 8 bytes each
//	 1 byte   how many words the headline has, and these, 2 bytes each
//	 1 byte   length of the sketch, the keys it is found by, 4 bytes each, and the sketch, 4 bytes each
//	          where the flags say so, the vectors, 2 bytes for each region, and 4 bytes, the crowd
//	          the quotes, see appendQuotes
//	          4 bytes, the ID of the space of its own vectors, and these, where the flags say so
//
// all in little endian.
const (
	flagFounder = 1 << iota
	flagCore
	flagVectors
	flagHidden
	flagOwn
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const sealSize = 5

// seal puts the version and the checksum before a body that left room for them.
func seal(id string, body []byte) []byte {
	body[0] = stateVersion
	binary.LittleEndian.PutUint32(body[1:], checksum(id, body[sealSize:]))
	return body
}

func checksum(id string, body []byte) uint32 {
	return crc32.Update(crc32.Checksum([]byte(id), castagnoli), castagnoli, body)
}

// unseal returns what was sealed.
func unseal(id string, body []byte) (*reader, error) {
	if len(body) < sealSize || body[0] != stateVersion || binary.LittleEndian.Uint32(body[1:]) != checksum(id, body[sealSize:]) {
		return nil, fmt.Errorf("%s: %w", id, ErrState)
	}
	return &reader{rest: body[sealSize:]}, nil
}

func (g *Grouper) appendDocument(b []byte, d *document) []byte {
	flags := byte(0)
	if d.founder {
		flags |= flagFounder
	}
	if d.core {
		flags |= flagCore
	}
	if d.hidden {
		flags |= flagHidden
	}
	if d.vectors != [2]meaning.Vector{} {
		flags |= flagVectors
	}
	if d.own != nil {
		flags |= flagOwn
	}
	b = append(slices.Grow(b, 8*len(d.terms)+4*len(d.sketch)+200), make([]byte, sealSize)...)
	b = append(b, flags)
	b = binary.LittleEndian.AppendUint64(b, d.content)
	for _, n := range []int64{d.time, int64(d.seq), int64(d.incident.opened), int64(d.place)} {
		b = binary.AppendVarint(b, n)
	}
	code := g.languages.code(d.language)
	b = append(append(b, byte(len(code))), code...)
	for k := range kinds {
		b = binary.AppendVarint(b, int64(len(d.of(k))))
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(d.norm[k]))
	}
	for _, weight := range d.leads {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(weight))
	}
	for _, t := range d.terms {
		b = binary.LittleEndian.AppendUint64(b, uint64(t))
	}
	words := d.headline.words()
	b = append(b, byte(len(words)))
	for _, w := range words {
		b = binary.LittleEndian.AppendUint16(b, w)
	}
	b = append(b, byte(len(d.sketch)))
	for _, h := range slices.Concat(d.marks[:], d.sketch) {
		b = binary.LittleEndian.AppendUint32(b, h)
	}
	if flags&flagVectors != 0 {
		b = appendVectors(b, &d.vectors)
		for _, region := range d.regions {
			b = binary.LittleEndian.AppendUint16(b, region)
		}
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(d.crowd))
	}
	b = appendQuotes(b, d.quotes)
	if d.own != nil {
		b = binary.LittleEndian.AppendUint32(b, d.own.space.ID())
		b = appendVectors(b, &d.own.vectors)
	}
	return seal(d.id, b)
}

// A decoded document isn't known by its language yet.
type decoded struct {
	*document
	code   string // of its language
	opened int    // of its group
}

// decodeDocument reads what appendDocument has written; own vectors are kept if they are of a space.
func decodeDocument(s *news.State, space *meaning.Space) (d decoded, err error) {
	r, err := unseal(s.Article, s.Body)
	if err != nil {
		return d, err
	}
	d.document = &document{id: s.Article}
	flags := r.byte()
	d.founder, d.core = flags&flagFounder != 0, flags&flagCore != 0
	d.hidden = flags&flagHidden != 0
	d.content = r.uint64()
	d.time, d.seq, d.opened, d.place = r.varint(), int(r.varint()), int(r.varint()), int32(r.varint())
	d.code = string(r.bytes(int(r.byte())))
	d.script = scriptOf(d.code)
	total := int64(0)
	for k := range kinds {
		total += r.varint()
		d.ends[k] = uint16(total)
		d.norm[k] = math.Float32frombits(r.uint32())
	}
	for i := range d.leads {
		d.leads[i] = math.Float32frombits(r.uint32())
	}
	d.terms = make([]term, d.ends[kinds-1])
	if packed := r.bytes(8 * len(d.terms)); packed != nil {
		for i := range d.terms {
			d.terms[i] = term(binary.LittleEndian.Uint64(packed[8*i:]))
		}
	}
	for i := range min(int(r.byte()), len(d.headline)) {
		d.headline[i] = r.uint16()
	}
	d.sketch = make([]uint32, r.byte())
	r.uint32s(d.marks[:])
	r.uint32s(d.sketch)
	if flags&flagVectors != 0 {
		d.vectors = r.vectors()
		for i := range d.regions {
			d.regions[i] = r.uint16()
		}
		d.crowd = math.Float32frombits(r.uint32())
	}
	d.quotes = r.quotes()
	if flags&flagOwn != 0 {
		id := r.uint32()
		own := &ownVectors{space, r.vectors()}
		// Those of another space, such as of a model that was exchanged, can't be compared with anything to come.
		if own.space != nil && own.space.Calibrated() && own.space.ID() == id {
			d.own = own
		}
	}
	if r.short || len(r.rest) > 0 {
		return d, fmt.Errorf("%s: %w", s.Article, ErrState)
	}
	return d, nil
}

func appendVectors(b []byte, vectors *[2]meaning.Vector) []byte {
	for _, v := range vectors {
		for _, x := range v {
			b = append(b, byte(x))
		}
	}
	return b
}

// clockPart is what the grouper knows beside its articles and its vocabulary.
const clockPart = "clock"

func (g *Grouper) appendClock(b []byte) []byte {
	b = append(b, make([]byte, sealSize)...)
	b = binary.AppendVarint(b, int64(g.seq))
	b = binary.AppendVarint(b, g.window.swept)
	for _, t := range g.window.times {
		b = binary.AppendVarint(b, t)
	}
	return seal(clockPart, b)
}

func (g *Grouper) recallClock(body []byte) error {
	r, err := unseal(clockPart, body)
	if err != nil {
		return err
	}
	g.seq, g.window.swept = int(r.varint()), r.varint()
	g.window.times = nil
	for len(r.rest) > 0 && len(g.window.times) < clockArticles {
		g.window.times = append(g.window.times, r.varint())
	}
	return nil
}

// A reader reads the values of a body one after the other. Where the body is too short they are zero.
type reader struct {
	rest  []byte
	short bool
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.rest) {
		r.short, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) byte() byte {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) uint16() uint16 {
	if b := r.bytes(2); b != nil {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

func (r *reader) vectors() (vectors [2]meaning.Vector) {
	for v := range vectors {
		for i, x := range r.bytes(meaning.Dims) {
			vectors[v][i] = int8(x)
		}
	}
	return vectors
}

func (r *reader) uint32() uint32 {
	if b := r.bytes(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// uint32s fills a list.
func (r *reader) uint32s(list []uint32) {
	if packed := r.bytes(4 * len(list)); packed != nil {
		for i := range list {
			list[i] = binary.LittleEndian.Uint32(packed[4*i:])
		}
	}
}

func (r *reader) uint64() uint64 {
	if b := r.bytes(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (r *reader) uvarint() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.short, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *reader) varint() int64 {
	n, size := binary.Varint(r.rest)
	if size <= 0 {
		r.short, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[size:]
	return n
}
