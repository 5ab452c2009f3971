package view

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"parallax/news"
	"parallax/web/words"
)

// A Why says in words for what an article is filed where it is.
type Why struct {
	Language string       // of the article, in whose words the values are
	Opened   bool         // it was the first report
	ByHand   bool         // a person put it there
	Note     string       // of that person
	Divided  string       // ID of the incident that it was in before that fell apart; empty if none did
	Shared   []Comparison // what it has in common with which reports, the strongest first
}

// Said reports whether there is anything to say.
func (w Why) Said() bool { return w.Opened || w.ByHand || w.Divided != "" || len(w.Shared) > 0 }

// A Comparison is what an article has in common with one other report.
type Comparison struct {
	With    *news.Headline // the report, where it is known
	Reasons []Reason       // strongest first
	weight  float64
}

// A Reason is one thing that two reports have in common.
type Reason struct {
	Kind   string // one of the Evidence… constants of news
	Label  string // what it is, in words
	Values []Value
	Weight float64
	Share  float64 // of all that speaks for the filing, 0 to 1
}

// A Value is one thing shared.
type Value struct {
	Text string
	Href string // of the site's page about it; may be empty
	Own  bool   // whether it is in the words of the article, rather than in ours or another's
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

// Why puts the evidence of an article into words.
func (r Reader) Why(a news.Article, known Known) Why {
	w := Why{Language: a.Language}
	if a.Incident == nil {
		return w
	}
	var total float64
	for _, e := range a.Incident.Evidence {
		total += max(e.Weight, 0)
	}
	place := map[string]int{} // of each article in w.Shared
	for _, e := range a.Incident.Evidence {
		switch e.Kind {
		case news.EvidenceFounder:
			w.Opened = true
			continue
		case news.EvidenceCorrection:
			w.ByHand, w.Note = true, Line(strings.Join(e.Values, " "), clipLead, "")
			continue
		case news.EvidenceSplit:
			w.Divided = strings.Join(e.Values, "")
			continue
		}
		at, ok := place[e.Article]
		if !ok {
			at = len(w.Shared)
			place[e.Article] = at
			w.Shared = append(w.Shared, Comparison{With: known.Headline(e.Article)})
		}
		reason := Reason{Kind: e.Kind, Label: r.evidenceLabel(e.Kind), Weight: e.Weight}
		if total > 0 {
			reason.Share = max(e.Weight, 0) / total
		}
		for _, v := range e.Values {
			reason.Values = append(reason.Values, known.value(r, e.Kind, v))
		}
		c := &w.Shared[at]
		c.Reasons, c.weight = append(c.Reasons, reason), c.weight+e.Weight
	}
	slices.SortStableFunc(w.Shared, func(a, b Comparison) int { return cmp.Compare(b.weight, a.weight) })
	for _, c := range w.Shared {
		slices.SortStableFunc(c.Reasons, func(a, b Reason) int { return cmp.Compare(b.Weight, a.Weight) })
	}
	return w
}

func (r Reader) evidenceLabel(kind string) string {
	switch kind {
	case news.EvidencePost:
		return r.Reasons.Post
	case news.EvidenceLink:
		return r.Reasons.Link
	case news.EvidenceQuote:
		return r.Reasons.Quote
	case news.EvidenceName:
		return r.Reasons.Name
	case news.EvidenceOrganisation:
		return r.Reasons.Organisation
	case news.EvidencePlace:
		return r.Reasons.Place
	case news.EvidenceNumber:
		return r.Reasons.Number
	case news.EvidenceDate:
		return r.Reasons.Date
	case news.EvidenceWords:
		return r.Reasons.Words
	case news.EvidenceMeaning:
		return r.Reasons.Meaning
	case news.EvidenceTime:
		return r.Reasons.Time
	case news.EvidenceCopy:
		return r.Reasons.Copy
	}
	return Line(kind, clipValue, r.Reasons.Another)
}

func (k Known) value(r Reader, kind, value string) Value {
	v := Value{Text: Line(value, clipValue, r.Reasons.Invisible), Own: true}
	switch kind {
	case news.EvidencePost:
		v.Own, v.Href = false, r.To(postPath(value))
		if p, ok := k.Posts[value]; ok {
			v.Text = r.postAuthor(p)
			if isSigned(p) {
				v.Text += " (" + PlatformName(p.Platform) + ")"
			}
		}
	case news.EvidenceLink:
		v.Own, v.Href = false, webAddress(value)
	case news.EvidenceTime:
		v.Own, v.Text = false, r.apart(value)
	}
	return v
}

// apart puts a distance in time into words that evidence gives in hours, as in "3 h".
func (r Reader) apart(value string) string {
	hours, err := strconv.ParseFloat(strings.TrimSuffix(value, " h"), 64)
	switch {
	case err != nil:
		return Line(value, clipValue, r.Reasons.Close)
	case hours < 1:
		return r.Reasons.WithinHour
	}
	return words.Fill(r.Reasons.Apart, "span", r.Span(time.Duration(hours*float64(time.Hour))))
}
