package words

// Spanish. Forms of a Plural: one (1), other.
var spanish = Words{
	Name: "Español",
	Nav: Nav{
		Tagline:     "{site}: un suceso, todos los idiomas",
		Skip:        "Saltar al contenido",
		AboutSite:   "Sobre este sitio",
		Main:        "Principal",
		Now:         "Ahora",
		Search:      "Buscar",
		Concordance: "Concordancias",
		Trends:      "Tendencias",
		Sources:     "Fuentes",
		Export:      "Exportar",
		About:       "Acerca de",
		Everything:  "Todo",
		SearchAll:   "Buscar en todos los idiomas",
		Language:    "Idioma",
		Pages:       "Páginas",
		ToStart:     "Al principio",
		More:        "Más",
	},
	Foot: Foot{
		Rights:    "Los titulares y los textos pertenecen a sus editores, y cada uno enlaza al lugar donde se publicó.",
		Times:     "Las horas son {zone}.",
		TimesHere: "Las horas son las de su zona horaria.",
		Clean:     "Sin cookies, sin rastreadores, sin nada cargado de otros sitios.",
		Method:    "Acerca de y método",
		API:       "API",
		Data:      "Datos",
		Theme:     "Claro u oscuro",
	},
}
