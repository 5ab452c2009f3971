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
	terms   map[string]*termReader // nil where bleve must read them
}

// read gives a view of the index as it is now.
func (ix *Index) read(use func(*view) error) error {
	if ix.building.Load() {
		return ErrBuilding
	}
	return ix.look(use)
}

// look is read for what may be looked at while the index is being built.
func (ix *Index) look(use func(*view) error) error {
	return ix.snapshot(func(snapshot *scorch.IndexSnapshot) error {
		v := &view{}
		for _, s := range snapshot.Segments() {
			if s.LiveSize() == 0 {
				continue
			}
			v.live += int(s.LiveSize())
			v.parts = append(v.parts, &part{id: s.Id(), segment: s.Segment(), deleted: s.Deleted(), dicts: map[string]segment.TermDictionary{}, terms: map[string]*termReader{}})
		}
		ix.columns.attach(v)
		return use(v)
	})
}

// snapshot gives the segments of the index as it is now. They stay open, and mapped, while they are used.
func (ix *Index) snapshot(use func(*scorch.IndexSnapshot) error) (err error) {
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
	return use(snapshot)
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
		if b.GetCardinality() == 1 {
			yield(b.Minimum()) // most terms have one article, and the buffer is larger than what they come with
			return
		}
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

// postings are the articles that have a term in a field.
func (p *part) postings(field, term string) (termPostings, error) {
	r, ok := p.terms[field]
	if !ok {
		var err error
		if r, err = openTerms(p.segment, field); err != nil {
			return termPostings{}, err
		}
		p.terms[field] = r
	}
	if r != nil {
		return r.postings(term)
	}
	d, err := p.dictionary(field)
	if err != nil {
		return termPostings{}, err
	}
	return postingsOf(d, []byte(term))
}

// frequency is the number of articles that have a term in a field.
func (v *view) frequency(field, term string) (int, error) {
	n := 0
	for _, p := range v.parts {
		t, err := p.postings(field, term)
		if err != nil {
			return 0, err
		}
		if t.articles != nil {
			n += int(p.live(t.articles).GetCardinality())
		}
	}
	return n, nil
}

// postingsOf are the articles of a term as bleve reads them.
func postingsOf(d segment.TermDictionary, term []byte) (termPostings, error) {
	list, err := d.PostingsList(term, nil, nil)
	if err != nil {
		return termPostings{}, err
	}
	i, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return termPostings{}, fmt.Errorf("postings of %T have no bitmap", list)
	}
	if n, one := i.DocNum1Hit(); one {
		return termPostings{articles: roaring.BitmapOf(uint32(n)), list: list}, nil
	}
	return termPostings{articles: i.ActualBitmap(), list: list}, nil
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
		t, err := postingsOf(d, []byte(entry.Term))
		if err != nil {
			return err
		}
		if t.articles == nil {
			continue
		}
		if err := visit(entry.Term, t.articles); err != nil {
			return err
		}
	}
}

// articleID is the ID of the article of a number.
func (p *part) articleID(n uint32) (string, error) {
	id, err := p.segment.DocID(uint64(n))
	return string(id), err
}
