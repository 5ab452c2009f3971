// Package words is what the site says, in every language of its interface, and how each writes numbers, dates and times.
//
//	editions := words.All()
//	e := editions.For(tags)           // that suits a reader best
//	e.Nav.Sources                     // "Quellen"
//	e.N(e.Count.Articles, 3)          // "3 Artikel"
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
	Name string // of the language in itself, as it stands in a menu
	Nav  Nav
	Foot Foot
}

// Nav is the masthead and what surrounds every page.
type Nav struct {
	Tagline     string // title of the front page; {site} is the site's name
	Skip        string // a link past the navigation
	AboutSite   string // names a note above the page
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
