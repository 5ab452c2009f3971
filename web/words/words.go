// Package words is what the site says, in every language of its interface, and how each writes numbers, dates and times.
//
//	editions := words.All()
//	e := editions.For(tags)           // that suits a reader best
//	e.Nav.Sources                     // "Quellen"
//	e.N(e.Counts.Articles, 3)          // "3 Artikel"
//	words.Fill(e.Row.InLanguage, "language", "Französisch")
//
// A message is a field of a struct, so that one that is misspelt, or that no catalogue has any more, fails the build. A
// message is a string, or a Plural where a number decides its form. {n} is where the number goes; other placeholders are
// named after what they stand for. The struct's comments tell translators what English doesn't.
//
// To add a message: add a field to the struct of its page in words.go (or a struct for a new page), then a line to every
// catalogue, en.go first. The tests fail for each language that lacks it, names other placeholders, or gives a Plural more or
// fewer forms than CLDR has for whole numbers in that language. Templates say { r.Page.Message }, { r.N(r.Page.Message, n) },
// and, where elements stand inside a sentence, @fill(r.Page.Message, parts{"source": name(source)}): sentences are never
// put together from pieces, since languages order them differently. Where a count stands in a sentence, it is a message of its
// own in the case that the sentence asks for.
//
// To add a language: a catalogue like those that are here, a line in catalogues.go, and its conventions by cldr/make.py.
//
// Names of languages and countries come from golang.org/x/text, everything else about formats from CLDR by cldr.go. The package
// imports nothing of ours, and does no more than to put strings together.
package words

// Words is everything that the site says in one language.
type Words struct {
	Name     string // of the language in itself, as it stands in a menu
	Nav      Nav
	Foot     Foot
	Counts   Counts
	Row      Row
	Front    Front
	Welcome  Welcome
	Incident Incident
	Reasons  Reasons
	Story    Story
	Article  Article
	Post     Post
	Cut      Cut
	Sources  Sources
	About    About
	Data     Data
	Failure  Failure
	Feeds    Feeds
	Syntax   Syntax
	Causes   Causes
	Faults   Faults
	Research
	Habits
}

// Nav is the masthead and what surrounds every page.
type Nav struct {
	Tagline     string // title of the front page; {site} is the site's name
	Skip        string // a link past the navigation
	AboutSite   string // names a note above the page
	Demo        string // such a note, where everything is invented
	Main        string // names the navigation
	Now         string // the front page, what happens now
	Search      string // a noun: the page, and the button
	Concordance string // the linguists' word: a word wherever it stands, in its context
	Trends      string
	Sources     string
	Export      string
	About       string
	Everything  string // names the form that searches everything
	SearchAll   string // label of its field
	Language    string // opens the menu of interface languages
	Pages       string // names the links to further pages
	ToStart     string
	More        string
}

// Foot is the foot of every page.
type Foot struct {
	Rights    string
	Times     string // {zone} is "UTC"
	TimesHere string // where a script has put them into the reader's time zone
	Clean     string
	Method    string // link to the page about the site
	API       string
	Data      string // link to the export
	Theme     string // a switch
}

// Counts is counts as they stand alone, in the nominative, in lists and headings.
type Counts struct {
	Articles      Plural
	Independent   Plural // reports that are no copies of others
	Reports       Plural
	Copies        Plural
	CopiesAlone   Plural // copies whose originals we don't have
	Sources       Plural
	Languages     Plural
	Countries     Plural
	Incidents     Plural
	Posts         Plural // tweets and the like that articles embed
	EmbeddedPosts Plural
	InLanguages   Plural // after another count: "12 articles in 3 languages"
	MoreLanguages Plural
	AndMore       Plural // after names: "A, B and 3 more"
}

// Row is what is said of an incident or an article in a list.
type Row struct {
	NoTitle        string // in place of a headline
	NoText         string // in place of a post's text
	InLanguage     string // of a headline: "in French"
	UnknownTongue  string // in place of the name of a language
	UnknownSource  string
	UnknownCountry string
	Languages      string // read out before codes of languages, with what separates
	Countries      string
	FirstAt        string // {time} of the first report
	LatestAt       string
	Spread         string // names a line of time: {first} and {last} are its ends
	OthersTell     string // heading over the headlines in other languages
	First          string // mark on the first report of all
	FirstReport    string
	FirstIn        string // {language} whose first report it is
	CopyOf         string // {source} is the outlet it was copied from
	Copy           string // a noun, mark on a copy
	ByHand         string // mark: a person, not the program, filed it here
	InArticles     Plural // of a post: embedded in so many articles
	StoryOf        Plural // of so many incidents
	ItsIncident    string // link from an article to its incident
	Pace           string // names a chart: {first} and {last} are its ends, {most} the height of its highest bar
	Total          string // {articles} {languages}: "16 articles in 3 languages"
	Says           string // {author} before what a post says: "Ada Lovelace:"
}

// Front is the front page.
type Front struct {
	Summary       string // for search engines
	Nothing       string // heading where there is nothing at all
	Heading       string // {incidents} {languages}: "5 incidents in 13 languages"
	ToldIn        string // {incidents} {language}, where the page is filtered by it
	From          string // {heading} {country}, where the page is filtered by it
	Filters       string // names the filters
	Languages     string
	Countries     string
	AllLanguages  string
	AllCountries  string
	Topics        string // names the filter by what incidents are about; its values follow
	AllTopics     string
	OnPolitics    string
	OnBusiness    string
	OnJustice     string
	OnSport       string
	OnCulture     string
	OnScience     string
	OnHealth      string
	OnEnvironment string
	OnSociety     string
	NoFit         string // heading where no incident passes the filters
	NoFitText     string // {all} is a link, ShowAll
	ShowAll       string
	IncidentsIn   string // title of a feed: {language}
	When          string // names the filter by time
	LastHour      string // its values
	LastDay       string
	LastWeek      string
	AnyTime       string
	NoneThen      string // heading where nothing came in that time
	NoneThenText  string // {wider} is a link, one of those values
	SameStory     Plural // unfolds further incidents of a story
	Flood         Plural // unfolds further incidents that one outlet alone reports: {source}
	NewOnes       Plural // incidents that came since the page was opened
	ShowNew       string // link behind it
}

// Welcome is the front page and the list of sources before there is anything to show.
type Welcome struct {
	NoFeeds    string
	AddPaper   string // before a command
	BringList  string // before a command
	Begins     string // {command} is "parallax serve"
	Coming     string // heading before the first articles
	Known      string // {feeds} {pages}
	Feeds      Plural // are known
	Pages      Plural // wait to be fetched
	Look       string // {sources} is a link, SourcesPage
	Sources    string
	NoCrawl    string // {flag} {command}
	NoSources  string
	AddAddress string // before a command
}

// Incident is the page of one incident.
type Incident struct {
	Untitled     string // title of the page of an incident without a headline
	Summary      string // {total} is Row.Total, {title} a headline
	HeadlineOf   string // {source}
	FirstAt      string // {time} of the first report
	LatestAt     string
	KeyFirst     string // legend of a chart
	KeyReport    string
	KeyCopy      string
	Embeds       string // heading over the posts that the articles embed
	Coverage     string // heading over the articles by language
	ByTime       string // heading over the articles by time
	CopiesBy     string // {copies} {names}: "2 copies: A, B"
	PlusCopies   Plural // after a report
	Map          string // heading over a map
	MapOf        Plural // names the map; {n} countries
	AsTable      string // unfolds what the map shows as a table
	OnlySome     string // heading
	OnlySomeText string // below it
	AllTongues   string // link from the articles of one language to all
}

// Reasons is why an article is filed where it is. Labels stand before what the two articles share.
type Reasons struct {
	Why             string // unfolds the reasons
	WhyThere        string // heading of them
	PutHere         string
	PutHereNote     string // {note} is what the person wrote
	Opened          string
	InCommon        string // {report} is a headline
	WithEarlier     string
	Divided         string // {incident} is AnotherIncident, with a link
	AnotherIncident string
	PartOfAll       string // explains a percentage
	Post            string
	Link            string
	Quote           string // stands before the words that both quote
	Name            string
	Organisation    string
	Place           string
	Number          string
	Date            string
	Words           string
	Meaning         string
	Time            string // stands before WithinHour, Apart or Close
	Copy            string
	Another         string
	Invisible       string // in place of a value that can't be seen
	WithinHour      string
	Apart           string // {span}: "3 hours apart"
	Close           string
}

// Story is the page of a story, an affair of several incidents, and what other pages say of it.
type Story struct {
	Untitled string
	Title    string // {title} is a headline
	Summary  string // {story} is Row.StoryOf, {title} a headline
	Chapters string // heading over the incidents in order
	Tellings string // heading over the incidents with their headlines
	Part     string // heading on the page of an incident
	Whole    string // {incidents}: link to the story
	WhyPart  string
	ThisOne  string // mark on the incident whose page it is
}

// Article is the page of one article.
type Article struct {
	Untitled  string
	ReadAt    string // {source}: the link to the publisher
	By        string // before the authors
	Published string // before a time, as are the next two
	Changed   string
	Fetched   string
	Language  string
	Sure      string // {percent} of certainty about the language
	NoText    string
	Incident  string // heading
	NotFiled  string
	IsCopy    string // heading
	CopyText  string // {article} is a link: Earlier or EarlierOf
	Earlier   string // "an earlier article"
	EarlierOf string // {source}
	Keywords  string
	Data      string
	AsJSON    string
}

// Post is an embedded post and its page.
type Post struct {
	Kicker      string // over the page
	By          string // {author}: names a post
	Of          string // {platform}: names a post that nobody signed
	VideoOf     string // {platform}
	Plain       string // where even the platform isn't known
	NoTitle     string // of a video
	NoText      string
	Media       Plural // {n} {platform}
	EmbeddedBy  Plural // {n} articles
	Who         string // link to who embeds it
	Original    string // link to it, without the arrow
	WatchAt     string // {platform}, without the arrow
	Heading     Plural // over the {n} articles that embed it
	HeadingNone string
}

// Cut is what stands where texts aren't shown whole, for the rights of their publishers.
type Cut struct {
	Excerpt  string // below the beginning of an article; a link over the article leads to the publisher
	Metadata string // in the place of an article's text
	Post     string // in the place of a post's text
}

// Sources is the list of sources and the page of one.
type Sources struct {
	Feeds        Plural // in lists
	ToFetch      Plural // pages
	GivenUp      Plural // pages
	Source       string // column, and over the page of one
	Country      string
	Languages    string
	Articles     string
	Latest       string // column: time of the latest article
	FeedsHead    string // column, and heading
	LatestOnes   string // heading over articles
	NoArticle    string
	NoFeedOfOwn  string
	Problems     string // heading
	NoReason     string
	Feed         string // a feed without a title
	LastFetch    string
	LastSuccess  string
	Next         string
	Never        string
	Due          string
	Gone         string // state of a feed, as are the next ones
	Failing      Plural // times in a row
	Unfetched    string
	Works        string
	NoFeeds      string // state of a source by its feeds, as are the next ones
	FeedsFail    Plural // {failing} of {n}
	FeedsWork    Plural
	StageFeed    string // at which step a problem arose
	StageFetch   string
	StageExtract string
	StageVisit   string
	StagePush    string
	StageOther   string
}

// About is the page about the site.
type About struct {
	Standfirst   string // {site}
	How          string // heading
	HowTogether  string // {why} is Reasons.Why
	HowCopies    string
	HowStories   string
	HowByHand    string
	Order        string // heading
	OrderText    string
	Formula      string // words only; the rest is mathematics
	OrderWeights string
	OrderFolds   string // below it: what makes no wall, and what a topic is
	Languages    string // heading
	LanguageText string
	Posts        string // heading
	PostsText    string
	You          string // heading
	YouText      string
	Here         string // heading over counts
	Sources      string // names of counts
	Feeds        string
	Articles     string
	Incidents    string
	EmbeddedOnes string
	Health       string // link
}

// Data is the page of what can be had as data.
type Data struct {
	Title        string
	Standfirst   string
	Take         string // heading
	Records      string
	Format       string
	Filings      string // an option; the word for a filing comes first
	OnlyQuery    string // label of a field
	Everything   string // in that field when it is empty
	Download     string
	NoLimit      string
	Formats      string // heading
	JSONL        string // what each format is for
	CSV          string
	Ninjs        string
	Parquet      string
	Package      string
	NinjsLimit   string // behind the name of the format
	PackageLimit string // behind the name of the format
	HowMuch      string // heading
	SiteFull     string // one of three
	SiteExcerpt  string
	SiteMetadata string
	Others       string // {n} is a count
	Says         string // {rights} is the name of a field; what each value means follows
	Full         string // values of that field
	Excerpt      string // {n} characters
	Metadata     string
	Belongs      string
	Programs     string // heading
	GoesOn       string // {cursor} is the beginning of a parameter, {formats} are names of formats
	Description  string // link
	Schemas      string // heading
	Readers      string // heading
	AllIncidents string // link; {format} is Atom or JSON Feed
	MoreFeeds    string
	Columns      string // heading
	ColumnsText  string
	Column       string // headers of a table
	Type         string
	Meaning      string
}

// Failure is the page for what can't be had.
type Failure struct {
	Reference       string // {id} of a line in the log
	ToNow           string // link to the front page
	BadAddress      string // heading
	BadParam        string // {parameter} as it stands in the address; {reason} is one of the last messages here
	NoSuchPage      string // heading
	NoPageText      string
	NoID            string // heading
	NoIDText        string
	BadCursor       string // heading
	CursorText      string
	NoIndex         string // heading
	NoIndexText     string
	BadQuery        string // heading
	Slow            string // heading
	SlowText        string
	Fault           string // heading
	FaultText       string
	TooLong         string // the reasons of BadParam: {n} bytes
	NoTag           string
	NoCountry       string
	NotOneOf        string // {list}
	NoNumber        string // {low} {high}
	NoTime          string
	BadVersion      string // {n} is the version that the site reads
	TooManySearches string // {n}
	TooManyQueries  string // {n} {bytes}
	OneSplit        string // of queries compared over time
	BadSpan         string // {n} days
	NoExport        string // heading
	Busy            string // heading
	BusyText        string
	CountingText    string // too many of these at once
}

// Feeds is the titles and descriptions of feeds.
type Feeds struct {
	All          string // title of the feed of all incidents
	Description  string
	Titled       string // {site} {subject}: "Parallax: French"
	InLanguage   string // {language}
	Incident     string // link on the page of an incident, as are the next ones
	IncidentText string
	Story        string
	StoryText    string
	Search       string
	SearchText   string
	SourceText   string
	AllArticles  string
	Line         string // {language} {title} {source}: one line of a summary
}
