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

func newFacetCounts() facetCounts { return make(facetCounts, len(facetFields)) }

// add counts the values of the articles that were found.
func (c facetCounts) add(matches []match) error {
	return inParallel(len(c), func(i int) error {
		c[i] = map[string]int{}
		for _, m := range matches {
			column, err := m.part.values(facetFields[i].field)
			if err != nil {
				return err
			}
			for value, n := range column.count(m.found) {
				if n > 0 {
					c[i][column.terms[value]] += int(n)
				}
			}
		}
		return nil
	})
}

// count counts articles by value. The counts must not be changed.
func (c *valueColumn) count(articles *roaring.Bitmap) []uint32 {
	if int(articles.GetCardinality()) == len(c.first) {
		c.counting.Do(func() { c.counts = c.countEach(articles) })
		return c.counts
	}
	return c.countEach(articles)
}

func (c *valueColumn) countEach(articles *roaring.Bitmap) []uint32 {
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
		facet := Facet{Field: f.name, Values: mostFrequent(c[i], facetSize)}
		if f.field == fieldDay {
			slices.SortFunc(facet.Values, func(a, b FacetValue) int { return strings.Compare(b.Value, a.Value) })
		}
		list = append(list, facet)
	}
	return list
}

// mostFrequent are at most so many values, the most frequent first.
func mostFrequent(counts map[string]int, most int) []FacetValue {
	var list []FacetValue
	order := func(a, b FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Value, b.Value))
	}
	for value, n := range counts {
		v := FacetValue{value, n}
		if len(list) == most {
			if order(v, list[most-1]) > 0 {
				continue
			}
			list = list[:most-1]
		}
		at, _ := slices.BinarySearchFunc(list, v, order)
		list = slices.Insert(list, at, v)
	}
	return list
}
