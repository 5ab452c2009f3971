package view

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"parallax/news"
	"parallax/web/words"
)

// A Reader is whom a page is written for. It has the words of the reader's edition, and writes numbers, times, and names of
// languages and countries the way that reader expects them. Make one with NewReader.
type Reader struct {
	*words.Edition
	Chosen    bool // whether the edition was chosen in the address, so that links have to keep it
	Zone      *time.Location
	Now       time.Time
	dir       string
	languages display.Namer
	regions   display.Namer
}

// NewReader returns a reader of an edition, in a time zone, at a moment. A nil zone is UTC.
func NewReader(e *words.Edition, zone *time.Location, now time.Time) Reader {
	if zone == nil {
		zone = time.UTC
	}
	return Reader{Edition: e, Zone: zone, Now: now.In(zone), dir: Dir(e.Lang()), languages: display.Tags(e.Tag), regions: display.Regions(e.Tag)}
}

// To is the address of one of the site's own pages or feeds in the edition that the reader has chosen, or as it stands where
// none was. Every link of a template goes through it; files and the API are the same in every language and don't.
func (r Reader) To(path string) string {
	if !r.Chosen {
		return path
	}
	return EditionPath(r.Edition, path)
}

// EditionPath is the address of a page in an edition: "/fr/sources" for "/sources".
func EditionPath(e *words.Edition, path string) string { return "/" + e.Lang() + path }

// Dir is the direction of the interface, "ltr" or "rtl".
func (r Reader) Dir() string { return r.dir }

// Full writes a moment whole: day, month, year, hour and minute.
func (r Reader) Full(t time.Time) string { return r.LongClock(t.In(r.Zone)) }

// FromNow says how long ago a moment was, or in how long it will be.
func (r Reader) FromNow(t time.Time) string {
	if d := t.Sub(r.Now); d > 0 {
		return r.Ahead(d)
	}
	return r.Ago(r.Now.Sub(t))
}

// Day writes a date without an hour.
func (r Reader) Day(t time.Time) string { return r.Long(t.In(r.Zone)) }

// Short writes a moment as briefly as it stays clear: the hour today, the day and hour this year, else the date.
func (r Reader) Short(t time.Time) string {
	t = t.In(r.Zone)
	switch {
	case t.Year() == r.Now.Year() && t.YearDay() == r.Now.YearDay():
		return r.Clock(t)
	case t.Year() == r.Now.Year():
		return r.MonthDayClock(t)
	default:
		return r.Medium(t)
	}
}

// Bucket writes the start of an hour, a day, a week or a month.
func (r Reader) Bucket(t time.Time, by string) string {
	t = t.In(r.Zone)
	switch by {
	case "hour":
		return r.MonthDayClock(t)
	case "month":
		return r.YearMonth(t)
	}
	return r.Medium(t)
}

// Language names a language as a label does, "Français" for "fr", and says so where it isn't known. A tag without a name
// stands for itself.
func (r Reader) Language(tag string) string {
	name := r.LanguageName(tag)
	first, size := utf8.DecodeRuneInString(name)
	if first == 'i' && r.Lang() == "tr" {
		return "İ" + name[size:]
	}
	return string(unicode.ToUpper(first)) + name[size:]
}

// LanguageName names a language as it stands inside a sentence, "français" for "fr".
func (r Reader) LanguageName(tag string) string {
	if tag == "" || tag == news.Undetermined {
		return r.Row.UnknownTongue
	}
	t, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := r.languages.Name(t); name != "" {
		return name
	}
	return tag
}

// InLanguage says in which language something is: "in French".
func (r Reader) InLanguage(tag string) string {
	if tag == "" || tag == news.Undetermined {
		return r.Row.UnknownTongue
	}
	return words.Fill(r.Row.InLanguage, "language", r.LanguageName(tag))
}

// Total sets beside a count of articles in how many languages they are.
func (r Reader) Total(articles string, languages int) string {
	return words.Fill(r.Row.Total, "articles", articles, "languages", r.N(r.Counts.InLanguages, languages))
}

// Autonym names a language in that language, "français" for "fr", or returns "" where that isn't known.
func (r Reader) Autonym(tag string) string {
	t, err := language.Parse(tag)
	if err != nil || tag == "" || tag == news.Undetermined {
		return ""
	}
	return display.Self.Name(t)
}

// Country names a country, "France" for "FR". A code without a name stands for itself.
func (r Reader) Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := r.regions.Name(region); name != "" {
		return name
	}
	return code
}

// Topic names one of news.Topics. A topic without a name stands for itself.
func (r Reader) Topic(topic string) string {
	w := r.Front
	switch topic {
	case news.TopicPolitics:
		return w.OnPolitics
	case news.TopicBusiness:
		return w.OnBusiness
	case news.TopicJustice:
		return w.OnJustice
	case news.TopicSport:
		return w.OnSport
	case news.TopicCulture:
		return w.OnCulture
	case news.TopicScience:
		return w.OnScience
	case news.TopicHealth:
		return w.OnHealth
	case news.TopicEnvironment:
		return w.OnEnvironment
	case news.TopicSociety:
		return w.OnSociety
	}
	return topic
}

// zoneName is the reader's time zone as it stands behind a time.
func (r Reader) zoneName() string { return strings.ReplaceAll(r.Zone.String(), "_", " ") }
