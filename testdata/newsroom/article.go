package newsroom

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// An Article is one report, as its file has it.
type Article struct {
	Key      string // "INCIDENT/OUTLET", its file's name
	Incident string // gold
	Outlet   *Outlet

	Title, Lead, Section, Slug, Caption string
	Authors, Keywords                   []string
	Published, Modified                 time.Time
	Blocks                              []Block
}

// A Block is one piece of an article's body.
type Block struct {
	Kind  string // "paragraph", "heading", "quote", "list", "post" or "flat"
	Text  string // of the first three, with links as [text](address)
	Items []string
	Post  *Post // of the last two; "flat" stands as plain text
}

// Text is the body's own prose, the gold of extraction: paragraphs, headings, quotes and lists, without posts.
func (a *Article) Text() string {
	var parts []string
	for _, b := range a.Blocks {
		switch {
		case b.Post != nil:
		case b.Items != nil:
			parts = append(parts, strings.Join(b.Items, "\n"))
		default:
			parts = append(parts, link.ReplaceAllString(b.Text, "$1"))
		}
	}
	return strings.Join(parts, "\n\n")
}

// Posts are the posts the article embeds, in order, the gold of embeds.
func (a *Article) Posts() []*Post {
	var posts []*Post
	for _, b := range a.Blocks {
		if b.Post != nil {
			posts = append(posts, b.Post)
		}
	}
	return posts
}

var (
	link      = regexp.MustCompile(`\[([^\]]+)\]\(([^)\s]+)\)`)
	embedding = regexp.MustCompile(`^\{\{(post|flat):([^}]+)\}\}$`)
)

// parseArticle reads an article's file: "key: value" lines, a blank line, blocks separated by blank lines.
func parseArticle(file string, n *Newsroom) (*Article, error) {
	head, body, ok := strings.Cut(strings.TrimSpace(strings.ReplaceAll(file, "\r\n", "\n")), "\n\n")
	if !ok {
		return nil, fmt.Errorf("no blank line between header and body")
	}
	a := &Article{}
	for _, line := range strings.Split(head, "\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("header line %q has no colon", line)
		}
		if err := a.setHeader(name, strings.TrimSpace(value), n); err != nil {
			return nil, err
		}
	}
	if a.Outlet == nil || a.Title == "" || a.Slug == "" || a.Published.IsZero() {
		return nil, fmt.Errorf("outlet, title, slug and published must be given")
	}
	if a.Published.After(PressTime) {
		return nil, fmt.Errorf("published %s, after press time", a.Published)
	}
	for _, part := range strings.Split(body, "\n\n") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		b, err := parseBlock(part, n)
		if err != nil {
			return nil, err
		}
		a.Blocks = append(a.Blocks, b)
	}
	return a, nil
}

func (a *Article) setHeader(name, value string, n *Newsroom) (err error) {
	switch name {
	case "outlet":
		if a.Outlet = n.outlet(value); a.Outlet == nil {
			err = fmt.Errorf("no outlet %q in outlets.json", value)
		}
	case "title":
		a.Title = value
	case "lead":
		a.Lead = value
	case "author":
		a.Authors = splitList(value)
	case "published":
		a.Published, err = time.Parse(time.RFC3339, value)
	case "modified":
		a.Modified, err = time.Parse(time.RFC3339, value)
	case "section":
		a.Section = value
	case "keywords":
		a.Keywords = splitList(value)
	case "slug":
		a.Slug = value
	case "caption":
		a.Caption = value
	default:
		err = fmt.Errorf("unknown header line %q", name)
	}
	return err
}

func splitList(s string) []string {
	var list []string
	for _, item := range strings.Split(s, ";") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

func parseBlock(part string, n *Newsroom) (Block, error) {
	if m := embedding.FindStringSubmatch(part); m != nil {
		p := n.Posts[m[2]]
		if p == nil {
			return Block{}, fmt.Errorf("no post with key %q", m[2])
		}
		if m[1] == "flat" && p.Platform != "twitter" {
			return Block{}, fmt.Errorf("post %q is no tweet and can't be flat", p.Key)
		}
		return Block{Kind: m[1], Post: p}, nil
	}
	switch {
	case strings.HasPrefix(part, "## "):
		return Block{Kind: "heading", Text: part[3:]}, nil
	case strings.HasPrefix(part, "> "):
		return Block{Kind: "quote", Text: strings.ReplaceAll(part[2:], "\n> ", " ")}, nil
	case strings.HasPrefix(part, "- "):
		var items []string
		for _, line := range strings.Split(part, "\n") {
			items = append(items, strings.TrimPrefix(line, "- "))
		}
		return Block{Kind: "list", Items: items}, nil
	}
	return Block{Kind: "paragraph", Text: strings.ReplaceAll(part, "\n", " ")}, nil
}
