package crawler

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	dateparser "github.com/markusmobius/go-dateparser"
	"golang.org/x/text/language"
)

// maxDate is the longest text that is read as a date, in bytes.
const maxDate = 120

// unknownZone finds a zone's abbreviation at the end that gofeed takes for UTC because it doesn't know it, as "MSK".
var unknownZone = regexp.MustCompile(`\d\s+([A-Z]{3,5})$`)

// isoLayouts are what sitemaps and JSON feeds have; it needs neither gofeed nor dateparser.
var isoLayouts = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02", "2006-1-2 15:04"}

// A dateReader reads the dates of one feed.
type dateReader struct {
	languages []string // to try for months written out, "" for all of them
	parser    dateparser.Parser
	misses    int // dates that no language could read
}

// maxMisses is after how many unreadable dates no more are tried in all languages. One costs twenty milliseconds, and
// feeds have all their dates in one form.
const maxMisses = 5

// newDateReader returns a reader that tries the feed's own language first.
func newDateReader(lang string) *dateReader {
	r := &dateReader{parser: dateparser.Parser{ParserTypes: []dateparser.ParserType{dateparser.AbsoluteTime}}}
	own := "en"
	if tag, err := language.Parse(lang); err == nil && tag != language.Und {
		base, _ := tag.Base()
		own = base.String()
	}
	if r.languages = []string{own, ""}; own != "en" {
		r.languages = []string{own, "en", ""}
	}
	return r
}

// read reads the date of an item. parsed is what gofeed made of it, nil if nothing. It returns the zero time for what isn't
// a date that news can have.
func (r *dateReader) read(raw string, parsed *time.Time) time.Time {
	raw = fold(raw)
	if parsed != nil && !hasUnknownZone(raw) {
		return plausible(*parsed)
	}
	if raw == "" || len(raw) > maxDate || !strings.ContainsFunc(raw, unicode.IsDigit) {
		return time.Time{}
	}
	if t, ok := numeric(raw); ok {
		return plausible(t)
	}
	western := gregorian(raw)
	if t, ok := numeric(western); ok {
		return plausible(t)
	}
	if t, ok := r.spelled(western); ok {
		return plausible(t)
	}
	if parsed != nil {
		return plausible(*parsed)
	}
	return time.Time{}
}

func numeric(raw string) (time.Time, bool) {
	for _, layout := range isoLayouts {
		if t, err := time.Parse(layout, raw); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// spelled reads a date in any language. The language that worked is the first to be tried for the next.
func (r *dateReader) spelled(raw string) (time.Time, bool) {
	if r.misses >= maxMisses {
		return time.Time{}, false
	}
	for i, code := range r.languages {
		cfg := &dateparser.Configuration{
			StrictParsing:   true, // no guessing of what isn't there
			DefaultTimezone: time.UTC,
			CurrentTime:     time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC),
		}
		if code != "" {
			cfg.Languages = []string{code}
		}
		d, err := r.parser.Parse(cfg, raw)
		if err == nil && !d.Time.IsZero() {
			r.languages[0], r.languages[i] = r.languages[i], r.languages[0]
			return d.Time, true
		}
	}
	r.misses++
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
