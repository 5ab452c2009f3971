package words

var englishHabits = Habits{
	Author: Author{
		Kicker:    "Author of posts",
		Posts:     "Embedded posts",
		Incidents: "Incidents they appear in",
		All:       "All posts by {author}",
		AsJSON:    "These posts as JSON",
	},
	Outlet: Outlet{
		PerDay:    "Articles per day",
		Day:       "Day",
		First:     "First to report",
		FirstText: Plural{"Of {n} incident in this period that other sources reported too, it was first on {first} ({percent}).", "Of {n} incidents in this period that other sources reported too, it was first on {first} ({percent})."},
		FirstNone: "In this period it reported no incident that another source reported too.",
		SortBy:    "Sort by",
		OPML:      "All feeds (OPML)",
		NoneFit:   "No source matches these filters.",
	},
	Keys: Keys{
		Heading:  "Keyboard",
		Next:     "Next entry",
		Previous: "Previous entry",
		Open:     "Open the entry",
		Help:     "Show or hide this help",
		Text:     "These keys work as long as no field is being filled in. They can be switched off here; this browser remembers it.",
		Off:      "Switch the keys off",
		On:       "Switch the keys on",
		Close:    "Close",
	},
}
