package words

var portugueseHabits = Habits{
	Author: Author{
		Kicker:    "Autor de publicações",
		Posts:     "Publicações incorporadas",
		Incidents: "Acontecimentos em que figuram",
		All:       "Todas as publicações de {author}",
		AsJSON:    "Estas publicações em JSON",
	},
	Outlet: Outlet{
		PerDay:    "Artigos por dia",
		Day:       "Dia",
		First:     "Primeira a noticiar",
		FirstText: Plural{"De {n} acontecimento destes dias que outras fontes também noticiaram, foi a primeira em {first} ({percent}).", "De {n} acontecimentos destes dias que outras fontes também noticiaram, foi a primeira em {first} ({percent})."},
		FirstNone: "Nestes dias não noticiou nenhum acontecimento que outra fonte também noticiasse.",
		SortBy:    "Ordenar por",
		OPML:      "Todos os feeds (OPML)",
		NoneFit:   "Nenhuma fonte corresponde a estes filtros.",
	},
	Keys: Keys{
		Heading:  "Teclado",
		Next:     "Próxima entrada",
		Previous: "Entrada anterior",
		Open:     "Abrir a entrada",
		Help:     "Mostrar ou ocultar esta ajuda",
		Text:     "Estas teclas funcionam enquanto não se preenche um campo. Podem ser desligadas aqui; este navegador se lembra disso.",
		Off:      "Desligar as teclas",
		On:       "Ligar as teclas",
		Close:    "Fechar",
	},
}
