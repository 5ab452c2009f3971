package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	dateparser "github.com/markusmobius/go-dateparser"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// publishedTags and modifiedTags are the meta tags that hold the times, the most reliable first.
var (
	publishedTags = []string{"article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date.published",
		"parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "pubdate", "publishdate",
		"publish-date", "publish_date", "publication_date", "article_date_original", "ptime", "date", "created", "originalpublicationdate", "last-modified-date"}
	modifiedTags = []string{"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "modified"}
)

// dates are when the article was published and last changed as the markup says, zero where it doesn't.
func (s *survey) dates(t tags, articles []linked) (published, modified time.Time) {
	for _, a := range articles {
		published = firstTime(published, parseTime(a.text("datePublished")), parseTime(a.text("dateCreated")))
		modified = firstTime(modified, parseTime(a.text("dateModified")))
	}
	published = firstTime(published, anyTime(t, publishedTags))
	modified = firstTime(modified, anyTime(t, modifiedTags))
	for _, v := range s.property("datepublished datecreated") {
		published = firstTime(published, parseTime(v))
	}
	for _, v := range s.property("datemodified") {
		modified = firstTime(modified, parseTime(v))
	}
	return published, modified
}

// shownDate is when the article was published as its time elements, its address or its visible lines say.
func (s *survey) shownDate(base, language string) time.Time {
	published := firstTime(s.timeElement(), dateInURL(base))
	if published.IsZero() {
		published = s.visibleDate(language)
	}
	return published
}

func anyTime(t tags, names []string) time.Time {
	for _, name := range names {
		for _, v := range t[name] {
			if parsed := parseTime(v); !parsed.IsZero() {
				return parsed
			}
		}
	}
	return time.Time{}
}

// timeElement is the time of the first time element that has one; those marked as publication come first.
func (s *survey) timeElement() time.Time {
	var any time.Time
	for i, n := range s.times {
		if i >= 50 {
			break
		}
		t := parseTime(first(attr(n, "datetime"), attr(n, "content")))
		if t.IsZero() {
			continue
		}
		if attr(n, "pubdate") != "" || strings.Contains(attr(n, "class"), "ublish") || strings.Contains(attr(n, "class"), "entry-date") {
			return t
		}
		any = firstTime(any, t)
	}
	return any
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

// parseTime reads a time as markup has it, zero if it can't be read or lies outside of 1990–2100.
func parseTime(s string) time.Time {
	s = strings.TrimSpace(s)
	if len(s) < 6 || len(s) > 60 {
		return time.Time{}
	}
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return sane(zoned(t))
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
	if strings.ContainsAny(s, "\"'[") {
		return parseTime(strings.Trim(s, "\"'[] "))
	}
	t, _, _ := scanDate(s, "")
	return sane(t)
}

// zoned sets right what time.Parse leaves wrong: an abbreviated zone that it doesn't know counts as UTC.
func zoned(t time.Time) time.Time {
	name, offset := t.Zone()
	if known, ok := zones[name]; ok && offset == 0 {
		t = t.Add(-time.Duration(known*60) * time.Minute)
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
	}
	return t.UTC()
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

var urlDate = regexp.MustCompile(`(?:^|[/\-_=.])((?:19|20)\d\d)[/\-_.]?(0[1-9]|1[0-2]|[1-9])[/\-_.]?(0[1-9]|[12]\d|3[01])(?:[^\d]|$)`)

// dateInURL is the day in an address such as /2017/11/03/slug or /20171103-slug.
func dateInURL(address string) time.Time {
	m := urlDate.FindStringSubmatch(address)
	if m == nil {
		return time.Time{}
	}
	t, err := time.Parse("2006-1-2", m[1]+"-"+m[2]+"-"+m[3])
	if err != nil {
		return time.Time{}
	}
	return sane(t)
}

// visibleDate reads the date out of short texts that stand where dates do: time elements, elements whose
// class speaks of a date, bylines. Dates with a month's name are read by scanDate; the slow general parser
// gets at most three texts.
func (s *survey) visibleDate(language string) time.Time {
	var texts []string
	add := func(n *html.Node) {
		if t := tidy(visible(n)); len(texts) < 12 && len(t) < 120 && strings.ContainsAny(t, "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९") {
			texts = append(texts, t)
		}
	}
	for _, n := range s.times {
		add(n)
	}
	for _, b := range s.boxes {
		if b.marks&markDate != 0 && b.node.DataAtom != atom.Body && len(texts) < 12 && b.last-b.first <= 3 {
			add(b.node)
		}
	}
	for i := range s.blocks {
		if b := &s.blocks[i]; b.words > 0 && b.words < 16 && len(texts) < 12 && strings.ContainsAny(b.text, "0123456789") && i < 200 {
			texts = append(texts, b.text)
		}
	}
	for _, t := range texts {
		if found := dateInside(t, language); !found.IsZero() {
			return found
		}
	}
	cfg := &dateparser.Configuration{
		DefaultTimezone: time.UTC, StrictParsing: true,
		CurrentTime: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), // never the clock's
	}
	parser := dateparser.Parser{ParserTypes: []dateparser.ParserType{dateparser.AbsoluteTime}} // no state from page to page
	if language != "" {
		base, _, _ := strings.Cut(strings.ToLower(language), "-")
		cfg.Languages = []string{base}
	}
	for i, t := range texts {
		if i >= 3 {
			break
		}
		if !hasYear.MatchString(t) {
			continue
		}
		if d, err := parser.Parse(cfg, t); err == nil && !d.IsZero() {
			return sane(d.Time.UTC().Truncate(24 * time.Hour))
		}
	}
	return time.Time{}
}

// hasYear finds four digits of any script in a row.
var hasYear = regexp.MustCompile(`\p{Nd}{4}`)

var numericDate = regexp.MustCompile(`\b(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[./-](\d{1,2})[./-]((?:19|20)\d\d))\b`)

// dateInside is the first date in a short text: with a month's name from any of its words on, or in digits
// with the day first unless that can't be.
func dateInside(s, language string) time.Time {
	if m := numericDate.FindStringSubmatch(s); m != nil {
		y, month, day := m[1], m[2], m[3]
		if y == "" {
			y, month, day = m[6], m[5], m[4]
			if len(month) == 2 && month > "12" || strings.HasPrefix(language, "en-US") {
				month, day = day, month
			}
		}
		if t, err := time.Parse("2006-1-2", y+"-"+strings.TrimPrefix(month, "0")+"-"+strings.TrimPrefix(day, "0")); err == nil {
			return sane(t)
		}
	}
	for rest := s; rest != ""; {
		if t, _, ok := scanDate(rest, language); ok {
			return sane(t)
		}
		_, rest = nextWord(rest)
	}
	return time.Time{}
}
