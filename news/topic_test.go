package news

import "testing"

func TestTopicOf(t *testing.T) {
	for _, c := range []struct{ section, address, want string }{
		{"Sport", "", TopicSport}, {"Économie", "", TopicBusiness}, {"खेल", "", TopicSport}, {"Health & Wellness", "", TopicHealth},
		{"Новости / Наука и техника", "", TopicScience}, {"World", "https://a.example/world/2026/sport-of-kings", ""},
		{"", "https://a.example/de/wirtschaft/die-zinsen-steigen-1.html", TopicBusiness}, {"Mundo", "https://a.example/deportes/gol", TopicSport},
		{"", "https://a.example/the-science-of-sleep", ""}, {"文化", "", TopicCulture}, {"Mondo", "https://a.example/it/notizie/2", ""}, {"", "::", ""}, {"  POLITIK ", "", TopicPolitics},
		{"What the new health minister told us about the sport", "", ""},
	} {
		if got := TopicOf(&Article{Section: c.section, URL: c.address}); got != c.want {
			t.Errorf("%q at %q is %q, want %q", c.section, c.address, got, c.want)
		}
	}
}
