package extract

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"parallax/news"
)

// RecordType is the content type of a page that holds one article as our own JSON (news.Article), which is
// how .jsonl files of articles are imported.
const RecordType = "application/vnd.parallax.article+json"

const (
	maxPosts    = 500
	maxLinks    = 500
	maxAuthors  = 20
	maxKeywords = 50
	maxVersions = 100
)

// ParseRecord decodes one article from our own JSON, or from that of another tool (see foreignFields). What it says is kept as far as it is sound: text becomes
// NFC, addresses must be http(s), lists are capped, posts without ID get one. ID, Schema, and Text where only
// Blocks are given, are made anew; Incident and CopyOf are dropped, for they belong to another store.
func ParseRecord(data []byte) (news.Article, error) {
	a, err := decodeRecord(data)
	if err != nil {
		return news.Article{}, err
	}
	a.CanonicalURL = news.CanonicalURL(first(a.CanonicalURL, a.URL))
	if a.CanonicalURL == "" && a.ID != "" && len(a.ID) < 200 {
		a.CanonicalURL = "urn:article:" + url.PathEscape(a.ID)
	}
	if a.ID = news.ArticleID(a.CanonicalURL); a.ID == "" {
		return news.Article{}, errors.New("the article has neither url nor id")
	}
	a.URL = webAddress(a.URL)
	a.Schema, a.Incident, a.CopyOf = news.SchemaVersion, nil, ""
	a.Title, a.Lead, a.Section = tidy(a.Title), tidy(a.Lead), tidy(a.Section)
	a.Authors, a.Keywords = tidyList(a.Authors, maxAuthors), tidyList(a.Keywords, maxKeywords)
	a.Image = webAddress(a.Image)
	a.Published, a.Modified, a.Fetched = a.Published.UTC(), a.Modified.UTC(), a.Fetched.UTC()
	soundVersions(&a)
	if a.Source.ID == "" {
		a.Source.ID = news.SourceID(a.CanonicalURL)
	}
	var links []string
	for _, l := range a.Links {
		if l = webAddress(l); l != "" && len(links) < maxLinks {
			links = append(links, l)
		}
	}
	a.Links = links
	soundPosts(&a)
	soundBody(&a)
	if a.Text == "" && a.Title == "" && len(a.Posts) == 0 {
		return news.Article{}, errors.New("the article has neither title nor text")
	}
	return a, nil
}

// record reads a page of RecordType; the page's own facts fill what the record leaves open.
func record(p news.Page) (news.Article, error) {
	a, err := ParseRecord(decode(p.Body, ""))
	if err != nil {
		return refuse("not an article record: "+err.Error(), news.CauseRecord)
	}
	if a.Fetched.IsZero() {
		a.Fetched = p.Fetched.UTC()
	}
	a.Published, a.Modified = reached(a.Fetched, a.Published), reached(a.Fetched, a.Modified)
	if a.Source.ID == "" {
		a.Source = p.Source
	}
	return a, nil
}

// soundVersions tidies what an article said before, and drops what has no time or is newer than what it says now.
func soundVersions(a *news.Article) {
	a.Revised = a.Revised.UTC()
	var versions []news.Version
	for _, v := range a.Versions[:min(len(a.Versions), maxVersions)] {
		if v.Seen.IsZero() || !v.Seen.Before(a.Revised) {
			continue
		}
		v.Seen, v.Modified = v.Seen.UTC(), v.Modified.UTC()
		var text []string
		for paragraph := range strings.SplitSeq(v.Text, "\n\n") {
			text = append(text, tidyLines(paragraph))
		}
		v.Title, v.Lead, v.Text = tidy(v.Title), tidy(v.Lead), strings.Join(text, "\n\n")
		versions = append(versions, v)
	}
	if a.Versions = versions; versions == nil {
		a.Revised = time.Time{}
	}
}

// soundPosts tidies the posts of a record, gives the nameless ones their IDs, and drops the empty ones. Blocks
// that point to a renamed or dropped post follow.
func soundPosts(a *news.Article) {
	renamed := map[string]string{}
	var posts []news.Post
	for _, p := range a.Posts {
		given := p.ID
		p.Text, p.Author = tidyLines(p.Text), tidy(p.Author)
		p.Handle = strings.TrimPrefix(tidy(p.Handle), "@")
		p.Platform = strings.ToLower(first(tidy(p.Platform), news.Twitter))
		p.URL, p.Published = webAddress(p.URL), p.Published.UTC()
		if e, ok := addressed(p.URL); ok && e.post.Platform == p.Platform {
			p.ID, p.URL = e.post.ID, e.post.URL
			if p.Published.IsZero() || p.DateOnly && !e.post.Published.IsZero() {
				p.Published, p.DateOnly = e.post.Published, false
			}
		}
		if p.ID == "" && p.Text != "" {
			p.ID = news.UnaddressedPostID(p.Platform, p.Handle, p.Text)
		}
		if p.ID == "" || len(p.ID) > 200 || len(posts) >= maxPosts {
			continue
		}
		renamed[given] = p.ID
		posts = append(posts, p)
	}
	a.Posts = posts
	kept := a.Blocks[:0]
	for _, b := range a.Blocks {
		if b.Type == news.BlockPost {
			if b.Post = renamed[b.Post]; b.Post == "" {
				continue
			}
		}
		kept = append(kept, b)
	}
	a.Blocks = kept
}

// soundBody makes Text and Blocks agree in form: each from the other where one is missing.
func soundBody(a *news.Article) {
	var text []string
	for i := range a.Blocks {
		b := &a.Blocks[i]
		if b.Text = tidyLines(b.Text); b.Text != "" && b.Type != news.BlockPost {
			text = append(text, b.Text)
		}
	}
	if strings.TrimSpace(a.Text) == "" {
		a.Text = strings.Join(text, "\n\n")
		return
	}
	blocks, _ := paragraphs(a.Text)
	text = text[:0]
	for _, b := range blocks {
		text = append(text, b.text)
	}
	a.Text = strings.Join(text, "\n\n")
	if len(a.Blocks) == 0 {
		for _, t := range text {
			a.Blocks = append(a.Blocks, news.Block{Type: news.BlockParagraph, Text: t})
		}
		for i := range a.Posts {
			a.Blocks = append(a.Blocks, news.Block{Type: news.BlockPost, Post: a.Posts[i].ID})
		}
	}
}

// webAddress is s if it is an absolute http(s) address of sane length, "" otherwise.
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 4096 || !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.String()
}

func tidyList(in []string, most int) []string {
	var out []string
	for _, s := range in {
		if s = tidy(s); s != "" && len(out) < most {
			out = append(out, cut(s, 200))
		}
	}
	return out
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

func firstTime(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}
