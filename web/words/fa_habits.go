//lint:file-ignore ST1018 Persian is written with zero-width non-joiners.

package words

var persianHabits = Habits{
	Author: Author{
		Kicker:    "نویسندهٔ پست‌ها",
		Posts:     "پست‌های گنجانده‌شده",
		Incidents: "رویدادهایی که در آن‌ها آمده‌اند",
		All:       "همهٔ پست‌های {author}",
		AsJSON:    "این پست‌ها به‌صورت JSON",
	},
	Outlet: Outlet{
		PerDay:    "مقاله در روز",
		Day:       "روز",
		First:     "نخستین گزارش",
		FirstText: Plural{"از {n} رویداد این روزها که منابع دیگر هم گزارش کردند، در {first} نخستین بود ({percent}).", "از {n} رویداد این روزها که منابع دیگر هم گزارش کردند، در {first} نخستین بود ({percent})."},
		FirstNone: "در این روزها رویدادی را گزارش نکرد که منبع دیگری هم گزارش کرده باشد.",
		SortBy:    "چیدن بر پایهٔ",
		OPML:      "همهٔ خوراک‌ها (OPML)",
		NoneFit:   "هیچ منبعی با این فیلترها جور نیست.",
	},
	Keys: Keys{
		Heading:  "صفحه‌کلید",
		Next:     "مورد بعدی",
		Previous: "مورد قبلی",
		Open:     "باز کردن مورد",
		Help:     "نشان دادن یا پنهان کردن این راهنما",
		Text:     "این کلیدها تا وقتی کار می‌کنند که خانه‌ای در حال پر شدن نباشد. اینجا می‌توان خاموششان کرد؛ این مرورگر آن را به یاد می‌سپارد.",
		Off:      "خاموش کردن کلیدها",
		On:       "روشن کردن کلیدها",
		Close:    "بستن",
	},
}
