package export

import (
	"time"

	"parallax/news"
)

// A Source is an outlet as it is written out: what it is and what there is of it, without how its crawl goes. Its fields are as in
// news.SourceHealth.
type Source struct {
	news.Source
	Feeds       []SourceFeed `json:"feeds,omitempty"`
	Articles    int          `json:"articles"` // all that there are, also where an export has only those of a query
	Languages   []string     `json:"languages,omitempty"`
	LastArticle time.Time    `json:"last_article,omitzero"`
	Rights      news.Rights  `json:"rights,omitempty"`
}

// A SourceFeed is a feed that an outlet is followed by.
type SourceFeed struct {
	URL      string `json:"url"`
	Source   string `json:"source"`
	Title    string `json:"title,omitempty"`
	Language string `json:"language,omitempty"`
}

func sourceOf(h news.SourceHealth, r news.Rights) Source {
	s := Source{Source: h.Source, Articles: h.Articles, Languages: h.Languages, LastArticle: h.LastArticle, Rights: r}
	for _, f := range h.Feeds {
		s.Feeds = append(s.Feeds, SourceFeed{f.URL, f.Source, f.Title, f.Language})
	}
	return s
}
