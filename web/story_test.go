package web_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"

	"parallax/news"
)

func TestAnIncidentShowsItsStory(t *testing.T) {
	s := siteOf(t, storyWorld())
	page := s.page("/incidents/"+news.IncidentID("inquiry"), "Accept-Language", "ar")
	section := page.Find("section.chapters")
	rows := section.Find("ol > li")
	if rows.Length() != 2 {
		t.Fatalf("%d incidents in the story:\n%s", rows.Length(), section.Text())
	}
	first, second := rows.Eq(0), rows.Eq(1)
	link := first.Find("a").First()
	want(t, "first incident", link.AttrOr("href", ""), "/incidents/"+news.IncidentID("ferry"))
	want(t, "its headline's language", link.AttrOr("lang", ""), "ar")
	want(t, "its headline's direction", link.AttrOr("dir", ""), "rtl")
	want(t, "its size", first.Find(".tongue").Text(), "16 تقريرًا و13 لغة")
	want(t, "mark of this incident", second.AttrOr("aria-current", ""), "true")
	want(t, "way to the whole story", section.Find(".whole a").AttrOr("href", ""), "/stories/"+ferryStory)
	if why := section.Find("details.why").Text(); why == "" {
		t.Error("the page doesn't say why it is part of the story")
	}
	if n := s.page("/incidents/" + news.IncidentID("dam")).Find("section.chapters").Length(); n != 0 {
		t.Error("an incident that is part of no story shows one")
	}
	// The incident that the story begins with was linked by nothing.
	if n := s.page("/incidents/" + news.IncidentID("ferry")).Find("section.chapters details").Length(); n != 0 {
		t.Error("the first incident of a story says why it is part of it")
	}
}

func TestTheStoryOnAPageOfItsOwn(t *testing.T) {
	s := siteOf(t, storyWorld())
	page := s.page("/stories/"+ferryStory, "Accept-Language", "en")
	want(t, "heading", page.Find("h1").Text(), "Ferry carrying 312 struck by cargo ship off Messina")
	want(t, "the first incident in another language", page.Find(".tellings .incident .others a").First().AttrOr("lang", ""), "it")
	var hrefs []string
	for _, a := range page.Find(".chapters li .what > a").EachIter() {
		hrefs = append(hrefs, a.AttrOr("href", ""))
	}
	if !slices.Equal(hrefs, []string{"/incidents/" + news.IncidentID("ferry"), "/incidents/" + news.IncidentID("inquiry")}) {
		t.Errorf("the story tells %v", hrefs)
	}
	moved := s.get("/stories/storyaway")
	want(t, "Location of a merged story", moved.Header.Get("Location"), "/stories/"+ferryStory)
	want(t, "Location of its feed", s.get("/stories/storyaway/feed.json").Header.Get("Location"), "/stories/"+ferryStory+"/feed.json")
	want(t, "Location in the API", s.get("/api/v1/stories/storyaway").Header.Get("Location"), "/api/v1/stories/"+ferryStory)
	if r := s.get("/stories/nosuch"); r.StatusCode != http.StatusNotFound {
		t.Errorf("a story that isn't there: %s", r.Status)
	}
	var feed struct{ Items []struct{ URL string } }
	if err := json.Unmarshal([]byte(bodyOf(t, s.get("/stories/"+ferryStory+"/feed.json"))), &feed); err != nil || len(feed.Items) != 2 {
		t.Errorf("the feed has %d items, %v", len(feed.Items), err)
	}
	var list struct {
		Total int
		Items []news.Incident
	}
	if err := json.Unmarshal([]byte(bodyOf(t, s.get("/api/v1/incidents?story="+ferryStory))), &list); err != nil || list.Total != 2 || list.Items[0].Story == nil {
		t.Errorf("the API lists %d incidents of the story, %v", list.Total, err)
	}
}
