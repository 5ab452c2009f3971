package crawler

import (
	"testing"
	"time"
)

func TestDatesInEveryLanguageAndCalendar(t *testing.T) {
	want := time.Date(2026, 11, 24, 8, 30, 0, 0, time.UTC)
	for _, c := range [][2]string{
		{"de", "Dienstag, 24. November 2026 08:30 +0000"}, {"nl", "dinsdag 24 november 2026 08:30 +0000"},
		{"sv", "tisdag 24 november 2026 08:30 +0000"}, {"da", "tirsdag den 24. november 2026 08:30 +0000"},
		{"nb", "tirsdag 24. november 2026 08:30 +0000"}, {"fi", "tiistai 24. marraskuuta 2026 08:30 +0000"},
		{"is", "24. nóvember 2026 08:30"}, {"et", "24. november 2026 08:30"}, {"lv", "2026. gada 24. novembris 08:30"},
		{"lt", "2026 m. lapkričio 24 d. 08:30"}, {"pl", "wtorek, 24 listopada 2026 08:30"}, {"cs", "úterý 24. listopadu 2026 08:30"},
		{"sk", "utorok 24. novembra 2026 08:30"}, {"hu", "2026. november 24. 08:30"}, {"ro", "marți, 24 noiembrie 2026 08:30"},
		{"bg", "вторник, 24 ноември 2026 08:30"}, {"sr", "utorak, 24. novembar 2026. 08:30"}, {"sr", "уторак, 24. новембар 2026. 08:30"},
		{"hr", "utorak, 24. studenoga 2026. 08:30"}, {"sl", "torek, 24. november 2026 08:30"}, {"mk", "24 ноември 2026 08:30"},
		{"uk", "вівторок, 24 листопада 2026 08:30"}, {"be", "24 лістапада 2026 08:30"}, {"ru", "вторник, 24 ноября 2026 г. 08:30"},
		{"el", "Τρίτη, 24 Νοεμβρίου 2026 08:30"}, {"tr", "24 Kasım 2026 Salı 08:30"}, {"az", "24 noyabr 2026 08:30"},
		{"kk", "24 қараша 2026 08:30"}, {"uz", "24 noyabr 2026 08:30"}, {"ka", "24 ნოემბერი 2026 08:30"}, {"hy", "24 նոյեմբերի 2026 08:30"},
		{"he", "24 בנובמבר 2026 08:30"}, {"he", "יום שלישי, 24 נובמבר 2026 08:30"}, {"ar", "الثلاثاء 24 نوفمبر 2026 08:30"},
		{"ar", "٢٤ نوفمبر ٢٠٢٦ ٠٨:٣٠"}, {"ar", "24 تشرين الثاني 2026 08:30"}, {"fa", "سه\u200cشنبه ۳ آذر ۱۴۰۵ ۰۸:۳۰"}, {"fa", "۱۴۰۵/۰۹/۰۳ ۰۸:۳۰"},
		{"fa", "24 نوامبر 2026 08:30"}, {"ur", "24 نومبر 2026 08:30"}, {"hi", "मंगलवार, 24 नवंबर 2026 08:30"},
		{"hi", "२४ नवम्बर २०२६ ०८:३०"}, {"bn", "২৪ নভেম্বর ২০২৬ ০৮:৩০"}, {"bn", "24 নভেম্বর 2026 08:30"}, {"ta", "24 நவம்பர் 2026 08:30"},
		{"te", "24 నవంబర్ 2026 08:30"}, {"ml", "24 നവംബർ 2026 08:30"}, {"th", "24 พฤศจิกายน 2569 08:30"}, {"th", "24 พ.ย. 2569 08:30"},
		{"th", "24 พฤศจิกายน 2026 08:30"}, {"vi", "24 tháng 11 năm 2026 08:30"}, {"vi", "Thứ ba, 24/11/2026 08:30"},
		{"id", "Selasa, 24 November 2026 08:30"}, {"ms", "24 November 2026 08:30"}, {"tl", "24 Nobyembre 2026 08:30"},
		{"sw", "24 Novemba 2026 08:30"}, {"zh", "2026年11月24日 08:30"}, {"zh", "2026年11月24日 上午8:30"}, {"zh-Hant", "2026年11月24日 星期二 08:30"},
		{"ja", "2026年11月24日（火） 08:30"}, {"ja", "令和8年11月24日 8時30分"}, {"ko", "2026년 11월 24일 08:30"}, {"ko", "2026년 11월 24일 화요일 오전 8시 30분"},
		{"pt", "terça-feira, 24 de novembro de 2026 08:30"}, {"es", "martes, 24 de noviembre de 2026 08:30"},
		{"ca", "24 de novembre de 2026 08:30"}, {"it", "martedì 24 novembre 2026 08:30"}, {"gl", "24 de novembro de 2026 08:30"},
		{"cy", "24 Tachwedd 2026 08:30"}, {"ga", "24 Samhain 2026 08:30"}, {"sq", "24 nëntor 2026 08:30"}, {"am", "24 ኖቬምበር 2026 08:30"},
		{"my", "24 နိုဝင်ဘာ 2026 08:30"}, {"km", "24 វិច្ឆិកា 2026 08:30"}, {"ne", "2026 नोभेम्बर 24 08:30"},
		{"mn", "2026 оны 11 сарын 24 08:30"}, {"fr", "mardi 24 novembre 2026 à 08h30"}, {"en", "11/24/2026 8:30 AM"},
		{"de", "24.11.26, 08:30 Uhr"}, {"en-GB", "24/11/2026 08:30"}, {"en-US", "11/24/26 08:30"},
	} {
		if got := newDateReader(c[0]).read(c[1], nil); !got.Equal(want) {
			t.Errorf("%q in %q: %v, want %v", c[1], c[0], got, want)
		}
		if got := newDateReader("").read(c[1], nil); !got.Equal(want) && !got.IsZero() && c[0] != "en-GB" && c[0] != "en-US" {
			t.Errorf("%q in an unknown language: %v, want %v or none", c[1], got, want)
		}
	}
}

func TestTheIranianYearBeginsWithSpring(t *testing.T) {
	for year, spring := range map[int]string{
		1370: "1991-03-21", 1375: "1996-03-20", 1379: "2000-03-20", 1387: "2008-03-20", 1395: "2016-03-20", 1399: "2020-03-20", 1402: "2023-03-21",
		1403: "2024-03-20", 1404: "2025-03-21", 1408: "2029-03-20", 1409: "2030-03-21",
	} {
		if got := jalali(year, 1, 1).Format(time.DateOnly); got != spring {
			t.Errorf("1 Farvardin %d is %s, want %s", year, got, spring)
		}
	}
	for text, want := range map[string]string{
		"۱۴۰۵/۱۳/۰۱": "1405/13/01", "۱۴۰۳/۱۲/۳۰": "2025-03-20", "۳۱ شهریور ۱۴۰۵": "2026-09-22",
	} {
		if got := gregorian(text); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
}
