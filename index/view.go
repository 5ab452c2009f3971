package index

import (
	"fmt"
	"iter"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A view is the index at one moment: what a search reads, whatever is written meanwhile.
type view struct {
	parts []*part
	live  int // articles
}

// A part is one of the segments that bleve keeps the index in. Its articles are numbered from 0; a bitmap is a set of
// such numbers. It serves one search, and one goroutine.
type part struct {
	id      uint64
	segment segment.Segment
	deleted *roaring.Bitmap // those that were replaced or deleted since, nil for none
	columns *columns
	dicts   map[string]segment.TermDictionary
}

// read gives a view of the index as it is now.
func (ix *Index) read(use func(*view) error) error {
	if ix.building.Load() {
		return ErrBuilding
	}
	return ix.look(use)
}

// look is read for what may be looked at while the index is being built.
func (ix *Index) look(use func(*view) error) (err error) {
	advanced, err := ix.bleve.Advanced()
	if err != nil {
		return err
	}
	r, err := advanced.Reader()
	if err != nil {
		return err
	}
	defer func() {
		if cerr := r.Close(); err == nil {
			err = cerr
		}
	}()
	snapshot, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("index: bleve keeps it as %T, not in segments", r)
	}
	v := &view{}
	for _, s := range snapshot.Segments() {
		if s.LiveSize() == 0 {
			continue
		}
		v.live += int(s.LiveSize())
		v.parts = append(v.parts, &part{id: s.Id(), segment: s.Segment(), deleted: s.Deleted(), dicts: map[string]segment.TermDictionary{}})
	}
	ix.columns.attach(v)
	return use(v)
}

// A columnCache keeps the columns of the segments that the index has, for one search after the other.
type columnCache struct {
	folder string // of their files
	mu     sync.Mutex
	known  map[uint64]*columns
}

// attach gives each part of a view its columns, and drops those of segments that are no more.
func (c *columnCache) attach(v *view) {
	c.mu.Lock()
	defer c.mu.Unlock()
	next := make(map[uint64]*columns, len(v.parts))
	for _, p := range v.parts {
		p.columns = c.known[p.id]
		if p.columns == nil {
			p.columns = &columns{}
			if key, ok := p.key(); ok {
				p.columns.file, _ = openColumns(c.folder, key) // they can be made again
			}
		}
		next[p.id] = p.columns
	}
	c.known = next
}

// each visits the articles of a bitmap, in ascending order.
func each(b *roaring.Bitmap) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		var buffer [1024]uint32 // a bitmap that is asked one by one takes twice the time
		i := b.ManyIterator()
		for n := i.NextMany(buffer[:]); n > 0; n = i.NextMany(buffer[:]) {
			for _, number := range buffer[:n] {
				if !yield(number) {
					return
				}
			}
		}
	}
}

func (p *part) size() int { return int(p.segment.Count()) }

// live returns what is in a bitmap and not deleted. The bitmap is not changed.
func (p *part) live(b *roaring.Bitmap) *roaring.Bitmap {
	if p.deleted == nil || p.deleted.IsEmpty() {
		return b
	}
	return roaring.AndNot(b, p.deleted)
}

// all are the articles, deleted ones among them.
func (p *part) all() *roaring.Bitmap {
	b := roaring.New()
	b.AddRange(0, uint64(p.size()))
	return b
}

func (p *part) dictionary(field string) (segment.TermDictionary, error) {
	d, ok := p.dicts[field]
	if !ok {
		var err error
		if d, err = p.segment.Dictionary(field); err != nil {
			return nil, err
		}
		p.dicts[field] = d
	}
	return d, nil
}

// postings are the articles that have a term in a field, deleted ones among them; nil for none.
func (p *part) postings(field, term string) (segment.PostingsList, *roaring.Bitmap, error) {
	d, err := p.dictionary(field)
	if err != nil {
		return nil, nil, err
	}
	return postingsOf(d, []byte(term))
}

// frequency is the number of articles that have a term in a field.
func (v *view) frequency(field, term string) (int, error) {
	n := 0
	for _, p := range v.parts {
		_, articles, err := p.postings(field, term)
		if err != nil {
			return 0, err
		}
		if articles != nil {
			n += int(p.live(articles).GetCardinality())
		}
	}
	return n, nil
}

func postingsOf(d segment.TermDictionary, term []byte) (segment.PostingsList, *roaring.Bitmap, error) {
	list, err := d.PostingsList(term, nil, nil)
	if err != nil {
		return nil, nil, err
	}
	i, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, nil, fmt.Errorf("postings of %T have no bitmap", list)
	}
	if n, one := i.DocNum1Hit(); one {
		return list, roaring.BitmapOf(uint32(n)), nil
	}
	return list, i.ActualBitmap(), nil
}

// eachTerm visits the terms of a field from one up to and without another, in ascending order. A nil bound is none. The
// term is good until the next one.
func (p *part) eachTerm(field string, from, until []byte, visit func(term string, articles *roaring.Bitmap) error) error {
	d, err := p.dictionary(field)
	if err != nil {
		return err
	}
	i := d.AutomatonIterator(nil, from, until)
	for {
		entry, err := i.Next()
		if err != nil {
			return err
		}
		if entry == nil {
			return nil
		}
		_, articles, err := postingsOf(d, []byte(entry.Term))
		if err != nil {
			return err
		}
		if articles == nil {
			continue
		}
		if err := visit(entry.Term, articles); err != nil {
			return err
		}
	}
}

// articleID is the ID of the article of a number.
func (p *part) articleID(n uint32) (string, error) {
	id, err := p.segment.DocID(uint64(n))
	return string(id), err
}

// A placeIterator visits the places of a term, article by article.
type placeIterator struct {
	postings segment.PostingsIterator
	current  segment.Posting
	list     []place
}

// placesOf visits the places of a term in those of the articles of its postings that are wanted.
func placesOf(list segment.PostingsList, articles, wanted *roaring.Bitmap, located bool) (*placeIterator, error) {
	i := &placeIterator{postings: list.Iterator(true, true, located, nil)}
	if narrow, ok := i.postings.(segment.OptimizablePostingsIterator); ok && wanted != nil {
		if _, one := narrow.DocNum1Hit(); !one {
			narrow.ReplaceActual(roaring.And(articles, wanted))
		}
	}
	return i, i.next()
}

// next moves on to the next article.
func (i *placeIterator) next() (err error) {
	i.current, err = i.postings.Next()
	return err
}

// advance moves on to an article or one behind it, and reports whether it has come to that article.
func (i *placeIterator) advance(n uint32) (bool, error) {
	for i.current != nil && i.current.Number() < uint64(n) {
		if err := i.next(); err != nil {
			return false, err
		}
	}
	return i.current != nil && i.current.Number() == uint64(n), nil
}

// places are those in the current article, good until the next one. The iterator must have been made with locations.
func (i *placeIterator) places() []place {
	var r placeReader
	i.list = i.list[:0]
	f := i.current.Frequency()
	if f&1 == 0 {
		i.list = r.read(f>>1, i.list)
		return i.list
	}
	for _, l := range i.current.Locations() {
		for _, word := range []uint64{l.Pos(), l.Start(), l.End()} {
			i.list = r.read(word, i.list)
		}
		for _, word := range l.ArrayPositions() {
			i.list = r.read(word, i.list)
		}
	}
	return i.list
}

// standing is that of the current article.
func (i *placeIterator) standing() standing {
	f := i.current.Frequency()
	if f&1 == 0 {
		return standingOfWord(f >> 1)
	}
	return standing(f >> 1)
}

// lengthClass is that of the current article.
func (i *placeIterator) lengthClass() int {
	if n, ok := i.current.(interface{ NormUint64() uint64 }); ok {
		return int(min(n.NormUint64(), lengthClasses-1))
	}
	return 0
}
