package words

// Ukrainian. Forms of a Plural: one (1, 21, 31), few (2 to 4, 22 to 24), many (0, 5 to 20, 25).
var ukrainian = Words{
	Name: "Українська",
	Nav: Nav{
		Tagline:     "{site}: одна подія всіма мовами",
		Skip:        "Перейти до змісту",
		AboutSite:   "Про цей сайт",
		Main:        "Головне меню",
		Now:         "Зараз",
		Search:      "Пошук",
		Concordance: "Конкорданс",
		Trends:      "Динаміка",
		Sources:     "Джерела",
		Export:      "Експорт",
		About:       "Про сайт",
		Everything:  "По всьому сайту",
		SearchAll:   "Шукати всіма мовами",
		Language:    "Мова",
		Pages:       "Сторінки",
		ToStart:     "На початок",
		More:        "Далі",
	},
	Foot: Foot{
		Rights:    "Заголовки й тексти належать їхнім видавцям, і кожен веде туди, де його опубліковано.",
		Times:     "Час — {zone}.",
		TimesHere: "Час — вашого часового поясу.",
		Clean:     "Жодних куки й лічильників, нічого не завантажується ззовні.",
		Method:    "Про сайт і метод",
		API:       "API",
		Data:      "Дані",
		Theme:     "Світла чи темна тема",
	},
}
