package language

import (
	"strings"

	"parallax/news"
)

// Article returns a with its Language and Confidence set, judged by title, lead and the start of the text, and with
// a Language for each of its posts. A page's own claim in a.Declared counts where h.Declared is empty. The posts'
// texts have no part in the article's language, nor the article's language in theirs.
func (d *Detector) Article(a news.Article, h Hints) news.Article {
	if h.Declared == "" {
		h.Declared = a.Declared
	}
	a.Language, a.Confidence = d.Detect(prose(&a), h)
	if len(a.Posts) > 0 {
		posts := make([]news.Post, len(a.Posts))
		for i, p := range a.Posts {
			p.Language = d.post(p)
			posts[i] = p
		}
		a.Posts = posts
	}
	return a
}

// prose is what an article's language is judged by. The text comes first where it is long enough alone, for
// titles and leads are the parts that outlets most often leave in another language or fill with names.
func prose(a *news.Article) string {
	text := clip(a.Text, 4*sampleRunes)
	if countLetters(text) >= sampleRunes {
		return text
	}
	return strings.Join([]string{clip(a.Title, sampleRunes), clip(a.Lead, sampleRunes), text}, "\n")
}

// contradicted is how sure the text must be for a post's declared language to be overruled.
const contradicted = 0.9

// post is the language of one post. Posts are short, full of names, and usually labelled by their platform, so
// the label stays unless a text of some length clearly contradicts it.
func (d *Detector) post(p news.Post) string {
	tag, confidence := d.Detect(p.Text, Hints{Declared: p.Language})
	declared := baseOf(p.Language)
	switch {
	case declared == "":
		if confidence < 0.6 && countLetters(p.Text) < sureLetters {
			return news.Undetermined
		}
		return tag
	case tag == news.Undetermined || baseOf(tag) == declared:
		return p.Language
	case confidence >= contradicted && countLetters(p.Text) >= sureLetters/2:
		return tag
	}
	return p.Language
}
