package index

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"parallax/news"
)

// condition makes a node of a field that takes a value.
func condition(field string, t token) (node, error) {
	value := strings.TrimSpace(t.text)
	switch field {
	case "lang":
		return languageCondition(value, t.pos)
	case "country":
		region, err := language.ParseRegion(value)
		if err != nil || !region.IsCountry() {
			return nil, wrong(t.pos, noCountry, "value", strconv.Quote(value))
		}
		return &valueNode{"country", region.Canonicalize().String()}, nil
	case "handle":
		handle := strings.ToLower(strings.TrimPrefix(value, "@"))
		if handle == "" {
			return nil, wrong(t.pos, noValue, "field", field, "example", example(field))
		}
		return &valueNode{"handle", handle}, nil
	case "platform":
		if value == "" {
			return nil, wrong(t.pos, noValue, "field", field, "example", example(field))
		}
		return &valueNode{"platform", strings.ToLower(value)}, nil
	case "incident":
		if value == "" {
			return nil, wrong(t.pos, noValue, "field", field, "example", example(field))
		}
		return &valueNode{"incident", value}, nil
	}
	return dateCondition(field, value, t.pos)
}

func languageCondition(value string, pos int) (node, error) {
	if strings.EqualFold(value, news.Undetermined) {
		return &valueNode{"lang", news.Undetermined}, nil
	}
	tag, err := language.Parse(value)
	if err != nil || tag == language.Und {
		return nil, wrong(pos, noLanguage, "value", strconv.Quote(value))
	}
	return &valueNode{"lang", tag.String()}, nil
}

// languageTags are the values that lang: may have to find an article in the language: the tag and its
// shortenings, and the macrolanguage that two Norwegian standards share.
func languageTags(tag string) []string {
	if t, err := language.Parse(tag); err == nil {
		tag = t.String()
	}
	tags := []string{tag}
	for i := strings.LastIndexByte(tag, '-'); i > 0; i = strings.LastIndexByte(tag, '-') {
		tag = tag[:i]
		tags = append(tags, tag)
	}
	if tag == "nb" || tag == "nn" {
		tags = append(tags, "no")
	}
	return tags
}

var datePattern = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$`)

// dateCondition reads a year, a month or a day.
func dateCondition(field, value string, pos int) (node, error) {
	from, until, ok := period(value)
	if until.Year() > 9999 {
		until = time.Time{}
	}
	if !ok {
		return nil, wrong(pos, noDate, "value", strconv.Quote(value), "example", example(field))
	}
	n := &timeNode{field: field, value: value}
	switch field {
	case "after":
		n.from = from
	case "before":
		n.until = from
	default:
		n.from, n.until = from, until
	}
	return n, nil
}

// period is the time from the first moment of a year, month or day to the first moment behind it.
func period(value string) (from, until time.Time, ok bool) {
	m := datePattern.FindStringSubmatch(value)
	if m == nil {
		return
	}
	for _, layout := range []string{"2006-1-2", "2006-1", "2006"} {
		t, err := time.Parse(layout, value)
		if err != nil {
			continue
		}
		switch {
		case m[3] != "":
			return t, t.AddDate(0, 0, 1), true
		case m[2] != "":
			return t, t.AddDate(0, 1, 0), true
		}
		return t, t.AddDate(1, 0, 0), true
	}
	return
}
