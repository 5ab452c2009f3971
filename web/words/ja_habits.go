package words

var japaneseHabits = Habits{
	Author: Author{
		Kicker:    "投稿の発信者",
		Posts:     "埋め込み投稿",
		Incidents: "投稿が登場する出来事",
		All:       "{author}のすべての投稿",
		AsJSON:    "これらの投稿をJSONで",
	},
	Outlet: Outlet{
		PerDay:    "1日あたりの記事数",
		Day:       "日",
		First:     "最初に報じた割合",
		FirstText: Plural{"この期間にほかの情報源も報じた出来事{n}件のうち、{first}件を最初に報じました（{percent}）。"},
		FirstNone: "この期間には、ほかの情報源も報じた出来事を報じていません。",
		SortBy:    "並べ替え",
		OPML:      "すべてのフィード（OPML）",
		NoneFit:   "この条件に合う情報源はありません。",
	},
	Keys: Keys{
		Heading:  "キーボード",
		Next:     "次の項目",
		Previous: "前の項目",
		Open:     "項目を開く",
		Help:     "このヘルプを表示・非表示",
		Text:     "入力欄に記入していない間、これらのキーが使えます。ここで無効にでき、設定はこのブラウザーが覚えます。",
		Off:      "キーを無効にする",
		On:       "キーを有効にする",
		Close:    "閉じる",
	},
}
