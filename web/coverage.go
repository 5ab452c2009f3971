package web

import (
	"context"
	"net/http"
	"slices"

	"parallax/news"
	"parallax/web/view"
)

const (
	reportsInFull = 40 // up to how many articles an incident's page has them all, each with all that is known about it
	openReports   = 5  // of a language stand in the open, the first and the latest ones
	openOfOne     = 20 // where only one language is asked for
	latestReports = 12 // in the list by time of an incident with more than reportsInFull
)

// A part is which reports of an incident a page shows: all, as long as they fit; those of one language; or all by time.
type part struct {
	language string
	byTime   bool
	cursor   string
}

func partOf(r *http.Request) (part, error) {
	q := queryOf(r)
	p := part{language: q.language("lang"), byTime: q.choice("by", "", "time") == "time", cursor: q.cursor()}
	p.byTime = p.byTime || p.cursor != "" && p.language == ""
	return p, q.err
}

// whole reports whether a page shows the incident with all that surrounds its reports.
func (p part) whole() bool { return p == part{} }

// reportsOf reads the articles of a part of an incident, oldest first. Of an incident that is too large to be told whole it
// takes the first and the latest ones of each language.
func (s *site) reportsOf(ctx context.Context, i news.Incident, p part) (articles []news.Article, next string, err error) {
	if p.whole() && i.Articles > reportsInFull {
		each := max(1, min(openReports, reportsShown/max(len(i.Languages), 1)))
		articles, err = s.records.Sample(ctx, i.ID, each)
		return articles, "", err
	}
	list, err := s.records.Briefs(ctx, news.ArticleFilter{
		Incident: i.ID, Language: p.language, Window: news.Window{Limit: reportsShown, Cursor: p.cursor},
	})
	slices.Reverse(list.Rows) // they come newest first, a story is told from its start
	return list.Rows, list.Next, err
}

// foldGroups folds what a language has between its first report and its latest ones, and says how many there are that the page
// doesn't have.
func foldGroups(groups []view.LanguageGroup, tallies []news.Tally, p part) []view.LanguageGroup {
	open := openReports
	if p.language != "" {
		open = openOfOne
	}
	for n := range groups {
		g := &groups[n]
		for _, t := range tallies {
			if t.Language == g.Language || t.Language == "" && g.Language == news.Undetermined {
				g.Total += t.Articles
			}
		}
		if last := len(g.Reports) - open + 1; last > 2 {
			g.Folded = slices.Clone(g.Reports[1:last])
			g.Reports = slices.Delete(g.Reports, 1, last)
		}
	}
	return groups
}

// landmarks are the reports that a list by time can't do without: the first of each language, and the latest of all.
func landmarks(reports []view.Report) []view.Report {
	var out []view.Report
	for n, report := range reports {
		if report.First || report.FirstInLanguage || n >= len(reports)-latestReports {
			out = append(out, report)
		}
	}
	return out
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
