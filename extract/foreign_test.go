package extract_test

import (
	"testing"
	"time"

	"parallax/extract"
	"parallax/news"
)

func TestRecordsOfOtherTools(t *testing.T) {
	for name, c := range map[string]struct {
		line string
		want news.Article
	}{
		"news-please": {`{"authors":["Ana Silva"],"date_download":"2026-03-14 12:30:00","date_modify":"None","date_publish":"2026-03-14 11:00:00","description":"A lead.",
			"filename":"x.json","image_url":"https://tide.example/i.jpg","language":"pt","localpath":null,"maintext":"A barragem resistiu.\nNinguém se feriu.","source_domain":"www.tide.example",
			"text":null,"title":"A barragem","title_page":null,"title_rss":null,"url":"https://www.tide.example/1"}`,
			news.Article{Title: "A barragem", Lead: "A lead.", Language: "pt", Image: "https://tide.example/i.jpg", URL: "https://www.tide.example/1",
				Published: time.Date(2026, 3, 14, 11, 0, 0, 0, time.UTC), Fetched: time.Date(2026, 3, 14, 12, 30, 0, 0, time.UTC),
				Source: news.Source{ID: "tide.example"}, Authors: []string{"Ana Silva"}}},
		"Fundus": {`{"title":"The dam","authors":["Ana Silva"],"publishing_date":"2026-03-14 13:00:00+02:00","topics":["Floods"],"lang":"en",
			"body":{"summary":["A lead."],"sections":[{"headline":[],"paragraphs":["The dam held."]},{"headline":["Afterwards"],"paragraphs":["Nobody was hurt."]}]},
			"html":{"requested_url":"https://tide.example/a","responded_url":"https://tide.example/1","content":"<html>","crawl_date":"2026-03-14T12:30:00"}}`,
			news.Article{Title: "The dam", Lead: "A lead.", Language: "en", URL: "https://tide.example/1", Published: time.Date(2026, 3, 14, 11, 0, 0, 0, time.UTC),
				Fetched: time.Date(2026, 3, 14, 12, 30, 0, 0, time.UTC), Source: news.Source{ID: "tide.example"}, Authors: []string{"Ana Silva"}, Keywords: []string{"Floods"}}},
		"Media Cloud": {`{"id":12345,"indexed_date":"2026-03-15 01:02:03.456","language":"en","media_name":"Tide","media_url":"tide.example","publish_date":"2026-03-14","title":"The dam","url":"https://tide.example/1"}`,
			news.Article{Title: "The dam", Language: "en", URL: "https://tide.example/1", Published: time.Date(2026, 3, 14, 0, 0, 0, 0, time.UTC),
				Fetched: time.Date(2026, 3, 15, 1, 2, 3, 456e6, time.UTC), Source: news.Source{ID: "tide.example", Name: "Tide"}}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := extract.ParseRecord([]byte(c.line))
			if err != nil {
				t.Fatal(err)
			}
			for field, pair := range map[string][2]any{
				"title": {a.Title, c.want.Title}, "lead": {a.Lead, c.want.Lead}, "language": {a.Language, c.want.Language}, "image": {a.Image, c.want.Image},
				"address": {a.URL, c.want.URL}, "published": {a.Published, c.want.Published}, "fetched": {a.Fetched, c.want.Fetched},
				"source": {a.Source.ID + a.Source.Name, c.want.Source.ID + c.want.Source.Name}, "authors": {len(a.Authors), len(c.want.Authors)},
				"keywords": {len(a.Keywords), len(c.want.Keywords)}, "has text": {a.Text != "", name != "Media Cloud"},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s: %v, want %v", field, pair[0], pair[1])
				}
			}
		})
	}
}
