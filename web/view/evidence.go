package view

import (
	"slices"

	"parallax/news"
)

// A Report is an article as one of an incident's reports.
type Report struct {
	Article         news.Article
	First           bool // the first of the whole incident
	FirstInLanguage bool
	Reasons         []Reason
	Original        *news.Headline // of which it is a copy, where that is known
}

// A Reason says in words one thing for which an article is filed where it is.
type Reason struct {
	Kind   string // one of the Evidence… constants of news
	Label  string // in words, ending where the values begin
	Values []Value
	Weight float64
	Share  float64        // of the whole score, 0 to 1
	With   *news.Headline // the report that it shares this with, where that is known
}

// A Value is one thing shared.
type Value struct {
	Text string
	Href string // of the site's page about it; may be empty
}

// Known is what a page knows of the records that evidence points at, by their IDs.
type Known struct {
	Headlines map[string]news.Headline // of articles
	Posts     map[string]news.Post
}

// Headline returns the headline of an article, or nil where the page doesn't know it.
func (k Known) Headline(article string) *news.Headline {
	if h, ok := k.Headlines[article]; ok {
		return &h
	}
	return nil
}

// Reasons puts evidence into words, strongest first.
func Reasons(evidence []news.Evidence, known Known) []Reason {
	var total float64
	for _, e := range evidence {
		total += max(e.Weight, 0)
	}
	out := make([]Reason, 0, len(evidence))
	for _, e := range evidence {
		reason := Reason{Kind: e.Kind, Label: evidenceLabel(e.Kind), Weight: e.Weight}
		if total > 0 {
			reason.Share = max(e.Weight, 0) / total
		}
		for _, v := range e.Values {
			reason.Values = append(reason.Values, known.value(e.Kind, v))
		}
		if e.Kind != news.EvidenceFounder {
			reason.With = known.Headline(e.Article)
		}
		out = append(out, reason)
	}
	slices.SortStableFunc(out, func(a, b Reason) int {
		switch {
		case a.Weight > b.Weight:
			return -1
		case a.Weight < b.Weight:
			return 1
		}
		return 0
	})
	return out
}

func evidenceLabel(kind string) string {
	switch kind {
	case news.EvidenceFounder:
		return "Its report opened this incident"
	case news.EvidencePost:
		return "Embeds the same post"
	case news.EvidenceLink:
		return "Linked with another report"
	case news.EvidenceName:
		return "Same names"
	case news.EvidencePlace:
		return "Same places"
	case news.EvidenceNumber:
		return "Same numbers"
	case news.EvidenceDate:
		return "Speaks of the same day"
	case news.EvidenceWords:
		return "Same rare words"
	case news.EvidenceTime:
		return "Published close in time"
	case news.EvidenceCopy:
		return "Nearly the same text"
	case news.EvidenceCorrection:
		return "Put here by a person"
	}
	return Line(kind, clipValue, "Another reason")
}

func (k Known) value(kind, value string) Value {
	v := Value{Text: Line(value, clipValue, "(nothing visible)")}
	switch kind {
	case news.EvidencePost:
		v.Href = postPath(value)
		if p, ok := k.Posts[value]; ok {
			v.Text = postAuthor(p)
			if isSigned(p) {
				v.Text += " (" + PlatformName(p.Platform) + ")"
			}
		}
	case news.EvidenceLink:
		v.Href = webAddress(value)
	}
	return v
}
