package words

// French. Forms of a Plural: one (0, 1), other.
var french = Words{
	Name: "Français",
	Nav: Nav{
		Tagline:     "{site} : un événement, toutes les langues",
		Skip:        "Aller au contenu",
		AboutSite:   "À propos de ce site",
		Main:        "Navigation principale",
		Now:         "À la une",
		Search:      "Recherche",
		Concordance: "Concordance",
		Trends:      "Tendances",
		Sources:     "Sources",
		Export:      "Export",
		About:       "À propos",
		Everything:  "Tout le site",
		SearchAll:   "Chercher dans toutes les langues",
		Language:    "Langue",
		Pages:       "Pages",
		ToStart:     "Au début",
		More:        "Plus",
	},
	Foot: Foot{
		Rights:    "Les titres et les textes appartiennent à leurs éditeurs ; chacun renvoie à sa publication d’origine.",
		Times:     "Heures {zone}.",
		TimesHere: "Heures de votre fuseau horaire.",
		Clean:     "Ni cookies, ni traceurs, rien n’est chargé d’ailleurs.",
		Method:    "À propos et méthode",
		API:       "API",
		Data:      "Données",
		Theme:     "Clair ou sombre",
	},
}
