package news

import (
	"net/url"
	"strings"
)

// CanonicalURL writes an address so that two addresses of one article become equal: scheme and host in lower
// case, without default port, fragment, user, tracking parameters and the trailing slash or "index.html" of a
// path. http and https are kept apart only by Key. The order of the remaining parameters is kept, for some
// sites depend on it. It returns "" for what isn't an absolute http(s) address or a URN.
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
	if u.Scheme == "urn" && u.Opaque != "" {
		return u.Scheme + ":" + u.Opaque
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Host), ".")
	switch {
	case u.Scheme == "http":
		host = strings.TrimSuffix(host, ":80")
	case u.Scheme == "https":
		host = strings.TrimSuffix(host, ":443")
	}
	u.Host, u.User, u.Fragment, u.RawFragment = host, nil, "", ""
	if u.RawQuery != "" {
		u.RawQuery = withoutTracking(u.RawQuery)
	}
	u.ForceQuery = false
	for _, index := range []string{"/index.html", "/index.htm", "/index.php"} {
		if u.RawQuery == "" {
			u.Path = strings.TrimSuffix(u.Path, index)
		}
	}
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = strings.TrimRight(u.RawPath, "/")
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String()
}

// maxURL is the longest address taken for one, in bytes.
const maxURL = 4096

// withoutTracking drops the parameters that tell where a reader came from and never which article is meant.
func withoutTracking(query string) string {
	kept := strings.Split(query, "&")
	n := 0
	for _, pair := range kept {
		name, _, _ := strings.Cut(pair, "=")
		if name == "" || isTracking(strings.ToLower(name)) {
			continue
		}
		kept[n] = pair
		n++
	}
	return strings.Join(kept[:n], "&")
}

func isTracking(name string) bool {
	for _, prefix := range []string{"utm_", "at_", "mc_", "pk_", "mtm_", "wt_", "ns_", "hsa_", "__twitter_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	switch name {
	case "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "twclid", "xtor", "cmpid", "ocid", "smid", "smtyp",
		"ref_src", "ref_url", "guccounter", "guce_referrer", "guce_referrer_sig", "cmp", "ncid", "icid", "sr_share",
		"sharetype", "partner", "rss", "source_ref", "mbid", "ito", "wtrid", "gaa_at", "gaa_n", "gaa_sig", "gaa_ts":
		return true
	}
	return false
}

// SourceID is the ID of the outlet that an address belongs to: its host without "www.", or "" for what isn't
// an http(s) address. A port that isn't the default one is part of it.
func SourceID(address string) string {
	u, err := url.Parse(CanonicalURL(address))
	if err != nil || u.Host == "" {
		return ""
	}
	return strings.TrimPrefix(u.Host, "www.")
}
