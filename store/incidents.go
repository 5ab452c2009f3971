package store

import (
	"database/sql"
	"encoding/json"
	"math"

	"parallax/news"
)

// A report is what an incident needs to know of one of its articles.
type report struct {
	id, language, country, source, copyOf, topic string
	time                                         int64
}

// recountIncident sums an incident's articles up.
func (t *tx) recountIncident(n int64) error {
	rows, err := t.rows(`SELECT id, time, language, country, source, copy_of, topic FROM articles
		WHERE incident = ? ORDER BY time, id`, n)
	reports, err := collect(rows, err, func(r *sql.Rows) (a report, err error) {
		err = r.Scan(&a.id, &a.time, &a.language, &a.country, &a.source, &a.copyOf, &a.topic)
		return a, err
	})
	if err != nil {
		return err
	}
	if len(reports) == 0 {
		_, err := t.exec(`UPDATE incidents SET first = 0, last = 0, rank = 0, articles = 0, languages = 0, body = '' WHERE n = ?`, n)
		if err == nil {
			_, err = t.exec(`DELETE FROM incident_facets WHERE incident = ?`, n)
		}
		return err
	}
	sum := sumUp(reports)
	inc := news.Incident{
		First: fromMicro(sum.first), Last: fromMicro(sum.last), Articles: len(reports), Independent: sum.independent, Sources: len(sum.sources),
		Languages: ordered(tallies(sum.languages)), Countries: ordered(tallies(sum.countries)), Schema: news.SchemaVersion,
	}
	for _, id := range sum.headlines {
		h, err := t.headline(id)
		if err != nil {
			return err
		}
		inc.Headlines = append(inc.Headlines, h)
	}
	_, err = t.row([]any{&inc.ID, &inc.SplitFrom, &inc.Posts}, `SELECT i.id, COALESCE((SELECT p.id FROM incidents p WHERE p.n = i.parted), ''), (SELECT COUNT(DISTINCT e.post) FROM articles a
		JOIN embeds e ON e.article = a.n WHERE a.incident = i.n) FROM incidents i WHERE i.n = ?`, n)
	if err != nil {
		return err
	}
	body, err := json.Marshal(inc)
	if err != nil {
		return err
	}
	_, err = t.exec(`UPDATE incidents SET first = ?, last = ?, rank = ?, articles = ?, languages = ?, body = ? WHERE n = ?`,
		sum.first, sum.last, sum.rank(), len(reports), len(inc.Languages), string(body), n)
	if err != nil {
		return err
	}
	return t.facets(n, sum)
}

// A summary is what the reports of an incident say together.
type summary struct {
	first, last                   int64
	headlines                     []string // the first article of each language
	languages, countries, sources map[string]int
	topics                        map[string]int // of the reports that tell theirs
	independent                   int            // reports that copy no other
	owners                        int            // sources with such a report
}

// sumUp sums reports up that come in the order of their time.
func sumUp(reports []report) summary {
	s := summary{first: reports[0].time, last: reports[len(reports)-1].time,
		languages: map[string]int{}, countries: map[string]int{}, sources: map[string]int{}, topics: map[string]int{}}
	own := map[string]bool{}
	for _, r := range reports {
		if s.languages[r.language] == 0 {
			s.headlines = append(s.headlines, r.id)
		}
		s.languages[r.language]++
		s.sources[r.source]++
		if r.country != "" {
			s.countries[r.country]++
		}
		if r.topic != "" {
			s.topics[r.topic]++
		}
		if r.copyOf == "" {
			s.independent++
			own[r.source] = true
		}
	}
	s.owners = len(own)
	return s
}

// rank is what IncidentFilter.Rank orders by:
//
//	log2(independent sources) + log2(languages) + ½·log2(countries) + latest report / 12 h
//
// A source is independent if one of its reports isn't a copy. So twice the sources, or twice the languages, weigh
// as much as twelve hours of freshness. It orders like (sources · languages · √countries) · 2^(−age / 12 h) with
// the age counted from the newest incident, or from any other moment; therefore it can be stored, and a collection
// from years ago is ranked like today's.
func (s *summary) rank() float64 {
	const halfLife = 12 * 3600 * 1e6 // microseconds
	log2 := func(n int) float64 { return math.Log2(float64(max(n, 1))) }
	languages := len(ordered(tallies(s.languages)))
	return log2(s.owners) + log2(languages) + log2(len(s.countries))/2 + float64(s.last)/halfLife
}

// mainTopics are those of the topics that no fewer than a third of the reports with a topic have.
func (s *summary) mainTopics() map[string]int {
	main, all := map[string]int{}, 0
	for _, n := range s.topics {
		all += n
	}
	for topic, n := range s.topics {
		if 3*n >= all {
			main[topic] = n
		}
	}
	return main
}

func (t *tx) headline(article string) (h news.Headline, err error) {
	var at int64
	var dated bool
	var name, host, country sql.NullString
	_, err = t.row([]any{&h.Article, &h.Title, &h.Language, &h.Source.ID, &at, &dated, &name, &host, &country},
		`SELECT a.id, a.title, a.language, a.source, a.time, a.dated, s.name, s.host, s.country
		FROM articles a LEFT JOIN sources s ON s.id = a.source WHERE a.id = ?`, article)
	h.Source.Name, h.Source.Host, h.Source.Country = name.String, host.String, country.String
	if dated {
		h.Published = fromMicro(at)
	}
	return h, err
}

// facets brings the table of an incident's languages, countries and sources up to date, touching only what differs.
func (t *tx) facets(n int64, s summary) error {
	rows, err := t.rows(`SELECT kind, value FROM incident_facets WHERE incident = ?`, n)
	before, err := collect(rows, err, func(r *sql.Rows) (f facet, err error) {
		err = r.Scan(&f.kind, &f.value)
		return f, err
	})
	if err != nil {
		return err
	}
	now := map[facet]bool{}
	for kind, values := range map[string]map[string]int{"language": s.languages, "country": s.countries, "source": s.sources, "topic": s.mainTopics()} {
		for value := range values {
			now[facet{kind: kind, value: value}] = true
		}
	}
	for _, f := range before {
		if now[f] {
			delete(now, f)
		} else if _, err := t.exec(`DELETE FROM incident_facets WHERE incident = ? AND kind = ? AND value = ?`, n, f.kind, f.value); err != nil {
			return err
		}
	}
	for f := range now {
		if _, err := t.exec(`INSERT INTO incident_facets (incident, kind, value) VALUES (?, ?, ?)`, n, f.kind, f.value); err != nil {
			return err
		}
	}
	return nil
}
