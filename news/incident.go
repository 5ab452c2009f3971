package news

import "time"

// An Incident is something that happened once, with everything written about it.
type Incident struct {
	ID         string     `json:"id"`
	Headlines  []Headline `json:"headlines"` // one for each language: its earliest article; the earliest language first
	First      time.Time  `json:"first,omitzero"`
	Last       time.Time  `json:"last,omitzero"`
	Articles   int        `json:"articles"`
	Sources    int        `json:"sources"`
	Languages  []string   `json:"languages"`           // most articles first
	Countries  []string   `json:"countries,omitempty"` // of the sources; most articles first
	Posts      int        `json:"posts"`               // different posts embedded by its articles
	MergedInto string     `json:"merged_into,omitempty"`
	Schema     int        `json:"schema"`
}

// A Headline is the title of one article of an incident.
type Headline struct {
	Article   string    `json:"article"` // its ID
	Title     string    `json:"title"`
	Language  string    `json:"language"`
	Source    Source    `json:"source"`
	Published time.Time `json:"published,omitzero"`
}

// A Place says which incident an article is filed under, and why.
type Place struct {
	ID       string     `json:"id"` // of the incident
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Evidence is one thing that an article shares with the incident it is filed under.
type Evidence struct {
	Kind    string   `json:"kind"`             // one of the Evidence… constants
	Values  []string `json:"values,omitempty"` // what is shared, as it is written in the article
	Article string   `json:"article,omitempty"`
	Weight  float64  `json:"weight"` // its part in the decision; the sum over all evidence is the score
}

// The kinds of evidence.
const (
	EvidenceFounder = "founder" // the article opened the incident
	EvidencePost    = "post"    // both embed the same posts; values are post IDs
	EvidenceLink    = "link"    // one links to the other, or both to the same page
	EvidenceName    = "name"    // names of people, organisations, things
	EvidencePlace   = "place"
	EvidenceNumber  = "number"
	EvidenceDate    = "date"   // a day that both speak of
	EvidenceWords   = "words"  // rare words of the same language
	EvidenceTime    = "time"   // hours between their publication
	EvidenceCopy    = "copy"   // near-identical text
	EvidencePerson  = "person" // a person put it here
)

// A Filing is the decision that an article belongs to an incident.
type Filing struct {
	Article  string     `json:"article"`
	Incident string     `json:"incident"`
	Evidence []Evidence `json:"evidence,omitempty"`
	CopyOf   string     `json:"copy_of,omitempty"` // ID of an earlier article that it repeats
}

// A Merge says that two incidents turned out to be one: the younger ID redirects to the older one.
type Merge struct {
	From string `json:"from"`
	Into string `json:"into"`
}
