package web_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

type listAnswer struct {
	Total      int
	NextCursor string `json:"next_cursor"`
	Items      []struct {
		ID      string
		Article json.RawMessage
	}
}

func (s testSite) list(address string) listAnswer {
	s.t.Helper()
	r := s.get(address)
	var l listAnswer
	if err := json.Unmarshal([]byte(bodyOf(s.t, r)), &l); err != nil || r.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %s, %v", address, r.Status, err)
	}
	return l
}

func TestListsPageToTheirEnd(t *testing.T) {
	s := whole(t)
	for path, total := range map[string]int{
		"/api/v1/incidents?limit=2": 5, "/api/v1/articles?limit=7": 24, "/api/v1/posts?limit=1": 4, "/api/v1/sources?limit=4": 14,
		"/api/v1/search?q=312&limit=4": 15, "/api/v1/search?q=312&sort=newest&limit=4": 15,
	} {
		seen := map[string]bool{}
		address := path
		for range 30 {
			l := s.list(address)
			if l.Total != total {
				t.Errorf("%s: total %d, want %d", address, l.Total, total)
			}
			for _, item := range l.Items {
				var id struct{ ID string }
				if item.Article != nil {
					if err := json.Unmarshal(item.Article, &id); err != nil {
						t.Fatal(err)
					}
				}
				seen[item.ID+id.ID] = true
			}
			if l.NextCursor == "" {
				break
			}
			address = path + "&cursor=" + url.QueryEscape(l.NextCursor)
		}
		if len(seen) != total {
			t.Errorf("%s: %d different rows on all pages, want %d", path, len(seen), total)
		}
	}
}

func TestProblems(t *testing.T) {
	s := whole(t)
	for address, c := range map[string]struct {
		status   int
		location string
	}{
		"/api/v1/incidents?limit=0":                     {400, "query.limit"},
		"/api/v1/incidents?limit=x":                     {400, "query.limit"},
		"/api/v1/articles?lang=---":                     {400, "query.lang"},
		"/api/v1/articles?country=Q":                    {400, "query.country"},
		"/api/v1/articles?since=yesterday":              {400, "query.since"},
		"/api/v1/incidents?cursor=nonsense":             {400, "query.cursor"},
		"/api/v1/sources?cursor=nonsense":               {400, "query.cursor"},
		"/api/v1/search?q=(ferry":                       {400, "query.q"},
		"/api/v1/search?q=312&sort=best":                {400, "query.sort"},
		"/api/v1/search?q=312&cursor=x":                 {400, "query.cursor"},
		"/api/v1/trends?by=minute":                      {400, "query.by"},
		"/api/v1/concordance":                           {400, "query.q"},
		"/api/v1/incidents/none":                        {404, ""},
		"/api/v1/articles/" + "%00%ff":                  {404, ""},
		"/api/v2/incidents":                             {404, ""},
		"/api/v1/search?q=" + strings.Repeat("a", 5000): {400, "query.q"},
	} {
		r := s.get(address)
		var p struct {
			Title, Detail string
			Status        int
			Errors        []struct {
				Location, Message string
				Value             *struct{ Position *int }
			}
		}
		body := bodyOf(t, r)
		if err := json.NewDecoder(bytes.NewReader([]byte(body))).Decode(&p); err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		want(t, address, r.Header.Get("Content-Type"), "application/problem+json")
		if r.StatusCode != c.status || p.Status != c.status || p.Title == "" || p.Detail == "" {
			t.Errorf("%.60s: %s %s, want %d", address, r.Status, body, c.status)
		}
		if c.location != "" && (len(p.Errors) != 1 || p.Errors[0].Location != c.location || p.Errors[0].Message == "") {
			t.Errorf("%.60s: %s points at nothing or elsewhere, want %s", address, body, c.location)
		}
		if strings.HasSuffix(address, "(ferry") && (p.Errors[0].Value == nil || *p.Errors[0].Value.Position != 0) {
			t.Errorf("%s: %s doesn't say where", address, body)
		}
	}
	r := siteOf(t, world()).get("/api/v1/search?q=x")
	want(t, "no index", r.Status, "503 Service Unavailable")
}

func TestOtherSitesMayReadTheData(t *testing.T) {
	s := siteOf(t, world())
	want(t, "API", s.get("/api/v1/incidents").Header.Get("Access-Control-Allow-Origin"), "*")
	want(t, "pages", s.get("/").Header.Get("Access-Control-Allow-Origin"), "")
}
