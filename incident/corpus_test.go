package incident_test

import (
	"bufio"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"parallax/incident"
	"parallax/news"
)

const shared = "../../shared/"

// A row is an article with the incident it belongs to by a person's judgement.
type row struct {
	article news.Article
	set     string
	world   string
	gold    string // empty: filed but not scored
}

// visible reads the evaluation articles outside the repository, or skips the test where they are absent. The
// rows of a set come in order of time and ID.
func visible(t testing.TB) map[string][]row {
	t.Helper()
	f, err := os.Open(shared + "eval/incidents/dev.jsonl")
	if err != nil {
		t.Skip("the evaluation articles are not at hand: ", err)
	}
	defer f.Close()
	sets := map[string][]row{}
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var r struct {
			ID, Set, World, Lang, URL, Title, Text string
			Date                                   time.Time
			Cluster                                *string
			Ignore                                 bool
		}
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		row := row{set: r.Set, world: r.World, article: news.Article{ID: r.ID, URL: r.URL, Title: r.Title, Text: r.Text, Language: r.Lang, Published: r.Date}}
		if !r.Ignore && r.Cluster != nil {
			row.gold = *r.Cluster
		}
		sets[r.Set] = append(sets[r.Set], row)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	for _, rows := range sets {
		inOrder(rows)
	}
	return sets
}

func inOrder(rows []row) {
	slices.SortStableFunc(rows, func(a, b row) int {
		if c := a.article.Published.Compare(b.article.Published); c != 0 {
			return c
		}
		return strings.Compare(a.article.ID, b.article.ID)
	})
}

func init() {
	incident.Newsroom = func(t testing.TB) (articles []news.Article, incidents []string) {
		for _, r := range newsroom(t) {
			articles, incidents = append(articles, r.article), append(incidents, r.gold)
		}
		return articles, incidents
	}
}

// newsroom reads the fictional newsroom. An article's incident is its folder.
func newsroom(t testing.TB) []row {
	t.Helper()
	root := "../testdata/newsroom"
	posts := newsroomPosts(t, root)
	var outlets []struct{ ID, Name, Country, Language string }
	readJSON(t, filepath.Join(root, "outlets.json"), &outlets)
	sources := map[string]news.Source{}
	for _, o := range outlets {
		sources[o.ID] = news.Source{ID: o.ID + ".localhost", Name: o.Name, Country: o.Country, Language: o.Language}
	}
	var rows []row
	err := filepath.WalkDir(filepath.Join(root, "articles"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		a := parseNewsroom(string(b), sources, posts)
		folder := filepath.Base(filepath.Dir(path))
		a.ID = folder + "/" + strings.TrimSuffix(filepath.Base(path), ".md")
		rows = append(rows, row{article: a, set: "newsroom", gold: folder})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	inOrder(rows)
	return rows
}

func newsroomPosts(t testing.TB, root string) map[string]news.Post {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "posts", "*.json"))
	if err != nil || len(files) == 0 {
		t.Skip("the newsroom has no posts yet")
	}
	posts := map[string]news.Post{}
	for _, file := range files {
		var list []struct{ Key, Platform, Author, Handle, Text, Language, Status string }
		readJSON(t, file, &list)
		for _, p := range list {
			posts[p.Key] = news.Post{ID: news.PostID(p.Platform, p.Status), Platform: p.Platform, Author: p.Author, Handle: p.Handle, Text: p.Text, Language: p.Language}
		}
	}
	return posts
}

func parseNewsroom(text string, sources map[string]news.Source, posts map[string]news.Post) news.Article {
	head, body, _ := strings.Cut(text, "\n\n")
	a := news.Article{}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "outlet":
			a.Source = sources[value]
			a.Language = a.Source.Language
		case "title":
			a.Title = value
		case "lead":
			a.Lead = value
		case "published":
			a.Published, _ = time.Parse(time.RFC3339, value)
		case "slug":
			a.URL = "http://" + a.Source.ID + "/" + value
		}
	}
	var prose []string
	for paragraph := range strings.SplitSeq(body, "\n\n") {
		paragraph = strings.TrimSpace(paragraph)
		if name, ok := strings.CutPrefix(paragraph, "{{"); ok {
			kind, name, _ := strings.Cut(strings.TrimSuffix(name, "}}"), ":")
			if p, ok := posts[name]; ok {
				if kind == "flat" {
					p.ID = news.UnaddressedPostID(p.Platform, p.Handle, p.Text)
				}
				a.Posts = append(a.Posts, p)
			}
			continue
		}
		prose = append(prose, strings.TrimLeft(paragraph, "#>- "))
	}
	a.Text = strings.Join(prose, "\n\n")
	return a
}

func readJSON(t testing.TB, path string, v any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skip("the newsroom is not at hand: ", err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}
