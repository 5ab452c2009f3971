package news

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ArticleID is the ID of the article at an address: 16 characters [a-z2-7] from the SHA-256 of its canonical
// form, in which http and https are the same, and so are the hosts of one outlet that only differ in the form of their pages, as
// "www.example.org" and "m.example.org". It returns "" where CanonicalURL does.
func ArticleID(address string) string {
	c := CanonicalURL(address)
	if c == "" {
		return ""
	}
	_, rest, _ := strings.Cut(c, ":")
	if host, is := strings.CutPrefix(rest, "//"); is {
		rest = "//" + withoutForm(host)
	}
	return digest("article", rest)
}

// IncidentID is the ID of the incident that an article opens. It stays when the article is moved elsewhere.
func IncidentID(founder string) string { return digest("incident", founder) }

// SplitID is the ID of an incident that a person splits off with an article as its first, where IncidentID is in use: the
// incident that the article opened goes on without it. n, from 1, tells several such splits apart.
func SplitID(founder string, n int) string { return digest("split", strconv.Itoa(n)+" "+founder) }

// PartID is the ID of an incident that was found to be one of its own when another one fell apart: that of its first article, at the
// nth article filed.
func PartID(first string, n int) string { return digest("part", strconv.Itoa(n)+" "+first) }

// StoryID is the ID of the story that begins with an incident. It stays when the incident is merged into another one.
func StoryID(first string) string { return digest("story", first) }

// PostID is the ID of a post that its platform has given a reference: the status number alone for tweets
// ("926401530013642760"), "platform:reference" for the others ("youtube:AEyOoZ7JpyY",
// "mastodon:mastodon.social:109", "bluesky:name.bsky.social:3k2a"). Slashes in a reference become colons.
func PostID(platform, reference string) string {
	if platform == Twitter {
		return reference
	}
	return platform + ":" + strings.ReplaceAll(reference, "/", ":")
}

// UnaddressedPostID is the ID of a post that came without an address or number, as in a tweet flattened into
// plain text: "platform~" and 16 characters from its ContentKey.
func UnaddressedPostID(platform, handle, text string) string {
	return platform + "~" + digest("post", platform+" "+foldHandle(handle)+" "+foldText(text))
}

// Addressed reports whether a post's ID is its platform's own.
func (p *Post) Addressed() bool { return p.ID != "" && !strings.Contains(p.ID, "~") }

// ContentKey is equal for two copies of one post, with or without their addresses: platform, handle in lower
// case, and the first 100 letters and digits of the text in lower case, links left out. It returns "" for a
// post without handle or without at least 12 letters or digits, which says too little to be recognized by.
func ContentKey(platform, handle, text string) string {
	handle, text = foldHandle(handle), foldText(text)
	if handle == "" || utf8.RuneCountInString(text) < 12 {
		return ""
	}
	return platform + " " + handle + " " + text
}

func foldHandle(handle string) string {
	return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(handle), "@"))
}

func foldText(text string) string {
	var b strings.Builder
	n := 0
	for _, word := range strings.Fields(text) {
		if isLink(word) {
			continue
		}
		for _, r := range word {
			if n < 100 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) {
				b.WriteRune(unicode.ToLower(r))
				n++
			}
		}
	}
	return b.String()
}

func isLink(word string) bool {
	return strings.Contains(word, "://") || strings.Contains(word, "pic.twitter.com/") ||
		strings.HasPrefix(word, "t.co/") || strings.HasPrefix(word, "www.")
}

// digest is 80 bits of SHA-256 over a kind and a value, written in [a-z2-7].
func digest(kind, value string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + value))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}
