package crawler

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"net/http"
	"time"

	"golang.org/x/net/html"

	"parallax/news"
)

// looks is how long after its first fetch an article's page is looked at again. Most edits come within the hour, some within
// a day, corrections within the week. The last look asks for the page whatever its validators say.
var looks = [...]time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour}

// firstVisit plans the looks at a page that was fetched for the first time; there are none for an article that is too old
// to be edited any more.
func (c *Crawler) firstVisit(p *news.Page) *news.Visit {
	age := p.Fetched.Sub(p.Item.Published)
	if c.opts.NoVisits || !p.Item.Published.IsZero() && age > looks[len(looks)-1] {
		return nil
	}
	return c.nextVisit(news.Visit{Item: p.Item, First: p.Fetched}, p, p.Fetched)
}

// nextVisit plans the look that follows on v, with what the page at hand shows; p is nil where there was none.
func (c *Crawler) nextVisit(v news.Visit, p *news.Page, now time.Time) *news.Visit {
	if p != nil {
		v.URL, v.Digest = p.FinalURL, wordsDigest(p.Body)
		v.ETag, v.LastModified = "", ""
		for _, field := range p.Header {
			switch http.CanonicalHeaderKey(field[0]) {
			case "Etag":
				v.ETag = field[1]
			case "Last-Modified":
				v.LastModified = field[1]
			}
		}
	}
	v.Looks++
	v.Due = time.Time{}
	for _, after := range looks {
		// A look that is long overdue, for the program didn't run, stands for those that should have followed meanwhile.
		if at := v.First.Add(after); at.After(now) {
			v.Due = at
			break
		}
	}
	return &v
}

// isLast reports whether no look will follow on v.
func isLast(v news.Visit, now time.Time) bool { return !v.First.Add(looks[len(looks)-1]).After(now) }

// visitAgain looks at the page of a known article, unless it yields to those who wait at another site. Only a page whose words have changed is archived.
func (c *Crawler) visitAgain(ctx context.Context, v news.Visit, yields bool) (outcome, error) {
	now := c.now()
	r := request{url: v.URL, accept: acceptPage, etag: v.ETag, lastModified: v.LastModified, yields: yields}
	if isLast(v, now) {
		r.etag, r.lastModified = "", ""
	}
	page, err := c.readPage(ctx, v.Item, r)
	switch {
	case ctx.Err() != nil:
		return outcome{}, ctx.Err()
	case err != nil:
		return c.visitFailed(ctx, v, asFailure(err))
	case page.Status == http.StatusNotModified:
		return outcome{}, c.opts.Store.Visited(ctx, *c.nextVisit(v, nil, now), news.Reason{})
	}
	next := c.nextVisit(v, page, now)
	switch {
	case next.Digest == v.Digest:
		return outcome{}, c.opts.Store.Visited(ctx, *next, news.Reason{})
	case isFront(page.FinalURL) && !isFront(v.URL):
		// Where an article was taken down some sites redirect to their front page; that is no edit of the article.
		v.Due = time.Time{}
		why := news.Reason{Text: "the article's address leads to the front page now", Cause: news.Cause{Code: news.CausePageMoved}}
		return outcome{failed: true}, c.opts.Store.Visited(ctx, v, why)
	}
	if page.Source, err = c.sources.get(ctx, v.Item.Source, now); err != nil {
		return outcome{}, err
	}
	page.Next = next
	return outcome{page: page}, nil
}

// visitFailed records that a known page couldn't be had this time. One that is gone isn't asked for again; its article stays.
func (c *Crawler) visitFailed(ctx context.Context, v news.Visit, fail *failure) (outcome, error) {
	if fail.detour != "" {
		return outcome{detour: fail.detour}, nil
	}
	if c.fetch.hosts.rests(hostOfAddress(v.URL)) && fail.kind == resting {
		return outcome{skipped: true}, nil
	}
	next := c.nextVisit(v, nil, c.now())
	if fail.kind == final || fail.status == http.StatusNotFound {
		next.Due = time.Time{}
	}
	return outcome{failed: true}, c.opts.Store.Visited(ctx, *next, fail.why())
}

// isFront reports whether an address is that of a site's front page.
func isFront(address string) bool {
	u, err := webAddress(nil, address)
	return err == nil && (u.Path == "" || u.Path == "/") && u.RawQuery == ""
}

// fewWords is the number of words in its paragraphs below which a page is taken to have its text elsewhere.
const fewWords = 40

// wordsDigest is a hash of the words in a page's title, headings and paragraphs, which an edit changes and the advertisements,
// counters and tokens around them don't. Where there are few such words it is that of all words, and where there are none, of all bytes.
func wordsDigest(body []byte) string {
	text, all := newWordHash(), newWordHash()
	z := html.NewTokenizer(bytes.NewReader(body))
	z.SetMaxBuf(1 << 20)
	within, hidden := false, false
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		switch kind {
		case html.TextToken:
			for word := range bytes.FieldsSeq(z.Text()) {
				if !hidden && text.words < fewWords { // or nobody asks for all
					all.add(word)
				}
				if within {
					text.add(word)
				}
			}
		case html.StartTagToken, html.EndTagToken:
			switch tag, _ := z.TagName(); string(tag) {
			case "title", "h1", "h2", "p", "blockquote":
				// Paragraphs needn't be closed: the next one ends them, and so does the end of what holds them.
				within = kind == html.StartTagToken
			case "div", "section", "article", "footer", "nav", "aside", "ul", "table", "form":
				within = false
			case "script", "style", "noscript", "template", "iframe":
				within, hidden = false, kind == html.StartTagToken
			}
		}
	}
	switch {
	case text.words >= fewWords:
		return text.String()
	case all.words == 0:
		all.add(body)
	}
	return all.String()
}

// A wordHash hashes words, each followed by a space, and counts them.
type wordHash struct {
	hash  hash.Hash
	words int
	ahead []byte // not hashed yet: hashing word by word costs twice as much
}

// hashedAtOnce is how many bytes are hashed at a time.
const hashedAtOnce = 1 << 10

func newWordHash() *wordHash {
	return &wordHash{hash: sha256.New(), ahead: make([]byte, 0, hashedAtOnce)}
}

func (h *wordHash) add(word []byte) {
	if len(h.ahead)+len(word) >= hashedAtOnce {
		h.flush()
	}
	if len(word) >= hashedAtOnce {
		h.hash.Write(word)
		word = nil
	}
	h.ahead = append(append(h.ahead, word...), ' ')
	h.words++
}

func (h *wordHash) flush() {
	h.hash.Write(h.ahead)
	h.ahead = h.ahead[:0]
}

func (h *wordHash) String() string {
	h.flush()
	return base64.RawURLEncoding.EncodeToString(h.hash.Sum(nil)[:12])
}
