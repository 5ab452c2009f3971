package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"parallax/index"
	"parallax/news"
	"parallax/web/view"
)

// comparedArticles is how many articles of an incident are compared, the newest of it.
const comparedArticles = 600

var comparisonTables = []string{"languages", "words", "names", "numbers", "posts"}

// comparing routes the comparison of languages.
func (s *site) comparing(mux *http.ServeMux) {
	mux.Handle("GET /incidents/{id}/compare", s.page(s.comparePage))
	mux.Handle("GET /incidents/{id}/compare.csv", s.page(s.compareCSV))
}

// comparison gathers how the languages tell an incident. Words are counted in whole texts, whatever may be shown of them.
func (s *site) comparison(ctx context.Context, i news.Incident) (view.ComparisonProps, error) {
	p := view.ComparisonProps{Incident: i}
	articles, err := s.articlesOf(ctx, i.ID, comparedArticles)
	if err != nil {
		return p, err
	}
	p.Compared = len(articles)
	if s.search != nil {
		if p.Comparison, err = s.search.Compare(ctx, articles); err != nil {
			return p, err
		}
	}
	if articles, err = s.records.cut(ctx, articles); err != nil {
		return p, err
	}
	p.Firsts = firstsOf(i, articles)
	p.Posts = quotedPosts(articles)
	return p, nil
}

// articlesOf are the newest articles of an incident, whole, at most so many, oldest first.
func (s *site) articlesOf(ctx context.Context, incident string, most int) ([]news.Article, error) {
	var articles []news.Article
	filter := news.ArticleFilter{Incident: incident, Window: news.Window{Limit: reportsShown}}
	for {
		list, err := s.records.Records.Articles(ctx, filter)
		if err != nil {
			return nil, err
		}
		articles = append(articles, list.Rows[:min(len(list.Rows), most-len(articles))]...)
		if list.Next == "" || len(articles) == most {
			break
		}
		filter.Cursor = list.Next
	}
	slices.Reverse(articles)
	return articles, nil
}

// firstsOf are the first reports of each language, the earliest first, those without a time at the end.
func firstsOf(i news.Incident, articles []news.Article) []view.FirstReport {
	counts := map[string]int{}
	for _, a := range articles {
		counts[a.Language]++
	}
	var out []view.FirstReport
	for _, h := range i.Headlines {
		first := view.FirstReport{Headline: h, Articles: counts[h.Language]}
		if !h.Published.IsZero() && !i.First.IsZero() {
			first.Later, first.Timed = max(0, h.Published.Sub(i.First)), true
		}
		out = append(out, first)
	}
	slices.SortStableFunc(out, func(a, b view.FirstReport) int {
		if a.Timed != b.Timed {
			return cmp.Compare(yes(b.Timed), yes(a.Timed))
		}
		return cmp.Compare(a.Later, b.Later)
	})
	return out
}

func yes(b bool) int {
	if b {
		return 1
	}
	return 0
}

// quotedPosts are the posts that articles embed, with how many articles of each language do; those of most languages
// first.
func quotedPosts(articles []news.Article) []view.QuotedPost {
	var out []view.QuotedPost
	at := map[string]int{}
	for _, a := range articles {
		for _, p := range a.Posts {
			n, known := at[p.ID]
			if !known {
				n = len(out)
				at[p.ID] = n
				out = append(out, view.QuotedPost{Post: p, Languages: map[string]int{}})
			}
			out[n].Languages[a.Language]++
		}
	}
	slices.SortStableFunc(out, func(a, b view.QuotedPost) int {
		return cmp.Or(len(b.Languages)-len(a.Languages), b.Articles()-a.Articles())
	})
	return out
}

// comparePage sets side by side how the languages tell one incident.
func (s *site) comparePage(w http.ResponseWriter, r *http.Request) error {
	i, err := s.incidentOf(r.Context(), r.PathValue("id"), "/compare")
	if err != nil {
		return err
	}
	p, err := s.comparison(r.Context(), i)
	if err != nil {
		return err
	}
	var foreign bool
	p.Lead, foreign = lead(i.Headlines, prefers(r))
	p.Foreign = foreign
	p.Page = s.frame(r, "")
	p.Title = view.Line(p.Lead.Title, 100, p.Reader.Words.Incident.Untitled) + " · " + p.Reader.Compare.Title
	p.Section = "/"
	p.NoIndex = true
	if s.search == nil {
		p.Unavailable = p.Reader.Failure.NoIndexText
	}
	p.CSV = "/incidents/" + pathEscape(i.ID) + "/compare.csv?table="
	return s.render(w, r, http.StatusOK, view.HowTold(p))
}

// compareCSV gives one of the tables of a comparison.
func (s *site) compareCSV(w http.ResponseWriter, r *http.Request) error {
	q := queryOf(r)
	name := q.choice("table", comparisonTables...)
	if q.err != nil {
		return q.err
	}
	i, err := s.incidentOf(r.Context(), r.PathValue("id"), "/compare.csv")
	if err != nil {
		return err
	}
	p, err := s.comparison(r.Context(), i)
	if err != nil {
		return err
	}
	switch name {
	case "words":
		return s.csv(w, wordsTable(p.Comparison))
	case "names":
		return s.csv(w, mentionsTable(name, p.Comparison.Names, p.Comparison))
	case "numbers":
		return s.csv(w, mentionsTable(name, p.Comparison.Numbers, p.Comparison))
	case "posts":
		return s.csv(w, postsTable(p.Posts))
	}
	return s.csv(w, firstsTable(p.Firsts))
}

func firstsTable(firsts []view.FirstReport) table {
	return table{
		"languages", []string{"language", "articles", "first_report", "seconds_after_the_first", "source", "country", "article", "title"},
		rowsOf(firsts, func(f *view.FirstReport) []string {
			later := ""
			if f.Timed {
				later = strconv.Itoa(int(f.Later / time.Second))
			}
			h := &f.Headline
			return []string{h.Language, strconv.Itoa(f.Articles), stampOf(h.Published), later, h.Source.ID, h.Source.Country, h.Article, h.Title}
		}),
	}
}

func wordsTable(c index.Comparison) table {
	header := []string{"language", "word", "times", "articles", "articles_compared", "articles_elsewhere", "articles_indexed", "log_likelihood"}
	return table{"distinctive-words", header, func(yield func([]string) bool) {
		for _, l := range c.Languages {
			for _, d := range l.Words {
				if !yield([]string{l.Language, d.Word, strconv.Itoa(d.Times), strconv.Itoa(d.Articles), strconv.Itoa(l.Articles),
					strconv.Itoa(d.Elsewhere), strconv.Itoa(l.Indexed), decimals(d.LogLikelihood)}) {
					return
				}
			}
		}
	}}
}

func mentionsTable(name string, mentions []index.Mention, c index.Comparison) table {
	compared := map[string]int{}
	for _, l := range c.Languages {
		compared[l.Language] = l.Articles
	}
	return table{name, []string{"mention", "language", "form", "articles", "articles_compared"}, func(yield func([]string) bool) {
		for _, m := range mentions {
			for _, f := range m.Forms {
				if !yield([]string{m.Text, f.Language, f.Text, strconv.Itoa(f.Articles), strconv.Itoa(compared[f.Language])}) {
					return
				}
			}
		}
	}}
}

func postsTable(posts []view.QuotedPost) table {
	return table{"posts", []string{"post", "platform", "handle", "text", "language", "articles"}, func(yield func([]string) bool) {
		for _, p := range posts {
			for _, tag := range p.Tags() {
				if !yield([]string{p.Post.ID, p.Post.Platform, p.Post.Handle, p.Post.Text, tag, strconv.Itoa(p.Languages[tag])}) {
					return
				}
			}
		}
	}}
}
