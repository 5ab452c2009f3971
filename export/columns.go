package export

import "parallax/news"

// Columns lists the columns of a kind of records. In CSV several values in one cell are separated by " | ", times are RFC
// 3339 in UTC, and what isn't known is empty; a cell that a spreadsheet would take for a formula has an apostrophe before it.
// In a Data Package several values are a JSON array.
func Columns(k Kind) []Column {
	switch k {
	case Articles:
		return listed(articleColumns)
	case Incidents:
		return listed(incidentColumns)
	case Posts:
		return listed(postColumns)
	case Filings:
		return listed(filingColumns)
	case Sources:
		return listed(sourceColumns)
	}
	return nil
}

var articleColumns = []column[news.Article]{
	{Column{"id", "string", "of the article"}, func(a *news.Article) any { return a.ID }},
	{Column{"url", "string", "the address it was read at"}, func(a *news.Article) any { return a.URL }},
	{Column{"canonical_url", "string", "the address that its ID derives from"}, func(a *news.Article) any { return a.CanonicalURL }},
	{Column{"source_id", "string", "of the outlet"}, func(a *news.Article) any { return a.Source.ID }},
	{Column{"source_name", "string", "as the outlet calls itself"}, func(a *news.Article) any { return a.Source.Name }},
	{Column{"source_host", "string", "of its site"}, func(a *news.Article) any { return a.Source.Host }},
	{Column{"source_country", "string", "where it is published, ISO 3166-1 alpha-2"}, func(a *news.Article) any { return a.Source.Country }},
	{Column{"source_language", "string", "what the outlet usually writes in, BCP 47"}, func(a *news.Article) any { return a.Source.Language }},
	{Column{"title", "string", "headline"}, func(a *news.Article) any { return a.Title }},
	{Column{"lead", "string", "standfirst or summary"}, func(a *news.Article) any { return a.Lead }},
	{Column{"text", "string", "its own prose without embedded posts; paragraphs separated by an empty line"}, func(a *news.Article) any { return a.Text }},
	{Column{"language", "string", "of the text, BCP 47; und where unknown"}, func(a *news.Article) any { return a.Language }},
	{Column{"language_confidence", "number", "how sure the language is, 0 to 1"}, func(a *news.Article) any { return a.Confidence }},
	{Column{"authors", "array", "bylines"}, func(a *news.Article) any { return a.Authors }},
	{Column{"published", "datetime", "as the page says"}, func(a *news.Article) any { return a.Published }},
	{Column{"modified", "datetime", "as the page says"}, func(a *news.Article) any { return a.Modified }},
	{Column{"fetched", "datetime", "when it was received first"}, func(a *news.Article) any { return a.Fetched }},
	{Column{"section", "string", "of the outlet"}, func(a *news.Article) any { return a.Section }},
	{Column{"keywords", "array", "as the page gives them"}, func(a *news.Article) any { return a.Keywords }},
	{Column{"image", "string", "address of the lead image"}, func(a *news.Article) any { return a.Image }},
	{Column{"links", "array", "addresses that the text links to"}, func(a *news.Article) any { return a.Links }},
	{Column{"posts", "array", "IDs of the embedded posts, in order"}, func(a *news.Article) any { return each(a.Posts, func(p news.Post) string { return p.ID }) }},
	{Column{"incident", "string", "ID of the incident it is filed under"}, func(a *news.Article) any { return incidentOf(a).ID }},
	{Column{"evidence", "array", "what it shares with that incident"}, func(a *news.Article) any { return incidentOf(a).Evidence }},
	{Column{"copy_of", "string", "ID of the article that it repeats"}, func(a *news.Article) any { return a.CopyOf }},
	{Column{"versions", "integer", "how many other wordings it had before; what they were is in the JSON and in Parquet"}, func(a *news.Article) any { return len(a.Versions) }},
	{Column{"revised", "datetime", "when its present wording was read first, where it has had others"}, func(a *news.Article) any { return a.Revised }},
	{Column{"rights", "string", "by which its texts were cut: full, excerpt or metadata"}, func(a *news.Article) any { return string(a.Rights) }},
	{Column{"schema", "integer", "version of the record"}, func(a *news.Article) any { return a.Schema }},
}

var incidentColumns = []column[news.Incident]{
	{Column{"id", "string", "of the incident"}, func(i *news.Incident) any { return i.ID }},
	{Column{"headline", "string", "of the first report"}, func(i *news.Incident) any { return firstHeadline(i).Title }},
	{Column{"headline_language", "string", "of that headline, BCP 47"}, func(i *news.Incident) any { return firstHeadline(i).Language }},
	{Column{"headlines", "array", "of the first report in each language"}, func(i *news.Incident) any { return i.Headlines }},
	{Column{"first", "datetime", "time of the first report"}, func(i *news.Incident) any { return i.First }},
	{Column{"last", "datetime", "time of the latest report"}, func(i *news.Incident) any { return i.Last }},
	{Column{"articles", "integer", "how many"}, func(i *news.Incident) any { return i.Articles }},
	{Column{"independent", "integer", "how many of them are no copies of others"}, func(i *news.Incident) any { return i.Independent }},
	{Column{"sources", "integer", "how many different ones"}, func(i *news.Incident) any { return i.Sources }},
	{Column{"languages", "array", "of the articles, most articles first"}, func(i *news.Incident) any { return i.Languages }},
	{Column{"countries", "array", "of the sources, most articles first"}, func(i *news.Incident) any { return i.Countries }},
	{Column{"posts", "integer", "how many different ones its articles embed"}, func(i *news.Incident) any { return i.Posts }},
	{Column{"story", "string", "ID of the story that it is a part of"}, func(i *news.Incident) any { return storyOf(i) }},
	{Column{"split_from", "string", "ID of the incident that it was part of until that one turned out to be two"}, func(i *news.Incident) any { return i.SplitFrom }},
	{Column{"merged_into", "string", "ID of the incident that this one turned out to be; it then has nothing else"}, func(i *news.Incident) any { return i.MergedInto }},
	{Column{"schema", "integer", "version of the record"}, func(i *news.Incident) any { return i.Schema }},
}

var postColumns = []column[news.EmbeddedPost]{
	{Column{"id", "string", "of the post: the platform's own"}, func(p *news.EmbeddedPost) any { return p.ID }},
	{Column{"platform", "string", "where it was posted"}, func(p *news.EmbeddedPost) any { return p.Platform }},
	{Column{"url", "string", "its address"}, func(p *news.EmbeddedPost) any { return p.URL }},
	{Column{"author", "string", "display name"}, func(p *news.EmbeddedPost) any { return p.Author }},
	{Column{"handle", "string", "account, without @"}, func(p *news.EmbeddedPost) any { return p.Handle }},
	{Column{"text", "string", "what it says"}, func(p *news.EmbeddedPost) any { return p.Text }},
	{Column{"language", "string", "of the text, BCP 47; und where unknown"}, func(p *news.EmbeddedPost) any { return p.Language }},
	{Column{"published", "datetime", "when it was posted"}, func(p *news.EmbeddedPost) any { return moment{p.Published, p.DateOnly} }},
	{Column{"date_only", "boolean", "whether only the day of that is known"}, func(p *news.EmbeddedPost) any { return p.DateOnly }},
	{Column{"media", "array", "addresses of pictures and videos"}, func(p *news.EmbeddedPost) any { return p.Media }},
	{Column{"articles", "integer", "how many embed it"}, func(p *news.EmbeddedPost) any { return p.Articles }},
	{Column{"languages", "array", "of those articles, most articles first"}, func(p *news.EmbeddedPost) any { return p.Languages }},
	{Column{"rights", "string", "by which its text was cut: full, excerpt or metadata"}, func(p *news.EmbeddedPost) any { return string(p.Rights) }},
}

var filingColumns = []column[news.Filing]{
	{Column{"article", "string", "ID of the article"}, func(f *news.Filing) any { return f.Article }},
	{Column{"incident", "string", "ID of the incident that it is filed under"}, func(f *news.Filing) any { return f.Incident }},
	{Column{"evidence", "array", "what the two share: each thing with its kind, values and weight"}, func(f *news.Filing) any { return f.Evidence }},
	{Column{"copy_of", "string", "ID of the article that it repeats"}, func(f *news.Filing) any { return f.CopyOf }},
}

var sourceColumns = []column[Source]{
	{Column{"id", "string", "of the outlet: the host of its site without www"}, func(s *Source) any { return s.ID }},
	{Column{"name", "string", "as it calls itself"}, func(s *Source) any { return s.Name }},
	{Column{"host", "string", "of its site"}, func(s *Source) any { return s.Host }},
	{Column{"country", "string", "where it is published, ISO 3166-1 alpha-2"}, func(s *Source) any { return s.Country }},
	{Column{"language", "string", "what it usually writes in, BCP 47"}, func(s *Source) any { return s.Language }},
	{Column{"feeds", "array", "addresses of the feeds that it is followed by"}, func(s *Source) any { return each(s.Feeds, func(f SourceFeed) string { return f.URL }) }},
	{Column{"articles", "integer", "how many of it there are in all"}, func(s *Source) any { return s.Articles }},
	{Column{"languages", "array", "of those articles, most articles first"}, func(s *Source) any { return s.Languages }},
	{Column{"last_article", "datetime", "time of the latest of them"}, func(s *Source) any { return s.LastArticle }},
	{Column{"rights", "string", "by which its texts are cut: full, excerpt or metadata"}, func(s *Source) any { return string(s.Rights) }},
}

func incidentOf(a *news.Article) news.Place {
	if a.Incident == nil {
		return news.Place{}
	}
	return *a.Incident
}

func firstHeadline(i *news.Incident) news.Headline {
	if len(i.Headlines) == 0 {
		return news.Headline{}
	}
	return i.Headlines[0]
}

func storyOf(i *news.Incident) string {
	if i.Story == nil {
		return ""
	}
	return i.Story.ID
}
