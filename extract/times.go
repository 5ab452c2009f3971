package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// publishedTags and modifiedTags are the meta tags that hold the times, the most reliable first.
var (
	publishedTags = []string{"article:published_time", "og:published_time", "og:article:published_time", "article:published", "article.published", "datepublished", "date.published",
		"og:publish_date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "vr:published_time", "rnews:datepublished",
		"dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date.created", "dc.date", "dc:date", "citation_publication_date", "citation_online_date", "citation_date", "bepress_citation_date",
		"pubdate", "pub_date", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date", "article_date_original", "ptime", "date", "created", "originalpublicationdate"}
	modifiedTags = []string{"article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "modified", "dateupdate", "last-modified-date"}
)

// dates are when the article was published and last changed as the markup says, each in the zone that the page gives;
// zero where it doesn't say.
func (s *survey) dates(t tags, articles []linked, language string) (published, modified time.Time) {
	read := func(v string) time.Time { return parseTime(v, language) }
	for _, a := range articles {
		published = firstTime(published, read(a.text("datePublished")), read(a.text("dateCreated")))
		modified = firstTime(modified, read(a.text("dateModified")))
	}
	published = firstTime(published, anyTime(t, publishedTags, language))
	modified = firstTime(modified, anyTime(t, modifiedTags, language))
	for _, v := range s.property("datepublished datecreated") {
		published = firstTime(published, read(v))
	}
	for _, v := range s.property("datemodified") {
		modified = firstTime(modified, read(v))
	}
	return published, modified
}

// settled is the time of publication, set right where the address or a line that readers see bears out another reading of
// what the markup says: midnight in a zone east of Greenwich is that of the next day ("2021-11-04T23:00Z" in Germany), and
// a day and a month parted by slashes may stand in either order.
func settled(published time.Time, t tags, shown func() time.Time) time.Time {
	other := published
	_, offset := published.Zone()
	h, m, sec := published.Clock()
	switch {
	case published.IsZero():
		return published
	case offset == 0 && h >= 12 && sec == 0 && (m == 0 || h == 18 && m == 30): // half past six is India's
		other = published.Truncate(24*time.Hour).AddDate(0, 0, 1)
	case h == 0 && m == 0 && published.Day() <= 12 && published.Day() != int(published.Month()) && t.slashed(published):
		other = time.Date(published.Year(), time.Month(published.Day()), int(published.Month()), 0, 0, 0, 0, time.UTC)
	default:
		return published
	}
	if y, m, d := shown().Date(); y == other.Year() && m == other.Month() && d == other.Day() {
		return other
	}
	return published
}

// slashed reports whether a tag gives a day of publication as two numbers and a year, parted by slashes.
func (t tags) slashed(day time.Time) bool {
	for _, name := range publishedTags {
		for _, v := range t[name] {
			if m := slashedDay.FindStringSubmatch(v); m != nil && number(m[1])+number(m[2]) == day.Day()+int(day.Month()) {
				return true
			}
		}
	}
	return false
}

var slashedDay = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/\d{4}\b`)

func anyTime(t tags, names []string, language string) time.Time {
	for _, name := range names {
		for _, v := range t[name] {
			if parsed := parseTime(v, language); !parsed.IsZero() {
				return parsed
			}
		}
	}
	return time.Time{}
}

// layouts are the forms of time that markup has, the frequent ones first. Those without a zone are read as UTC.
var layouts = []string{
	time.RFC3339, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700", "2006-01-02T15:04:05Z07", "2006-01-02T15:04:05", "2006-01-02T15:04",
	"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05Z0700", "2006-01-02 15:04:05 Z07:00", "2006-01-02 15:04:05 MST", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
	time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 02 Jan 2006 15:04:05", "Mon, 2 Jan 2006 15:04", "Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04:05 2006", time.RFC850,
	"2006-01-02T15:04:05.000-0700", "2006/01/02 15:04:05", "2006/01/02 15:04", "2006/01/02", "20060102T150405Z0700", "20060102T150405", "20060102150405", "20060102",
	"02.01.2006 15:04:05", "02.01.2006 15:04", "02.01.2006, 15:04", "02.01.2006", "2.1.2006",
	"January 2, 2006 3:04 PM", "January 2, 2006 15:04", "January 2, 2006, 3:04 pm", "January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006", "Monday, January 2, 2006", "Mon, 2 Jan 2006", "2006-1-2", "2006-1-2 15:04:05", "2006-1-2 15:04",
}

// parseTime reads a time as markup has it, in its own zone; zero if it can't be read or lies outside of 1990–2100.
// Midnight to the second means that only the day is known: that day, in UTC. The language settles dates in digits.
func parseTime(s, language string) time.Time {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 60 {
		return time.Time{}
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return sane(dayOnly(zoned(t)))
		}
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		if n > 1e12 {
			n /= 1000
		}
		if n > 6e8 && n < 4e9 {
			return time.Unix(n, 0).UTC()
		}
	}
	if inner := strings.Trim(s, "\"'[] "); inner != s {
		return parseTime(inner, language)
	}
	return dateInside(s, language)
}

// dayOnly is the day in UTC of a time at midnight in its own zone.
func dayOnly(t time.Time) time.Time {
	if h, m, s := t.Clock(); h == 0 && m == 0 && s == 0 {
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	}
	return t
}

// zoned sets right what time.Parse leaves wrong: an abbreviated zone that it doesn't know counts as UTC.
func zoned(t time.Time) time.Time {
	name, offset := t.Zone()
	if known, ok := zones[name]; ok && offset == 0 {
		zone := time.FixedZone(name, int(known*3600))
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
	}
	return t
}

// zones are the abbreviations that news sites write, in hours east of Greenwich. Ambiguous ones have the
// meaning that most of the press gives them.
var zones = map[string]float64{
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "BST": 1, "CET": 1, "CEST": 2,
	"MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "IST": 5.5, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "WIB": 7, "SGT": 8, "HKT": 8, "PHT": 8, "PKT": 5, "WEST": 1,
}

func sane(t time.Time) time.Time {
	if t.Year() < 1990 || t.Year() > 2100 {
		return time.Time{}
	}
	return t
}

// clockSkew is how far a date may lie ahead of the moment that its page was fetched; wrong zones and embargoes do that.
const clockSkew = 24 * time.Hour

// reached is the first of the dates that doesn't lie in the future of the moment that the page was fetched, as far as that
// is known; zero if all do. One article dated years ahead would make all others seem too old to be news.
func reached(fetched time.Time, dates ...time.Time) time.Time {
	for _, d := range dates {
		if !d.IsZero() && (fetched.IsZero() || !d.After(fetched.Add(clockSkew))) {
			return d.UTC()
		}
	}
	return time.Time{}
}
