package extract

import (
	"net/url"
	"regexp"
	"strings"

	"parallax/news"
)

// An addressForm is how a platform writes the address of one post. The groups "id", "user" and "host" of path
// are what the record takes from it.
type addressForm struct {
	platform string
	hosts    string // parted by spaces; "" for any host
	path     *regexp.Regexp
	address  string // canonical address, with $id, $user and $host
	id       string // the post's reference, the same way
}

var addressForms = []addressForm{
	{news.Twitter, "twitter.com x.com", regexp.MustCompile(`^/(?:#!/)?(?P<user>[A-Za-z0-9_]{1,20})/status(?:es)?/(?P<id>\d{5,20})`), "", "$id"},
	{news.Twitter, "twitter.com x.com", regexp.MustCompile(`^/i/(?:web/)?status/(?P<id>\d{5,20})`), "", "$id"},
	{news.YouTube, "youtube.com youtube-nocookie.com", regexp.MustCompile(`^/(?:embed|v|shorts|live)/(?P<id>[\w-]{11})(?:[/?&]|$)`), "https://www.youtube.com/watch?v=$id", "$id"},
	{news.YouTube, "youtu.be", regexp.MustCompile(`^/(?P<id>[\w-]{11})(?:[/?&]|$)`), "https://www.youtube.com/watch?v=$id", "$id"},
	{news.YouTube, "youtube.com", regexp.MustCompile(`^/watch/?\?(?:.*&)?v=(?P<id>[\w-]{11})(?:&|$)`), "https://www.youtube.com/watch?v=$id", "$id"},
	{news.Instagram, "instagram.com", regexp.MustCompile(`^/(?:[\w.]+/)?(?:p|reels?|tv)/(?P<id>[\w-]{5,40})`), "https://www.instagram.com/p/$id/", "$id"},
	{news.TikTok, "tiktok.com", regexp.MustCompile(`^/@(?P<user>[\w.]+)/(?:video|photo)/(?P<id>\d{6,25})`), "https://www.tiktok.com/@$user/video/$id", "$id"},
	{news.TikTok, "tiktok.com", regexp.MustCompile(`^/(?:embed|player)(?:/v\d)?/(?P<id>\d{6,25})`), "https://www.tiktok.com/embed/$id", "$id"},
	{news.Telegram, "t.me telegram.me", regexp.MustCompile(`^/(?:s/)?(?P<user>[A-Za-z]\w{3,40})/(?P<id>\d{1,12})`), "https://t.me/$user/$id", "$user/$id"},
	{news.Bluesky, "bsky.app", regexp.MustCompile(`^/profile/(?P<user>[\w.:\-]{3,100})/post/(?P<id>[a-z0-9]{5,20})`), "https://bsky.app/profile/$user/post/$id", "$user/$id"},
	{news.Bluesky, "embed.bsky.app", regexp.MustCompile(`^/embed/(?P<user>[\w.:%\-]{3,100})/app\.bsky\.feed\.post/(?P<id>[a-z0-9]{5,20})`), "https://bsky.app/profile/$user/post/$id", "$user/$id"},
	{news.Threads, "threads.net threads.com", regexp.MustCompile(`^/@(?P<user>[\w.]+)/post/(?P<id>[\w-]{5,40})`), "https://www.threads.net/@$user/post/$id", "$id"},
	{news.Reddit, "reddit.com embed.reddit.com redditmedia.com", regexp.MustCompile(`^/r/\w{2,40}/comments/(?P<id>[a-z0-9]{4,12})`), "https://www.reddit.com/comments/$id", "$id"},
	{news.Facebook, "facebook.com", regexp.MustCompile(`^/(?P<user>[\w.\-]+)/(?:posts|videos|photos)/(?:[\w.\-%]+/){0,3}(?P<id>[\w]{5,80})`), "https://www.facebook.com/$user/posts/$id", "$id"},
	{news.Facebook, "facebook.com", regexp.MustCompile(`^/(?:permalink|story|photo|video|watch)(?:\.php)?/?\?(?:.*&)?(?:story_fbid|fbid|v)=(?P<id>\w{5,80})`), "https://www.facebook.com/$id", "$id"},
	{news.Facebook, "facebook.com", regexp.MustCompile(`^/(?:reel|groups/[\w.\-]+/(?:posts|permalink))/(?P<id>\w{5,80})`), "https://www.facebook.com/$id", "$id"},
	{news.Mastodon, "", regexp.MustCompile(`^/@(?P<user>\w{1,60})/(?P<id>\d{5,20})(?:/embed)?/?$`), "https://$host/@$user/$id", "$host/$id"},
	{news.Mastodon, "", regexp.MustCompile(`^/users/(?P<user>\w{1,60})/statuses/(?P<id>\d{5,20})(?:/embed)?/?$`), "https://$host/@$user/$id", "$host/$id"},
}

// addressed is the post at an address, false for an address of anything else.
func addressed(address string) (embed, bool) {
	address = unarchived(strings.TrimSpace(address))
	if len(address) < 12 || len(address) > 2000 {
		return embed{}, false
	}
	if record, ok := strings.CutPrefix(address, "at://"); ok {
		address = "https://embed.bsky.app/embed/" + record
	}
	if strings.HasPrefix(address, "//") {
		address = "https:" + address
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return embed{}, false
	}
	host := strings.ToLower(u.Hostname())
	for _, prefix := range []string{"www.", "mobile.", "m."} {
		host = strings.TrimPrefix(host, prefix)
	}
	if e, ok := indirect(host, u); ok {
		return e, true
	}
	path := u.Path
	switch {
	case u.RawQuery != "":
		path += "?" + u.RawQuery
	case strings.HasPrefix(u.Fragment, "!/"):
		path = "/#" + u.Fragment
	}
	for i := range addressForms {
		f := &addressForms[i]
		if f.hosts == "" || containsWord(f.hosts, host) {
			if m := f.path.FindStringSubmatch(path); m != nil {
				return f.embed(m, host), true
			}
		}
	}
	return embed{}, false
}

func containsWord(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

// embed writes the record of the post whose address's path gave the match m.
func (f *addressForm) embed(m []string, host string) embed {
	id, user := "", ""
	for i, group := range f.path.SubexpNames() {
		switch group {
		case "id":
			id = m[i]
		case "user":
			user = m[i]
		}
	}
	if f.platform == news.Twitter {
		if user == "i" || user == "web" {
			user = ""
		}
		return tweet(id, user)
	}
	fill := strings.NewReplacer("$id", id, "$user", user, "$host", host)
	p := news.Post{ID: news.PostID(f.platform, fill.Replace(f.id)), Platform: f.platform, URL: fill.Replace(f.address), Handle: user}
	switch f.platform {
	case news.Mastodon:
		p.Handle = user + "@" + host
	case news.Bluesky:
		if strings.HasPrefix(user, "did:") {
			p.Handle = ""
		}
	}
	return embed{post: p}
}

// unarchived is the address that a copy in a web archive stands for: what follows the time in its path.
func unarchived(address string) string {
	if !strings.Contains(address[:min(len(address), 60)], "archive.") {
		return address
	}
	if i := strings.LastIndex(address, "/http"); i > 0 {
		return address[i+1:]
	}
	return address
}

// indirect reads the addresses that carry the one of a post as a parameter: Twitter's own widget frame,
// Facebook's plugins.
func indirect(host string, u *url.URL) (embed, bool) {
	switch {
	case host == "platform.twitter.com" || host == "platform.x.com":
		q := u.Query()
		if u.RawQuery == "" {
			q, _ = url.ParseQuery(u.Fragment)
		}
		if id := q.Get("id"); isTweetNumber(id) {
			return tweetByID(id), true
		}
	case host == "twitframe.com":
		return addressed(u.Query().Get("url"))
	case host == "facebook.com" && strings.HasPrefix(u.Path, "/plugins/"),
		strings.HasSuffix(u.Path, "/plugins/post.php"), strings.HasSuffix(u.Path, "/plugins/video.php"):
		return addressed(u.Query().Get("href"))
	}
	return embed{}, false
}

// bareAddress recognizes a paragraph that is nothing but the address of a post, which is how several systems
// mark a post to embed. Addresses that readers are sent to as often as they are shown stay links.
func bareAddress(text string) (embed, bool) {
	if len(text) > 300 || !strings.HasPrefix(text, "http") || strings.ContainsAny(text, " \n") {
		return embed{}, false
	}
	e, ok := addressed(text)
	return e, ok
}

// languageTag tidies the language tag of a post; platforms say "und" or "zxx" where they don't know.
func languageTag(tag string) string {
	tag = strings.TrimSpace(strings.ReplaceAll(tag, "_", "-"))
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	switch {
	case len(base) < 2 || len(base) > 3, base == "und", base == "zxx", base == "art", base == "qme", base == "qht", base == "qam", base == "qst", base == "qct":
		return ""
	case base == "in":
		return "id"
	case base == "iw":
		return "he"
	}
	return tag
}
