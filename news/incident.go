package news

import "time"

// An Incident is something that happened once, with everything written about it.
type Incident struct {
	ID          string     `json:"id"`
	Headlines   []Headline `json:"headlines"` // one for each language: its earliest article; the earliest language first
	First       time.Time  `json:"first,omitzero"`
	Last        time.Time  `json:"last,omitzero"`
	Articles    int        `json:"articles"`
	Independent int        `json:"independent"` // articles that are no copies of others
	Sources     int        `json:"sources"`
	Languages   []string   `json:"languages"`            // most articles first
	Countries   []string   `json:"countries,omitempty"`  // of the sources; most articles first
	Posts       int        `json:"posts"`                // different posts embedded by its articles
	Story       *Chapter   `json:"story,omitempty"`      // of which it is a part
	SplitFrom   string     `json:"split_from,omitempty"` // ID of the incident that it was part of until that fell apart
	MergedInto  string     `json:"merged_into,omitempty"`
	Schema      int        `json:"schema"`
}

// A Story is an affair of several incidents, as the days of a trial are. Its incidents are linked, not mixed: each article is under
// one of them.
type Story struct {
	ID         string    `json:"id"`
	First      time.Time `json:"first,omitzero"` // of the reports of all its incidents, and so on
	Last       time.Time `json:"last,omitzero"`
	Incidents  int       `json:"incidents"`
	Articles   int       `json:"articles"`
	Languages  []string  `json:"languages"` // most incidents first
	MergedInto string    `json:"merged_into,omitempty"`
	Schema     int       `json:"schema"`
}

// A Chapter says which story an incident is a part of, and why.
type Chapter struct {
	ID        string     `json:"id"`                 // of the story
	Incidents int        `json:"incidents"`          // of the story, this one among them
	Evidence  []Evidence `json:"evidence,omitempty"` // what linked it; absent from the incident that the story begins with
}

// A Link is the decision that an incident is part of a story. An incident is part of one story: where it was part of another,
// the two stories turned out to be one.
type Link struct {
	Incident string     `json:"incident"`
	Story    string     `json:"story"`
	Evidence []Evidence `json:"evidence,omitempty"`
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
	Weight  float64  `json:"weight"` // its part in the decision: what the score, in log-odds, would lose without it
}

// The kinds of evidence.
const (
	EvidenceFounder      = "founder"      // the article opened the incident
	EvidencePost         = "post"         // both embed the same posts; values are post IDs
	EvidenceLink         = "link"         // one links to the other, or both to the same page
	EvidenceQuote        = "quote"        // both quote the same words, maybe each in its language; values are the article's own wording
	EvidenceName         = "name"         // names of people and things
	EvidenceOrganisation = "organisation" // known by one ID in all languages
	EvidencePlace        = "place"
	EvidenceNumber       = "number"
	EvidenceDate         = "date"    // a day that both speak of
	EvidenceWords        = "words"   // rare words of the same language
	EvidenceMeaning      = "meaning" // the texts are about the same things, whatever their languages; no values
	EvidenceTime         = "time"    // hours between their publication
	EvidenceCopy         = "copy"    // near-identical text
	// EvidenceSplit says that the article came here with others when an incident, whose ID is the value, fell apart into two. It has
	// no weight. The article is the oldest of those that came.
	EvidenceSplit = "split"
	// EvidenceCorrection says that a person put it here; the value is the person's note. It has no weight: it isn't weighed
	// against anything.
	EvidenceCorrection = "correction"
)

// A Correction is a person's decision on what belongs together. It goes before whatever the program would decide, now and
// in every rebuild: the articles of both incidents stay where the person left them.
type Correction struct {
	N        int       `json:"n"`    // its number, from 1
	Kind     string    `json:"kind"` // one of the Correction… constants
	Time     time.Time `json:"time"`
	Note     string    `json:"note,omitempty"`     // who made it and why, in the person's words
	Incident string    `json:"incident"`           // that was merged, was split, or that the article was taken out of
	Into     string    `json:"into"`               // where the articles went; for a split the new incident
	Articles []string  `json:"articles"`           // that went from Incident to Into
	Stay     []string  `json:"stay,omitempty"`     // that are to stay under Incident
	Received []string  `json:"received,omitempty"` // that were under Into before and are to stay there
	Undone   time.Time `json:"undone,omitzero"`    // when it was taken back; zero as long as it holds
	Revision int64     `json:"-"`                  // its place in the order of what was corrected and undone
}

// The kinds of corrections.
const (
	CorrectionMerge = "merge" // two incidents are one
	CorrectionSplit = "split" // some articles of an incident are an incident of their own
	CorrectionMove  = "move"  // an article belongs to another incident
)

// Separates reports whether a correction says that Incident and Into are not the same. One that left nothing under Incident
// says that they are.
func (c *Correction) Separates() bool { return c.Kind != CorrectionMerge && len(c.Stay) > 0 }

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

// A State is a piece of the grouping's memory in an encoding of its own: of one live article, or, where Article is empty, a
// part of the whole. One without a body is no longer needed.
type State struct {
	Article string
	Part    string
	Body    []byte
}

// Decisions are what came of filing some articles, to be recorded together.
type Decisions struct {
	Filings   []Filing
	Merges    []Merge
	Links     []Link
	States    []State
	Corrected int64 // how far the corrections were known; see Correction.Revision
}
