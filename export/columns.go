package export

import (
	"strconv"
	"strings"
	"time"

	"parallax/news"
)

// between separates the values of a column that holds several.
const between = " | "

// ArticleColumns lists the columns of exported articles. Several values in one cell are separated by " | ", times
// are RFC 3339 in UTC, and what isn't known is empty. A cell that a spreadsheet would take for a formula has an
// apostrophe before it.
func ArticleColumns() []Column { return listed(articleColumns) }

// IncidentColumns lists the columns of exported incidents; the cells are as in ArticleColumns.
func IncidentColumns() []Column { return listed(incidentColumns) }

// PostColumns lists the columns of exported posts; the cells are as in ArticleColumns.
func PostColumns() []Column { return listed(postColumns) }

var articleColumns = []column[news.Article]{
	{Column{"id", "of the article"}, func(a *news.Article) string { return a.ID }},
	{Column{"url", "the address it was read at"}, func(a *news.Article) string { return a.URL }},
	{Column{"canonical_url", "the address that it says it has"}, func(a *news.Article) string { return a.CanonicalURL }},
	{Column{"source_id", "of the outlet"}, func(a *news.Article) string { return a.Source.ID }},
	{Column{"source_name", "as the outlet calls itself"}, func(a *news.Article) string { return a.Source.Name }},
	{Column{"source_host", "of its site"}, func(a *news.Article) string { return a.Source.Host }},
	{Column{"source_country", "where it is published, ISO 3166-1 alpha-2"}, func(a *news.Article) string { return a.Source.Country }},
	{Column{"source_language", "what the outlet usually writes in, BCP 47"}, func(a *news.Article) string { return a.Source.Language }},
	{Column{"title", "headline"}, func(a *news.Article) string { return a.Title }},
	{Column{"lead", "standfirst or summary"}, func(a *news.Article) string { return a.Lead }},
	{Column{"text", "its own prose without embedded posts; paragraphs separated by an empty line"}, func(a *news.Article) string { return a.Text }},
	{Column{"language", "of the text, BCP 47; und where unknown"}, func(a *news.Article) string { return a.Language }},
	{Column{"language_confidence", "0 to 1"}, func(a *news.Article) string { return fraction(a.Confidence) }},
	{Column{"authors", "bylines"}, func(a *news.Article) string { return strings.Join(a.Authors, between) }},
	{Column{"published", "as the page says"}, func(a *news.Article) string { return moment(a.Published) }},
	{Column{"modified", "as the page says"}, func(a *news.Article) string { return moment(a.Modified) }},
	{Column{"fetched", "when it was received first"}, func(a *news.Article) string { return moment(a.Fetched) }},
	{Column{"section", "of the outlet"}, func(a *news.Article) string { return a.Section }},
	{Column{"keywords", "as the page gives them"}, func(a *news.Article) string { return strings.Join(a.Keywords, between) }},
	{Column{"image", "address of the lead image"}, func(a *news.Article) string { return a.Image }},
	{Column{"links", "addresses that the text links to"}, func(a *news.Article) string { return strings.Join(a.Links, between) }},
	{Column{"posts", "IDs of the embedded posts, in order"}, postIDs},
	{Column{"incident", "ID of the incident it is filed under"}, incidentID},
	{Column{"evidence", "what it shares with that incident, as kind: values"}, evidence},
	{Column{"copy_of", "ID of the article that it repeats"}, func(a *news.Article) string { return a.CopyOf }},
	{Column{"schema", "version of the record"}, func(a *news.Article) string { return strconv.Itoa(a.Schema) }},
}

var incidentColumns = []column[news.Incident]{
	{Column{"id", "of the incident"}, func(i *news.Incident) string { return i.ID }},
	{Column{"headline", "of the first report"}, firstHeadline},
	{Column{"headline_language", "of that headline, BCP 47"}, firstLanguage},
	{Column{"headlines", "of the first report in each language, as language: headline"}, headlines},
	{Column{"first", "time of the first report"}, func(i *news.Incident) string { return moment(i.First) }},
	{Column{"last", "time of the latest report"}, func(i *news.Incident) string { return moment(i.Last) }},
	{Column{"articles", "how many"}, func(i *news.Incident) string { return strconv.Itoa(i.Articles) }},
	{Column{"independent", "how many of them are no copies of others"}, func(i *news.Incident) string { return strconv.Itoa(i.Independent) }},
	{Column{"sources", "how many different ones"}, func(i *news.Incident) string { return strconv.Itoa(i.Sources) }},
	{Column{"languages", "of the articles, most articles first"}, func(i *news.Incident) string { return strings.Join(i.Languages, between) }},
	{Column{"countries", "of the sources, most articles first"}, func(i *news.Incident) string { return strings.Join(i.Countries, between) }},
	{Column{"posts", "how many different ones its articles embed"}, func(i *news.Incident) string { return strconv.Itoa(i.Posts) }},
	{Column{"story", "ID of the story that it is a part of"}, storyID},
	{Column{"merged_into", "ID of the incident that this one turned out to be"}, func(i *news.Incident) string { return i.MergedInto }},
	{Column{"schema", "version of the record"}, func(i *news.Incident) string { return strconv.Itoa(i.Schema) }},
}

var postColumns = []column[news.EmbeddedPost]{
	{Column{"id", "of the post"}, func(p *news.EmbeddedPost) string { return p.ID }},
	{Column{"platform", "where it was posted"}, func(p *news.EmbeddedPost) string { return p.Platform }},
	{Column{"url", "its address"}, func(p *news.EmbeddedPost) string { return p.URL }},
	{Column{"author", "display name"}, func(p *news.EmbeddedPost) string { return p.Author }},
	{Column{"handle", "account, without @"}, func(p *news.EmbeddedPost) string { return p.Handle }},
	{Column{"text", "what it says"}, func(p *news.EmbeddedPost) string { return p.Text }},
	{Column{"language", "of the text, BCP 47; und where unknown"}, func(p *news.EmbeddedPost) string { return p.Language }},
	{Column{"published", "time, or day where no time is known"}, published},
	{Column{"media", "addresses of pictures and videos"}, func(p *news.EmbeddedPost) string { return strings.Join(p.Media, between) }},
	{Column{"articles", "how many embed it"}, func(p *news.EmbeddedPost) string { return strconv.Itoa(p.Articles) }},
	{Column{"languages", "of those articles, most articles first"}, func(p *news.EmbeddedPost) string { return strings.Join(p.Languages, between) }},
}

// moment writes a time; the zero time is unknown.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

func fraction(f float64) string {
	if f == 0 {
		return ""
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

func postIDs(a *news.Article) string {
	ids := make([]string, len(a.Posts))
	for i, p := range a.Posts {
		ids[i] = p.ID
	}
	return strings.Join(ids, between)
}

func incidentID(a *news.Article) string {
	if a.Incident == nil {
		return ""
	}
	return a.Incident.ID
}

func evidence(a *news.Article) string {
	if a.Incident == nil {
		return ""
	}
	var all []string
	for _, e := range a.Incident.Evidence {
		one := e.Kind
		if len(e.Values) > 0 {
			one += ": " + strings.Join(e.Values, ", ")
		}
		all = append(all, one)
	}
	return strings.Join(all, between)
}

func storyID(i *news.Incident) string {
	if i.Story == nil {
		return ""
	}
	return i.Story.ID
}

func firstHeadline(i *news.Incident) string {
	if len(i.Headlines) == 0 {
		return ""
	}
	return i.Headlines[0].Title
}

func firstLanguage(i *news.Incident) string {
	if len(i.Headlines) == 0 {
		return ""
	}
	return i.Headlines[0].Language
}

func headlines(i *news.Incident) string {
	all := make([]string, len(i.Headlines))
	for n, h := range i.Headlines {
		all[n] = h.Language + ": " + h.Title
	}
	return strings.Join(all, between)
}

func published(p *news.EmbeddedPost) string {
	if p.DateOnly && !p.Published.IsZero() {
		return p.Published.UTC().Format(time.DateOnly)
	}
	return moment(p.Published)
}
