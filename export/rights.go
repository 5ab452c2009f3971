package export

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"

	"parallax/news"
)

// A Policy says by which rights texts are shown and handed on. Its zero value allows everything.
type Policy struct {
	Default news.Rights            // of all sources that Sources doesn't name; empty for full
	Sources map[string]news.Rights // by ID of the source
}

// Of returns the rights of a source's texts.
func (p Policy) Of(source string) news.Rights {
	if r, said := p.Sources[source]; said {
		return news.RightsFull.Narrower(r)
	}
	return news.RightsFull.Narrower(p.Default)
}

// Article returns an article cut by the rights of its source, which it then names, or by those it came with if they are
// narrower.
func (p Policy) Article(a news.Article) news.Article {
	a.Rights = p.Of(a.Source.ID).Narrower(a.Rights)
	switch a.Rights {
	case news.RightsFull:
	case news.RightsExcerpt:
		a.Lead, a.Text, a.Blocks = Excerpt(a.Lead), Excerpt(a.Text), nil
		a.Posts, a.Versions = cutPosts(a.Posts, Excerpt), cutVersions(a.Versions, Excerpt)
	default:
		a = unquoted(a)
	}
	return a
}

// Quotable returns what an article's lines may be quoted from: all of it, but nothing of an article of which only metadata
// may be shown. It isn't cut for showing it whole; Article does that.
func (p Policy) Quotable(a news.Article) news.Article {
	if p.Of(a.Source.ID) == news.RightsMetadata {
		return unquoted(a)
	}
	return a
}

// Post returns a post cut by the default rights: a post belongs to none of the sources that embed it.
func (p Policy) Post(e news.EmbeddedPost) news.EmbeddedPost {
	r := p.Of("")
	switch r {
	case news.RightsFull:
	case news.RightsExcerpt:
		e.Text = Excerpt(e.Text)
	default:
		e.Text = ""
	}
	e.Rights = r
	return e
}

// unquoted is an article without a word of its texts but the title.
func unquoted(a news.Article) news.Article {
	a.Lead, a.Text, a.Blocks = "", "", nil
	a.Posts, a.Versions = cutPosts(a.Posts, nothing), cutVersions(a.Versions, nothing)
	return a
}

func nothing(string) string { return "" }

func cutPosts(posts []news.Post, cut func(string) string) []news.Post {
	if posts == nil {
		return nil
	}
	out := make([]news.Post, len(posts))
	for i, p := range posts {
		p.Text = cut(p.Text)
		out[i] = p
	}
	return out
}

func cutVersions(versions []news.Version, cut func(string) string) []news.Version {
	if versions == nil {
		return nil
	}
	out := make([]news.Version, len(versions))
	for i, v := range versions {
		v.Lead, v.Text = cut(v.Lead), cut(v.Text)
		out[i] = v
	}
	return out
}

// ExcerptLength is how many user-perceived characters (UAX #29) an excerpt has at most. Those of Chinese, Japanese and Korean,
// which say as much as two of an alphabet, count twice.
const ExcerptLength = 300

// maxCharacterBytes is how many bytes one character takes before it counts as several: marks may be stacked without end.
const maxCharacterBytes = 32

// ellipsis is how much of an excerpt the mark of the cut takes.
const ellipsis = 2

// Excerpt returns the beginning of a text, up to the last end of a sentence within ExcerptLength, or where that would be less
// than half of it, the last end of a word. What was cut ends in an ellipsis; what is short enough stays whole.
func Excerpt(text string) string {
	if len(text) <= ExcerptLength {
		return text
	}
	length, at, character, word, sentence := 0, 0, 0, 0, 0
	state := -1
	for rest := text; rest != ""; {
		cluster, tail, boundaries, next := uniseg.StepString(rest, state)
		length += max(1, boundaries>>uniseg.ShiftWidth, len(cluster)/maxCharacterBytes)
		if length > ExcerptLength {
			return cutAt(text, character, word, sentence)
		}
		at, rest, state = at+len(cluster), tail, next
		if length > ExcerptLength-ellipsis {
			continue // it stays only if all of the text does
		}
		character = at
		if boundaries&uniseg.MaskWord != 0 {
			word = at
		}
		if boundaries&uniseg.MaskSentence != 0 && length >= ExcerptLength/2 {
			sentence = at
		}
	}
	return text
}

func cutAt(text string, character, word, sentence int) string {
	switch {
	case sentence > 0:
		return strings.TrimRightFunc(text[:sentence], unicode.IsSpace) + " …"
	case word > 0:
		character = word
	}
	return strings.TrimRightFunc(text[:character], unicode.IsSpace) + "…"
}
