package incident

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func TestSkeletonOfOneNameInManyScripts(t *testing.T) {
	for _, names := range [][]string{
		{"Trump", "Трамп", "ترامب", "טראמפ", "Τραμπ", "トランプ", "트럼프", "ट्रम्प", "特朗普", "ტრამპი"},
		{"Washington", "Вашингтон"},
		{"Jones", "ג'ונס", "ג’ונס"},
		{"Johnson", "约翰逊"},
		{"Obama", "Обама", "أوباما", "אובמה", "オバマ", "오바마", "ओबामा"},
		{"Melbourne", "Мельбурн", "Μελβούρνη"},
	} {
		want := skeleton(romanize(names[0]))
		for _, n := range names[1:] {
			if got := skeleton(romanize(n)); got != want {
				t.Errorf("%s (%s) has skeleton %s, %s has %s", n, romanize(n), got, names[0], want)
			}
		}
	}
}

func TestNamesAreWordsWrittenWithACapitalInsideASentence(t *testing.T) {
	for _, c := range []struct {
		name, lang, text string
		want             []string
	}{
		{"English", "en", "The ferry Aurelia hit a pier in Messina. Passengers ran. Captain Enzo Scalfaro stayed.", []string{"Aurelia", "Messina", "Passengers", "Captain", "Enzo", "Scalfaro"}},
		{"written small elsewhere", "en", "Passengers ran, said Rossi. Other passengers stayed.", []string{"Rossi", "Other"}},
		{"Chinese transliteration", "zh", "船长斯卡尔法罗说", []string{"斯卡尔法罗"}},
		{"Japanese katakana", "ja", "船長のスカルファロ氏は", []string{"スカルファロ"}},
		{"one letter", "en", "He saw J and K there.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, n := range newLexicon().of(c.lang).names(tokenize(c.text, false, 0)) {
				got = append(got, n.surface)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNamesKeepTheirKeyUnderAffixes(t *testing.T) {
	for _, c := range []struct{ lang, bare, joined string }{
		{"ru", "Скальфаро", "Скальфаром"}, {"ar", "ترامب", "لترامب"}, {"he", "טראמפ", "לטראמפ"}, {"ko", "트럼프", "트럼프는"}, {"pl", "Trump", "Trumpem"},
		{"hu", "Messina", "Messinában"},
	} {
		bare := nameKeys(c.bare, c.lang)
		if !slices.ContainsFunc(nameKeys(c.joined, c.lang), func(k uint64) bool { return k == bare[0] }) {
			t.Errorf("%s: %q is not recognized as %q", c.lang, c.joined, c.bare)
		}
	}
}

func TestPlacesOfManyLanguages(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		{"en", "An Indonesian ship left Nigeria for the United States.", "ID NG US"},
		{"de", "Das Schiff kam aus den Vereinigten Staaten nach Indonesien, Frankreichs Küste blieb fern.", "US ID FR"},
		{"fr", "Les États-Unis et le Royaume-Uni", "US GB"},
		{"ru", "в Индонезии и во Франции", "ID FR"},
		{"ar", "في إندونيسيا وفرنسا", "ID FR"},
		{"he", "באיטליה ובצרפת", "IT FR"},
		{"zh", "法国总统访问意大利", "FR IT"},
		{"ja", "フランスとイタリアの船", "FR IT"},
		{"ko", "프랑스와 이탈리아", "FR IT"},
		{"hi", "फ़्रांस और इटली", "FR IT"},
		{"xx", "Nowhere to be found", ""},
		{"en", "Police said Francesco Rossi met Jordan Spieth and Turkey.", "TR"},
		{"en", "in Jordan, a Jordanian in Amman", "JO g250441"},
		{"de", "Deutschlands Kanzler traf in München russische Minister und den Pariser Bürgermeister.", "DE g2867714 RU g2988507"},
		{"ru", "в Москве и под Парижем, российский и французские министры", "g524901 g2988507 RU FR"},
		{"uk", "у Києві та Львові", "g703448 g702550"},
		{"pl", "w Warszawie, niemiecki premier", "g756135 DE"},
		{"ar", "بين العشرين والأربعين في باريس والقاهرة", "g2988507 g360630"},
		{"ja", "ニューヨークと北海道とパリ", "g5128581 g2988507"},
		{"zh", "特朗普在纽约会见马克龙", "g5128581"},
		{"ko", "서울에서 미국과", "g1835848 US"},
		{"he", "ארה\"ב וצ'ילה", "US CL"},
		{"he", "בניו יורק ובתל אביב", "g5128581 g293397"},
		{"en", "Jack London wrote in London.", "g2643743"},
		{"en", "San Francisco and San José", "g5391959 g5392171"},
	} {
		var got []string
		for _, m := range newGazetteer(c.lang).find(tokenize(c.text, false, 0)) {
			got = append(got, m.key)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s %q: %v, want %s", c.lang, c.text, got, c.want)
		}
	}
}

func TestFiguresOfAllScripts(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"11 minutes", "11"},
		{"41.7 million followers", "4.17e+07"},
		{"41,7 millions d’abonnés", "4.17e+07"},
		{"41,7 Mio. Abonnenten", "4.17e+07"},
		{"1,234,567 and 1.234.567 and 1\u202f234\u202f567", "1.23457e+06"},
		{"3万5000人", "30000 5000"},
		{"12 000 acres, 1 234 567 Menschen, 12 3000, 2018 300", "12000 1.23457e+06 12 3000 2018 300"},
		{"٤٥ راكبا", "45"},
		{"४५ यात्री", "45"},
		{"4170万", "4.17e+07"},
		{"5 of them", ""},
		{"won 6-10 and 3–1", "10-6 3-1"},
		{"on 2018-09-30, 1-2-3, 10-6a", "2018 30 10"},
		{"5 tisíc, 5 miljoonaa, 5 ล้าน", "5000 5e+06"},
		{"A320 jets", ""},
		{"99999999999999999999999999999999", ""},
	} {
		var got []string
		for _, f := range figures([]rune(c.text)) {
			got = append(got, f.value)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %v, want %s", c.text, got, c.want)
		}
	}
}

func TestIsDigit(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		if isDigit(r) != unicode.IsDigit(r) {
			t.Fatalf("%U", r)
		}
	}
}

func TestDaysOfManyLanguages(t *testing.T) {
	for _, text := range []string{"on 10 March", "on March 10", "am 10. März", "le 10 mars", "el 10 de marzo", "em 10 de março", "il 10 marzo",
		"10 марта", "10 березня", "10 marca", "10. března", "10 Mart", "في 10 مارس", "ב-10 במרץ", "10 मार्च को", "3月10日", "3월 10일", "ngày 10 tháng 3", "10. ožujka", "10 მარტს", "στις 10 Μαρτίου", "10 maart"} {
		got := days([]rune(text))
		if len(got) != 1 || got[0].String() != "03-10" {
			t.Errorf("%q: %v", text, got)
		}
	}
	for text, want := range map[string]string{"في 10 تشرين الثاني": "11-10", "10 كانون الأول": "12-10"} {
		if got := days([]rune(text)); len(got) != 1 || got[0].String() != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	for _, text := range []string{"10 people marched", "in March", "40 March", "2026"} {
		if got := days([]rune(text)); len(got) > 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestWeekdaysAreDaysBeforePublication(t *testing.T) {
	monday := time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC)
	for _, c := range []struct{ lang, text, want string }{
		{"en", "On Sunday the ferry sank.", "03-08"}, {"en", "a Monday", "03-09"}, {"en", "the day before yesterday", "03-08"},
		{"pt", "na segunda-feira", "03-09"}, {"pt", "pela segunda vez", ""}, {"ru", "в среду", "03-04"}, {"ru", "среди них", ""},
		{"pl", "w piątek", "03-06"}, {"pl", "piąty raz", ""}, {"tr", "Cumartesi günü", "03-07"}, {"fa", "روز سه\u200cشنبه", "03-03"}, {"fa", "شنبه", "03-07"},
		{"he", "ביום שישי", "03-06"}, {"vi", "hôm Chủ Nhật", "03-08"}, {"zh", "本周日在", "03-08"}, {"ja", "日曜日に", "03-08"}, {"ko", "일요일에", "03-08"},
		{"th", "เมื่อวันอาทิตย์ที่", "03-08"}, {"xx", "Sunday", ""},
	} {
		got := ""
		for _, d := range relativeDays(tokenize(c.text, false, 0), c.lang, monday) {
			got += d.String()
		}
		if got != c.want {
			t.Errorf("%s %q: %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

func halves(text string) []uint32 {
	halves, _ := packSketch(sketch(text))
	return halves
}

func TestInCommon(t *testing.T) {
	text := func(from, to int) string {
		var words []string
		for i := from; i < to; i++ {
			words = append(words, fmt.Sprintf("word%d", i))
		}
		return strings.Join(words, " ")
	}
	for _, c := range []struct {
		what         string
		a, b         string
		wantA, wantB float64
	}{
		{"the same", text(0, 300), text(0, 300), 1, 1},
		{"a quarter of the other", text(0, 150), text(0, 600), 1, 0.25},
		{"half of each", text(0, 600), text(300, 900), 0.5, 0.5},
		{"nothing", text(0, 600), text(600, 1200), 0, 0},
		{"too short", text(0, 20), text(0, 20), 0, 0},
	} {
		ofA, ofB := inCommon(halves(c.a), halves(c.b))
		if math.Abs(ofA-c.wantA) > 0.13 || math.Abs(ofB-c.wantB) > 0.13 {
			t.Errorf("%s: %.2f and %.2f in common, want %.2f and %.2f", c.what, ofA, ofB, c.wantA, c.wantB)
		}
	}
}

func TestLinksThatSayNothing(t *testing.T) {
	for _, l := range []string{"", "https://example.org/", "https://example.org/sport", "mailto:a@example.org", "#top"} {
		if k := linkKey(l); k != "" {
			t.Errorf("%q counts as evidence: %q", l, k)
		}
	}
	if linkKey("http://www.example.org/2026/03/10/ferry-in-messina") != linkKey("https://example.org/2026/03/10/ferry-in-messina/") {
		t.Error("two addresses of one page differ")
	}
}

func TestRarityPrefersTheBackground(t *testing.T) {
	s := newVocabulary(false).lang("en")
	table := s.background.stems
	common, rare := s.rarity(key('w', stem("president")), table), s.rarity(key('w', stem("Aurelia")), table)
	if common >= rare || common > 4 {
		t.Errorf("president has rarity %.2f, Aurelia %.2f", common, rare)
	}
	for range 20 {
		s.observe([]uint64{key('w', stem("Aurelia"))})
	}
	if after := s.rarity(key('w', stem("Aurelia")), table); after <= common || after >= rare {
		t.Errorf("after twenty articles Aurelia has rarity %.2f, before %.2f", after, rare)
	}
}
