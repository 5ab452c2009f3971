package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"parallax/news"
)

func TestAFeedThatChangesEveryAddressAtEveryFetchBringsEachArticleOnce(t *testing.T) {
	fetch := 0
	site := serve(t, map[string]http.HandlerFunc{
		"/feed": func(w http.ResponseWriter, _ *http.Request) {
			fetch++
			var b strings.Builder
			b.WriteString(feedHead)
			for i := range 12 + fetch { // one new article each time
				fmt.Fprintf(&b, "<item><title>Story %d</title><link>/s/%d/%d</link><pubDate>%s</pubDate></item>", i, fetch, i, noon.Format(time.RFC1123Z))
			}
			fmt.Fprint(w, b.String()+"</channel></rss>")
		},
		"/s/": page("Story"),
	})
	m := newMemory(site + "/feed")
	beside := healthy(t, m)
	for i := range 5 {
		c := crawl(m, func(o *Options) { o.Now = func() time.Time { return noon.Add(time.Duration(i) * time.Hour) } })
		if _, err := c.Round(t.Context(), RoundOptions{All: true}); err != nil {
			t.Fatal(err)
		}
	}
	if want := 13 + 4 + 1; len(m.pages) != want {
		t.Errorf("%d pages were fetched, want %d: each of 17 articles once, and the healthy one", len(m.pages), want)
	}
	if len(m.problems) != 4 || !strings.Contains(m.problems[0].Reason, "other addresses to articles that it has named before") {
		t.Errorf("problems %+v", m.problems)
	}
	beside()
}

func TestAFeedMayNameSoManyNewArticlesADay(t *testing.T) {
	var im imprint
	taken, surplus := 0, 0
	for fetch := range 20 {
		var items []news.Item
		for i := range 400 {
			items = append(items, news.Item{URL: fmt.Sprintf("https://flood.example/%d/%d", fetch, i), Title: fmt.Sprintf("Flood %d of %d", i, fetch)})
		}
		kept, found := im.compare(items, noon)
		taken, surplus = taken+len(kept), surplus+found.surplus
		if found.surplus > 0 != strings.Contains(found.complaint().Text, "thousands of new articles today") {
			t.Errorf("%d too many, and the reason is %q", found.surplus, found.complaint().Text)
		}
	}
	if taken != maxDaily || surplus != 8000-maxDaily {
		t.Errorf("%d taken, %d left out, of 8000", taken, surplus)
	}
	if kept, _ := im.compare([]news.Item{{URL: "https://flood.example/next"}}, noon.AddDate(0, 0, 1)); len(kept) != 1 {
		t.Error("the next day brings nothing either")
	}
}

func TestTwoArticlesMayShareAHeadline(t *testing.T) {
	var im imprint
	items := func(from int) (list []news.Item) {
		for i := from; i < from+10; i++ {
			list = append(list, news.Item{URL: fmt.Sprintf("https://daily.example/%d", i), Title: "Weather"})
		}
		return list
	}
	im.compare(items(0), noon)
	if kept, found := im.compare(items(3), noon); len(kept) != 10 || found.fresh != 3 || found.complaint().Text != "" {
		t.Errorf("%d kept, %+v", len(kept), found)
	}
}

func TestAFeedWithoutDatesIsPolledByWhatIsNewInIt(t *testing.T) {
	hourAgo := noon.Add(-time.Hour)
	for _, c := range []struct {
		name    string
		cadence cadence
		want    time.Duration
	}{
		{"two new ones in an hour", cadence{before: hourAgo, now: noon, changed: true, found: comparison{known: true, fresh: 2}}, 45 * time.Minute},
		{"none", cadence{before: hourAgo, now: noon, changed: true, found: comparison{known: true}}, 90 * time.Minute},
		{"many, and it asks for every five minutes", cadence{before: hourAgo, now: noon, found: comparison{known: true, fresh: 90}, asked: busyInterval}, 30*time.Minute + 20*time.Second},
		{"fresh for two hours by its server's word", cadence{before: hourAgo, now: noon, found: comparison{known: true, fresh: 9}, stays: 2 * time.Hour}, 2 * time.Hour},
		{"its hub delivers", cadence{before: hourAgo, now: noon, found: comparison{known: true, fresh: 9}, pushed: true}, pushInterval},
	} {
		if got := c.cadence.interval(time.Hour); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	busy := cadence{before: noon.Add(-busyInterval), now: noon, found: comparison{known: true, fresh: 50}}
	if got := busy.interval(minInterval); got != minInterval {
		t.Errorf("a busy feed that doesn't ask is polled every %v", got)
	}
	for asked, want := range map[time.Duration]time.Duration{time.Minute: busyInterval, 10 * time.Minute: 10 * time.Minute} {
		if busy.asked = asked; busy.interval(busyInterval) != want {
			t.Errorf("a busy feed that asks for every %v is polled every %v", asked, busy.interval(busyInterval))
		}
	}
}

func TestImprintsAreReadBack(t *testing.T) {
	want := imprint{every: time.Hour, quiet: Quiet{Hours: 1<<23 | 1, Days: 1 << 6}, full: time.Unix(noon.Unix(), 0), day: 20781, taken: 12}
	want.compare([]news.Item{{URL: "https://tidewater.example/1", Title: "One"}, {URL: "https://tidewater.example/2"}}, noon)
	got := decodeImprint(want.encode())
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(imprint{}, trace{})); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
	if zero := decodeImprint((&imprint{}).encode()); !zero.full.Before(noon.AddDate(-1, 0, 0)) {
		t.Errorf("an imprint of nothing says that the feed was read at %v", zero.full)
	}
	for _, b := range [][]byte{nil, {}, {99, 1}, {imprintVersion}, {imprintVersion, 0x80}} {
		if got := decodeImprint(b); len(got.items) != 0 || got.every != 0 {
			t.Errorf("%v is read as %+v", b, got)
		}
	}
}
