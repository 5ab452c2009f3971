package words

var frenchHabits = Habits{
	Author: Author{
		Kicker:    "Auteur de publications",
		Posts:     "Publications intégrées",
		Incidents: "Événements où elles figurent",
		All:       "Toutes les publications de {author}",
		AsJSON:    "Ces publications en JSON",
	},
	Outlet: Outlet{
		PerDay:    "Articles par jour",
		Day:       "Jour",
		First:     "Première à en parler",
		FirstText: Plural{"Sur {n} événement de ces jours relaté aussi par d’autres sources, elle a été la première pour {first} ({percent}).", "Sur {n} événements de ces jours relatés aussi par d’autres sources, elle a été la première pour {first} ({percent})."},
		FirstNone: "Ces jours-ci, elle n’a relaté aucun événement dont une autre source ait parlé.",
		SortBy:    "Trier par",
		OPML:      "Tous les flux (OPML)",
		NoneFit:   "Aucune source ne correspond à ces filtres.",
	},
	Keys: Keys{
		Heading:  "Clavier",
		Next:     "Entrée suivante",
		Previous: "Entrée précédente",
		Open:     "Ouvrir l’entrée",
		Help:     "Afficher ou masquer cette aide",
		Text:     "Ces touches agissent tant qu’aucun champ n’est en cours de saisie. Elles peuvent être désactivées ici ; ce navigateur s’en souvient.",
		Off:      "Désactiver les touches",
		On:       "Activer les touches",
		Close:    "Fermer",
	},
}
