package extract

import (
	"net/url"
	"regexp"
	"strings"

	"parallax/news"
)

// canonicalURL is the address that the page names as its own, if it is plausible: on the same host, and of a page like this one. It is ""
// otherwise: an article that goes by the address it was read at is at worst there twice, while one that goes by the address of
// another takes its place.
func (s *survey) canonicalURL(t tags, base string) string {
	from, err := url.Parse(base)
	if err != nil {
		return ""
	}
	candidates := []string{}
	for _, n := range s.links {
		if containsWord(strings.ToLower(attr(n, "rel")), "canonical") {
			candidates = append(candidates, attr(n, "href"))
		}
	}
	for _, c := range append(candidates, t.first("og:url")) {
		u, err := from.Parse(strings.TrimSpace(c))
		if c == "" || err != nil || from.Host != "" && siteHost(u.Host) != siteHost(from.Host) {
			continue
		}
		canonical := news.CanonicalURL(u.String())
		if canonical == "" || namesAnother(canonical, news.CanonicalURL(base)) {
			continue
		}
		return canonical
	}
	return ""
}

// siteHost is a host without the prefixes that only choose a form of the same pages.
func siteHost(host string) string {
	host = strings.ToLower(host)
	for _, prefix := range []string{"www.", "m.", "mobile.", "amp."} {
		host = strings.TrimPrefix(host, prefix)
	}
	return host
}

var (
	// partOfPage are the last segments of a path that choose a part or a form of the page above.
	partOfPage = regexp.MustCompile(`^(?:\d{1,3}|page|p|seite|pagina|print|all|full|single|story|text|mobile|comments|index)$`)
	// noPage are last segments that no article has: those of error pages, and what scripts write when they know no address.
	noPage = regexp.MustCompile(`(?i)^(?:404|50\d|error|errors|not-?found|page-?not-?found|login|signin|undefined|null|nan|none|false|.*\{\{.*|.*%7B%7B.*|\[object.*)(?:\.\w{2,5})?$`)
	// scriptName are the last segments of paths whose page is chosen by parameters.
	scriptName = regexp.MustCompile(`(?i)\.(?:php\d?|aspx?|jspx?|cgi|cfm|do|pl)$`)
)

// namesAnother reports whether an address that a page read at from calls its own must be that of another page: of the front page, of the
// section above an article, of an error, or of a script without the parameters that choose the article. Sites whose template names one
// address on all their pages do that. Both addresses are canonical.
func namesAnother(canonical, from string) bool {
	c, err := url.Parse(canonical)
	f, err2 := url.Parse(from)
	if err != nil || err2 != nil {
		return true
	}
	if noPage.MatchString(lastSegment(c.Path)) && !noPage.MatchString(lastSegment(f.Path)) {
		return true
	}
	switch {
	case c.RawQuery != "":
		return false
	case c.Path == "/":
		return len(f.Path) > 1 || f.RawQuery != ""
	case c.Path == f.Path:
		return f.RawQuery != "" && scriptName.MatchString(lastSegment(c.Path))
	}
	below, is := strings.CutPrefix(f.Path, c.Path+"/")
	if !is {
		return false
	}
	for segment := range strings.SplitSeq(below, "/") {
		if !partOfPage.MatchString(strings.ToLower(segment)) {
			return true
		}
	}
	return false
}

func lastSegment(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
