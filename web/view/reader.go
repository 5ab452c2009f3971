package view

import (
	"strconv"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"

	"parallax/news"
)

// A Reader is whom a page is written for. It writes numbers, times, and names of languages and countries the
// way that reader expects them. Make one with NewReader.
type Reader struct {
	Tag       language.Tag // of the interface
	Zone      *time.Location
	Now       time.Time
	printer   *message.Printer
	languages display.Namer
	regions   display.Namer
}

// NewReader returns a reader of the interface language tag, in a time zone, at a moment. A nil zone is UTC.
func NewReader(tag language.Tag, zone *time.Location, now time.Time) Reader {
	if zone == nil {
		zone = time.UTC
	}
	return Reader{
		Tag: tag, Zone: zone, Now: now.In(zone),
		printer:   message.NewPrinter(tag),
		languages: display.Tags(tag),
		regions:   display.Regions(tag),
	}
}

// Lang is the BCP 47 tag of the interface.
func (r Reader) Lang() string { return r.Tag.String() }

// Dir is the direction of the interface, "ltr" or "rtl".
func (r Reader) Dir() string { return Dir(r.Tag.String()) }

// Number writes a count with the reader's digit grouping.
func (r Reader) Number(n int) string { return r.printer.Sprintf("%d", n) }

// Decimal writes a number with the given count of decimals.
func (r Reader) Decimal(x float64, decimals int) string {
	return r.printer.Sprintf("%."+strconv.Itoa(decimals)+"f", x)
}

// Percent writes a share between 0 and 1 without decimals.
func (r Reader) Percent(share float64) string { return r.printer.Sprintf("%.0f%%", share*100) }

// Count writes a number with its noun in the form that the number asks for.
func (r Reader) Count(n int, one, other string) string {
	return r.Number(n) + " " + r.Noun(n, one, other)
}

// Noun is the form of a noun that a number asks for.
func (r Reader) Noun(n int, one, other string) string {
	if n == 1 {
		return one
	}
	return other
}

// Full writes a moment whole: day, month, year, hour and minute.
func (r Reader) Full(t time.Time) string { return t.In(r.Zone).Format("2 January 2006, 15:04") }

// Day writes a date without an hour.
func (r Reader) Day(t time.Time) string { return t.In(r.Zone).Format("2 January 2006") }

// Clock writes the hour and minute of a moment.
func (r Reader) Clock(t time.Time) string { return t.In(r.Zone).Format("15:04") }

// Short writes a moment as briefly as it stays clear: the hour today, the day and hour this year, else the date.
func (r Reader) Short(t time.Time) string {
	t = t.In(r.Zone)
	switch {
	case t.Year() == r.Now.Year() && t.YearDay() == r.Now.YearDay():
		return t.Format("15:04")
	case t.Year() == r.Now.Year():
		return t.Format("2 Jan, 15:04")
	default:
		return t.Format("2 Jan 2006")
	}
}

// Span writes how long something took, in the largest unit that keeps one digit before the point.
func (r Reader) Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "under a minute"
	case d < time.Hour:
		return r.Count(int(d.Minutes()), "minute", "minutes")
	case d < 48*time.Hour:
		return r.Count(int(d.Hours()), "hour", "hours")
	default:
		return r.Count(int(d.Hours()/24), "day", "days")
	}
}

// Language names a language, "French" for "fr", and says so where it isn't known. A tag without a name stands
// for itself.
func (r Reader) Language(tag string) string {
	if tag == "" || tag == news.Undetermined {
		return "Language unknown"
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
