package index

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
)

// Columns hold by article what searches sort, count and facet by: the inverse of the index's fields. A column is made
// from the terms of its field, three seconds for all columns of a million articles, and takes four or eight bytes an article.
// Segments never change, so a column is good as long as its segment is, and is kept in a file beside it
// (columnfile.go), from which it is read when it is first asked for.
type columns struct {
	mu        sync.Mutex
	file      *columnFile // nil where there is none
	times     []int64
	ids       []uint64
	incidents []uint64
	values    map[string]*valueColumn
	days      []partDay
}

// noTime is the time of an article that has none.
const noTime = math.MinInt64

// times are the articles' times, in seconds since 1970, noTime for none.
func (p *part) times() ([]int64, error) {
	return numberColumn(&p.columns.times, p, fieldTime, noTime, func(term string) (int64, error) {
		t, err := time.Parse(time.RFC3339, term)
		return t.Unix(), err
	})
}

// ids are the first eight bytes of the articles' IDs: they sort as the IDs do, as far as they differ.
func (p *part) ids() ([]uint64, error) {
	return numberColumn(&p.columns.ids, p, fieldID, 0, func(term string) (uint64, error) { return idPrefix(term), nil })
}

func idPrefix(id string) uint64 {
	var b [8]byte
	copy(b[:], id)
	return binary.BigEndian.Uint64(b[:])
}

// incidents are hashes of the articles' incidents, 0 for none.
func (p *part) incidents() ([]uint64, error) {
	return numberColumn(&p.columns.incidents, p, fieldIncident, 0, func(term string) (uint64, error) {
		h := fnv.New64a()
		h.Write([]byte(term))
		return max(h.Sum64(), 1), nil
	})
}

// numberColumn returns a column of numbers that are made from the terms of a field, none being that of an article without.
func numberColumn[T int64 | uint64](column *[]T, p *part, field string, none T, number func(term string) (T, error)) ([]T, error) {
	p.columns.mu.Lock()
	defer p.columns.mu.Unlock()
	if *column != nil {
		return *column, nil
	}
	if kept := keptNumbers[T](p.columns, field); kept != nil {
		*column = kept
		return kept, nil
	}
	list := make([]T, p.size())
	for i := range list {
		list[i] = none
	}
	err := p.eachTerm(field, nil, nil, func(term string, articles *roaring.Bitmap) error {
		v, err := number(term)
		if err != nil {
			return err
		}
		for n := range each(articles) {
			list[n] = v
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	*column = list
	return list, nil
}

// A valueColumn holds the values of a field. Most articles have one, some several.
type valueColumn struct {
	terms []string
	first []uint32 // by article: the number of its first value in terms, plus 1; 0 for none; moreValues may be set
	rest  []furtherValue

	counting sync.Once
	counts   []uint32 // of all articles, by value; see count
}

type furtherValue struct{ article, value uint32 }

// moreValues marks the first value of an article that has others in rest, which is sorted by article.
const moreValues = 1 << 31

// values returns the column of a field.
func (p *part) values(field string) (*valueColumn, error) {
	p.columns.mu.Lock()
	defer p.columns.mu.Unlock()
	if c := p.columns.values[field]; c != nil {
		return c, nil
	}
	if p.columns.values == nil {
		p.columns.values = map[string]*valueColumn{}
	}
	if c := p.columns.keptValues(field); c != nil {
		p.columns.values[field] = c
		return c, nil
	}
	c := &valueColumn{first: make([]uint32, p.size())}
	err := p.eachTerm(field, nil, nil, func(term string, articles *roaring.Bitmap) error {
		c.terms = append(c.terms, term)
		value := uint32(len(c.terms))
		for n := range each(articles) {
			if c.first[n] == 0 {
				c.first[n] = value
			} else {
				c.first[n] |= moreValues
				c.rest = append(c.rest, furtherValue{n, value})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(c.rest, func(a, b furtherValue) int { return cmp.Compare(a.article, b.article) })
	p.columns.values[field] = c
	return c, nil
}

// of calls use with the number of each value of an article, plus 1.
func (c *valueColumn) of(article uint32, use func(value uint32)) {
	v := c.first[article]
	if v == 0 {
		return
	}
	use(v &^ moreValues)
	if v&moreValues == 0 {
		return
	}
	i, _ := slices.BinarySearchFunc(c.rest, article, func(f furtherValue, n uint32) int { return cmp.Compare(f.article, n) })
	for ; i < len(c.rest) && c.rest[i].article == article; i++ {
		use(c.rest[i].value)
	}
}
