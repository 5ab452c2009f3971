package store_test

import (
	"fmt"
	"testing"
	"time"

	"parallax/news"
)

func TestOneSourceDoesNotKeepOthersWaiting(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	for i, name := range []string{"big.example", "small.example"} {
		f := news.Feed{URL: "https://" + name + "/feed", Source: name}
		must(t, s.PutFeed(ctx, f))
		var items []news.Item
		for n := range []int{100, 2}[i] {
			items = append(items, news.Item{URL: fmt.Sprintf("https://%s/%d", name, n)})
		}
		get[int](t)(s.FeedFetched(ctx, f, items))
	}
	counts := map[string]int{}
	for _, it := range get[[]news.Item](t)(s.DueItems(ctx, time.Now(), 10)) {
		counts[it.Source]++
	}
	diff(t, "due items", counts, map[string]int{"big.example": 8, "small.example": 2})
	if n := len(get[[]news.Item](t)(s.DueItems(ctx, time.Now(), 0))); n != 102 {
		t.Errorf("without a limit %d items are due, want 102", n)
	}
}

func TestFailedItemsComeUpAgainUntilGivenUp(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	f := news.Feed{URL: "https://tide.example/feed", Source: src.ID}
	must(t, s.PutFeed(ctx, f))
	it := page(src, 1).Item
	get[int](t)(s.FeedFetched(ctx, f, []news.Item{it}))
	later := time.Now().Add(time.Hour)
	must(t, s.ItemFailed(ctx, it, news.Reason{Text: "it answered 503"}, later))
	if n := len(get[[]news.Item](t)(s.DueItems(ctx, time.Now(), 0))); n != 0 {
		t.Errorf("%d items are due before the retry", n)
	}
	due := get[[]news.Item](t)(s.DueItems(ctx, later, 0))
	if len(due) != 1 || due[0].Attempts != 1 {
		t.Fatalf("due at the retry: %+v", due)
	}
	must(t, s.ItemFailed(ctx, it, news.Reason{Text: "it answered 404"}, time.Time{}))
	if fresh := get[int](t)(s.FeedFetched(ctx, f, []news.Item{it})); fresh != 0 {
		t.Error("an item that was given up is queued again")
	}
	h := get[news.SourceHealth](t)(s.Source(ctx, src.ID))
	if h.Waiting != 0 || h.Failed != 1 || len(h.Problems) != 1 || h.Problems[0].Reason != "it answered 404" {
		t.Errorf("health: %+v", h)
	}
	// A page that comes after all settles it.
	must(t, s.PutPages(ctx, []news.Page{page(src, 1)}))
	if h = get[news.SourceHealth](t)(s.Source(ctx, src.ID)); h.Failed != 0 || len(h.Problems) != 0 {
		t.Errorf("health after the page came: %+v", h)
	}
}

func TestAFeedKeepsItsStateWhenItIsListedAgain(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	f := news.Feed{URL: "https://tide.example/feed", Source: "tide.example", Title: "Tide", Language: "pt"}
	must(t, s.PutFeed(ctx, f))
	f.ETag, f.LastModified, f.LastFetch, f.LastSuccess = `"x"`, "Sat, 14 Mar 2026", noon, noon.Add(-time.Hour)
	f.NextFetch, f.Interval, f.Failures, f.LastError, f.Gone = noon.Add(time.Hour), 90*time.Minute, 2, "it answered 500", true
	f.Moved, f.Imprint = "https://tide.example/feed.xml", []byte{1, 2}
	get[int](t)(s.FeedFetched(ctx, f, nil))
	must(t, s.PutFeed(ctx, news.Feed{URL: f.URL, Source: f.Source, Title: "The Tide"}))
	f.Title = "The Tide"
	diff(t, "feeds", get[[]news.Feed](t)(s.Feeds(ctx)), []news.Feed{f})
	if n := len(get[[]news.Feed](t)(s.DueFeeds(ctx, noon.AddDate(1, 0, 0)))); n != 0 {
		t.Error("a feed that is gone is due")
	}
	must(t, s.RemoveFeed(ctx, f.URL))
	if fresh := get[int](t)(s.FeedFetched(ctx, f, []news.Item{page(outlet("tide.example", ""), 1).Item})); fresh != 0 {
		t.Error("a removed feed brought items")
	}
	if n := len(get[[]news.Feed](t)(s.Feeds(ctx))); n != 0 {
		t.Error("a removed feed came back")
	}
}

func TestAClockThatIsSetBackKeepsNoFeedWaiting(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	f := news.Feed{URL: "https://tide.example/feed", Source: "tide.example"}
	must(t, s.PutFeed(ctx, f))
	f.NextFetch = noon.Add(6 * time.Hour)
	get[int](t)(s.FeedFetched(ctx, f, nil))
	for now, due := range map[time.Time]int{
		noon: 0, noon.Add(6 * time.Hour): 1, noon.AddDate(0, 0, -2): 0, noon.AddDate(-1, 0, 0): 1,
	} {
		if got := len(get[[]news.Feed](t)(s.DueFeeds(ctx, now))); got != due {
			t.Errorf("at %v %d feeds are due, want %d", now, got, due)
		}
	}
}

func TestAClockThatIsSetBackKeepsNoPageWaiting(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	tried, seen := news.Item{URL: "https://tide.example/1", Source: "tide.example"}, news.Item{URL: "https://tide.example/2", Source: "tide.example"}
	must(t, s.ItemFailed(ctx, tried, news.Reason{Text: "slow"}, noon.Add(6*time.Hour)))
	must(t, s.Visited(ctx, news.Visit{Item: seen, URL: seen.URL, Due: noon.Add(6 * time.Hour)}, news.Reason{}))
	for now, due := range map[time.Time]int{
		noon: 0, noon.Add(6 * time.Hour): 1, noon.AddDate(0, 0, -2): 0, noon.AddDate(-1, 0, 0): 1,
	} {
		if got := len(get[[]news.Item](t)(s.DueItems(ctx, now, 10))); got != due {
			t.Errorf("at %v %d items are due, want %d", now, got, due)
		}
		if got := len(get[[]news.Visit](t)(s.DueVisits(ctx, now, 10))); got != due {
			t.Errorf("at %v %d visits are due, want %d", now, got, due)
		}
	}
}

func TestAnArticleKnownByItsCanonicalAddressIsNotQueued(t *testing.T) {
	ctx := t.Context()
	s := open(t, t.TempDir())
	src := outlet("tide.example", "PT")
	must(t, s.PutArticles(ctx, []news.Article{article(src, "pt", 1)}, nil, 0))
	f := news.Feed{URL: "https://tide.example/feed", Source: src.ID}
	must(t, s.PutFeed(ctx, f))
	if fresh := get[int](t)(s.FeedFetched(ctx, f, []news.Item{page(src, 1).Item})); fresh != 0 {
		t.Error("it is queued")
	}
}
