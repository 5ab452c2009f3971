package language_test

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	detect "parallax/language"
	"parallax/news"
)

var shared = sync.OnceValues(func() (*detect.Detector, error) { return detect.New(detect.Options{}) })

func detector(t testing.TB) *detect.Detector {
	t.Helper()
	d, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDetect(t *testing.T) {
	d := detector(t)
	for _, c := range []struct {
		name, text string
		hints      detect.Hints
		want       string
	}{
		{name: "empty", text: "", want: "und"},
		{name: "digits", text: "1 234 567, 89 % — 2026-03-10", want: "und"},
		{name: "addresses and handles", text: "https://example.org/le-monde-est-grand @someone #somewhere", want: "und"},
		{name: "two letters", text: "OK", want: "und"},
		{name: "English", text: "The ferry returned to port during the night, the company said on Tuesday.", want: "en"},
		{name: "French", text: "Le ferry est rentré au port dans la nuit, a annoncé mardi la compagnie.", want: "fr"},
		{name: "Norwegian is no", text: "Fergen kom tilbake til havnen i løpet av natten, opplyser rederiet tirsdag. Ingen av passasjerene ble skadet, sier politiet.", want: "no"},
		{name: "Russian", text: "Паром вернулся в порт ночью, сообщила во вторник компания.", want: "ru"},
		{name: "Ukrainian", text: "Пором повернувся до порту вночі, повідомила у вівторок компанія.", want: "uk"},
		{name: "Khmer by script", text: "សាឡាងបានត្រឡប់មកកំពង់ផែវិញ", want: "km"},
		{name: "Lao by script", text: "ເຮືອຂ້າມຟາກກັບຄືນສູ່ທ່າເຮືອ", want: "lo"},
		{name: "Burmese by script", text: "ကူးတို့သင်္ဘော ဆိပ်ကမ်းသို့ ပြန်ရောက်", want: "my"},
		{name: "Sinhala by script", text: "පාරුව වරායට ආපසු පැමිණියේය", want: "si"},
		{name: "Malayalam by script", text: "കടത്തുവള്ളം തുറമുഖത്തേക്ക് മടങ്ങി", want: "ml"},
		{name: "Kannada by script", text: "ದೋಣಿ ಬಂದರಿಗೆ ಮರಳಿತು", want: "kn"},
		{name: "Amharic by script", text: "ጀልባው ወደ ወደብ ተመለሰ", want: "am"},
		{name: "Tigrinya where the outlet says so", text: "ጀልባ ናብ ወደብ ተመሊሳ", hints: detect.Hints{Outlet: "ti"}, want: "ti"},
		{name: "Japanese with few kana", text: "東京都知事選挙、現職が再選を決める", want: "ja"},
		{name: "Japanese headline without kana", text: "首相辞任表明", hints: detect.Hints{Declared: "ja-JP"}, want: "ja"},
		{name: "simplified Chinese", text: "渡轮公司星期二说，这艘船在夜间返回港口，没有人受伤。", want: "zh"},
		{name: "traditional Chinese", text: "渡輪公司星期二說，這艘船在夜間返回港口，沒有人受傷，經過檢查後將會再開航，國會對此發問。", want: "zh-Hant"},
		{name: "Korean with Latin names", text: "MSC Cruises 는 화요일 Aurora 호가 항구로 돌아왔다고 밝혔다", want: "ko"},
		{name: "a wrong hint loses to clear evidence", text: "Die Fähre kehrte in der Nacht in den Hafen zurück, teilte die Reederei am Dienstag mit.",
			hints: detect.Hints{Declared: "en", Outlet: "en"}, want: "de"},
		{name: "a hint decides between close languages", text: "Vlada je danas odlučila", hints: detect.Hints{Declared: "sr", Outlet: "sr"}, want: "sr"},
		{name: "Hindi", text: "समिति ने मंगलवार को बताया कि नाव रात में बंदरगाह लौट आई है", want: "hi"},
		{name: "Hindi of names alone", text: "नरेंद्र मोदी पेरिस", want: "hi"},
		{name: "Indonesian", text: "Kapal feri itu kembali ke pelabuhan pada malam hari karena cuaca buruk, ujar juru bicara perusahaan, Jumat.", want: "id"},
		{name: "Malay", text: "Feri itu kembali ke pelabuhan pada waktu malam kerana cuaca buruk, kata jurucakap syarikat pada hari Jumaat.", want: "ms"},
		{name: "Marathi", text: "बोट रात्री बंदरात परतली आहे, असे कंपनीने मंगळवारी सांगितले आणि प्रवासी सुखरूप आहेत", want: "mr"},
		{name: "Nepali", text: "डुङ्गा राति बन्दरगाहमा फर्किएको छ, यात्रुहरू सुरक्षित छन् भनी कम्पनीले जनाएको हो", want: "ne"},
		{name: "Hindi with more names in English", text: "Reserve Bank of India ने कहा है कि Digital Rupee App का इस्तेमाल अब और आसान होगा, यह सुविधा सभी के लिए है", want: "hi"},
		{name: "a language without a model", text: "O barco volveu ao porto durante a noite, dixo o martes a compañía naval.", hints: detect.Hints{Outlet: "gl-ES"}, want: "gl"},
		{name: "an absurd hint is ignored", text: "The ferry returned to port during the night.", hints: detect.Hints{Declared: "\x00//--utf8"}, want: "en"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, p := d.Detect(c.text, c.hints)
			if got != c.want {
				t.Errorf("Detect(%q) = %s (%.2f), want %s", c.text, got, p, c.want)
			}
			if (got == news.Undetermined) != (p == 0) {
				t.Errorf("%s with confidence %.2f", got, p)
			}
		})
	}
}

func TestArticleLeavesPostsOut(t *testing.T) {
	a := news.Article{
		Title: "Le compte désactivé pendant onze minutes",
		Text:  "Le compte a été désactivé jeudi par un employé dont c'était le dernier jour, a reconnu l'entreprise.",
		Posts: []news.Post{
			{ID: "1", Text: "The account was inadvertently deactivated due to human error by an employee of ours.", Language: ""},
			{ID: "2", Text: "Wow.", Language: "en"},
			{ID: "3", Text: "Wow.", Language: ""},
			{ID: "4", Text: "Die Fähre kehrte in der Nacht in den Hafen zurück, teilte die Reederei am Dienstag mit.", Language: "en"},
		},
	}
	got := detector(t).Article(a, detect.Hints{})
	if got.Language != "fr" {
		t.Errorf("article is %s, want fr", got.Language)
	}
	for i, want := range []string{"en", "en", "und", "de"} {
		if got.Posts[i].Language != want {
			t.Errorf("post %s is %s, want %s", got.Posts[i].ID, got.Posts[i].Language, want)
		}
	}
	if a.Posts[0].Language != "" {
		t.Error("the article passed in was changed")
	}
}

func TestNewRefusesUnknownLanguages(t *testing.T) {
	for _, codes := range [][]string{{"en", "xx"}, {"en"}} {
		if _, err := detect.New(detect.Options{Languages: codes}); err == nil {
			t.Errorf("New with %v gave no error", codes)
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Le ferry est rentré", "fr", "")
	f.Add("\xff\xfe\x00", "zh-Hant", "x-y-z")
	f.Add(strings.Repeat("ア", 2000), "", "")
	d, err := detect.New(detect.Options{Languages: []string{"en", "fr", "ru", "ar"}})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, declared, outlet string) {
		tag, p := d.Detect(text, detect.Hints{Declared: declared, Outlet: outlet})
		if tag == "" || !utf8.ValidString(tag) || p < 0 || p > 1.0001 || (tag == news.Undetermined) != (p == 0) {
			t.Errorf("Detect = %q, %v", tag, p)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	d := detector(b)
	text := strings.Repeat("Le ferry est rentré au port dans la nuit, a annoncé mardi la compagnie maritime. ", 50)
	for b.Loop() {
		d.Detect(text, detect.Hints{Declared: "fr"})
	}
}
