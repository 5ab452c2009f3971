package words

// Portuguese. Forms of a Plural: one (0, 1), other.
var portuguese = Words{
	Name: "Português",
	Nav: Nav{
		Tagline:     "{site}: um acontecimento, todas as línguas",
		Skip:        "Ir para o conteúdo",
		AboutSite:   "Sobre este site",
		Main:        "Principal",
		Now:         "Agora",
		Search:      "Busca",
		Concordance: "Concordância",
		Trends:      "Tendências",
		Sources:     "Fontes",
		Export:      "Exportar",
		About:       "Sobre",
		Everything:  "Tudo",
		SearchAll:   "Buscar em todas as línguas",
		Language:    "Idioma",
		Pages:       "Páginas",
		ToStart:     "Ao início",
		More:        "Mais",
	},
	Foot: Foot{
		Rights:    "Títulos e textos pertencem a seus editores, e cada um leva ao lugar onde foi publicado.",
		Times:     "Horários em {zone}.",
		TimesHere: "Horários no seu fuso horário.",
		Clean:     "Sem cookies, sem rastreadores, nada carregado de outros sites.",
		Method:    "Sobre e método",
		API:       "API",
		Data:      "Dados",
		Theme:     "Claro ou escuro",
	},
}
