package main

import "hash/maphash"

// groupAnswers are the answers of a stream that may be long: some 60 bytes for each. They are kept until its end, for an incident
// may turn out to be part of another one late.
type groupAnswers struct {
	articles, incidents, languages *interner
	rows                           []groupRow        // by number of the article
	into                           map[uint32]uint32 // incidents that were merged
}

type groupRow struct{ incident, language uint32 }

func newGroupAnswers() *groupAnswers {
	return &groupAnswers{articles: newInterner(), incidents: newInterner(), languages: newInterner(), into: map[uint32]uint32{}}
}

// put records where an article was filed. Of several decisions on one article the last holds.
func (g *groupAnswers) put(article, incident, language string) {
	n := g.articles.number(article)
	if int(n) == len(g.rows) {
		g.rows = append(g.rows, groupRow{language: g.languages.number(language)})
	}
	g.rows[n].incident = g.incidents.number(incident)
}

func (g *groupAnswers) merge(from, into string) {
	g.into[g.incidents.number(from)] = g.incidents.number(into)
}

// each calls yield with the answers in the order in which the articles came first, until it returns an error.
func (g *groupAnswers) each(yield func(groupAnswer) error) error {
	for n, row := range g.rows {
		incident := row.incident
		for steps := 0; steps <= len(g.into); steps++ { // no more, should they lead in a circle
			next, merged := g.into[incident]
			if !merged {
				break
			}
			incident = next
		}
		err := yield(groupAnswer{ID: g.articles.name(uint32(n)), Incident: g.incidents.name(incident), Language: g.languages.name(row.language)})
		if err != nil {
			return err
		}
	}
	return nil
}

// An interner numbers strings from 0 on. It tells them apart by 64 bits of their hashes, which among a billion strings takes two for
// the same once in forty such collections.
type interner struct {
	seed    maphash.Seed
	numbers map[uint64]uint32
	text    []byte // all strings, one after the other
	ends    []int  // where each ends in text
}

func newInterner() *interner {
	return &interner{seed: maphash.MakeSeed(), numbers: map[uint64]uint32{}}
}

func (i *interner) number(s string) uint32 {
	hash := maphash.String(i.seed, s)
	n, known := i.numbers[hash]
	if !known {
		n = uint32(len(i.ends))
		i.numbers[hash] = n
		i.text = append(i.text, s...)
		i.ends = append(i.ends, len(i.text))
	}
	return n
}

func (i *interner) name(n uint32) string {
	start := 0
	if n > 0 {
		start = i.ends[n-1]
	}
	return string(i.text[start:i.ends[n]])
}
