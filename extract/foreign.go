package extract

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"parallax/news"
)

// Other tools write articles as JSON, too, under names of their own. foreignFields are those that differ from ours:
//
//	news-please  maintext, title_page, description, date_publish, date_modify, date_download, image_url, source_domain
//	Fundus       plaintext or body, publishing_date, topics, lang, cover_image; the address in html
//	Media Cloud  publish_date, indexed_date, media_name, media_url
//
// Dates are ISO 8601 with or without a time and a zone; where there is none UTC is meant.
type foreignFields struct {
	MainText    string      `json:"maintext"`
	TitlePage   string      `json:"title_page"`
	Description string      `json:"description"`
	Publish     looseTime   `json:"date_publish"`
	Modify      looseTime   `json:"date_modify"`
	Download    looseTime   `json:"date_download"`
	ImageURL    string      `json:"image_url"`
	Domain      string      `json:"source_domain"`
	PlainText   string      `json:"plaintext"`
	Body        foreignBody `json:"body"`
	Publishing  looseTime   `json:"publishing_date"`
	Topics      []string    `json:"topics"`
	Lang        string      `json:"lang"`
	HTML        struct {
		Responded string    `json:"responded_url"`
		Requested string    `json:"requested_url"`
		Crawled   looseTime `json:"crawl_date"`
	} `json:"html"`
	PublishDate looseTime `json:"publish_date"`
	Indexed     looseTime `json:"indexed_date"`
	MediaName   string    `json:"media_name"`
	MediaURL    string    `json:"media_url"`
}

// A foreignBody is how Fundus writes the body of an article.
type foreignBody struct {
	Summary  []string `json:"summary"`
	Sections []struct {
		Headline   []string `json:"headline"`
		Paragraphs []string `json:"paragraphs"`
	} `json:"sections"`
}

func (b *foreignBody) text() string {
	var all []string
	for _, s := range b.Sections {
		all = append(append(all, s.Headline...), s.Paragraphs...)
	}
	return strings.Join(all, "\n\n")
}

// A looseTime is a date as other tools write it. What can't be read is no date: "None", null, a number.
type looseTime struct{ time.Time }

// UnmarshalJSON never fails.
func (t *looseTime) UnmarshalJSON(text []byte) error {
	s := strings.Trim(string(text), `"`)
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999", time.DateOnly} {
		if at, err := time.Parse(layout, s); err == nil {
			t.Time = at.UTC()
			return nil
		}
	}
	return nil
}

// decodeRecord decodes an article of our own JSON or of another tool's. A field of another type than it should have is passed over.
func decodeRecord(data []byte) (a news.Article, err error) {
	var f foreignFields
	for _, into := range []any{&a, &f} {
		var mistyped *json.UnmarshalTypeError
		if err := json.Unmarshal(data, into); err != nil && (!errors.As(err, &mistyped) || mistyped.Field == "") {
			return a, err
		}
	}
	a.URL = first(a.URL, f.HTML.Responded, f.HTML.Requested)
	a.Title = first(a.Title, f.TitlePage)
	a.Lead = first(a.Lead, f.Description, strings.Join(f.Body.Summary, " "))
	if len(a.Blocks) == 0 {
		a.Text = first(f.MainText, f.PlainText, f.Body.text(), a.Text) // news-please has "text" too, and nothing of use in it
	}
	a.Language = first(a.Language, f.Lang)
	a.Image = first(a.Image, f.ImageURL)
	if len(a.Keywords) == 0 {
		a.Keywords = f.Topics
	}
	a.Published = firstTime(a.Published, f.Publish.Time, f.Publishing.Time, f.PublishDate.Time)
	a.Modified = firstTime(a.Modified, f.Modify.Time)
	a.Fetched = firstTime(a.Fetched, f.Download.Time, f.HTML.Crawled.Time, f.Indexed.Time)
	if a.Source.ID == "" {
		a.Source.ID = news.SourceID("https://" + first(f.Domain, f.MediaURL))
		a.Source.Host, a.Source.Name = a.Source.ID, first(a.Source.Name, f.MediaName)
	}
	return a, nil
}
