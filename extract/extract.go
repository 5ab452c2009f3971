// Package extract reads an article out of what a publisher sent: body text, metadata and embedded posts.
//
//	article, err := extract.Article(page)
//
// It is pure: no network, no clock, no disk, and the same page always gives the same article. A page goes
// through these steps, one file each:
//
//	decode.go    bytes → UTF-8, whatever headers, byte order mark and meta tags claim; scripts.go knows letters
//	parse.go     UTF-8 → goquery document, with caps that keep hostile markup from costing more than its size
//	walk.go      one walk over the document cuts its text into blocks and finds embedded posts where they stand
//	features.go  what can be said of each block: its tag, its links, its surroundings
//	second.go    where the body is, so far as the weights in weights.tsv (model.go) make it out
//	traits.go    what can be said of each block in the light of that
//	body.go      which blocks are the article's own: those that the trees in forest.tsv (forest.go) find good as well
//	posts.go     posts in all the forms that pages embed them in; platforms.go knows their addresses
//	structure.go text that layouts repeat comes once, accordions get their headings, live blogs (live.go) their times
//	metadata.go  title, dates, authors and so on from JSON-LD, meta tags, microdata and the visible page:
//	             headline.go and outlet.go, byline.go, names.go and credit.go, times.go, shown.go, dates.go and
//	             calendars.go, sections.go, pictures.go
//	flat.go      tweets that were flattened into plain paragraphs become posts again
//	told.go      bodies that stand in JSON-LD alone
//	refuse.go    pages that are no article, and lists.go those that list others
//
// Documents of plain text (plain.go) and articles that come as our own JSON (record.go) are read as well.
//
// What the package leaves open: Language and Confidence (package language), Incident and CopyOf (package
// incident). It renders no page: what a script would have to fetch is not found, but what a script carries
// as data (JSON-LD, escaped embeds) is.
package extract

import (
	"mime"
	"strings"

	"parallax/news"
)

// Options change how an article is written; the zero value is the normal form.
type Options struct {
	PostsInText bool // embedded posts are rendered into Text where they stand
}

// NotArticle is the error for a page that holds no article; Reason says why in words ("HTTP status 404",
// "front page"), Cause as data. It tells about the page, never about a failure of ours.
type NotArticle struct {
	Reason string
	Cause  news.Cause
}

func (e *NotArticle) Error() string { return "extract: not an article: " + e.Reason }

// refuse turns a page away with a reason in words, for the cause with a code.
func refuse(reason string, code news.CauseCode) (news.Article, error) {
	return news.Article{}, &NotArticle{Reason: reason, Cause: news.Cause{Code: code}}
}

// Article reads the article of a page, with default Options. Its error is always a *NotArticle.
func Article(p news.Page) (news.Article, error) { return ArticleWith(p, Options{}) }

// ArticleWith reads the article of a page: HTML, plain text with one article, or RecordType. What the page's
// feed said (Page.Item) fills gaps only. Its error is always a *NotArticle.
func ArticleWith(p news.Page, o Options) (news.Article, error) {
	if p.Status >= 400 {
		return news.Article{}, &NotArticle{"HTTP status " + itoa(p.Status), news.Cause{Code: news.CausePageStatus, Status: p.Status}}
	}
	if len(p.Body) > maxBody {
		p.Body = p.Body[:maxBody]
	}
	switch mediaType(p) {
	case RecordType:
		return record(p)
	case "text/plain":
		return plain(p, o)
	case "text/html":
		return fromHTML(p, o)
	case "":
		return refuse("empty", news.CausePageEmpty)
	}
	if isBinary(p.Body) {
		return refuse("not HTML but binary data", news.CausePageBinary)
	}
	declared := cut(p.ContentType, 80)
	return news.Article{}, &NotArticle{"not HTML: " + declared, news.Cause{Code: news.CausePageType, Type: declared}}
}

// mediaType is the type of a page's body: what the header says, unless the bytes tell another one of the
// types that this package reads. It is "" for an empty body.
func mediaType(p news.Page) string {
	if len(p.Body) == 0 {
		return ""
	}
	declared, _, err := mime.ParseMediaType(p.ContentType)
	if err != nil {
		declared, _, _ = strings.Cut(strings.ToLower(p.ContentType), ";")
		declared = strings.TrimSpace(declared)
	}
	switch declared {
	case RecordType:
		return RecordType
	case "text/html", "application/xhtml+xml":
		if isBinary(p.Body) {
			return "application/octet-stream"
		}
		return "text/html"
	case "text/plain", "", "application/octet-stream", "text/xml", "application/xml":
		switch {
		case isBinary(p.Body):
			return "application/octet-stream"
		case looksLikeHTML(p.Body):
			return "text/html"
		case declared == "text/plain" || declared == "":
			return "text/plain"
		}
	}
	return declared
}
