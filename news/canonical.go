package news

import (
	"net/url"
	"strings"
)

// CanonicalURL writes an address so that two addresses of one article become equal: scheme and host in lower
// case, without default port, fragment, user, parameters that track or that only choose a form of the page (AMP, mobile, print), session
// numbers, and the trailing slash or "index.html" of a path; percent-encoding in one form; out of the caches that serve AMP pages for
// others. http and https, and hosts that differ in a "www." or "m." alone, are the same only for ArticleID. The order of the remaining
// parameters is kept, for some sites depend on it. It returns "" for what isn't an absolute http(s) address or a URN.
func CanonicalURL(raw string) string {
	raw = strings.TrimSpace(raw)
	if len(raw) > maxURL {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if name := strings.TrimSpace(u.Opaque); u.Scheme == "urn" && name != "" {
		return u.Scheme + ":" + name
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return ""
	}
	for original := outOfCache(u); original != nil; original = outOfCache(u) {
		u = original
	}
	if u.Host = canonicalHost(u); u.Hostname() == "" {
		return ""
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.RawQuery != "" {
		u.RawQuery = essential(u.RawQuery)
	}
	u.ForceQuery = false
	path := canonicalPath(u.EscapedPath(), u.RawQuery == "")
	if u.Path, err = url.PathUnescape(path); err != nil {
		return ""
	}
	u.RawPath = path
	if c := u.String(); len(c) <= maxURL {
		return c
	}
	return ""
}

func canonicalHost(u *url.URL) string {
	host := strings.ToLower(u.Host)
	if u.Scheme == "http" {
		host = strings.TrimSuffix(host, ":80")
	} else {
		host = strings.TrimSuffix(host, ":443")
	}
	return strings.TrimRight(host, ".")
}

// maxURL is the longest address taken for one, in bytes, as it came and as it is written.
const maxURL = 4096

// SourceID is the ID of the outlet that an address belongs to: its host without "www." or what marks a form for telephones, or "" for
// what isn't an http(s) address. A port that isn't the default one is part of it.
func SourceID(address string) string {
	u, err := url.Parse(CanonicalURL(address))
	if err != nil || u.Host == "" {
		return ""
	}
	return withoutForm(u.Host)
}

// withoutForm is a host without what only chooses a form of its pages: "www.", and what marks those for telephones.
func withoutForm(host string) string {
	for _, form := range [...]string{"www.", "m.", "mobile.", "amp."} {
		if rest, is := strings.CutPrefix(host, form); is && strings.Contains(rest, ".") {
			return rest
		}
	}
	return host
}
