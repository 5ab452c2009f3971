package words

var japaneseHabits = Habits{
	Author: Author{
		Kicker:    "投稿の発信者",
		Posts:     "埋め込まれた投稿",
		Incidents: "投稿が登場する出来事",
		All:       "{author} のすべての投稿",
		AsJSON:    "これらの投稿を JSON で",
	},
	Outlet: Outlet{
		PerDay:    "1日あたりの記事数",
		Day:       "日",
		First:     "最初に報じた割合",
		FirstText: Plural{"この期間に他の媒体も報じた {n} 件の出来事のうち、{first} 件を最初に報じた（{percent}）。"},
		FirstNone: "この期間に、他の媒体も報じた出来事は報じていない。",
		SortBy:    "並べ替え",
		OPML:      "すべてのフィード（OPML）",
		NoneFit:   "この条件に合う媒体はない。",
	},
	Keys: Keys{
		Heading:  "キーボード",
		Next:     "次の項目",
		Previous: "前の項目",
		Open:     "項目を開く",
		Help:     "このヘルプを表示・非表示",
		Text:     "入力欄に記入していない間、これらのキーが使える。ここで無効にでき、このブラウザが記憶する。",
		Off:      "キーを無効にする",
		On:       "キーを有効にする",
		Close:    "閉じる",
	},
}
