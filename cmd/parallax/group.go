package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"parallax/incident"
	"parallax/language"
	"parallax/news"
)

// groupCommand groups articles without a data folder.
type groupCommand struct {
	embedderFlags
	JSONL bool   `name:"jsonl" default:"true" negatable:"" help:"Articles come one JSON object a line, {\"id\",\"url\",\"language\",\"published\",\"title\",\"lead\",\"text\",\"links\",\"posts\"}; any of them but id may be missing. This is the only form there is."`
	File  string `arg:"" default:"-" help:"File of articles in order of time, or - for standard input."`
}

// A groupLine is one article of the input; any field but ID may be missing.
type groupLine struct {
	ID           string      `json:"id"`
	URL          string      `json:"url"`
	CanonicalURL string      `json:"canonical_url"`
	Source       news.Source `json:"source"`
	Language     string      `json:"language"`
	Published    string      `json:"published"`
	Title        string      `json:"title"`
	Lead         string      `json:"lead"`
	Text         string      `json:"text"`
	Links        []string    `json:"links"`
	Posts        []news.Post `json:"posts"`
}

// A groupAnswer is one line of the output.
type groupAnswer struct {
	ID       string `json:"id"`
	Incident string `json:"incident"`
	Story    string `json:"story,omitempty"` // that the incident is part of
	Language string `json:"language"`
}

func (c *groupCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	embedder, err := c.client(log)
	if err != nil {
		return err
	}
	in, closeIn, err := openInput(c.File, s.in)
	if err != nil {
		return err
	}
	defer closeIn()
	var detector *language.Detector // loaded by the first article that says no language
	g := grouping{incident.New(incident.Options{Window: liveWindow, Embedder: embedder}), newGroupAnswers(), newStoryList()}
	var batch []news.Article
	read, undated := 0, 0
	for l, err := range readLines(in) {
		if err != nil && err != errLongLine {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		var a news.Article
		if err == nil {
			a, err = parseGroupLine(l.text)
		}
		if err != nil {
			log.Warn("line skipped", "line", l.number, "reason", err)
			continue
		}
		read++
		if a.Published.IsZero() {
			undated++
		}
		if a.Language == "" {
			if detector == nil {
				if detector, err = language.New(language.Options{}); err != nil {
					return err
				}
			}
			a = detector.Article(a, language.Hints{})
		}
		if batch = append(batch, a); len(batch) == groupedAtOnce {
			g.file(ctx, batch)
			batch = batch[:0]
		}
	}
	if g.file(ctx, batch); ctx.Err() != nil {
		return ctx.Err()
	}
	if undated > 0 {
		log.Warn(`articles say in "published" no time that can be read, so how far apart they are counts for nothing`, "articles", undated, "of", read)
	}
	out := bufio.NewWriter(s.out)
	encoder := json.NewEncoder(out)
	err = g.answers.each(func(a groupAnswer) error {
		a.Story = g.stories.of(a.Incident)
		return encoder.Encode(a)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// groupedAtOnce is how many articles an embedder is asked about together.
const groupedAtOnce = 64

// A grouping is what came of the articles so far.
type grouping struct {
	grouper *incident.Grouper
	answers *groupAnswers
	stories *storyList
}

func (g *grouping) file(ctx context.Context, articles []news.Article) {
	g.grouper.Embed(ctx, articles)
	for _, a := range articles {
		d := g.grouper.File(a)
		g.answers.put(a.ID, d.Filing.Incident, a.Language)
		for _, f := range d.Moved {
			g.answers.put(f.Article, f.Incident, "")
		}
		for _, m := range d.Merges {
			g.answers.merge(m.From, m.Into)
		}
		g.stories.add(d)
	}
}

// parseGroupLine reads one line. A date that can't be read counts as missing.
func parseGroupLine(text []byte) (news.Article, error) {
	var l groupLine
	if err := decodeLine(text, &l); err != nil {
		return news.Article{}, err
	}
	if l.ID == "" {
		return news.Article{}, fmt.Errorf("the article has no id")
	}
	return news.Article{
		ID: l.ID, URL: l.URL, CanonicalURL: l.CanonicalURL, Source: l.Source, Language: l.Language, Published: parseTime(l.Published),
		Title: l.Title, Lead: l.Lead, Text: l.Text, Links: l.Links, Posts: l.Posts, Schema: news.SchemaVersion,
	}, nil
}

// parseTime reads the forms of time that other tools write; anything else is the zero time.
func parseTime(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
