package crawler

import (
	"regexp"
	"strings"
	"time"

	dateparser "github.com/markusmobius/go-dateparser"
	"golang.org/x/text/language"
)

// maxDate is the longest text that is read as a date, in bytes.
const maxDate = 80

// unknownZone finds a zone's abbreviation at the end that gofeed takes for UTC because it doesn't know it, as "MSK".
var unknownZone = regexp.MustCompile(`\d\s+([A-Z]{3,5})$`)

// isoDate is what sitemaps and JSON feeds have; it needs neither gofeed nor dateparser.
var isoLayouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02"}

// parseDate reads the date of an item. parsed is what gofeed made of it, nil if nothing. lang is the feed's language, for
// months written out. It returns the zero time for what isn't a date that news can have.
func parseDate(raw string, parsed *time.Time, lang string) time.Time {
	raw = fold(raw)
	if parsed != nil && !hasUnknownZone(raw) {
		return plausible(*parsed)
	}
	if raw == "" || len(raw) > maxDate || !strings.ContainsAny(raw, "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९") {
		return time.Time{}
	}
	for _, layout := range isoLayouts {
		if t, err := time.Parse(layout, raw); err == nil {
			return plausible(t)
		}
	}
	if t, ok := spelledDate(raw, lang); ok {
		return plausible(t)
	}
	if parsed != nil {
		return plausible(*parsed)
	}
	return time.Time{}
}

// spelledDate reads a date in any language, the feed's own first.
func spelledDate(raw, lang string) (time.Time, bool) {
	var languages []string
	if tag, err := language.Parse(lang); err == nil {
		base, _ := tag.Base()
		languages = append(languages, base.String())
	}
	languages = append(languages, "en", "")
	p := dateparser.Parser{ParserTypes: []dateparser.ParserType{dateparser.AbsoluteTime}}
	for i, code := range languages {
		if i > 0 && code == languages[0] {
			continue
		}
		cfg := &dateparser.Configuration{
			StrictParsing:   true,
			DefaultTimezone: time.UTC,
			CurrentTime:     time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC),
		}
		if code != "" {
			cfg.Languages = []string{code}
		}
		if d, err := p.Parse(cfg, raw); err == nil && !d.Time.IsZero() {
			return d.Time, true
		}
	}
	return time.Time{}, false
}

func hasUnknownZone(raw string) bool {
	m := unknownZone.FindStringSubmatch(raw)
	if m == nil {
		return false
	}
	switch m[1] {
	case "GMT", "UTC", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "WET", "WEST", "BST", "CET", "CEST", "EET", "EEST":
		return false
	}
	return true
}

// plausible returns t in UTC if news can have that date: not 1970, which is what zero looks like, and not 2100.
func plausible(t time.Time) time.Time {
	if t.Year() < 1990 || t.Year() > 2099 {
		return time.Time{}
	}
	return t.UTC()
}
