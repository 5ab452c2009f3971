package crawler

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"parallax/news"
)

func TestAFeedIsLeftAloneAtTheHoursAndDaysThatItSkips(t *testing.T) {
	const head = `<rss version="0.91"><channel><title>T</title>`
	for _, c := range []struct {
		name, wish string
		from, want time.Time
	}{
		{"no wish", "", noon, noon},
		{"an hour that isn't skipped", "<skipHours><hour>13</hour></skipHours>", noon, noon},
		{"two hours", "<skipHours><hour>12</hour><hour>13</hour></skipHours>", noon.Add(5 * time.Minute), noon.Add(2 * time.Hour)},
		{"midnight as 24", "<skipHours><hour>24</hour></skipHours>", noon.Add(12 * time.Hour), noon.Add(13 * time.Hour)},
		{"a day", "<skipDays><day>Tuesday</day></skipDays>", noon, noon.Add(12 * time.Hour)},
		{"all days", "<skipDays>" + days() + "</skipDays>", noon, noon},
		{"nonsense", "<skipHours><hour>99</hour><hour>x</hour></skipHours><skipDays><day>Someday</day></skipDays>", noon, noon},
	} {
		p, err := ParseFeed([]byte(head+c.wish+"</channel></rss>"), "", "https://tidewater.example/")
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Quiet.after(c.from); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func days() (all string) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		all += "<day>" + d.String() + "</day>"
	}
	return all
}

func TestAFeedsWishesHoldThroughAnswersThatDoNotRepeatThem(t *testing.T) {
	site := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, feedHead+"<ttl>300</ttl><skipHours><hour>23</hour></skipHours></channel></rss>")
	}})
	m := newMemory(site + "/feed")
	now := noon
	for range 3 {
		round(t, crawl(m, func(o *Options) { o.Now = func() time.Time { return now } }))
		f := m.only(t)
		if got := f.NextFetch.Sub(now); got < 5*time.Hour {
			t.Errorf("at %v it is planned for %v later; it asked for 5 hours", now, got)
		}
		if f.NextFetch.Hour() == 23 {
			t.Errorf("planned for %v, an hour that it skips", f.NextFetch)
		}
		now = f.NextFetch
	}
}

func TestFreshnessCountsTheTimeInCaches(t *testing.T) {
	for _, c := range []struct {
		header http.Header
		want   time.Duration
	}{
		{http.Header{"Cache-Control": {"max-age=600"}, "Age": {"100"}}, 500 * time.Second},
		{http.Header{"Cache-Control": {"max-age=600"}, "Age": {"900"}}, 0},
		{http.Header{"Expires": {"Tue, 24 Nov 2026 13:00:00 GMT"}, "Date": {"Tue, 24 Nov 2026 12:00:00 GMT"}}, time.Hour},
		{http.Header{"Expires": {"0"}, "Date": {"Tue, 24 Nov 2026 12:00:00 GMT"}}, 0},
		{http.Header{"Expires": {"Tue, 24 Nov 2026 13:00:00 GMT"}, "Date": {"Tue, 24 Nov 2026 12:00:00 GMT"}, "Cache-Control": {"no-cache"}}, 0},
	} {
		if got := freshness(c.header); got != c.want {
			t.Errorf("%v: %v, want %v", c.header, got, c.want)
		}
	}
}

func TestOlderPagesAreReadWhileAllIsNew(t *testing.T) {
	// Four pages of ten items, an hour apart; the next of each is named in the way of its kind.
	item := func(n int) string {
		return fmt.Sprintf(`<entry><title>S%d</title><link href="/s/%d"/><updated>%s</updated></entry>`, n, n, noon.Add(-time.Duration(n)*time.Hour).Format(time.RFC3339))
	}
	var asked []string
	handlers := map[string]http.HandlerFunc{"/s/": page("Story")}
	for i := range 4 {
		handlers[fmt.Sprintf("/feed/%d", i)] = func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.URL.Path)
			rel := []string{"next", "prev-archive"}[i%2]
			fmt.Fprintf(w, `<feed xmlns="http://www.w3.org/2005/Atom"><link rel="%s" href="/feed/%d"/>%s</feed>`, rel, i+1,
				repeat(10, func(n int) string { return item(10*i + n) }))
		}
	}
	site := serve(t, handlers)
	for _, c := range []struct {
		name   string
		last   time.Time // success
		asked  []string
		queued int
	}{
		{"at the first look the last three days are read", time.Time{}, []string{"/feed/0", "/feed/1", "/feed/2", "/feed/3"}, 40},
		{"an hour later one page is enough", noon.Add(-time.Hour), []string{"/feed/0"}, 10},
		{"after fifteen hours two are needed", noon.Add(-15 * time.Hour), []string{"/feed/0", "/feed/1"}, 20},
	} {
		asked = nil
		m := newMemory()
		m.feeds[site+"/feed/0"] = news.Feed{URL: site + "/feed/0", LastSuccess: c.last}
		round(t, crawl(m))
		if !slices.Equal(asked, c.asked) || len(m.queue) != c.queued {
			t.Errorf("%s: asked for %v, %d items; want %v, %d", c.name, asked, len(m.queue), c.asked, c.queued)
		}
	}
}

func TestPagesThatFollowEachOtherInACircleAreReadOnce(t *testing.T) {
	n := 0
	site := serve(t, map[string]http.HandlerFunc{"/feed": func(w http.ResponseWriter, r *http.Request) {
		n++
		fmt.Fprintf(w, `{"version":"https://jsonfeed.org/version/1.1","next_url":"/feed?p=%d","items":[{"url":"/s/%d","date_published":"2026-11-24T11:00:00Z"}]}`, n, n)
	}, "/s/": page("Story")})
	m := newMemory(site + "/feed")
	round(t, crawl(m))
	if n != 1+maxPagesBack {
		t.Errorf("%d pages were read, want the feed and %d more", n, maxPagesBack)
	}
}
