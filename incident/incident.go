// Package incident decides online which articles tell of one incident, whatever their languages.
//
// Start with New, and File articles in the order of their time:
//
//	g := incident.New(incident.Options{})
//	d := g.File(article)
//	fmt.Println(d.Filing.Incident, d.Filing.Evidence)
//
// A filing goes through six steps, each in a file of its own:
//
//  1. Features (features.go): names, words, places, numbers, dates, posts and links become weighted keys that are
//     comparable between languages. Names of all scripts are reduced to the skeleton of their consonants
//     (romanize.go), countries, cities and organisations to their IDs (places.go, organisations.go), weekdays to dates (weekdays.go).
//     What the articles quote is known again by its wording or, in another language, by what it means (quotations.go, quotes.go). How much a key weighs
//     depends on how rare it is in its language (vocabulary.go, background.go). What the text means becomes two vectors, of
//     its beginning and of the whole (package meaning); a headline's are seen from what all headlines have in common (centre.go).
//  2. Candidates (window.go): an inverted index over the live articles finds those that share heavy keys, posts, links, quotations or parts
//     of the text, and those that mean most alike, at a cost that doesn't grow with the number of live articles.
//  3. Ranking (similarity.go, inputs.go, forest.go, decide.go): the groups of the candidates are scored by comparing the article
//     with their founding article and their core, a few articles that joined early and surely. A small forest, learned from
//     judged articles (fit_test.go), turns what two articles share into the log-odds that they tell of one incident. There is no centroid
//     of all members, which could drift from one incident to the next. A headline alone, which resembles some article of a large group by
//     chance, is judged by the group as a whole, by a second forest (joining.go).
//  4. Join or open (decide.go): the best group takes the article if its score is above zero. A pair in two languages, or with a mere
//     headline, needs two independent kinds of evidence for that; one whose days and places are all others needs a post, a link or
//     a quotation. An incident whose first article has left the window takes no more.
//  5. Merging (group.go): an article that fits two groups surely, and whose groups fit each other, makes them one. Whether a headline that fits two
//     groups does, a third forest decides by all that stand for them (uniting.go).
//  6. Dividing (split.go): a group that an article on two incidents has glued together is divided when later reports show it.
//
// Incidents of one affair, as the days of a trial are, stay apart and are linked into a story (story.go).
//
// Beside that it tells which articles repeat another one (sketch.go, copies.go).
//
// What a person has corrected goes before all that (correct.go): Correct tells the grouper which articles are filed where
// whatever they resemble, and which incidents are not to be merged.
//
// What the grouper remembers of an article is compact (document.go, postings.go): some 3.7 KB, all included. Unsaved says what has
// changed of it (state.go, counts.go); whoever keeps that can end the program, Recall it, and get the decisions that would have
// been made without the pause.
//
// A model of the user's own may tell the meaning of articles better than the built-in vectors do (embedder.go).
//
// Decisions are deterministic: the same articles in the same order, and the same vectors of an Embedder, give the same filings.
//
// The package keeps nothing on disk and reads no clock: the present is the time of the latest articles. It does not understand: two
// reports of one affair on one day, as of two matches of one cup, can look like one incident to it.
package incident

import (
	"time"

	"parallax/incident/meaning"
	"parallax/news"
)

// Options of a Grouper; the zero value works.
type Options struct {
	Window  time.Duration // how long an article stays live after its time; 0 means 14 days
	Live    int           // articles that stay live at most, as of a stream without dates; 0 means 2,000,000
	Durable bool          // Unsaved will be called from time to time

	// Embedder, if there is one, gives articles vectors beside those of the built-in table; see Grouper.Embed.
	Embedder Embedder
}

// A Grouper files articles. It is not safe for concurrent use: filing is a sequence.
type Grouper struct {
	options     Options
	languages   *languages
	lexicon     *lexicon
	vocabulary  *vocabulary
	places      *langStats // how often each place and organisation is named, in all languages together
	reader      *meaning.Reader
	means       means
	embeddings  embeddings
	window      *window
	rooms       rooms
	pairs       []pairing // room for those of a filing
	marks       marks     // of the article that is filed
	groups      map[string]*group
	stories     *stories
	corrections corrections
	seq         int         // of the next article
	recalled    int         // seq after the last of those recalled
	unsaved     []*document // see Unsaved
	gone        []string    // articles that were dropped since then
}

// A Decision is where an article belongs, which incidents it turned out to join, and which articles to repeat it.
type Decision struct {
	Filing    news.Filing
	Merges    []news.Merge
	Links     []news.Link   // of incidents to the stories that they are part of
	Moved     []news.Filing // of articles filed before that belong elsewhere now or, without evidence, turned out to repeat this one
	Unchanged bool          // the article was filed before just as it is: its evidence, which isn't kept here, is what it was
}

// New returns a Grouper with nothing filed.
func New(o Options) *Grouper {
	if o.Window <= 0 {
		o.Window = 14 * 24 * time.Hour
	}
	if o.Live <= 0 {
		o.Live = 2_000_000
	}
	v := newVocabulary(o.Durable)
	return &Grouper{
		options:    o,
		languages:  newLanguages(),
		lexicon:    newLexicon(),
		vocabulary: v,
		places:     v.lang(allLanguages),
		reader:     meaning.Default().Reader(),
		means:      means{},
		window:     newWindow(),
		groups:     map[string]*group{},
		stories:    newStories(),
	}
}

// File decides where an article belongs. Filing the same ID again replaces the article: unchanged, it gets the same
// answer without the evidence; changed, it stays in its incident if it still fits there, and is decided anew if not. The founder of an
// incident always stays.
func (g *Grouper) File(a news.Article) Decision {
	if old := g.window.documents[a.ID]; old != nil {
		if old.content == contentHash(&a) {
			return Decision{Filing: news.Filing{Article: a.ID, Incident: old.incident.id, CopyOf: old.copyOf}, Unchanged: true}
		}
		return g.refile(old, &a)
	}
	d, s := g.features(&a)
	d.seq = g.seq
	g.seq++
	decision := g.decideOrPlace(d, s)
	g.window.add(d)
	g.sweep()
	return decision
}

// Restore takes a past decision back into memory without deciding. An article that is live already is moved.
func (g *Grouper) Restore(a news.Article, incident string) {
	d := g.window.documents[a.ID]
	var before *group
	if d != nil {
		before = d.incident
		g.drop(d)
	}
	if d == nil || d.content != contentHash(&a) {
		d, _ = g.features(&a)
		d.seq = g.seq
		g.seq++
		g.window.search(d, searched) // for its crowd
	}
	d.core = false
	d.founder = news.IncidentID(a.ID) == incident
	d.copyOf = a.CopyOf
	g.join(d, g.group(incident, d.seq))
	g.stand(d, g.corrections.pins[d.id])
	g.window.add(d)
	if before != nil {
		g.stories.moved(d.id, before.id, incident, len(before.members) == 0)
	}
	g.sweep()
}
