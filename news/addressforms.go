package news

import (
	"net/url"
	"strings"
)

// This file knows how the addresses of one article differ: by where readers came from, and by the form in which they get the page.

// outOfCache returns the address of the page that an AMP cache or viewer serves for somebody else, nil for any other address:
//
//	https://www.google.com/amp/s/example.org/a
//	https://example-org.cdn.ampproject.org/c/s/example.org/a
//
// "s" stands for https, "c", "v" and the like for the kind of document.
func outOfCache(u *url.URL) *url.URL {
	host := strings.ToLower(u.Hostname())
	rest, viewer := strings.CutPrefix(u.EscapedPath(), "/amp/")
	switch {
	case viewer && (strings.HasPrefix(host, "www.google.") || host == "www.bing.com"):
	case strings.HasSuffix(host, ".cdn.ampproject.org"):
		kind, after, _ := strings.Cut(strings.TrimPrefix(u.EscapedPath(), "/"), "/")
		if kind != "c" && kind != "v" && kind != "wp" {
			return nil
		}
		rest = after
	default:
		return nil
	}
	scheme := "http://"
	if secure, is := strings.CutPrefix(rest, "s/"); is {
		scheme, rest = "https://", secure
	}
	original, err := url.Parse(scheme + rest)
	if err != nil || !strings.Contains(original.Hostname(), ".") {
		return nil
	}
	original.RawQuery = u.RawQuery
	return original
}

// canonicalPath writes an escaped path in one way of several. alone is whether no parameters follow that may tell which page is meant.
func canonicalPath(path string, alone bool) string {
	path = onePercent(path)
	if at := strings.Index(strings.ToLower(path), ";jsessionid="); at >= 0 {
		path = path[:at]
	}
	for {
		shorter := withoutEnding(path, alone)
		if shorter == path {
			return "/" + strings.TrimLeft(path, "/")
		}
		path = shorter
	}
}

// withoutEnding takes one ending off a path that the page has without it too.
func withoutEnding(path string, alone bool) string {
	path = strings.TrimRight(strings.TrimSuffix(path, "%20"), "/")
	for _, amp := range [...]string{"/amp", "/amp.html", ".amp"} {
		if article, is := strings.CutSuffix(path, amp); is && strings.Trim(article, "/") != "" {
			return article
		}
	}
	if article, is := strings.CutSuffix(path, ".amp.html"); is && strings.Trim(article, "/") != "" {
		return article + ".html"
	}
	if !alone {
		return path
	}
	for _, index := range [...]string{"/index.html", "/index.htm", "/index.php", "/index.shtml", "/index.jsp", "/index.asp", "/index.aspx", "/default.aspx"} {
		if end := len(path) - len(index); end >= 0 && strings.EqualFold(path[end:], index) {
			return path[:end]
		}
	}
	return path
}

// onePercent writes percent-encoding in one form: letters and digits plainly, what isn't ASCII and a percent sign that encodes nothing
// encoded, hexadecimal digits in upper case.
func onePercent(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, encoded := s[i], false
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c, encoded = unhex(s[i+1])<<4|unhex(s[i+2]), true
			i += 2
		}
		plain := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
		if plain || !encoded && c > ' ' && c < 0x7f && c != '%' {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func unhex(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	}
	return c - '0'
}

// essential is a query without the parameters that never tell which article is meant.
func essential(query string) string {
	kept := strings.Split(query, "&")
	n := 0
	for _, pair := range kept {
		name, value, _ := strings.Cut(pair, "=")
		name, value = strings.ToLower(name), strings.ToLower(value)
		if name == "" || isTracking(name) || isForm(name, value) || isOrigin(name, value) {
			continue
		}
		kept[n] = pair
		n++
	}
	return onePercent(strings.Join(kept[:n], "&"))
}

// isTracking recognizes parameters that tell where a reader came from, or who it is.
func isTracking(name string) bool {
	for _, prefix := range []string{
		"utm_", "utm-", "at_", "mc_", "pk_", "mtm_", "wt_", "wt.", "ns_", "hsa_", "__twitter_", "fb_", "gaa_", "guce_", "itm_", "stm_", "_hs", "vero_", "soc_", "amp_", "piwik_",
		"matomo_", "aspsessionid", "xtor", "oly_",
	} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	switch name {
	case "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "igshid", "igsh", "twclid", "ttclid", "li_fat_id", "mkt_tok", "_ga", "_gl", "epik",
		"cmpid", "ocid", "smid", "smtyp", "ref_src", "ref_url", "guccounter", "cmp", "ncid", "icid", "sr_share", "srnd", "sref", "spm", "scid", "s_cid", "sc_cid", "taid", "tsrc",
		"sharetype", "share_id", "partner", "rss", "source_ref", "mbid", "ito", "wtrid", "ftag", "ftcamp", "linkid", "dicbo", "echobox", "usqp", "trk", "trkcampaign", "__s", "rb_clickid",
		"phpsessid", "jsessionid", "sessionid":
		return true
	}
	return false
}

// isForm recognizes parameters that ask for another form of the same page.
func isForm(name, value string) bool {
	switch name {
	case "amp", "mobile", "print", "printable":
		return value == "" || value == "1" || value == "true" || value == "yes" || value == "amp"
	case "m": // of Blogger
		return value == "0" || value == "1"
	case "outputtype":
		return value == "amp"
	}
	return false
}

// isOrigin recognizes parameters that tell where a reader came from by what they say; by their names alone they might tell anything.
func isOrigin(name, value string) bool {
	switch name {
	case "ref", "referrer", "referer", "src", "source", "from", "via", "feed", "channel", "medium", "campaign", "origin", "mod", "cid":
	default:
		return false
	}
	word, _, _ := strings.Cut(value, "_")
	word, _, _ = strings.Cut(word, "-")
	switch word {
	case "rss", "feed", "feeds", "atom", "twitter", "facebook", "fb", "whatsapp", "telegram", "social", "newsletter", "email", "mail", "push", "app", "home", "homepage", "hp", "googlenews":
		return true
	}
	return false
}
