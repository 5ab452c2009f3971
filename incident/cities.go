package incident

import (
	"compress/gzip"
	"embed"
	"io"
	"strconv"
	"strings"
	"sync"
)

//go:embed places/cities.txt.gz places/names
var placeTables embed.FS

// A city is one of GeoNames's. See places/make.py for the tables.
type city struct {
	key       string // "g" and GeoNames's number
	country   string
	thousands int  // of inhabitants
	capital   bool // of its country
	english   string
}

// cities are all cities by GeoNames's number.
var cities = sync.OnceValue(func() map[string]city {
	all := map[string]city{}
	for line := range strings.Lines(placeTable("places/cities.txt.gz")) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		thousands, _ := strconv.Atoi(f[2])
		all[f[0]] = city{key: "g" + f[0], country: f[1], thousands: thousands, capital: f[3] != "", english: f[4]}
	}
	return all
})

// cityNames calls yield with the names of cities in a language. In a language of Latin letters a city without a name of its own goes by its
// English one.
func cityNames(lang string, yield func(c city, name string)) {
	table := placeTable("places/names/" + tableOf(lang) + ".gz")
	if table == "" {
		return
	}
	all := cities()
	listed := map[string]bool{}
	for line := range strings.Lines(table) {
		number, names, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		listed[number] = true
		for name := range strings.SplitSeq(names, "\t") {
			if name != "" {
				yield(all[number], name)
			}
		}
	}
	if scriptOf(lang) != latin {
		return
	}
	for number, c := range all {
		if !listed[number] {
			yield(c, c.english)
		}
	}
}

// tableOf is the language whose table of cities a language uses.
func tableOf(lang string) string {
	switch lang {
	case "no":
		return "nb"
	case "tl":
		return "fil"
	case "iw":
		return "he"
	}
	return lang
}

// placeTable reads an embedded table, "" where there is none.
func placeTable(name string) string {
	f, err := placeTables.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		panic("incident: the embedded table " + name + " is damaged: " + err.Error())
	}
	b, err := io.ReadAll(r)
	if err != nil {
		panic("incident: the embedded table " + name + " is damaged: " + err.Error())
	}
	return string(b)
}
