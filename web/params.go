package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"parallax/news"
	"parallax/web/words"
)

// How many rows a list gives.
const (
	pageRows   = 24   // on a page for people
	apiRows    = 50   // in an answer of the API that names no limit
	maxAPIRows = 500  // at most
	maxHits    = 200  // of a search or a concordance, as many as the index gives at once
	maxCursor  = 512  // bytes
	maxQuery   = 4000 // bytes
	maxID      = 512  // bytes
)

// params reads the parameters of a request and keeps the first that makes no sense, so that a handler asks for
// all it needs and then checks Err once.
type params struct {
	values url.Values
	err    error
}

func queryOf(r *http.Request) *params { return &params{values: r.URL.Query()} }

// fail says what is wrong with a parameter, in the language of whoever is told.
func (p *params) fail(name, value string, reason func(words.Failure) string) {
	if p.err == nil {
		p.err = &badParam{name, value, reason}
	}
}

// text is a parameter as it stands, of at most limit bytes.
func (p *params) text(name string, limit int) string {
	v := strings.TrimSpace(p.values.Get(name))
	if len(v) > limit {
		p.fail(name, v, func(w words.Failure) string { return words.Fill(w.TooLong, "n", strconv.Itoa(limit)) })
		return ""
	}
	return v
}

// language is a BCP 47 tag, or empty.
func (p *params) language(name string) string {
	v := p.text(name, 64)
	if v == "" || v == news.Undetermined {
		return v
	}
	tag, err := language.Parse(v)
	if err != nil {
		p.fail(name, v, func(w words.Failure) string { return w.NoTag })
		return ""
	}
	return tag.String()
}

// country is an ISO 3166-1 alpha-2 code, or empty.
func (p *params) country(name string) string {
	v := p.text(name, 8)
	if v == "" {
		return ""
	}
	region, err := language.ParseRegion(v)
	if err != nil || !region.IsCountry() {
		p.fail(name, v, func(w words.Failure) string { return w.NoCountry })
		return ""
	}
	return region.String()
}

// topic is one of news.Topics, or empty.
func (p *params) topic(name string) string {
	return p.choice(name, append([]string{""}, news.Topics...)...)
}

// choice is one of the values given, or the first of them where the parameter is missing.
func (p *params) choice(name string, values ...string) string {
	v := p.text(name, 64)
	if v == "" {
		return values[0]
	}
	for _, known := range values {
		if v == known {
			return v
		}
	}
	var list []string
	for _, known := range values {
		if known != "" {
			list = append(list, known)
		}
	}
	p.fail(name, v, func(w words.Failure) string { return words.Fill(w.NotOneOf, "list", strings.Join(list, ", ")) })
	return values[0]
}

// number is a whole number between low and high, or fallback where the parameter is missing.
func (p *params) number(name string, fallback, low, high int) int {
	v := p.text(name, 32)
	if v == "" {
		return fallback
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < low || n > high {
		p.fail(name, v, func(w words.Failure) string {
			return words.Fill(w.NoNumber, "low", strconv.Itoa(low), "high", strconv.Itoa(high))
		})
		return fallback
	}
	return n
}

// moment is a day or an RFC 3339 time, or zero.
func (p *params) moment(name string) time.Time {
	v := p.text(name, 64)
	if v == "" {
		return time.Time{}
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly, "2006-01"} {
		if t, err := time.Parse(layout, v); err == nil && t.Year() >= 1 && t.Year() <= 9999 {
			return t.UTC()
		}
	}
	p.fail(name, v, func(w words.Failure) string { return w.NoTime })
	return time.Time{}
}

// cursor is the place where the page before ended.
func (p *params) cursor() string { return p.text("cursor", maxCursor) }

// address is the request's path, in the edition that it has chosen, with some of its parameters changed; an empty value takes one out.
func address(r *http.Request, changes ...string) string {
	q := r.URL.Query()
	for i := 0; i+1 < len(changes); i += 2 {
		if changes[i+1] == "" {
			q.Del(changes[i])
		} else {
			q.Set(changes[i], changes[i+1])
		}
	}
	if len(q) == 0 {
		return to(r, r.URL.EscapedPath())
	}
	return to(r, r.URL.EscapedPath()+"?"+q.Encode())
}
