package web

import (
	"net/http"
	"time"

	"parallax/news"
	"parallax/web/view"
	"parallax/web/words"
)

// A span is how far back the front page looks: only incidents with a report in that time are shown.
type span struct {
	name   string // in the address; empty for all of it
	length time.Duration
	word   func(words.Front) string
}

// spans are the choices, the shortest first.
var spans = [...]span{
	{"hour", time.Hour, func(w words.Front) string { return w.LastHour }},
	{"day", 24 * time.Hour, func(w words.Front) string { return w.LastDay }},
	{"week", 7 * 24 * time.Hour, func(w words.Front) string { return w.LastWeek }},
	{"", 0, func(w words.Front) string { return w.AnyTime }},
}

// spanNames are the values of the parameter "when", of which the first, none, is what holds without one.
func spanNames() []string {
	names := []string{""}
	for _, s := range spans[:len(spans)-1] {
		names = append(names, s.name)
	}
	return names
}

func spanNamed(name string) span {
	for _, s := range spans {
		if s.name == name {
			return s
		}
	}
	return spans[len(spans)-1]
}

// since is when a span began, zero for all of time.
func (s span) since(now time.Time) time.Time {
	if s.length == 0 {
		return time.Time{}
	}
	return now.Add(-s.length)
}

// label names a span, or is empty for all of time.
func (s span) label(r view.Reader) string {
	if s.length == 0 {
		return ""
	}
	return s.word(r.Front)
}

func (s span) choice(r *http.Request, reader view.Reader, current span) view.Choice {
	return view.Choice{Label: s.word(reader.Front), Href: address(r, "when", s.name, "cursor", ""), Current: s.name == current.name}
}

func spanChoices(r *http.Request, reader view.Reader, current span) []view.Choice {
	var out []view.Choice
	for _, s := range spans {
		out = append(out, s.choice(r, reader, current))
	}
	return out
}

// wider is the next longer span in which something passes a filter that nothing passes in a shorter one; it has no address
// where even all of time has nothing.
func (s *site) wider(r *http.Request, reader view.Reader, f news.IncidentFilter, current span) (view.Choice, error) {
	behind := false
	for _, longer := range spans {
		if behind {
			f.Since, f.Window = longer.since(s.now()), news.Window{Limit: 1}
			list, err := s.records.Incidents(r.Context(), f)
			if err != nil || list.Total > 0 {
				return longer.choice(r, reader, current), err
			}
		}
		behind = behind || longer.name == current.name
	}
	return view.Choice{}, nil
}
