package words

// English. Forms of a Plural: one (1), other.
var english = Words{
	Name: "English",
	Nav: Nav{
		Tagline:     "{site}: one incident, every language",
		Skip:        "Skip to the content",
		AboutSite:   "About this site",
		Main:        "Main",
		Now:         "Now",
		Search:      "Search",
		Concordance: "Concordance",
		Trends:      "Trends",
		Sources:     "Sources",
		Export:      "Export",
		About:       "About",
		Everything:  "Everything",
		SearchAll:   "Search all languages",
		Language:    "Language",
		Pages:       "Pages",
		ToStart:     "To the start",
		More:        "More",
	},
	Foot: Foot{
		Rights:    "Headlines and texts belong to their publishers, and every one links to where it was published.",
		Times:     "Times are {zone}.",
		TimesHere: "Times are in your time zone.",
		Clean:     "No cookies, no trackers, nothing loaded from elsewhere.",
		Method:    "About and method",
		API:       "API",
		Data:      "Data",
		Theme:     "Light or dark",
	},
}
