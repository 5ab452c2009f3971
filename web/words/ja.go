package words

// Japanese. Forms of a Plural: other, for every number.
var japanese = Words{
	Name: "日本語",
	Nav: Nav{
		Tagline:     "{site}：ひとつの出来事を、あらゆる言語で",
		Skip:        "本文へ移動",
		AboutSite:   "このサイトについて",
		Main:        "メイン",
		Now:         "いま",
		Search:      "検索",
		Concordance: "用例索引",
		Trends:      "推移",
		Sources:     "情報源",
		Export:      "書き出し",
		About:       "概要",
		Everything:  "サイト全体",
		SearchAll:   "すべての言語から検索",
		Language:    "言語",
		Pages:       "ページ",
		ToStart:     "最初へ",
		More:        "もっと見る",
	},
	Foot: Foot{
		Rights:    "見出しと本文は各発行元に帰属し、それぞれ掲載元へリンクしています。",
		Times:     "時刻は{zone}です。",
		TimesHere: "時刻はお使いのタイムゾーンです。",
		Clean:     "Cookieもトラッカーも使わず、外部から何も読み込みません。",
		Method:    "概要と方法",
		API:       "API",
		Data:      "データ",
		Theme:     "ライト／ダーク",
	},
}
