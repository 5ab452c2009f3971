package main

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"

	"parallax/extract"
	"parallax/language"
	"parallax/news"
)

// extractCommand turns HTML into articles.
type extractCommand struct {
	JSONL       bool   `name:"jsonl" help:"Read one JSON object a line, {\"id\",\"url\",\"html\"} or {\"id\",\"url\",\"html_base64\",\"content_type\"}, and write one a line."`
	PostsInText bool   `help:"Render embedded posts into the text where they stand."`
	URL         string `name:"url" placeholder:"URL" help:"Address of the page, where the file doesn't say."`
	File        string `arg:"" default:"-" help:"HTML file, or - for standard input."`
}

func (c *extractCommand) Run(ctx context.Context, s streams, log *slog.Logger) error {
	in, closeIn, err := openInput(c.File, s.in)
	if err != nil {
		return err
	}
	defer closeIn()
	detector, err := language.New(language.Options{})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(s.out)
	defer out.Flush()
	if c.JSONL {
		return c.lines(ctx, in, out, detector)
	}
	body, err := io.ReadAll(io.LimitReader(in, maxLine))
	if err != nil {
		return fmt.Errorf("reading %s: %w", c.File, err)
	}
	if c.File == "-" {
		c.File = "standard input"
	}
	a, err := c.article(news.Page{URL: c.URL, FinalURL: c.URL, ContentType: "text/html", Body: body}, detector)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	encoder := json.NewEncoder(out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(a)
}

// A pageLine is one page of the JSONL that extract reads.
type pageLine struct {
	ID          string  `json:"id"`
	URL         string  `json:"url"`
	HTML        *string `json:"html"`
	HTMLBase64  []byte  `json:"html_base64"`
	ContentType string  `json:"content_type"`
}

// lines reads pages and writes articles, one a line in the same order. A line that yields nothing becomes
// {"id","error"}, and the run goes on.
func (c *extractCommand) lines(ctx context.Context, in io.Reader, out *bufio.Writer, d *language.Detector) error {
	results := inParallel(ctx, readLines(in), func(l line, err error) any {
		switch {
		case err == errLongLine:
			return errorLine{"", fmt.Sprintf("line %d: %v", l.number, err)}
		case err != nil:
			return err
		}
		return c.line(l.text, d)
	}, 2*runtime.GOMAXPROCS(0))
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for result := range results {
		if err, ok := result.(error); ok {
			return err
		}
		if err := encoder.Encode(result); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// An errorLine says why a line of input yielded nothing.
type errorLine struct {
	ID    string `json:"id"`
	Error string `json:"error"`
}

func (c *extractCommand) line(text []byte, d *language.Detector) any {
	var p pageLine
	if err := decodeLine(text, &p); err != nil {
		var corrupt base64.CorruptInputError
		if errors.As(err, &corrupt) {
			return errorLine{p.ID, "html_base64 isn't base64: " + corrupt.Error()}
		}
		return errorLine{p.ID, err.Error()}
	}
	page := news.Page{URL: p.URL, FinalURL: p.URL, ContentType: p.ContentType, Body: p.HTMLBase64}
	if p.HTML != nil {
		page.Body, page.ContentType = []byte(*p.HTML), "text/html; charset=utf-8"
	}
	a, err := c.article(page, d)
	if err != nil {
		return errorLine{p.ID, err.Error()}
	}
	if p.ID != "" {
		a.ID = p.ID
	}
	return a
}

func (c *extractCommand) article(p news.Page, d *language.Detector) (news.Article, error) {
	p.Source.ID = news.SourceID(p.URL)
	a, err := extract.ArticleWith(p, extract.Options{PostsInText: c.PostsInText})
	if err != nil {
		return news.Article{}, err
	}
	return d.Article(a, language.Hints{Declared: a.Declared}), nil
}

// openInput opens a file, or takes standard input for "-".
func openInput(name string, stdin io.Reader) (io.Reader, func() error, error) {
	if name == "-" {
		return stdin, func() error { return nil }, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	return f, f.Close, nil
}
