package web

import (
	"context"
	"net/http"

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
	part, err := partOf(r)
	if err != nil {
		return err
	}
	i, err := s.incidentOf(r.Context(), r.PathValue("id"), "")
	if err != nil {
		return err
	}
	p := view.IncidentProps{Page: s.frame(r, ""), Incident: i, Language: part.language, ByTime: part.byTime}
	p.Lead, p.Foreign = lead(i.Headlines, prefers(r))
	p.Title = view.Line(p.Lead.Title, 120, p.Reader.Incident.Untitled)
	p.Section = "/"
	p.Summary = words.Fill(p.Reader.Words.Incident.Summary,
		"total", p.Reader.Total(p.Reader.Coverage(i), len(i.Languages)), "title", p.Title)
	p.Feeds = feedLinks(p.Reader.Words.Feeds.Incident, "/incidents/"+i.ID)
	tallies, err := s.records.Tallies(r.Context(), []string{i.ID})
	if err != nil {
		return err
	}
	p.Tallies = tallies[i.ID]
	articles, next, err := s.reportsOf(r.Context(), i, part)
	if err != nil {
		return err
	}
	p.Paging = pagingOf(r, next)
	p.Brief = !part.whole() || i.Articles > reportsInFull
	reports, err := s.reports(r.Context(), p.Reader, i, articles, !p.Brief)
	if err != nil {
		return err
	}
	p.Timeline = foldCopies(reports)
	p.Groups = foldGroups(byLanguage(p.Timeline, i.Languages), p.Tallies, part)
	if !part.whole() {
		p.NoIndex = true
		return s.render(w, r, http.StatusOK, view.Incident(p))
	}
	if p.Brief {
		p.Timeline = landmarks(p.Timeline)
	}
	var told []linked
	for _, h := range i.Headlines {
		told = append(told, linkedHeadline(p.Page, h))
	}
	p.Linked = about(p.Page, "CollectionPage", "hasPart", told)
	if err := s.surroundings(r, &p); err != nil {
		return err
	}
	return s.render(w, r, http.StatusOK, view.Incident(p))
}

// surroundings adds to the page of an incident what isn't its list of reports.
func (s *site) surroundings(r *http.Request, p *view.IncidentProps) error {
	posts, err := s.records.Posts(r.Context(), news.PostFilter{Incident: p.Incident.ID, Window: news.Window{Limit: postsShown}})
	if err != nil {
		return err
	}
	p.Posts = posts.Rows
	if p.Story, err = s.storyPart(r, p.Incident); err != nil {
		return err
	}
	p.Countries = view.CountryCounts(p.Incident, p.Tallies)
	if p.OnlySome, err = s.onlySome(r.Context(), p.Incident); err != nil && r.Context().Err() == nil {
		s.log.Info("an incident is shown without what only some languages tell", "incident", p.Incident.ID, "error", err)
		return nil // the index may be being built
	}
	return err
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

// reports says of each article of an incident what the page needs to tell its place in it; inFull, with what the evidence of its
// filing speaks of.
func (s *site) reports(ctx context.Context, r view.Reader, i news.Incident, articles []news.Article, inFull bool) ([]view.Report, error) {
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
	var evidence []news.Evidence
	for _, a := range articles {
		if a.CopyOf != "" {
			evidence = append(evidence, news.Evidence{Article: a.CopyOf})
		}
		if inFull && a.Incident != nil {
			evidence = append(evidence, a.Incident.Evidence...)
		}
	}
	if err := s.learn(ctx, known, evidence); err != nil {
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

// learn adds to known the headlines of the articles and the posts that evidence points at and that aren't known yet.
func (s *site) learn(ctx context.Context, known view.Known, evidence []news.Evidence) error {
	var articles []string
	posts := 0
	asked := map[string]bool{"": true}
	for _, e := range evidence {
		if _, ok := known.Headlines[e.Article]; !ok && !asked[e.Article] && len(articles) < reportsShown {
			asked[e.Article] = true
			articles = append(articles, e.Article)
		}
		if e.Kind != news.EvidencePost {
			continue
		}
		for _, id := range e.Values {
			if _, ok := known.Posts[id]; ok || posts == postsShown {
				continue
			}
			posts++
			if post, err := s.records.Post(ctx, id); err == nil { // without it its ID is shown
				known.Posts[id] = post.Post
			}
		}
	}
	if len(articles) == 0 {
		return nil
	}
	found, err := s.records.BriefsByID(ctx, articles)
	for _, a := range found {
		known.Headlines[a.ID] = headlineOf(a)
	}
	return err
}

func headlineOf(a news.Article) news.Headline {
	return news.Headline{Article: a.ID, Title: a.Title, Language: a.Language, Source: a.Source, Published: a.Time()}
}
