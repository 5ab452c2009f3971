package words

// Traditional Chinese. Forms of a Plural: other, for every number.
var traditionalChinese = Words{
	Name: "繁體中文",
	Nav: Nav{
		Tagline:     "{site}：同一事件，各種語言",
		Skip:        "跳到正文",
		AboutSite:   "關於本站",
		Main:        "主導覽",
		Now:         "現在",
		Search:      "搜尋",
		Concordance: "語境索引",
		Trends:      "趨勢",
		Sources:     "來源",
		Export:      "匯出",
		About:       "關於",
		Everything:  "全站",
		SearchAll:   "搜尋所有語言",
		Language:    "語言",
		Pages:       "分頁",
		ToStart:     "回到開頭",
		More:        "更多",
	},
	Foot: Foot{
		Rights:    "標題與內文歸各出版方所有，每一則都連結到其發表之處。",
		Times:     "時間為 {zone}。",
		TimesHere: "時間為您所在時區的時間。",
		Clean:     "不用 Cookie，不追蹤，不從別處載入任何內容。",
		Method:    "關於與方法",
		API:       "API",
		Data:      "資料",
		Theme:     "淺色或深色",
	},
}
