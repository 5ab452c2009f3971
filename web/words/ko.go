package words

// Korean. Forms of a Plural: other, for every number.
var korean = Words{
	Name: "한국어",
	Nav: Nav{
		Tagline:     "{site}: 하나의 사건, 모든 언어",
		Skip:        "본문으로 건너뛰기",
		AboutSite:   "이 사이트 소개",
		Main:        "주 메뉴",
		Now:         "지금",
		Search:      "검색",
		Concordance: "용례 색인",
		Trends:      "추이",
		Sources:     "출처",
		Export:      "내보내기",
		About:       "소개",
		Everything:  "전체",
		SearchAll:   "모든 언어에서 검색",
		Language:    "언어",
		Pages:       "페이지",
		ToStart:     "처음으로",
		More:        "더 보기",
	},
	Foot: Foot{
		Rights:    "제목과 본문은 각 발행처의 것이며, 모두 원래 게재된 곳으로 연결됩니다.",
		Times:     "시각은 {zone} 기준입니다.",
		TimesHere: "시각은 사용자의 시간대 기준입니다.",
		Clean:     "쿠키도 추적기도 없고, 외부에서 아무것도 불러오지 않습니다.",
		Method:    "소개와 방법",
		API:       "API",
		Data:      "데이터",
		Theme:     "밝게 또는 어둡게",
	},
}
