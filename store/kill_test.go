package store_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"parallax/news"
	"parallax/store"
)

// The test binary runs itself as the process that is killed; the variable holds the data folder and the round.
const victimVariable = "PARALLAX_STORE_VICTIM"

func TestMain(m *testing.M) {
	if job := os.Getenv(victimVariable); job != "" {
		dir, round, _ := strings.Cut(job, "|")
		if err := victim(dir, round); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// victim works like a whole crawl until it is killed, and says on its output what the store has acknowledged.
func victim(dir, round string) error {
	ctx := contextOfProcess()
	s, err := store.Open(ctx, "sqlite:"+dir, store.Options{FileSize: 40_000})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	src := outlet("tide"+round+".example", "PT")
	feed := news.Feed{URL: "https://" + src.ID + "/feed", Source: src.ID}
	if err := s.PutFeed(ctx, feed); err != nil {
		return err
	}
	for n := 0; ; n += 5 {
		var items []news.Item
		for i := range 5 {
			items = append(items, page(src, n+i).Item)
		}
		raw := documentOf(feed, n)
		if _, err := s.FeedFetched(ctx, feed, items, raw); err != nil {
			return err
		}
		fmt.Println("kept", string(raw.Body))
		for _, it := range items {
			fmt.Println("queued", it.URL)
		}
		if err := pipeline(s, func(done, what string) { fmt.Println(done, what) }); err != nil {
			return err
		}
	}
}

// pipeline takes everything through all stages, in small transactions, and tells what is done.
func pipeline(s *store.Store, done func(stage, what string)) error {
	ctx := contextOfProcess()
	for {
		items, err := s.DueItems(ctx, noon.AddDate(50, 0, 0), 3)
		if err != nil {
			return err
		}
		if len(items) == 0 {
			break
		}
		var pages []news.Page
		for _, it := range items {
			pages = append(pages, pageOf(it))
		}
		if err := s.PutPages(ctx, pages); err != nil {
			return err
		}
		for _, p := range pages {
			done("archived", p.URL)
		}
	}
	mark, err := s.Mark(ctx, store.MarkExtract)
	if err != nil {
		return err
	}
	for p, err := range s.Pages(ctx, mark) {
		if err != nil {
			return err
		}
		a := articleOf(p)
		if err := s.PutArticles(ctx, []news.Article{a}, nil, p.Seq); err != nil {
			return err
		}
		done("extracted", a.ID)
	}
	return file(s, done)
}

// file puts every two articles under one incident, first each under its own and then merged.
func file(s *store.Store, done func(stage, what string)) error {
	ctx := contextOfProcess()
	before := ""
	for a, err := range s.Unfiled(ctx) {
		if err != nil {
			return err
		}
		id := news.IncidentID(a.ID)
		var merges []news.Merge
		if before != "" {
			merges = []news.Merge{{From: id, Into: before}}
		}
		before = id
		if len(merges) > 0 {
			before = ""
		}
		if err := s.PutFilings(ctx, news.Decisions{Filings: []news.Filing{{Article: a.ID, Incident: id}}, Merges: merges}); err != nil {
			return err
		}
		done("filed", a.ID)
	}
	return nil
}

// documentOf is a feed as it was at its n-th fetch: it changes at every other.
func documentOf(f news.Feed, n int) news.Page {
	return news.Page{URL: f.URL, FinalURL: f.URL, Fetched: noon.Add(time.Duration(n) * time.Second), Status: 200, Feed: f.URL,
		Source: news.Source{ID: f.Source}, Body: fmt.Appendf(nil, "%s#%d", f.URL, n/10)}
}

func pageOf(it news.Item) news.Page {
	return news.Page{URL: it.URL, FinalURL: it.URL, Fetched: noon, Status: 200, Item: it, Source: outlet(it.Source, "PT"),
		Body: []byte(strings.Repeat("<p>"+it.URL, 50))}
}

func articleOf(p news.Page) news.Article {
	return news.Article{ID: news.ArticleID(p.URL), URL: p.URL, Source: p.Source, Title: "On " + p.URL, Language: "pt", Fetched: p.Fetched,
		Text: string(p.Body), Schema: news.SchemaVersion, Posts: []news.Post{
			{ID: "1" + p.URL[len(p.URL)-1:], Platform: news.Twitter, Handle: "ana", Text: "The water is rising in " + p.URL[len(p.URL)-1:]},
		}}
}

func TestKilledAtAnyMomentNothingIsLostOrDoubled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts processes")
	}
	dir := t.TempDir()
	acknowledged := map[string]map[string]bool{"queued": {}, "kept": {}, "archived": {}, "extracted": {}, "filed": {}}
	rounds := 12
	if n, err := strconv.Atoi(os.Getenv("PARALLAX_KILLS")); err == nil { // as in cmd/parallax
		rounds = n
	}
	for round := range rounds {
		runVictim(t, dir, round, acknowledged)
		s := open(t, dir)
		compare(t, s, acknowledged)
		must(t, s.Close())
		if t.Failed() {
			t.Fatalf("after the kill number %d", round+1)
		}
	}
	s := open(t, dir)
	must(t, pipeline(s, func(string, string) {}))
	for url := range acknowledged["queued"] {
		acknowledged["archived"][url] = true
		acknowledged["filed"][news.ArticleID(url)] = true
	}
	compare(t, s, acknowledged)
	t.Logf("%d items, %d documents of feeds, %d pages, %d articles and %d filings were acknowledged", len(acknowledged["queued"]), len(acknowledged["kept"]),
		len(acknowledged["archived"]), len(acknowledged["extracted"]), len(acknowledged["filed"]))
}

// runVictim starts a victim, kills it at a random moment, and adds what it was told to acknowledged. On a busy machine a victim may get
// nowhere in the time that it has, so every other one has archived something before that begins.
func runVictim(t *testing.T, dir string, round int, acknowledged map[string]map[string]bool) {
	t.Helper()
	exe := get[string](t)(os.Executable())
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d", victimVariable, dir, round))
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	lines := bufio.NewScanner(out)
	begin, doomed := []string{"archived", "ready"}[round%2], false
	for lines.Scan() {
		stage, what, _ := strings.Cut(lines.Text(), " ")
		if stage == begin && !doomed {
			doomed = true
			time.AfterFunc(time.Duration(rand.IntN(120_000))*time.Microsecond, func() { cmd.Process.Kill() })
		}
		if acknowledged[stage] != nil {
			acknowledged[stage][what] = true
		}
	}
	if cmd.Wait(); complaint.Len() > 0 {
		t.Fatalf("the process that was to be killed failed: %s", complaint.String())
	}
}

// compare looks for what was acknowledged, for anything double, and for contradictions.
func compare(t *testing.T, s *store.Store, acknowledged map[string]map[string]bool) {
	t.Helper()
	ctx := t.Context()
	archived := map[string]int{}
	for _, p := range all(t, s.Pages(ctx, 0)) {
		archived[p.URL]++
	}
	for url, n := range archived {
		if n > 1 {
			t.Errorf("%s is archived %d times", url, n)
		}
	}
	kept := map[string]bool{}
	for _, p := range all(t, s.FeedDocuments(ctx, 0)) {
		kept[string(p.Body)] = true
	}
	for body := range acknowledged["kept"] {
		if !kept[body] {
			t.Errorf("document %s is lost", body)
		}
	}
	waiting := map[string]bool{}
	for _, it := range get[[]news.Item](t)(s.DueItems(ctx, noon.AddDate(50, 0, 0), 0)) {
		waiting[it.URL] = true
	}
	for url := range acknowledged["archived"] {
		if archived[url] == 0 {
			t.Errorf("page %s is lost", url)
		}
	}
	for url := range acknowledged["queued"] {
		if waiting[url] == (archived[url] > 0) {
			t.Errorf("item %s: waiting %v, archived %v", url, waiting[url], archived[url] > 0)
		}
	}
	filed := map[string]bool{}
	for _, a := range all(t, s.EachArticle(ctx, "")) {
		if _, twice := filed[a.ID]; twice {
			t.Errorf("article %s is there twice", a.ID)
		}
		filed[a.ID] = a.Incident != nil
	}
	for id := range acknowledged["extracted"] {
		if _, ok := filed[id]; !ok {
			t.Errorf("article %s is lost", id)
		}
	}
	for id := range acknowledged["filed"] {
		if !filed[id] {
			t.Errorf("the filing of article %s is lost", id)
		}
	}
	sound(t, s)
}
