package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"parallax/export"
	"parallax/news"
	"parallax/web"
)

// secret is the end of a long text, which only those may see who may see all of it; opening is the beginning.
const (
	opening = "The zeppelin left its mooring at dawn."
	secret  = "Nobody mentioned the xylophone again."
)

// restricted is the world with long texts, a source that allows everything, and one that allows nothing.
func restricted() *memory {
	m := world()
	for i := range m.articles {
		a := &m.articles[i]
		a.Lead = ""
		a.Text = opening + strings.Repeat(" It flew over the harbour, over the hills and over the border.", 12) + "\n\n" + secret
		a.Blocks = []news.Block{{Type: news.BlockParagraph, Text: a.Text}}
		a.Language = "en"
	}
	m.rights = map[string]news.Rights{"harbourpost.example": news.RightsFull, "lephare.example": news.RightsMetadata}
	return m
}

// TestRightsHoldEverywhere asks for everything that could show a text, by the rights of three sources.
func TestRightsHoldEverywhere(t *testing.T) {
	m := restricted()
	s := siteOf(t, m, indexed(t, m), by(news.RightsExcerpt))
	for outlet, c := range map[string]struct {
		rights        news.Rights
		begins, whole bool
	}{
		"harbourpost.example": {news.RightsFull, true, true},
		"hafenbote.example":   {news.RightsExcerpt, true, false},
		"lephare.example":     {news.RightsMetadata, false, false},
	} {
		id := idOf(m, "ferry", outlet)
		for _, address := range []string{
			"/articles/" + id, "/api/v1/articles/" + id, "/api/v1/articles?source=" + outlet, "/sources/" + outlet, "/sources/" + outlet + "/feed.xml",
			"/search?q=zeppelin+source:" + outlet, "/api/v1/search?q=zeppelin+source:" + outlet, "/search/feed.json?q=zeppelin+source:" + outlet,
			"/api/v1/search?q=zeppelin+source:" + outlet + "&across=1", "/api/v1/export?q=zeppelin+source:" + outlet,
			"/concordance?q=zeppelin+source:" + outlet, "/api/v1/concordance?q=zeppelin+source:" + outlet,
		} {
			r := s.get(address)
			body := bodyOf(t, r)
			if r.StatusCode != http.StatusOK {
				t.Errorf("%s: %s", address, r.Status)
			}
			shows := strings.HasPrefix(address, "/articles/") || strings.HasPrefix(address, "/api/v1/articles") || strings.HasPrefix(address, "/api/v1/export")
			if !c.whole && strings.Contains(body, secret) {
				t.Errorf("%s of %s: the end of a text by %s", address, outlet, c.rights)
			}
			if !c.begins && strings.Contains(body, "left its mooring") {
				t.Errorf("%s of %s: the beginning of a text by %s", address, outlet, c.rights)
			}
			if shows && (c.whole && !strings.Contains(body, secret) || c.begins && !strings.Contains(body, opening)) {
				t.Errorf("%s of %s: less than by %s", address, outlet, c.rights)
			}
			if strings.HasPrefix(address, "/api/v1/articles") && !strings.Contains(body, `"rights":"`+string(c.rights)+`"`) {
				t.Errorf("%s of %s doesn't say that it is by %s", address, outlet, c.rights)
			}
		}
	}
	want(t, "source", s.sourceRights("lephare.example"), "metadata")
	quoted := s.get("/api/v1/concordance?q=xylophone+source:hafenbote.example")
	wantHas(t, "a line is a quotation, which an excerpt allows", bodyOf(t, quoted), `"match":"xylophone"`)
}

func (s testSite) sourceRights(id string) string {
	s.t.Helper()
	var list struct {
		Items []struct{ ID, Rights string }
	}
	if err := json.Unmarshal([]byte(bodyOf(s.t, s.get("/api/v1/sources"))), &list); err != nil {
		s.t.Fatal(err)
	}
	for _, item := range list.Items {
		if item.ID == id {
			return item.Rights
		}
	}
	return ""
}

func TestPagesSayWhatIsMissing(t *testing.T) {
	m := restricted()
	s := siteOf(t, m, by(news.RightsExcerpt))
	page := s.page("/articles/" + idOf(m, "ferry", "hafenbote.example"))
	wantHas(t, "excerpt", text(page.Find(".cut")), "the beginning")
	wantHas(t, "excerpt", text(page.Find(".prose p").First()), "…")
	page = s.page("/articles/" + idOf(m, "ferry", "lephare.example"))
	wantHas(t, "metadata", text(page.Find(".prose")), "doesn’t show the texts")
	wantCount(t, s.page("/articles/"+idOf(m, "ferry", "harbourpost.example")), ".cut", 0)
	bare := siteOf(t, m, by(news.RightsMetadata))
	wantHas(t, "post", text(bare.page("/posts/2030001").Find(".post-text")), "isn’t shown")
	wantHas(t, "what is handed out", text(s.page("/export").Selection), "This site hands out excerpts. Sources with terms of their own: 2.")
}

// TestExportGoesOn takes an export up behind one of its records.
func TestExportGoesOn(t *testing.T) {
	m := world()
	s := siteOf(t, m, indexed(t, m))
	for _, query := range []string{"", "&q=312"} {
		for _, k := range export.Kinds() {
			address := "/api/v1/export?what=" + string(k) + query
			whole := bodyOf(t, s.get(address))
			first, rest, _ := strings.Cut(whole, "\n")
			var record struct{ ID, Article string }
			if err := json.Unmarshal([]byte(first), &record); err != nil {
				t.Fatal(err)
			}
			want(t, address, bodyOf(t, s.get(address+"&cursor="+record.ID+record.Article)), rest)
		}
	}
}

func TestExportIsAFileOfItsFormat(t *testing.T) {
	s := whole(t)
	for format, c := range map[string]struct{ name, content, begins string }{
		"jsonl":       {"parallax-articles.jsonl", "application/jsonl; charset=utf-8", `{"id":`},
		"csv":         {"parallax-articles.csv", "text/csv; charset=utf-8; header=present", "id,url,"},
		"ninjs":       {"parallax-articles.ninjs.jsonl", "application/jsonl; charset=utf-8", `{"uri":`},
		"parquet":     {"parallax-articles.parquet", "application/vnd.apache.parquet", "PAR1"},
		"datapackage": {"parallax.datapackage.zip", "application/zip", "PK"},
	} {
		address := "/api/v1/export?format=" + format
		r := s.get(address)
		want(t, address, r.Header.Get("Content-Type"), c.content)
		wantHas(t, address, r.Header.Get("Content-Disposition"), `filename="`+c.name+`"`)
		if body := bodyOf(t, r); !strings.HasPrefix(body, c.begins) {
			t.Errorf("%s begins with %.20q", address, body)
		}
		head := httptest.NewRecorder()
		s.ServeHTTP(head, httptest.NewRequest("HEAD", address, nil))
		want(t, address+" HEAD", head.Header().Get("Content-Type"), c.content)
		if head.Code != http.StatusOK || head.Body.Len() > 0 {
			t.Errorf("%s: HEAD: %d, %d bytes", address, head.Code, head.Body.Len())
		}
	}
}

// slowly is records that stand still until somebody lets them go on.
type slowly struct {
	*memory
	begun, goOn chan struct{}
}

func (s slowly) StateTime(ctx context.Context) (time.Time, error) {
	s.begun <- struct{}{}
	<-s.goOn
	return s.memory.StateTime(ctx)
}

func (slowly) Close() error { return nil }

func TestFewDataPackagesAtOnce(t *testing.T) {
	slow := slowly{world(), make(chan struct{}), make(chan struct{})}
	s := siteOf(t, slow.memory, func(o *web.Options) {
		o.Snapshot = func(context.Context) (web.Snapshot, error) { return slow, nil }
	})
	answers := make(chan int)
	for range 2 {
		go func() {
			w := httptest.NewRecorder()
			s.ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/export?format=datapackage", nil))
			answers <- w.Code
		}()
		<-slow.begun
	}
	r := s.get("/api/v1/export?format=datapackage")
	want(t, "the third", r.Status, "503 Service Unavailable")
	want(t, "when to come again", r.Header.Get("Retry-After"), "120")
	want(t, "other exports", s.get("/api/v1/export?format=csv").Status, "200 OK")
	close(slow.goOn)
	for range 2 {
		if code := <-answers; code != http.StatusOK {
			t.Errorf("one of the two: %d", code)
		}
	}
}

// TestWhoLeavesEndsTheExport has a reader go away in the middle.
func TestWhoLeavesEndsTheExport(t *testing.T) {
	m := world()
	for n := len(m.articles); n < 4000; n++ { // more than is held back
		a := m.articles[n%24]
		a.ID = news.ArticleID("https://tide.example/" + strings.Repeat("x", n))
		m.articles = append(m.articles, a)
	}
	ended := make(chan struct{})
	site := siteOf(t, m)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer close(ended)
		site.ServeHTTP(w, r)
	}))
	defer server.Close()
	ctx, leave := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL+"/api/v1/export?format=ninjs", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := answer.Body.Read(make([]byte, 100)); err != nil {
		t.Fatal(err)
	}
	leave()
	answer.Body.Close()
	<-ended
	if log := site.log.String(); strings.Contains(log, "request failed") {
		t.Errorf("somebody who leaves is a fault of ours: %s", log)
	}
}
