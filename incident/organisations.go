package incident

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// An organisation has names of its own in each language, which sound nothing like each other: the United Nations are ООН and 联合国. The
// table tells them all by one ID. Names that are spoken alike everywhere are known by their sound and need no table.
//
//go:embed organisations/names.txt
var organisationTable string

// An organisation is a line of the table.
type organisation struct {
	id     string
	chance float32 // that an article names it
	names  []organisationName
}

type organisationName struct {
	langs   []string // "*" stands for all
	name    string
	acronym bool
}

var organisations = sync.OnceValue(func() (list []organisation) {
	for line := range strings.Lines(organisationTable) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) < 3 || strings.HasPrefix(line, "#") {
			continue
		}
		thousandths, _ := strconv.Atoi(fields[1])
		o := organisation{id: fields[0], chance: float32(thousandths) / 1000}
		for _, field := range fields[2:] {
			langs, names, _ := strings.Cut(field, ":")
			for name := range strings.SplitSeq(names, ",") {
				name, acronym := strings.CutSuffix(name, ".")
				o.names = append(o.names, organisationName{strings.Fields(langs), name, acronym})
			}
		}
		list = append(list, o)
	}
	return list
})

// organisationGazetteers are made when a language is first met, and are the same for all.
var organisationGazetteers sync.Map

// newOrganisationGazetteer is a gazetteer that finds organisations in texts of a language.
func newOrganisationGazetteer(lang string) *gazetteer {
	made, _ := organisationGazetteers.LoadOrStore(lang, sync.OnceValue(func() *gazetteer { return makeOrganisationGazetteer(lang) }))
	return made.(func() *gazetteer)()
}

func makeOrganisationGazetteer(lang string) *gazetteer {
	g := emptyGazetteer(lang, opensOrganisation)
	for end := range strings.FieldsSeq(adjectiveEndings[lang]) {
		g.endings[fold(end)] = true
	}
	table := tableOf(lang)
	for _, o := range organisations() {
		for _, n := range o.names {
			for _, l := range n.langs {
				if l == table || l == "*" {
					p := place{key: "o" + o.id, country: "o" + o.id, people: math.MaxInt32, title: true, acronym: n.acronym}
					g.add(n.name, p, !n.acronym)
					if bare, ok := strings.CutPrefix(n.name, "ال"); ok {
						g.add(bare, p, !n.acronym) // "للأمم", for the United Nations
					}
				}
			}
		}
	}
	g.sort()
	return g
}

// adjectiveEndings are those of adjectives in names of several words, beside the endings of places.
var adjectiveEndings = map[string]string{
	"ru": "ого ому ым ую ых ыми его им их ими",
	"uk": "ого ому им у их ими ої ій ою",
	"be": "ага аму ым ую ых ымі",
	"bg": "ият ата ото ите",
	"pl": "iego iemu im ej ich ego emu ym ych ymi ą",
	"cs": "ého ému ým é ou ých ém",
	"sk": "ého ému ým é ou ých om",
	"hr": "og om oj ih im", "sr": "og om oj ih im ог ом ој их им", "sl": "ega emu em ih im o",
}

// organisationChances are the chances of the table by key.
var organisationChances = sync.OnceValue(func() map[uint64]float32 {
	m := map[uint64]float32{}
	for _, o := range organisations() {
		m[key('o', "o"+o.id)] = o.chance
	}
	return m
})

// addOrganisations adds the organisations of a text.
func (d *draft) addOrganisations(list []mention, stats *langStats) (observed []uint64) {
	for _, m := range list {
		k := key('o', m.key)
		observed = append(observed, k)
		if rarity := stats.rarity(k, organisationChances()); rarity >= minRarity {
			d.add(kindOrganisation, k, rarity*emphasis(m.order, m.count), m.surface)
		}
	}
	return observed
}

// isAcronym reports whether a word is written in capitals alone. Scripts without them have no other sign of it.
func isAcronym(word string) bool {
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
	}
	return utf8.RuneCountInString(word) >= 1
}
