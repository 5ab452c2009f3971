package words

var traditionalChineseHabits = Habits{
	Author: Author{
		Kicker:    "貼文作者",
		Posts:     "嵌入的貼文",
		Incidents: "貼文所在的事件",
		All:       "{author} 的全部貼文",
		AsJSON:    "這些貼文的 JSON",
	},
	Outlet: Outlet{
		PerDay:    "每日文章數",
		Day:       "日期",
		First:     "率先報導",
		FirstText: Plural{"這些天裡有 {n} 起事件其他來源也報導了，其中 {first} 起由它率先報導（{percent}）。"},
		FirstNone: "這些天裡，它沒有報導其他來源也報導的事件。",
		SortBy:    "排序",
		OPML:      "全部訂閱來源（OPML）",
		NoneFit:   "沒有符合這些篩選條件的來源。",
	},
	Keys: Keys{
		Heading:  "鍵盤",
		Next:     "下一則",
		Previous: "上一則",
		Open:     "開啟此則",
		Help:     "顯示或隱藏此說明",
		Text:     "只要沒有在填寫欄位，這些按鍵就有效。可以在這裡停用；此瀏覽器會記住。",
		Off:      "停用按鍵",
		On:       "啟用按鍵",
		Close:    "關閉",
	},
}
