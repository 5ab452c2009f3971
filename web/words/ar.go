package words

// Arabic. Forms of a Plural: zero (0), one (1), two (2), few (3 to 10, 103 to 110), many (11 to 99, 111), other (100 to 102).
var arabic = Words{
	Name: "العربية",
	Nav: Nav{
		Tagline:     "{site}: حدث واحد بكل اللغات",
		Skip:        "انتقل إلى المحتوى",
		AboutSite:   "عن هذا الموقع",
		Main:        "القائمة الرئيسية",
		Now:         "الآن",
		Search:      "بحث",
		Concordance: "الكشاف السياقي",
		Trends:      "الاتجاهات",
		Sources:     "المصادر",
		Export:      "تصدير",
		About:       "عن الموقع",
		Everything:  "الموقع كله",
		SearchAll:   "ابحث في كل اللغات",
		Language:    "اللغة",
		Pages:       "الصفحات",
		ToStart:     "إلى البداية",
		More:        "المزيد",
	},
	Foot: Foot{
		Rights:    "العناوين والنصوص ملك لناشريها، وكلٌّ منها يقود إلى مكان نشره.",
		Times:     "الأوقات بتوقيت {zone}.",
		TimesHere: "الأوقات بتوقيتك المحلي.",
		Clean:     "لا ملفات ارتباط ولا تتبّع، ولا شيء يُحمَّل من مكان آخر.",
		Method:    "عن الموقع والمنهج",
		API:       "API",
		Data:      "البيانات",
		Theme:     "فاتح أو داكن",
	},
}
