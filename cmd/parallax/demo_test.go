package main

import (
	"io"
	"log/slog"
	"strings"
	"testing"

	"parallax/news"
)

// The demo reads what the newsroom's outlets said at first, and then what they have made of it: an edit shows in French, in English and in Arabic.
func TestTheDemoHasEdits(t *testing.T) {
	p, err := playNewsroom(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.publish(firstEdition)
	now := p.clock()
	f, err := dataFlag{t.TempDir()}.open(t.Context(), slog.New(slog.DiscardHandler), now, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sources, feeds := p.room.Sources(p.port)
	if err := configure(t.Context(), f.store, sources, feeds); err != nil {
		t.Fatal(err)
	}
	titles := func() map[string]news.Article {
		t.Helper()
		if err := crawlNewsroom(t.Context(), f, now, newProgress(io.Discard)); err != nil {
			t.Fatal(err)
		}
		found := map[string]news.Article{}
		list, err := f.store.Articles(t.Context(), news.ArticleFilter{Window: news.Window{Limit: 1000}})
		if err != nil {
			t.Fatal(err)
		}
		if len(list.Rows) != len(p.room.Articles) {
			t.Errorf("%d articles, want %d", len(list.Rows), len(p.room.Articles))
		}
		for _, a := range list.Rows {
			outlet, _, _ := strings.Cut(a.Source.Host, ".")
			found[outlet+" "+a.Title] = a
		}
		return found
	}
	first := titles()
	p.publish(latestEdition)
	latest := titles()
	for _, edit := range []struct{ outlet, before, after string }{
		{"tidewater-post", "Hackers shut down French hospital network, patients moved by helicopter", "Ransomware gang cripples French hospital network, demands $13 million"},
		{"le-quai", "À Lyon, cinq hôpitaux privés d’informatique après une cyberattaque", "À Lyon, cinq hôpitaux paralysés par un rançongiciel : « On est revenus au papier »"},
		{"sada-al-mina", "الكشف عن مقبرة بسقارة لم تمسّها يد منذ عصر الأسرة الخامسة", "الكشف عن مقبرة «حتب نب كاو» بسقارة.. لم تمسّها يد منذ عصر الأسرة الخامسة"},
	} {
		before, after := first[edit.outlet+" "+edit.before], latest[edit.outlet+" "+edit.after]
		if before.ID == "" || before.ID != after.ID {
			t.Errorf("%s: %q is article %q and %q is %q", edit.outlet, edit.before, before.ID, edit.after, after.ID)
			continue
		}
		if before.Incident.ID != after.Incident.ID {
			t.Errorf("%s: the edit took it from incident %s to %s", edit.outlet, before.Incident.ID, after.Incident.ID)
		}
	}
}
