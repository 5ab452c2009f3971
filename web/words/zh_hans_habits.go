package words

var simplifiedChineseHabits = Habits{
	Author: Author{
		Kicker:    "帖子作者",
		Posts:     "嵌入的帖子",
		Incidents: "帖子所在的事件",
		All:       "{author} 的全部帖子",
		AsJSON:    "这些帖子的 JSON",
	},
	Outlet: Outlet{
		PerDay:    "每日文章数",
		Day:       "日期",
		First:     "率先报道",
		FirstText: Plural{"这些天里有 {n} 起事件其他来源也报道了，其中 {first} 起由它率先报道（{percent}）。"},
		FirstNone: "这些天里，它没有报道其他来源也报道的事件。",
		SortBy:    "排序",
		OPML:      "全部订阅源（OPML）",
		NoneFit:   "没有符合这些筛选条件的来源。",
	},
	Keys: Keys{
		Heading:  "键盘",
		Next:     "下一条",
		Previous: "上一条",
		Open:     "打开此条",
		Help:     "显示或隐藏此帮助",
		Text:     "只要没有在填写输入框，这些按键就有效。可以在这里关闭；此浏览器会记住。",
		Off:      "关闭按键",
		On:       "启用按键",
		Close:    "关闭",
	},
}
