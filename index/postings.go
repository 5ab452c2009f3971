package index

import (
	"encoding/binary"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	"github.com/blevesearch/vellum"
)

// What searches read most is, article by article, how often and where a term stands. bleve's iterator makes an object with
// interfaces of each, which takes several times as long as the reading. So the bytes of a segment on disk are read here, in
// the format of zapx 17; segments that aren't on disk yet, or are of another format, are left to bleve.
//
//	dictionary     length, and a transducer (vellum) from terms to numbers
//	number         the address of the term's postings; or, with bit 63 set, the term is once in the article of bits 0 to
//	               30, whose norm is bits 31 to 61
//	postings       addresses of frequencies and of locations, 0 for none; length, and the bitmap of the articles
//	frequencies    number of chunks; where each of them ends, counted from the end of this list; the chunks
//	               in a chunk for each of its articles: frequency × 2, plus 1 if it has locations; the norm, if the frequency isn't 0
//	locations      likewise; in a chunk for each of its articles that has locations: length in bytes, and the locations
//	location       field, position, start, end, number of array positions, array positions
//
// All numbers are varints. An article's chunk is its number, divided by the articles of a chunk: so many that a
// term has 1,024 of them there.
const (
	segmentVersion   = 17
	segmentChunkMode = 1026
	chunkPostings    = 1024

	singleArticle = 1 << 63
	mask31        = 1<<31 - 1
)

// segmentBytes is a segment on disk, as zapx has it.
type segmentBytes interface {
	Data() []byte
	Version() uint32
	ChunkMode() uint32
	NumDocs() uint64
	DictAddr(field string) (uint64, error)
}

// termPostings are the articles of a term, and where it is written how it stands in them.
type termPostings struct {
	articles *roaring.Bitmap // deleted ones among them; nil if there are none
	list     segment.PostingsList
	chunks   *postingChunks // nil if bleve must read the list
}

// postingChunks are the places of the frequencies and locations of a term.
type postingChunks struct {
	articles               uint32 // of a chunk
	frequencies, locations chunkTable
	single                 uint64 // if it isn't 0: the norm of the only article, in which the term is once
}

// A chunkTable are the chunks of a term.
type chunkTable struct {
	data []byte
	ends []uint64
}

func (t *chunkTable) chunk(n uint32) []byte {
	if int(n) >= len(t.ends) {
		return nil
	}
	start := uint64(0)
	if n > 0 {
		start = t.ends[n-1]
	}
	return t.data[start:t.ends[n]]
}

func readChunkTable(data []byte, address uint64) chunkTable {
	if address == 0 {
		return chunkTable{}
	}
	r := varints{data: data[address:]}
	ends := make([]uint64, r.next())
	for i := range ends {
		ends[i] = r.next()
	}
	return chunkTable{r.data[r.at:], ends}
}

// termReader looks up terms of a field in the bytes of a segment.
type termReader struct {
	data     []byte
	articles uint64
	terms    *vellum.Reader // nil if the segment hasn't got the field
}

// openTerms opens a field of a segment; nil if bleve must read it.
func openTerms(s segment.Segment, field string) (*termReader, error) {
	b, ok := s.(segmentBytes)
	if !ok || b.Version() != segmentVersion || b.ChunkMode() != segmentChunkMode {
		return nil, nil
	}
	r := &termReader{data: b.Data(), articles: b.NumDocs()}
	address, err := b.DictAddr(field)
	if err != nil { // it hasn't got the field
		return r, nil
	}
	dictionary := varints{data: r.data[address:]}
	length := int(dictionary.next())
	fst, err := vellum.Load(dictionary.data[dictionary.at : dictionary.at+length])
	if err != nil {
		return nil, fmt.Errorf("the dictionary of %s: %w", field, err)
	}
	r.terms, err = fst.Reader()
	return r, err
}

func (r *termReader) postings(term string) (termPostings, error) {
	if r.terms == nil {
		return termPostings{}, nil
	}
	number, found, err := r.terms.Get([]byte(term))
	if err != nil || !found {
		return termPostings{}, err
	}
	if number&singleArticle != 0 {
		only := &postingChunks{single: number >> 31 & mask31}
		return termPostings{articles: roaring.BitmapOf(uint32(number & mask31)), chunks: only}, nil
	}
	list := varints{data: r.data[number:]}
	frequencies, locations, length := list.next(), list.next(), int(list.next())
	articles := roaring.New()
	if _, err := articles.FromBuffer(list.data[list.at : list.at+length]); err != nil {
		return termPostings{}, fmt.Errorf("the articles of %s: %w", term, err)
	}
	c := &postingChunks{frequencies: readChunkTable(r.data, frequencies), locations: readChunkTable(r.data, locations)}
	c.articles = uint32(r.articles / (articles.GetCardinality()/chunkPostings + 1))
	return termPostings{articles: articles, chunks: c}, nil
}

// varints reads numbers one after the other.
type varints struct {
	data []byte
	at   int
}

func (v *varints) next() uint64 {
	if b := v.data[v.at]; b < 0x80 {
		v.at++
		return uint64(b)
	}
	n, length := binary.Uvarint(v.data[v.at:])
	v.at += length
	return n
}

func (v *varints) skip() {
	for v.data[v.at] >= 0x80 {
		v.at++
	}
	v.at++
}

// A placeIterator reads how a term stands in articles, which it must be asked for in ascending order.
type placeIterator struct {
	chunks      *postingChunks
	articles    roaring.IntPeekable // that are to come, whether they are asked for or not
	chunk       int64               // the current one, -1 for none
	frequencies varints
	locations   varints // of the chunk's articles that are to come

	bleve   segment.PostingsIterator // instead of all that
	current segment.Posting          // where it stands

	located         bool
	frequency, norm uint64   // of the article that was found last
	words           []uint64 // of its locations
	list            []place
}

// placesOf reads how a term stands in its articles, and with located also where.
func placesOf(t termPostings, located bool) *placeIterator {
	i := &placeIterator{chunks: t.chunks, located: located, chunk: -1}
	if t.chunks == nil {
		i.bleve = t.list.Iterator(true, true, located, nil)
	} else {
		i.articles = t.articles.Iterator()
	}
	return i
}

// seek goes to an article, and reports whether the term is in it.
func (i *placeIterator) seek(article uint32) (bool, error) {
	if i.chunks == nil {
		return i.seekByBleve(article)
	}
	if !i.articles.HasNext() || i.articles.PeekNext() > article {
		return false, nil
	}
	if i.chunks.single != 0 {
		i.frequency, i.norm, i.words = 1, i.chunks.single, i.words[:0]
		return i.articles.PeekNext() == article, nil
	}
	if chunk := article / i.chunks.articles; int64(chunk) != i.chunk {
		i.chunk = int64(chunk)
		i.frequencies = varints{data: i.chunks.frequencies.chunk(chunk)}
		i.locations = varints{data: i.chunks.locations.chunk(chunk)}
		i.articles.AdvanceIfNeeded(chunk * i.chunks.articles)
	}
	for i.articles.HasNext() && i.articles.PeekNext() <= article {
		if i.articles.Next() == article {
			i.read()
			return true, nil
		}
		i.skip()
	}
	return false, nil
}

// read reads the next article of the chunk.
func (i *placeIterator) read() {
	f := i.frequencies.next()
	i.frequency, i.norm = f>>1, 0
	if i.frequency != 0 {
		i.norm = i.frequencies.next()
	}
	i.words = i.words[:0]
	if !i.located || f&1 == 0 {
		return
	}
	l := &i.locations
	for end := int(l.next()) + l.at; l.at < end; {
		l.skip() // the field
		i.words = append(i.words, l.next(), l.next(), l.next())
		for n := l.next(); n > 0; n-- {
			i.words = append(i.words, l.next())
		}
	}
}

// skip leaves the next article of the chunk out.
func (i *placeIterator) skip() {
	f := i.frequencies.next()
	if f > 1 {
		i.frequencies.skip()
	}
	if i.located && f&1 != 0 {
		length := i.locations.next()
		i.locations.at += int(length)
	}
}

func (i *placeIterator) seekByBleve(article uint32) (found bool, err error) {
	if i.current == nil || i.current.Number() < uint64(article) {
		if i.current, err = i.bleve.Advance(uint64(article)); err != nil || i.current == nil {
			return false, err
		}
	}
	if i.current.Number() != uint64(article) {
		return false, nil
	}
	i.frequency, i.norm, i.words = i.current.Frequency(), 0, i.words[:0]
	if n, ok := i.current.(interface{ NormUint64() uint64 }); ok {
		i.norm = n.NormUint64()
	}
	for _, l := range i.current.Locations() {
		i.words = append(i.words, l.Pos(), l.Start(), l.End())
		i.words = append(i.words, l.ArrayPositions()...)
	}
	return true, nil
}

// places are those in the article that was found, good until the next one. The iterator must have been made with locations.
func (i *placeIterator) places() []place {
	var r placeReader
	i.list = i.list[:0]
	if i.frequency&1 == 0 {
		i.list = r.read(i.frequency>>1, i.list)
		return i.list
	}
	for _, word := range i.words {
		i.list = r.read(word, i.list)
	}
	return i.list
}

// standing is that in the article that was found.
func (i *placeIterator) standing() standing {
	if i.frequency&1 == 0 {
		return standingOfWord(i.frequency >> 1)
	}
	return standing(i.frequency >> 1)
}

// lengthClass is that of the article that was found.
func (i *placeIterator) lengthClass() int { return int(min(i.norm, lengthClasses-1)) }
