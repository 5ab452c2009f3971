package words

// Hindi. Forms of a Plural: one (0, 1), other.
var hindi = Words{
	Name: "हिन्दी",
	Nav: Nav{
		Tagline:     "{site}: एक घटना, हर भाषा",
		Skip:        "सामग्री पर जाएँ",
		AboutSite:   "इस साइट के बारे में",
		Main:        "मुख्य मेनू",
		Now:         "अभी",
		Search:      "खोज",
		Concordance: "शब्द-संदर्भ",
		Trends:      "रुझान",
		Sources:     "स्रोत",
		Export:      "निर्यात",
		About:       "परिचय",
		Everything:  "पूरी साइट",
		SearchAll:   "सभी भाषाओं में खोजें",
		Language:    "भाषा",
		Pages:       "पृष्ठ",
		ToStart:     "शुरुआत पर",
		More:        "और",
	},
	Foot: Foot{
		Rights:    "शीर्षक और लेख उनके प्रकाशकों के हैं, और हर एक वहाँ ले जाता है जहाँ वह छपा था।",
		Times:     "समय {zone} में है।",
		TimesHere: "समय आपके समय क्षेत्र में है।",
		Clean:     "न कुकी, न ट्रैकर, न कहीं और से कुछ लोड होता है।",
		Method:    "परिचय और पद्धति",
		API:       "API",
		Data:      "डेटा",
		Theme:     "हल्का या गहरा",
	},
}
