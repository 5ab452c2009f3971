// Package news holds the nouns of Parallax: what the stages hand to each other.
//
// Article data flows one way, and each arrow is one of these structs:
//
//	Feed → Item → Page → Article (with its Posts) → Filing (an Article under an Incident)
//
// Everything that crosses a package border is a plain struct of this package, so that no stage needs to
// import another one. The package knows nothing of HTTP, HTML, disks or search; it depends on the standard
// library alone. Besides the structs it holds the three rules all stages must agree on: what the identity
// of an article, a post and an incident is (see id.go and canonical.go).
//
// Times are UTC. Languages are BCP 47 tags ("en", "pt-BR", "zh-Hant"), "und" where a text's language isn't
// known. Countries are ISO 3166-1 alpha-2 codes in upper case.
package news

import (
	"errors"
	"time"
)

// SchemaVersion is the version of the JSON that Article, Incident and Post are written as. It grows when a
// field changes its meaning or goes; new fields do not change it.
//
//	1  first version
const SchemaVersion = 1

// Undetermined is the language tag of a text whose language isn't known.
const Undetermined = "und"

// ErrNotFound is returned, wrapped, by whatever looks a record up by its ID and finds none.
var ErrNotFound = errors.New("not found")

// ErrBadCursor is returned, wrapped, for the cursor of a Window that the list in question never gave out.
var ErrBadCursor = errors.New("bad cursor")

// A Source is an outlet: a newspaper, a broadcaster, an agency, a site.
type Source struct {
	ID       string `json:"id"`                 // stable; the site's host without "www.", see SourceID
	Name     string `json:"name,omitempty"`     // as the outlet calls itself
	Host     string `json:"host,omitempty"`     // host of its site, with port if it isn't the default one
	Country  string `json:"country,omitempty"`  // where it is published
	Language string `json:"language,omitempty"` // what it usually writes in
}

// A Feed is the address of an RSS, Atom or JSON feed, or of a news sitemap, with the state of its crawl.
type Feed struct {
	URL      string `json:"url"`
	Source   string `json:"source"` // ID of its Source
	Title    string `json:"title,omitempty"`
	Language string `json:"language,omitempty"` // as listed by us or declared by the feed

	// What the last answers said. ETag and LastModified are kept verbatim.
	ETag         string        `json:"etag,omitempty"`
	LastModified string        `json:"last_modified,omitempty"`
	LastFetch    time.Time     `json:"last_fetch,omitzero"`   // last attempt
	LastSuccess  time.Time     `json:"last_success,omitzero"` // last attempt that was answered with a feed or 304
	NextFetch    time.Time     `json:"next_fetch,omitzero"`   // not before this; zero means now
	Interval     time.Duration `json:"-"`                     // current polling interval
	Failures     int           `json:"failures,omitempty"`    // in a row
	LastError    string        `json:"last_error,omitempty"`  // in English; empty when the last attempt worked
	LastCause    Cause         `json:"last_cause,omitzero"`   // the same as data
	Gone         bool          `json:"gone,omitempty"`        // answered 410: no longer fetched
	Moved        string        `json:"moved,omitempty"`       // where its permanent redirects lead; fetched there
	Imprint      []byte        `json:"-"`                     // of the items of the last fetch, by which the crawler sees what changed
}

// An Item is what a feed or sitemap says of one article before its page is fetched.
type Item struct {
	URL       string    `json:"url"`
	Feed      string    `json:"feed,omitempty"`   // URL of the feed that named it first
	Source    string    `json:"source,omitempty"` // ID of the source
	GUID      string    `json:"guid,omitempty"`
	Title     string    `json:"title,omitempty"`
	Summary   string    `json:"summary,omitempty"` // plain text
	Authors   []string  `json:"authors,omitempty"`
	Language  string    `json:"language,omitempty"` // of the feed
	Published time.Time `json:"published,omitzero"`
	Attempts  int       `json:"-"` // fetches of its page that failed so far
}

// A Page is what was received for one article, raw, and what was known when it came. Pages are archived and
// never change; everything else is derived from them.
type Page struct {
	Seq         int64       // its place in the archive's order, from 1; 0 before it is archived
	URL         string      // as asked for; "urn:sha256:…" for a document that came without an address
	FinalURL    string      // after redirects; equal to URL where there were none
	Fetched     time.Time   // when the answer began
	Status      int         // HTTP status; 0 for a document that wasn't fetched over HTTP
	ContentType string      // Content-Type header, verbatim
	Request     [][2]string // header of the request for FinalURL as it was sent, Host first; nil where it isn't known
	Header      [][2]string
	Body        []byte // content coding removed, charset as sent
	Item        Item   // what its feed said, zero if it didn't come from a feed
	Feed        string // address of the feed that this is a document of; "" for the page of an article
	Next        *Visit // the look for edits that is to follow, none if its Due is zero; nil leaves what was planned
	Source      Source // the outlet as configured; ID is always set
}

// Manners are what a site has asked of crawlers, as the crawler keeps it.
type Manners struct {
	Site  string    // scheme and host of a robots.txt ("https://example.org"), or a host that rests ("example.org")
	Body  []byte    // as the crawler writes it
	Until time.Time // it means nothing any more after that
}

// An Article is what was read out of a Page.
type Article struct {
	ID           string    `json:"id"`
	URL          string    `json:"url,omitempty"`           // the address it was read at
	CanonicalURL string    `json:"canonical_url,omitempty"` // the address its ID derives from
	Source       Source    `json:"source,omitzero"`
	Title        string    `json:"title,omitempty"`
	Lead         string    `json:"lead,omitempty"` // standfirst or summary, plain text
	Text         string    `json:"text,omitempty"` // its own prose, paragraphs separated by one blank line, NFC, no posts
	Language     string    `json:"language,omitempty"`
	Confidence   float64   `json:"language_confidence,omitempty"` // 0 to 1
	Authors      []string  `json:"authors,omitempty"`
	Published    time.Time `json:"published,omitzero"`
	Modified     time.Time `json:"modified,omitzero"`
	Fetched      time.Time `json:"fetched,omitzero"`
	Section      string    `json:"section,omitempty"`
	Keywords     []string  `json:"keywords,omitempty"`
	Image        string    `json:"image,omitempty"` // absolute URL
	Links        []string  `json:"links,omitempty"` // absolute, from the body, in order, no duplicates
	Posts        []Post    `json:"posts,omitempty"` // embedded posts, in order of first appearance
	Blocks       []Block   `json:"blocks,omitempty"`
	Incident     *Place    `json:"incident,omitempty"` // set once filed
	CopyOf       string    `json:"copy_of,omitempty"`  // ID of the article it is a copy of
	Versions     []Version `json:"versions,omitempty"` // what it said before, oldest first
	Revised      time.Time `json:"revised,omitzero"`   // when its present wording was read first, where it has had others
	Rights       Rights    `json:"rights,omitempty"`   // by which its texts were cut; empty where nobody has asked
	Schema       int       `json:"schema"`             // SchemaVersion

	Declared string `json:"-"` // the language that the page's markup claims, unverified; a hint for detection
}

// Time is when the article's news reached the world as far as is known: Published, or Fetched where the page
// gives no date.
func (a *Article) Time() time.Time {
	if !a.Published.IsZero() {
		return a.Published
	}
	return a.Fetched
}

// A Block is one piece of an article's body, in reading order.
type Block struct {
	Type string `json:"type"`           // one of the Block… constants
	Text string `json:"text,omitempty"` // plain text; list items are separated by newlines
	Post string `json:"post,omitempty"` // ID of a Post in the article's Posts, for BlockPost
}

// The types of blocks.
const (
	BlockParagraph = "paragraph"
	BlockHeading   = "heading"
	BlockList      = "list"
	BlockQuote     = "quote"
	BlockPost      = "post"
)

// A Post is a social-media post that an article embeds: a record of its own, in a language of its own.
type Post struct {
	ID        string    `json:"id"`       // see PostID and UnaddressedPostID
	Platform  string    `json:"platform"` // one of the platform constants, or another platform's name in lower case
	URL       string    `json:"url,omitempty"`
	Author    string    `json:"author,omitempty"` // display name
	Handle    string    `json:"handle,omitempty"` // without "@", in the author's own case
	Text      string    `json:"text,omitempty"`
	Language  string    `json:"language,omitempty"`
	Published time.Time `json:"published,omitzero"`
	DateOnly  bool      `json:"date_only,omitempty"` // Published is known to the day, not to the second
	Media     []string  `json:"media,omitempty"`     // absolute URLs or t.co/pic links as given
}

// The platforms that embedded posts come from.
const (
	Twitter   = "twitter" // twitter.com and x.com
	Mastodon  = "mastodon"
	Bluesky   = "bluesky"
	Instagram = "instagram"
	Facebook  = "facebook"
	YouTube   = "youtube"
	TikTok    = "tiktok"
	Telegram  = "telegram"
	Threads   = "threads"
	Reddit    = "reddit"
)
