package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"parallax/news"
	"parallax/web/view"
)

// places are the languages, countries and topics that can be filtered by: those of the sources with articles and of incidents, the
// ones with most of these first. They change slowly and are asked for by every front page, so they are read again
// only once they are placesAge old.
type places struct {
	records interface {
		SourceRecords
		IncidentRecords
	}
	clock func() time.Time

	mu   sync.Mutex
	read time.Time
	list placeList
}

type placeList struct{ languages, countries, topics []string }

const placesAge = 30 * time.Second

// now returns the languages and countries as they were at most placesAge ago.
func (p *places) now(ctx context.Context) (placeList, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now := p.clock(); p.read.IsZero() || now.Sub(p.read) >= placesAge {
		sources, err := p.records.Sources(ctx)
		if err != nil {
			return placeList{}, err
		}
		list := placesOf(sources)
		if list.topics, err = p.topics(ctx); err != nil {
			return placeList{}, err
		}
		p.list, p.read = list, now
	}
	return p.list, nil
}

// topics are those that incidents have.
func (p *places) topics(ctx context.Context) ([]string, error) {
	counts := map[string]int{}
	for _, topic := range news.Topics {
		list, err := p.records.Incidents(ctx, news.IncidentFilter{Topic: topic, Window: news.Window{Limit: 1}})
		if err != nil {
			return nil, err
		}
		if list.Total > 0 {
			counts[topic] = list.Total
		}
	}
	return byCount(counts), nil
}

func placesOf(sources []news.SourceHealth) placeList {
	languages, countries := map[string]int{}, map[string]int{}
	for _, s := range sources {
		if s.Articles == 0 {
			continue
		}
		for rank, tag := range s.Languages {
			if tag != news.Undetermined {
				languages[tag] += max(s.Articles>>rank, 1) // how many each has isn't known, only their order
			}
		}
		if s.Country != "" {
			countries[s.Country] += s.Articles
		}
	}
	return placeList{languages: byCount(languages), countries: byCount(countries)}
}

// byCount is the keys of counts, the highest count first, equal ones by name.
func byCount(counts map[string]int) []string {
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	return keys
}

func (l placeList) languageChoices(r *http.Request, reader view.Reader, current string) []view.Choice {
	return placeFilter{"lang", reader.Front.AllLanguages, reader.Language}.choices(r, current, l.languages)
}

func (l placeList) countryChoices(r *http.Request, reader view.Reader, current string) []view.Choice {
	return placeFilter{"country", reader.Front.AllCountries, reader.Country}.choices(r, current, l.countries)
}

func (l placeList) topicChoices(r *http.Request, reader view.Reader, current string) []view.Choice {
	return placeFilter{"topic", reader.Front.AllTopics, reader.Topic}.choices(r, current, l.topics)
}

// A placeFilter is a filter of the front page by the parameter name.
type placeFilter struct {
	name, all string
	label     func(value string) string
}

// choices offers a link that takes the filter out, and each value as a link that sets it.
func (f placeFilter) choices(r *http.Request, current string, values []string) []view.Choice {
	out := []view.Choice{{Label: f.all, Href: address(r, f.name, "", "cursor", ""), Current: current == ""}}
	if current != "" && !slices.Contains(values, current) {
		values = append([]string{current}, values...)
	}
	for _, v := range values {
		out = append(out, view.Choice{Label: f.label(v), Href: address(r, f.name, v, "cursor", ""), Current: v == current})
	}
	return out
}
