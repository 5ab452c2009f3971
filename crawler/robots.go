package crawler

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A robotsFile is what one robots.txt says to us, read as RFC 9309 asks for: lines that make no sense are skipped, the
// groups that name us are taken together, without any the groups for "*" hold, the longest matching
// path decides, and allow wins over disallow of the same length.
type robotsFile struct {
	Rules      []robotsRule  `json:"rules,omitempty"`
	CrawlDelay time.Duration `json:"delay,omitempty"`
	Sitemaps   []string      `json:"sitemaps,omitempty"`
}

type robotsRule struct {
	Path  string `json:"path"`
	Allow bool   `json:"allow,omitempty"`
}

const (
	maxRobotsBytes = 512 << 10 // RFC 9309 asks for at least 500 KiB
	maxRobotsRules = 5_000
	maxSitemaps    = 100
)

// parseRobots reads a robots.txt for the robot of that name, which is in lower case.
func parseRobots(body []byte, robot string) *robotsFile {
	body = bytes.TrimPrefix(body[:min(len(body), maxRobotsBytes)], []byte("\xef\xbb\xbf"))
	f := &robotsFile{}
	var own, all robotsGroup
	named, forUs, forAll, inAgents := false, false, false, false
	for raw := range bytes.FieldsFuncSeq(body, func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value := robotsLine(string(raw))
		switch key {
		case "user-agent":
			if !inAgents {
				forUs, forAll = false, false
			}
			inAgents = true
			token := agentToken(value)
			forAll = forAll || value == "*"
			forUs = forUs || token == robot
			named = named || token == robot
		case "allow", "disallow", "crawl-delay":
			inAgents = false
			if forUs {
				own.add(key, value)
			}
			if forAll {
				all.add(key, value)
			}
		case "sitemap":
			if len(f.Sitemaps) < maxSitemaps {
				f.Sitemaps = append(f.Sitemaps, value)
			}
		}
	}
	group := all
	if named {
		group = own
	}
	f.Rules, f.CrawlDelay = group.rules, group.crawlDelay
	return f
}

// robotsLine splits a line into its key, in lower case, and its value, without comment.
func robotsLine(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, found := strings.Cut(line, ":")
	if !found {
		return "", ""
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// agentToken is the product token that a user-agent line begins with: "parallax" for "Parallax/2.0".
func agentToken(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && r != '_' && r != '-'
	})
	if end >= 0 {
		value = value[:end]
	}
	return strings.ToLower(value)
}

type robotsGroup struct {
	rules      []robotsRule
	crawlDelay time.Duration
}

func (g *robotsGroup) add(key, value string) {
	if key == "crawl-delay" {
		seconds, err := strconv.ParseFloat(value, 64)
		if err == nil && seconds > 0 {
			g.crawlDelay = time.Duration(min(seconds, maxCrawlDelay.Seconds()) * float64(time.Second))
		}
		return
	}
	if value == "" || len(g.rules) >= maxRobotsRules {
		return
	}
	if value[0] != '/' && value[0] != '*' {
		value = "/" + value
	}
	g.rules = append(g.rules, robotsRule{Path: samePercent(value), Allow: key == "allow"})
}

// allows reports whether a page may be fetched.
func (f *robotsFile) allows(u *url.URL) bool {
	target := u.EscapedPath()
	if target == "" {
		target = "/"
	}
	if u.RawQuery != "" {
		target += "?" + u.RawQuery
	}
	if target == "/robots.txt" {
		return true
	}
	target = samePercent(target)
	longest, allowed := -1, true
	for _, r := range f.Rules {
		if len(r.Path) < longest || (len(r.Path) == longest && !r.Allow) {
			continue
		}
		if matchPath(r.Path, target) {
			longest, allowed = len(r.Path), r.Allow
		}
	}
	return allowed
}

// matchPath reports whether target begins with pattern, in which "*" stands for anything and a "$" at the end
// for the target's end. It takes the earliest place for each part, which is enough for such patterns, and so never tries
// twice.
func matchPath(pattern, target string) bool {
	pattern, toEnd := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(target, parts[0]) {
		return false
	}
	rest := target[len(parts[0]):]
	if len(parts) == 1 {
		return !toEnd || rest == ""
	}
	last := parts[len(parts)-1]
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	if toEnd {
		return strings.HasSuffix(rest, last)
	}
	return strings.Contains(rest, last)
}

// samePercent writes an address's path so that equal ones compare equal: what isn't ASCII is percent-encoded, hex
// digits are in upper case, and encoded letters and digits are written plainly.
func samePercent(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				i += 2
				if c = byte(v); isUnreserved(c) {
					b.WriteByte(c)
				} else {
					b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
				}
				continue
			}
		}
		if c > 0x7e || c <= ' ' {
			b.WriteString("%" + string(hex[c>>4]) + string(hex[c&15]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}
