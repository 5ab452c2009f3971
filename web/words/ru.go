package words

// Russian. Forms of a Plural: one (1, 21, 31), few (2 to 4, 22 to 24), many (0, 5 to 20, 25).
var russian = Words{
	Name: "Русский",
	Nav: Nav{
		Tagline:     "{site}: одно событие на всех языках",
		Skip:        "Перейти к содержанию",
		AboutSite:   "Об этом сайте",
		Main:        "Главное меню",
		Now:         "Сейчас",
		Search:      "Поиск",
		Concordance: "Конкорданс",
		Trends:      "Динамика",
		Sources:     "Источники",
		Export:      "Экспорт",
		About:       "О сайте",
		Everything:  "По всему сайту",
		SearchAll:   "Искать на всех языках",
		Language:    "Язык",
		Pages:       "Страницы",
		ToStart:     "В начало",
		More:        "Дальше",
	},
	Foot: Foot{
		Rights:    "Заголовки и тексты принадлежат их издателям, и каждый ведёт туда, где был опубликован.",
		Times:     "Время — {zone}.",
		TimesHere: "Время — вашего часового пояса.",
		Clean:     "Никаких куки и счётчиков, ничего не загружается со стороны.",
		Method:    "О сайте и методе",
		API:       "API",
		Data:      "Данные",
		Theme:     "Светлая или тёмная тема",
	},
}
