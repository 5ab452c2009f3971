package extract

import (
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"

	"parallax/news"
)

// metadata is what a page says about its article outside of the body. Each field has the most reliable of
// the values found: JSON-LD, then meta tags, microdata, and what is visible.
type metadata struct {
	title, lead, section, image, site string
	canonical                         string
	authors, keywords                 []string
	published, modified               time.Time // in the page's own zone
	language                          string
	body                              string   // articleBody of JSON-LD, as plain text; an anchor, not to be trusted
	articleBody                       []string // the same as it came
	kind                              string   // og:type in lower case
	summaries                         []string
	claimed                           bool // JSON-LD or microdata calls the page an article
	unsigned                          bool // nobody signs but the outlet itself
	listing                           bool // JSON-LD calls the page a list of others
	dated                             bool // the markup, not only an address or a visible line, says when this one article was published
}

// severalArticles is how many articles JSON-LD names on pages that list them.
const severalArticles = 5

// tags are the contents of the document's meta elements by name, property or itemprop, in lower case.
type tags map[string][]string

func (s *survey) tags() tags {
	t := tags{}
	for i, n := range s.metas {
		if i >= 500 {
			break
		}
		content := tidy(attr(n, "content"))
		if content == "" {
			content = tidy(attr(n, "value"))
		}
		if content == "" {
			continue
		}
		for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
			if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" {
				t[name] = append(t[name], content)
			}
		}
	}
	return t
}

func (t tags) first(names ...string) string {
	for _, name := range names {
		if v := t[name]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

func (s *survey) metadata(p news.Page) *metadata {
	t := s.tags()
	data := linkedData(s.data)
	articles := data.articles
	m := &metadata{kind: strings.ToLower(t.first("og:type"))}
	base := first(p.FinalURL, p.URL)
	m.claimed = len(articles) > 0 && len(articles) < severalArticles || len(s.property("articlebody")) > 0
	m.site = s.siteName(t, articles, hostOf(base))
	outlet := newOutlet(m.site, hostOf(base), articles)
	m.title = s.headline(t, articles, outlet)
	m.canonical = s.canonicalURL(t, base)
	m.language = s.declaredLanguage(t, articles)
	if m.authors = s.authors(t, data, m.title, outlet); len(m.authors) == 0 {
		m.authors = s.ownCredit(t, data, outlet)
		m.unsigned = true
	}
	m.published, m.modified = s.dates(t, data.described(), m.language)
	m.published = settled(m.published, t, func() time.Time { return firstTime(dateInURL(base), s.visibleDate(m.title, m.language, base)) })
	m.listing = data.lists
	m.dated = !m.published.IsZero() && (m.claimed || t.first("article:published_time") != "" || len(articles) == 0 && data.page == nil && len(s.property("datepublished")) < severalArticles)
	if m.published.IsZero() {
		m.published = firstTime(s.shownDate(m.title, base, m.language, p.Body), m.modified)
	}
	for _, a := range articles {
		if b := a.text("articleBody"); len(b) > len(m.body) {
			m.body, m.articleBody = plainOf(b), texts(a["articleBody"])
		}
		m.image = first(m.image, picture(base, a.address("image")))
		m.lead = first(m.lead, a.text("description"))
		if len(m.keywords) == 0 {
			m.keywords = splitKeywords(texts(a["keywords"]))
		}
	}
	m.section = m.sectionOf(t, data, outlet)
	m.image = first(picture(base, t.first("og:image:secure_url", "og:image", "og:image:url")), m.image, picture(base, t.first("twitter:image", "twitter:image:src", "image", "thumbnail")), s.linkedImage(base))
	for _, name := range []string{"og:description", "description", "twitter:description", "dc.description", "sailthru.description"} {
		m.summaries = append(m.summaries, t[name]...)
	}
	m.lead = cut(tidy(plainOf(html.UnescapeString(first(t.first("og:description", "description", "twitter:description"), m.lead)))), 600)
	if len(m.keywords) == 0 {
		m.keywords = splitKeywords(append(append(t["news_keywords"], t["article:tag"]...), t["parsely-tags"]...))
	}
	if len(m.keywords) == 0 {
		m.keywords = splitKeywords(t["keywords"])
	}
	return m
}

// fill puts metadata into an article; what the feed said of it fills the gaps.
func (m *metadata) fill(a *news.Article, p news.Page) {
	a.CanonicalURL = m.canonical
	if a.CanonicalURL == "" {
		a.CanonicalURL = news.CanonicalURL(first(p.FinalURL, p.URL))
	}
	a.ID = news.ArticleID(a.CanonicalURL)
	a.Title = cut(first(m.title, tidy(p.Item.Title)), 500)
	a.Lead = first(m.lead, cut(tidy(p.Item.Summary), 600))
	a.Authors = m.authors
	if feed := tidyList(p.Item.Authors, maxAuthors); m.unsigned && len(feed) > 0 {
		a.Authors = feed
	}
	feed := reached(p.Fetched, p.Item.Published)
	a.Published = withHour(reached(p.Fetched, m.published, feed), feed)
	a.Modified = reached(p.Fetched, m.modified)
	a.Section, a.Keywords, a.Image = m.section, m.keywords, m.image
	a.Declared = m.language
	if a.Source.Name == "" {
		a.Source.Name = cut(m.site, 100)
	}
}

// withHour takes the time that the feed gives where the page gives no more than the day. The same day lasts 50
// hours over all zones.
func withHour(page, feed time.Time) time.Time {
	dayOnly := page.Equal(page.Truncate(24 * time.Hour))
	if from := feed.Sub(page); dayOnly && from > -14*time.Hour && from < 36*time.Hour {
		return feed
	}
	return page
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

func (s *survey) declaredLanguage(t tags, articles []linked) string {
	for _, l := range []string{s.language, t.first("content-language", "language", "dc.language", "inlanguage"), strings.ReplaceAll(t.first("og:locale"), "_", "-")} {
		l, _, _ = strings.Cut(strings.TrimSpace(l), ",")
		if l = strings.ReplaceAll(l, "_", "-"); len(l) >= 2 && len(l) <= 35 && languageTag(l) != "" {
			return l
		}
	}
	for _, a := range articles {
		if l := a.text("inLanguage"); len(l) >= 2 && len(l) <= 10 {
			return l
		}
	}
	return ""
}

// splitKeywords parts keyword lists at commas and drops repetitions.
func splitKeywords(lists []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, list := range lists {
		for _, k := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ';' || r == '،' || r == '、' || r == '|' }) {
			k = tidy(html.UnescapeString(k))
			key := strings.ToLower(k)
			if k == "" || seen[key] || len(out) >= maxKeywords || len(k) > 100 || strings.Contains(k, "://") {
				continue
			}
			seen[key] = true
			out = append(out, k)
		}
	}
	return out
}

// plainOf is a text that may hold markup, as articleBody often does, without it.
func plainOf(s string) string {
	if !hasMarkup(s) {
		return s
	}
	doc, err := parse([]byte(s))
	if err != nil {
		return s
	}
	return tidy(visible(doc.Get(0)))
}

func hasMarkup(s string) bool {
	return strings.Contains(s, "</") || strings.Contains(s, "<p") || strings.Contains(s, "<br")
}

func absolute(base, address string) string {
	if address == "" {
		return ""
	}
	from, err := url.Parse(base)
	if err != nil {
		return webAddress(address)
	}
	u, err := from.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return webAddress(u.String())
}

// texts of a microdata property: its content attribute, its datetime, or what is visible.
func (s *survey) property(names string) []string {
	var out []string
	for _, n := range s.props {
		for name := range strings.FieldsSeq(strings.ToLower(attr(n, "itemprop"))) {
			if containsWord(names, name) {
				out = append(out, first(tidy(attr(n, "content")), tidy(attr(n, "datetime")), tidy(visible(n))))
			}
		}
	}
	return out
}
