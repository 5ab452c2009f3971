package newsroom

import (
	"fmt"
	"hash/fnv"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"parallax/news"
)

// Domain is the one that all outlets are hosts of; RFC 6761 keeps it for the loopback interface.
const Domain = "localhost"

// Host is the outlet's virtual host on a server at a port.
func (o *Outlet) Host(port string) string { return net.JoinHostPort(o.ID+"."+Domain, port) }

// Path is the address of an article's page within its outlet's host, as its publishing system forms it.
func (a *Article) Path() string {
	switch a.Outlet.Layout {
	case "block-theme":
		return a.Published.In(a.Outlet.zone).Format("/2006/01/02/") + a.Slug + "/"
	case "archive":
		return "/articles/" + a.Slug + ".html"
	case "amp":
		return "/" + a.Slug + "/amp/"
	case "microdata":
		return fmt.Sprintf("/%s-a%d.html", a.Slug, number(a.Key))
	case "portal":
		return fmt.Sprintf("/news?id=%d&title=%s", number(a.Key), a.Slug)
	case "component":
		return "/a/" + a.Slug
	}
	return a.Published.In(a.Outlet.zone).Format("/2006-01-02/") + a.Slug
}

// CanonicalPath is the address the page gives as its canonical one.
func (a *Article) CanonicalPath() string {
	if a.Outlet.Layout == "amp" {
		return "/" + a.Slug + "/"
	}
	return a.Path()
}

// at reports whether an address, with or without the parameters that count readers, is that of the article.
func (a *Article) at(u *url.URL) bool {
	path, query, _ := strings.Cut(a.Path(), "?")
	if query == "" {
		return u.Path == path || u.Path == a.CanonicalPath()
	}
	return u.Path == path && u.Query().Get("id") == strconv.Itoa(int(number(a.Key)))
}

func number(key string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(key))
	return 1_000_000 + h.Sum32()%9_000_000
}

// charsets of the outlets whose publishing system is older than UTF-8's victory.
var charsets = map[string]*charmap.Charmap{
	"gazette-des-alpes": charmap.Windows1252,
	"nevsky-listok":     charmap.Windows1251,
	"prokymaia":         charmap.Windows1253,
}

var charsetNames = map[string]string{
	"gazette-des-alpes": "windows-1252", "nevsky-listok": "windows-1251", "prokymaia": "windows-1253",
}

// Charset is the name of the encoding that the outlet's pages come in.
func (o *Outlet) Charset() string {
	if name := charsetNames[o.ID]; name != "" {
		return name
	}
	return "utf-8"
}

// Sources are the outlets and their feeds, as a reader of the newsroom on a port would configure them.
func (n *Newsroom) Sources(port string) ([]news.Source, []news.Feed) {
	var sources []news.Source
	var feeds []news.Feed
	for _, o := range n.Outlets {
		base := "http://" + o.Host(port)
		s := news.Source{ID: news.SourceID(base), Name: o.Name, Host: o.Host(port), Country: o.Country, Language: o.Language}
		sources = append(sources, s)
		feeds = append(feeds, news.Feed{URL: base + feedPaths[o.Feed], Source: s.ID, Title: o.Name, Language: o.Language})
	}
	return sources, feeds
}

// Handler serves all outlets by virtual host. It fails only where a layout doesn't parse.
func (n *Newsroom) Handler() (http.Handler, error) {
	layouts, err := template.New("").Funcs(template.FuncMap{
		"blocks": bodyMarkup,
	}).ParseFS(files, "layouts/*.html")
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	for _, o := range n.Outlets {
		s := &site{newsroom: n, outlet: o, layouts: layouts}
		for _, a := range n.Articles {
			if a.Outlet == o {
				s.articles = append([]*Article{a}, s.articles...) // newest first
			}
		}
		mux.Handle(o.ID+"."+Domain+"/", s)
	}
	return mux, nil
}

// A site is one outlet's web site.
type site struct {
	newsroom *Newsroom
	outlet   *Outlet
	layouts  *template.Template
	articles []*Article // newest first
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	base := "http://" + r.Host
	switch r.URL.Path {
	case "/":
		s.render(w, "front", s.page(base, nil))
		return
	case "/robots.txt":
		fmt.Fprintf(w, "User-agent: *\nDisallow: /intern/\nDisallow: /search\n\nSitemap: %s/sitemap.xml\n", base)
		return
	case "/sitemap.xml":
		s.sitemap(w, base)
		return
	case feedPaths[s.outlet.Feed]:
		s.feed(w, r, base)
		return
	}
	for _, a := range s.articles {
		if a.at(r.URL) {
			s.render(w, s.outlet.Layout, s.page(base, a))
			return
		}
	}
	w.WriteHeader(http.StatusNotFound)
	s.render(w, "missing", s.page(base, nil))
}

// A page is what a layout shows.
type page struct {
	Base     string
	Outlet   *Outlet
	Words    words
	Dir      string
	Article  *Article // nil on the front page
	Articles []*Article
	Related  []*Article
	Day      string
	Clock    string
	newsroom *Newsroom
}

func (s *site) page(base string, a *Article) page {
	p := page{Base: base, Outlet: s.outlet, Words: s.outlet.words, Dir: "ltr", Article: a, Articles: s.articles, newsroom: s.newsroom}
	if s.outlet.rtl() {
		p.Dir = "rtl"
	}
	if a == nil {
		return p
	}
	local := a.Published.In(s.outlet.zone)
	p.Day, p.Clock = s.outlet.day(local), local.Format("15:04")
	for _, other := range s.articles {
		if other != a && len(p.Related) < 3 {
			p.Related = append(p.Related, other)
		}
	}
	return p
}

func (s *site) render(w http.ResponseWriter, layout string, p page) {
	var b strings.Builder
	if err := s.layouts.ExecuteTemplate(&b, layout+".html", p); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	body := []byte(b.String())
	if c := charsets[s.outlet.ID]; c != nil {
		// The encoder writes what the encoding lacks as numeric character references, as old systems did.
		if body2, err := encoding.HTMLEscapeUnsupported(c.NewEncoder()).Bytes(body); err == nil {
			body = body2
		}
		w.Header().Set("Content-Type", "text/html") // the page's own meta tells the charset
	} else {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
	}
	w.Write(body)
}

// Root is the page's outlet's host with scheme.
func (p page) Root() string { return p.Base }

// FeedPath is where the outlet's feed is.
func (p page) FeedPath() string { return feedPaths[p.Outlet.Feed] }

// FeedType is the media type of the outlet's feed.
func (p page) FeedType() string { return feedTypes[p.Outlet.Feed] }

// URL is the address of an article of the same outlet.
func (p page) URL(a *Article) string { return p.Base + a.Path() }

// Canonical is the canonical address of an article of the same outlet.
func (p page) Canonical(a *Article) string { return p.Base + a.CanonicalPath() }

// Image is the address of an article's main picture. The newsroom has no pictures: nobody fetches it.
func (p page) Image(a *Article) string { return fmt.Sprintf("%s/media/%s-1200.jpg", p.Base, a.Slug) }
