package extract

import (
	"strings"
	"testing"
	"time"

	"parallax/news"
)

func TestDatesInLines(t *testing.T) {
	for _, c := range []struct{ in, language, want string }{
		{"Fr 03.11.17 | 14:07 Uhr", "de", "2017-11-03"},
		{"03-11-2017", "es", "2017-11-03"},
		{"11-03-2017", "en-US", "2017-11-03"},
		{"03.11.2017", "en-US", "2017-11-03"},
		{"11/28/2017", "en", "2017-11-28"},
		{"2017/11/03 10:00", "ja", "2017-11-03"},
		{"平成29年11月3日", "ja", "2017-11-03"},
		{"令和 5年11月3日", "ja", "2023-11-03"},
		{"中華民國106年11月3日", "zh-TW", "2017-11-03"},
		{"3 พ.ย. 2560", "th", "2017-11-03"},
		{"03/11/2560 09:30", "th", "2017-11-03"},
		{"جمعه ۱۲ آبان ۱۳۹۶", "fa", "2017-11-03"},
		{"۱۳۹۶/۰۸/۱۲", "fa", "2017-11-03"},
		{"1396/8/12 - 14:30", "fa", "2017-11-03"},
		{"۱ فروردین ۱۴۰۰", "fa", "2021-03-21"},
		{"۳۰ اسفند ۱۳۹۹", "fa", "2021-03-20"},
		{"۵ سنبله ۱۴۰۲", "prs", "2023-08-27"},
		{"الجمعة 19 ربيع الآخر 1445 هـ", "ar", "2023-11-03"},
		{"الجمعة 14 صفر 1439 هـ - 3 نوفمبر 2017 م", "ar", "2017-11-03"},
		{"1 رمضان 1445", "ar", "2024-03-11"},
		{"2017 අප්\u200dරේල් 3", "si", "2017-04-03"},
		{"3 ഒക്\u200cടോബർ 2017", "ml", "2017-10-03"},
		{"vor 5 Stunden", "de", ""}, {"2 days ago", "en", ""}, {"4.93 / 5.0", "en", ""}, {"45/2017", "de", ""},
		{"tel. 12-34-56-78", "pl", ""}, {"31.02.2017", "de", ""}, {"v 1.2.10", "en", ""},
	} {
		got := ""
		if d := dateInside(c.in, c.language); !d.IsZero() {
			got = d.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("dateInside(%q, %q) = %q, want %q", c.in, c.language, got, c.want)
		}
	}
}

func TestTimesOfMarkup(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2017-11-03T08:15:00+01:00", "2017-11-03T08:15:00+01:00"},
		{"2017-11-03T00:00:00+01:00", "2017-11-03T00:00:00Z"}, // the day alone
		{"2017-11-03 08:15:00 EST", "2017-11-03T08:15:00-05:00"},
		{"Fri, 3 Nov 2017 08:15:00 GMT", "2017-11-03T08:15:00Z"},
		{"1509696900", "2017-11-03T08:15:00Z"},
		{"1509696900000", "2017-11-03T08:15:00Z"},
		{"03/11/2017 08:15 am", "2017-11-03T00:00:00Z"},
		{"3 ноября 2017", "2017-11-03T00:00:00Z"},
		{"yesterday", ""}, {"0000-00-00", ""}, {"1970-01-01", ""},
	} {
		got := ""
		if d := parseTime(c.in, ""); !d.IsZero() {
			got = d.Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("parseTime(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestDatesInAddresses(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"https://ledger.example/2017/11/03/ferry", "2017-11-03"},
		{"https://ledger.example/news/20171103-ferry", "2017-11-03"},
		{"https://ledger.example/meldungen/03-11-2017", "2017-11-03"},
		{"https://ledger.example/2017/11/ferry", ""},
		{"https://ledger.example/id/320171103442", ""},
	} {
		got := ""
		if d := dateInURL(c.in); !d.IsZero() {
			got = d.Format(time.DateOnly)
		}
		if got != c.want {
			t.Errorf("dateInURL(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// TestDaysInTwoReadings gives markup whose day can be read in two ways, with what the page shows or has in its address.
func TestDaysInTwoReadings(t *testing.T) {
	for _, c := range []struct{ tag, shown, address, want string }{
		{"2021-11-04T23:00Z", "5. November 2021", "", "2021-11-05"},
		{"2021-11-04T23:00Z", "", "/2021/11/05/", "2021-11-05"},
		{"2021-11-04T23:00Z", "4. November 2021", "", "2021-11-04"},
		{"2021-11-04T23:00Z", "", "", "2021-11-04"},
		{"2021-11-04T23:07:00Z", "5. November 2021", "", "2021-11-04"}, // a moment, not a day
		{"11/01/2023 12:43:42", "Erstellt am: 01.11.2023", "", "2023-11-01"},
		{"11/01/2023 12:43:42", "", "", "2023-01-11"},
		{"11/01/2023 12:43:42", "aktualisiert am 2.11.2023", "", "2023-01-11"},
	} {
		body := `<html lang="de"><head><meta name="date" content="` + c.tag + `"></head><body><h1>Fähre trieb im Nebel</h1><p>` + c.shown + "</p>" +
			strings.Repeat("<p>Die Hafenfähre Alma trieb am Dienstagabend im dichten Nebel vierzig Minuten lang ohne Strom.</p>", 5) + "</body></html>"
		a, err := Article(news.Page{URL: "https://ledger.example" + c.address + "/ferry", ContentType: "text/html", Body: []byte(body)})
		if got := a.Published.Format(time.DateOnly); err != nil || got != c.want {
			t.Errorf("%s, %q, %q: %s, %v, want %s", c.tag, c.shown, c.address, got, err, c.want)
		}
	}
}

// TestDatesAheadOfTheFetch gives dates that lie in the future of their pages to all kinds of pages.
func TestDatesAheadOfTheFetch(t *testing.T) {
	fetched := time.Date(2025, 11, 6, 12, 0, 0, 0, time.UTC)
	feed := time.Date(2025, 11, 4, 20, 0, 0, 0, time.UTC)
	html := func(date string) news.Page {
		return news.Page{ContentType: "text/html", Body: []byte(`<meta property="article:published_time" content="` + date + `"><meta property="article:modified_time" content="` + date + `"><h1>Ferry drifts in fog</h1>` +
			strings.Repeat("<p>The harbour ferry Alma lost power in thick fog on Tuesday evening and drifted for forty minutes.</p>", 5))}
	}
	record := func(date string) news.Page {
		return news.Page{ContentType: RecordType, Body: []byte(`{"url":"https://ledger.example/x","title":"Ferry drifts","text":"Fog.","published":"` + date + `","modified":"` + date + `"}`)}
	}
	text := func(date string) news.Page {
		return news.Page{ContentType: "text/plain", Body: []byte("date " + date + " The harbour ferry Alma lost power in thick fog on Tuesday evening.")}
	}
	for _, c := range []struct {
		name    string
		page    news.Page
		fetched time.Time
		feed    time.Time
		want    string
	}{
		{"years ahead", html("2035-11-04T20:00:00Z"), fetched, time.Time{}, ""},
		{"years ahead, and the feed knows better", html("2035-11-04T20:00:00Z"), fetched, feed, "2025-11-04T20:00:00Z"},
		{"the feed is ahead as well", html("2035-11-04T20:00:00Z"), fetched, feed.AddDate(9, 0, 0), ""},
		{"hours ahead, by a wrong zone", html("2025-11-06T21:00:00Z"), fetched, time.Time{}, "2025-11-06T21:00:00Z"},
		{"nobody knows when it was fetched", html("2035-11-04T20:00:00Z"), time.Time{}, time.Time{}, "2035-11-04T20:00:00Z"},
		{"a record", record("2035-11-04T20:00:00Z"), fetched, time.Time{}, ""},
		{"a record of that week", record("2025-11-04T20:00:00Z"), fetched, time.Time{}, "2025-11-04T20:00:00Z"},
		{"plain text", text("2035-11-04"), fetched, time.Time{}, ""},
		{"plain text of that week", text("2025-11-04"), fetched, time.Time{}, "2025-11-04T00:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.page.URL, c.page.Fetched, c.page.Item.Published = "https://ledger.example/x", c.fetched, c.feed
			a, err := Article(c.page)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if !a.Published.IsZero() {
				got = a.Published.Format(time.RFC3339)
			}
			if got != c.want {
				t.Errorf("published %q, want %q", got, c.want)
			}
			if c.want == "" && !a.Modified.IsZero() {
				t.Errorf("modified %v", a.Modified)
			}
		})
	}
}

// TestDaysInManyLanguages writes one day as the press of each language does.
func TestDaysInManyLanguages(t *testing.T) {
	for _, c := range []struct{ language, in string }{
		{"en", "November 3rd, 2017"}, {"en", "3rd of November 2017"}, {"en", "Nov. 3, 2017"}, {"en", "Fri Nov 03 2017"},
		{"de", "3. November 2017"}, {"de-AT", "3. Nov. 2017"}, {"fr", "3 novembre 2017"}, {"fr", "le 3 nov. 2017 à 10h12"},
		{"es", "3 de noviembre de 2017"}, {"es", "noviembre 3, 2017"}, {"pt", "3 de novembro de 2017"}, {"it", "3 novembre 2017"},
		{"nl", "3 november 2017"}, {"pl", "3 listopada 2017"}, {"cs", "3. listopadu 2017"}, {"sk", "3. novembra 2017"},
		{"hu", "2017. november 3."}, {"ro", "3 noiembrie 2017"}, {"bg", "3 ноември 2017"}, {"ru", "3 ноября 2017"},
		{"uk", "3 листопада 2017"}, {"be", "3 лістапада 2017"}, {"sr", "3. новембар 2017"}, {"sr", "3. novembar 2017"},
		{"hr", "3. studenoga 2017"}, {"hr", "3. studenog 2017."}, {"sl", "3. november 2017"}, {"mk", "3 ноември 2017"},
		{"sq", "3 nëntor 2017"}, {"el", "3 Νοεμβρίου 2017"}, {"el", "3 Νοε 2017"}, {"tr", "3 Kasım 2017"},
		{"az", "3 noyabr 2017"}, {"kk", "2017 ж. 3 қараша"}, {"uz", "3 noyabr 2017"}, {"sv", "3 november 2017"},
		{"da", "3. november 2017"}, {"nb", "3. november 2017"}, {"fi", "3. marraskuuta 2017"}, {"et", "3. november 2017"},
		{"lv", "2017. gada 3. novembris"}, {"lt", "2017 m. lapkričio 3 d."}, {"is", "3. nóvember 2017"}, {"ga", "3 Samhain 2017"},
		{"cy", "3 Tachwedd 2017"}, {"ca", "3 de novembre de 2017"}, {"gl", "3 de novembro de 2017"}, {"eu", "2017ko azaroaren 3a"},
		{"ar", "3 نوفمبر 2017"}, {"ar", "3 تشرين الثاني 2017"}, {"ar", "٣ نوفمبر ٢٠١٧"}, {"he", "3 בנובמבר 2017"},
		{"he", "3 נובמבר 2017"}, {"fa", "۱۲ آبان ۱۳۹۶"}, {"ur", "3 نومبر 2017"}, {"hi", "3 नवंबर 2017"},
		{"hi", "03 नवम्बर 2017"}, {"mr", "3 नोव्हेंबर 2017"}, {"bn", "৩ নভেম্বর ২০১৭"}, {"gu", "3 નવેમ્બર 2017"},
		{"pa", "3 ਨਵੰਬਰ 2017"}, {"ta", "3 நவம்பர் 2017"}, {"te", "3 నవంబర్ 2017"}, {"kn", "3 ನವೆಂಬರ್ 2017"},
		{"ml", "3 നവംബർ 2017"}, {"si", "2017 නොවැම්බර් 3"}, {"ne", "3 नोभेम्बर 2017"}, {"th", "3 พฤศจิกายน 2560"},
		{"km", "3 វិច្ឆិកា 2017"}, {"lo", "3 ພະຈິກ 2017"}, {"my", "3 နိုဝင်ဘာ 2017"}, {"vi", "3 tháng 11 2017"},
		{"vi", "ngày 3/11/2017"}, {"vi", "Thứ sáu, 3/11/2017, 10:00 (GMT+7)"}, {"id", "3 November 2017"}, {"id", "03 Nopember 2017"},
		{"ms", "3 November 2017"}, {"tl", "Nobyembre 3, 2017"}, {"sw", "3 Novemba 2017"}, {"am", "ኖቬምበር 3 2017"},
		{"so", "3 Nofembar 2017"}, {"ha", "3 ga Nuwamba 2017"}, {"af", "3 November 2017"}, {"zh", "2017年11月3日"},
		{"ja", "2017年11月3日（金）"}, {"ko", "2017년 11월 3일"}, {"ko", "2017. 11. 3."}, {"ko", "2017.11.03 10:00"},
		{"ka", "3 ნოემბერი 2017"}, {"hy", "3 նոյեմբերի 2017"}, {"zu", "3 Novemba 2017"}, {"en", "3-Nov-2017"},
		{"en", "2017-Nov-03"}, {"en", "Friday 3 November 2017 10.12 GMT"}, {"gu", "૩ નવેમ્બર ૨૦૧૭"}, {"my", "၃ နိုဝင်ဘာ ၂၀၁၇"},
		{"km", "៣ វិច្ឆិកា ២០១៧"}, {"ja", "２０１７年１１月３日"},
	} {
		if got := dateInside(c.in, c.language).Format(time.DateOnly); got != "2017-11-03" {
			t.Errorf("dateInside(%q, %q) = %s", c.in, c.language, got)
		}
		if !hasNumber(c.in) && !hasDigit(c.in) {
			t.Errorf("%q is passed over as a line without digits", c.in)
		}
	}
}
