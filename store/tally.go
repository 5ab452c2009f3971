package store

import (
	"cmp"
	"database/sql"
	"slices"
)

// A tally says how often a value occurs.
type tally struct {
	value string
	count int
}

func scanTally(r *sql.Rows) (c tally, err error) {
	err = r.Scan(&c.value, &c.count)
	return c, err
}

// ordered returns the values, the most frequent first, without the unknown: empty and "und". It never returns nil.
func ordered(tallies []tally) []string {
	slices.SortFunc(tallies, func(a, b tally) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.value, b.value))
	})
	values := make([]string, 0, len(tallies))
	for _, c := range tallies {
		if !unknownLanguage(c.value) {
			values = append(values, c.value)
		}
	}
	return values
}

// tallies turns a map of counts into tallies.
func tallies(counts map[string]int) []tally {
	all := make([]tally, 0, len(counts))
	for value, count := range counts {
		all = append(all, tally{value, count})
	}
	return all
}
