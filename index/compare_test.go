package index_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/index"
	"parallax/news"
)

// report is an article of one incident.
func report(id, language, title, text string, evidence ...news.Evidence) news.Article {
	return news.Article{
		ID: id, Language: language, Title: title, Text: text, Published: day("2020-01-01").Add(time.Duration(len(id)) * time.Hour),
		Incident: &news.Place{ID: "crash", Evidence: evidence},
	}
}

func words(t *index.Telling) string {
	var list []string
	for _, w := range t.Words {
		list = append(list, fmt.Sprintf("%s %d/%d/%d", w.Word, w.Times, w.Articles, w.Elsewhere))
	}
	return strings.Join(list, ", ")
}

func mentions(list []index.Mention) string {
	var lines []string
	for _, m := range list {
		line := m.Text + ":"
		for _, f := range m.Forms {
			line += fmt.Sprintf(" %s=%s*%d", f.Language, f.Text, f.Articles)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestCompareTellsWhatIsPeculiar(t *testing.T) {
	reports := []news.Article{
		report("1", "en", "Ferry struck", "The ferry was struck. The Ferry had the pilot."),
		report("22", "en", "Ferry in fog", "The ferry sank in the fog, the fog."),
		report("333", "zh", "渡轮相撞", "渡轮今天相撞。"),
		report("4444", "en", "Ferry struck", "The ferry was struck. The Ferry had the pilot."),
	}
	reports[3].CopyOf = "1"
	articles := reports
	for i := range 40 {
		articles = append(articles, news.Article{ID: fmt.Sprint("en", i), Language: "en", Text: "The minister had the floor. The vote was the last in fog."},
			news.Article{ID: fmt.Sprint("zh", i), Language: "zh", Text: "今天天气很好。"})
	}
	ix, _ := openWith(t, articles...)
	c, err := ix.Compare(t.Context(), reports)
	if err != nil || len(c.Languages) != 2 {
		t.Fatal(c, err)
	}
	en, zh := &c.Languages[0], &c.Languages[1]
	if en.Language != "en" || en.Articles != 2 || en.Indexed != 43 || zh.Language != "zh" || zh.Articles != 1 || zh.Indexed != 41 {
		t.Errorf("%+v", c.Languages)
	}
	if got, want := words(en), "Ferry 5/2/1, struck 2/1/1"; got != want {
		t.Errorf("English: %s; want %s", got, want)
	}
	if got, want := words(zh), "渡轮 2/1/0, 相撞 2/1/0"; got != want {
		t.Errorf("Chinese: %s; want %s", got, want)
	}
}

func TestCompareBringsSpellingsTogether(t *testing.T) {
	ix, _ := openWith(t)
	c, err := ix.Compare(t.Context(), []news.Article{
		report("1", "en", "Etna erupts", "Ash from Etna closed Catania airport. Monday brought 74 cancellations in 2019, said Corrado Pennisi."),
		report("22", "ru", "Этна", "Аэропорт в Катании закрыт, сказал Коррадо Пенниси. Отменено 74 рейса."),
		report("333", "ar", "إتنا", "أغلق مطار كاتانيا بعد إلغاء ٧٤ رحلة.", news.Evidence{Kind: news.EvidencePlace, Values: []string{"كاتانيا"}, Article: "1"}),
		report("4444", "ja", "エトナ火山", "カターニア空港は閉鎖され、74便が欠航した。"),
		report("55555", "de", "Ätna", "Der Flughafen von Catania bleibt zu, und der Montag bringt 74 Ausfälle."),
	})
	if err != nil {
		t.Fatal(err)
	}
	names := mentions(c.Names)
	for _, want := range []string{
		"Catania: en=Catania*1 ru=Катании*1 ar=كاتانيا*1 ja=カターニア*1 de=Catania*1",
		"Pennisi: en=Pennisi*1 ru=Пенниси*1",
	} {
		if !strings.Contains(names, want) {
			t.Errorf("%s is missing in\n%s", want, names)
		}
	}
	if strings.Contains(names, "Flughafen") {
		t.Errorf("a German noun is taken for a name:\n%s", names)
	}
	if diff := cmp.Diff("74: en=74*1 ru=74*1 ar=٧٤*1 ja=74*1 de=74*1", mentions(c.Numbers)); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
}

func TestCompareKeepsNamesApart(t *testing.T) {
	ix, _ := openWith(t)
	c, err := ix.Compare(t.Context(), []news.Article{
		report("1", "en", "Two at sea", "The captain is Marin and the mate is Moreno, and with Mornay they were three."),
		report("22", "es", "Dos en el mar", "El capitán es Marin, el piloto es Moreno."),
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("Marin: en=Marin*1 es=Marin*1\nMoreno: en=Moreno*1 es=Moreno*1", mentions(c.Names)); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestCompareOfNothing(t *testing.T) {
	ix, _ := openWith(t)
	c, err := ix.Compare(t.Context(), nil)
	if err != nil || len(c.Languages)+len(c.Names)+len(c.Numbers) != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := ix.Compare(t.Context(), []news.Article{{ID: "empty"}, {ID: "und", Text: "☃ ☃"}}); err != nil {
		t.Error(err)
	}
}
