package words

// Habits is what the pages say that a reader comes to from the incidents: those of outlets and of authors of posts, and what
// the keyboard does.
type Habits struct {
	Author Author
	Outlet Outlet
	Keys   Keys
}

// Author is the page of an author of posts.
type Author struct {
	Kicker    string
	Posts     string // heading
	Incidents string // heading: that the posts stand in
	All       string // link to the page, from a post by {author}
	AsJSON    string // link
}

// Outlet is what the page of a source says of its work, and how the list of sources is narrowed and sorted.
type Outlet struct {
	PerDay    string // heading over a chart, and column
	Day       string // column
	First     string // heading over how often it was first
	FirstText Plural // of {n} incidents that it shares with others it was first for {first}, which is {percent}
	FirstNone string
	SortBy    string
	OPML      string // link
	NoneFit   string
}

// Keys is the help on the keyboard.
type Keys struct {
	Heading  string // and the button that opens the help
	Next     string
	Previous string
	Open     string
	Help     string
	Text     string
	Off      string // button
	On       string // button
	Close    string // button
}
