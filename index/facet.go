package index

import (
	"cmp"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
)

// A Facet counts the articles that the query finds by one of their properties.
type Facet struct {
	Field  string // language, source, country, day, author or platform
	Values []FacetValue
}

// A FacetValue is how many articles have a value. Values come by their count, days newest first.
type FacetValue struct {
	Value string
	Count int
}

// facetSize is how many values of a facet are given: the most frequent.
const facetSize = 50

// facetFields are the facets, in the order in which they are given, with the fields of the index that they count.
var facetFields = []struct{ name, field string }{
	{"language", fieldLanguage},
	{"source", fieldSource},
	{"country", fieldCountry},
	{"day", fieldDay},
	{"author", fieldByline},
	{"platform", fieldPlatform},
}

// facetCounts count values, by facet.
type facetCounts []map[string]int

func newFacetCounts() facetCounts {
	c := make(facetCounts, len(facetFields))
	for i := range c {
		c[i] = map[string]int{}
	}
	return c
}

// add counts the values of the articles that were found in a part.
func (c facetCounts) add(p *part, found *roaring.Bitmap) error {
	for i, f := range facetFields {
		column, err := p.values(f.field)
		if err != nil {
			return err
		}
		for value, n := range column.count(found) {
			if n > 0 {
				c[i][column.terms[value]] += int(n)
			}
		}
	}
	return nil
}

// count counts articles by value.
func (c *valueColumn) count(articles *roaring.Bitmap) []uint32 {
	counts := make([]uint32, len(c.terms))
	if len(c.terms) == 0 {
		return counts
	}
	for number := range each(articles) {
		switch v := c.first[number]; {
		case v == 0:
		case v&moreValues == 0:
			counts[v-1]++
		default:
			c.of(number, func(v uint32) { counts[v-1]++ })
		}
	}
	return counts
}

// facets are the most frequent values.
func (c facetCounts) facets() []Facet {
	var list []Facet
	for i, f := range facetFields {
		facet := Facet{Field: f.name}
		for value, n := range c[i] {
			facet.Values = append(facet.Values, FacetValue{value, n})
		}
		slices.SortFunc(facet.Values, func(a, b FacetValue) int {
			return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
		})
		facet.Values = facet.Values[:min(len(facet.Values), facetSize)]
		if f.field == fieldDay {
			slices.SortFunc(facet.Values, func(a, b FacetValue) int { return strings.Compare(b.Value, a.Value) })
		}
		list = append(list, facet)
	}
	return list
}
