package words

var koreanHabits = Habits{
	Author: Author{
		Kicker:    "게시물 작성자",
		Posts:     "삽입된 게시물",
		Incidents: "게시물이 등장하는 사건",
		All:       "{author}의 모든 게시물",
		AsJSON:    "이 게시물을 JSON으로",
	},
	Outlet: Outlet{
		PerDay:    "하루 기사 수",
		Day:       "날짜",
		First:     "가장 먼저 보도",
		FirstText: Plural{"이 기간에 다른 출처도 보도한 사건 {n}건 가운데 {first}건을 가장 먼저 보도했습니다({percent})."},
		FirstNone: "이 기간에 다른 출처도 보도한 사건은 보도하지 않았습니다.",
		SortBy:    "정렬",
		OPML:      "모든 피드(OPML)",
		NoneFit:   "이 필터에 맞는 출처가 없습니다.",
	},
	Keys: Keys{
		Heading:  "키보드",
		Next:     "다음 항목",
		Previous: "이전 항목",
		Open:     "항목 열기",
		Help:     "이 도움말 보이기/숨기기",
		Text:     "입력란을 채우고 있지 않을 때 이 키들이 작동합니다. 여기서 끌 수 있으며 이 브라우저가 기억합니다.",
		Off:      "키 끄기",
		On:       "키 켜기",
		Close:    "닫기",
	},
}
