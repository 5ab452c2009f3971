package news

import "time"

// A Window cuts one page out of a longer list.
type Window struct {
	Limit  int    // 0 means the list's own default
	Cursor string // where the page before ended, as its Next said; empty for the first page
}

// An IncidentFilter chooses incidents; its zero value means all. They come by their latest report, newest first.
type IncidentFilter struct {
	Window
	Since, Until time.Time // latest report in [Since, Until)
	Language     string    // with at least one report in it
	Country      string    // with at least one report from it
	Topic        string    // that a third of its reports with a topic have; one of Topics
	Source       string    // with at least one report of it
	Story        string    // that are part of it
	Platform     string    // with an article that embeds a post of Handle there; only together with Handle
	Handle       string    // without "@", any case
	MinLanguages int
	MinArticles  int
	Rank         bool // by breadth and freshness instead of by latest report alone
}

// An ArticleFilter chooses articles; its zero value means all. They come by their Time, newest first.
type ArticleFilter struct {
	Window
	Since, Until time.Time // Article.Time in [Since, Until)
	Language     string
	Country      string
	Source       string
	Incident     string
}

// A PostFilter chooses posts; its zero value means all. They come by the number of articles that embed them,
// most embedded first.
type PostFilter struct {
	Window
	Platform string
	Handle   string // without "@", any case
	Incident string
	Language string
}

// A List is one page of a longer list.
type List[T any] struct {
	Rows  []T
	Next  string // cursor of the page that follows; empty at the end
	Total int    // rows in the whole list
}

// An EmbeddedPost is a post and who embeds it.
type EmbeddedPost struct {
	Post
	Articles  int      `json:"articles"`
	Languages []string `json:"languages,omitempty"` // of the embedding articles, most articles first
	Rights    Rights   `json:"rights,omitempty"`    // by which its text was cut; empty where nobody has asked
}

// SourceHealth is a source, what came of it, and how its crawl goes.
type SourceHealth struct {
	Source
	Feeds       []Feed    `json:"feeds,omitempty"`
	Articles    int       `json:"articles"`
	Languages   []string  `json:"languages,omitempty"` // of its articles, most articles first
	LastArticle time.Time `json:"last_article,omitzero"`
	Waiting     int       `json:"waiting"`            // items whose page is still to be fetched
	Failed      int       `json:"failed"`             // items and pages that came to nothing
	Problems    []Problem `json:"problems,omitempty"` // the latest, newest first
	Rights      Rights    `json:"rights,omitempty"`   // by which its texts are cut; empty where nobody has asked
}

// A Problem is something that a publisher sent and that we could not use.
type Problem struct {
	Source string    `json:"source"`
	URL    string    `json:"url"`
	Stage  string    `json:"stage"`          // "feed", "fetch", "visit", "push" or "extract"
	Reason string    `json:"reason"`         // in English
	Cause  Cause     `json:"cause,omitzero"` // the same as data
	Time   time.Time `json:"time"`
}

// Counts says how much there is.
type Counts struct {
	Sources   int       `json:"sources"`
	Feeds     int       `json:"feeds"`
	Pages     int       `json:"pages"`
	Articles  int       `json:"articles"`
	Incidents int       `json:"incidents"`
	Posts     int       `json:"posts"`
	Languages int       `json:"languages"`
	Waiting   int       `json:"waiting"`
	Failed    int       `json:"failed"`
	Latest    time.Time `json:"latest,omitzero"` // time of the newest article
}

// A Tally counts the articles of an incident that have a time, to the hour, a language and a country in common.
type Tally struct {
	Hour     time.Time // in which they were published; zero where no time is known
	Language string
	Country  string
	Articles int
	Copies   int // of these, of other articles
}
