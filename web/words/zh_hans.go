package words

// Simplified Chinese. Forms of a Plural: other, for every number.
var simplifiedChinese = Words{
	Name: "简体中文",
	Nav: Nav{
		Tagline:     "{site}：同一事件，各种语言",
		Skip:        "跳到正文",
		AboutSite:   "关于本站",
		Main:        "主导航",
		Now:         "当前",
		Search:      "搜索",
		Concordance: "语境索引",
		Trends:      "趋势",
		Sources:     "来源",
		Export:      "导出",
		About:       "关于",
		Everything:  "全站",
		SearchAll:   "搜索所有语言",
		Language:    "语言",
		Pages:       "分页",
		ToStart:     "回到开头",
		More:        "更多",
	},
	Foot: Foot{
		Rights:    "标题和正文归各出版方所有，每一条都链接到其发表之处。",
		Times:     "时间为 {zone}。",
		TimesHere: "时间为您所在时区的时间。",
		Clean:     "不用 Cookie，不跟踪，不从别处加载任何内容。",
		Method:    "关于与方法",
		API:       "API",
		Data:      "数据",
		Theme:     "浅色或深色",
	},
}
