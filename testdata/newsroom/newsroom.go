// Package newsroom plays two dozen invented newspapers over HTTP: outlets in many countries and languages that
// report the same week in March, some of the same incidents, each in its own words. It is what the demo crawls
// and what the tests of the whole program are scored against.
//
// Every outlet is a virtual host, ID.localhost, of one [Newsroom.Handler], with a front page, a feed (RSS 2.0, Atom
// or JSON Feed), a robots.txt and a page for each article in the layout of one of seven publishing systems, with
// everything around the text that real pages have. Three outlets serve the character encodings of the years
// before UTF-8, one lists a page that is gone, one a page that its robots.txt forbids.
//
// An article is a text file, articles/INCIDENT/OUTLET.md: the name of its folder is its gold incident, its body
// is the gold text of extraction, its outlet's language the gold language, and the posts it names are the gold
// posts. Nothing of that is served. Some outlets have edited what they wrote: what it said at first is in
// first/INCIDENT/OUTLET.md, for [Newsroom.FirstEdition]. All persons, companies, ships and newspapers are invented.
package newsroom

import (
	"bufio"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"time"

	"parallax/news"
)

//go:embed outlets.json words.tsv queries.json articles first posts layouts
var files embed.FS

// PressTime is the hour at which the newsroom's week ends: no article is younger.
var PressTime = time.Date(2026, 3, 14, 18, 0, 0, 0, time.UTC)

// An Outlet is an invented newspaper.
type Outlet struct {
	ID, Name, Country, Language, Zone, Motto string
	Layout                                   string   // name of a file in layouts, without its extension
	Feed                                     string   // "rss", "atom" or "json"
	Bylines                                  []string // its reporters

	zone  *time.Location
	words words
}

// A Post is an invented post of a social network.
type Post struct {
	Key, Platform, Author, Handle, Text, Language, Status, Instance string
	Published                                                       time.Time
	Media                                                           []string
}

// ID is the post's ID as package news defines it.
func (p Post) ID() string {
	switch p.Platform {
	case news.Mastodon:
		return news.PostID(p.Platform, p.Instance+"/"+p.Status)
	case news.Bluesky:
		return news.PostID(p.Platform, p.Handle+"/"+p.Status)
	}
	return news.PostID(p.Platform, p.Status)
}

// A Query is a search judged by hand: an article is to be found if and only if one of its words is one of Forms, or
// it holds one of Phrase. Words of May are neither asked for nor wrong to find, as the stems of a language are.
type Query struct {
	Query, Language    string
	Forms, May, Phrase []string
}

// A Newsroom is all outlets with everything they have published.
type Newsroom struct {
	Outlets  []*Outlet
	Articles []*Article // by time of publication, then by Key
	Posts    map[string]*Post
	Queries  []Query

	first map[string]*Article // by Key; those that were edited, as they were at first
}

// Load reads the embedded newsroom. An error means that one of its files is wrong, and says which.
func Load() (*Newsroom, error) {
	n := &Newsroom{Posts: map[string]*Post{}, first: map[string]*Article{}}
	if err := n.loadOutlets(); err != nil {
		return nil, fmt.Errorf("outlets.json: %w", err)
	}
	queries, err := files.ReadFile("queries.json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(queries, &n.Queries); err != nil {
		return nil, fmt.Errorf("queries.json: %w", err)
	}
	posts, err := fs.Glob(files, "posts/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range posts {
		if err := n.loadPosts(name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	articles, err := fs.Glob(files, "*/*/*.md")
	if err != nil {
		return nil, err
	}
	for _, name := range articles {
		if err := n.loadArticle(name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	for key, first := range n.first {
		i := slices.IndexFunc(n.Articles, func(a *Article) bool { return a.Key == key })
		if i < 0 || n.Articles[i].Path() != first.Path() || !n.Articles[i].Published.Equal(first.Published) {
			return nil, fmt.Errorf("%s: its first edition isn't one of an article with its slug and time", key)
		}
	}
	sort.Slice(n.Articles, func(i, j int) bool {
		a, b := n.Articles[i], n.Articles[j]
		if !a.Published.Equal(b.Published) {
			return a.Published.Before(b.Published)
		}
		return a.Key < b.Key
	})
	return n, nil
}

func (n *Newsroom) loadOutlets() error {
	data, err := files.ReadFile("outlets.json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &n.Outlets); err != nil {
		return err
	}
	all, err := loadWords()
	if err != nil {
		return err
	}
	for _, o := range n.Outlets {
		if o.zone, err = time.LoadLocation(o.Zone); err != nil {
			return fmt.Errorf("%s: %w", o.ID, err)
		}
		var ok bool
		if o.words, ok = all[o.Language]; !ok {
			return fmt.Errorf("%s: words.tsv has no line for language %q", o.ID, o.Language)
		}
	}
	return nil
}

func (n *Newsroom) loadPosts(name string) error {
	data, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	var posts []*Post
	if err := json.Unmarshal(data, &posts); err != nil {
		return err
	}
	for _, p := range posts {
		if n.Posts[p.Key] != nil {
			return fmt.Errorf("two posts have the key %q", p.Key)
		}
		if p.Published.Month() != time.March {
			return fmt.Errorf("post %q is of %s: words.tsv can only write March", p.Key, p.Published.Month())
		}
		n.Posts[p.Key] = p
	}
	return nil
}

func (n *Newsroom) loadArticle(name string) error {
	data, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	a, err := parseArticle(string(data), n)
	if err != nil {
		return err
	}
	a.Incident = path.Base(path.Dir(name))
	a.Key = a.Incident + "/" + strings.TrimSuffix(path.Base(name), ".md")
	if strings.HasPrefix(name, "first/") {
		n.first[a.Key] = a
		return nil
	}
	n.Articles = append(n.Articles, a)
	return nil
}

// FirstEdition is the newsroom before its outlets edited what they wrote.
func (n *Newsroom) FirstEdition() *Newsroom {
	before := *n
	before.Articles = slices.Clone(n.Articles)
	for i, a := range n.Articles {
		if first := n.first[a.Key]; first != nil {
			before.Articles[i] = first
		}
	}
	return &before
}

func (n *Newsroom) outlet(id string) *Outlet {
	for _, o := range n.Outlets {
		if o.ID == id {
			return o
		}
	}
	return nil
}

// words is what a page says around an article, in one language, by the column names of words.tsv.
type words map[string]string

func loadWords() (map[string]words, error) {
	f, err := files.Open("words.tsv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var columns []string
	all := map[string]words{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		cells := strings.Split(lines.Text(), "\t")
		if columns == nil {
			columns = cells
			continue
		}
		if len(cells) != len(columns) {
			return nil, fmt.Errorf("words.tsv: line %q has %d cells, not %d", cells[0], len(cells), len(columns))
		}
		w := words{}
		for i, c := range columns {
			w[c] = cells[i]
		}
		all[cells[0]] = w
	}
	return all, nil
}

// day writes a day of March as the outlet's language does.
func (o *Outlet) day(t time.Time) string { return t.In(o.zone).Format(o.words["march"]) }

// rtl reports whether the outlet's language runs from right to left.
func (o *Outlet) rtl() bool { return rightToLeft(o.Language) }

func rightToLeft(language string) bool {
	return language == "ar" || language == "he" || language == "fa"
}
