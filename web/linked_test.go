package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"image/png"
	"strings"
	"testing"

	"parallax/news"
	"parallax/web"
)

// Every page tells those who share or index it what it is.
func TestPagesIntroduceThemselves(t *testing.T) {
	s := whole(t)
	for _, address := range everyPage(world()) {
		d := parsed(t, s.get(address))
		for _, name := range []string{"og:title", "og:type", "og:description", "og:image", "og:locale", "og:site_name"} {
			if attribute(d.Find(`meta[property="`+name+`"]`), "content") == "" {
				t.Errorf("%s has no %s", address, name)
			}
		}
		if d.Find("meta[name=robots]").Length() > 0 {
			continue
		}
		var about struct {
			Context  string `json:"@context"`
			Type     string `json:"@type"`
			Name     string
			URL      string
			Language string `json:"inLanguage"`
		}
		if err := json.Unmarshal([]byte(d.Find(`script[type="application/ld+json"]`).Text()), &about); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		if about.Context != "https://schema.org" || about.Type == "" || about.Name == "" || about.URL != attribute(d.Find("link[rel=canonical]"), "href") || about.Language != "en" {
			t.Errorf("%s: %+v", address, about)
		}
	}
}

func TestLinkedDataNamesWhatThePageIsAbout(t *testing.T) {
	m := world()
	s := siteOf(t, m)
	linked := func(address string) string { return s.page(address).Find(`script[type="application/ld+json"]`).Text() }
	article := linked("/articles/" + idOf(m, "dam", "harbourpost.example"))
	for _, part := range []string{`"@type":"NewsArticle"`, `"url":"https://harbourpost.example/dam-17"`, `"datePublished":"2026-03-14T02:00:00Z"`, `"name":"A. Reporter"`, `"name":"The Harbour Post"`} {
		wantHas(t, "article", article, part)
	}
	wantHas(t, "incident", linked("/incidents/"+news.IncidentID("dam")), `"hasPart":[{"@type":"NewsArticle"`)
	wantHas(t, "front", linked("/"), `"@type":"ItemList"`)
	if strings.Contains(article, "articleBody") {
		t.Error("the publisher's text is handed out")
	}
}

func TestIconsArePictures(t *testing.T) {
	s := siteOf(t, world())
	var manifest struct{ Icons []struct{ Src, Sizes string } }
	if err := json.Unmarshal([]byte(bodyOf(t, s.get("/manifest.webmanifest"))), &manifest); err != nil {
		t.Fatal(err)
	}
	for _, icon := range manifest.Icons[1:] {
		picture, err := png.Decode(bytes.NewReader([]byte(bodyOf(t, s.get(icon.Src, "Accept-Encoding", "gzip")))))
		if err != nil {
			t.Fatal(err)
		}
		size := picture.Bounds().Dx()
		want(t, "sizes", icon.Sizes, map[int]string{192: "192x192", 512: "512x512"}[size])
		if r, g, _, _ := picture.At(size*9/64, size/2).RGBA(); r > g {
			t.Error("the left ring isn't green")
		}
	}
}

// crowded says that there are more incidents than there are.
type crowded struct {
	*memory
	incidents int
}

func (c crowded) Counts(ctx context.Context) (news.Counts, error) {
	counts, err := c.memory.Counts(ctx)
	counts.Incidents = c.incidents
	return counts, err
}

func TestSitemapsOfManyIncidents(t *testing.T) {
	s := siteOf(t, crowded{world(), 60_000}, func(o *web.Options) { o.BaseURL = "https://news.example.org" })
	var index struct {
		Parts []struct {
			Loc string `xml:"loc"`
		} `xml:"sitemap"`
	}
	if err := xml.Unmarshal([]byte(bodyOf(t, s.get("/sitemap.xml"))), &index); err != nil {
		t.Fatal(err)
	}
	if len(index.Parts) != 33 {
		t.Fatalf("%d sitemaps, want 33", len(index.Parts))
	}
	incidents, pages := 0, 0
	for _, part := range index.Parts {
		body := bodyOf(t, s.get(strings.TrimPrefix(part.Loc, "https://news.example.org")))
		incidents += strings.Count(body, "/incidents/")
		pages += strings.Count(body, "<url>")
	}
	if incidents != 5 || pages != 4+14+5 {
		t.Errorf("%d incidents among %d pages, want 5 among 23", incidents, pages)
	}
	if status := s.get("/sitemaps/0.xml").StatusCode; status != 404 {
		t.Errorf("a sitemap that isn't there: %d", status)
	}
}
