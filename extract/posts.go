package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"parallax/news"
)

// An embed is a post where it stands on a page.
type embed struct {
	post  news.Post
	shown string // its visible text, as Options.PostsInText renders it
}

// maxPostText caps the text of a post, in user-perceived characters: four times what a long tweet holds.
const maxPostText = 10_000

// embedsAt recognizes an element that embeds posts. whole reports that nothing else is to be read inside of it.
func embedsAt(n *html.Node) (found []embed, whole bool) {
	switch n.DataAtom {
	case atom.Blockquote:
		found = quoteEmbed(n)
	case atom.Iframe:
		found = frameEmbed(n)
	case atom.Script:
		found = telegram(n)
	case atom.Html, atom.Body, atom.P, atom.A, atom.Span, atom.Img, atom.Li, atom.Br:
		return nil, false
	default:
		found = componentEmbed(n)
	}
	return found, len(found) > 0
}

// quoteEmbed reads the blockquotes that platforms give out for embedding; their scripts turn them into
// widgets, and without the script they stand as they are.
func quoteEmbed(n *html.Node) []embed {
	class := attr(n, "class")
	for _, key := range []string{"data-instgrm-permalink", "data-bluesky-uri", "data-text-post-permalink", "data-embed-url", "cite", "data-tweet-url"} {
		if e, ok := addressed(attr(n, key)); ok && (key != "cite" || e.post.Platform == news.TikTok) {
			return []embed{quoted(n, e)}
		}
	}
	class += attr(n, "data-twitter")
	isTweet := strings.Contains(class, "twitter-") || strings.Contains(class, "tweet")
	if e, ok := tweetIn(n, isTweet); ok {
		return []embed{e}
	}
	if id := tweetNumber(n); id != "" {
		return []embed{quoted(n, tweetByID(id))}
	}
	if strings.Contains(class, "reddit") {
		for _, href := range hrefs(n) {
			if e, ok := addressed(href); ok && e.post.Platform == news.Reddit {
				return []embed{quoted(n, e)}
			}
		}
	}
	return nil
}

// attribution is the line that closes an archived post: a dash, the display name, the handle in parentheses.
var attribution = regexp.MustCompile(`[—–―‒\-]{1,2}\s*([^—―()]{0,80}(?:\([^@()]{0,40}\)[^—―()]{0,40})?)\(\s*[@＠]([A-Za-z0-9_.\-]{1,60}(?:@[A-Za-z0-9_.\-]{3,60})?)\s*\)`)

// tweetIn reads a tweet's blockquote: its paragraphs, "— Name (@handle)", and a link to the status. Without
// the class of tweets it must have both the line and the link.
func tweetIn(n *html.Node, certain bool) (embed, bool) {
	sel := goquery.NewDocumentFromNode(n).Selection
	var status embed
	sel.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		if e, ok := addressed(a.AttrOr("href", "")); ok && e.post.Platform == news.Twitter {
			if status.post.ID == "" || a.Closest("p").Length() == 0 {
				status = e
			}
		}
	})
	shown := tidy(visible(n))
	certain = certain || shown == "" // nothing but a link to the status
	if status.post.ID == "" && certain {
		if id := tweetNumber(n); id != "" {
			status = tweetByID(id)
		}
	}
	by := attribution.FindStringSubmatch(shown)
	if status.post.ID == "" || !certain && by == nil {
		return embed{}, false
	}
	return quoted(n, status), true
}

// quoted fills a post's record from its blockquote.
func quoted(n *html.Node, e embed) embed {
	sel := goquery.NewDocumentFromNode(n).Selection
	shown := tidy(visible(n))
	e.shown = shown
	var text []string
	sel.Find("p").Each(func(_ int, p *goquery.Selection) {
		if t := tidyLines(visible(p.Get(0))); t != "" {
			text = append(text, t)
		}
		if l := p.AttrOr("lang", ""); l != "" && e.post.Language == "" {
			e.post.Language = languageTag(l)
		}
		for _, href := range hrefs(p.Get(0)) {
			if strings.Contains(href, "//t.co/") && len(e.post.Media) < 8 {
				e.post.Media = append(e.post.Media, href)
			}
		}
	})
	body := strings.Join(text, "\n")
	if at := attribution.FindStringSubmatchIndex(shown); at != nil {
		e.post.Author = tidy(shown[at[2]:at[3]])
		if e.post.Handle == "" || strings.EqualFold(e.post.Handle, shown[at[4]:at[5]]) || e.post.Platform != news.Twitter {
			e.post.Handle = shown[at[4]:at[5]]
		}
		if body == "" {
			body = strings.TrimSpace(shown[:at[0]])
		} else if i := attribution.FindStringIndex(body); i != nil {
			body = strings.TrimSpace(body[:i[0]])
		}
		if t, _, ok := scanDate(shown[at[1]:], e.post.Language); ok && e.post.Published.IsZero() {
			e.post.Published, e.post.DateOnly = t, true
		}
	}
	if _, isAddress := addressed(body); !isAddress {
		e.post.Text = cut(body, maxPostText)
	}
	return e
}

// frameEmbed reads an iframe by the address that it shows, or will show once a lazy loader has run or consent is given:
// each of these puts it into an attribute of its own.
func frameEmbed(n *html.Node) []embed {
	if id := tweetNumber(n); id != "" {
		return []embed{tweetByID(id)}
	}
	for i := range n.Attr {
		if a := &n.Attr[i]; a.Key != "title" && strings.Contains(a.Val, "//") {
			if e, ok := addressed(a.Val); ok {
				return []embed{titled(n, e)}
			}
		}
	}
	if src := attr(n, "srcdoc"); strings.Contains(src, "twitter-tweet") {
		return embedsInMarkup(src)
	}
	return nil
}

// telegram reads the script element that stands for a Telegram post.
func telegram(n *html.Node) []embed {
	if n.DataAtom != atom.Script {
		return nil
	}
	if post := attr(n, "data-telegram-post"); post != "" {
		if e, ok := addressed("https://t.me/" + post); ok {
			return []embed{e}
		}
	}
	return nil
}

// componentEmbed reads the other elements that stand for a post: AMP components, lite players, Facebook's
// divs, and elements of any name with a tweet's number, a post's address or escaped markup in an attribute.
func componentEmbed(n *html.Node) []embed {
	if len(n.Attr) == 0 {
		return nil
	}
	if id := tweetNumber(n); id != "" {
		if inner := find(n, func(c *html.Node) bool { return c.DataAtom == atom.Blockquote }); inner != nil {
			if found := quoteEmbed(inner); len(found) > 0 {
				return found
			}
		}
		if len(visible(n)) > 2000 {
			return nil
		}
		e := tweetByID(id)
		if t := tidy(visible(n)); words(t) > 3 {
			e = quoted(n, e)
		}
		return []embed{e}
	}
	for i := range n.Attr {
		if a := &n.Attr[i]; len(a.Val) > 60 && strings.Contains(a.Val, "twitter-tweet") && strings.Contains(a.Val, "blockquote") {
			if found := embedsInMarkup(unescape(a.Val)); len(found) > 0 {
				return found
			}
		}
	}
	return componentAddress(n)
}

// componentAddress reads the components that name a post by address or by the platform's own reference.
func componentAddress(n *html.Node) []embed {
	reference := ""
	if id := videoNumber(n); id != "" {
		return []embed{titled(n, videoByID(id))}
	}
	switch n.Data {
	case "amp-instagram":
		reference = "https://www.instagram.com/p/" + attr(n, "data-shortcode")
	case "amp-facebook":
		reference = attr(n, "data-href")
	case "amp-tiktok":
		reference = attr(n, "data-src")
	case "amp-iframe":
		reference = attr(n, "src")
	default:
		for _, key := range []string{"data-url", "data-href", "data-embed-url", "data-src", "data-permalink", "data-tweet-url", "data-oembed-url"} {
			if reference = attr(n, key); reference != "" {
				break
			}
		}
		if reference == "" {
			return nil
		}
		class := attr(n, "class")
		switch {
		case strings.Contains(class, "fb-post"), strings.Contains(class, "fb-video"):
			reference = attr(n, "data-href")
		case strings.Contains(class, "tweet"), strings.Contains(class, "embed"), strings.Contains(class, "social"), strings.Contains(class, "twitter"), strings.Contains(class, "youtube"):
		default:
			return nil
		}
	}
	if e, ok := addressed(reference); ok {
		return []embed{titled(n, e)}
	}
	return nil
}

// videoNumber is the number of the YouTube video that an element which stands for its player names in an attribute:
// lite players, AMP's, and the boxes that ask for consent first.
func videoNumber(n *html.Node) string {
	id := ""
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "videoid", "video-id", "data-videoid", "data-video-id", "data-id", "data-embed-id", "data-vid":
			if isVideoNumber(a.Val) {
				id = a.Val
			}
		case "data-youtube", "data-youtube-id", "data-youtubeid", "data-youtube-video-id", "data-youtube-videoid", "data-yt-id", "data-ytid", "data-yt", "youtube-id":
			if isVideoNumber(a.Val) {
				return a.Val
			}
		}
	}
	if id == "" || !isYouTube(n) {
		return ""
	}
	return id
}

// isYouTube reports whether the name of an element or what it says of itself names the platform.
func isYouTube(n *html.Node) bool {
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "data-provider", "data-type", "data-service", "data-platform", "data-video-provider", "data-embed-type":
			if strings.Contains(strings.ToLower(a.Val), "youtube") {
				return true
			}
		}
	}
	return strings.Contains(n.Data, "youtube")
}

func isVideoNumber(s string) bool {
	if len(s) != 11 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != '-' && c != '_' && !(c >= '0' && c <= '9') && !isLetter(c) {
			return false
		}
	}
	return true
}

func videoByID(id string) embed {
	return embed{post: news.Post{ID: news.PostID(news.YouTube, id), Platform: news.YouTube, URL: "https://www.youtube.com/watch?v=" + id}}
}

// titled gives a video the title that its player has for those who can't see it; a video has no other text.
func titled(n *html.Node, e embed) embed {
	if e.post.Platform != news.YouTube {
		return e
	}
	for _, key := range []string{"title", "videotitle", "data-title", "playlabel", "aria-label"} {
		title := tidy(attr(n, key))
		title = strings.TrimPrefix(title, "Play: ")
		if lower := strings.ToLower(title); words(title) > 1 && !strings.Contains(lower, "video player") && lower != "youtube video" {
			e.post.Text = cut(title, maxPostText)
			break
		}
	}
	return e
}

// tweetNumber is the number of the tweet that an element names in an attribute. AMP takes a whole address too.
func tweetNumber(n *html.Node) string {
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "data-tweet-id", "data-tweetid", "data-twitter-id", "data-tweet", "tweet-id":
			v := strings.TrimSpace(n.Attr[i].Val)
			if e, ok := addressed(v); ok && e.post.Platform == news.Twitter {
				return e.post.ID
			}
			if isTweetNumber(v) {
				return v
			}
		}
	}
	return ""
}

func isTweetNumber(s string) bool {
	if len(s) < 5 || len(s) > 20 {
		return false
	}
	_, err := strconv.ParseUint(s, 10, 63)
	return err == nil
}

// tweetByID is the record of a tweet of which no more than its number is known.
func tweetByID(id string) embed { return tweet(id, "") }

func tweet(id, handle string) embed {
	p := news.Post{ID: news.PostID(news.Twitter, id), Platform: news.Twitter, Handle: handle}
	path := handle
	if handle == "" {
		path = "i"
	}
	p.URL = "https://twitter.com/" + path + "/status/" + id
	if t, ok := snowflake(id); ok {
		p.Published = t
	}
	return embed{post: p}
}

// snowflake is the time that a tweet's number holds, to the second. Numbers count milliseconds since
// 4 November 2010; older ones hold no time.
func snowflake(id string) (time.Time, bool) {
	const epoch = 1288834974657 // ms since 1970
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n < 29_700_859_247 {
		return time.Time{}, false
	}
	return time.UnixMilli(n>>22 + epoch).UTC().Truncate(time.Second), true
}

// embedsInMarkup reads the posts of a piece of markup that stood escaped in a script or an attribute.
func embedsInMarkup(markup string) []embed {
	const most, longest = 500, 20_000 // blockquotes looked at, bytes of one
	var found []embed
	for range most {
		_, after, ok := strings.Cut(markup, "<blockquote")
		if !ok {
			break
		}
		piece, _, ok := strings.Cut(after[:min(len(after), longest)], "</blockquote")
		if markup = after; !ok || !strings.Contains(piece, "twitter-") {
			continue
		}
		markup = after[len(piece):]
		nodes, err := html.ParseFragment(strings.NewReader("<blockquote"+piece), nil)
		if err != nil {
			continue
		}
		for _, n := range nodes {
			if quote := find(n, func(c *html.Node) bool { return c.DataAtom == atom.Blockquote }); quote != nil {
				found = append(found, quoteEmbed(quote)...)
			}
		}
	}
	return found
}

// unescape undoes the escapes of JSON and, twice at most, those of HTML.
func unescape(s string) string {
	if strings.Contains(s, `\`) {
		s = jsonEscapes.Replace(s)
	}
	for i := 0; i < 2 && (strings.Contains(s, "&lt;") || strings.Contains(s, "&quot;") || strings.Contains(s, "&#")); i++ {
		s = html.UnescapeString(s)
	}
	return unicodeEscape.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[len(e)-4:], 16, 16)
		if err != nil {
			return e
		}
		return string(rune(n))
	})
}

var (
	jsonEscapes   = strings.NewReplacer(`\\\"`, `"`, `\\u`, `\u`, `\"`, `"`, `\/`, `/`, `\\n`, "\n", `\n`, "\n", `\t`, " ", `\r`, "")
	unicodeEscape = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)
)
