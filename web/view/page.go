package view

import (
	"parallax/index"
	"parallax/news"
	"parallax/web/words"
)

// A Page is whom a page is for and what surrounds it. Every props struct embeds one.
type Page struct {
	Reader   Reader
	Site     Site
	Title    string // of the page, without the site's name; empty on the front page
	Summary  string // one sentence for search engines and link previews
	Section  string // the path of the entry of the navigation that the page belongs to
	Origin   string // scheme and host of the site
	Path     string // address of the page without its edition and what doesn't matter
	Here     string // address of the page as it was asked for, without its edition
	Editions []*words.Edition
	Feeds    []FeedLink
	Linked   any // what the page is about, for machines (JSON-LD); nil: that it is a page

	IsArticle bool // whether the page is about one article, for link previews

	Query   string // in the search field of the masthead
	Theme   string // "light" or "dark" to override the system, else empty
	NoIndex bool   // asks search engines to leave the page out
}

// A Site is what stays the same on all pages.
type Site struct {
	Title   string
	Note    string // shown above every page; empty for none
	Demo    bool   // whether every page says that what it shows is invented
	Keys    string // address of the script of the keyboard
	Picture string // address of the icon as PNG

	Styles string // address of the stylesheet
	Script string // address of the script
	Htmx   string // address of htmx
	Lists  string // address of the script of lists
	Icon   string // address of the icon
	World  string // address of the outlines of the countries
}

// A FeedLink is one form of a page as a feed.
type FeedLink struct {
	Title, Type, Href string
}

// A Choice is one value of a filter, as a link.
type Choice struct {
	Label   string
	Href    string
	Count   int // 0 hides it
	Current bool
}

// Paging leads through a list that continues on other pages.
type Paging struct {
	First string // address of the first page; empty on it
	Next  string // address of the next page; empty on the last one
}

// An IncidentRow is an incident in a list.
type IncidentRow struct {
	Incident news.Incident
	Lead     news.Headline   // in the reader's language where there is one
	Foreign  bool            // whether Lead isn't in one of the reader's languages
	Others   []news.Headline // of all other languages, the earliest first
	Post     *news.EmbeddedPost
	Tallies  []news.Tally // its articles by hour, earliest first
	// Folded are incidents further down the list that stand under this one: others of its story, or, where that is false, others
	// that its only outlet alone reports.
	Folded    []IncidentRow
	SameStory bool
}

// FrontProps is what the front page shows.
type FrontProps struct {
	Page
	Counts    news.Counts
	Rows      []IncidentRow
	Total     int
	Language  string // the filter that is set, or empty
	Country   string
	When      string // the label of the filter by time, or empty
	Spans     []Choice
	Topic     string // the filter that is set, or empty
	Topics    []Choice
	Events    string // address of the events that tell of new incidents; empty on further pages
	Wider     Choice // than that filter, where nothing passes it
	Languages []Choice
	Countries []Choice
	Paging    Paging
}

// IncidentProps is what the page of one incident shows.
type IncidentProps struct {
	Page
	Incident  news.Incident
	Lead      news.Headline
	Foreign   bool
	Story     *StoryPart // nil where it is part of none
	Groups    []LanguageGroup
	Timeline  []Report // of this page, oldest first
	Countries []CountryCount
	OnlySome  []index.Mention // that only some of its languages have
	Posts     []news.EmbeddedPost
	Paging    Paging
	Tallies   []news.Tally // all of its articles
	Language  string       // whose articles alone are shown; empty for all
	ByTime    bool         // whether they are only listed by time
	Brief     bool         // whether it isn't told of each why it is here
}

// A LanguageGroup is the part of an incident's coverage that is in one language.
type LanguageGroup struct {
	Language string
	Reports  []Report // oldest first
	Folded   []Report // that stand behind the first of them, folded away
	Total    int      // articles in that language in all, those included that aren't here; 0 where that isn't said
}

// A StoryPart is the story of an incident as the incident's page tells it.
type StoryPart struct {
	ID        string
	Incidents int           // in the whole story
	Rows      []IncidentRow // some of them, this one among them, oldest first
	Why       Why           // what linked this one
}

// StoryProps is what the page of one story shows.
type StoryProps struct {
	Page
	Story  news.Story
	Rows   []IncidentRow // of this page, oldest first
	Lead   news.Headline // that stands for the story
	Paging Paging
}

// ArticleProps is what the page of one article shows.
type ArticleProps struct {
	Page
	Article  news.Article
	Incident *news.Incident // nil where it isn't filed
	Others   []news.Headline
	Report   Report
	Embeds   map[string]news.EmbeddedPost // by post ID: who else embeds its posts

	Revisions []Revision // its edits, the latest first
}

// PostProps is what the page of one post shows.
type PostProps struct {
	Page
	Post   news.EmbeddedPost
	Groups []LanguageGroup
}

// AuthorProps is what the page of an author of posts shows.
type AuthorProps struct {
	Page
	Author      news.Post           // one by them, for their name
	Posts       []news.EmbeddedPost // of this page, most embedded first
	Total       int
	Incidents   []IncidentRow // that the posts stand in, the latest first
	InIncidents int           // of which there are so many
	Paging      Paging
}

// SourcesProps is what the list of sources shows.
type SourcesProps struct {
	Page
	Counts    news.Counts
	Sources   []news.SourceHealth
	Any       bool // whether there are any, shown or not
	Narrowed  bool // to a language or a country
	Sort      string
	Languages []Choice
	Countries []Choice
	Orders    []Choice
}

// SourceProps is what the page of one source shows.
type SourceProps struct {
	Page
	Source   news.SourceHealth
	Activity news.Activity
	Articles []news.Article // newest first
	Total    int
	Paging   Paging
}

// FailureProps is what a page shows that can't be had.
type FailureProps struct {
	Page
	Status  int
	Heading string
	Message string // what went wrong and what can be done
	ID      string // of the log line, for what is our own fault
}
