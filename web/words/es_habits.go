package words

var spanishHabits = Habits{
	Author: Author{
		Kicker:    "Autor de publicaciones",
		Posts:     "Publicaciones incrustadas",
		Incidents: "Acontecimientos en los que aparecen",
		All:       "Todas las publicaciones de {author}",
		AsJSON:    "Estas publicaciones en JSON",
	},
	Outlet: Outlet{
		PerDay:    "Artículos por día",
		Day:       "Día",
		First:     "Primera en informar",
		FirstText: Plural{"De {n} acontecimiento de estos días del que también informaron otras fuentes, fue la primera en {first} ({percent}).", "De {n} acontecimientos de estos días de los que también informaron otras fuentes, fue la primera en {first} ({percent})."},
		FirstNone: "En estos días no informó de ningún acontecimiento del que informara otra fuente.",
		SortBy:    "Ordenar por",
		OPML:      "Todos los canales (OPML)",
		NoneFit:   "Ninguna fuente cumple estos filtros.",
	},
	Keys: Keys{
		Heading:  "Teclado",
		Next:     "Entrada siguiente",
		Previous: "Entrada anterior",
		Open:     "Abrir la entrada",
		Help:     "Mostrar u ocultar esta ayuda",
		Text:     "Estas teclas funcionan mientras no se escriba en un campo. Se pueden desactivar aquí; este navegador lo recuerda.",
		Off:      "Desactivar las teclas",
		On:       "Activar las teclas",
		Close:    "Cerrar",
	},
}
