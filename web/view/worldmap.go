package view

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"parallax/news"
)

// onMap is a country on the map of the world. The outlines are an asset of their own, so that a page carries only what it says
// about them: each is referred to by its number.
type onMap struct {
	number string // of ISO 3166, three digits; "XK" for Kosovo, which has none
	x, y   int    // where its dot goes
	drawn  bool   // whether it has an outline; the smallest have none
}

// A CountryCount is how many articles of an incident come from one country.
type CountryCount struct {
	Code     string // ISO 3166-1 alpha-2
	Articles int
	First    bool // whether the first report of all came from there
}

// CountryCounts sums the articles of an incident up by country, most articles first. Those of sources whose country isn't known
// are left out.
func CountryCounts(i news.Incident, tallies []news.Tally) []CountryCount {
	var out []CountryCount
	at := map[string]int{}
	for _, t := range tallies {
		if t.Country == "" {
			continue
		}
		n, known := at[t.Country]
		if !known {
			n = len(out)
			at[t.Country] = n
			out = append(out, CountryCount{Code: t.Country, First: len(i.Headlines) > 0 && i.Headlines[0].Source.Country == t.Country})
		}
		out[n].Articles += t.Articles
	}
	slices.SortStableFunc(out, func(a, b CountryCount) int {
		return cmp.Or(b.Articles-a.Articles, strings.Compare(a.Code, b.Code))
	})
	return out
}

// place finds a country on the map.
func (c CountryCount) place() (onMap, bool) {
	number := c.Code
	if region, err := language.ParseRegion(c.Code); err == nil && c.Code != "XK" {
		number = fmt.Sprintf("%03d", region.M49())
	}
	at, ok := slices.BinarySearchFunc(countriesOnMap, number, func(m onMap, n string) int { return strings.Compare(m.number, n) })
	if !ok {
		return onMap{}, false
	}
	return countriesOnMap[at], true
}

// class tells the country of the first report from the others.
func (c CountryCount) class() string {
	if c.First {
		return "reports first"
	}
	return "reports"
}

// radius is that of the dot of a country, whose area stands for its articles beside those of the country with most.
func (c CountryCount) radius(all []CountryCount) string {
	const least, most = 4, 13
	return coordinate(max(least, most*math.Sqrt(float64(c.Articles)/float64(all[0].Articles))))
}

// onTheMap counts the countries that the map has.
func onTheMap(all []CountryCount) (n int) {
	for _, c := range all {
		if _, ok := c.place(); ok {
			n++
		}
	}
	return n
}
