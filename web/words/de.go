package words

// German. Forms of a Plural: one (1), other.
var german = Words{
	Name: "Deutsch",
	Nav: Nav{
		Tagline:     "{site}: ein Ereignis, alle Sprachen",
		Skip:        "Zum Inhalt springen",
		AboutSite:   "Über diese Website",
		Main:        "Hauptnavigation",
		Now:         "Aktuell",
		Search:      "Suche",
		Concordance: "Konkordanz",
		Trends:      "Verläufe",
		Sources:     "Quellen",
		Export:      "Export",
		About:       "Über uns",
		Everything:  "Alles durchsuchen",
		SearchAll:   "In allen Sprachen suchen",
		Language:    "Sprache",
		Pages:       "Seiten",
		ToStart:     "Zum Anfang",
		More:        "Mehr",
	},
	Foot: Foot{
		Rights:    "Überschriften und Texte gehören ihren Verlagen; jeder Eintrag führt dorthin, wo er erschienen ist.",
		Times:     "Zeiten in {zone}.",
		TimesHere: "Zeiten in Ihrer Zeitzone.",
		Clean:     "Keine Cookies, keine Tracker, nichts wird von anderswo geladen.",
		Method:    "Über uns und Methode",
		API:       "API",
		Data:      "Daten",
		Theme:     "Hell oder dunkel",
	},
}
