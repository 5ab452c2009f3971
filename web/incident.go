package web

import (
	"context"
	"net/http"
	"slices"

	"parallax/news"
	"parallax/web/view"
	"parallax/web/words"
)

const (
	reportsShown = 200 // of an incident on one page
	postsShown   = 12
)

// incident is the page of one incident.
func (s *site) incident(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	cursor := q.cursor()
	if q.err != nil {
		return q.err
	}
	i, err := s.incidentOf(r.Context(), r.PathValue("id"), "")
	if err != nil {
		return err
	}
	articles, err := s.records.Articles(r.Context(), news.ArticleFilter{
		Incident: i.ID, Window: news.Window{Limit: reportsShown, Cursor: cursor},
	})
	if err != nil {
		return err
	}
	posts, err := s.records.Posts(r.Context(), news.PostFilter{Incident: i.ID, Window: news.Window{Limit: postsShown}})
	if err != nil {
		return err
	}
	first, foreign := lead(i.Headlines, prefers(r))
	p := view.IncidentProps{
		Page: s.frame(r, ""), Incident: i, Lead: first, Foreign: foreign, Posts: posts.Rows,
		Paging: pagingOf(r, articles.Next),
	}
	p.Title = view.Line(first.Title, 120, p.Reader.Incident.Untitled)
	if p.Story, err = s.storyPart(r, i); err != nil {
		return err
	}
	slices.Reverse(articles.Rows) // they come newest first, a story is told from its start
	if p.Timeline, err = s.reports(r.Context(), p.Reader, i, articles.Rows); err != nil {
		return err
	}
	p.Timeline = foldCopies(p.Timeline)
	tallies, err := s.records.Tallies(r.Context(), []string{i.ID})
	if err != nil {
		return err
	}
	p.Countries = view.CountryCounts(i, tallies[i.ID])
	if p.OnlySome, err = s.onlySome(r.Context(), i); err != nil {
		return err
	}
	p.Groups = byLanguage(p.Timeline, i.Languages)
	p.Section = "/"
	p.Summary = words.Fill(p.Reader.Words.Incident.Summary,
		"total", p.Reader.Total(p.Reader.Coverage(i), len(i.Languages)), "title", p.Title)
	p.Feeds = feedLinks(p.Reader.Words.Feeds.Incident, "/incidents/"+i.ID)
	var told []linked
	for _, h := range i.Headlines {
		told = append(told, linkedHeadline(p.Page, h))
	}
	p.Linked = about(p.Page, "CollectionPage", "hasPart", told)
	return s.render(w, r, http.StatusOK, view.Incident(p))
}

// incidentOf finds an incident; one that was merged away becomes a redirect to the same page (suffix) of the one
// that it was merged into.
func (s *site) incidentOf(ctx context.Context, id, suffix string) (news.Incident, error) {
	i, err := s.records.Incident(ctx, id)
	if err == nil && i.MergedInto != "" && i.MergedInto != id {
		return i, &movedTo{"/incidents/" + pathEscape(i.MergedInto) + suffix}
	}
	return i, err
}

// reports says of each article of an incident what the page needs to tell its place in it.
func (s *site) reports(ctx context.Context, r view.Reader, i news.Incident, articles []news.Article) ([]view.Report, error) {
	known := view.Known{Headlines: map[string]news.Headline{}, Posts: map[string]news.Post{}}
	firsts := map[string]bool{}
	for _, h := range i.Headlines {
		known.Headlines[h.Article] = h
		firsts[h.Article] = true
	}
	for _, a := range articles {
		known.Headlines[a.ID] = headlineOf(a)
		for _, p := range a.Posts {
			known.Posts[p.ID] = p
		}
	}
	if err := s.learn(ctx, known.Headlines, articles); err != nil {
		return nil, err
	}
	out := make([]view.Report, 0, len(articles))
	for _, a := range articles {
		out = append(out, view.Report{
			Article:         a,
			First:           len(i.Headlines) > 0 && i.Headlines[0].Article == a.ID,
			FirstInLanguage: firsts[a.ID] && len(i.Headlines) > 1,
			Why:             r.Why(a, known),
			Original:        known.Headline(a.CopyOf),
		})
	}
	return out, nil
}

// foldCopies puts copies under their originals. Those whose original isn't among the reports stay where they are.
func foldCopies(reports []view.Report) []view.Report {
	place := map[string]int{}
	for _, report := range reports {
		if report.Article.CopyOf == "" {
			place[report.Article.ID] = len(place)
		}
	}
	originals := make([]view.Report, len(place), len(reports))
	var strays []view.Report
	for _, report := range reports {
		at, folded := place[report.Article.CopyOf]
		switch {
		case report.Article.CopyOf == "":
			at = place[report.Article.ID]
			report.Copies = originals[at].Copies // one may have been published, by its date, before its original
			originals[at] = report
		case folded:
			originals[at].Copies = append(originals[at].Copies, report)
		default:
			strays = append(strays, report)
		}
	}
	out := append(originals, strays...)
	slices.SortStableFunc(out, func(a, b view.Report) int { return a.Article.Time().Compare(b.Article.Time()) })
	return out
}

// learn adds to known the headlines of the articles that evidence and copies point at and that aren't known yet.
func (s *site) learn(ctx context.Context, known map[string]news.Headline, articles []news.Article) error {
	wanted := map[string]bool{}
	for _, a := range articles {
		wanted[a.CopyOf] = true
		if a.Incident != nil {
			for _, e := range a.Incident.Evidence {
				wanted[e.Article] = true
			}
		}
	}
	var missing []string
	for id := range wanted {
		if _, ok := known[id]; !ok && id != "" && len(missing) < reportsShown {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	found, err := s.records.ArticlesByID(ctx, missing)
	for _, a := range found {
		known[a.ID] = headlineOf(a)
	}
	return err
}

func headlineOf(a news.Article) news.Headline {
	return news.Headline{Article: a.ID, Title: a.Title, Language: a.Language, Source: a.Source, Published: a.Time()}
}

// byLanguage groups reports by their language, in the order of languages; any others follow.
func byLanguage(reports []view.Report, languages []string) []view.LanguageGroup {
	var out []view.LanguageGroup
	place := map[string]int{}
	add := func(tag string) int {
		at, ok := place[tag]
		if !ok {
			at = len(out)
			place[tag] = at
			out = append(out, view.LanguageGroup{Language: tag})
		}
		return at
	}
	for _, tag := range languages {
		add(tag)
	}
	for _, report := range reports {
		tag := report.Article.Language
		if tag == "" {
			tag = news.Undetermined
		}
		at := add(tag)
		out[at].Reports = append(out[at].Reports, report)
	}
	return slices.DeleteFunc(out, func(g view.LanguageGroup) bool { return len(g.Reports) == 0 })
}
