package words

var germanHabits = Habits{
	Author: Author{
		Kicker:    "Autor von Posts",
		Posts:     "Eingebettete Posts",
		Incidents: "Ereignisse, in denen sie stehen",
		All:       "Alle Posts von {author}",
		AsJSON:    "Diese Posts als JSON",
	},
	Outlet: Outlet{
		PerDay:    "Artikel je Tag",
		Day:       "Tag",
		First:     "Zuerst berichtet",
		FirstText: Plural{"Von {n} Ereignis dieser Tage, von dem auch andere Quellen berichten, hat sie {first} als erste gemeldet ({percent}).", "Von {n} Ereignissen dieser Tage, von denen auch andere Quellen berichten, hat sie {first} als erste gemeldet ({percent})."},
		FirstNone: "In diesen Tagen hat sie kein Ereignis gemeldet, von dem auch eine andere Quelle berichtet.",
		SortBy:    "Ordnen nach",
		OPML:      "Alle Feeds (OPML)",
		NoneFit:   "Keine Quelle passt zu diesen Filtern.",
	},
	Keys: Keys{
		Heading:  "Tastatur",
		Next:     "Nächster Eintrag",
		Previous: "Voriger Eintrag",
		Open:     "Eintrag öffnen",
		Help:     "Diese Hilfe zeigen oder schließen",
		Text:     "Diese Tasten gelten, solange kein Feld ausgefüllt wird. Hier lassen sie sich abschalten; dieser Browser merkt es sich.",
		Off:      "Tasten abschalten",
		On:       "Tasten einschalten",
		Close:    "Schließen",
	},
}
