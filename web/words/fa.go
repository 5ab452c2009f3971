//lint:file-ignore ST1018 Persian is written with zero-width non-joiners.

package words

// Persian. Forms of a Plural: one (0, 1), other.
var persian = Words{
	Name: "فارسی",
	Nav: Nav{
		Tagline:     "{site}: یک رویداد، همهٔ زبان‌ها",
		Skip:        "رفتن به محتوا",
		AboutSite:   "دربارهٔ این وبگاه",
		Main:        "منوی اصلی",
		Now:         "اکنون",
		Search:      "جستجو",
		Concordance: "واژه‌نما",
		Trends:      "روندها",
		Sources:     "منابع",
		Export:      "برون‌بری",
		About:       "درباره",
		Everything:  "همه‌جا",
		SearchAll:   "جستجو در همهٔ زبان‌ها",
		Language:    "زبان",
		Pages:       "صفحه‌ها",
		ToStart:     "به ابتدا",
		More:        "بیشتر",
	},
	Foot: Foot{
		Rights:    "تیترها و متن‌ها از آنِ ناشرانشان است و هر کدام به جای انتشارش پیوند دارد.",
		Times:     "ساعت‌ها به وقت {zone} است.",
		TimesHere: "ساعت‌ها به وقت محلی شماست.",
		Clean:     "بدون کوکی، بدون ردیاب، بدون بارگذاری چیزی از جای دیگر.",
		Method:    "درباره و روش کار",
		API:       "API",
		Data:      "داده‌ها",
		Theme:     "روشن یا تیره",
	},
}
