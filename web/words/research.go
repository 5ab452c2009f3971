package words

// Research is what the pages say that search, count, compare and hand out data. Each language has a file of its own for it.
type Research struct {
	Query       Query
	Help        Help
	Saved       Saved
	Trends      Trends
	Concordance Concordance
	Measured    Measured
	Compare     Compare
	History     History
}

// Query is what all pages have in common that answer a query, and the page of search.
type Query struct {
	This         string // names the form
	Label        string // of its field
	Placeholder  string // the words of the query language stay as they are
	AtCharacter  string // {n}: where a query can't be understood
	Understood   string // {query}: how it was read
	Tools        string // names the links to other things to do with a query
	Articles     string // one of these links, as are the next ones
	OverTime     string
	Download     string
	Narrow       string
	NarrowAll    string // names the counts by which a result can be narrowed
	Conditions   string // names the conditions in a query
	TakeOut      string // read out before one of them, which a link takes out
	ByAuthor     string // {author}, a condition, as are the next ones
	OneIncident  string
	From         string // {day}
	Before       string // {day}
	Not          string // {condition} is excluded
	Language     string // a property to narrow by, as are the next ones
	Country      string
	Source       string
	Author       string
	Day          string
	Posts        string
	Unknown      string // in place of a value
	Order        string // names the orders
	Best         string // an order, as are the next ones
	Newest       string
	Oldest       string
	Covered      string
	ItsIncident  string // {coverage}: link from an article to its incident
	InPost       string // before a quotation
	Languages    string // names the next two
	AsFound      string
	Everywhere   string
	AllEarlier   string // an empty page
	WholeOne     string // link to an incident
	NotFiled     string
	MoreInside   Plural // {n} more articles that the query finds in an incident
	OtherTongues string // heading
	MoreIn       Plural // {n} more articles in {language}
}

// Help is how queries are written, and what to try where nothing is found.
type Help struct {
	Nothing    string // heading
	TheseFind  string // before queries
	NothingAll string
	LeaveOut   string // {or} is OR
	CutShort   string // {example}
	TakeOut    string // {lang} {after} are filters
	Written    string // heading
	WrittenAll string // the examples stay as they are
	Both       string // what a query means that stands before it: ferry fog
	Either     string // ferry OR boat
	Without    string // ferry -fog
	Phrase     string // "cargo ship"
	Near       string // "cargo fog"~5
	Begins     string // evacu*
	Group      string // (ferry OR boat) fog
	Title      string // title:ferry lead:fog
	Where      string // lang:fr country:BR
	Who        string // source:… author:…
	Days       string // after:… before:…
	Date       string // date:2026-03
	Posts      string // post:words handle:name platform:twitter
}

// Saved is saved searches.
type Saved struct {
	Save        string // unfolds the ways to keep a search
	Permalink   string
	PermaText   string
	UpToNow     string
	UpToNowText string
	Follow      string // before forms of feeds
	PutOn       string
	PutOnText   string
	Keep        string // a button, and what it says after it was pressed
	Kept        string
	Title       string // of the page
	Intro       string
	AddForm     string // names the form
	Another     string // in its field
	Add         string // its button
	None        string
	NoneText    string // {save} is Save
	Searches    Plural
	OPML        string
	KeepList    string // a button
	NewestOne   string // before the newest article found
	Forget      string
}

// Trends is the page of counts over time.
type Trends struct {
	Intro      string
	Queries    string // names the form
	Query      string // {n}: label of one of its fields
	First      string // placeholder of the first field
	Another    string // of the others
	From       string // label of a field for a day; also the head of a column of times
	Before     string // label of a field for the day that the counts end before
	Compare    string // the button
	Form       string // names the filters
	Step       string // names one of them, as do the next two
	Split      string
	Measure    string
	ByDay      string // a step, as are the next ones
	ByHour     string
	ByWeek     string
	ByMonth    string
	Articles   string // a measure
	Share      string // a measure
	Together   string // no split
	ByLanguage string // a split, as are the next ones
	BySource   string
	ByCountry  string
	Nothing    string
	NoneText   string
	Chart      string // names the chart
	ChartText  string // describes it
	OnDay      string // behind what is counted, as are the next ones
	InHour     string
	InWeek     string
	InMonth    string
	Span       string // {from} {until} {zone}
	Most       string // {label} {total} {when} {most}: one line of a chart in words
	Sum        string // {label} {total}: one that is nowhere above nothing
	MoreBelow  Plural // series that only the table has
	CSV        string // link to a table
	Permalink  string
	Table      string // names the table
	Caption    string
	All        string // the series of all articles
}

// Concordance is the page of a word's occurrences.
type Concordance struct {
	Intro       string
	Parts       string // names the next three and the tools
	Show        string
	InContext   string
	Frequencies string
	Collocates  string // words that often stand near a word
	Occurrences Plural
	Estimated   string // {occurrences}, about as many
	Newest      string // {n} {articles} {example}: which articles were read
	Whole       string // {articles}: what the files are of
	Caption     string
	Before      string
	Match       string
	After       string
	Article     string
	AllLines    string // link to a table
	Post        string // a mark
	InPost      string // explains it
	ByDate      string // an order, as are the next ones
	ByBefore    string
	ByAfter     string
	Together    string
	ByLanguage  string // heading, as are the next two
	ByForm      string
	BySource    string
	Forms       string // names a table
	AsWritten   string // head of a column, as are the next ones
	Language    string
	Source      string
	Hits        string
	InArticles  string
	PerMillion  string
	ShareOfAll  string
	Of          string // {found} {all}
	NotKnown    string
	Which       string // names the next two
	EachSide    string
	AtLeast     string
	Among       string // {occurrences} {words}
	Words       Plural
	Lonely      string // {languages}
	LonelyHint  string
	AllOnes     string // link to a table
	Word        string // head of a column, as are the next ones
	Times       string
	TimesAll    string // explains it
	BeforeAll   string // explains Before
	AfterAll    string // explains After
	InAll       string
	InAllText   string // explains it
	Likelihood  string // the statistical measure
}

// Measured is how figures come about. What stands between formulas continues the sentence around them.
type Measured struct {
	Counted     string // heading
	CountedText string
	Heading     string
	Corpus      string // {words} is a number of words
	Likelihood  string // after a formula; the title of the paper stays as it is
	Dice        string // after a formula
	Compared    string // heading
	Copies      string
	Order       string // after a formula
	Names       string
}

// Compare is the page of how the languages tell one incident.
type Compare struct {
	Title     string
	Back      string
	Link      string // from the page of the incident
	Newest    string // {n}
	First     string // heading
	Firsts    string // names a table
	Language  string // head of a column, as are the next ones
	LaterBy   string
	OnLine    string
	Report    string
	Source    string
	Articles  string
	NoTime    string
	Words     string // heading
	WordsText string
	TooLittle string
	Thin      Plural // {n} other articles
	AllWords  string // link to a table
	WordTitle string // {n} {here} {others} {elsewhere} {score}
	Names     string // heading
	Numbers   string // heading
	NoCommon  string
	Mentioned string // head of a column
	Tongues   string // head of a column
	All       string // languages
	None      string // read out for an empty cell
	Posts     string // heading
	NoPosts   string
	AllPosts  string // link to a table
}

// History is the edits of an article.
type History struct {
	Heading string
	Edited  Plural // {n} times since {time}, when it was read first
	Before  string // {time}: the edit was found then
	Earlier Plural // {n} edits that aren't shown
}
